"""What git remembers of the project: the same of the same commit, however much of its history a machine has."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from passerelles.history import last_day
from repository import git


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Data of one day, and code of a later one."""
    root = tmp_path / "project"
    root.mkdir()
    git(root, "init", "-q")
    for day, name in (("2026-01-02", "data"), ("2026-03-04", "scripts")):
        (root / name).mkdir()
        (root / name / "a.txt").write_text("a", "utf-8")
        git(root, "add", "-A")
        monkeypatch.setenv("GIT_COMMITTER_DATE", f"{day}T12:00:00+00:00")
        git(root, "commit", "-qm", name)
    return root


def test_the_day_of_the_data_is_not_that_of_the_code(project: Path) -> None:
    assert (last_day(project, "data"), last_day(project, "scripts"), last_day(project, "docs")) == (
        "2026-01-02", "2026-03-04", "",
    )  # fmt: skip


def test_a_history_that_was_not_fetched_whole_has_no_day_of_the_data(project: Path, tmp_path: Path) -> None:
    shallow = tmp_path / "shallow"
    subprocess.run(["git", "clone", "-q", "--depth", "1", project.as_uri(), shallow], check=True, capture_output=True)

    assert last_day(shallow, "data") == ""


def test_a_folder_without_a_history_has_no_day(tmp_path: Path) -> None:
    assert last_day(tmp_path, "data") == ""
