"""Rules on disagreement: sources that contradict each other are shown as such, never silently."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from passerelles.check.evidence import Things
from passerelles.model import Entity, KnowledgeBase, Problem, Statement


def rival_statements(kb: KnowledgeBase, entity: Entity) -> Iterator[tuple[Statement, ...]]:
    """The statements that give one single-valued property of a thing more than one value."""
    for name in kb.schema.kinds[entity.kind].single:
        rivals = entity.with_property(name)
        if _contradict(rivals):
            yield rivals


def _contradict(statements: Collection[Statement]) -> bool:
    """Whether statements of one property give several values, or several dates; no date is not another date."""
    return len({s.value for s in statements}) > 1 or len({s.date for s in statements} - {""}) > 1


def conflicts_are_declared(kb: KnowledgeBase, things: Things) -> Iterator[Problem]:
    """Two values of a single-valued property are both marked `status: conflict`, with a note; both are shown."""
    for entity in things:
        for rivals in rival_statements(kb, entity):
            for statement in rivals:
                if statement.status != "conflict":
                    others = (s.value if s.value != statement.value else s.date for s in rivals if s != statement)
                    details = (("property", statement.property), ("others", ", ".join(filter(None, others))))
                    yield Problem(statement.where, "undeclared-conflict", details)


def declared_conflicts_are_real(kb: KnowledgeBase, things: Things) -> Iterator[Problem]:
    """What is marked as a conflict has a rival of the same property, and a note that explains the disagreement."""
    for entity in things:
        for statement in entity.statements:
            if not statement.status:
                continue
            if statement.status != "conflict":
                yield Problem(statement.spot("status"), "unknown-status", (("value", statement.status),))
            elif not _has_rival(kb, entity, statement):
                yield Problem(statement.spot("status"), "conflict-without-rival", (("property", statement.property),))
            elif not statement.note:
                yield Problem(statement.where, "conflict-without-note", (("property", statement.property),))


def _has_rival(kb: KnowledgeBase, entity: Entity, statement: Statement) -> bool:
    """Whether another value stands against this one: of a property with one value any, of others one marked as such."""
    is_single = statement.property in kb.schema.kinds[entity.kind].single
    rivals = [s for s in entity.with_property(statement.property) if is_single or s.status]
    return _contradict(rivals)
