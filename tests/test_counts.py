"""One count: every file of the data, every twin and every page has as many of each thing as index.json says, and what
is beyond the texts is counted apart. A file that is published and is in no table below fails the first test."""

from __future__ import annotations

import json
import re
import sqlite3
from collections import Counter
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import icalendar
import pandas
import pytest
import rdflib
import rispy
from lxml import etree
from pybtex.database import parse_file
from rdflib import RDF, SKOS, VOID

from conftest import ROOT

OTHERS = ("statement", "evidence", "conflict", "gap", "beyond", "match")
LISTED = {"statement": "statements", "evidence": "evidence", "conflict": "conflicts", "gap": "gaps",
          "beyond": "beyond", "match": "matches"}  # fmt: skip
UNCOUNTED = re.compile(  # what describes the others, or has but the latest changes
    r"CHANGELOG\.md|openapi\.json|datapackage\.json|datasette\.json|schema/.*|feed\.\w+\.xml|feeds/.*"
    r"|shapes\.ttl|vocabulary\.ttl|(?:properties|replaced|withdrawn|translation|stale_texts)\.(?:json|csv)|choices\.csv|names\.csv"
    r"|conflict_statements\.csv"
)
CLASSES = {"statement": "oa:Annotation", "conflict": "v:Conflict", "beyond": "v:Beyond"}


@pytest.fixture(scope="module")
def api(site: Path) -> Path:
    return site / "api/v1"


@pytest.fixture(scope="module")
def index(api: Path) -> dict[str, Any]:
    return dict(json.loads((api / "index.json").read_text("utf-8")))


@pytest.fixture(scope="module")
def counts(index: dict[str, Any]) -> dict[str, int]:
    """What index.json says, by kind of thing and by sort of the rest."""
    return dict(index["counts"])


@pytest.fixture(scope="module")
def kinds(counts: dict[str, int]) -> dict[str, int]:
    found = {name: number for name, number in counts.items() if name not in OTHERS}
    assert len(found) == 8
    return found


def read(path: Path) -> Any:
    return json.loads(path.read_text("utf-8"))


def table(path: Path) -> pandas.DataFrame:
    return pandas.read_csv(path, dtype=str, keep_default_na=False)


def test_every_published_file_is_counted_here_or_has_nothing_to_count(
    index: dict[str, Any], kinds: dict[str, int]
) -> None:
    published = {item["path"] for item in index["files"]}
    counted = {f"{name}.{end}" for name in (*LISTED.values(), "entities", "kinds") for end in ("json", "csv")}
    counted |= {f"{kind}.csv" for kind in kinds} | {"passerelles.sqlite", "events.ics", "places.geojson"}
    counted |= {f"{name}.{end}" for name in ("citations", "statements") for end in ("bib", "ris", "csl.json")}
    counted |= {"graph.ttl", "graph.jsonld", "themes.ttl", "dataset.ttl", "activities.iati.xml"}

    assert {path for path in published - counted if not UNCOUNTED.fullmatch(path)} == set()
    assert counted - published == {"evidence.json"}  # the evidence stands in the statements


def test_json(api: Path, counts: dict[str, int], kinds: dict[str, int]) -> None:
    lists = {sort: read(api / f"{name}.json") for sort, name in LISTED.items() if sort != "evidence"}

    found = {sort: len(items) for sort, items in lists.items()}
    found["evidence"] = sum(len(item["evidence"]) for item in lists["statement"])
    assert found == {sort: counts[sort] for sort in OTHERS}
    assert Counter(item["kind"] for item in read(api / "entities.json")) == kinds
    assert {item["kind"]: item["count"] for item in read(api / "kinds.json")} == kinds


def test_tables(api: Path, counts: dict[str, int], kinds: dict[str, int]) -> None:
    assert {sort: len(table(api / f"{name}.csv")) for sort, name in LISTED.items()} == {s: counts[s] for s in OTHERS}
    assert {kind: len(table(api / f"{kind}.csv")) for kind in kinds} == kinds
    entities = table(api / "entities.csv")
    assert dict(entities["kind"].value_counts()) == kinds
    assert entities["statements"].astype(int).sum() == counts["statement"]
    assert dict(zip(*(table(api / "kinds.csv")[name] for name in ("kind", "things")), strict=True)) == {
        kind: str(number) for kind, number in kinds.items()
    }


def test_database(api: Path, counts: dict[str, int], kinds: dict[str, int]) -> None:
    with closing(sqlite3.connect(f"file:{api / 'passerelles.sqlite'}?mode=ro", uri=True)) as base:
        tables = {**LISTED, **{kind: kind for kind in kinds}}
        found = {name: base.execute(f'SELECT count(*) FROM "{t}"').fetchone()[0] for name, t in tables.items()}
        by_kind = dict(base.execute("SELECT kind, count(*) FROM entities GROUP BY kind").fetchall())
        quotations = base.execute("SELECT count(*) FROM quotations").fetchone()[0]

    assert found == counts
    assert by_kind == kinds
    assert quotations == counts["evidence"]


def of_classes(types: list[str], kinds: Mapping[str, int]) -> dict[str, int]:
    named = Counter(types)
    wanted = CLASSES | {kind: f"v:{kind}" for kind in kinds}
    return {name: named[class_] for name, class_ in wanted.items()}


def test_linked_data(api: Path, counts: dict[str, int], kinds: dict[str, int]) -> None:
    """Both files in their own notation; that they are one graph is asked of rdflib in test_linked.py."""
    nodes = read(api / "graph.jsonld")["@graph"]
    turtle = (api / "graph.ttl").read_text("utf-8")
    stanzas = [line for line in turtle.split("\n") if re.match(r"<\S+> a ", line)]
    known = {name: counts[name] for name in (*CLASSES, *kinds)}

    assert of_classes([name for node in nodes for name in node.get("@type", ())], kinds) == known
    listed = [name for line in stanzas for name in line.split(" a ", 1)[1].rstrip(" ;.").split(", ")]
    assert of_classes(listed, kinds) == known
    matched = [name for node in nodes for name in node if re.fullmatch(r"skos:\w+Match", name)]
    assert sum(len(as_list(node[name])) for node in nodes for name in set(matched) & set(node)) == counts["match"]


def as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def test_themes_and_data_set(api: Path, counts: dict[str, int], kinds: dict[str, int]) -> None:
    themes = rdflib.Graph().parse(api / "themes.ttl")
    described = rdflib.Graph().parse(api / "dataset.ttl")
    told = {str(node).rpartition("#")[2]: int(str(n)) for node, n in described.subject_objects(VOID.entities)}

    concepts = {str(node) for node in themes.subjects(RDF.type, SKOS.Concept)}
    assert sum(node.endswith("/#this") for node in concepts) == kinds["theme"]
    assert told == {**kinds, "corpus": counts["statement"], "beyond": counts["beyond"]}


def test_places_and_calendar(api: Path, kinds: dict[str, int]) -> None:
    features = read(api / "places.geojson")["features"]
    calendar = icalendar.Calendar.from_ical((api / "events.ics").read_text("utf-8"))
    events = table(api / "event.csv")

    assert Counter(f["properties"]["kind"] for f in features) == {n: kinds[n] for n in ("territory", "partnership")}
    assert sum(part.name in {"VEVENT", "VJOURNAL"} for part in calendar.walk()) == (events["date"] != "").sum()


@pytest.mark.parametrize("name", ["citations", "statements"])
def test_references(api: Path, counts: dict[str, int], kinds: dict[str, int], name: str) -> None:
    number = sum(kinds.values()) if name == "citations" else counts["statement"]

    assert len(parse_file(api / f"{name}.bib").entries) == number
    assert len(rispy.loads((api / f"{name}.ris").read_bytes().decode())) == number
    assert len(read(api / f"{name}.csl.json")) == number


@pytest.mark.parametrize("language", ["fr", "en"])
def test_activities_and_the_partnerships_that_are_none(api: Path, kinds: dict[str, int], language: str) -> None:
    page = (ROOT / f"docs/{language}/reuse/iati.md").read_text("utf-8")
    missing = re.findall(r"^\| \[[^\]]+\]\(\.\./\.\./partnerships/", page, re.MULTILINE)
    activities = etree.parse(api / "activities.iati.xml").getroot().findall("iati-activity")

    assert len(activities) + len(missing) == kinds["partnership"]
    assert len(activities) > 0


@pytest.mark.parametrize("prefix", ["", "en/"])
def test_twins(site: Path, counts: dict[str, int], kinds: dict[str, int], prefix: str) -> None:
    twins = {path: path.read_text("utf-8") for path in (site / prefix).glob("*/*/index.md")}
    folders = {item["folder"]: item["kind"] for item in read(site / "api/v1/kinds.json")}
    things = {path: text for path, text in twins.items() if path.parts[-3] in folders}

    assert Counter(folders[path.parts[-3]] for path in things) == kinds
    text = "".join(things.values())
    assert len(set(re.findall(r"^- \*\*.*`([^`]+)`$", text, re.MULTILINE))) == counts["statement"]
    assert len(set(re.findall(r"`([a-z0-9-]+\.beyond\.[^`]+)`", text))) == counts["beyond"]
    gaps = (site / prefix / "gaps/index.md").read_text("utf-8")
    assert gaps.count("\n- ") == counts["gap"]
    conflicts = (site / prefix / "conflicts/index.md").read_text("utf-8")
    assert conflicts.count("\n## ") == counts["conflict"]
    listed = re.findall(r"/(\w+)/index\.md\)\s?: (\d+)$", (site / prefix / "llms.txt").read_text("utf-8"), re.MULTILINE)
    assert {folders[folder]: int(number) for folder, number in listed} == kinds


@pytest.mark.parametrize("prefix", ["", "en/"])
def test_pages(site: Path, pages: dict[str, str], counts: dict[str, int], kinds: dict[str, int], prefix: str) -> None:
    mine = {path: html for path, html in pages.items() if path.startswith("en/") == bool(prefix)}
    whole = "".join(mine.values())
    shown = set(re.findall(r'data-statement="([^"]+)"', whole))
    folders = {item["kind"]: item["folder"] for item in read(site / "api/v1/kinds.json")}

    assert len(shown) == counts["statement"]
    assert len(re.findall(r'<li id="[a-z0-9-]+\.beyond\.', whole)) == counts["beyond"]
    matches = re.findall(r'<section class="beyond" aria-labelledby="matches">(.*?)</section>', whole, re.DOTALL)
    assert sum(section.count('lang="en"') for section in matches) == counts["match"]
    for kind, folder in folders.items():
        assert sum(bool(re.fullmatch(f"{prefix}{folder}/[^/]+/", path)) for path in mine) == kinds[kind], kind
    things = [html for path, html in mine.items() if path.removeprefix(prefix).split("/")[0] in set(folders.values())]
    quoted = re.findall(r"<a data-evidence ", "".join(things))
    assert len(quoted) == counts["evidence"]


# The two layers ------------------------------------------------------------------------------------

BEYOND = {"beyond.json", "beyond.csv", "passerelles.sqlite", "graph.ttl", "graph.jsonld", "activities.iati.xml"}


def outside(api: Path) -> list[str]:
    """What only the editors know: the words and the address of each fact from elsewhere, as long as they are plain."""
    told = [item["text"]["fr"] for item in read(api / "beyond.json")]
    told += [item["reference"]["url"] for item in read(api / "beyond.json")]
    found = [words for words in told if not set(words) & set('"&\\<')]
    assert len(found) > 100
    return found


def test_what_the_editors_know_from_elsewhere_is_in_no_other_file(api: Path, index: dict[str, Any]) -> None:
    files = {
        item["path"]: (api / item["path"]).read_text("utf-8") for item in index["files"] if item["path"] not in BEYOND
    }

    assert len(files) > 100
    assert [(path, words) for words in outside(api) for path, text in files.items() if words in text] == []


def test_it_is_in_one_table_of_the_database(api: Path) -> None:
    with closing(sqlite3.connect(f"file:{api / 'passerelles.sqlite'}?mode=ro", uri=True)) as base:
        tables = base.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '%_fts%'"
        ).fetchall()
        text = {name: str(base.execute(f'SELECT * FROM "{name}"').fetchall()) for (name,) in tables}

    assert len(text) > 20
    assert {name for words in outside(api) for name, rows in text.items() if words in rows} == {"beyond"}
