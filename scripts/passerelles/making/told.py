"""What the page of a view is given, in short words that differ when it does.

A view goes through the whole base to say which pages there are and what stands on each; what it hands to the template
of a page is small. The page is as it was where that is the same, and all that the template asks of the base besides.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import partial
from types import FunctionType, MethodType
from typing import Any

from passerelles.making.stamps import Stamps, stamp
from passerelles.making.watched import WatchedList
from passerelles.model import Called, Entity, Statement
from passerelles.pages import Page, Pages
from passerelles.pages.words import Words

PLAIN = (str, int, float, type(None))


class Told:
    """Words for what pages are given; a value that several pages are given is gone through once."""

    def __init__(self, stamps: Stamps) -> None:
        self._stamps = stamps
        self._known: dict[int, tuple[object, str]] = {}  # each value is kept, so that no other comes to its place

    def of(self, page: Page) -> str:
        """The words for a page, but for what its template asks. Raises TypeError for a value of an unknown sort."""
        return stamp(repr([self._all(getattr(page, field.name)) for field in fields(page)]))

    def _all(self, value: Any) -> object:
        if isinstance(value, PLAIN):
            return value
        if isinstance(value, Entity):
            return self._stamps.things[value.id]
        if isinstance(value, Statement):
            return self._stamps.told(value)
        if isinstance(value, Called):
            return value.id, value.kind, list(value.name.items())
        if isinstance(value, Words):
            return value.path
        if isinstance(value, Pages):
            return None
        return self._part(value)

    def _part(self, value: Any) -> object:
        if isinstance(value, Mapping):
            return [(self._all(key), self._all(item)) for key, item in value.items()]
        if isinstance(value, list | tuple | WatchedList):
            return [self._all(item) for item in value]
        if isinstance(value, partial):
            return self._all(value.func), self._all(value.args), self._all(value.keywords)
        if isinstance(value, MethodType):
            return value.__func__.__qualname__, self._all(value.__self__)
        if isinstance(value, FunctionType):
            return value.__module__, value.__qualname__
        if is_dataclass(value):
            return self._once(value)
        raise TypeError(f"no words for {type(value).__name__}")

    def _once(self, value: Any) -> str:
        known = self._known.get(id(value))
        if known is None:
            words = stamp(repr([type(value).__name__, *(self._all(getattr(value, f.name)) for f in fields(value))]))
            known = self._known[id(value)] = value, words
        return known[1]
