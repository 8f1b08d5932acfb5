"""The rows of a table laid on a grid: each cell in its column, an empty one where another spans."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from lxml import html

WIDEST, LONGEST = 1000, 65_534  # columns and rows that a cell may span, as browsers have it
CELLS = "./td|./th"

Spans = dict[int, int]  # how many rows more a cell from above takes of each column


def rows(table: html.HtmlElement, words: Callable[[html.HtmlElement], str]) -> list[list[str]]:
    """The words of each row that has some; a column in which no cell begins is left out."""
    grid = [row for group in _groups(table) for row in _laid_out(group, words)]
    begun = sorted({column for row in grid for column in row})
    return [[row.get(column, "") for column in begun] for row in grid if any(row.values())]


def _groups(table: html.HtmlElement) -> Iterator[list[html.HtmlElement]]:
    """The rows of each part of a table (head, body, foot): no cell spans two."""
    group: list[html.HtmlElement] = []
    for row in table.iter("tr"):
        if group and row.getparent() is not group[-1].getparent():
            yield group
            group = []
        group.append(row)
    yield group


def _laid_out(group: list[html.HtmlElement], words: Callable[[html.HtmlElement], str]) -> Iterator[dict[int, str]]:
    """The cells of each row by the column in which they begin."""
    above: Spans = {}
    for row in group:
        cells: dict[int, str] = {}
        column, spans = 0, {at: left - 1 for at, left in above.items() if left > 1}
        for cell in row.xpath(CELLS):
            while above.get(column):
                column += 1
            cells[column] = words(cell)
            width, height = _span(cell, "colspan", WIDEST), _span(cell, "rowspan", LONGEST)
            if height > 1:
                spans |= dict.fromkeys(range(column, column + width), height - 1)
            column += width
        above = spans
        yield cells


def _span(cell: html.HtmlElement, name: str, most: int) -> int:
    """How many columns or rows a cell takes: one unless it says so; all the rows below it where it says 0."""
    number = re.match(r"\s*(\d{1,9})", cell.get(name, "1"))
    span = int(number[1]) if number else 1
    return min(span or (1 if name == "colspan" else most), most)
