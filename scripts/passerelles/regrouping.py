"""What was gathered from the things of a base, gathered anew where some of them changed.

Everything is listed by thing, in the order of ids, and within a thing in the order of its file: so what a changed thing
gave can be taken out of a list and what it gives now put in, and the list is what gathering everything would give.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol, TypeVar

from passerelles.model import Entity, KnowledgeBase, Statement


class OfThing(Protocol):
    """Something that is said of one thing."""

    @property
    def subject(self) -> Entity: ...


O = TypeVar("O", bound=OfThing)  # noqa: E741
Keys = Callable[[Statement], Iterable[str]]


@dataclass(frozen=True)
class Regrouped:
    """Two states of a base, and the ids of the things that differ."""

    old: KnowledgeBase
    new: KnowledgeBase
    ids: frozenset[str]

    def touched(self, keys: Keys) -> frozenset[str]:
        """The keys of all that the changed things stated, and state."""
        return frozenset([key for base in (self.old, self.new) for s in self._stated(base) for key in keys(s)])

    def _stated(self, base: KnowledgeBase) -> Iterator[Statement]:
        for name, thing in base.entities.items():
            if name in self.ids:
                yield from thing.statements

    def by(self, before: Mapping[str, tuple[Statement, ...]], keys: Keys) -> Mapping[str, tuple[Statement, ...]]:
        """The statements of the base by key, each once a key."""
        fresh: dict[str, dict[Statement, None]] = defaultdict(dict)
        for statement in self._stated(self.new):
            for key in keys(statement):
                fresh[key][statement] = None
        groups = dict(before)
        gone = {key for statement in self._stated(self.old) for key in keys(statement)}
        for key in sorted((fresh.keys() | gone) - {""}):
            kept = [statement for statement in before.get(key, ()) if statement.subject not in self.ids]
            found = fresh.get(key, ())
            groups[key] = tuple(sorted([*kept, *found], key=lambda s: s.subject) if kept else found)
        return {key: group for key, group in groups.items() if group}

    def things(self, before: tuple[O, ...], of: Callable[[Entity], Iterable[O]]) -> tuple[O, ...]:
        """What is said of the things, by thing."""
        fresh = [item for thing in self._things() for item in of(thing)]
        kept = [item for item in before if item.subject.id not in self.ids]
        return tuple(sorted([*kept, *fresh], key=lambda item: item.subject.id) if kept else fresh)

    def parts(self, before: Mapping[str, int], of: Callable[[Entity], Iterable[tuple[str, int]]]) -> Mapping[str, int]:
        """A number for some statements of the things."""
        gone = {statement.id for statement in self._stated(self.old)}
        kept = {name: number for name, number in before.items() if name not in gone}
        return kept | {name: number for thing in self._things() for name, number in of(thing)}

    def _things(self) -> Iterator[Entity]:
        return (thing for name, thing in self.new.entities.items() if name in self.ids)
