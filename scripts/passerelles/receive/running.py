"""What comes back at the edges of the pages of a document: running heads, running feet, page numbers."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

EDGE = 3  # lines at the top and at the bottom of a page
NUMBER = re.compile(r"\d+")
NUMBER_ALONE = re.compile(r"\W*(?:p(?:age|\.)?\s*)?\d+(?:\s*(?:/|sur|of|de)\s*\d+)?\W*\Z", re.IGNORECASE)
NUMBERED_TITLE = re.compile(r"(?:article|annexe|chapitre|section|titre|partie|point|question)\b|\d+[.)]", re.IGNORECASE)


def running_lines(text: str) -> Mapping[int, str]:
    """The lines (from 1) that say the same on half of the pages or more, but for a number that rises with the page.

    Pages end with a form feed. A text of one page has none.
    """
    pages = text.split("\f")
    seen: dict[tuple[str, int], set[int]] = defaultdict(set)
    lines = list(_edges(pages))
    for page, _, line in lines:
        for likeness in _likenesses(line, page):
            seen[likeness].add(page)
    least = max(2, (len(pages) + 1) // 2)
    return {
        number: line.strip()
        for page, number, line in lines
        if any(len(seen[likeness]) >= least for likeness in _likenesses(line, page))
    }


def _edges(pages: list[str]) -> Iterator[tuple[int, int, str]]:
    """Page, line number in the whole text and words of each line near the top or the bottom of a page."""
    first = 1
    for page, text in enumerate(pages):
        lines = [(first + n, line) for n, line in enumerate(text.split("\n")) if line.strip()]
        near = lines[:EDGE] + lines[max(EDGE, len(lines) - EDGE) :]
        yield from ((page, number, line) for number, line in near)
        first += text.count("\n")


def _likenesses(line: str, page: int) -> Iterator[tuple[str, int]]:
    """What two lines that run over the pages share: their words, or those but for a number that rises with the page."""
    words = " ".join(line.split())
    yield words, 0
    numbers = list(NUMBER.finditer(words))
    if not numbers or NUMBERED_TITLE.match(words):
        return
    number = numbers[0] if NUMBER_ALONE.match(words) else numbers[-1]
    yield f"{words[: number.start()]}#{words[number.end() :]}", int(number.group()[:9]) - page
