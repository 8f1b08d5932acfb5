"""YAML with the extent of every value in its text, for edits that leave everything else as it stands.

In: a text that `parse` has accepted (no alias, no tag, one document). Out: a tree of Spans.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import cast

import yaml

from passerelles.load.decoding import Unreadable, decode
from passerelles.load.located import parse
from passerelles.load.scalars import kind_of_plain

NUMBERS = {"int", "float"}
INDICATORS = re.compile(r"[-?:](?:\s|\Z)|[,\[\]{}#&*!|>'\"%@`]|---|\.\.\.")


@dataclass(frozen=True)
class Span:
    """One value: its text from `start` to `end` (offsets of characters), whether plain, and what is below it."""

    start: int
    end: int
    value: str | tuple[Span, ...] | dict[str, Span]
    style: str = ""  # a scalar: "" plain, ' or " quoted, | or > block; a collection: "flow" or "block"
    keys: dict[str, Span] = field(default_factory=dict)

    @cached_property
    def meaning(self) -> object:
        """What the value says, whatever its style; what is null or empty says nothing, and is left out."""
        if isinstance(self.value, dict):
            pairs = {key: below.meaning for key, below in self.value.items()}
            return {key: said for key, said in pairs.items() if said is not None} or None
        if isinstance(self.value, tuple):
            return [said for below in self.value if (said := below.meaning) is not None] or None
        kind = kind_of_plain(self.value) if not self.style else "str"
        if kind == "null" or not self.value.strip():
            return None
        return float(self.value) if kind in NUMBERS and _is_decimal(self.value) else self.value.strip()

    @property
    def is_number(self) -> bool:
        return isinstance(self.meaning, float)


def _is_decimal(value: str) -> bool:
    """Whether every reader of YAML makes the same number of it: 010 and 12:30 are not such numbers."""
    return re.fullmatch(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?", value) is not None


def spans(path: str, text: str) -> Span:
    """The tree of a YAML text. Raises Unreadable where the base would not read it either."""
    for problem in decode(path, text.encode())[1]:  # offsets are those of lines that end in line feeds
        raise Unreadable(problem)
    parse(path, text)
    root = yaml.compose(text, Loader=yaml.CSafeLoader)
    return _span(root, text) if root is not None else Span(0, 0, {}, "block")


def _span(node: yaml.Node, text: str) -> Span:
    start, end = node.start_mark.index, node.end_mark.index
    if isinstance(node, yaml.ScalarNode):
        if node.style in {"|", ">"}:
            end = start + len(text[start:end].rstrip())
        return Span(start, end, cast(str, node.value), node.style or "")
    assert isinstance(node, yaml.CollectionNode)
    style = "flow" if node.flow_style else "block"
    if isinstance(node, yaml.SequenceNode):
        items = tuple(_span(item, text) for item in node.value)
        return Span(start, end if style == "flow" else items[-1].end, items, style)
    pairs = [(_span(key, text), _span(value, text)) for key, value in node.value]
    return Span(
        start, end if style == "flow" else pairs[-1][1].end, {cast(str, key.value): value for key, value in pairs},
        style, {cast(str, key.value): key for key, _ in pairs},
    )  # fmt: skip


def is_plain(value: str, in_flow: bool = False) -> bool:
    """Whether a text may stand without quotes and stay that text for every reader of YAML, 1.1 or 1.2."""
    if value != value.strip() or not value or "\n" in value or kind_of_plain(value) != "str":
        return False
    if INDICATORS.match(value) or ": " in value or " #" in value or value.endswith(":") or "\t" in value:
        return False
    return not (in_flow and any(sign in value for sign in ",[]{}?:"))
