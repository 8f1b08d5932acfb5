"""The made-up bases of the benches: they keep the rules of the real one, else no bench would run when it is wanted."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest

from conftest import ROOT
from passerelles.check import check
from passerelles.load import load
from passerelles.report import as_text


@pytest.mark.parametrize("size", [100, pytest.param(1000, marks=pytest.mark.full)])
def test_a_made_up_base_keeps_every_rule(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    monkeypatch.syspath_prepend(ROOT / "tests/bench")
    importlib.import_module("synthetic").make(tmp_path / "base", size)

    loaded = load(tmp_path / "base")
    problems = check(loaded.kb, loaded.problems)

    assert problems == [], as_text(problems, loaded.kb, "en")
    assert len(loaded.kb.entities) >= size
    assert len(loaded.kb.statements) > size
