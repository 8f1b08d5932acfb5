"""What is read of an entry: nothing that an editor wrote is left out without a word."""

from __future__ import annotations

import pytest

from conftest import ROOT
from passerelles.load.entities import BEYOND_PROPERTIES, read_entity
from passerelles.load.located import parse
from passerelles.load.reading import Reader
from passerelles.model import Entity, KnowledgeBase, Spelling

PLACE = "data/territories/hue.yml"
NAME = "type: city\nname: {fr: Huế, en: Huế}\n"


def read(kb: KnowledgeBase, text: str) -> tuple[Entity, list[str]]:
    """A territory of these lines, and what was told of them."""
    reader = Reader(kb.schema.languages)
    node, problems = parse(PLACE, NAME + text)
    entity = read_entity(node, kb.schema.kinds["territory"], reader)
    return entity, [problem.key for problem in (*problems, *reader.problems)]


def forms(spellings: tuple[Spelling, ...]) -> list[tuple[str, str, str]]:
    return [(spelling.form, spelling.language, spelling.source) for spelling in spellings]


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ("{fr: Huê, en: Hue}", [("Huê", "fr", ""), ("Hue", "en", "")]),
        ("{en: Hue, fr: Huê, source: s}", [("Huê", "fr", "s"), ("Hue", "en", "s")]),
        ("{fr: Huê, en: ''}", [("Huê", "fr", "")]),
        ("{fr: '', en: Hue}", [("Hue", "en", "")]),
        ("{en: Hue}", [("Hue", "en", "")]),
    ],
)
def test_a_spelling_in_each_language_is_a_spelling_of_each(
    kb: KnowledgeBase, item: str, expected: list[tuple[str, str, str]]
) -> None:
    entity, told = read(kb, f"spellings:\n  - {item}\n")

    assert forms(entity.spellings) == expected
    assert told == []


@pytest.mark.parametrize("item", ["{source: s}", "{fr: ''}", "{fr: '', en: ''}"])
def test_a_spelling_without_a_form_is_told(kb: KnowledgeBase, item: str) -> None:
    entity, told = read(kb, f"spellings:\n  - {item}\n")

    assert entity.spellings == ()
    assert told == ["missing-field"]


FACT = """\
beyond:
  - id: merger
    property: {code}
    text: {{fr: un, en: one}}
    reference: {{title: t, publisher: p, url: "https://example.org", read: "2026-11-22"}}
"""


@pytest.mark.parametrize("code", BEYOND_PROPERTIES)
def test_a_fact_from_elsewhere_adds_to_what_the_guide_lists(kb: KnowledgeBase, code: str) -> None:
    guide = (ROOT / "data/README.md").read_text("utf-8")

    entity, told = read(kb, FACT.format(code=code))

    assert ([fact.property for fact in entity.beyond], told) == ([code], [])
    assert f"# {' | '.join(BEYOND_PROPERTIES)}\n" in guide
    assert f"beyond-{code}" in kb.labels


@pytest.mark.parametrize(("code", "told"), [("todya", ["unknown-choice"]), ("", ["empty-optional-field"])])
def test_a_fact_that_adds_to_nothing_known_is_told(kb: KnowledgeBase, code: str, told: list[str]) -> None:
    assert read(kb, FACT.format(code=code))[1] == told
