"""What the last build made of things and views, and what that depends on: where none of it changed, it is taken over.

The pages themselves are those of the last site; kept are, a file a language, the questions that the pages of a thing
or a page of a view asked of the base, the stamps of the answers, what a view was given, and the digests of the pages.
In front stand the digest of all that every page depends on (the code, the templates, the frame, the words and the
model, the settings) and that of the rest. What was lost, cut short, altered or made by another version, and a page that
is no longer as it was written, is made again.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path

from passerelles.collector import paused
from passerelles.frame import Frame
from passerelles.graph import Graph
from passerelles.keeping import maker
from passerelles.ledger import Key
from passerelles.making.stamps import Stamps
from passerelles.model import Language

File = tuple[str, bytes]  # its path from the root of the site, and what is in it


@dataclass(frozen=True)
class Last:
    """The site of the last build, the folder of what it left, and by id what tells each thing from another reading."""

    site: Path
    cache: Path
    things: Mapping[str, str]

    @property
    def has_pages(self) -> bool:
        """Whether there is anything to be taken over, as it seems before it is read."""
        return any(self.cache.glob("pages-*.json"))


@dataclass(frozen=True)
class _Unit:
    """The pages of a thing, or one of a view: their paths and digests, the numbers of the questions that they asked,
    and words for what they were given besides."""

    files: tuple[tuple[str, str], ...]
    asked: tuple[int, ...]
    told: str


class Taken:
    """Some pages of one language: those of the last site that still hold, and those of this build.

    `name` is under what they are kept: «pages» for the generated ones, «texts» for those that people write.
    """

    def __init__(self, last: Last, graph: Graph, name: str, language: Language, frame: Frame) -> None:
        self._last, self._path = last, last.cache / f"{name}-{language}.json"
        self.stamps = self._stamps = Stamps(graph, last.things)
        self._by = _ground(graph, frame)
        self._keys, self._units = _read(self._path, self._by)
        self._holds = [self._stamps.holds(key, stamp) for key, stamp in self._keys]
        self._now: dict[str, tuple[tuple[tuple[str, str], ...], list[int], str]] = {}
        self._numbers: dict[Key, int] = {}  # of the questions of this build

    def files(self, name: str, told: str = "") -> list[File] | None:
        """The pages of a thing, or a page, as they were written, where all that they depend on is as it was."""
        unit = self._units.get(name)
        if unit is None or unit.told != told or not all(self._holds[number] for number in unit.asked):
            return None
        found = []
        for path, digest in unit.files:
            try:
                data = (self._last.site / path).read_bytes()
            except OSError:
                return None
            if _digest(data) != digest:
                return None
            found.append((path, data))
        self._now[name] = unit.files, self._numbered(self._keys[number][0] for number in unit.asked), told
        return found

    def take(self, path: str, data: bytes, folder: Path) -> None:
        """Put a file of the last site below the folder of this one."""
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(self._last.site / path, target)
        except OSError:  # another disk, or one without links
            target.write_bytes(data)

    def keep(self, name: str, files: Iterable[File], asked: Iterable[Key], told: str = "") -> None:
        """What was made now."""
        self._now[name] = tuple((path, _digest(data)) for path, data in files), self._numbered(asked), told

    def _numbered(self, asked: Iterable[Key]) -> list[int]:
        numbers = self._numbers
        return sorted(numbers.setdefault(key, len(numbers)) for key in asked)

    def save(self) -> None:
        """Leave all of it for the next build, whole or not at all."""
        keys = [(*key, self._stamps.of(key)) for key in self._numbers]
        raw = json.dumps({"asked": keys, "things": self._now}, ensure_ascii=False, separators=(",", ":")).encode()
        with suppress(OSError):  # a build that cannot keep anything is a build all the same
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=self._path.parent, delete=False) as file:
                file.write(b"\n".join([self._by.encode(), _digest(raw).encode(), raw]))
            os.replace(file.name, self._path)


@paused
def _read(path: Path, by: str) -> tuple[list[tuple[Key, str]], dict[str, _Unit]]:
    """The questions with their stamps, and the things; nothing where the file is not to be believed."""
    try:
        made_by, digest, raw = path.read_bytes().split(b"\n", 2)
        if made_by.decode() != by or digest.decode() != _digest(raw):
            return [], {}
        kept = json.loads(raw)
        keys = [((name, tuple(of) if isinstance(of, list) else of), stamp) for name, of, stamp in kept["asked"]]
        things = kept["things"].items()
        units = {
            name: _Unit(tuple((p, d) for p, d in files), tuple(asked), told) for name, (files, asked, told) in things
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return [], {}
    return keys, units


def _ground(graph: Graph, frame: Frame) -> str:
    """The digest of what every page depends on."""
    kb, templates, where = graph.kb, frame.frames.templates, frame.frames.publication
    found = blake2b(maker(), digest_size=16)
    for library in ("Jinja2", "MarkupSafe"):
        found.update(version(library).encode())
    for name in templates.list_templates():
        assert templates.loader is not None
        found.update(f"\0{name}\0{templates.loader.get_source(templates, name)[0]}".encode())
    words = (kb.schema, kb.labels, kb.change_kinds, kb.problem_texts, sorted(kb.assets))
    for part in (*frame.parts, repr(where), *map(repr, words), repr(sorted(graph.written))):
        found.update(f"\0{part}".encode())
    return found.hexdigest()


def _digest(data: bytes) -> str:
    return blake2b(data, digest_size=16).hexdigest()
