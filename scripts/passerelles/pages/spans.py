"""Elements around words: ranges of a text, which may lie in one another or cross, as tags and words in turn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from passerelles.pages.tree import as_text

Said = Callable[[str], str]


@dataclass(eq=False, slots=True)  # not frozen, which would take five times as long: a page has hundreds
class Range:
    """An element to put around words of a paragraph, its attributes as HTML; `once` are those of its first piece."""

    start: int
    end: int
    tag: str
    attributes: str = ""
    once: str = ""


def enclosed(
    words: str, start: int, ranges: Sequence[Range], placed: set[Range], around: tuple[str, str], said: Said
) -> str:
    """Words from `start` on of a text as HTML, cut where ranges begin and end.

    The ranges come in the order of their beginnings, the outermost first; what crosses the end of an outer one goes on
    behind it. `placed` are those that have begun; `around` is the white space before the words and after them; `said`
    sets the words between two tags.
    """
    stop = start + len(words)
    cuts = {end for each in ranges for end in (each.start, each.end) if start < end < stop}
    made: list[str] = []
    opened: list[Range] = []
    waiting, after = around
    at = 0
    for begin, end in pairwise([start, *sorted(cuts), stop]):
        wanted = [each for each in opened if each.end > begin]
        while at < len(ranges) and ranges[at].start <= begin:
            if ranges[at].end > begin:
                wanted.append(ranges[at])
            at += 1
        if wanted != opened:
            if waiting:
                made.append(as_text(said(waiting)))
            made.append(_turn(opened, wanted, placed))
            waiting, opened = "", wanted
        waiting += words[begin - start : end - start]
    if opened:
        if waiting:
            made.append(as_text(said(waiting)))
        made.append(_turn(opened, [], placed))
        waiting = ""
    return "".join([*made, as_text(said(waiting + after))])


def _turn(opened: Sequence[Range], wanted: Sequence[Range], placed: set[Range]) -> str:
    """The tags between words that lie in some ranges and words that lie in others."""
    same = 0
    while same < len(opened) and same < len(wanted) and opened[same] is wanted[same]:
        same += 1
    tags = [f"</{each.tag}>" for each in reversed(opened[same:])]
    for each in wanted[same:]:
        tags.append(f"<{each.tag}{each.attributes}{'' if each in placed else each.once}>")
        placed.add(each)
    return "".join(tags)
