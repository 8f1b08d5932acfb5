"""The editors' JSON Schemas say what data/schema.yml says, and every entry obeys its own."""

from __future__ import annotations

import json
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
    made = schemas(kb.schema)
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


@pytest.mark.parametrize("kind", KINDS)
def test_every_entry_names_its_schema_in_its_first_line(kind: str) -> None:
    line = f"# yaml-language-server: $schema=../schema/{kind}.schema.json"
    entries = sorted((ROOT / "data" / FOLDERS[kind]).glob("*.yml"))

    assert [path.name for path in entries if Path(path).read_text("utf-8").split("\n")[0] != line] == []
