"""Where an editor wrote something, and what is wrong there."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain


@dataclass(frozen=True, order=True, slots=True)
class Position:
    """Where an editor wrote something: path from the root of the project, line and column from 1."""

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"

    def __reduce__(self) -> tuple[type[Position], tuple[str, int, int]]:
        return Position, (self.path, self.line, self.column)


class Spots(Mapping[str, Position]):
    """Where the values of one thing of a file stand, by key: a base has a million, and shows one to whoever errs."""

    __slots__ = ("_marks", "_names", "_path")

    def __init__(self, path: str, names: tuple[str, ...] = (), marks: bytes = b"") -> None:
        self._path, self._names, self._marks = path, names, marks

    @classmethod
    def of(cls, path: str, found: Mapping[str, tuple[int, int]]) -> Spots:
        """From line and column of each key; equal keys are kept once for all things that have them."""
        names = tuple(found)
        return cls(path, NAMES.setdefault(names, names), array("I", chain.from_iterable(found.values())).tobytes())

    def __getitem__(self, name: str) -> Position:
        try:
            at = 2 * self._names.index(name)
        except ValueError:
            raise KeyError(name) from None
        line, column = array("I", self._marks)[at : at + 2]
        return Position(self._path, line, column)

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)

    def __reduce__(self) -> tuple[type[Spots], tuple[str, tuple[str, ...], bytes]]:
        return Spots, (self._path, self._names, self._marks)


NAMES: dict[tuple[str, ...], tuple[str, ...]] = {}


@dataclass(frozen=True, order=True)
class Problem:
    """Something that an editor can mend: a key of `problems` in data/labels.yml and what fills its blanks."""

    where: Position
    key: str
    details: tuple[tuple[str, str], ...] = ()
    severity: str = "error"
