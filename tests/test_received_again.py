"""A draft and the page of a source received again: the command leaves what an editor has seen as it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import ROOT, copy_project
from passerelles.__main__ import main
from passerelles.receive import read

RECEIVED = sorted((ROOT / "data/raw").glob("*.txt"))
EDITIONS = sorted((ROOT / "docs/fr/sources").glob("*.md"))
assert len(RECEIVED) == 5
assert len(EDITIONS) == 4


def cleaned(file: Path, capsys: pytest.CaptureFixture[str], *more: str) -> str:
    """What the command prints of a file."""
    capsys.readouterr()
    assert main(["--root", str(ROOT), "clean", str(file), *more]) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize("file", RECEIVED, ids=lambda file: file.name[:3])
def test_the_command_run_on_its_own_draft_changes_nothing(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    draft = tmp_path / "draft.md"
    draft.write_text(cleaned(file, capsys), "utf-8")

    again = cleaned(draft, capsys)

    assert again == draft.read_text("utf-8")


@pytest.mark.parametrize("file", EDITIONS, ids=lambda file: file.stem)
def test_the_command_run_on_an_edition_changes_nothing_of_its_text_or_its_metadata(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    again = cleaned(file, capsys)

    assert again == file.read_text("utf-8")


@pytest.mark.parametrize("file", EDITIONS, ids=lambda file: file.stem)
def test_an_edition_received_again_differs_in_no_word_from_itself(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    apparatus = cleaned(file, capsys, "--apparatus")

    assert apparatus.endswith(f"  - file: {file.name}\n    changes: []\n")


def test_only_what_has_no_id_is_cleaned_in_a_draft() -> None:
    draft = "---\r\ntitle: Un\r\n---\r\n\r\n# Un *deux* { #p1 }\r\n\r\nTrois *quatre*,\r\nback to top\r\ncinq.\r\n"

    reading = read("d.md", draft.encode())

    assert reading.head == "---\ntitle: Un\n---\n\n"
    assert reading.marked == "# Un *deux* { #p1 }\n\nTrois \\*quatre\\*,\nback to top\ncinq.\n"
    assert reading.text == "Un *deux*\n\nTrois *quatre*,\nback to top\ncinq.\n"


def test_a_draft_received_as_a_new_source_collates(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = copy_project(tmp_path / "project")
    draft = tmp_path / "minutes.md"
    draft.write_text(cleaned(RECEIVED[-1], capsys), "utf-8")

    status = main(["--root", str(root), "clean", str(draft), "--as", "minutes", "--apart"])

    page = (root / "docs/fr/sources/minutes.md").read_text("utf-8")
    assert status == 0
    assert page.endswith(draft.read_text("utf-8"))
    assert (root / "data/apparatus/minutes.yml").read_text("utf-8").endswith("changes: []\n")
