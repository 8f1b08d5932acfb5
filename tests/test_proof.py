"""What the verb `collate` says of a text that it could not compare."""

from __future__ import annotations

from pathlib import Path

import pytest

from passerelles.__main__ import main

PAGE, APPARATUS = "docs/fr/sources/cvn-forum-2025.md", "data/apparatus/cvn-forum-2025.yml"
TEXT, OTHER = "cvn-forum-2025", "cvn-assises-12"
SLIPS = {
    "a header that does not begin": (PAGE, "---\n", "--\n"),
    "a list of witnesses under another name": (PAGE, "\nwitnesses:", "\nwitneses:"),
    "a list of witnesses with nothing in it": (PAGE, "\nwitnesses:\n", "\nwitnesses: ''\nx:\n"),
    "a witness that was not received": (PAGE, "file: 003_2277e5586693ba18.txt", "file: 004.txt"),
    "an apparatus that is no list": (APPARATUS, "\nsource:", "\nsource: ]"),
    "an apparatus of no witness": (APPARATUS, "\nwitnesses:", "\nwitneses:"),
}


def spoil(project: Path, file: str, old: str, new: str) -> None:
    path = project / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


@pytest.mark.parametrize("slip", SLIPS)
def test_a_text_that_could_not_be_compared_is_not_proved(
    copy: Path, slip: str, capsys: pytest.CaptureFixture[str]
) -> None:
    spoil(copy, *SLIPS[slip])

    for named in ([], [TEXT]):
        assert main(["--root", str(copy), "collate", *named]) == 1
        assert capsys.readouterr().out.startswith(f"{SLIPS[slip][0]}:")
    assert main(["--root", str(copy), "collate", OTHER]) == 0


def test_no_text_is_proved_where_the_model_cannot_be_read(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spoil(copy, "data/schema.yml", "\nlanguages:", "\nlanguages: ]")

    for named in ([], [TEXT]):
        assert main(["--root", str(copy), "collate", *named]) == 1
        assert capsys.readouterr().out.startswith("data/schema.yml:")


def test_a_text_is_proved_without_its_translation(copy: Path) -> None:
    spoil(copy, PAGE.replace("/fr/", "/en/"), "---\n", "--\n")

    assert main(["--root", str(copy), "collate"]) == 0


def test_no_text_is_proved_without_the_list_of_what_was_received(copy: Path) -> None:
    (copy / "data/raw/SHA256SUMS").unlink()

    assert main(["--root", str(copy), "collate"]) == 1


def test_a_text_that_is_not_there_is_wrong_use(copy: Path) -> None:
    assert main(["--root", str(copy), "collate", "nowhere"]) == 2
