"""Sorted tables cut into files: a page that knows the first key of each file asks only for those that it needs."""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

CALL, END = "passerelles.take(", ");\n"
LAST_SIGN = "\U0010ffff"


@dataclass(frozen=True)
class Table:
    """Entries sorted by key (by code point, as browsers must compare them too), in blocks of a few kilobytes."""

    name: str
    blocks: tuple[tuple[tuple[str, str], ...], ...]

    @cached_property
    def keys(self) -> list[str]:
        """The first key of each block."""
        return [block[0][0] for block in self.blocks]

    def spanned(self, prefix: str) -> int:
        """How many blocks hold, or may hold, the keys that begin so."""
        return bisect_right(self.keys, prefix + LAST_SIGN) - max(0, bisect_right(self.keys, prefix) - 1)

    def files(self, folder: str) -> Iterator[tuple[str, str]]:
        """A script for each block: keys and entries by turns, or keys alone where no entry says more."""
        for number, block in enumerate(self.blocks):
            name = f"{folder}/{self.name}/{number}"
            has_entries = any(entry for _, entry in block)
            rows = [cell for row in block for cell in row] if has_entries else [key for key, _ in block]
            yield f"search/{name}.js", script(name, rows)


def table(name: str, entries: Mapping[str, str], size: int) -> Table:
    """A table whose blocks have about `size` characters; an entry longer than that is alone in its block."""
    blocks: list[list[tuple[str, str]]] = []
    filled = size
    for key in sorted(entries):
        weight = len(key) + len(entries[key]) + 6
        if filled + weight > size:
            blocks.append([])
            filled = 0
        blocks[-1].append((key, entries[key]))
        filled += weight
    return Table(name, tuple(map(tuple, blocks)))


def starting(keys: list[str], prefix: str) -> list[str]:
    """Of sorted keys, those that begin so."""
    return keys[bisect_left(keys, prefix) : bisect_right(keys, prefix + LAST_SIGN)]


def script(name: str, value: object) -> str:
    """A classic script: modules and fetch do not work from a folder."""
    data = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return f"{CALL}{json.dumps(name)},{data.replace('<', chr(92) + 'u003c')}{END}"


def value_of(text: str) -> Any:
    """What a script hands over; nothing when it is empty or cut short."""
    if not text.startswith(CALL) or not text.endswith(END):
        return None
    try:
        return json.loads(f"[{text.removeprefix(CALL).removesuffix(END)}]")[1]
    except (ValueError, IndexError):
        return None
