"""What a form saves is merged into the file that was there: only what was typed changes."""

from __future__ import annotations

import copy as copying
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import ROOT
from passerelles.forms.merge import merge
from passerelles.forms.write import block
from passerelles.load.spans import spans

FOLDERS = ("partnerships", "territories", "organisations", "people", "events", "themes", "terms")
ENTRIES = [path for folder in FOLDERS for path in sorted((ROOT / "data" / folder).glob("*.yml"))]

ENTRY = """\
# yaml-language-server: $schema=../schema/person.schema.json
name: {fr: Karine May, en: "Karine May"}   # as the minutes have it
aliases: [May, 'K. May']

# What the minutes say.
statements:
  # her role
  - property: role
    id: role
    value:
      fr: 'Directrice : Eau'
      en: "Director: Water"
    evidence:
      - source: cuf-2024-11
        quote: {fr: "Karine May, « Directrice »", en: "Karine May, “Director”"}
  - property: affiliation   # the network
    value: cites-unies-france
    date: "2024-11"
    evidence:
      - source: cuf-2024-11
        quote:
          fr: Karine May
          en: Karine May
unsaid:
  - fr: Rien.
    en: Nothing.
"""


class Careless(yaml.SafeDumper):
    """Writes as a form does: comments gone, lines folded at 80, quotes lost wherever YAML 1.2 needs none."""


Careless.add_representer(str, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text))
Careless.yaml_implicit_resolvers = {  # type: ignore[assignment]
    sign: [pair for pair in pairs if pair[0].rsplit(":", 1)[-1] in {"int", "float", "null"}]
    for sign, pairs in yaml.SafeDumper.yaml_implicit_resolvers.items()
}


def saved_by_a_form(text: str, change: Callable[[Any], object] = lambda _: None) -> str:
    tree = yaml.load(text, Loader=yaml.BaseLoader)
    change(tree)
    if point := tree.get("gazetteer"):
        point |= {key: int(point[key]) for key in ("geonames",) if key in point}
        point |= {key: [float(x) for x in point[key]] for key in ("coordinates",) if key in point}
    tree.setdefault("beyond", [])  # a form writes its empty fields too
    for statement in tree.get("statements", []):
        statement.setdefault("said_by", "")
        statement.setdefault("note", {})
    return yaml.dump(tree, Dumper=Careless, allow_unicode=True, sort_keys=False, width=80)


def changed_lines(before: str, after: str) -> list[tuple[str, str]]:
    old, new = before.split("\n"), after.split("\n")
    assert len(old) == len(new)
    return [(a, b) for a, b in zip(old, new, strict=True) if a != b]


@pytest.mark.parametrize("path", ENTRIES, ids=lambda path: path.stem)
def test_an_entry_saved_with_nothing_typed_stays_to_the_letter(path: Path) -> None:
    text = path.read_text("utf-8")

    assert saved_by_a_form(text) != text
    assert merge(text, saved_by_a_form(text)) == text


def test_there_are_entries_of_every_kind() -> None:
    assert {path.parent.name for path in ENTRIES} == set(FOLDERS)
    assert len(ENTRIES) > 100


def test_a_value_typed_changes_its_line_alone_and_keeps_its_quotes() -> None:
    def change(tree: Any) -> None:
        tree["statements"][0]["value"]["fr"] = "Directrice : l’Eau"
        tree["name"]["en"] = "Karine May-Smith"

    assert changed_lines(ENTRY, merge(ENTRY, saved_by_a_form(ENTRY, change))) == [
        ('name: {fr: Karine May, en: "Karine May"}   # as the minutes have it',
         'name: {fr: Karine May, en: "Karine May-Smith"}   # as the minutes have it'),
        ("      fr: 'Directrice : Eau'", "      fr: 'Directrice : l’Eau'"),
    ]  # fmt: skip


def test_words_that_yaml_would_misread_get_quotes() -> None:
    for word in (
        "NO",
        "12:30",
        "010",
        "2024-11-06",
        "1_000",
        "yes",
        "a: b",
        "# hash",
        "- dash",
        "null",
        "[x]",
        "'q",
        "~",
    ):

        def change(tree: Any, word: str = word) -> None:
            tree["statements"][1]["evidence"][0]["quote"]["fr"] = word

        merged = merge(ENTRY, saved_by_a_form(ENTRY, change))

        assert yaml.safe_load(merged)["statements"][1]["evidence"][0]["quote"]["fr"] == word, word
        assert len(changed_lines(ENTRY, merged)) == 1


def test_a_statement_added_stands_where_it_was_put_and_moves_nothing() -> None:
    def change(tree: Any) -> None:
        quote = {"fr": "mots", "en": "words"}
        fresh = {"property": "did", "date": "2024", "value": {"fr": "a agi", "en": "acted"}, "id": "act"}
        tree["statements"].insert(1, fresh | {"evidence": [{"source": "cuf-2024-11", "quote": quote}]})

    merged = merge(ENTRY, saved_by_a_form(ENTRY, change))

    added = """\
  - property: did
    id: act
    value:
      fr: a agi
      en: acted
    date: "2024"
    evidence:
      - source: cuf-2024-11
        quote:
          fr: mots
          en: words
"""
    assert merged == ENTRY.replace("  - property: affiliation", added + "  - property: affiliation")


def test_a_field_added_stands_where_the_base_writes_it() -> None:
    def change(tree: Any) -> None:
        tree["statements"][1]["note"] = {"fr": "Une note.", "en": "A note."}
        tree["spellings"] = [{"fr": "Mme May"}]

    merged = merge(ENTRY, saved_by_a_form(ENTRY, change))

    note = '    date: "2024-11"\n    note:\n      fr: Une note.\n      en: A note.\n'
    with_note = ENTRY.replace('    date: "2024-11"\n', note)
    assert merged == with_note.replace("'K. May']\n", "'K. May']\nspellings:\n  - fr: Mme May\n")


def test_what_is_taken_away_takes_its_lines_and_no_other() -> None:
    def change(tree: Any) -> None:
        del tree["statements"][1]["date"]
        tree["aliases"] = ["K. May"]
        tree["unsaid"] = []

    merged = merge(ENTRY, saved_by_a_form(ENTRY, change))

    assert merged == ENTRY.replace('    date: "2024-11"\n', "").replace("[May, 'K. May']", "['K. May']").replace(
        "unsaid:\n  - fr: Rien.\n    en: Nothing.\n", ""
    )


WORDS = st.text(st.sampled_from("aé’“:#-'\",[]{}0123~!&*?| \nNOyes"), min_size=1, max_size=12).filter(str.strip)
LEAVES = st.builds(str.strip, WORDS)
TREES = st.recursive(
    LEAVES,
    lambda below: (
        st.lists(below, min_size=1, max_size=3)
        | st.dictionaries(
            st.sampled_from(["property", "id", "value", "note", "fr", "en", "zz"]), below, min_size=1, max_size=3
        )
    ),
    max_leaves=8,
)
MAPPINGS = st.dictionaries(st.sampled_from(["name", "type", "aliases", "statements", "unsaid"]), TREES, min_size=1)


@settings(max_examples=150, deadline=None)
@given(MAPPINGS, MAPPINGS, st.booleans())
def test_any_edit_says_what_was_saved(before: Any, after: Any, flow: bool) -> None:
    original = yaml.dump(before, allow_unicode=True, sort_keys=False, default_flow_style=flow or None)
    saved = yaml.dump(after, allow_unicode=True, sort_keys=False)

    merged = merge(original, saved)

    assert spans("", merged).meaning == spans("", saved).meaning
    assert merge(merged, saved) == merged


@settings(max_examples=100, deadline=None)
@given(MAPPINGS)
def test_what_is_written_anew_reads_as_it_was(tree: Any) -> None:
    span = spans("", json.dumps(tree))

    assert spans("", block(span, 0)).meaning == span.meaning
    assert yaml.load(block(span, 0), Loader=yaml.SafeLoader) is not None
    assert copying.copy(span) == span
