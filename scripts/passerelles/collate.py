"""Witness words = edition words ± apparatus, in order: what proves that nothing is lost and nothing invented.

In: a source with its witnesses and the received bytes. Out: problems, each with file, line and word. Line breaks
are not words; every other difference must be declared in data/apparatus/<source>.yml.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from passerelles.alignment import opcodes
from passerelles.model import Change, Edition, Position, Problem, Source, Witness

CONTEXT = 4  # words shown around a difference
RAW, EXTRACTED = "data/raw", "data/extracted"
NONE: Mapping[str, bytes] = {}


@dataclass(frozen=True)
class Word:
    """A word of a text and where it stands; `change` when the apparatus put it there."""

    text: str
    where: Position
    change: Change | None = None


def extracted_path(file: str) -> str:
    """Where the words read out of a received file stand."""
    return f"{EXTRACTED}/{file}.txt"


def witness_words(path: str, text: str) -> list[Word]:
    """The words of a received file, line by line."""
    return [
        Word(word, Position(path, number)) for number, line in enumerate(text.split("\n"), 1) for word in line.split()
    ]


def edition_words(edition: Edition) -> list[Word]:
    """The words of an edition, paragraph by paragraph, markup taken off."""
    return [Word(word, paragraph.where) for paragraph in edition.paragraphs for word in paragraph.text.split()]


def collate(
    source: Source, original: str, received: Mapping[str, bytes], extracted: Mapping[str, bytes] = NONE
) -> Iterator[Problem]:
    """Every undeclared difference between the edition of a source and each of its witnesses."""
    edition = source.editions[original]
    for witness in source.witnesses:
        texts, path = (extracted, extracted_path(witness.file)) if witness.extraction else (received, "")
        if witness.file not in texts:
            continue  # the rules on received files and on extractions speak of it
        path = path or f"{RAW}/{witness.file}"
        words, problems = apply(witness, witness_words(path, texts[witness.file].decode("utf-8", "replace")))
        yield from problems
        begin = Position(path), edition.where
        yield from _differences(words, edition_words(edition), begin)


def apply(witness: Witness, words: Sequence[Word]) -> tuple[list[Word], list[Problem]]:
    """The words of a witness after the declared changes, and the changes that do not apply."""
    result: list[Word] = []
    problems: list[Problem] = []
    cursor = 0
    for change in sorted(witness.changes, key=lambda c: c.line):
        start = _find(words, change, cursor)
        if start is None:
            line = " ".join(word.text for word in words if word.where.line == change.line)
            details = (("line", str(change.line)), ("words", change.witness), ("there", line or "∅"))
            problems.append(Problem(change.where, "change-does-not-apply", details))
            continue
        result += words[cursor:start]
        result += [Word(word, change.where, change) for word in change.edition.split()]
        cursor = start + len(change.witness.split())
    return result + list(words[cursor:]), problems


def placed(witness: Witness, words: Sequence[Word]) -> Iterator[tuple[Change, int]]:
    """Each declared change that applies, with the place of its first word."""
    cursor = 0
    for change in sorted(witness.changes, key=lambda c: c.line):
        start = _find(words, change, cursor)
        if start is not None:
            yield change, start
            cursor = start + len(change.witness.split())


def _find(words: Sequence[Word], change: Change, cursor: int) -> int | None:
    """Where the words of a change begin, on its line, after the change before it."""
    wanted = change.witness.split()
    for start in range(cursor, len(words) + 1):
        line = words[start].where.line if start < len(words) else change.line
        if line > change.line:
            return start if not wanted else None
        if line == change.line and [word.text for word in words[start : start + len(wanted)]] == wanted:
            return start
    return None


def _differences(
    witness: Sequence[Word], edition: Sequence[Word], begin: tuple[Position, Position]
) -> Iterator[Problem]:
    """Where the two run apart; `begin` stands in for the place of a word when one of them has none."""
    left, right = [word.text for word in witness], [word.text for word in edition]
    if left == right:
        return
    for tag, i, j, k, m in opcodes(left, right):
        if tag != "equal":
            yield from _difference(witness, edition, (i, j), (k, m), begin)


def _difference(
    witness: Sequence[Word],
    edition: Sequence[Word],
    old: tuple[int, int],
    new: tuple[int, int],
    begin: tuple[Position, Position],
) -> Iterator[Problem]:
    """One difference, told at the edition's line, and at the apparatus' when a declared change made it."""
    lost, found = witness[slice(*old)], edition[slice(*new)]
    key = "word-altered" if lost and found else ("word-lost" if lost else "word-invented")
    there, here = _place(witness, old, begin[0]), _place(edition, new, begin[1])
    details = (
        ("witness", " ".join(word.text for word in lost)),
        ("edition", " ".join(word.text for word in found)),
        ("after", " ".join(word.text for word in edition[max(0, new[0] - CONTEXT) : new[0]])),
        ("place", f"{there.path}:{there.line}"),
    )
    yield Problem(here, key, details)
    for change in dict.fromkeys(word.change for word in lost if word.change):
        yield Problem(change.where, key, details)


def _place(words: Sequence[Word], span: tuple[int, int], begin: Position) -> Position:
    """Where a span of words stands; an empty one, where the word before it does, or else the one after."""
    near = words[slice(*span)] or words[max(0, span[0] - 1) : span[0]] or words[:1]
    return near[0].where if near else begin


def draft(
    witness: Sequence[Word], edition: Sequence[Word], out: Container[int] = frozenset()
) -> list[tuple[int, str, str]]:
    """The changes that make a witness agree with an edition: (line, witness words, edition words), ready to apply.

    The lines `out` are left out whole: none of their words is taken for one of the edition.
    """
    left, right = [word.text for word in witness], [word.text for word in edition]
    changes: list[tuple[int, str, str]] = []
    cursor = 0
    for i, j, k, m in _hunks(witness, right, out):
        start = _anchor(witness, i, j, cursor)
        cursor = j
        changes.append((_line(witness, start), " ".join(left[start:j]), " ".join(right[k - i + start : m])))
    return changes


def _hunks(witness: Sequence[Word], right: Sequence[str], out: Container[int]) -> Iterator[tuple[int, int, int, int]]:
    """The differences as spans of words; what only the witness has is told line by line."""
    # No word has a line end in it, so that a word of a line left out is like no other.
    left = [f"\n{n}" if word.where.line in out else word.text for n, word in enumerate(witness)]
    for tag, i, j, k, m in opcodes(left, right):
        if tag == "delete":
            yield from _by_line(witness, i, j, k)
        elif tag != "equal":
            begin, end = _within(witness, i, j, out)
            yield from _by_line(witness, i, begin, k)
            yield begin, end, k, m
            yield from _by_line(witness, end, j, m)


def _by_line(witness: Sequence[Word], i: int, j: int, k: int) -> Iterator[tuple[int, int, int, int]]:
    for _, words in groupby(range(i, j), lambda n: witness[n].where.line):
        span = list(words)
        yield span[0], span[-1] + 1, k, k


def _within(witness: Sequence[Word], i: int, j: int, out: Container[int]) -> tuple[int, int]:
    """The span without the lines left out that begin and end it; the whole of it when nothing else is there."""
    begin, end = i, j
    while begin < end and witness[begin].where.line in out:
        begin += 1
    while end > begin and witness[end - 1].where.line in out:
        end -= 1
    return (begin, end) if begin < end else (j, j)


def _anchor(witness: Sequence[Word], i: int, j: int, cursor: int) -> int:
    """Where a change must begin, words in common included, so that its words are found on its line and no sooner."""
    start = i
    while start > cursor:
        words = " ".join(word.text for word in witness[start:j])
        change = Change(_line(witness, start), words, "", "", Position(""))
        if _find(witness, change, cursor) == start:
            break
        start -= 1
    return start


def _line(witness: Sequence[Word], index: int) -> int:
    return witness[min(index, len(witness) - 1)].where.line if witness else 1
