"""What the page of a view is given, in short words that differ when it does.

A view goes through the whole base to say which pages there are and what stands on each; what it hands to the template
of a page is small. The page is as it was where that is the same, and all that the template asks of the base besides.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from functools import cache, partial
from types import FunctionType, MethodType
from typing import Any

from passerelles.making.stamps import Stamps, stamp
from passerelles.making.watched import WatchedList
from passerelles.model import Called, Entity, Statement
from passerelles.pages import Page, Pages
from passerelles.pages.words import Words

PLAIN = (str, int, float, type(None))
How = Callable[[Any], object]


class Told:
    """Words for what pages are given; a value that several pages are given is gone through once."""

    def __init__(self, stamps: Stamps) -> None:
        self._stamps = stamps
        self._known: dict[int, tuple[object, str]] = {}  # each value is kept, so that no other comes to its place
        self._view = ""  # whose values these are
        self._hows: dict[type, How | None] = {}  # by sort of value, what gives its words; it is its own where nothing

    def of(self, page: Page) -> str:
        """The words for a page, but for what its template asks. Raises TypeError for a value of an unknown sort."""
        if page.kind != self._view:  # the pages of a view follow one another, and the next view has values of its own
            self._known.clear()
            self._view = page.kind
        return stamp(repr(self._all([getattr(page, name) for name in _names(Page)])))

    def _all(self, value: Any) -> object:
        sort = type(value)
        if sort not in self._hows:
            self._hows[sort] = self._how(value)
        how = self._hows[sort]
        return how(value) if how else value

    def _how(self, value: Any) -> How | None:
        """What gives the words for values of the sort of this one. Raises TypeError for a sort without words."""
        if isinstance(value, PLAIN):
            return None
        for sort, how in (
            (Entity, lambda thing: self._stamps.things[thing.id]),
            (Statement, self._stamps.told),
            (Called, lambda called: (called.id, called.kind, list(called.name.items()))),
            (Words, lambda words: words.path),
            (Pages, lambda _: None),
            (Mapping, lambda mapping: [(self._all(key), self._all(item)) for key, item in mapping.items()]),
            (list | tuple | WatchedList, lambda items: [self._all(item) for item in items]),
            (partial, lambda call: (self._all(call.func), self._all(call.args), self._all(call.keywords))),
            (MethodType, lambda method: (method.__func__.__qualname__, self._all(method.__self__))),
            (FunctionType, lambda function: (function.__module__, function.__qualname__)),
        ):
            if isinstance(value, sort):
                return how
        if is_dataclass(value):
            return self._once
        raise TypeError(f"no words for {type(value).__name__}")

    def _once(self, value: Any) -> str:
        known = self._known.get(id(value))
        if known is None:
            parts = [self._all(getattr(value, name)) for name in _names(value.__class__)]
            known = self._known[id(value)] = value, stamp(repr([type(value).__name__, *parts]))
        return known[1]


@cache
def _names(sort: type) -> tuple[str, ...]:
    """The names of the fields of a dataclass."""
    return tuple(field.name for field in fields(sort))
