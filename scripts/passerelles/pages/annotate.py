"""A source page's rendered HTML, with its quoted passages marked, its names linked, its oddities explained.

In: the HTML that the renderer made of a Markdown page, and ranges over the folded text of its paragraphs.
Out: the same HTML, no word changed, with elements around those ranges, typeset in its language. It is read into a tree
once, never by expression, and written once: what is put into it stands there as a sign, for it is ready to be read.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from html import unescape
from itertools import chain

from lxml.etree import _Element as Element

from passerelles.fidelity import CELLS, NESTED, TextMismatchError, offsets
from passerelles.pages.prose import typeset_tree
from passerelles.pages.spans import Range, enclosed
from passerelles.pages.tree import parsed, written
from passerelles.pages.typography import spaced

UNUSED = range(0xE000, 0x110000)  # signs without a meaning: no text has all of them


@dataclass(frozen=True)
class Block:
    """What to do with one paragraph: its words as read, ranges to set, HTML to put at its head and behind it."""

    text: str
    ranges: tuple[Range, ...] = ()
    head: str = ""
    behind: tuple[str, ...] = ()


def annotate(html: str, blocks: Mapping[str, Block], language: str) -> str:
    """The annotated HTML of a source's text; `head` and `behind` of a block are typeset already.

    Raises TextMismatchError where the rendered words of a block are not the words of its paragraph.
    """
    root, put = parsed(html), _Put(html)
    named: dict[str, Element] = {}
    for element in root.iter("*"):
        if name := element.get("id"):
            named.setdefault(name, element)
    found = [(_found(named, name), block) for name, block in blocks.items()]
    runs = [list(_runs(element)) for element, _ in found]
    for run in chain.from_iterable(runs):
        if run.words:
            run.put("")  # they are typeset when they are put back, with what is set around them
    verbatim = typeset_tree(root, language)
    for name, (element, block), of in zip(blocks, found, runs, strict=True):
        _mark(name, of, block, verbatim, language, put)
        _add(element, block, put)
    return put.back(written(root))


def _found(named: Mapping[str, Element], name: str) -> Element:
    """The element of a block: the row, for one that is named in its first cell; its id moves there."""
    element = named.get(name)
    if element is None:
        raise TextMismatchError(name)
    row = element.getparent()
    if element.tag in CELLS and row is not None:
        row.set("id", element.attrib.pop("id"))
        return row
    return element


class _Put:
    """Pieces of HTML that stand in the tree as a sign with a number, so that it need not read and write them."""

    def __init__(self, html: str) -> None:
        plain = unescape(html)
        self._sign = next(sign for sign in map(chr, UNUSED) if sign not in plain)
        self._pieces: list[str] = []

    def sign(self, html: str) -> str:
        self._pieces.append(html)
        return f"{self._sign}{len(self._pieces) - 1}{self._sign}"

    def back(self, html: str) -> str:
        """What the tree wrote, with the pieces in it."""
        parts = html.split(self._sign)
        parts[1::2] = [self._pieces[int(number)] for number in parts[1::2]]
        return "".join(parts)


@dataclass
class _Run:
    """A stretch of text in the tree: the text of an element, or what follows it."""

    owner: Element
    is_tail: bool
    words: str

    def put(self, words: str) -> None:
        if self.is_tail:
            self.owner.tail = words
        else:
            self.owner.text = words

    def is_in(self, elements: Collection[Element]) -> bool:
        return (self.owner.getparent() if self.is_tail else self.owner) in elements


def _runs(element: Element) -> Iterator[_Run]:
    """The stretches of text of a block, in order; a nested list is made of blocks of its own."""
    yield _Run(element, False, element.text or "")
    for child in element:
        if child.tag not in NESTED:
            yield from _runs(child)
            yield _Run(child, True, child.tail or "")


def _mark(
    name: str, runs: Sequence[_Run], block: Block, verbatim: Collection[Element], language: str, put: _Put
) -> None:
    """Set the elements of a block around its words."""
    ordered = sorted(block.ranges, key=lambda r: (r.start, -r.end, r.tag != "mark"))
    placed: set[Range] = set()
    found = offsets(name, [run.words for run in runs], block.text)
    for run, (start, folded) in zip(runs, found, strict=True):
        if not run.words:
            continue
        said = str if verbatim and run.is_in(verbatim) else partial(spaced, language=language)
        before = run.words[: len(run.words) - len(run.words.lstrip())]
        after = run.words[len(run.words.rstrip()) :]
        touching = [r for r in ordered if r.start < start + len(folded) and r.end > start]
        if folded and touching:
            run.put(put.sign(enclosed(folded, start, touching, placed, (before, after), said)))
        elif folded and (before or after):
            run.put(said(f"{before}{folded}{after}"))
        else:
            run.put(said(run.words))


def _add(element: Element, block: Block, put: _Put) -> None:
    """The permanent link at the head of a block, and what is stated from it, behind or at its end."""
    row = element.tag == "tr"
    if block.head:
        place = element[0] if row else element
        place.text = put.sign(block.head) + (place.text or "")
    if not block.behind:
        return
    if row or element.tag == "li":
        _end(element[-1] if row else element, put.sign("".join(sorted(block.behind, key=_is_part))))
    else:
        element.tail = put.sign("".join(block.behind)) + (element.tail or "")


def _is_part(html: str) -> bool:
    """Within a list or a table a notice of one line comes first."""
    return html.startswith("<div")


def _end(element: Element, words: str) -> None:
    """Put words at the end of an element, before the lists in it."""
    before: Element | None = None
    for child in element:
        if child.tag in (*NESTED, "div"):
            break
        before = child
    if before is None:
        element.text = (element.text or "") + words
    else:
        before.tail = (before.tail or "") + words
