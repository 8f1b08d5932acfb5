"""What the last build made of things and views, and what that depends on: where none of it changed, it is taken over.

The pages themselves are those of the last site; kept are, a file a language, the questions that the pages of a thing
or a page of a view asked of the base, what a view was given, and the digests of the pages with the time and the place
on the disk at which they were written: where those are the same, a page is not opened. Whether a question is answered
today as it was then, `holding` tells. In front stand the digest of all that every page depends on (the code, the
templates, the frame, the words and the model, the settings) and that of the rest. What was lost, cut short, altered or
made by another version, and a page that is no longer as it was written, is made again.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from passerelles.collector import paused
from passerelles.files import mark, put_there
from passerelles.frame import Frame
from passerelles.links import Place
from passerelles.making.ground import ground
from passerelles.making.holding import Holding
from passerelles.making.last import File, Last
from passerelles.making.left import leave, read
from passerelles.making.numbers import Numbers
from passerelles.model import Language
from passerelles.sealed import digest, digest_of


@lru_cache(maxsize=1)  # the languages of a build ask the same of one base
def holding_of(last: Last) -> Holding:
    """The answers of the base today, and of the state in the cache."""
    return Holding(last)


class _Unit(NamedTuple):
    """The pages of a thing, or one of a view: their paths, digests, anchors and marks on the disk, the numbers of the
    questions that they asked (as one word: most are only handed on), and words for what they were given besides."""

    files: Sequence[Sequence[str]]
    asked: str
    told: str


class Taken:
    """Some pages of one language: those of the last site that still hold, and those of this build.

    `name` is under what they are kept: «pages» for the generated ones, «texts» for those that people write.
    """

    def __init__(self, last: Last, name: str, language: Language, frame: Frame) -> None:
        self.last, self._path = last, last.cache / f"{name}-{language}.json"
        self.holding = holding_of(last)
        self._by = ground(last.now.graph, frame)
        self._kinds = {id_: thing.kind for id_, thing in last.now.graph.kb.entities.items()}
        self.places = _places(self._links_path, self._path)
        self._units: dict[str, _Unit] = {}
        self._before: dict[str, dict[int, Hashable]] = {}  # what the last build asked and is answered alike today
        self._other: set[int] = set()  # the numbers of what is answered otherwise
        self._recall()
        self._now: dict[str, _Unit] = {}
        self._asked: dict[str, array[int]] = {}  # by name, what was asked for what is made in this build

    def files(self, name: str, told: str = "") -> list[File] | None:
        """The files of a thing, or a page, as they were written, where all that they depend on is as it was."""
        unit = self._units.get(name)
        if unit is None or unit.told != told or not self._other.isdisjoint(map(int, unit.asked.split())):
            return None
        found, seen = [], []
        for path, its_digest, anchors, its_mark in unit.files:
            now, data = mark(f"{self.last.site}/{path}"), None
            if not now or now != its_mark:
                data = self._opened(path)
                if data is None or digest(data) != its_digest:
                    return None
            found.append(File(path, data, anchors))
            seen.append((path, its_digest, anchors, now))
        self._now[name] = unit._replace(files=seen) if any(file.data for file in found) else unit
        return found

    def _opened(self, path: str) -> bytes | None:
        try:
            return (self.last.site / path).read_bytes()
        except OSError:
            return None

    def take(self, file: File, folder: Path) -> None:
        """Put a file of the last site below the folder of this one."""
        put_there(f"{self.last.site}/{file.path}", f"{folder}/{file.path}")

    def keep(self, name: str, files: Iterable[File], asked: Iterable[int], told: str = "", folder: str = "") -> None:
        """What was made now, and written below a folder; without one, it is still to be written."""
        made = [
            (file.path, digest(file.data or b""), file.anchors, mark(f"{folder}/{file.path}") if folder else "")
            for file in files
        ]
        self._now[name] = _Unit(made, "", told)
        self._asked[name] = array("I", sorted(asked))

    @property
    def _links_path(self) -> Path:
        return self.last.cache / f"links-{self._path.name}"

    @paused
    def _recall(self) -> None:
        """Read what the last build left; nothing is left of it where the file is not to be believed.

        Nor where a thing became one of another kind: which pages asked of what kind it was is not known.
        """
        lines = read(self._path, self._by)
        if lines is None:
            return
        try:
            head = next(lines)
            if head["rests on"] != self.holding.rests_on or self._is_of_another_kind(head["kinds"]):
                return
            self._units |= {name: _Unit(*unit) for name, *unit in islice(lines, head["things"])}
            for line in lines:
                self._recall_asked(*line)
        except (ValueError, KeyError, TypeError, AttributeError):
            self._units.clear()

    def _recall_asked(self, name: str, numbers: list[int], about: list[object], stamps: Mapping[str, str]) -> None:
        """The questions of one name that pages of the last build asked."""
        asked = dict(zip(numbers, map(_as_asked, about), strict=True))
        others = self.holding.otherwise(name, asked, {int(number): stamp for number, stamp in stamps.items()})
        self._other |= others
        self._before[name] = {number: of for number, of in asked.items() if number not in others} if others else asked

    def _is_of_another_kind(self, kinds: Mapping[str, str]) -> bool:
        return any(self._kinds.get(id_, kind) != kind for id_, kind in kinds.items())

    def save(self, places: Callable[[], Mapping[str, Sequence[str]]] = dict) -> None:
        """Leave all of it for the next build, and then the places to which the pages lead: each takes some memory."""
        its_digest = leave(self._path, self._by, self._lines())
        leave(self._links_path, its_digest, places().items())

    def _lines(self) -> Iterator[object]:
        """The head, the things, the questions by name."""
        numbers = Numbers(self._before)
        yield {"rests on": self.holding.leaves, "kinds": self._kinds, "things": len(self._now)}
        for name, unit in self._now.items():
            asked = unit.asked or " ".join(map(str, numbers.of(self._asked.get(name, ()))))
            yield name, unit.files, asked, unit.told
        for name, about in numbers.asked.items():
            yield name, list(about), list(about.values()), self.holding.stamps(name, about)


def _as_asked(of: object) -> Hashable:
    """What a question was about, as it was before JSON made lists of places."""
    return tuple(of) if isinstance(of, list) else of


def _places(path: Path, pages: Path) -> list[Place] | None:
    """Where the pages of a file led, as far as it is known; they must be those of which it was left."""
    try:
        found = read(path, digest_of(pages))
        if found is None:
            return None
        return [f"{page}#{fragment}" if fragment else page for page, fragments in found for fragment in fragments]
    except (OSError, ValueError, TypeError):
        return None
