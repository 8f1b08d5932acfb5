"""The model and the labels, on which all else stands: a slip in them is told in words, alone, and breaks nothing."""

from __future__ import annotations

import copy
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from conftest import ROOT, miniature
from passerelles.check import check
from passerelles.load import load
from passerelles.model import KnowledgeBase, Problem
from passerelles.report import as_github, as_json, as_text, summary

SCHEMA, LABELS = "data/schema.yml", "data/labels.yml"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return miniature(tmp_path_factory.mktemp("ground") / "project")


def told(project: Path, path: str, raw: bytes | None) -> tuple[list[Problem], KnowledgeBase]:
    """What the check says where a file holds this, or is not there."""
    file = project / path
    before = file.read_bytes()
    try:
        if raw is None:
            file.unlink()
        else:
            file.write_bytes(raw)
        loaded = load(project)
        return check(loaded.kb, loaded.problems), loaded.kb
    finally:
        file.write_bytes(before)


TEXT = {path: (ROOT / path).read_text("utf-8") for path in (SCHEMA, LABELS)}
FIRST = {SCHEMA: "languages:", LABELS: "labels:"}


def slips(path: str) -> dict[str, bytes | None]:
    """What an editor's program or hand makes of a file."""
    text, first = TEXT[path], FIRST[path]
    last = text.rstrip().rpartition("\n")[2]
    return {
        "not there": None,
        "empty": b"",
        "one word": b"labels",
        "a list": b"- a\n- b\n",
        "nothing": b"null\n",
        "a tab": text.replace(first, f"{first}\n\tx: 1", 1).encode(),
        "a tab in place of blanks": text.replace("\n  ", "\n\t", 1).encode(),
        "another encoding": text.encode("cp1252", "replace"),
        "a merge": text.replace(first, f"<<<<<<< HEAD\n{first}", 1).encode(),
        "Windows": text.replace("\n", "\r\n").encode(),
        "a mark": b"\xef\xbb\xbf" + text.encode(),
        "a sign unseen": text.replace(first, f"{first} # \u200b", 1).encode(),
        "an open quote": f'{text.rstrip()}\n  a: "b\n'.encode(),
        "a colon": f"{text.rstrip()}\n  a: b: c\n".encode(),
        "an open brace": f"{text.rstrip()}\n  a: {{b: c\n".encode(),
        "an escape": f'{text.rstrip()}\n  a: "\\q"\n'.encode(),
        "an indent": f"{text.rstrip()}\n a: b\n".encode(),
        "a sign": f"{text.rstrip()}\n  a: @b\n".encode(),
        "an alias": f"{text.rstrip()}\n  a: *b\n".encode(),
        "a tag": f"{text.rstrip()}\n  a: !!str b\n".encode(),
        "a second document": f"{text}---\na: b\n".encode(),
        "a key twice": f"{text}{text[text.index(first) :]}".encode(),
        "a key of no text": f"{text.rstrip()}\n  null: b\n".encode(),
        "a key too many": f"{text}a: b\n".encode(),
        "a key renamed": text.replace(first, f"x{first}", 1).encode(),
        "a line lost": text.replace(last, "", 1).encode(),
    }


@pytest.mark.parametrize("name", slips(LABELS))
@pytest.mark.parametrize("path", [LABELS, SCHEMA])
def test_a_slip_of_the_ground_is_told_in_words_and_nothing_that_follows(project: Path, path: str, name: str) -> None:
    problems, kb = told(project, path, slips(path)[name])
    errors = [problem for problem in problems if problem.severity == "error"]

    assert errors or name == "a line lost"
    assert {problem.where.path for problem in errors} <= {path}
    assert len(errors) < 9 or name == "a key twice"
    for language, count in (("fr", f"{len(errors)} à corriger"), ("en", f"{len(errors)} to fix")):
        for report in (as_text, as_json, as_github):
            lines = report(errors, kb, language)
            assert "… — …" not in lines
            assert '"expected": "…"' not in lines
            assert not any(f"{problem.key} (" in lines for problem in errors)
        assert count in summary(errors, kb, language) or not errors


@pytest.mark.parametrize("slip", ["{errors", "{}", "{errors.x}", "}"])
def test_a_broken_last_line_is_told_and_printed_as_well_as_can_be(project: Path, slip: str) -> None:
    text = TEXT[LABELS].replace("{errors} à corriger", f"{slip} à corriger", 1)

    problems, kb = told(project, LABELS, text.encode())

    assert "label-blanks" in {problem.key for problem in problems}
    assert summary(problems, kb, "fr")


# The model -------------------------------------------------------------------------------------------

INSTEAD = (["x"], "x", None, {"x": "y"}, 3, {}, [], True, [["x"]], [{"x": "y"}])


def ways(node: Any, trail: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to each value of the model."""
    items = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, value in items:
        yield (*trail, key)
        yield from ways(value, (*trail, key))


def spoilt() -> Iterator[tuple[str, dict[str, Any]]]:
    """The model with each of its values lost, renamed, or of another shape; of what is alike, one stands for all."""
    model, seen = yaml.safe_load(TEXT[SCHEMA]), set()
    for trail in ways(model):
        alike = tuple("*" if at in {1, 3, 5} and len(trail) > 2 else step for at, step in enumerate(trail))
        if alike in seen:
            continue
        seen.add(alike)
        for how in ("lost", "renamed", *INSTEAD):
            made = copy.deepcopy(model)
            inside = made
            for step in trail[:-1]:
                inside = inside[step]
            if how == "lost":
                del inside[trail[-1]]
            elif how == "renamed" and isinstance(inside, dict):
                inside[f"{trail[-1]}z"] = inside.pop(trail[-1])
            else:
                inside[trail[-1]] = how
            yield f"{'.'.join(map(str, trail))}: {how}", made


def look(project: Path, name: str, model: dict[str, Any]) -> None:
    problems, kb = told(project, SCHEMA, yaml.safe_dump(model, allow_unicode=True, sort_keys=False).encode())

    assert "… — …" not in as_text(problems, kb, "fr"), name
    if any(problem.where.path == SCHEMA and problem.key == "missing-field" for problem in problems):
        assert {p.where.path for p in problems if p.severity == "error"} == {SCHEMA}, name


@pytest.mark.parametrize("key", yaml.safe_load(TEXT[SCHEMA]))
def test_a_part_of_the_model_of_another_shape_is_told_alone(project: Path, key: str) -> None:
    model = yaml.safe_load(TEXT[SCHEMA])
    for instead in (["x"], "x", None, {"x": "y"}):
        look(project, key, model | {key: instead})
    rest = {name: value for name, value in model.items() if name != key}
    look(project, key, rest)
    look(project, key, rest | {f"{key}z": model[key]})


@pytest.mark.parametrize("kind", yaml.safe_load(TEXT[SCHEMA])["kinds"])
def test_a_kind_that_the_model_lost_is_told_alone(project: Path, kind: str) -> None:
    model = yaml.safe_load(TEXT[SCHEMA])
    del model["kinds"][kind]

    problems, _ = told(project, SCHEMA, yaml.safe_dump(model, allow_unicode=True, sort_keys=False).encode())

    errors = [problem for problem in problems if problem.severity == "error"]
    assert [(problem.key, problem.details) for problem in errors] == [("missing-field", (("field", kind),))]


def test_whatever_the_model_says_the_check_answers(project: Path) -> None:
    cases = list(spoilt())
    assert len(cases) > 600
    for name, model in random.Random(3).sample(cases, 40):
        look(project, name, model)


@pytest.mark.full
def test_whatever_each_value_of_the_model_says_the_check_answers(project: Path) -> None:
    for name, model in spoilt():
        look(project, name, model)
