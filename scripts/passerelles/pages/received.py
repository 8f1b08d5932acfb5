"""A received file as it came, with what the edition made of it in place: the page's «as received» reading.

In: a witness and its bytes. Out: its lines, each cut into words kept and words changed, nothing left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from passerelles.collate import RAW, Word, placed, witness_words
from passerelles.model import Change, Witness


@dataclass(frozen=True, eq=False)
class Piece:
    """Words of a line as received; `change` where the edition has others (or none)."""

    words: str
    change: Change | None = None


def received_lines(witness: Witness, data: bytes) -> list[tuple[int, list[Piece]]]:
    """The lines that hold words, with their numbers from 1."""
    words = witness_words(f"{RAW}/{witness.file}", data.decode("utf-8", "replace"))
    pieces = sorted(_pieces(witness, words), key=lambda pair: pair[0])  # stable: words stay in their order
    return [(line, [piece for _, piece in group]) for line, group in groupby(pieces, key=lambda pair: pair[0])]


def _pieces(witness: Witness, words: list[Word]) -> Iterator[tuple[int, Piece]]:
    """Stretches of kept words, line by line, and between them the changes, each on the line where it begins."""
    cursor = 0
    for change, start in placed(witness, words):
        yield from _kept(words[cursor:start])
        yield change.line, Piece(change.witness, change)
        cursor = start + len(change.witness.split())
    yield from _kept(words[cursor:])


def _kept(words: list[Word]) -> Iterator[tuple[int, Piece]]:
    for line, group in groupby(words, key=lambda word: word.where.line):
        yield line, Piece(" ".join(word.text for word in group))
