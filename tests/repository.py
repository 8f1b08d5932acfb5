"""A project in git for the tests of what reads its history: made once a module, as it was before each test."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from conftest import copy_project
from passerelles.__main__ import main


def git(root: Path, *words: str) -> None:
    identity = ["-c", "user.name=A", "-c", "user.email=a@b.example", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *identity, *words], cwd=root, check=True, capture_output=True)


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project in git, every text recorded."""
    root = copy_project(tmp_path_factory.mktemp("repository") / "project")
    assert main(["--root", str(root), "translated", "--lang", "en"]) == 0
    for words in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "start"]):
        git(root, *words)
    return root


@pytest.fixture
def root(repository: Path) -> Path:
    """The project as it was committed."""
    git(repository, "reset", "-q", "--hard")
    git(repository, "clean", "-qfd")
    return repository


def replace(root: Path, path: str, old: str, new: str) -> None:
    text = (root / path).read_text("utf-8")
    assert old in text
    (root / path).write_text(text.replace(old, new, 1), "utf-8")
