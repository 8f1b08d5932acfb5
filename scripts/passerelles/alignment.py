"""Two sequences of words laid side by side: difflib's alignment, made fast for a text of many pages.

Words in a row that stand once in each text pin the two together; difflib then works between the pins. Where words come
over and over (a table of zeros) difflib would take minutes: they are laid side by side a step at a time.
"""

from __future__ import annotations

import difflib
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

SHORT = 3000  # words: up to here difflib alone is fast enough, and finds the longest matches of all
RUN = 6  # words in a row that make a pin

MOST = 1_000_000  # pairs of equal words: difflib looks at them all, and again for each match that it finds
STEP = 64  # words of each text

Corner = tuple[int, int]  # a place in each text
Opcode = tuple[str, int, int, int, int]


def opcodes(left: Sequence[str], right: Sequence[str]) -> list[Opcode]:
    """How `left` becomes `right`, as difflib.SequenceMatcher.get_opcodes tells it."""
    if min(len(left), len(right)) <= SHORT:
        return _merged(list(_between(left, right, (0, 0), (len(left), len(right)))))
    corners = [(0, 0), *_pins(left, right), (len(left), len(right))]
    return _merged([code for begin, end in pairwise(corners) for code in _between(left, right, begin, end)])


def _between(left: Sequence[str], right: Sequence[str], begin: Corner, end: Corner) -> Iterator[Opcode]:
    """From one corner to another: by difflib, unless too many words are alike."""
    (i, k), (j, m) = begin, end
    here, there = Counter(left[i:j]), Counter(right[k:m])
    if sum(count * there[word] for word, count in here.items()) <= MOST:
        yield from _by_difflib(left, right, begin, end)
        return
    head = _common(left[i:j], right[k:m])
    tail = _common(left[i + head : j][::-1], right[k + head : m][::-1])
    yield "equal", i, i + head, k, k + head
    yield from _in_steps(left, right, (i + head, k + head), (j - tail, m - tail))
    yield "equal", j - tail, j, m - tail, m


def _by_difflib(left: Sequence[str], right: Sequence[str], begin: Corner, end: Corner) -> Iterator[Opcode]:
    matcher = difflib.SequenceMatcher(None, left[begin[0] : end[0]], right[begin[1] : end[1]], autojunk=False)
    for tag, i, j, k, m in matcher.get_opcodes():
        yield tag, i + begin[0], j + begin[0], k + begin[1], m + begin[1]


def _common(left: Sequence[str], right: Sequence[str]) -> int:
    """How many words the two begin with in common."""
    pairs = enumerate(zip(left, right, strict=False))
    return next((n for n, (one, other) in pairs if one != other), min(len(left), len(right)))


def _in_steps(left: Sequence[str], right: Sequence[str], begin: Corner, end: Corner) -> Iterator[Opcode]:
    """A step of both texts at a time, each from the last words in common of the one before."""
    (i, k), (j, m) = begin, end
    while i < j and k < m:
        codes = list(_by_difflib(left, right, (i, k), (min(i + STEP, j), min(k + STEP, m))))
        last = max((n for n, code in enumerate(codes) if code[0] == "equal"), default=len(codes) - 1)
        yield from codes[: last + 1]
        _, _, i, _, k = codes[last]
    yield _tag(False, j - i, m - k), i, j, k, m


def _pins(left: Sequence[str], right: Sequence[str]) -> list[tuple[int, int]]:
    """Where runs of words that stand once in each begin, as many as come in the same order in both."""
    here, there = _once(left), _once(right)
    pairs = sorted((here[run], there[run]) for run in here.keys() & there.keys())
    return _rising(pairs)


def _once(words: Sequence[str]) -> dict[tuple[str, ...], int]:
    runs = [tuple(words[n : n + RUN]) for n in range(len(words) - RUN + 1)]
    counts = Counter(runs)
    return {run: n for n, run in enumerate(runs) if counts[run] == 1}


def _rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest subsequence whose second numbers rise (patience sorting)."""
    tails: list[int] = []  # the second number of the last pair of the best subsequence of each length
    last: list[int] = []  # and the place of that pair
    before: list[int | None] = []  # and of the pair before each, if any
    for n, (_, second) in enumerate(pairs):
        length = bisect_left(tails, second)
        before.append(last[length - 1] if length else None)
        tails[length : length + 1], last[length : length + 1] = [second], [n]
    found: list[tuple[int, int]] = []
    here = last[-1] if last else None
    while here is not None:
        found.append(pairs[here])
        here = before[here]
    return found[::-1]


def _merged(codes: list[Opcode]) -> list[Opcode]:
    """Neighbours joined: a run of equal words is one, and so is a run of words that differ."""
    result: list[Opcode] = []
    for tag, i, j, k, m in codes:
        if (i, k) == (j, m):
            continue
        equal = tag == "equal"
        if result and (result[-1][0] == "equal") == equal:
            before = result.pop()
            i, k = before[1], before[3]
        result.append((_tag(equal, j - i, m - k), i, j, k, m))
    return result


def _tag(equal: bool, lost: int, found: int) -> str:
    return "equal" if equal else "replace" if lost and found else "delete" if lost else "insert"
