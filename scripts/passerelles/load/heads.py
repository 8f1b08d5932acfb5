"""One field in the head of a page, by its lines: what the command writes anew, every other line staying as it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from passerelles.load.editions import split
from passerelles.load.located import parse

COMMENT = re.compile(r"(?:\A|[ \t])(#.*)")


def with_field(page: str, name: str, below: Sequence[str]) -> str | None:
    """A page that can be read, with these lines below the field `name` of its head; comments of the field are kept.

    None where the fields of the head do not begin a line each: `{title: …, translation: …}`.
    """
    cut = split(page)
    assert cut is not None
    tree, _ = parse("", cut.yaml)
    if any(column != 1 for _, column in tree.keys.values()):
        return None
    lines = cut.yaml.split("\n")
    start, stop = _span(lines, tree.keys, name)
    kept = [f"  {comment}" for comment in _comments(lines[start:stop])]
    head = [*lines[:start], f"{name}:", *kept, *below, *lines[stop:]]
    around = page.split("\n")
    return "\n".join([around[0], *head, *around[1 + len(lines) :]])


def _span(lines: Sequence[str], keys: dict[str, tuple[int, int]], name: str) -> tuple[int, int]:
    """Where the lines of a field begin and end, from 0; at the end of the head where it has no such field."""
    if name not in keys:
        return len(lines), len(lines)
    start = keys[name][0] - 1
    stop = min((line - 1 for line, _ in keys.values() if line - 1 > start), default=len(lines))
    while not lines[stop - 1].strip() or lines[stop - 1].startswith("#"):  # these are of what follows
        stop -= 1
    return start, stop


def _comments(lines: Sequence[str]) -> Iterator[str]:
    """What a person noted in a field whose values hold no such sign."""
    yield from (found[1].rstrip() for line in lines if (found := COMMENT.search(line)))
