"""The published data: what it says is what the pages say, and programs that are not ours read it."""

from __future__ import annotations

import asyncio
import csv
import hashlib
import io
import json
import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from html import unescape
from itertools import groupby
from pathlib import Path
from typing import Any

import frictionless
import jsonschema
import pandas
import pytest
from datasette.app import Datasette
from hypothesis import given
from hypothesis import strategies as st
from openapi_spec_validator import validate as validate_openapi

from conftest import ROOT
from passerelles.__main__ import main
from passerelles.delivery import ill_chosen
from passerelles.export import contract, exports
from passerelles.export.api import counts
from passerelles.export.kind_tables import RECORD
from passerelles.export.past import Past
from passerelles.export.sheets import BOM, harmless, line, sheet
from passerelles.export.table import columns, joined, table
from passerelles.export.told import of_all
from passerelles.export.turns import Round
from passerelles.files import pour
from passerelles.graph import Graph, link
from passerelles.model import KnowledgeBase
from small_base import base as linked
from small_base import pages_of, state, thing

COMMITTED = ROOT / "tests/api/v1"
LISTS = (
    "entities", "statements", "conflicts", "gaps", "translation", "beyond", "matches", "replaced", "withdrawn",
    "stale_texts", "kinds", "properties",
)  # fmt: skip
FIELDS = {  # the contract that other programs were promised
    "entities": {"id", "kind", "name", "aliases", "url"},
    "statements": {
        "id", "subject", "property", "value", "date", "date_label", "said_by", "status", "note", "evidence",
    },
    "index": {"version", "site_url", "languages", "licence", "counts", "files"},
}  # fmt: skip


@pytest.fixture(scope="module")
def folder(graph: Graph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data as a site without an address has it."""
    target = tmp_path_factory.mktemp("export")
    for path, pieces in exports(graph, ""):
        pour(target / path, pieces)
    return target


@pytest.fixture(scope="module")
def api(folder: Path) -> Path:
    return folder / "api/v1"


def read(api: Path, name: str) -> Any:
    return json.loads((api / f"{name}.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def base(api: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(f"file:{api / 'passerelles.sqlite'}?mode=ro", uri=True)) as found:
        yield found


BORDERS = ("0001-01-01", "0938", "0938-04-15", "000X", "9999", "9999-12-31", "XXXX-02-29", "2023-04-XX~")


def test_a_date_that_is_read_reaches_every_page_and_every_format(kb: KnowledgeBase) -> None:
    parties = state("party", "rennes"), state("party", "hue")
    things = []
    for number, edtf in enumerate([*BORDERS, f"{{{','.join(BORDERS)}}}", f"[{','.join(BORDERS)}]", "0001/9999"]):
        things.append(thing("event", f"fete-{number}", state("date", date=edtf)))
        things.append(thing("partnership", f"lien-{number}", *parties, state("agreement", words="mots", date=edtf)))
    graph = link(replace(kb, entities={**kb.entities, **linked(kb, *things).kb.entities}))

    made = {path: b"".join(pieces) for path, pieces in exports(graph, "https://passerelles.example/")}
    pages = {language: pages_of(graph, language) for language in ("fr", "en")}

    assert all(made.values())
    assert all(f"events/fete-{number}/" in pages["fr"] for number in range(len(things) // 2))
    assert "938" in pages["en"]["map/"].content


# JSON ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [*LISTS, "index"])
def test_a_file_obeys_the_schema_that_is_served_beside_it(api: Path, name: str) -> None:
    schema = json.loads((api / f"schema/{name}.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)

    found = read(api, name)

    assert list(jsonschema.Draft202012Validator(schema).iter_errors(found)) == []
    assert found or name in {"replaced", "withdrawn", "stale_texts"}  # nothing was yet


@pytest.mark.parametrize("name", FIELDS)
def test_the_promised_fields_are_there_and_no_other(api: Path, name: str) -> None:
    found = read(api, name)

    assert {frozenset(item) for item in (found if isinstance(found, list) else [found])} == {frozenset(FIELDS[name])}


def test_every_field_that_is_written_is_in_its_schema(api: Path) -> None:
    def closed(schema: Any) -> Any:
        if isinstance(schema, list):
            return [closed(item) for item in schema]
        if not isinstance(schema, dict):
            return schema
        inner = {key: closed(value) for key, value in schema.items()}
        return inner | ({"additionalProperties": False} if schema.get("type") == "object" else {})

    for name in LISTS:
        schema = json.loads((api / f"schema/{name}.schema.json").read_text("utf-8"))
        jsonschema.validate(read(api, name), closed(schema))


def test_an_independent_reader_accepts_the_openapi_description(api: Path) -> None:
    description = read(api, "openapi")

    validate_openapi(description)

    files = {f"/{path.relative_to(api.parent.parent).as_posix()}" for path in api.rglob("*") if path.is_file()}
    assert description["openapi"].startswith("3.1")
    assert set(description["paths"]) == files


def test_the_description_says_in_both_languages_what_each_file_holds(api: Path, kb: KnowledgeBase) -> None:
    said = {
        path.removeprefix("/api/v1/"): operation["get"]["summary"]
        for path, operation in read(api, "openapi")["paths"].items()
    }

    assert len(said) > 100
    assert [path for path, words in said.items() if " / " not in words or path in words] == []
    assert said["statements.csv"] == " / ".join(kb.labels["file-statements"].values())
    assert said["schema/gaps.schema.json"] == "Le schéma JSON de gaps.json / The JSON Schema of gaps.json"
    assert said["feeds/hue.fr.xml"] == "Passerelles : Huế, ce qui change / Passerelles: Huế, what changes"
    assert said["person.csv"] == "Personnes / People"


def test_the_index_lists_every_file_with_its_size_and_checksum(api: Path) -> None:
    listed = {item["path"]: (item["size"], item["sha256"]) for item in read(api, "index")["files"]}

    found = {
        path.relative_to(api).as_posix(): (path.stat().st_size, hashlib.sha256(path.read_bytes()).hexdigest())
        for path in api.rglob("*")
        if path.is_file() and path.name != "index.json"
    }
    assert len(found) > 40
    assert listed == found


def test_the_data_says_what_the_base_says(api: Path, kb: KnowledgeBase) -> None:
    found = {item["id"]: item for item in read(api, "statements")}

    assert list(found) == [statement.id for statement in kb.statements]
    for statement in kb.statements:
        item = found[statement.id]
        assert item["value"] == (dict(statement.text) or statement.entity or statement.choice or statement.date)
        assert (item["date"] or "", item["said_by"] or "", item["status"] or "") == (
            statement.date, statement.said_by, statement.status,
        )  # fmt: skip
        assert [e["quote"] for e in item["evidence"]] == [dict(e.quote) for e in statement.evidence]


def test_what_comes_from_elsewhere_is_in_no_statement_and_no_count(api: Path, kb: KnowledgeBase) -> None:
    facts, statements = read(api, "beyond"), read(api, "statements")

    assert len(facts) == sum(len(entity.beyond) for entity in kb.entities.values()) > 50
    assert {fact["id"] for fact in facts} & {item["id"] for item in statements} == set()
    assert read(api, "index")["counts"]["statement"] == len(statements) == len(kb.statements)
    corpus = {name: (api / name).read_text("utf-8") for name in ("statements.json", "statements.csv", "evidence.csv")}
    for fact in facts:
        assert all(fact["reference"]["url"] not in text for text in corpus.values()), fact["id"]
        assert all(fact["text"]["fr"] not in text for text in corpus.values()), fact["id"]


def test_near_subjects_of_public_vocabularies_are_told_of_in_every_form(api: Path, kb: KnowledgeBase) -> None:
    known = kb.schema.vocabularies
    listed = [
        (thing.id, m.vocabulary, m.code, m.name, m.match, known[m.vocabulary].address_of(m.code))
        for thing in kb.entities.values()
        for m in thing.matches
    ]
    keys = ("subject", "vocabulary", "code", "name", "match", "address")
    table = pandas.read_csv(api / "matches.csv", dtype=str, keep_default_na=False)
    with closing(sqlite3.connect(api / "passerelles.sqlite")) as base:
        rows = base.execute(f"SELECT {', '.join(keys)} FROM matches").fetchall()

    assert len(listed) > 50
    assert [tuple(item[key] or "" for key in keys) for item in read(api, "matches")] == listed
    assert list(table[list(keys)].itertuples(index=False, name=None)) == listed
    assert [tuple(cell or "" for cell in row) for row in rows] == listed
    assert set(table["vocabulary_fr"]) == {known[m[1]].title["fr"] for m in listed}
    assert set(table["match_en"]) == {kb.labels[f"match-{m[4]}"]["en"] for m in listed}


# What the pages show -------------------------------------------------------------------------------


def test_counts_are_those_of_the_built_pages(site: Path, pages: dict[str, str], kb: KnowledgeBase) -> None:
    counted = read(site / "api/v1", "index")["counts"]

    for language in ("", "en/"):
        mine = {path: html for path, html in pages.items() if path.startswith("en/") == bool(language)}
        shown = {id_ for html in mine.values() for id_ in re.findall(r'data-statement="([^"]+)"', html)}
        assert counted["statement"] == len(shown)
        for kind in kb.schema.kinds.values():
            things = [p for p in mine if re.fullmatch(f"{language}{kind.folder}/[^/]+/", p)]
            assert counted[kind.name] == len(things), kind.name
        conflicts = "".join(html for path, html in mine.items() if path.startswith(f"{language}conflicts/"))
        assert counted["conflict"] == conflicts.count('<section class="conflict"')
        gaps = "".join(html for path, html in mine.items() if path.startswith(f"{language}gaps/"))
        assert counted["gap"] == len(list(silences(gaps)))


def words(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def silences(html: str) -> Iterator[tuple[str, str, str]]:
    """What the page of silences shows, in its order: the sort, the thing, the words that it puts below its name."""
    for kind, section in re.findall(r'<section aria-labelledby="gaps-([a-z-]+)">(.*?)</section>', html, re.DOTALL):
        for item in re.findall(r"<li>(.*?)</li>", section, re.DOTALL):
            (subject,) = re.findall(r'^<a href="[^"]*?([^/"]+)/">', item.strip())
            said = re.findall(r"<p>(.*?)</p>", item, re.DOTALL) or [""]
            yield from ((kind, subject, words(text)) for text in said)


def by_thing(listed: list[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """The same with what one thing lacks side by side, at the place of the first."""
    order = {key: place for place, key in reversed(list(enumerate(item[:2] for item in listed)))}
    return sorted(listed, key=lambda item: order[item[:2]])


@pytest.mark.parametrize("language", ["fr", "en"])
def test_gaps_are_those_of_the_page_in_its_order(site: Path, pages: dict[str, str], language: str) -> None:
    prefix = "" if language == "fr" else "en/"
    parts = [f"{prefix}gaps/", *(f"{prefix}gaps/p/{n}/" for n in range(2, 99) if f"{prefix}gaps/p/{n}/" in pages)]

    shown = [item for path in parts for item in silences(pages[path])]

    terse = {kind for kind, _, said in shown if not said}  # there the heading says all
    found = [(item["kind"], item["subject"], words(item["text"][language])) for item in read(site / "api/v1", "gaps")]
    assert len(found) > 50
    assert by_thing(shown) == by_thing([(k, s, "" if k in terse else said) for k, s, said in found])


def test_conflicts_are_those_of_the_page(site: Path, pages: dict[str, str]) -> None:
    html = "".join(html for path, html in sorted(pages.items()) if path.startswith("conflicts/"))

    sections = re.findall(r'<section class="conflict" aria-labelledby="([^"]+)">(.*?)</section>', html, re.DOTALL)

    found = read(site / "api/v1", "conflicts")
    assert [item["id"] for item in found] == [name for name, _ in sections]
    for item, (_, section) in zip(found, sections, strict=True):
        sides = re.findall(r'<p class="value"><a href="[^"#]*#([^"]+)"', section)
        assert [name.removeprefix(f"{item['subject']}.") for name in item["statements"]] == sides


def test_translations_are_those_of_the_page(site: Path, pages: dict[str, str]) -> None:
    strips = re.findall(r'<h2 id="([^"]+)">.*?<ol class="strip">(.*?)</ol>', pages["translation/"], re.DOTALL)

    found = read(site / "api/v1", "translation")
    assert [f"{item['source']}-{item['language']}" for item in found] == [name for name, _ in strips]
    for item, (_, strip) in zip(found, strips, strict=True):
        shown = re.findall(r'<a class="is-(\w+)" href="[^"#]*#(\w+)"', strip)
        of = {state: [p for s, p in shown if s == state] for state in ("fresh", "stale", "unread")}
        assert {state: len(paragraphs) for state, paragraphs in of.items()} == {s: item[s] for s in of}
        assert (item["paragraphs"], item["stale_paragraphs"]) == (len(shown), of["stale"])
        assert item["unread_paragraphs"] == of["unread"]


def test_every_address_of_the_data_leads_to_its_element(site: Path, pages: dict[str, str]) -> None:
    index = read(site / "api/v1", "index")
    ids = {path: set(map(unescape, re.findall(r'\sid="([^"]*)"', html))) for path, html in pages.items()}
    lost, seen = [], 0
    for name in ("entities", "statements", "conflicts", "gaps", "translation", "beyond", "matches"):
        for item in read(site / "api/v1", name):
            for urls in [item.get("url"), *(e["url"] for e in item.get("evidence", ()))]:
                for url in (urls or {}).values():
                    path, _, fragment = url.removeprefix(index["site_url"]).partition("#")
                    seen += 1
                    if fragment not in {"", *ids.get(path, set())} or path not in ids:
                        lost.append(url)

    assert index["site_url"].startswith("https://")
    assert seen > 2000
    assert lost == []


def test_without_an_address_the_data_counts_from_the_root(api: Path) -> None:
    assert read(api, "index")["site_url"] == ""
    assert {item["url"]["en"] for item in read(api, "entities") if item["id"] == "rennes-hue"} == {
        "en/partnerships/rennes-hue/"
    }


# The contract --------------------------------------------------------------------------------------


def shape(schema: object) -> object:
    """A schema without what only people read."""
    if isinstance(schema, dict):
        named = schema.get("type") == "object"
        return {
            key: {name: shape(inner) for name, inner in value.items()}
            if named and key == "properties"
            else shape(value)
            for key, value in schema.items()
            if key not in {"title", "description", "$schema"}
        }
    return [shape(item) for item in schema] if isinstance(schema, list) else schema


def broken(old: Any, new: Any, path: str = "") -> list[str]:
    """What a program written for the old shape no longer finds in the new one."""
    if isinstance(old, dict) and isinstance(new, dict):
        lost = [f"{path}/{key}" for key in old if key not in new]
        return lost + [fault for key in old if key in new for fault in broken(old[key], new[key], f"{path}/{key}")]
    if path.endswith("/required"):
        return [f"{path}: {key}" for key in old if key not in new]
    if path.endswith("/enum"):
        return [f"{path}: {code}" for code in old if code not in new]
    if isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        return [fault for i, (a, b) in enumerate(zip(old, new, strict=True)) for fault in broken(a, b, f"{path}/{i}")]
    return [] if old == new else [f"{path}: {old} → {new}"]


def test_version_1_only_ever_grows(kb: KnowledgeBase, bless: bool) -> None:
    made = {name: shape(schema) for name, schema in contract.schemas(kb).items()}
    committed = {p.name.split(".")[0]: json.loads(p.read_text("utf-8")) for p in COMMITTED.glob("*.json")}

    faults = [f for name, old in committed.items() for f in broken(old, made.get(name, {}), name)]
    assert faults == [], "within v1 nothing is taken away: that would be /api/v2/"
    if bless:
        COMMITTED.mkdir(parents=True, exist_ok=True)
        for name, schema in made.items():
            (COMMITTED / f"{name}.schema.json").write_text(json.dumps(schema, indent=1) + "\n", "utf-8")
        committed = {**committed, **made}  # type: ignore[dict-item]
    assert committed == made, (
        "If the addition is right: say it in versions.py, then python3 scripts/run.py test --bless"
    )


def columns_of(api: Path, base: sqlite3.Connection) -> dict[str, list[str]]:
    """The columns of each sheet and of each table and view of the database, as programs name them."""
    found = {
        path.name: next(csv.reader(io.StringIO(path.read_text("utf-8-sig")))) for path in sorted(api.glob("*.csv"))
    }
    query = "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE '%_fts_%' ORDER BY name"
    for (name,) in base.execute(query).fetchall():
        rows = base.execute("SELECT name FROM pragma_table_info(?)", [name]).fetchall()
        found[f"passerelles.sqlite/{name}"] = [column for (column,) in rows]
    return found


def test_no_file_table_or_column_of_version_1_goes_away(api: Path, base: sqlite3.Connection, bless: bool) -> None:
    path = COMMITTED.parent / "v1-files.json"
    files = sorted(item["path"] for item in read(api, "index")["files"] if not item["path"].startswith("feeds/"))
    made = {"files": files, "columns": columns_of(api, base)}
    committed = json.loads(path.read_text("utf-8")) if path.is_file() else {"files": [], "columns": {}}

    lost = [name for name in committed["files"] if name not in files]
    for name, columns_then in committed["columns"].items():
        lost += [f"{name}: {column}" for column in columns_then if column not in made["columns"].get(name, ())]  # type: ignore[attr-defined]
    assert lost == [], "within v1 nothing is taken away: that would be /api/v2/"
    if bless:
        path.write_text(json.dumps(made, indent=1) + "\n", "utf-8")
        committed = made
    assert len(files) > 60
    assert len(made["columns"]) > 45
    assert committed == made, (
        "If the addition is right: say it in versions.py, then python3 scripts/run.py test --bless"
    )


def test_the_lists_stand_in_an_order_that_no_edit_shakes(api: Path, kb: KnowledgeBase) -> None:
    """By id, and the statements of a thing as its file has them: an entry more moves no other."""
    entities = [item["id"] for item in read(api, "entities")]
    subjects = [key for key, _ in groupby(item["subject"] for item in read(api, "statements"))]

    assert entities == sorted(entities)
    assert subjects == [name for name in entities if kb.entities[name].statements]
    for name in ("beyond", "matches"):
        listed = [key for key, _ in groupby(item["subject"] for item in read(api, name))]
        assert listed == sorted(set(listed)), name
    assert read(api, "replaced") == sorted(read(api, "replaced"), key=lambda item: str(item["id"]))


@pytest.mark.parametrize("path", ["statements/items/properties/said_by", "entities/items/properties/name"])
def test_a_field_taken_away_breaks_the_contract(kb: KnowledgeBase, path: str) -> None:
    schemas = {name: shape(schema) for name, schema in contract.schemas(kb).items()}
    fewer = json.loads(json.dumps(schemas))
    *way, last = path.split("/")
    inner = fewer
    for step in way:
        inner = inner[step]
    del inner[last]

    assert broken(schemas, fewer) == [f"/{path}"]
    assert broken(fewer, schemas) == []


# Tables --------------------------------------------------------------------------------------------


def test_frictionless_finds_the_data_package_valid(api: Path) -> None:
    report = frictionless.validate(str(api / "datapackage.json"))

    assert report.stats["tasks"] > 15
    assert report.valid, report.flatten(["name", "rowNumber", "message"])[:10]


def test_frictionless_would_see_a_reference_that_leads_nowhere(api: Path, tmp_path: Path) -> None:
    for path in api.glob("*"):
        if path.suffix in {".csv", ".json"}:
            (tmp_path / path.name).write_bytes(path.read_bytes())
    conflicts = tmp_path / "conflict_statements.csv"
    conflicts.write_bytes(conflicts.read_bytes() + b"nowhere,nothing\r\n")

    assert not frictionless.validate(str(tmp_path / "datapackage.json")).valid


def test_pandas_reads_every_table_with_its_accents(api: Path, kb: KnowledgeBase) -> None:
    tables = {path.stem: pandas.read_csv(path, dtype=str, keep_default_na=False) for path in api.glob("*.csv")}

    assert len(tables["statements"]) == len(kb.statements)
    assert len(tables["evidence"]) == sum(len(s.evidence) for s in kb.statements)
    assert {name: len(tables[name]) for name in kb.schema.kinds} == {n: len(kb.of_kind(n)) for n in kb.schema.kinds}
    assert "Rennes – Huế" in set(tables["partnership"]["name_fr"])
    assert (tables["statements"]["quotes_fr"] != "").all()


LABELLED_ELSE = {  # a code whose labels stand in columns of another name
    "kinds.kind": "label", "properties.property": "label", "choices.code": "label",
    "statements.value_entity": "value", "matches.code": "",
}  # fmt: skip
NO_CODE = {  # what a table names itself by, words as they were found, numbers, codes whose words the base does not have
    "id", "number", "statement", "conflict", "statements", "open", "single", "things", "paragraphs", "fresh", "stale",
    "unread", "stale_paragraphs", "unread_paragraphs", "paragraph", "path", "key", "aliases", "form", "name", "folder",
    "address",
    "reference_title", "reference_publisher", "reference_url", "reference_date", "reference_read",
    "gazetteer_iso_3166_1", "gazetteer_iso_3166_2", "gazetteer_subdivision", "gazetteer_geonames", "gazetteer_names",
    "gazetteer_point", *(f"record_{name}_at" for name in RECORD),
}  # fmt: skip


def test_every_code_has_its_labels_beside_it_in_both_languages(api: Path) -> None:
    faults, filled = [], set()
    for path in sorted(api.glob("*.csv")):
        found = pandas.read_csv(path, dtype=str, keep_default_na=False)
        for code in found.columns:
            if code.endswith(("_fr", "_en")) or code in NO_CODE:
                continue
            said = LABELLED_ELSE.get(f"{path.stem}.{code}", code)
            given = found[code] != ""
            for language in ("fr", "en") if said else ():
                label = f"{said}_{language}"
                if label not in found.columns or (found[label][given] == "").any():
                    faults.append(f"{path.name}: {label}")
                elif given.any():
                    filled.add(f"{path.stem}.{label}")

    assert faults == []
    assert len(filled) > 150


def test_labels_are_those_of_the_model(api: Path, kb: KnowledgeBase) -> None:
    names = pandas.read_csv(api / "names.csv", dtype=str, keep_default_na=False).set_index("form")
    row = names.loc["accord de 2009"]
    assert (row["sort_fr"], row["language_en"], row["entity_en"]) == (
        "autre forme à chercher", "", kb.entities["accord-kitakyushu-haiphong"].name["en"],
    )  # fmt: skip
    territory = pandas.read_csv(api / "territory.csv", dtype=str, keep_default_na=False).set_index("id")
    assert territory.loc["hue", ["gazetteer_country_fr", "gazetteer_country_en"]].tolist() == ["Vietnam", "Vietnam"]
    assert territory.loc["kitakyushu", "gazetteer_country_fr"] == "Japon"
    beyond = pandas.read_csv(api / "beyond.csv", dtype=str, keep_default_na=False)
    assert set(beyond["reference_language_en"]) <= {"", "French", "English", "Vietnamese", "Japanese"}
    event = pandas.read_csv(api / "event.csv", dtype=str, keep_default_na=False).set_index("id")
    assert event.loc["assises-13", ["disputed", "disputed_fr"]].tolist() == ["date | state", "date | tenue"]


@pytest.mark.parametrize("name", ["statements", "entities", "territory", "beyond", "names", "gaps"])
def test_no_cell_of_the_corpus_begins_like_a_formula(api: Path, name: str) -> None:
    data = (api / f"{name}.csv").read_bytes()

    cells = [cell for row in csv.reader(io.StringIO(data.decode("utf-8-sig"))) for cell in row]

    assert data.startswith(b"\xef\xbb\xbf")
    assert len(cells) > 100
    assert [cell for cell in cells if cell.lstrip()[:1] in set("=+-@＝＋－＠") or cell[:1] in set("\t\r\n")] == []


@given(st.text(max_size=30) | st.sampled_from(["=1+1", "+33", "-5", "@x", "\t=1", "\r=1", " =1", "'=1", "''", "＝1"]))
def test_a_cell_is_harmless_and_can_be_had_back(cell: str) -> None:
    made = harmless(cell)

    assert made.lstrip()[:1] not in set("=+-@＝＋－＠")
    assert made[:1] not in set("\t\r\n")
    assert made.removeprefix("'") == cell


@given(st.lists(st.text(alphabet='a,;"\r\n é\u2028') | st.integers(), min_size=2).map(tuple))
def test_a_row_is_written_as_the_csv_module_writes_it(row: tuple[str | int, ...]) -> None:
    target = io.StringIO(newline="")
    csv.writer(target, lineterminator="\r\n").writerow(
        harmless(cell) if isinstance(cell, str) else cell for cell in row
    )

    assert line(row) == target.getvalue()


def test_hostile_cells_survive_the_way_through_a_file(tmp_path: Path) -> None:
    hostile = ['=HYPERLINK("x")', 'a "quoted", word', "two\nlines", "’", "北九州", "x" * 200, "a|b", "'"]
    rows = of_all(lambda: [{"id": words, "words": words} for words in hostile])
    listed = table("t", {"fr": "t"}, columns("id", "words"), ("id",), rows)
    path, roll = tmp_path / "t.csv", sheet(listed)
    path.write_bytes(b"".join(Round(Past(), roll.path, listed.told).rolled(roll, line)))

    found = pandas.read_csv(path, dtype=str, keep_default_na=False)

    assert path.read_bytes().startswith(BOM.encode())
    assert [cell.removeprefix("'") for cell in found["words"]] == hostile


def test_several_values_of_a_cell_can_be_told_apart() -> None:
    assert joined(["a", "b | c", "d\\"]) == r"a | b \| c | d\\"
    assert joined(["|"]) == r"\|"
    assert joined([]) == ""


# SQLite --------------------------------------------------------------------------------------------


def test_the_database_is_sound_and_its_keys_lead_somewhere(base: sqlite3.Connection) -> None:
    keys = [
        row
        for (name,) in base.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
        for row in base.execute(f"SELECT * FROM pragma_foreign_key_list('{name}')").fetchall()
    ]

    assert base.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert base.execute("PRAGMA foreign_key_check").fetchall() == []
    assert len(keys) > 20


def test_the_database_counts_what_the_index_counts(base: sqlite3.Connection, graph: Graph) -> None:
    counted = counts(graph)
    tables = {**{kind: kind for kind in graph.kb.schema.kinds}, "statement": "statements", "evidence": "evidence",
              "conflict": "conflicts", "gap": "gaps", "beyond": "beyond", "match": "matches"}  # fmt: skip

    found = {name: base.execute(f'SELECT count(*) FROM "{tables[name]}"').fetchone()[0] for name in counted}

    assert found == counted


@pytest.mark.parametrize(
    ("typed", "id_"),
    [("hai phong", "haiphong"), ("Haïphong", "haiphong"), ("da nang", "da-nang"), ("北九州*", "kitakyushu")],
)
def test_full_text_search_finds_a_name_however_typed(base: sqlite3.Connection, typed: str, id_: str) -> None:
    query = "SELECT e.id FROM entities_fts f JOIN entities e ON e.rowid = f.rowid WHERE entities_fts MATCH ?"

    assert (id_,) in base.execute(query, [typed]).fetchall()


@pytest.mark.parametrize("view", ["quotations", "partners", "disagreements", "dated", "places"])
def test_a_view_has_rows(base: sqlite3.Connection, view: str) -> None:
    rows = base.execute(f"SELECT * FROM {view}").fetchall()

    assert rows


def test_a_place_is_where_the_base_has_it(base: sqlite3.Connection, kb: KnowledgeBase) -> None:
    found = {row[0]: row[1:] for row in base.execute("SELECT id, latitude, longitude FROM places")}

    assert found == {
        entity.id: entity.gazetteer.coordinates
        for entity in kb.of_kind("territory")
        if entity.gazetteer and entity.gazetteer.coordinates
    }


def test_what_a_gazetteer_gives_keeps_its_name_in_a_view_and_in_the_examples(base: sqlite3.Connection) -> None:
    for view, names in {"partners": ("country", "country_fr", "country_en"), "places": ("geonames", "valid")}.items():
        for name in names:
            assert base.execute(f"SELECT count(*) FROM {view} WHERE gazetteer_{name} IS NOT {name}").fetchone() == (0,)
            assert base.execute(f"SELECT count(gazetteer_{name}) FROM {view}").fetchone()[0] > 0
    asked = "".join(example for language in ("fr", "en") for example in examples(language, "sql"))
    assert not re.search(r"(?<!gazetteer_)country", asked)


def test_datasette_serves_the_database_and_searches_it(api: Path) -> None:
    async def asked() -> tuple[Any, Any]:
        served = Datasette([str(api / "passerelles.sqlite")], metadata=read(api, "datasette"))
        await served.invoke_startup()
        found = await served.client.get("/passerelles/statements.json?_search=assainissement&_shape=array")
        page = await served.client.get("/passerelles/entities")
        return found, page

    found, page = asyncio.run(asked())

    assert found.status_code == page.status_code == 200
    assert any("assainissement" in json.dumps(row, ensure_ascii=False) for row in found.json())
    assert "CC BY 4.0" in page.text


def test_the_same_base_gives_the_same_bytes_whatever_the_hash_seed(folder: Path) -> None:
    code = (
        "import sys, pathlib; from passerelles.load import load; from passerelles.graph import link;"
        "from passerelles.export import exports; import hashlib;"
        "data = exports(link(load(pathlib.Path(sys.argv[1])).kb), '');"
        "[print(p, hashlib.sha256(b''.join(c)).hexdigest()) for p, c in data]"
    )
    runs = []
    for seed in ("1", "4242"):
        environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT / "scripts"), "TZ": f"UTC{seed[0]}"}
        command = [sys.executable, "-c", code, str(ROOT)]
        runs.append(subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout)

    assert "passerelles.sqlite" in runs[0]
    assert runs[0] == runs[1]
    ours = [
        f"{p} {hashlib.sha256((folder / p).read_bytes()).hexdigest()}"
        for p in (line.split()[0] for line in runs[0].splitlines())
    ]
    assert ours == runs[0].splitlines()


# The command ---------------------------------------------------------------------------------------


def test_export_writes_what_the_site_has(site: Path, tmp_path: Path) -> None:
    assert main(["--root", str(ROOT), "export", str(tmp_path / "out")]) == 0

    for path in sorted((tmp_path / "out/api").rglob("*")):
        if path.is_file():
            assert path.read_bytes() == (site / path.relative_to(tmp_path / "out")).read_bytes(), path


def test_export_twice_is_no_fault_and_takes_stale_files_away(tmp_path: Path) -> None:
    assert main(["--root", str(ROOT), "export", str(tmp_path)]) == 0
    stale = tmp_path / "api/v1/old.csv"
    stale.write_bytes(b"old")
    with (tmp_path / ".passerelles-export").open("a") as listed:
        listed.write(f"{hashlib.sha256(b'old').hexdigest()}  api/v1/old.csv\n")
    mine = tmp_path / "api/v1/mine.csv"
    mine.write_text("mine")

    assert main(["--root", str(ROOT), "export", str(tmp_path)]) == 0
    assert not stale.exists()
    assert mine.read_text() == "mine"


def test_export_overwrites_nothing_that_it_did_not_write(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    theirs = tmp_path / "api/v1/statements.csv"
    theirs.parent.mkdir(parents=True)
    theirs.write_text("my notes")

    assert main(["--root", str(ROOT), "export", str(tmp_path)]) == 2

    assert theirs.read_text() == "my notes"
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["statements.csv"]
    assert f"{theirs}: " in capsys.readouterr().err


@pytest.mark.parametrize("name", [".", "data", "docs/fr", "..", "/"])
def test_an_export_goes_into_no_folder_of_the_project(
    name: str, copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = sorted(copy.rglob("*"))

    assert main(["--root", str(copy), "export", str(copy / name)]) == 2

    assert sorted(copy.rglob("*")) == before
    assert "un dossier hors de data/" in capsys.readouterr().err


def test_an_export_goes_into_a_folder_beside_those_of_the_project() -> None:
    assert ill_chosen(ROOT / "export", ROOT) == ""
    assert ill_chosen(ROOT / "data", ROOT) != ""


def test_a_list_of_files_that_somebody_damaged_stops_no_export(tmp_path: Path) -> None:
    """What it no longer names well is not ours to take away."""
    assert main(["--root", str(ROOT), "export", str(tmp_path)]) == 0
    with (tmp_path / ".passerelles-export").open("ab") as listed:
        listed.write(b"0  ours\xe9.json\n0  nul\0.json\n")

    assert main(["--root", str(ROOT), "export", str(tmp_path)]) == 0

    assert "ours" not in (tmp_path / ".passerelles-export").read_text("utf-8")


def test_a_file_of_ours_that_somebody_changed_is_theirs(tmp_path: Path) -> None:
    assert main(["--root", str(ROOT), "export", str(tmp_path)]) == 0
    changed = tmp_path / "api/v1/gaps.csv"
    changed.write_text("annotated")

    assert main(["--root", str(ROOT), "export", str(tmp_path)]) == 2
    assert changed.read_text() == "annotated"


def test_export_of_a_base_with_a_problem_writes_nothing(copy: Path, tmp_path: Path) -> None:
    path = copy / "data/partnerships/rennes-hue.yml"
    path.write_text(path.read_text("utf-8").replace("la ville française Rennes", "la ville Rennes", 1), "utf-8")

    assert main(["--root", str(copy), "export", str(tmp_path / "out")]) == 1
    assert not (tmp_path / "out").exists()


def test_export_into_a_file_is_wrong_use(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")

    assert main(["--root", str(ROOT), "export", str(tmp_path / "file")]) == 2
    assert main(["--root", str(ROOT), "export", str(tmp_path / "file/below")]) == 2


# The page that describes it ------------------------------------------------------------------------


def examples(language: str, kind: str) -> list[str]:
    page = (ROOT / f"docs/{language}/reuse.md").read_text("utf-8")
    return re.findall(rf"^```{kind}\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_python_examples_of_the_page_run(folder: Path, language: str) -> None:
    found = examples(language, "python")

    assert len(found) >= 4
    for example in found:
        command = [sys.executable, "-W", "ignore", "-c", example]
        run = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=120)
        assert run.returncode == 0, run.stderr
        assert run.stdout.strip(), example
        assert run.stdout.strip() != "False", example
        assert not re.search(r"\b[0-9]{4,}\.0\b", run.stdout), "an id is no decimal number"


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_sql_examples_of_the_page_find_something(base: sqlite3.Connection, language: str) -> None:
    found = examples(language, "sql")

    assert len(found) >= 2
    for example in found:
        assert base.execute(example).fetchall(), example


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_commands_of_the_page_name_files_that_exist(folder: Path, language: str) -> None:
    named = {path for example in examples(language, "sh") for path in re.findall(r"api/v1/\S+", example)}

    assert len(named) >= 3
    assert {path for path in named if not (folder / path).is_file()} == {"api/v1/more.tar.xz"}  # in the copy alone


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_page_links_every_list_and_every_table(api: Path, pages: dict[str, str], language: str) -> None:
    html = pages["reuse/" if language == "fr" else "en/reuse/"]
    linked = set(re.findall(r'href="(?:\.\./)+api/v1/([^"]+)"', html))
    linked |= set(re.findall(r"<code>api/v1/([^<]+)</code>", html))  # what not every base has is named, not linked

    made = {path.name for path in api.iterdir() if path.is_file()}
    assert made - linked == set()
