"""Elements around words: ranges of a text, which may lie in one another or cross, as tags and words in turn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from passerelles.pages.tree import as_attributes


@dataclass(frozen=True, eq=False)
class Range:
    """An element to put around words of a paragraph; `once` are attributes of its first piece only."""

    start: int
    end: int
    tag: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    once: Mapping[str, str] = field(default_factory=dict)

    def opened(self, is_first: bool) -> str:
        return f"<{self.tag}{as_attributes(self.attributes)}{as_attributes(self.once) if is_first else ''}>"


def enclosed(
    words: str, start: int, ranges: Sequence[Range], placed: set[Range], around: tuple[str, str]
) -> Iterator[tuple[bool, str]]:
    """Words from `start` on of a text, cut where ranges begin and end: tags and words, and which of the two it is.

    The outermost range comes first; what crosses the end of an outer one goes on behind it. `placed` are those that
    have begun; `around` is the white space before the words and after them.
    """
    stop = start + len(words)
    ends = (max(start, min(stop, end)) for each in ranges for end in (each.start, each.end))
    opened: list[Range] = []
    said, after = around
    for begin, end in pairwise(sorted({start, stop, *ends})):
        wanted = [each for each in ranges if each.start <= begin < each.end]
        if tags := _turn(opened, wanted, placed):
            yield from ((False, said), (True, tags))
            said = ""
        said += words[begin - start : end - start]
        opened = wanted
    if tags := _turn(opened, [], placed):
        yield from ((False, said), (True, tags))
        said = ""
    yield False, said + after


def _turn(opened: Sequence[Range], wanted: Sequence[Range], placed: set[Range]) -> str:
    """The tags between words that lie in some ranges and words that lie in others."""
    same = 0
    while same < len(opened) and same < len(wanted) and opened[same] is wanted[same]:
        same += 1
    tags = [f"</{each.tag}>" for each in reversed(opened[same:])]
    for each in wanted[same:]:
        tags.append(each.opened(each not in placed))
        placed.add(each)
    return "".join(tags)
