"""What the last build said of each thing in the files of the data: where nothing touched it since, it is copied.

A format goes through the things of the base one after another, and says of each what one or several of its files have
of it: that is a section. Of a section is kept which things have their say in it, how many items each, and how many
bytes of each file; whoever leaves that for the next build, and knows about which things something else may be said
today, is `making.data`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate

from passerelles.export.form import Former, Span


@dataclass
class Part:
    """Where a section begins in a file, and how many bytes that has of each thing."""

    start: int
    sizes: list[int]


@dataclass
class Section:
    """The things that have their say, how many items each, and the parts of the section by the path of the file."""

    keys: list[str] = field(default_factory=list)
    counts: list[int] = field(default_factory=list)
    parts: dict[str, Part] = field(default_factory=dict)

    @cached_property
    def before(self) -> list[int]:
        """How many items come before each thing, and in all."""
        return [*accumulate(self.counts, initial=0)]

    def span(self, path: str, sign: str, first: int, last: int) -> Span:
        """The bytes of a file that tell of the things from one to before another, with the signs between."""
        part = self.parts[path]
        if path not in self._places:
            self._places[path] = [*accumulate((size + len(sign) for size in part.sizes), initial=part.start)]
        places = self._places[path]
        return Span(places[first], places[last] - len(sign))

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        return {}


NOTHING = Section()


@dataclass(frozen=True)
class Past:
    """The files of the last build that are as it wrote them, by path, and its sections, by name. Of `others`, and of
    things whose feeds are among `followed`, something else may be said today. `now` is what this build says."""

    files: Mapping[str, Former] = field(default_factory=dict)
    sections: Mapping[str, Section] = field(default_factory=dict)
    others: Collection[str] = ()
    followed: Collection[str] = ()
    now: dict[str, Section] = field(default_factory=dict)

    def section(self, name: str, *besides: str) -> Section:
        """What may be copied: nothing, where one of its files is not there, or one of some other files."""
        found = self.sections.get(name, NOTHING)
        return found if all(path in self.files for path in (*found.parts, *besides)) else NOTHING
