"""The marks of a text that a slip of typing has spoilt: each is told at its line, and read as it was meant.

So one slip gives one problem: no paragraph is lost by it, none is out of place or untranslated for it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from passerelles.load.reading import Reader
from passerelles.model import Position

Block = tuple[int, str]  # the line on which it starts, and its words
ATTRIBUTES = re.compile(r"(?<!\s)\s*\{:?\s*#(?P<id>[A-Za-z][\w-]*)(?P<classes>(?:\s+\.[\w-]+)*)\s*\}")
NAMED = r":?\s*(#[A-Za-z][\w-]*(?:\s+\.[\w-]+)*)"
UNCLOSED = re.compile(rf"\{{{NAMED}\s*\Z")
UNOPENED = re.compile(rf"(?<=\n){NAMED}\s*\}}\s*\Z")
ALONE = re.compile(rf"\s*\{{{NAMED}\s*\}}\s*\Z")
STUCK = re.compile(r"(#{2,6})(?=[^#\s])")  # the renderer makes a heading of it too, so that no text begins so


def mended(path: str, blocks: Iterable[Block], reader: Reader) -> Iterator[Block]:
    """The blocks as they were meant: a lone id is that of the block above it."""
    above: Block | None = None
    for line, block in _parted(path, blocks, reader):
        marked = _marked(path, line, block, reader)
        lone = ALONE.match(marked)
        if lone and above and not ATTRIBUTES.search(above[1]):
            reader.report(Position(path, line), "paragraph-apart-from-id", id=lone[1])
            above = above[0], f"{above[1]}\n{marked.strip()}"
            continue
        if above:
            yield above
        above = line, marked
    if above:
        yield above


def _parted(path: str, blocks: Iterable[Block], reader: Reader) -> Iterator[Block]:
    """Two blocks without a blank line between them are two: the first ends with its id."""
    for start, block in blocks:
        lines, first = block.split("\n"), 0
        for number, line in enumerate(lines[:-1], 1):
            if number > first + 1 and (lone := ALONE.match(line)) and not lines[number].startswith("```"):
                reader.report(Position(path, start + number), "paragraphs-run-together", id=lone[1])
                yield start + first, "\n".join(lines[first:number])
                first = number
        yield start + first, "\n".join(lines[first:])


def _marked(path: str, line: int, block: str, reader: Reader) -> str:
    """A block with the blank after the signs of its heading, and both braces around its id."""
    if stuck := STUCK.match(block):
        words = f"{stuck[1]} {block[stuck.end() :].split()[0]}"
        reader.report(Position(path, line), "heading-without-space", words=words)
        block = f"{stuck[1]} {block[stuck.end() :]}"
    if open_ := UNCLOSED.search(block) or UNOPENED.search(block):
        where = Position(path, line + block.count("\n", 0, open_.start()))
        reader.report(where, "id-without-brace", id=open_[1])
        block = f"{block[: open_.start()]}{{ {open_[1]} }}"
    return block


def meant(ids: Sequence[str], there: Sequence[str]) -> dict[int, str]:
    """Which block has the id of another by a slip, with that which it has in the other language, nobody having it here.

    It follows, here and there, upon the same block.
    """
    counted, found = Counter(ids), {}
    for number, (above, id_) in enumerate(zip(["", *ids], ids, strict=False)):
        if id_ and counted[id_] > 1 and (above in there or not above):
            following = there[there.index(above) + 1 if above else 0 :][:1]
            if following and following[0] not in counted:
                found[number] = following[0]
    return found
