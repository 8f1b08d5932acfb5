"""A source page's rendered HTML, with its quoted passages marked, its names linked, its oddities explained.

In: the HTML that the renderer made of a Markdown page, and ranges over the folded text of its paragraphs.
Out: the same HTML, no word changed, with elements around those ranges. Parsed with lxml, never by expression.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import lxml.html
from lxml.etree import _Element as Element

NESTED = ("ul", "ol")


class TextMismatchError(ValueError):
    """The renderer's words are not those of the paragraph that was read."""


@dataclass(frozen=True)
class Range:
    """An element to put around words of a paragraph; `once` are attributes of its first piece only."""

    start: int
    end: int
    tag: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    once: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Block:
    """What to do with one paragraph: its words as read, ranges to set, HTML to put at its head and behind it."""

    text: str
    ranges: tuple[Range, ...] = ()
    head: str = ""
    behind: tuple[str, ...] = ()


def annotate(html: str, blocks: Mapping[str, Block]) -> str:
    """The annotated HTML of a source's text.

    Raises TextMismatchError where the rendered words of a block are not the words of its paragraph.
    """
    root = lxml.html.fragment_fromstring(html, create_parent="div")
    named: dict[str, Element] = {}
    for element in root.iter():
        if name := element.get("id"):
            named.setdefault(name, element)
    for name, block in blocks.items():
        element = named.get(name)
        if element is None:
            raise TextMismatchError(name)
        _annotate_block(_whole(element), block)
    return "".join([root.text or "", *(lxml.html.tostring(child, encoding="unicode") for child in root)])


def _whole(element: Element) -> Element:
    """The row, for a block that is named in its first cell; its id moves there."""
    row = element.getparent()
    if element.tag == "td" and row is not None:
        row.set("id", element.attrib.pop("id"))
        return row
    return element


def _annotate_block(element: Element, block: Block) -> None:
    runs = list(_runs(element))
    offsets = _offsets(runs, block.text)
    ordered = sorted(block.ranges, key=lambda r: (r.start, -r.end, r.tag != "mark"))
    placed: set[int] = set()
    for run, (start, length) in zip(runs, offsets, strict=True):
        pieces = _pieces(run.words, start, length, ordered, placed)
        if len(pieces) != 1 or not isinstance(pieces[0], str):
            run.replace(pieces)
    _add(element, block)


@dataclass
class _Run:
    """A stretch of text in the tree: the text of an element, or what follows it."""

    owner: Element
    is_tail: bool
    words: str

    def replace(self, pieces: Sequence[str | Element]) -> None:
        """Put text and elements where the stretch was."""
        parent = self.owner.getparent() if self.is_tail else self.owner
        assert parent is not None
        at = parent.index(self.owner) + 1 if self.is_tail else 0
        lead = ""
        elements: list[Element] = []
        for piece in pieces:
            if not isinstance(piece, str):
                elements.append(piece)
            elif elements:
                elements[-1].tail = (elements[-1].tail or "") + piece
            else:
                lead += piece
        if self.is_tail:
            self.owner.tail = lead
        else:
            self.owner.text = lead
        for element in reversed(elements):
            parent.insert(at, element)


def _runs(element: Element) -> Iterator[_Run]:
    """The stretches of text of a block, in order; a nested list is made of blocks of its own."""
    yield _Run(element, False, element.text or "")
    for child in element:
        if child.tag not in NESTED:
            yield from _runs(child)
            yield _Run(child, True, child.tail or "")


def _offsets(runs: Sequence[_Run], text: str) -> list[tuple[int, int]]:
    """Where each stretch begins in the folded text, and how much of it it covers."""
    found, cursor = [], 0
    for run in runs:
        folded = " ".join(run.words.split())
        if folded and text[cursor : cursor + 1] == " ":
            cursor += 1
        if text[cursor : cursor + len(folded)] != folded:
            raise TextMismatchError(f"{folded!r} / {text[cursor : cursor + len(folded)]!r}")
        found.append((cursor, len(folded)))
        cursor += len(folded)
    if cursor != len(text):
        raise TextMismatchError(text[cursor:])
    return found


def _pieces(words: str, start: int, length: int, ranges: Sequence[Range], placed: set[int]) -> list[str | Element]:
    """A stretch cut at the ends of the ranges that touch it, the outermost range first."""
    folded = " ".join(words.split())
    if not folded:
        return [words]
    before = words[: len(words) - len(words.lstrip())]
    after = words[len(words.rstrip()) :]
    touching = [(i, r) for i, r in enumerate(ranges) if r.start < start + length and r.end > start]
    inner = _nest(folded, start, touching, placed)
    return [piece for piece in (before, *inner, after) if not isinstance(piece, str) or piece]


def _nest(folded: str, start: int, ranges: Sequence[tuple[int, Range]], placed: set[int]) -> list[str | Element]:
    """Elements and texts for the words from `start` on: each range wraps what lies in it."""
    ranges = [(i, r) for i, r in ranges if r.start < start + len(folded) and r.end > start]
    if not folded or not ranges:
        return [folded] if folded else []
    (index, outer), *_ = ranges
    begin, end = max(outer.start - start, 0), min(outer.end - start, len(folded))
    inside = [(i, r) for i, r in ranges[1:] if r.start < start + end and r.end > start + begin]
    later = [(i, r) for i, r in ranges[1:] if r.end > start + end]
    element = lxml.html.Element(outer.tag, dict(outer.attributes))
    if index not in placed:
        element.attrib.update(dict(outer.once))
        placed.add(index)
    _fill(element, _nest(folded[begin:end], start + begin, inside, placed))
    return [*([folded[:begin]] if begin else []), element, *_nest(folded[end:], start + end, later, placed)]


def _fill(element: Element, pieces: Sequence[str | Element]) -> None:
    _Run(element, False, "").replace(pieces)


def _add(element: Element, block: Block) -> None:
    """The permanent link at the head of a block, and what is stated from it, behind or at its end."""
    inside = element.tag in {"li", "tr"}
    place = element[0] if element.tag == "tr" else element
    if block.head:
        link = lxml.html.fragment_fromstring(block.head)
        link.tail, place.text = place.text, None
        place.insert(0, link)
    for html in reversed(block.behind):
        note = lxml.html.fragment_fromstring(html)
        if inside:
            last = element[-1] if element.tag == "tr" else element
            nested = next((i for i, child in enumerate(last) if child.tag in (*NESTED, "div")), len(last))
            last.insert(nested, note)
        else:
            note.tail, element.tail = element.tail, None
            element.addnext(note)
