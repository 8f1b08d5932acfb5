"""The house style that machines can keep: ruff and mypy, strict, are clean."""

from __future__ import annotations

import subprocess
import sys

import pytest

from conftest import ROOT

TOOLS = (("ruff", "check", "scripts", "tests"), ("ruff", "format", "--check", "scripts", "tests"), ("mypy",),
         ("mypy", "--config-file", "tests/mypy.ini"))  # fmt: skip


@pytest.mark.parametrize("tool", TOOLS, ids=" ".join)
def test_a_tool_finds_nothing(tool: tuple[str, ...]) -> None:
    run = subprocess.run([sys.executable, "-m", *tool], cwd=ROOT, capture_output=True, text=True, check=False)

    assert run.returncode == 0, run.stdout + run.stderr
