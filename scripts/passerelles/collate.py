"""Witness words = edition words ± apparatus, in order: what proves that nothing is lost and nothing invented.

In: a source with its witnesses and the received bytes. Out: problems, each with file, line and word. Line breaks
are not words; every other difference must be declared in data/apparatus/<source>.yml.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from passerelles.alignment import opcodes
from passerelles.model import Change, Edition, Position, Problem, Source, Witness

CONTEXT = 4  # words shown around a difference
RAW, EXTRACTED = "data/raw", "data/extracted"
NONE: Mapping[str, bytes] = {}


class Word(NamedTuple):
    """A word of a text and where it stands; `change` when the apparatus put it there."""

    text: str
    where: Position
    change: Change | None = None


def words_by_line(text: str) -> tuple[list[str], list[int]]:
    """The words of a received file, and the line of each."""
    found = [line.split() for line in text.split("\n")]
    return list(chain.from_iterable(found)), [number for number, line in enumerate(found, 1) for _ in line]


def extracted_path(file: str) -> str:
    """Where the words read out of a received file stand."""
    return f"{EXTRACTED}/{file}.txt"


def witness_words(path: str, text: str) -> list[Word]:
    """The words of a received file, line by line."""
    lines = ((Position(path, number), line) for number, line in enumerate(text.split("\n"), 1))
    return [Word(word, where) for where, line in lines for word in line.split()]


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
        path, text = path or f"{RAW}/{witness.file}", texts[witness.file].decode("utf-8", "replace")
        if _agrees(witness, text, edition):
            continue
        words, problems = apply(witness, witness_words(path, text))
        yield from problems
        begin = Position(path), edition.where
        yield from _differences(words, edition_words(edition), begin)


def _agrees(witness: Witness, text: str, edition: Edition) -> bool:
    """Whether every declared change applies and makes the words of the edition: mostly so, and seen without places."""
    texts, lines = words_by_line(text)
    made: list[str] = []
    applied = cursor = 0
    for change, start in placed(witness, texts, lines):
        made += [*texts[cursor:start], *change.edition.split()]
        applied, cursor = applied + 1, start + len(change.witness.split())
    words = (word for paragraph in edition.paragraphs for word in paragraph.text.split())
    return applied == len(witness.changes) and [*made, *texts[cursor:]] == list(words)


def apply(witness: Witness, words: Sequence[Word]) -> tuple[list[Word], list[Problem]]:
    """The words of a witness after the declared changes, and the changes that do not apply."""
    result: list[Word] = []
    problems: list[Problem] = []
    cursor, texts, lines = 0, [word.text for word in words], [word.where.line for word in words]
    for change in sorted(witness.changes, key=lambda c: c.line):
        start = find(texts, lines, change, cursor)
        if start is None:
            line = " ".join(word.text for word in words if word.where.line == change.line)
            details = (("line", str(change.line)), ("words", change.witness), ("there", line or "∅"))
            problems.append(Problem(change.where, "change-does-not-apply", details))
            continue
        result += words[cursor:start]
        result += [Word(word, change.where, change) for word in change.edition.split()]
        cursor = start + len(change.witness.split())
    return result + list(words[cursor:]), problems


def placed(witness: Witness, texts: Sequence[str], lines: Sequence[int]) -> Iterator[tuple[Change, int]]:
    """Each declared change that applies, with the place of its first word; of each word its text and its line."""
    cursor = 0
    for change in sorted(witness.changes, key=lambda c: c.line):
        start = find(texts, lines, change, cursor)
        if start is not None:
            yield change, start
            cursor = start + len(change.witness.split())


def find(texts: Sequence[str], lines: Sequence[int], change: Change, cursor: int) -> int | None:
    """Where the words of a change begin, on its line, after the change before it."""
    wanted = change.witness.split()
    first = bisect_left(lines, change.line, cursor)
    after = bisect_right(lines, change.line, first)
    if not wanted:
        return first
    return next((n for n in range(first, after) if list(texts[n : n + len(wanted)]) == wanted), None)


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
    start, end = span
    at = start if start < end else max(0, start - 1)
    return words[at].where if words else begin
