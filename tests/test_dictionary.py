"""The dictionary of the data: no column and no key is left for a stranger to guess."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from typing import Any

import pytest

from conftest import ROOT
from passerelles.export import contract, tabular
from passerelles.export.dictionary import columns_told, meaning
from passerelles.export.kind_tables import column_name
from passerelles.export.past import Past
from passerelles.export.table import columns
from passerelles.export.tables import tables
from passerelles.export.views import VIEWS
from passerelles.export.words import Words
from passerelles.graph import Graph
from passerelles.model import KnowledgeBase

TABLE = re.compile(r"(?<=\{ #dictionary \}\n)(.*?\n\|---\|---\|---\|\n)((?:\|[^\n]*\n)*)", re.DOTALL)


def keys(name: str, schema: Any) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """Each key of a schema: within what, its name, and its own schema."""
    if isinstance(schema, list):
        for item in schema:
            yield from keys(name, item)
    elif isinstance(schema, dict):
        for key, inner in schema.get("properties", {}).items():
            yield name, key, inner
            yield from keys(key, inner)
        for part in ("items", "anyOf"):
            yield from keys(name, schema.get(part))


def named(graph: Graph) -> set[tuple[str, str]]:
    """Every name of the data, without its language, and within what it stands; the model explains its properties."""
    kb, languages = graph.kb, graph.kb.schema.languages
    found = {(name, key) for name, schema in contract.schemas(kb).items() for name, key, _ in keys(name, schema)}
    found |= {
        (item.name, re.sub(rf"_(?:{'|'.join(languages)})$", "", column))
        for item in tables(Words(graph, "")) for column in item.names
    }  # fmt: skip
    stated = {(kind.name, column_name(name)) for kind in kb.schema.kinds.values() for name in kind.properties}
    counted = {("counts", kind) for kind in kb.schema.kinds}
    return {(within, name) for within, name in found if name not in languages} - stated - counted


def test_no_column_of_any_table_is_without_its_meaning_in_every_language(graph: Graph) -> None:
    made = {path.rpartition("/")[2]: b"".join(pieces) for path, pieces in tabular(graph, "", Past())}
    resources = json.loads(made["datapackage.json"])["resources"]
    listed = json.loads(made["datasette.json"])["databases"]["passerelles"]["tables"]

    told = {r["name"]: {f["name"]: f["description"] for f in r["schema"]["fields"]} for r in resources}
    assert sum(map(len, told.values())) > 400
    assert [words for row in told.values() for words in row.values() if not re.fullmatch(r".+ / .+", words)] == []
    assert {name: about["columns"] for name, about in listed.items() if name not in VIEWS} == told


def test_each_column_of_a_view_is_explained_as_the_column_that_it_shows(graph: Graph) -> None:
    made = {path.rpartition("/")[2]: b"".join(pieces) for path, pieces in tabular(graph, "", Past())}
    listed = json.loads(made["datasette.json"])["databases"]["passerelles"]["tables"]

    with closing(sqlite3.connect(":memory:")) as base:
        base.deserialize(made["passerelles.sqlite"])
        for view in VIEWS:
            shown = [row[1] for row in base.execute(f"PRAGMA table_info({view})")]
            assert list(listed[view]["columns"]) == shown, view
    explained = {name: listed[name]["columns"] for name in ("partners", "places", "territory", "statements")}
    assert explained["partners"]["party"] == explained["statements"]["value_entity"]
    assert explained["partners"]["country"] == explained["territory"]["gazetteer_country"]
    assert explained["places"]["latitude"].endswith("the latitude of the point, in degrees WGS 84, from a gazetteer")


def test_no_key_of_any_list_is_without_its_meaning_in_every_language(kb: KnowledgeBase) -> None:
    found = [key for name, schema in contract.schemas(kb).items() for key in keys(name, schema)]

    assert len(found) > 150
    assert [(within, name) for within, name, inner in found if " / " not in inner["description"]] == []


def test_a_new_column_or_key_has_to_be_explained(kb: KnowledgeBase) -> None:
    with pytest.raises(KeyError, match="column-statements-mood"):
        columns_told(kb, "statements", columns("id", "mood"))
    with pytest.raises(KeyError, match="column-gaps-mood"):
        contract.explained(kb, "gaps", contract.closed({"mood": contract.STRING}))


def test_a_property_of_the_model_explains_its_column(kb: KnowledgeBase) -> None:
    status = kb.schema.kinds["partnership"].properties["status"].label

    assert meaning(kb, "partnership", "status") == status != meaning(kb, "statements", "status")


def test_a_property_may_be_called_as_if_it_were_in_a_language(kb: KnowledgeBase) -> None:
    kind = kb.schema.kinds["event"]
    chair = replace(kind.properties["chair"], name="chair_fr")
    schema = replace(kb.schema, kinds={"event": replace(kind, properties={"chair_fr": chair})})

    told = columns_told(replace(kb, schema=schema), "event", columns("chair_fr", "chair_fr_fr", "chair_fr_en"))

    assert [words.split(" (")[0] for words in told.values()] == [chair.label["fr"]] * 3


def test_every_explanation_is_that_of_a_column_or_a_key(graph: Graph) -> None:
    kb, names = graph.kb, named(graph)
    for key in [key for key in kb.labels if key.startswith("column-") and key != "column-coded"]:
        fewer = replace(kb, labels={name: text for name, text in kb.labels.items() if name != key})
        assert any(explanation(fewer, *name) != explanation(kb, *name) for name in names), key


def explanation(kb: KnowledgeBase, within: str, name: str) -> Mapping[str, str] | None:
    try:
        return meaning(kb, within, name)
    except KeyError:
        return None


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_guide_explains_every_name(graph: Graph, language: str, bless: bool) -> None:
    meanings: dict[str, dict[str, list[str]]] = {}
    for within, name in sorted(named(graph)):
        words = meaning(graph.kb, within, name)[language].replace("|", r"\|")
        meanings.setdefault(name, {}).setdefault(words, []).append(f"`{within}`")
    rows = [
        f"| `{name}` | {', '.join(where) if len(told) > 1 and len(where) < 5 else ''} | {words} |\n"
        for name, told in sorted(meanings.items()) for words, where in told.items()
    ]  # fmt: skip
    path = ROOT / f"docs/{language}/reuse/dictionary.md"
    page = path.read_text("utf-8")
    if bless:
        page = TABLE.sub(lambda found: found[1] + "".join(rows), page)
        path.write_text(page, "utf-8")

    found = TABLE.search(page)
    assert found is not None
    assert found[2] == "".join(rows), "bring the table of #dictionary up to date: run.py test --bless"
    assert len(rows) > 100
