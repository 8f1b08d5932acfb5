"""What each file gave when it was read, kept by its content: what did not change is not read again.

A key names all that a part was made from: the digests of its files, and of the model where that rules how they are
read. So a part is right wherever its key is found, whenever it was made.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Generic, ParamSpec, TypeVar, cast

from passerelles.load.files import Files
from passerelles.load.reading import Reader
from passerelles.model import Problem, Rendered

P = ParamSpec("P")
T = TypeVar("T")
Key = tuple[str, ...]
Texts = Mapping[str, tuple[Rendered, ...]]


@dataclass(frozen=True)
class Part(Generic[T]):
    """What reading one file, or a few that belong together, gave."""

    value: T
    texts: Texts = field(default_factory=dict)  # what stands in several languages, by path
    problems: tuple[Problem, ...] = ()


class Parts:
    """The parts of a base: those of an earlier reading that still hold, and those read now."""

    def __init__(self, files: Files, before: Mapping[Key, Part[object]]) -> None:
        self.files, self.before = files, before
        self.now: dict[Key, Part[object]] = {}

    def read(self, key: Key, reader: Reader, make: Callable[P, T], *of: P.args, **named: P.kwargs) -> T:
        """What this key stands for, made if no reading gave it before; its problems are among the files' afterwards."""
        part = self.before.get(key)
        if part is None:
            part = self.made(reader, partial(make, *of, **named))
        if "" not in key or not part.problems:  # why a file could not be opened may be another thing next time
            self.now[key] = part
        self.files.problems += part.problems
        self.files.texts |= part.texts
        return cast("T", part.value)

    def has(self, key: Key) -> bool:
        """Whether a reading gave what this key stands for."""
        return key in self.before

    def take(self, found: Mapping[Key, Part[object]]) -> None:
        """Parts that were read elsewhere, from the same files."""
        self.before = {**self.before, **found}

    def made(self, reader: Reader, make: Callable[[], T]) -> Part[object]:
        """What `make` answers, with the texts and problems that the files and the reader gather meanwhile."""
        files = self.files
        (problems, files.problems), (texts, files.texts) = (files.problems, []), (files.texts, {})
        (told, reader.problems) = (reader.problems, [])
        try:
            value = make()
            return Part(value, files.texts, (*files.problems, *reader.problems))
        finally:
            files.problems, files.texts, reader.problems = problems, texts, told
