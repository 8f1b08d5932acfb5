"""A base read, checked and linked again after an edit is what reading, checking and linking it afresh gives."""

from __future__ import annotations

import dataclasses
import random
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from conftest import ROOT
from passerelles.check import Checked, checked
from passerelles.graph import Graph, link
from passerelles.load import Loaded, disk, load
from passerelles.model import Entity, Position, Statement

EDITED = ("data/*/*.yml", "data/*.yml", "data/*.txt", "docs/*/**/*.md", "data/raw/*", "data/apparatus/*.yml")
State = tuple[Loaded, Checked, Graph]


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The corpus, where files are told by their stamps however young they are."""
    for name in ("data", "docs"):
        shutil.copytree(ROOT / name, tmp_path / name)
    monkeypatch.setattr(disk, "STEADY", 0)
    return tmp_path


def state(root: Path, before: State | None = None) -> State:
    """The base as it is now, worked out from what it was, or from nothing."""
    old_loaded, old_checked, old_graph = before or (None, None, None)
    loaded = load(root, old_loaded)
    return loaded, checked(loaded.kb, loaded.problems, old_checked), link(loaded.kb, old_graph)


def told(value: object, inside: bool = False) -> object:
    """Everything in a value, in words and numbers; things and statements by their ids below the first."""
    if isinstance(value, Entity | Statement) and inside:
        return value.id
    if dataclasses.is_dataclass(value) and not isinstance(value, type | Position):
        within = inside or isinstance(value, Graph)
        return {field.name: told(getattr(value, field.name), within) for field in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {key: told(item, inside) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [told(item, inside) for item in value]
    return value


def summed_up(found: State) -> object:
    """What the three steps found."""
    loaded, problems, graph = found
    return told((loaded.kb, loaded.problems, problems.problems, dataclasses.replace(graph, kb=None)))


def _line(draw: random.Random, path: Path, change: Callable[[list[str], int], None]) -> None:
    lines = path.read_bytes().decode("utf-8", "surrogateescape").splitlines(keepends=True)
    if lines:
        change(lines, draw.randrange(len(lines)))
        path.write_bytes("".join(lines).encode("utf-8", "surrogateescape"))


def _without(lines: list[str], at: int) -> None:
    del lines[at]


def _twice(lines: list[str], at: int) -> None:
    lines.insert(at, lines[at])


def _misspelt(lines: list[str], at: int) -> None:
    lines[at] = lines[at].replace("e", "a", 1) if "e" in lines[at] else lines[at].replace("n", "m", 1)


def _edit(draw: random.Random, root: Path) -> str:
    """One edit of the base, such as people make; the answer says which."""
    files = sorted(path for pattern in EDITED for path in root.glob(pattern) if path.is_file())
    path, kind = draw.choice(files), draw.choice(("line", "line", "line", "gone", "renamed", "copied", "restored"))
    there = path.relative_to(root)
    if kind == "line":
        change = draw.choice((_without, _twice, _misspelt, _misspelt))
        _line(draw, path, change)
        return f"{change.__name__} {there}"
    if kind == "gone":
        path.unlink()
    elif kind == "renamed":
        path.rename(path.with_stem(f"{path.stem}-{draw.randrange(9)}"))
    elif kind == "copied":
        shutil.copy(path, path.with_stem(f"{path.stem}-{draw.randrange(9)}"))
    else:
        for name in ("data", "docs"):
            shutil.rmtree(root / name)
            shutil.copytree(ROOT / name, root / name)
    return f"{kind} {there}"


def _keeps_up(root: Path, seed: int, edits: int) -> None:
    draw, now = random.Random(seed), state(root)
    for number in range(edits):
        done = [_edit(draw, root) for _ in range(draw.choice((1, 1, 3)))]

        now = state(root, now)

        assert summed_up(now) == summed_up(state(root)), f"after edit {number} of seed {seed}: {done}"


def test_after_any_edits_the_base_is_what_a_fresh_reading_gives(root: Path) -> None:
    _keeps_up(root, seed=7, edits=10)


@pytest.mark.full
@pytest.mark.parametrize("seed", range(20))
def test_after_many_more_edits_it_still_is(root: Path, seed: int) -> None:
    _keeps_up(root, seed=seed, edits=25)


def test_what_was_not_edited_is_the_very_same_thing(root: Path) -> None:
    before, path = state(root), root / "data/territories/rennes.yml"
    path.write_text(path.read_text("utf-8") + "# a comment\n", "utf-8")

    after = state(root, before)

    old, new = before[0].kb.entities, after[0].kb.entities
    assert [name for name in new if old[name] is not new[name]] == ["rennes"]
    assert all(after[2].names[language] is names for language, names in before[2].names.items())


def test_a_base_of_which_nothing_changed_is_the_very_same(root: Path) -> None:
    before = state(root)[0]
    (root / "data/territories/rennes.yml").touch()
    same = load(root, before)
    (root / "data/raw/SHA256SUMS").write_text("", "utf-8")

    other = load(root, same)

    assert same.kb is before.kb
    assert other.kb is not before.kb
    assert (other.kb.checksums, before.kb.checksums != {}) == ({}, True)


def test_a_name_that_changes_is_found_in_the_texts_again(root: Path) -> None:
    before, path = state(root), root / "data/territories/rennes.yml"
    path.write_text(path.read_text("utf-8").replace("Rennes", "Renes"), "utf-8")

    after = state(root, before)

    named = [graph.named["fr"].get("rennes", ()) for graph in (before[2], after[2])]
    assert len(named[0]) > len(named[1])
    assert summed_up(after) == summed_up(state(root))
    assert {p.key for p in after[1].problems} >= {"spelling-not-found", "quote-does-not-bear"}
