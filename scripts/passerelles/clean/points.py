"""The points of a numbered list and the definitions of terms: paragraphs for sure, though short lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from passerelles.clean.blocks import PARAGRAPH, blocks, is_plain, laid_out, on_each, with_role

NUMBER = re.compile(r"(?P<label>\d{1,2}|[a-z])[.)]\s+\w")
DEFINITION = re.compile(r":\s")


def opening(lines: Sequence[str]) -> set[int]:
    """Which lines open a point: those that count on from one another, as 1., 2., 3. or a), b), c)."""
    labels = [(n, _place(match["label"])) for n, line in enumerate(lines) if (match := NUMBER.match(line))]
    return {n for (one, label), (other, after) in pairwise(labels) if after == label + 1 for n in (one, other)}


def _place(label: str) -> int:
    return int(label) if label.isdigit() else 100 + ord(label)  # no letter counts on from a figure


def mark_points(text: str) -> str:
    """Paragraphs that count on from one another, with nothing between them, are points, and no headings."""
    parts = blocks(text)
    found = {
        n + more
        for n, (part, after) in enumerate(pairwise(parts))
        if is_plain(part) and is_plain(after) and opening([part, after])
        for more in (0, 1)
    }
    return laid_out([with_role(part, PARAGRAPH) if n in found else part for n, part in enumerate(parts)])


def mark_definitions(text: str) -> str:
    """A term and the lines under it that a colon opens are one paragraph, and no heading."""
    return on_each(_defined, text)


def _defined(block: str) -> str:
    lines = block.split("\n")
    if not is_plain(block) or len(lines) < 2 or not DEFINITION.match(lines[1]):
        return block
    return "\n\n".join(with_role(" ".join(group), PARAGRAPH) for group in _by_term(lines))


def _by_term(lines: Sequence[str]) -> Iterator[list[str]]:
    """The lines of each term: it stands before a line that a colon opens, and is none itself."""
    group: list[str] = []
    for line, after in zip(lines, [*lines[1:], ""], strict=True):
        if group and DEFINITION.match(after) and not DEFINITION.match(line):
            yield group
            group = []
        group.append(line)
    yield group
