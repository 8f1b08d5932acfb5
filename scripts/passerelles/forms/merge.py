"""A form's file merged into the file that was there: what was typed changes, all else stays to the letter.

A form knows values, not how they were written: it drops comments, folds long lines, loses quotes. So the words
that it saved are compared with the original value by value, and only those that differ are written into it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from passerelles.forms.write import block, entry, flow, order_of, scalar
from passerelles.load.spans import Span, spans


@dataclass(frozen=True)
class Edit:
    """Characters `start` to `end` of the original give way to `text`."""

    start: int
    end: int
    text: str


class Unmergeable(Exception):  # noqa: N818 - reads as what it says
    """The merged text would not say what was saved."""


def merge(original: str, saved: str) -> str:
    """The original with the values of `saved`. Raises Unreadable for no YAML, Unmergeable where it cannot be done."""
    old, new = spans("original", original), spans("saved", saved)
    if old.meaning is None:
        return block(new, 0) + "\n"
    merged = original
    edits = sorted(_edits(old, new, original, False), key=lambda edit: (edit.start, edit.end))
    for edit in edits[::-1]:  # from the end; of two at one place, the second first
        merged = merged[: edit.start] + edit.text + merged[edit.end :]
    if spans("merged", merged).meaning != new.meaning:
        raise Unmergeable
    return merged


def _edits(old: Span, new: Span, text: str, in_flow: bool) -> Iterator[Edit]:
    """What has to change for `old` to say what `new` says."""
    if old.meaning == new.meaning:
        return
    flowing = in_flow or old.style == "flow"
    if isinstance(old.value, str) and isinstance(new.value, str):
        yield Edit(old.start, old.end, scalar(new, in_flow, old.style))
    elif isinstance(old.value, dict) and isinstance(new.value, dict):
        yield from _flow_fields(old, new, text) if flowing else _fields(old, new, text)
    elif isinstance(old.value, tuple) and isinstance(new.value, tuple):
        yield from _flow_items(old, new, text) if flowing else _items(old, new, text)
    else:
        yield Edit(old.start, old.end, flow(new))


# One line ---------------------------------------------------------------------------------------------------


def _flow_fields(old: Span, new: Span, text: str) -> Iterator[Edit]:
    """A mapping between braces: value by value where it keeps its fields, else written anew."""
    assert isinstance(old.value, dict)
    assert isinstance(new.value, dict)
    said = [key for key, below in new.value.items() if below.meaning is not None]
    if set(said) == set(old.value):
        for key in said:
            yield from _edits(old.value[key], new.value[key], text, True)
    else:
        yield Edit(old.start, old.end, flow(new))


def _flow_items(old: Span, new: Span, text: str) -> Iterator[Edit]:
    """A list between brackets: what stays is written as it was."""
    before, after = _lists(old, new)
    kept = {_key(item): text[item.start : item.end] for item in before}
    yield Edit(old.start, old.end, "[" + ", ".join(kept.get(_key(item), flow(item)) for item in after) + "]")


# Several lines ----------------------------------------------------------------------------------------------


def _fields(old: Span, new: Span, text: str) -> Iterator[Edit]:
    """A mapping over several lines: fields changed, then taken away, then added where the base would write them."""
    assert isinstance(old.value, dict)
    assert isinstance(new.value, dict)
    said = {key: below for key, below in new.value.items() if below.meaning is not None}
    if next(iter(old.value)) not in said and text[_line_start(old.start, text) : old.start].strip():
        yield Edit(old.start, old.end, block(new, _column(old.start, text)))  # the first line is also that of the dash
        return
    for key, value in old.value.items():
        if key in said and value.meaning is not None and type(value.value) is not type(said[key].value):
            start = old.keys[key].start  # words where there was a list, or a list where there were words
            yield Edit(start, value.end, entry(key, said[key], _column(start, text)))
        elif key in said and value.meaning is not None:
            yield from _edits(value, said[key], text, False)
        elif key in said:  # «aliases:» with nothing after it
            after = text.index(":", old.keys[key].end) + 1
            yield Edit(after, max(value.end, after), f" {flow(said[key])}")
        elif value.meaning is not None:
            yield _without(old.keys[key].start, value.end, text)
    present = list(old.value)
    for key in (key for key in order_of((*present, *said)) if key in said and key not in old.value):
        yield _added(old, key, said[key], present, text)
        present.append(key)


def _added(old: Span, key: str, value: Span, present: list[str], text: str) -> Edit:
    """A new field below the last one that the base writes before it."""
    assert isinstance(old.value, dict)
    column = _column(next(iter(old.keys.values())).start, text)
    order = order_of((*present, key))
    before = [name for name in order[: order.index(key)] if name in old.value]
    after = old.value[before[-1]] if before else list(old.value.values())[-1]
    at = _line_end(max(after.end, old.keys[before[-1]].end) if before else after.end, text)
    return Edit(at, at, f"\n{' ' * column}{entry(key, value, column)}")


def _items(old: Span, new: Span, text: str) -> Iterator[Edit]:
    """A list over several lines: items changed in their place, taken away, added."""
    before, after = _lists(old, new)
    column = _column(old.start, text)
    matcher = SequenceMatcher(None, [_key(i) for i in before], [_key(i) for i in after], autojunk=False)
    for kind, i, j, k, m in matcher.get_opcodes():
        if kind == "equal":
            continue
        for one, other in zip(before[i:j], after[k:m], strict=False):
            yield from _edits(one, other, text, False)
        paired = min(j - i, m - k)
        for item in before[i + paired : j]:
            yield _without(_dash(item.start, text), item.end, text)
        if fresh := after[k + paired : m]:
            yield _inserted(before, i + paired, column, fresh, text)


def _inserted(before: list[Span], place: int, column: int, fresh: list[Span], text: str) -> Edit:
    """New items before the one at `place`, or below the last."""
    margin = " " * column
    lines = [f"{margin}- {block(item, column + 2)}\n" for item in fresh]
    if place == 0:
        at = _line_start(before[0].start, text)
        return Edit(at, at, "".join(lines))
    at = _line_end(before[place - 1].end, text)
    return Edit(at, at, "\n" + "".join(lines)[:-1])


def _lists(old: Span, new: Span) -> tuple[list[Span], list[Span]]:
    assert isinstance(old.value, tuple)
    assert isinstance(new.value, tuple)
    return list(old.value), [item for item in new.value if item.meaning is not None]


def _key(span: Span) -> str:
    return json.dumps(span.meaning, ensure_ascii=False, sort_keys=True)


# Places -----------------------------------------------------------------------------------------------------


def _line_start(offset: int, text: str) -> int:
    return text.rfind("\n", 0, offset) + 1


def _line_end(offset: int, text: str) -> int:
    end = text.find("\n", offset)
    return len(text) if end == -1 else end


def _column(offset: int, text: str) -> int:
    return offset - _line_start(offset, text)


def _dash(offset: int, text: str) -> int:
    return text.rindex("-", 0, offset)


def _without(start: int, end: int, text: str) -> Edit:
    """Whole lines taken away, with what stands after the value on its last line."""
    return Edit(_line_start(start, text), min(_line_end(end, text) + 1, len(text)), "")
