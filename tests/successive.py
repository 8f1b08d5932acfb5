"""Builds of one small base, one after another, each of which takes over what it may from the one before."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from conftest import miniature
from passerelles.check.again import Checked
from passerelles.frame import Frames
from passerelles.graph import Graph, link
from passerelles.keeping import State, keep, kept
from passerelles.load import Loaded, disk, load
from passerelles.making.last import Last
from passerelles.making.portion import make_portion
from passerelles.pages import environment
from passerelles.publication import Publication

WHERE = Publication("https://passerelles.example/", "https://forge.example/passerelles/passerelles")
Site = dict[str, bytes]
Make = Callable[[Path, Path, State, Last | None], None]  # from the root of a base into a folder


class Builds:
    """Each beside a clean one, which takes over nothing: `make` writes what is compared."""

    def __init__(self, root: Path, folder: Path, make: Make) -> None:
        self.root, self.folder, self.make, self.number = root, folder, make, 0

    @property
    def site(self) -> Path:
        return self.folder / f"site-{self.number}"

    def next(self) -> Site:
        before, self.number = self.site, self.number + 1
        return built(self.root, self.site, self.make, before)

    def clean(self) -> Site:
        shutil.rmtree(self.folder / "clean", ignore_errors=True)
        return built(self.root, self.folder / "clean", self.make)


def make_french(root: Path, folder: Path, now: State, last: Last | None) -> None:
    """The portion of a language."""
    frames = Frames(now.graph, environment(root / "overrides/kinds", root / "compiled"), WHERE)
    make_portion(frames, "fr", root / "overrides", folder, last)


@pytest.fixture
def builds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Builds:
    """Of the miniature base, of which the portion of a language was built once."""
    monkeypatch.setattr(disk, "STEADY", 0)
    found = Builds(miniature(tmp_path / "base"), tmp_path, make_french)
    found.next()
    return found


def built(root: Path, folder: Path, make: Make, before: Path | None = None) -> Site:
    """What is made of a base below a folder; with the site of the last build, from there."""
    cache = root / "cache"
    known = kept(cache) if before else None
    now = state(root, known)
    make(root, folder, now, Last(before, cache, now, known) if before else None)
    if before:
        keep(cache, now, known)
    return files(folder)


def state(root: Path, known: State | None = None) -> State:
    """The base as it is on the disk, from what a build left."""
    loaded = load(root, known.loaded if known else None)
    return state_of(loaded, link(loaded.kb, known.graph if known else None))


def state_of(loaded: Loaded, graph: Graph) -> State:
    return State(loaded, Checked(loaded.kb, (), {}), graph)


def files(folder: Path) -> Site:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def replaced(path: str, old: str, new: str) -> Callable[[Path], None]:
    """An edit of a file of a base."""

    def edit(root: Path) -> None:
        words = (root / path).read_text("utf-8")
        assert old in words
        (root / path).write_text(words.replace(old, new), "utf-8")

    return edit


def spoilt(path: str, change: Callable[[bytes], bytes]) -> Callable[[Builds], None]:
    """Some files of the base or of the site, written over."""

    def spoil(builds: Builds) -> None:
        found = sorted(builds.folder.glob(path.format(site=builds.site.name)))
        assert found
        for each in found:
            each.write_bytes(change(each.read_bytes()))

    return spoil


def written_to(path: str) -> Callable[[Builds], None]:
    """A file of the site, in which one sign is another; its size is the same."""

    def spoil(builds: Builds) -> None:
        with sorted(builds.site.glob(path))[0].open("r+b") as file:
            half = file.seek(0, 2) // 2
            file.seek(half)
            sign = file.read(1)[0]
            file.seek(half)
            file.write(bytes([sign ^ 1]))

    return spoil


def _lost(path: str) -> Callable[[Builds], None]:
    def spoil(builds: Builds) -> None:
        found = list(builds.folder.glob(path))
        assert found
        for each in found:
            each.unlink()

    return spoil


def disbelieved(path: str) -> Mapping[str, Callable[[Builds], None]]:
    """What may have become of the files that a build left, none of which is to be believed."""
    return {
        "lost": _lost(path),
        "cut short": spoilt(path, lambda raw: raw[:-9]),
        "altered": spoilt(path, lambda raw: raw[:-9] + b"x" + raw[-8:]),
        "empty": spoilt(path, lambda raw: raw[:0]),
        "of another version": spoilt(path, lambda raw: b"0" * 32 + raw[32:]),
    }
