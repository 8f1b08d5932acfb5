"""The editors' JSON Schemas say what data/schema.yml says, and every entry obeys its own."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import jsonschema
import pytest
import yaml

from conftest import ROOT
from passerelles.export.schemas import schemas
from passerelles.model import KnowledgeBase

KINDS = ("partnership", "territory", "organisation", "person", "event", "theme", "term")
FOLDERS = {
    "partnership": "partnerships", "territory": "territories", "organisation": "organisations", "person": "people",
    "event": "events", "theme": "themes", "term": "terms",
}  # fmt: skip


def test_the_committed_schemas_are_those_of_the_model(kb: KnowledgeBase, bless: bool) -> None:
    made = schemas(kb)
    if bless:
        (ROOT / "data/schema").mkdir(exist_ok=True)
        for path, text in made.items():
            (ROOT / path).write_text(text, "utf-8")

    committed = {path: (ROOT / path).read_text("utf-8") for path in made if (ROOT / path).is_file()}

    assert set(made) == {f"data/schema/{kind}.schema.json" for kind in KINDS}
    assert committed == made, "If the new model is right: python3 scripts/run.py test --bless"


@pytest.mark.parametrize("kind", KINDS)
def test_every_entry_obeys_the_schema_of_its_kind(kind: str) -> None:
    schema = json.loads((ROOT / f"data/schema/{kind}.schema.json").read_text("utf-8"))
    validator = jsonschema.Draft202012Validator(schema)
    entries = sorted((ROOT / "data" / FOLDERS[kind]).glob("*.yml"))

    wrong = [
        f"{path.name}: {error.json_path}: {error.message[:100]}"
        for path in entries
        for error in validator.iter_errors(yaml.safe_load(path.read_text("utf-8")))
    ]

    assert entries
    assert wrong == []


def keys(node: object, path: str = "") -> Iterator[tuple[str, str]]:
    """Every key that a schema allows, with its description."""
    for item in node if isinstance(node, list) else [node]:
        if isinstance(item, dict):
            for name, inner in item.get("properties", {}).items():
                yield f"{path}.{name}", str(inner.get("description", ""))
                yield from keys(inner, f"{path}.{name}")
            for below in ("items", "anyOf"):
                yield from keys(item.get(below, []), path)


@pytest.mark.parametrize("kind", KINDS)
def test_every_key_is_explained_in_both_languages(kind: str) -> None:
    described = list(keys(json.loads((ROOT / f"data/schema/{kind}.schema.json").read_text("utf-8"))))

    assert len(described) > 20
    assert [path for path, words in described if " / " not in words and not words.startswith("id: ")] == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_entry_names_its_schema_in_its_first_line(kind: str) -> None:
    line = f"# yaml-language-server: $schema=../schema/{kind}.schema.json"
    entries = sorted((ROOT / "data" / FOLDERS[kind]).glob("*.yml"))

    assert [path.name for path in entries if Path(path).read_text("utf-8").split("\n")[0] != line] == []
