"""The blocks of a structured document -> its words line by line, and the same as Markdown without the furniture."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from passerelles.clean.blocks import PARAGRAPH, with_role
from passerelles.clean.lines import BULLET

OPENING, SHORT = 4, 80  # blocks: a title comes no later; characters of a line that announces it
DRAWN = re.compile(r"\s*[-_=*~—–|: ]{3,}\s*\Z")
MARKS = re.compile(
    r"\\(?=[\\`*_{}\[\]()#+\-.!|>])|`|(?<!\s)[*_]|[*_](?!\s)|[{}]|(?<=\])[(\[]"
    r"|\[(?=[^\[\]]*(?:\]:|\Z))"  # what it opens would be the address of a link, and vanish
)
TAG = re.compile(r"<(?=[A-Za-z/!?])")
ENTITY = re.compile(r"&#?\w+;")
HYPHENS = re.compile(r":?-+:?")


@dataclass(frozen=True)
class Block:
    """A heading, paragraph, item, point, row, caption or kicker of a document; the `lines` of a row are cells."""

    kind: str
    lines: tuple[str, ...]
    level: int = 0  # of a heading, from 1; of a list item, from 1; of a row: the table that it belongs to
    furniture: bool = False


@dataclass(frozen=True)
class LaidOut:
    """The words line by line, the same marked up without furniture, and the furniture of each line."""

    text: str
    marked: str
    furniture: dict[int, str]


def laid_out(blocks: Sequence[Block]) -> LaidOut:
    """One line a line of the document, a blank line between two blocks, a tab between two cells."""
    lines: list[str] = []
    furniture: dict[int, str] = {}
    for block in blocks:
        for line in ["\t".join(block.lines)] if block.kind == "row" else block.lines:
            lines.append(line)
            if block.furniture:
                furniture[len(lines)] = line
        lines.append("")
    kept = _with_kickers([block for block in blocks if not block.furniture])
    return LaidOut("\n".join(lines), "\n\n".join(_marked(kept)) + "\n", furniture)


def _marked(blocks: Sequence[Block]) -> Iterable[str]:
    levels = _levels(blocks)
    for (kind, table), group in groupby(blocks, lambda block: (block.kind, block.level if block.kind == "row" else 0)):
        members = list(group)
        if kind == "row" and table:
            yield _table([_cells(row) for row in members])
        elif kind == "item":
            yield "\n".join(f"{'    ' * (item.level - 1)}- {unmarked(' '.join(item.lines))}" for item in members)
        else:
            yield from (_one(block, levels) for block in members)


def _one(block: Block, levels: dict[int, int]) -> str:
    words = "\n".join(unmarked(line) for line in block.lines)
    if block.kind == "heading":
        return f"{'#' * levels[block.level]} {' '.join(words.split())}"
    if block.kind == "point":
        return with_role(words, PARAGRAPH)
    return with_role(words, block.kind) if block.kind in {"caption", "kicker"} else words


def _with_kickers(blocks: list[Block]) -> list[Block]:
    """Short lines above the title announce it."""
    title = next((n for n, block in enumerate(blocks[:OPENING]) if block.kind == "heading"), 0)
    above = blocks[:title]
    if any(block.kind != "paragraph" or len(block.lines) > 1 or len(block.lines[0]) > SHORT for block in above):
        return blocks
    return [*(replace(block, kind="kicker") for block in above), *blocks[title:]]


def _levels(blocks: Sequence[Block]) -> dict[int, int]:
    """The level of each heading in the edition: the one of highest rank is the title if it opens the text."""
    found = [block.level for block in blocks if block.kind == "heading"]
    highest = min(found, default=1)
    opening = [block.level for block in blocks[:OPENING] if block.kind == "heading"]
    top = 1 if found.count(highest) == 1 and opening[:1] == [highest] else 2
    return {level: min(level - highest + top, 6) for level in found}


def _table(rows: list[list[str]]) -> str:
    width = max(map(len, rows))
    lines = [f"| {' | '.join([*row, *[''] * (width - len(row))])} |" for row in rows]
    return "\n".join([lines[0], f"|{'---|' * width}", *lines[1:]])


def _cells(row: Block) -> list[str]:
    """The cells of a row as Markdown; where each is but a hyphen (“-” for nothing) they rule off no head."""
    cells = [unmarked(cell).replace("|", "\\|") for cell in row.lines]
    return [cell.replace("-", "\\-", 1) for cell in cells] if all(map(HYPHENS.fullmatch, cells)) else cells


def unmarked(words: str) -> str:
    """A line of words in which Markdown sees no emphasis, link, code, tag or id; `plain` makes it what it was."""
    if DRAWN.match(words):
        return words
    sign = BULLET.match(words)
    start = sign.end("sign") if sign else 0
    rest = words[start:].replace("&", "&amp;") if ENTITY.search(words) else words[start:]
    return words[:start] + TAG.sub("&lt;", MARKS.sub(r"\\\g<0>", rest))
