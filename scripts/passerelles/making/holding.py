"""Whether what a page asked is answered today as it was when the page was made.

The notes of a build rest on the state of the base that lies in the cache when it ends. Of most questions they say no
more than that they were asked: an answer holds where that state gives an equal one, mostly of the very same objects.
Where the page was told something else, for the base had changed since that state was left, its stamp stands beside.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from functools import cached_property

from passerelles.keeping import remaining
from passerelles.ledger import Key
from passerelles.making.last import Last
from passerelles.making.stamps import Stamps, is_answered, sort_of
from passerelles.making.touched import OF_THINGS, touched

DEAR = frozenset({"in-country", "map-facets", "map-list", "pictured"})  # of few questions, each of a whole base


class Holding:
    """The answers of the base today, and of the state in the cache."""

    def __init__(self, last: Last) -> None:
        self.now, self._before = Stamps(last.now), Stamps(last.before) if last.before else None
        self.rests_on = last.before.id if last.before else ""  # the state that the last build must mean
        self._is_left = remaining(last.now, last.before) is last.now
        self.leaves = last.now.id if self._is_left else self.rests_on  # the one that this build means

    def otherwise(self, name: str, asked: Mapping[int, Hashable], stamps: Mapping[int, str]) -> set[int]:
        """The numbers of those questions of a name to which pages were told another answer.

        They were told what the state in the cache says, but for those questions that have stamps.
        """
        doubted = {*self._doubted(name, asked), *stamps}
        return {number for number in doubted if not self._holds((name, asked[number]), stamps.get(number, ""))}

    def stamps(self, name: str, asked: Mapping[int, Hashable]) -> Mapping[int, str]:
        """The stamps to leave for the next build: of answers that it cannot have of the state in the cache."""
        if sort_of(name) in DEAR:
            return {number: self.now.of((name, of)) for number, of in asked.items()}
        if self._is_left:
            return {}
        keys = [(number, (name, asked[number])) for number in self._doubted(name, asked)]
        return {number: self.now.of(key) for number, key in keys if is_answered(key) and not self._is_same(key)}

    def _doubted(self, name: str, asked: Mapping[int, Hashable]) -> Iterable[int]:
        """The questions of a name to which the answers may differ: of those about things, few."""
        if sort_of(name) not in OF_THINGS or self._before is None:
            return asked
        touched = self._touched
        return [number for number, of in asked.items() if of is None or _thing(of) in touched]

    @cached_property
    def _touched(self) -> frozenset[str]:
        return touched(self._before.graph, self.now.graph) if self._before else frozenset()

    def _holds(self, key: Key, stamp: str) -> bool:
        if not is_answered(key):
            return False
        return stamp == self.now.of(key) if stamp else self._is_same(key)

    def _is_same(self, key: Key) -> bool:
        """Whether the base answers as the state in the cache does."""
        if self._before is None:
            return False
        return self._before.answer(key) == self.now.answer(key) or self._before.of(key) == self.now.of(key)


def _thing(of: Hashable) -> Hashable:
    """The thing that a question is about; of a place, such as a passage of a text, that in which it is."""
    return of[0] if isinstance(of, tuple) else of
