"""What comes back at the edges of the pages of a document: running heads, running feet, page numbers."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

Likeness = tuple[int, str, int]  # place on the page, words, how far the number is ahead of the page
EDGE = 3  # lines at the top and at the bottom of a page
NUMBER = re.compile(r"\d+")
NUMBER_ALONE = re.compile(r"\W*(?:p(?:age|\.)?\s*)?\d+(?:\s*(?:/|sur|of|de)\s*\d+)?\W*\Z", re.IGNORECASE)
NUMBERED_TITLE = re.compile(r"(?:article|annexe|chapitre|section|titre|partie|point|question)\b|\d+[.)]", re.IGNORECASE)


def running_lines(text: str) -> Mapping[int, str]:
    """The lines (from 1) that stand in one place of half of the pages or more, a number that rises aside.

    Pages end with a form feed. A text of one page has none.
    """
    pages = text.split("\f")
    lines = list(_edges(pages))
    seen: dict[Likeness, set[int]] = defaultdict(set)
    for line in lines:
        for likeness in line.likenesses:
            seen[likeness].add(line.page)
    least = max(2, (len(pages) + 1) // 2)
    running = (line for line in lines if any(len(seen[likeness]) >= least for likeness in line.likenesses))
    return {line.number: line.words for line in running}


def _edges(pages: list[str]) -> Iterator[Line]:
    """The lines near the top or the bottom of a page."""
    first = 1
    for page, text in enumerate(pages):
        lines = [(first + n, words) for n, line in enumerate(text.split("\n")) if (words := line.strip())]
        for n, (number, words) in enumerate(lines):
            if n < EDGE or n >= len(lines) - EDGE:
                yield Line(page, number, (n + 1, n - len(lines)), words)
        first += text.count("\n")


@dataclass(frozen=True)
class Line:
    """A line near the edge of a page: its number in the text, and its place from the top (1, 2…) and the foot (-1…)."""

    page: int
    number: int
    places: tuple[int, int]
    words: str

    @property
    def likenesses(self) -> Iterator[Likeness]:
        """What it shares with the same line of other pages: all its words, or those but for a number."""
        if self.words.endswith(("-", "‐")):  # a sentence goes on below
            return
        folded = " ".join(self.words.split())
        for place in self.places:
            if abs(place) <= EDGE:
                yield place, folded, 0
                yield from ((place, words, ahead) for words, ahead in self._numbered(folded))

    def _numbered(self, words: str) -> Iterator[tuple[str, int]]:
        """The words without the number that rises with the page, and how far it is ahead of it."""
        numbers = list(NUMBER.finditer(words))
        if numbers and not NUMBERED_TITLE.match(words):
            number = numbers[0] if NUMBER_ALONE.match(words) else numbers[-1]
            yield f"{words[: number.start()]}#{words[number.end() :]}", int(number.group()[:9]) - self.page
