"""A source page: Markdown with YAML front matter -> record and paragraphs, each with its id, words and line.

The Markdown of a source is deliberately narrow: headings, paragraphs, lists, one table, attribute lists. A block
carries its id as `{ #p3 }`, at the end of its line or on a line of its own; a row of a table in its first cell that has
words.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from html import unescape

from passerelles.load.marks import ATTRIBUTES, meant, mended
from passerelles.load.reading import Reader
from passerelles.model import Paragraph, Position
from passerelles.nearest import nearest

HEADING = re.compile(r"\A(#{1,6})\s+")
BULLET = re.compile(r"\A\s*[-*]\s+")
RULE = re.compile(r"\|?(\s*:?-+:?\s*\|)+\s*(:?-+:?\s*)?\Z")
ENTITY = re.compile(r"&(?:#\d+|#[xX][0-9a-fA-F]+|[a-zA-Z]\w*);")  # how Markdown writes a sign such as «<»
EDITORIAL = re.compile(r"\[[^\]]+\]")
ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|>])")
SIDE = re.compile(r"(?<!\\)\|")  # of a cell; «\|» is a sign of the text
INDENT = 4  # spaces that make an item one of the list within the item above
ROLES = ("kicker", "lead", "caption", "byline", "speaker")


@dataclass(frozen=True)
class FrontMatter:
    """The YAML at the head of a page, the Markdown below it, and the line on which each begins."""

    yaml: str
    body: str
    body_line: int


def split(text: str) -> FrontMatter | None:
    """Cut a page at its two `---` lines; None when the head is missing or never closed."""
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        return None
    end = next((i for i, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), None)
    if end is None:
        return None
    return FrontMatter("\n".join(lines[1:end]), "\n".join(lines[end + 1 :]), end + 2)


def read_paragraphs(path: str, page: FrontMatter, reader: Reader, twin: str = "") -> tuple[Paragraph, ...]:
    """The blocks of a text in order; a row of [words in brackets] is a table head that the edition supplies.

    `twin` is the text in another language, which may have the id that a block lacks.
    """
    found: list[Paragraph] = []
    lines: dict[str, int] = {}
    vacant = _Vacant(page.body, twin)
    for line, block in _named(path, page, twin, reader):
        where = Position(path, line)
        attributes = ATTRIBUTES.search(block)
        is_supplied = attributes is None and all(EDITORIAL.fullmatch(cell) for cell in _cells(block))
        if attributes is None and not is_supplied:  # read as if it had one: what is quoted from it is not wrong
            id_ = vacant.below(found[-1].id if found else "")
            reader.report(where, "paragraph-without-id", words=" ".join(block.split())[:60], id=id_)
            block = f"{block}\n{{ #{id_} }}"
            attributes = ATTRIBUTES.search(block)
        if attributes is not None:
            paragraph = _paragraph(block, attributes, where, reader)
            if paragraph.role == "item" and (indent := _indent(block)) % INDENT:
                reader.report(where, "item-indent", words=paragraph.text[:60], count=str(indent))
            if paragraph.id in lines or len(ATTRIBUTES.findall(block)) > 1:  # the renderer would print one of the two
                reader.report(where, "paragraph-id-twice", id=paragraph.id, line=str(lines.get(paragraph.id, line)))
            lines.setdefault(paragraph.id, line)
            found.append(paragraph)
        else:
            found.append(Paragraph("", " ".join(_cells(block)), "header", where))
    return tuple(found)


def _named(path: str, page: FrontMatter, twin: str, reader: Reader) -> Iterator[tuple[int, str]]:
    """The blocks, each under its own id: one that has that of another by a slip is told, and gets its own back."""
    blocks = list(mended(path, _blocks(page), reader))
    ids = [match["id"] if (match := ATTRIBUTES.search(block)) else "" for _, block in blocks]
    own = meant(ids, _ids(twin)) if len({*ids}) < len(ids) else {}
    for number, (line, block) in enumerate(blocks):
        if number in own:
            first = next(n for n, id_ in enumerate(ids) if id_ == ids[number] and n != number)
            details = {"id": ids[number], "line": str(blocks[first][0]), "own": own[number]}
            reader.report(Position(path, line), "paragraph-id-of-another", **details)
            block = ATTRIBUTES.sub(rf" {{ #{own[number]}\g<classes> }}", block, 1)
        yield line, block


class _Vacant:
    """Ids for the blocks of a text that have none; `twin` is the text in another language."""

    def __init__(self, body: str, twin: str) -> None:
        self.body, self.twin = body, twin

    def below(self, above: str) -> str:
        """What the twin has below the block `above`, if nobody has it here, else a number that neither has."""
        following = self._there[self._there.index(above) + 1 :] if above in self._there else ()
        numbers = [int(id_[1:]) for id_ in (*self._taken, *self._there) if re.fullmatch(r"p\d+", id_)]
        id_ = next(iter(following), "")
        if not id_ or id_ in self._taken:
            id_ = f"p{max(numbers, default=0) + 1}"
        self._taken.add(id_)
        return id_

    @cached_property
    def _taken(self) -> set[str]:
        return set(_ids(self.body))

    @cached_property
    def _there(self) -> list[str]:
        return _ids(self.twin)


def _ids(body: str) -> list[str]:
    return [match["id"] for match in ATTRIBUTES.finditer(body)]


def draft_paragraphs(body: str) -> tuple[Paragraph, ...]:
    """The blocks of a draft that has no metadata yet."""
    return read_paragraphs("", FrontMatter("", body, 1), Reader(()))


def _blocks(page: FrontMatter) -> Iterator[tuple[int, str]]:
    """The blocks with the line each starts on: list items and table rows are blocks of their own."""
    current: list[str] = []
    start = page.body_line
    for number, line in enumerate(page.body.split("\n"), page.body_line):
        alone = bool(HEADING.match(line) or BULLET.match(line) or line.lstrip().startswith("|"))
        if (alone or not line.strip()) and current:
            yield start, "\n".join(current)
            current = []
        if not line.strip() or (line.lstrip().startswith("|") and RULE.match(line.strip())):
            continue
        start = start if current else number
        current.append(line)
    if current:
        yield start, "\n".join(current)


def _paragraph(block: str, attributes: re.Match[str], where: Position, reader: Reader) -> Paragraph:
    classes = [name.lstrip(".") for name in attributes["classes"].split()]
    marked = ATTRIBUTES.sub("", block)
    heading = HEADING.match(marked)
    role = next(filter(None, [_role(name, where, reader) for name in classes]), "paragraph")
    if heading:
        role = "title" if len(heading[1]) == 1 else "heading"
    elif marked.lstrip().startswith("|"):
        role = "row"
    elif BULLET.match(marked):
        role = "item"
    words = " ".join(_cells(marked)) if role == "row" else HEADING.sub("", BULLET.sub("", marked, 1), 1)
    level = len(heading[1]) if heading else round(_indent(block) / INDENT) if role == "item" else 0
    return Paragraph(sys.intern(attributes["id"]), plain(words), role, where, level)


def _role(name: str, where: Position, reader: Reader) -> str:
    """The role that a class gives; a slip for one is read as that one."""
    if name in ROLES:
        return name
    near = nearest(name, ROLES)
    reader.report(where, "unknown-class", value=name, classes=", ".join(ROLES), near=near)
    return near


def _indent(block: str) -> int:
    """The spaces before the sign of a list item."""
    line = block.expandtabs(INDENT)
    return len(line) - len(line.lstrip(" "))


def _cells(row: str) -> list[str]:
    cells = [cell.strip() for cell in SIDE.split(row.strip())]
    return cells[not cells[0] : len(cells) - (not cells[-1])] or [""]  # a row may begin and end with a side


def plain(words: str) -> str:
    """The words as a reader sees them: escapes undone, white space folded."""
    return " ".join(ENTITY.sub(lambda match: unescape(match[0]), ESCAPE.sub(r"\1", words)).split())
