"""Words that try to become code, in the files for other programs: each is read back by a parser that is not ours, as
the words that were written, and no item more than the base has."""

from __future__ import annotations

import json
import re
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import feedparser
import frictionless
import icalendar
import jsonschema
import lxml.html
import pytest
import rdflib
import rispy
from pybtex.database import parse_string
from rdflib import RDF, Literal, URIRef

from hostile_base import Case, hostile_base, hostile_words
from passerelles.chronicle import up_to_date
from passerelles.export import exports
from passerelles.export.feeds import feeds
from passerelles.export.form import gathered
from passerelles.export.linked.terms import PREFIXES
from passerelles.export.past import Past
from passerelles.files import pour
from passerelles.graph import Graph, link
from passerelles.load import load
from passerelles.model import KnowledgeBase

SITE = "https://passerelles.example/"
CASES = {case.id: case for case in (Case(n, words) for n, words in enumerate(hostile_words().values(), 1))}
SETS = ("citations", "statements")
TEX = {"backslash": "\\", "braceleft": "{", "braceright": "}", "asciitilde": "~", "asciicircum": "^"}


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    return link(load(hostile_base(tmp_path_factory.mktemp("hostile") / "project")).kb)


@pytest.fixture(scope="module")
def kb(graph: Graph) -> KnowledgeBase:
    return graph.kb


@pytest.fixture(scope="module")
def api(graph: Graph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("data")
    for path, pieces in exports(graph, SITE):
        pour(target / path, pieces)
    return target / "api/v1"


def squeezed(words: str) -> str:
    """Without white space, which typography and line ends change."""
    return re.sub(r"\s+", "", words)


def same(one: str, other: str) -> bool:
    return squeezed(one) == squeezed(other)


def named(kb: KnowledgeBase, language: str = "fr") -> dict[str, str]:
    """The name of every thing of the base, hostile ones among them."""
    found = {entity.id: entity.name[language] for entity in kb.entities.values()}
    assert set(CASES) <= set(found)
    return found


def ids(kb: KnowledgeBase, name: str) -> list[str]:
    return [s.id for s in kb.statements] if name == "statements" else list(kb.entities)


def plain(tex: str) -> str:
    """What TeX would print."""
    return re.sub(r"\{\\text(\w+)\}|\\([&%$#_])", lambda m: TEX[m[1]] if m[1] else m[2], tex)


@pytest.mark.parametrize("name", SETS)
def test_bibtex_has_the_entries_of_the_base_and_no_command_of_theirs(api: Path, kb: KnowledgeBase, name: str) -> None:
    text = (api / f"{name}.bib").read_text("utf-8")
    found = parse_string(text, "bibtex").entries

    assert list(found) == ids(kb, name)
    assert set(re.findall(r"\\([a-zA-Z]+)", text)) == {f"text{sign}" for sign in TEX if sign[:5] != "ascii"}
    fields = {field for entry in found.values() for field in entry.fields}
    assert fields <= {
        "title", "titleaddon", "journal", "organization", "institution", "publisher", "date", "note", "url", "langid",
    }  # fmt: skip
    assert all(entry.fields["url"].startswith(SITE) for entry in found.values())
    for id_, words in named(kb).items() if name == "citations" else ():
        assert same(plain(found[id_].fields["title"]), f"{{{words}}}"), words


@pytest.mark.parametrize("name", SETS)
def test_ris_has_the_records_of_the_base(api: Path, kb: KnowledgeBase, name: str) -> None:
    found = rispy.loads((api / f"{name}.ris").read_bytes().decode())

    assert [record["id"] for record in found] == ids(kb, name)
    assert {record["type_of_reference"] for record in found} <= {"ELEC", "NEWS", "RPRT", "GEN"}
    assert all(record["urls"][0].startswith(SITE) and len(record["urls"]) == 1 for record in found)
    for record in found if name == "citations" else ():
        assert same(record["title"], named(kb)[record["id"]])


@pytest.mark.parametrize("name", SETS)
def test_csl_has_the_items_of_the_base(api: Path, kb: KnowledgeBase, name: str) -> None:
    found = json.loads((api / f"{name}.csl.json").read_text("utf-8"))

    assert [item["id"] for item in found] == ids(kb, name)
    assert all(same(item["title"], named(kb)[item["id"]]) for item in found if name == "citations")


def test_the_calendar_has_the_events_of_the_base_and_nothing_attached(api: Path, kb: KnowledgeBase) -> None:
    raw = (api / "events.ics").read_bytes()
    calendar = icalendar.Calendar.from_ical(raw.decode())
    parts = {str(p["UID"]).removesuffix("@passerelles"): p for p in calendar.walk() if p.name != "VCALENDAR"}

    assert calendar.errors == []
    assert Counter(p.name for p in calendar.walk()) == Counter(["VCALENDAR", *(p.name for p in parts.values())])
    assert set(parts) == {event.id for event in kb.of_kind("event") if event.with_property("date")}
    hostile = [id_ for id_ in parts if id_ in CASES]
    assert len(hostile) > 5
    for id_ in hostile:
        assert set(parts[id_]) == {
            "UID", "DTSTAMP", "DTSTART", "DTEND", "STATUS", "TRANSP", "SUMMARY", "DESCRIPTION", "URL",
        }  # fmt: skip
        assert str(parts[id_]["SUMMARY"]) == named(kb)[id_]
        assert squeezed(CASES[id_].line) in squeezed(str(parts[id_]["DESCRIPTION"]))
        assert str(parts[id_]["URL"]).startswith(SITE)
    assert all(len(line) <= 75 and b"\n" not in line for line in raw.split(b"\r\n"))


@pytest.mark.parametrize("language", ["fr", "en"])
def test_feeds_have_the_words_as_words_and_nothing_that_could_run(kb: KnowledgeBase, language: str) -> None:
    changed = replace(kb, register=replace(kb.register, changes=up_to_date(kb, "2026-11-22")))
    seen = 0
    for path, raw in gathered(feeds(link(changed), SITE, Past())).items():
        feed = feedparser.parse(raw, sanitize_html=False)  # a reader who does not clean what it reads
        assert not feed.bozo, path
        if not path.endswith(f".{language}.xml"):
            continue
        for entry in feed.entries:
            assert entry.link.startswith(SITE)
            content = lxml.html.fragment_fromstring(entry.content[0].value, create_parent="div")
            assert {e.tag for e in content.iter()} <= {"div", "p", "blockquote", "a", "span", "q", "b", "i"}
            assert {name for e in content.iter() for name in e.attrib} <= {"href", "lang"}
            assert all(str(href).startswith(SITE) for href in content.xpath("//@href"))
            id_ = next((name for name in CASES if f"/{name}/" in entry.link), "")
            if id_ and "hostile/#" in entry.content[0].value:
                assert squeezed(CASES[id_].line) in squeezed(content.text_content()).replace("’", "'"), CASES[id_].line
                seen += 1
    assert seen > 20


@pytest.fixture(scope="module")
def linked(api: Path) -> rdflib.Graph:
    return rdflib.Graph().parse(data=(api / "graph.ttl").read_text("utf-8"), format="turtle")


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
def test_linked_data_have_the_facts_of_the_base_and_none_of_theirs(
    api: Path, linked: rdflib.Graph, kb: KnowledgeBase
) -> None:
    other = rdflib.Graph().parse(data=(api / "graph.jsonld").read_text("utf-8"), format="json-ld")

    assert set(linked) == set(other)
    addresses = {str(term) for fact in linked for term in fact if isinstance(term, URIRef)}
    assert [a for a in addresses if "evil" in a] == []
    assert not any(isinstance(term, rdflib.BNode) for fact in linked for term in fact)
    assert len(set(linked.subjects(RDF.type, URIRef(f"{PREFIXES['oa']}Annotation")))) == len(kb.statements)
    identifier, exact = URIRef(f"{PREFIXES['dcterms']}identifier"), URIRef(f"{PREFIXES['oa']}exact")
    names = [URIRef(f"{PREFIXES['schema']}name"), URIRef(f"{PREFIXES['skos']}prefLabel")]
    for id_ in CASES:
        node = next(linked.subjects(identifier, Literal(id_)))
        told = {label for name in names for label in linked.objects(node, name)}
        assert told == {Literal(words, lang=tongue) for tongue, words in kb.entities[id_].name.items()}
    quoted = {str(words) for words in linked.objects(None, exact)}
    assert {case.line for case in CASES.values()} <= quoted


@pytest.mark.parametrize("name", ["themes", "vocabulary", "dataset", "shapes"])
def test_the_other_turtle_files_can_be_read(api: Path, name: str) -> None:
    found = rdflib.Graph().parse(data=(api / f"{name}.ttl").read_text("utf-8"), format="turtle")

    assert len(found) > 20
    assert [term for fact in found for term in fact if isinstance(term, URIRef) and "evil" in term] == []


def test_places_have_the_names_that_were_written(api: Path, kb: KnowledgeBase) -> None:
    found = json.loads((api / "places.geojson").read_text("utf-8"))["features"]

    assert [f["id"] for f in found] == [e.id for kind in ("territory", "partnership") for e in kb.of_kind(kind)]
    assert all(f["properties"]["name_fr"] == named(kb)[f["id"]] for f in found)


def test_the_lists_obey_their_schemas_and_the_tables_their_package(api: Path) -> None:
    for path in sorted((api / "schema").glob("*.schema.json")):
        schema = json.loads(path.read_text("utf-8"))
        jsonschema.validate(json.loads((api / path.name.replace(".schema", "")).read_text("utf-8")), schema)

    report = frictionless.validate(str(api / "datapackage.json"))
    assert report.valid, report.flatten(["name", "rowNumber", "message"])[:5]


def test_the_database_has_every_row_as_it_was_written(api: Path, kb: KnowledgeBase) -> None:
    with closing(sqlite3.connect(f"file:{api / 'passerelles.sqlite'}?mode=ro", uri=True)) as base:
        names = dict(base.execute("SELECT id, name_fr FROM entities").fetchall())
        notes = dict(base.execute("SELECT subject, note_en FROM statements WHERE note_en IS NOT NULL").fetchall())
        sound = base.execute("PRAGMA integrity_check").fetchall() + base.execute("PRAGMA foreign_key_check").fetchall()

    assert sound == [("ok",)]
    assert names == named(kb)
    assert all(notes[id_].startswith(case.words) for id_, case in CASES.items())


def texts(node: Any) -> Iterator[str]:
    """Every text of a JSON value."""
    if isinstance(node, dict):
        for value in node.values():
            yield from texts(value)
    elif isinstance(node, list):
        for value in node:
            yield from texts(value)
    elif isinstance(node, str):
        yield node


def test_no_address_of_the_data_is_theirs(api: Path) -> None:
    seen = 0
    for path in sorted(api.glob("*.json")):
        for item in json.loads(path.read_text("utf-8")) if path.name not in {"index.json"} else ():
            if isinstance(item, dict):
                seen += 1
                assert all(url.startswith(SITE) for url in texts(item.get("url"))), path
    assert seen > 500
