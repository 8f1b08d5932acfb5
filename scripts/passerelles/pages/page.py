"""A page as the frame wants it, and the addresses of the site."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from passerelles.model import Language, Schema, Thing

T = TypeVar("T")


@dataclass(frozen=True)
class Heading:
    """An entry of a page's table of contents."""

    id: str
    title: str


@dataclass(frozen=True)
class Page:
    """Everything of a page but the frame: `path` is its address, without the language and without a name of file.

    Who only wants to know which pages there are asks for no content, and none is made.
    """

    path: str
    language: Language
    title: str
    description: str
    body: str | Callable[[], str]  # the content, or what makes it when it is asked for
    pencil: str = ""  # path of the file that makes it, from the root of the project
    headings: tuple[Heading, ...] = ()
    kind: str = "prose"

    @cached_property
    def content(self) -> str:
        return self.body if isinstance(self.body, str) else self.body()


@dataclass(frozen=True)
class Addresses:
    """Where things are: the original language at the root, the others below their code, the same path in all."""

    schema: Schema

    def of(self, language: Language, path: str) -> str:
        """The address of a page, from the root of the site: «en/partnerships/rennes-hue/»."""
        return path if language == self.schema.original else f"{language}/{path}"

    def entity_path(self, entity: Thing) -> str:
        return f"{self.schema.kinds[entity.kind].folder}/{entity.id}/"


def relative(target: str, here: str) -> str:
    """The link from the page at address `here` to the address `target`; both end in / or name a file."""
    shared = 0
    while (end := here.find("/", shared) + 1) and target.startswith(here[shared:end], shared):
        shared = end  # a folder that both are in
    return "../" * here.count("/", shared) + target[shared:] or "./"


def portions(items: Sequence[T], size: int) -> list[Sequence[T]]:
    """A list in pages of at most `size`; an empty list is one empty page."""
    return [items[i : i + size] for i in range(0, len(items), size)] or [items]


def in_parts(items: Sequence[T], count: int) -> list[Sequence[T]]:
    """A list in so many pages, as even as can be; the last ones are empty where there are fewer items."""
    size = max(1, math.ceil(len(items) / count))
    return [items[size * number : size * (number + 1)] for number in range(count)]


def numbered(titles: Sequence[Sequence[str]]) -> list[list[str]]:
    """What each part of a thing holds; a property that runs over several parts says how far: «Participant (2/6)»."""
    held = Counter(title for part in titles for title in part)
    seen: Counter[str] = Counter()
    told = []
    for part in titles:
        seen.update(part)
        told.append([f"{t} ({seen[t]}/{held[t]})" if held[t] > 1 else t for t in part])
    return told
