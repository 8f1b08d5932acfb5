"""What an editor is told after a slip: the whole message, as it appears."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from passerelles.check import check
from passerelles.load import load
from passerelles.report import sentence

RENNES = "data/partnerships/rennes-hue.yml"
VISIT = "data/events/visite-to-lam-havre-2024.yml"
KITAKYUSHU = "docs/en/sources/kitakyushu-eau.md"
ASSISES = "docs/fr/sources/cvn-assises-12.md"


@dataclass(frozen=True)
class Slip:
    """Words replaced in a file, once, and a line that the check must then print."""

    path: str
    old: str
    new: str
    said: str
    language: str = "en"


SLIPS = {
    "an id that is nearly right": Slip(
        RENNES,
        "value: rennes\n",
        "value: renes\n",
        f"{RENNES}:6:12 : aucune fiche n’a l’identifiant « renes » — "
        "attendu : une fiche de sorte territory, organisation — "
        "corrigez-le (vouliez-vous dire « rennes » ?), ou créez la fiche",
        "fr",
    ),
    "an altered quote": Slip(
        RENNES,
        "fr: la ville française Rennes\n",
        "fr: la ville francaise Rennes\n",
        f"{RENNES}:10:15: “la ville francaise Rennes” is not word for word in the source — expected: the words as they "
        f"stand at {ASSISES}:84: “la ville française Rennes” — copy them",
    ),
    "a day that no text gives": Slip(
        VISIT,
        'date: "2024-10"',
        'date: "2024-10-06"',
        f"{VISIT}:15:11: the date 2024-10-06 is not said: “6” is neither in the words quoted nor in the note (en) — "
        "expected: the year, month and day in the words quoted, or a note that explains them — correct the date, quote "
        "the passage that gives it or add a note",
    ),
    "a quote of a translation that was altered": Slip(
        KITAKYUSHU,
        "\nCity of Kitakyushu\n",
        "\nTown of Kitakyushu\n",
        f"data/organisations/jica.yml:22:15: “City of Kitakyushu” is no longer in the source: the paragraph at "
        f"{KITAKYUSHU}:16 was altered — expected: the words quoted, where they come from — "
        f"look at {KITAKYUSHU}:16 first: if the alteration is a mistake, undo it; otherwise copy here “of Kitakyushu”",
    ),
    "a word altered in an edition": Slip(
        ASSISES,
        "quatre nouveaux partenariats",
        "cinq nouveaux partenariats",
        f"{ASSISES}:49:1: the edition has “cinq” where the witness (data/raw/002_ba0824fabf630c2b.txt:4) has “quatre”, "
        "after “par la signature de” — expected: the words of the witness, or a declared change — restore the word or "
        "declare the change in data/apparatus",
    ),
    "a name in one language only": Slip(
        "data/people/to-lam.yml",
        "name: {fr: To Lam, en: To Lam}",
        "name: {fr: To Lam}",
        "data/people/to-lam.yml:2:7: “en” is missing — expected: a line “en: …” in this block — add it",
    ),
}


@pytest.mark.parametrize("slip", SLIPS.values(), ids=SLIPS)
def test_a_slip_is_told_with_its_place_and_its_remedy(copy: Path, slip: Slip) -> None:
    path = copy / slip.path
    text = path.read_text("utf-8")
    assert slip.old in text
    path.write_text(text.replace(slip.old, slip.new, 1), "utf-8")

    loaded = load(copy)

    lines = [sentence(problem, loaded.kb, slip.language) for problem in check(loaded.kb, loaded.problems)]
    assert slip.said in lines, "\n".join(lines)


def test_no_message_tells_to_copy_a_slip_out_of_an_altered_text(copy: Path) -> None:
    path = copy / ASSISES
    path.write_text(path.read_text("utf-8").replace("quatre nouveaux", "cinq nouveaux"), "utf-8")

    loaded = load(copy)

    keys = {problem.key for problem in check(loaded.kb, loaded.problems)}
    assert keys == {"quote-of-altered-text", "word-altered", "translation-stale"}
