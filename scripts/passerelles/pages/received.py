"""A received file as it came, with what the edition made of it in place: the page's «as received» reading.

In: a witness and its bytes. Out: its lines, each cut into words kept and words changed, nothing left out.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from passerelles.collate import placed, words_by_line
from passerelles.model import Change, Witness


@dataclass(frozen=True, eq=False)
class Piece:
    """Words of a line as received; `change` where the edition has others (or none)."""

    words: str
    change: Change | None = None


def received_lines(witness: Witness, data: bytes) -> list[tuple[int, list[Piece]]]:
    """The lines that hold words, with their numbers from 1."""
    pieces = sorted(_pieces(witness, data.decode("utf-8", "replace")), key=itemgetter(0))  # words stay in their order
    return [(line, [piece for _, piece in group]) for line, group in groupby(pieces, key=itemgetter(0))]


def _pieces(witness: Witness, text: str) -> Iterator[tuple[int, Piece]]:
    """Stretches of kept words, line by line, and between them the changes, each on the line where it begins."""
    words, lines = words_by_line(text)
    cursor = 0
    for change, start in placed(witness, words, lines):
        yield from _kept(words, lines, cursor, start)
        yield change.line, Piece(change.witness, change)
        cursor = start + len(change.witness.split())
    yield from _kept(words, lines, cursor, len(words))


def _kept(words: Sequence[str], lines: Sequence[int], start: int, stop: int) -> Iterator[tuple[int, Piece]]:
    """The words from one place to another, line by line."""
    while start < stop:
        line = lines[start]
        end = bisect_right(lines, line, start, stop)
        yield line, Piece(" ".join(words[start:end]))
        start = end
