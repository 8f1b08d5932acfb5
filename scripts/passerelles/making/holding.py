"""Whether what a page asked is answered today as it was when the page was made.

The notes of a build rest on the state of the base that lies in the cache when it ends. Of most questions they say no
more than that they were asked: an answer holds where that state gives an equal one, mostly of the very same objects.
Where the page was told something else, for the base had changed since that state was left, its stamp stands beside.
"""

from __future__ import annotations

from functools import cached_property

from passerelles.keeping import left
from passerelles.ledger import Key
from passerelles.making.last import Last
from passerelles.making.stamps import Stamps, is_answered, sort_of
from passerelles.making.touched import OF_THINGS, touched

DEAR = frozenset({"in-country", "map-facets", "map-list", "pictured"})  # of few questions, each of a whole base
Noted = tuple[str, object] | tuple[str, object, str]  # a question; with the stamp of its answer


class Holding:
    """The answers of the base today, and of the state in the cache."""

    def __init__(self, last: Last) -> None:
        self.now, self._before = Stamps(last.now), Stamps(last.before) if last.before else None
        self.rests_on = last.before.id if last.before else ""  # the state that the last build must mean
        self._is_left = left(last.now, last.before) is last.now
        self.leaves = last.now.id if self._is_left else self.rests_on  # the one that this build means

    def holds(self, key: Key, stamp: str = "") -> bool:
        """Whether the answer is what a page was told; without a stamp, the state in the cache has that answer."""
        if not is_answered(key):
            return False
        return stamp == self.now.of(key) if stamp else self._is_same(key)

    def _is_same(self, key: Key) -> bool:
        if self._before is None:
            return False
        name, of = key
        if sort_of(name) in OF_THINGS and (of if isinstance(of, str) else of[0]) not in self._touched:  # type: ignore[index]
            return True
        return self._before.answer(key) == self.now.answer(key) or self._before.of(key) == self.now.of(key)

    @cached_property
    def _touched(self) -> frozenset[str]:
        return touched(self._before.graph, self.now.graph) if self._before else frozenset()

    def noted(self, key: Key) -> Noted:
        """What to leave for the next build about a question that a page asked today."""
        if is_answered(key) and (_is_dear(key) or not (self._is_left or self._is_same(key))):
            return *key, self.now.of(key)
        return key


def _is_dear(key: Key) -> bool:
    return sort_of(key[0]) in DEAR
