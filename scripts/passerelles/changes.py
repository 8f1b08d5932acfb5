"""The changes that make a witness agree with an edition: what an apparatus declares, drafted from the two."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from passerelles.alignment import opcodes
from passerelles.collate import Word, find
from passerelles.model import Change, Position

HYPHENS = re.compile("[-‐\u00ad]")
BROKEN = re.compile(r"\w[-‐\u00ad]\Z")

Hunk = tuple[int, int, int, int]  # words i to j of the witness became words k to m of the edition


def draft(
    witness: Sequence[Word], edition: Sequence[Word], out: Container[int] = frozenset()
) -> list[tuple[int, str, str]]:
    """The changes that make a witness agree with an edition: (line, witness words, edition words), ready to apply.

    The lines `out` are left out whole: none of their words is taken for one of the edition.
    """
    left, right = [word.text for word in witness], [word.text for word in edition]
    lines = [word.where.line for word in witness]
    changes: list[tuple[int, str, str]] = []
    cursor = 0
    for i, j, k, m in _joined(_hunks(witness, right, out)):
        start = _anchor(left, lines, (i, j), cursor)
        cursor = j
        changes.append((_line(lines, start), " ".join(left[start:j]), " ".join(right[k - i + start : m])))
    return changes


@dataclass(frozen=True)
class Unit:
    """A word of a witness, from word i to j: more than one when the end of a line or a page broke it."""

    i: int
    j: int
    parts: tuple[str, ...]

    @property
    def key(self) -> str:
        return _key("".join(self.parts))


def _key(word: str) -> str:
    """What a word has in common with itself broken: all but its hyphens."""
    return HYPHENS.sub("", word) or word


def _hunks(witness: Sequence[Word], right: Sequence[str], out: Container[int]) -> Iterator[Hunk]:
    """The differences in order; what only the witness has is told line by line, the lines left out among them."""
    cursor = last = 0
    for i, j, k, m in _stretches(witness, right, out):
        yield from _by_line(witness, cursor, i, k)
        if k == m:
            yield from _by_line(witness, i, j, k)
        elif [word.text for word in witness[i:j]] != list(right[k:m]):
            yield i, j, k, m
        cursor, last = j, m
    yield from _by_line(witness, cursor, len(witness), last)


def _stretches(witness: Sequence[Word], right: Sequence[str], out: Container[int]) -> Iterator[Hunk]:
    """The kept words of a witness, each beside its own of the edition, and where they differ, all together."""
    units = list(_units(witness, out))
    for tag, u, v, k, m in opcodes([unit.key for unit in units], [_key(word) for word in right]):
        if tag == "equal":
            yield from ((unit.i, unit.j, k + n, k + n + 1) for n, unit in enumerate(units[u:v]))
        elif u < v:
            yield units[u].i, units[v - 1].j, k, m
        else:
            place = units[u - 1].j if u else 0
            yield place, place, k, m


def _units(witness: Sequence[Word], out: Container[int]) -> Iterator[Unit]:
    """The kept words; one that is broken holds what stands between its parts, such as the number of a page."""
    kept = [n for n, word in enumerate(witness) if word.where.line not in out]
    numbers = iter([*pairwise(kept), *((n, n) for n in kept[-1:])])
    for i, after in numbers:
        if _is_broken(witness[i], witness[after]):
            yield Unit(i, after + 1, (witness[i].text, witness[after].text))
            next(numbers)
        else:
            yield Unit(i, i + 1, (witness[i].text,))


def _is_broken(word: Word, after: Word) -> bool:
    return bool(BROKEN.search(word.text)) and after.where.line > word.where.line and after.text[0].isalnum()


def _joined(hunks: Iterator[Hunk]) -> Iterator[Hunk]:
    """Differences that touch, with words on both sides, are one."""
    held: Hunk | None = None
    for i, j, k, m in hunks:
        if held and held[1] == i and held[3] == k and k < m and i < j and held[2] < held[3] and held[0] < held[1]:
            held = held[0], j, held[2], m
            continue
        if held:
            yield held
        held = i, j, k, m
    if held:
        yield held


def _by_line(witness: Sequence[Word], i: int, j: int, k: int) -> Iterator[Hunk]:
    for _, words in groupby(range(i, j), lambda n: witness[n].where.line):
        span = list(words)
        yield span[0], span[-1] + 1, k, k


def _anchor(texts: Sequence[str], lines: Sequence[int], span: tuple[int, int], cursor: int) -> int:
    """Where a change must begin, words in common included, so that its words are found on its line and no sooner."""
    start, end = span
    while start > cursor:
        change = Change(_line(lines, start), " ".join(texts[start:end]), "", "", Position(""))
        if find(texts, lines, change, cursor) == start:
            break
        start -= 1
    return start


def _line(lines: Sequence[int], index: int) -> int:
    return lines[min(index, len(lines) - 1)] if lines else 1
