"""In which documents a term stands, by place: as lists of numbers, and as the text that is published."""

from __future__ import annotations

from bisect import insort
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from operator import sub

# Where a term stands: it is the title, it is another name, it is in a short name, in a long one, in the text.
PLACES = TITLE, ALIAS, SHORTLY, NAMED, SAID = range(5)
Posting = Sequence[Sequence[int]]  # documents by place, in rising order
SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
VALUES = {sign: value for value, sign in enumerate(SIGNS)}
NOWHERE = "|" * SAID  # the text of a posting without documents


class Postings:
    """The documents of each term, a mapping a place: most terms stand in texts alone."""

    def __init__(self, terms: Iterable[Sequence[Iterable[str]]]) -> None:
        """Of one document after another, its terms by place."""
        self._places: list[dict[str, list[int]]] = [defaultdict(list) for _ in PLACES]
        for number, by_place in enumerate(terms):
            for place, found in zip(self._places, by_place, strict=True):
                for term in found:
                    place[term].append(number)
        self.terms = sorted(set().union(*self._places))

    def of(self, term: str) -> Posting:
        return [place.get(term, ()) for place in self._places]

    def union(self, terms: Sequence[str]) -> Posting:
        """The documents of any of these terms, as when the terms are read one by one."""
        return united(map(self.of, terms))


def coded(posting: Posting) -> str:
    """A posting as text: lists of gaps; of the names of a document only the best counts, its text counts beside."""
    told, better = [], set[int]()
    for numbers in posting[:SAID]:
        told.append(gaps([number for number in numbers if number not in better] if better else numbers))
        better.update(numbers)
    return "|".join([*told, gaps(posting[SAID])])


def united(postings: Iterable[Posting]) -> Posting:
    """The documents of any of these postings."""
    return [sorted(set[int]().union(*numbers)) for numbers in zip(*postings, strict=True)]


def decoded(text: str) -> Posting:
    """The posting that was written as this text."""
    return [_numbers(told) for told in text.split("|")]


def revised(text: str, places: Mapping[int, Sequence[bool]]) -> str:
    """A posting in which some documents stand in these places, and in no others."""
    posting = [[number for number in numbers if number not in places] for numbers in decoded(text)]
    for number, stands in places.items():
        for numbers, is_there in zip(posting, stands, strict=True):
            if is_there:
                insort(numbers, number)
    return coded(posting)


def gaps(numbers: Sequence[int]) -> str:
    """Rising numbers as the gaps between them, five bits a sign, the sixth says that more follows."""
    return "".join(map(_gap, map(sub, numbers, [-1, *numbers])))


@cache  # of millions of gaps most are small, and none is larger than the number of documents
def _gap(step: int) -> str:
    """The gap that is left out by a step to the next number, or a later one."""
    gap, signs = step - 1, ""
    while gap >= 32:
        signs += SIGNS[32 + (gap & 31)]
        gap >>= 5
    return signs + SIGNS[gap]


def _numbers(told: str) -> Sequence[int]:
    """The numbers between which there are these gaps."""
    found, number, gap, shift = [], -1, 0, 0
    for value in map(VALUES.__getitem__, told):
        gap |= (value & 31) << shift
        shift += 5
        if value < 32:
            number += gap + 1
            found.append(number)
            gap = shift = 0
    return found
