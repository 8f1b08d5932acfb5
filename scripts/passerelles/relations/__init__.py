"""Who is linked to whom: the ties that statements make between things, without layout or words.

In: the linked base. Out: ties by thing, and for each thing its neighbours, sort by sort. Which properties make a tie
is said in data/schema.yml (`feeds: relations`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from passerelles.graph import Graph
from passerelles.ledger import Remembered
from passerelles.model import Entity, KnowledgeBase, Property, Statement


@dataclass(frozen=True, eq=False)
class Tie:
    """A statement that links its subject to a thing, through a property that feeds the relations."""

    statement: Statement
    declared: Property

    @property
    def subject(self) -> str:
        return self.statement.subject

    @property
    def value(self) -> str:
        return self.statement.entity


@dataclass(frozen=True, eq=False)
class Neighbours:
    """The things that one thing is linked to in one way; `statements` are the words for it, one a neighbour."""

    declared: Property
    is_inverse: bool  # whether the others state it of themselves: then the inverse label is the right one
    ids: tuple[str, ...]
    statements: tuple[Statement, ...]


@dataclass(frozen=True, eq=False)
class Network:
    """Every tie of the base."""

    graph: Graph
    _known: Remembered[tuple[str, bool], tuple[Tie, ...]] = field(default_factory=Remembered)
    _parties: Remembered[str, tuple[Statement, ...]] = field(default_factory=Remembered)
    _degrees: Remembered[str, int] = field(default_factory=Remembered)

    @property
    def kb(self) -> KnowledgeBase:
        return self.graph.kb

    @cached_property
    def ties(self) -> tuple[Tie, ...]:
        """All of them, in the order of the statements of the base."""
        return tuple(self._ties(self.kb.statements))

    def _ties(self, statements: Iterable[Statement]) -> Iterator[Tie]:
        kb = self.kb
        for statement in statements:
            declared = kb.property_of(statement) if statement.entity in kb.entities else None
            if declared and "relations" in declared.feeds:
                yield Tie(statement, declared)

    def _from(self, name: str) -> tuple[Tie, ...]:
        """What a thing states."""
        return self._known.of((name, True), lambda: tuple(self._ties(self.kb.linking(name))))

    def _to(self, name: str) -> tuple[Tie, ...]:
        """What others state of it."""
        return self._known.of((name, False), lambda: tuple(self._ties(self.graph.backlinks.get(name, ()))))

    @cached_property
    def actors(self) -> tuple[Entity, ...]:
        """Who can act: what a tie may lead to, themes apart (territories, organisations, people), and is tied."""
        kinds = {target for tie in self.ties for target in tie.declared.targets} - {"theme"}
        tied = [e for kind in self.kb.schema.kinds if kind in kinds for e in self.kb.of_kind(kind)]
        return tuple(e for e in tied if self._from(e.id) or self._to(e.id))

    @cached_property
    def partnerships(self) -> tuple[Entity, ...]:
        """What binds parties: things of the kinds whose ties are required of them."""
        kinds = self.kb.schema.kinds.values()
        bound = [k.name for k in kinds if any(_binds(p) for p in k.properties.values())]
        return tuple(e for kind in bound for e in self.kb.of_kind(kind))

    def parties(self, partnership: str) -> tuple[Statement, ...]:
        """The statements that name the parties, each party once."""
        return self._parties.of(partnership, lambda: self._party(partnership))  # each of them asks for the others

    def _party(self, partnership: str) -> tuple[Statement, ...]:
        found = [tie.statement for tie in self._from(partnership) if _binds(tie.declared)]
        return tuple({s.entity: s for s in reversed(found)}.values())[::-1]

    def degree(self, name: str) -> int:
        """To how many different things a thing is tied; worked out when it is asked for, once."""
        return self._degrees.of(name, lambda: len(self._near(name)))

    def _near(self, name: str) -> set[str]:
        """The things that a thing is tied to, in whatever way."""
        across = (self._across(tie) for tie in self._to(name))
        return {tie.value for tie in self._from(name)} | {other for found in across for other, _ in found}

    def neighbours(self, name: str) -> tuple[Neighbours, ...]:
        """What a thing is tied to, partners first; a partner rather than the partnership with it."""
        groups: dict[tuple[str, str, bool], dict[str, Statement]] = defaultdict(dict)
        declared: dict[tuple[str, str, bool], Property] = {}
        kind_of, kind = self.kb.kind_of, self.kb.kind_of(name)
        for tie in self._from(name):
            key = (kind, tie.declared.name, False)
            declared[key] = tie.declared
            groups[key].setdefault(tie.statement.entity, tie.statement)
        for tie in self._to(name):
            for other, statement in self._across(tie):
                key = (kind_of(tie.subject), tie.declared.name, other == tie.subject)
                declared[key] = tie.declared
                groups[key].setdefault(other, statement)
        found = [Neighbours(declared[k], k[2], tuple(group), tuple(group.values())) for k, group in groups.items()]
        return tuple(sorted(found, key=lambda each: not _binds(each.declared)))  # partners first

    def _across(self, tie: Tie) -> Sequence[tuple[str, Statement]]:
        """The other parties, for a tie that binds; where nobody else is named, and for any other tie, its subject."""
        parties = self.parties(tie.subject) if _binds(tie.declared) else ()
        others = [s for s in parties if s.entity != tie.value]
        return [(s.entity, s) for s in others] or [(tie.subject, tie.statement)]


def _binds(declared: Property) -> bool:
    """Whether a thing is nothing without the ties of this property: a partnership without its parties."""
    return declared.required and not declared.single and "relations" in declared.feeds and declared.type == "entity"


@lru_cache(maxsize=2)  # every page of every language asks for the same network
def network(graph: Graph) -> Network:
    """The ties of a base."""
    return Network(graph)
