"""An editor that knows our schemas completes, explains and underlines as people write."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import ROOT, copy_project
from language_server import Editor, command, editor

SKIP = "yaml-language-server is not installed: npm ci --prefix tests/npm"
HEAD = "# yaml-language-server: $schema=../schema/partnership.schema.json\n"
RENNES = (ROOT / "data/partnerships/rennes-hue.yml").read_text("utf-8")
pytestmark = pytest.mark.skipif(not command() and not os.environ.get("CI"), reason=SKIP)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_project(tmp_path_factory.mktemp("editor") / "project")


@pytest.fixture(scope="module")
def opened(root: Path) -> Iterator[Editor]:
    with editor(root) as found:
        yield found


def write(opened: Editor, root: Path, name: str, text: str) -> tuple[Path, list[str]]:
    """The file, opened, and what is underlined in it: «line: message»."""
    path = root / "data/partnerships" / f"{name}.yml"
    return path, [f"{d['range']['start']['line'] + 1}: {d['message']}" for d in opened.open(path, text)]


@pytest.mark.parametrize(
    "kind", ["partnerships", "territories", "organisations", "people", "events", "themes", "terms"]
)
def test_nothing_is_underlined_in_an_entry_of_the_base(opened: Editor, root: Path, kind: str) -> None:
    paths = sorted((root / "data" / kind).glob("*.yml"))[:3]

    underlined = {path.name: opened.open(path, path.read_text("utf-8")) for path in paths}

    assert len(paths) == 3
    assert underlined == {path.name: [] for path in paths}


@pytest.mark.parametrize(
    ("name", "old", "new", "line", "words"),
    [
        ("misspelt", "aliases:", "alias:", 3, "alias"),
        ("no-value", "value: signed", "value: singed", 43, "signed"),
        ("no-id", "value: rennes\n", "value: Rennes Ville\n", 6, "pattern"),
        ("no-quote", "          en: the French city of Rennes\n", "", 9, "en"),
        ("a-list", "    evidence:\n      - source: cvn-assises-12\n", "    evidence:\n        source: cvn-assises-12\n",
         8, "array"),
    ],
)  # fmt: skip
def test_a_slip_is_underlined_on_its_line(
    opened: Editor, root: Path, name: str, old: str, new: str, line: int, words: str
) -> None:
    assert old in RENNES

    _, underlined = write(opened, root, name, RENNES.replace(old, new, 1))

    assert [u for u in underlined if u.startswith(f"{line}: ") and words in u], underlined


def test_the_keys_of_an_entry_are_proposed_with_what_they_are_in_both_languages(opened: Editor, root: Path) -> None:
    path, _ = write(opened, root, "keys", f"{HEAD}name: {{fr: x, en: x}}\n")

    proposed = opened.complete(path, 2, 0)

    assert {"aliases", "spellings", "statements", "beyond", "unsaid"} <= set(proposed)
    assert "ce que les textes taisent" in proposed["unsaid"]
    assert "what the texts do not say" in proposed["unsaid"]


def test_the_properties_of_a_kind_and_the_choices_of_a_property_are_proposed(opened: Editor, root: Path) -> None:
    text = f"{HEAD}name: {{fr: x, en: x}}\nstatements:\n  - property: \n"
    path, _ = write(opened, root, "properties", text)

    properties = opened.complete(path, 3, 14)

    declared = json.loads((root / "data/schema/partnership.schema.json").read_text("utf-8"))
    branches = declared["properties"]["statements"]["items"]["anyOf"]
    assert {branch["properties"]["property"]["const"] for branch in branches} <= set(properties)

    path, _ = write(opened, root, "choices", text.replace("property: ", "property: status\n    value: "))
    assert {"signed", "agreement", "reported", "considered"} <= set(opened.complete(path, 4, 11))


def test_a_key_is_explained_under_the_pointer(opened: Editor, root: Path) -> None:
    path, _ = write(opened, root, "hover", RENNES)

    said = opened.hover(path, 8, 10)

    assert "mot pour mot" in said.replace("\\", "")
    assert "word for word" in said.replace("\\", "")
