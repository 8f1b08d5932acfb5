"""The Nu HTML checker finds nothing to say: of a page of each kind, of every page, and of the offline copy."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest

from conftest import ROOT
from readers import KINDS

CHECKER = ROOT / "tests/npm/node_modules/vnu-jar/build/dist/vnu.jar"
# It reads files, where 'self' is nothing: that the policy lets our own files pass is seen in a browser (the sweep).
OF_FILES = "Resource violates Content Security Policy (meta tag): external"
# A block of data is no script: HTML leaves it before any policy is asked, as the sweep sees in a browser.
OF_DATA = "Inline script violates Content Security Policy"
DATA = '<script type="application/ld+json">'


def said_of(paths: Iterable[Path]) -> list[str]:
    """What the checker says, warnings included, a line each."""
    if not (shutil.which("java") and CHECKER.is_file()) and not os.environ.get("CI"):
        pytest.skip("no Nu HTML checker: apt install default-jre-headless; npm ci --ignore-scripts --prefix tests/npm")
    command = ["java", "-Xss8m", "-jar", str(CHECKER), "--skip-non-html", "--format", "json", *map(str, paths)]

    run = subprocess.run(command, capture_output=True, text=True, check=False)

    said = json.loads(run.stderr)["messages"]
    return [f"{m['url']}:{m.get('lastLine')}: {m['message']}" for m in said if not is_no_news(m)]


def is_no_news(message: dict[str, str]) -> bool:
    """What a browser knows better than a reader of files."""
    of_data = message["message"].startswith(OF_DATA) and DATA in message.get("extract", "")
    return of_data or message["message"].startswith(OF_FILES)


def test_a_page_of_each_kind_is_valid_html(site: Path, tmp_path: Path) -> None:
    """One run for both: that nothing is found in ours, and that something is in a page that is not valid."""
    paths = [site / path if path.endswith(".html") else site / path / "index.html" for path in KINDS]
    broken = tmp_path / "broken.html"
    broken.write_text('<!doctype html><html lang="fr"><title>x</title><p><ul></ul></p>', "utf-8")

    found = said_of([*paths, broken])

    assert all(path.is_file() for path in paths)
    assert [line for line in found if not line.startswith(f"file:{broken}")] == []
    assert len(found) == 1


@pytest.mark.full
def test_every_page_is_valid_html(site: Path) -> None:
    assert len(list(site.rglob("*.html"))) > 500
    assert said_of([site]) == []


@pytest.mark.full
def test_every_page_of_the_offline_copy_is_valid_html(copied: Path) -> None:
    assert len(list(copied.rglob("*.html"))) > 500
    assert said_of([copied]) == []
