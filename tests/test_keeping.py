"""What a build leaves for the next one is believed when it is whole, of this code and of these files alone."""

from __future__ import annotations

import errno
import os
import pickle
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import ROOT
from passerelles import keeping
from passerelles.check import checked
from passerelles.graph import link
from passerelles.keeping import NAME, State, keep, kept
from passerelles.load import load
from passerelles.sealed import Seal, digest
from test_incremental import summed_up


@pytest.fixture(scope="module")
def state() -> State:
    loaded = load(ROOT)
    return State(loaded, checked(loaded.kb, loaded.problems), link(loaded.kb))


@pytest.fixture
def cache(tmp_path: Path, state: State) -> Path:
    keep(tmp_path, state, None)
    return tmp_path


def _sum(state: State) -> object:
    return summed_up((state.loaded, state.checked, state.graph))


def test_what_is_kept_comes_back_and_spares_reading(cache: Path, state: State) -> None:
    found = kept(cache)

    assert found is not None
    again = load(ROOT, found.loaded)
    assert all(again.kb.entities[name] is thing for name, thing in found.loaded.kb.entities.items())
    assert _sum(State(again, checked(again.kb, again.problems, found.checked), link(again.kb, found.graph))) == _sum(
        state
    )


@pytest.mark.parametrize("spoil", ["lost", "cut short", "altered", "empty", "a folder"])
def test_what_is_not_whole_is_not_believed(cache: Path, spoil: str) -> None:
    path, raw = cache / NAME, (cache / NAME).read_bytes()
    path.unlink()
    if spoil == "a folder":
        path.mkdir()
    elif spoil != "lost":
        path.write_bytes({"cut short": raw[:-1], "altered": raw[:-9] + b"x" + raw[-8:], "empty": b""}[spoil])

    assert kept(cache) is None


def test_what_another_version_made_is_not_believed(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "maker", lambda: "0" * 64)

    assert kept(cache) is None


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the code, to change."""
    copied = tmp_path / "passerelles"
    shutil.copytree(keeping.PACKAGE, copied)
    monkeypatch.setattr(keeping, "PACKAGE", copied)
    keeping.maker.cache_clear()
    yield copied
    keeping.maker.cache_clear()


@pytest.mark.parametrize("file", ["load/needed.txt", "words.json", "earth/natural-earth.json", "check/names.py"])
def test_what_was_made_with_another_file_of_the_code_is_not_believed(cache: Path, package: Path, file: str) -> None:
    assert kept(cache) is not None
    keeping.maker.cache_clear()

    (package / file).write_bytes((package / file).read_bytes() + b"\n")

    assert kept(cache) is None


def test_what_python_makes_of_the_code_changes_nothing(cache: Path, package: Path) -> None:
    (package / "load/__pycache__").mkdir(exist_ok=True)

    (package / "load/__pycache__/one.cpython-311.pyc").write_bytes(b"")

    assert kept(cache) is not None


@pytest.mark.parametrize(
    "value", [os.getcwd, Path("/"), print, State.__init__, object()], ids=lambda value: type(value).__name__
)
def test_nothing_that_acts_comes_out(tmp_path: Path, value: object) -> None:
    raw = pickle.dumps(value)
    (tmp_path / NAME).write_bytes(b"\n".join([keeping.maker().encode(), digest(raw).encode(), raw]))

    assert kept(tmp_path) is None


def test_what_is_nearly_the_same_is_not_written_again(cache: Path, state: State) -> None:
    (cache / NAME).write_bytes(b"")

    keep(cache, state, state)

    assert (cache / NAME).read_bytes() == b""


def test_a_folder_that_cannot_be_written_stops_nothing(tmp_path: Path, state: State) -> None:
    (tmp_path / "cache").write_text("a file")

    keep(tmp_path / "cache", state, None)

    assert kept(tmp_path / "cache") is None


def test_a_state_that_does_not_fit_on_the_disk_leaves_what_lay_there(
    cache: Path, state: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = (cache / NAME).read_bytes()

    def full(_value: object, file: Seal, _protocol: int) -> None:
        file.write(b"half of it")
        raise OSError(errno.ENOSPC, "no space left")

    monkeypatch.setattr(pickle, "dump", full)
    keep(cache, state, None)

    assert [path.name for path in cache.iterdir()] == [NAME]
    assert (cache / NAME).read_bytes() == before
