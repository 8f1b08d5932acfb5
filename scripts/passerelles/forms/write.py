"""Values written as YAML in the style of the house: two spaces a level, quotes only where YAML needs them."""

from __future__ import annotations

import json
from collections.abc import Sequence

from passerelles.load.entities import (
    BEYOND_FIELDS,
    COMMON,
    EVIDENCE_FIELDS,
    GAZETTEER_FIELDS,
    OWN,
    REFERENCE_FIELDS,
    STATEMENT_FIELDS,
)
from passerelles.load.spans import Span, is_plain

# A new field goes after the last one that comes before it in one of these lists.
ORDERS: tuple[tuple[str, ...], ...] = (
    ("name", "type", "aliases", *dict.fromkeys(field for own in OWN.values() for field in own), *COMMON[3:]),
    ("property", "id", "value", "date", *STATEMENT_FIELDS[4:]),
    EVIDENCE_FIELDS,
    ("id", "property", "date", "text", "reference"),
    REFERENCE_FIELDS,
    GAZETTEER_FIELDS,
)
assert set(ORDERS[3]) == set(BEYOND_FIELDS)


def order_of(keys: Sequence[str]) -> tuple[str, ...]:
    """The order in which the base writes the fields of a mapping: that of the list which knows most of them."""
    known = max(ORDERS, key=lambda order: len(set(order) & set(keys)))
    return (*known, *(key for key in keys if key not in known))


def scalar(span: Span, in_flow: bool = False, style: str = "") -> str:
    """One value on one line; `style` is the quote that stood there before, kept where it can be."""
    said = str(span.value).strip()
    if span.is_number and not span.style:
        return said
    if style == "'" and "\n" not in said:
        return "'" + said.replace("'", "''") + "'"
    return said if is_plain(said, in_flow) and style != '"' else json.dumps(said, ensure_ascii=False)


def flow(span: Span) -> str:
    """A value on one line, between braces or brackets where it is several."""
    if isinstance(span.value, dict):
        return "{" + ", ".join(f"{key}: {flow(below)}" for key, below in _said(span)) + "}"
    if isinstance(span.value, tuple):
        return "[" + ", ".join(flow(below) for below in span.value if below.meaning is not None) + "]"
    return scalar(span, in_flow=True)


def block(span: Span, indent: int) -> str:
    """A value over several lines, each indented; the first line comes without its indent."""
    margin = " " * indent
    if isinstance(span.value, dict):
        return f"\n{margin}".join(entry(key, below, indent) for key, below in _said(span))
    if isinstance(span.value, tuple):
        said = [below for below in span.value if below.meaning is not None]
        return f"\n{margin}".join(f"- {block(below, indent + 2)}" for below in said)
    return scalar(span)


def entry(key: str, span: Span, indent: int) -> str:
    """A field of a mapping: the value beside its key, or below it."""
    if not isinstance(span.value, str) and not _is_short_list(span):
        return f"{key}:\n{' ' * (indent + 2)}{block(span, indent + 2)}"
    return f"{key}: {flow(span) if _is_short_list(span) else block(span, indent)}"


def _is_short_list(span: Span) -> bool:
    """Aliases, coordinates: words and numbers in a row, as the base has them."""
    return isinstance(span.value, tuple) and all(isinstance(below.value, str) for below in span.value)


def _said(span: Span) -> list[tuple[str, Span]]:
    """The fields that say something, in the order of the base."""
    assert isinstance(span.value, dict)
    said = {key: below for key, below in span.value.items() if below.meaning is not None}
    return [(key, said[key]) for key in order_of(tuple(said)) if key in said]
