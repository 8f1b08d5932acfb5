"""A web page -> blocks in the order of the page: every word that a reader sees, each with whether it is furniture."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree, html

from passerelles.receive import grid
from passerelles.receive.furniture import Landmarks
from passerelles.receive.layout import Block
from passerelles.receive.points import LISTS

UNSEEN = {
    "script", "style", "template", "head", "title", "meta", "link", "desc", "metadata", "defs", "symbol",
    "annotation", "annotation-xml", "iframe", "object", "datalist",
}  # fmt: skip
_BLOCKS = """address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure
footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol option p pre section select
summary table tbody td tfoot th thead tr ul noscript button point text"""  # `text`: of a drawing
BLOCKS = frozenset(_BLOCKS.split())
HEADING = re.compile(r"h([1-6])\Z")


@dataclass(frozen=True)
class Place:
    """Where the walk is: what kind of block the words at hand belong to."""

    kind: str = "paragraph"
    level: int = 0
    lists: int = 0
    furniture: bool = False
    keeps_lines: bool = False


@dataclass
class _Buffer:
    """The words gathered since the last block ended."""

    lines: list[str] = field(default_factory=lambda: [""])

    def take(self, place: Place) -> Iterator[Block]:
        lines = tuple(folded for line in self.lines if (folded := " ".join(line.split())))
        self.lines = [""]
        if lines:
            yield Block(place.kind, lines, place.level, place.furniture)


def blocks(root: html.HtmlElement, landmarks: Landmarks) -> Iterator[Block]:
    """The blocks of a parsed page."""
    return _Walk(landmarks).walk(root, Place())


class _Walk:
    """One walk over a page: the words at hand, and the number of the table."""

    def __init__(self, landmarks: Landmarks) -> None:
        self.landmarks, self.buffer, self.tables = landmarks, _Buffer(), 0

    def walk(self, element: html.HtmlElement, place: Place) -> Iterator[Block]:
        """The blocks of an element; words outside any block below it go to the one around it."""
        if not isinstance(element.tag, str) or element.tag in UNSEEN:
            return
        inside = self.inside(element, place)
        is_block = element.tag in BLOCKS or inside.furniture != place.furniture
        if is_block:
            yield from self.buffer.take(place)
        if element.tag == "table" and (rows := _rows(element)):
            yield from self.table(element, rows, inside)
        else:
            yield from self.children(element, inside)
        if is_block:
            yield from self.buffer.take(inside)

    def children(self, element: html.HtmlElement, place: Place) -> Iterator[Block]:
        self.add(element.text, place)
        for child in element:
            if child.tag == "br":
                self.buffer.lines.append("")
            yield from self.walk(child, place)
            if place.kind in {"item", "point"} and child.tag in BLOCKS:
                place = replace(place, kind="paragraph", level=0)  # what follows a list within an item is a paragraph
            self.add(child.tail, place)

    def add(self, words: str | None, place: Place) -> None:
        parts = (words or "").split("\n") if place.keeps_lines else [words or ""]
        self.buffer.lines[-1] += parts[0]
        self.buffer.lines += parts[1:]

    def inside(self, element: html.HtmlElement, place: Place) -> Place:
        """The place within an element."""
        place = replace(place, furniture=self.landmarks.is_furniture(element, place.furniture))
        if heading := HEADING.match(element.tag):
            return replace(place, kind="heading", level=int(heading[1]))
        if element.tag in {"figcaption", "caption"}:
            return replace(place, kind="caption", level=0)
        if element.tag in LISTS:
            has_signs = element.find("point") is None
            return replace(place, kind="paragraph", level=0, lists=place.lists + has_signs)
        if element.tag == "point":
            return replace(place, kind="point", level=0)
        if element.tag == "li":
            return replace(place, kind="item", level=max(place.lists, 1))
        if element.tag == "pre":
            return replace(place, keeps_lines=True)
        return place

    def table(self, element: html.HtmlElement, rows: list[list[str]], place: Place) -> Iterator[Block]:
        self.tables += 1
        for caption in element.findall("caption"):
            yield from self.walk(caption, place)
        for row in rows:
            yield Block("row", tuple(row), self.tables, place.furniture)


def _rows(table: html.HtmlElement) -> list[list[str]]:
    """The cells of a table of data, row by row; none when the table only lays out a page."""
    if table.xpath(".//table|.//h1|.//h2|.//nav|.//form|.//ul[count(.//a)>5]"):
        return []
    rows = grid.rows(table, _cell)
    in_cells = sum(len(word) for row in rows for cell in row for word in cell.split())
    outside = sum(_length(caption) for caption in table.findall("caption"))
    return rows if max(map(len, rows), default=0) > 1 and in_cells + outside == _length(table) else []


def _cell(cell: html.HtmlElement) -> str:
    return " ".join("".join(_words(cell)).split())


def _length(element: html.HtmlElement) -> int:
    return sum(len(word) for word in "".join(_words(element)).split())


def _words(element: html.HtmlElement) -> Iterator[str]:
    """The words of an element, those of two blocks apart."""
    for event, node in etree.iterwalk(element, events=("start", "end")):
        seen = isinstance(node.tag, str) and not _is_unseen(node, element)
        apart = " " if node.tag in BLOCKS or node.tag == "br" else ""
        if event == "start":
            yield apart + ((node.text or "") if seen else "")
        else:
            yield apart
            if node is not element and not _is_unseen(node.getparent(), element):
                yield node.tail or ""


def _is_unseen(node: html.HtmlElement | None, within: html.HtmlElement) -> bool:
    while node is not None and node is not within:
        if node.tag in UNSEEN:
            return True
        node = node.getparent()
    return False
