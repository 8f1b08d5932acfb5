"""What has no business in the base is refused with its place, in both languages: tests/hostile/refused.yml."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import ROOT, miniature
from hostile_base import refused
from passerelles.check import check
from passerelles.load import files, load
from test_messages import LANGUAGES, rewritten, said

CASES = ROOT / "tests/hostile/refused.yml"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The miniature base, which each case spoils and puts right again; what stays the same is parsed once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(files, "parse", functools.cache(files.parse))
        yield miniature(tmp_path_factory.mktemp("refused") / "project")


@pytest.fixture(scope="module", autouse=True)
def blessed(project: Path, bless: bool) -> None:
    """With --bless: what the check says now becomes what it is expected to say."""
    if bless:
        text = CASES.read_text("utf-8")
        for case in refused().values():
            case |= {language: "\n".join(lines) for language, lines in said(project, case).items()}
            text = rewritten(text, case)
        CASES.write_text(text, "utf-8")


def test_the_base_is_sound_before_it_is_spoilt(project: Path) -> None:
    loaded = load(project)

    assert [problem for problem in check(loaded.kb, loaded.problems) if problem.severity == "error"] == []


@pytest.mark.parametrize("case", refused())
def test_what_would_become_code_is_refused_with_its_place(project: Path, case: str) -> None:
    edit = refused()[case]

    lines = said(project, edit)

    assert lines["fr"], "it passes"
    assert lines == {language: edit[language].splitlines() for language in LANGUAGES}
    assert any(line.startswith(_file(edit)) for line in lines["fr"]), "nothing is said of the file itself"


def _file(edit: dict[str, str]) -> str:
    """The beginning of a path, up to the first sign that a message would not repeat."""
    name = edit["file"]
    return name[: next((i for i, sign in enumerate(name) if not sign.isprintable()), len(name))]


def test_an_enemy_has_more_than_a_hundred_ways() -> None:
    assert len(refused()) > 150
