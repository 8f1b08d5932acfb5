"""What the last build made of things and views, and what that depends on: where none of it changed, it is taken over.

The pages themselves are those of the last site; kept are, a file a language, the questions that the pages of a thing
or a page of a view asked of the base, the stamps of the answers, what a view was given, and the digests of the pages
with the time and the place on the disk at which they were written: where those are the same, a page is not opened.
In front stand the digest of all that every page depends on (the code, the templates, the frame, the words and the
model, the settings) and that of the rest. What was lost, cut short, altered or made by another version, and a page that
is no longer as it was written, is made again.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from passerelles.collector import paused
from passerelles.frame import Frame
from passerelles.graph import Graph
from passerelles.ledger import Key, asked_keys, questions
from passerelles.links import Place
from passerelles.making.ground import ground
from passerelles.making.left import digest, leave, read
from passerelles.making.stamps import Stamps
from passerelles.model import Language


class File(NamedTuple):
    """A file of the site: its path from the root, what is in it, and the anchors of a page, a line each.

    Of one that is taken over `data` may be nothing: `Last.read` has it.
    """

    path: str
    data: bytes | None
    anchors: str = ""


@dataclass(frozen=True, eq=False)
class Last:
    """The site of the last build, the folder of what it left, and by id what tells each thing from another reading."""

    site: Path
    cache: Path
    things: Mapping[str, str]

    @property
    def has_pages(self) -> bool:
        """Whether there is anything to be taken over, as it seems before it is read."""
        return any(self.cache.glob("pages-*.json"))

    def read(self, file: File) -> bytes:
        """What is in a file that is taken over. Raises OSError."""
        return (self.site / file.path).read_bytes() if file.data is None else file.data

    def forget_links(self) -> None:
        """Let the next build read the links of every page: some that were left stand in no page any more."""
        for path in self.cache.glob("links-*.json"):
            path.unlink(missing_ok=True)


@lru_cache(maxsize=1)  # the languages of a build ask the same of one base
def _stamps(graph: Graph, last: Last) -> Stamps:
    return Stamps(graph, last.things)


@dataclass(frozen=True)
class _Unit:
    """The pages of a thing, or one of a view: their paths, digests, anchors and marks on the disk, the numbers of the
    questions that they asked, and words for what they were given besides."""

    files: tuple[tuple[str, str, str, str], ...]
    asked: Sequence[int]
    told: str


class Taken:
    """Some pages of one language: those of the last site that still hold, and those of this build.

    `name` is under what they are kept: «pages» for the generated ones, «texts» for those that people write.
    """

    def __init__(self, last: Last, graph: Graph, name: str, language: Language, frame: Frame) -> None:
        self.last, self._path = last, last.cache / f"{name}-{language}.json"
        self.stamps = _stamps(graph, last)
        self._by = ground(graph, frame)
        self._kinds = {id_: thing.kind for id_, thing in graph.kb.entities.items()}
        self._keys, self._units = _read(self._path, self._by, self._kinds)
        self.places = _places(self._links_path, self._path)
        self._other = {n for n, (key, stamp) in enumerate(self._keys) if not self.stamps.holds(key, stamp)}
        self._today = [questions(name)[of] for (name, of), _ in self._keys]  # the numbers of the same questions now
        self._now: dict[str, _Unit] = {}

    def files(self, name: str, told: str = "") -> list[File] | None:
        """The files of a thing, or a page, as they were written, where all that they depend on is as it was."""
        unit = self._units.get(name)
        if unit is None or unit.told != told or not self._other.isdisjoint(unit.asked):
            return None
        found, seen = [], []
        for path, its_digest, anchors, mark in unit.files:
            now, data = _mark(f"{self.last.site}/{path}"), None
            if not now or now != mark:
                data = self._opened(path)
                if data is None or digest(data) != its_digest:
                    return None
            found.append(File(path, data, anchors))
            seen.append((path, its_digest, anchors, now))
        self._now[name] = _Unit(tuple(seen), [self._today[number] for number in unit.asked], told)
        return found

    def _opened(self, path: str) -> bytes | None:
        try:
            return (self.last.site / path).read_bytes()
        except OSError:
            return None

    def take(self, file: File, folder: Path) -> None:
        """Put a file of the last site below the folder of this one."""
        source, target = f"{self.last.site}/{file.path}", f"{folder}/{file.path}"
        try:
            os.link(source, target)  # most often its folder is there, with the page whose twin it is
        except FileNotFoundError:
            os.makedirs(os.path.dirname(target), exist_ok=True)
            self._linked(source, target, file)
        except OSError:
            self._linked(source, target, file)

    def _linked(self, source: str, target: str, file: File) -> None:
        try:
            os.link(source, target)
        except OSError:  # another disk, or one without links
            Path(target).write_bytes(self.last.read(file))

    def keep(self, name: str, files: Iterable[File], asked: Iterable[int], told: str = "", folder: str = "") -> None:
        """What was made now, and written below a folder; without one, it is still to be written."""
        made = tuple(
            (file.path, digest(file.data or b""), file.anchors, _mark(f"{folder}/{file.path}") if folder else "")
            for file in files
        )
        self._now[name] = _Unit(made, list(asked), told)

    @property
    def _links_path(self) -> Path:
        return self.last.cache / f"links-{self._path.name}"

    def save(self, places: Mapping[str, Sequence[str]] = MappingProxyType({})) -> None:
        """Leave all of it for the next build, and the places to which the pages lead."""
        numbers = sorted(set().union(*(unit.asked for unit in self._now.values())))
        left = {number: place for place, number in enumerate(numbers)}
        keys = [(*key, self.stamps.of(key)) for key in map(asked_keys.__getitem__, numbers)]
        things = {n: (unit.files, _spelt(map(left.get, unit.asked)), unit.told) for n, unit in self._now.items()}
        its_digest = leave(self._path, self._by, {"asked": keys, "things": things, "kinds": self._kinds})
        leave(self._links_path, its_digest, dict(places))


def _mark(path: str) -> str:
    """What tells a file on the disk from one that was written there since; nothing where there is none."""
    try:
        found = os.stat(path)
    except OSError:
        return ""
    return f"{found.st_mtime_ns} {found.st_size} {found.st_ino}"


def _places(path: Path, pages: Path) -> list[Place] | None:
    """Where the pages of a file led, as far as it is known; they must be those of which it was left."""
    try:
        with open(pages, "rb") as file:
            kept = read(path, file.read(200).split(b"\n", 2)[1].decode())
        found = kept.items()
        return [f"{path}#{fragment}" if fragment else path for path, fragments in found for fragment in fragments]
    except (OSError, ValueError, IndexError, TypeError, AttributeError):
        return None


@paused
def _read(path: Path, by: str, kinds: Mapping[str, str]) -> tuple[list[tuple[Key, str]], dict[str, _Unit]]:
    """The questions with their stamps, and the things; nothing where the file is not to be believed.

    Nor where a thing became one of another kind: which pages asked of what kind it was is not known.
    """
    try:
        kept = read(path, by)
        if not kept or any(kinds.get(id_, kind) != kind for id_, kind in kept["kinds"].items()):
            return [], {}
        keys = [((name, tuple(of) if isinstance(of, list) else of), stamp) for name, of, stamp in kept["asked"]]
        things = kept["things"].items()
        units = {name: _Unit(tuple(map(tuple, files)), _numbers(asked), told) for name, (files, asked, told) in things}
    except (ValueError, KeyError, TypeError, AttributeError):
        return [], {}
    return keys, units


def _spelt(numbers: Iterable[object]) -> str:
    """Numbers as a word: a million of them, each written as JSON by itself, would fill the memory."""
    return " ".join(map(str, numbers))


def _numbers(word: str) -> list[int]:
    return list(map(int, word.split()))
