"""The twins of lists after an edit: those of the last site where they say the same of every thing, or made anew."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from passerelles.making import listing
from passerelles.twins import said
from passerelles.twins.said import Said
from successive import Builds, disbelieved, replaced, written_to

BORA, PACT, LETTER = "data/territories/bora.yml", "data/partnerships/alba-bora.yml", "docs/fr/sources/lettre.md"
LISTS = ("territories", "gaps", "timeline", "relations", "map", "translation")
EVENT = "data/events/fete-des-ponts.yml"


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The things of which a build asked what the lists say."""
    names: list[str] = []

    def noted(pen: object, thing: object) -> Said:
        names.append(thing.id)  # type: ignore[attr-defined]
        return said(pen, thing)  # type: ignore[arg-type]

    monkeypatch.setattr(listing, "said", noted)
    return names


def taken(builds: Builds) -> set[str]:
    """The lists that are those of the last site."""
    return {name for name in LISTS if (builds.site / name / "index.md").stat().st_nlink > 1}


def test_an_edit_of_which_lists_say_nothing_leaves_them_as_they_are(builds: Builds, asked: list[str]) -> None:
    replaced(PACT, "L’article dit", "Notre article dit")(builds.root)

    assert builds.next() == builds.clean()
    assert asked == ["alba-bora"]
    assert taken(builds) == set(LISTS)


def _stated(path: str, property_: str, value: str) -> Callable[[Path], None]:
    words = "evidence: [{source: lettre, quote: {fr: Le port, en: The port}}]"

    def edit(root: Path) -> None:
        with (root / path).open("a", encoding="utf-8") as file:
            file.write(f"  - property: {property_}\n    value: {value}\n    {words}\n")

    return edit


EDITS: dict[str, Callable[[Path], None]] = {
    "a name that others say": replaced(BORA, "en: Bora", "en: Borea"),
    "a date": replaced(PACT, 'date: "2021-05-03"', 'date: "2021-05-02"'),
    "a place": replaced(BORA, "[-17.5, 179.9]", "[-17.4, 179.9]"),
    "what is not said": replaced(PACT, "Qui a payé", "Qui paya"),
    "the publisher of a text": replaced(LETTER, "La Gazette des Îles", "La Gazette des Iles"),
    "the words of a text": replaced(LETTER, "y était", "y était donc"),
    "what leads to a thing": _stated(EVENT, "participant", "comite-au-long-nom"),
    "a thing goes": lambda root: (root / "data/terms/mot-pont.yml").unlink(),
    "a label": replaced("data/labels.yml", "Chaque nom mène", "Chacun mène"),
}


@pytest.mark.parametrize("edit", EDITS)
def test_after_an_edit_of_which_lists_say_something_they_are_made_anew(
    builds: Builds, asked: list[str], edit: str
) -> None:
    EDITS[edit](builds.root)

    assert builds.next() == builds.clean()
    assert len(asked) > 9
    assert builds.next() == builds.clean()
    assert taken(builds) == set(LISTS)


def test_what_leads_to_a_thing_is_told_by_the_entry_of_that_thing_alone(builds: Builds) -> None:
    silence = builds.root / "data/themes/silence.yml"
    silence.write_text(silence.read_text("utf-8").partition("statements:")[0], "utf-8")
    builds.next()
    _stated(BORA, "theme", "silence")(builds.root)

    after = builds.next()

    assert "/silence/index.md)\xa0: Territoires\xa0: 1".encode() in after["themes/index.md"]
    assert after == builds.clean()


SPOILT: dict[str, Callable[[Builds], None]] = {
    "a list was changed, its size was not": written_to("gaps/index.md"),
    "a list is lost": lambda builds: (builds.site / "timeline/index.md").unlink(),
    "the last site is lost": lambda builds: shutil.rmtree(builds.site),
    **disbelieved("base/cache/lists-fr.json"),
}


@pytest.mark.parametrize("spoil", SPOILT)
def test_what_is_not_whole_is_not_believed(builds: Builds, asked: list[str], spoil: str) -> None:
    SPOILT[spoil](builds)

    assert builds.next() == builds.clean()
    assert len(asked) > 9
