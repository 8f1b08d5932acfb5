"""What happened, or was planned, and when the sources say so: the facts of the timeline, without layout or words.

In: the linked base. Out: occurrences in the order of time, the planned apart, what nobody dates last. Every dated
statement is told; data/schema.yml says (`feeds: timeline`) which properties date an event, and which owe a date.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from passerelles.facets import countries, themes
from passerelles.graph import Graph
from passerelles.model import Entity, KnowledgeBase, Property, Statement
from passerelles.timeline.span import Span, span_of

PAST, PLANNED, UNDATED = "past", "planned", "undated"


@dataclass(frozen=True, eq=False)
class Occurrence:
    """An event with all the dates that sources give it, or a statement that a source dates."""

    subject: Entity
    statements: tuple[Statement, ...]  # those that date it; for an undated statement, itself
    states: tuple[Statement, ...] = ()  # whether it was held or planned, as the sources say
    attached: tuple[Statement, ...] = ()  # what others state of this event: signed there, reported there
    lane: str = ""  # the id of its series; empty where it has none
    is_event: bool = False
    is_planned: bool = False  # sources only announce it, each at its own date: no clock is asked

    @cached_property
    def dates(self) -> tuple[str, ...]:
        """The different dates, EDTF, the earliest first; more than one where sources disagree."""
        found = {s.date for s in self.statements if s.date}
        return tuple(sorted(found, key=lambda date: (span_of((date,)) or Span.NEVER, date)))

    @cached_property
    def span(self) -> Span | None:
        return span_of(self.dates)

    @property
    def is_disputed(self) -> bool:
        return len(self.dates) > 1 and any(s.status == "conflict" for s in self.statements)

    @cached_property
    def section(self) -> str:
        if self.span is None:
            return UNDATED
        return PLANNED if self.is_planned else PAST

    @property
    def key(self) -> str:
        """What a filter by kind calls it: the kind of its subject and, for an event, its type."""
        return f"{self.subject.kind}-{self.subject.type}" if self.is_event and self.subject.type else self.subject.kind

    @cached_property
    def order(self) -> tuple[object, ...]:
        section = (PAST, PLANNED, UNDATED).index(self.section)
        span = self.span or Span.NEVER
        return section, span.year, span.month, span, self.subject.id, self.statements[0].id if self.statements else ""


@lru_cache(maxsize=2)  # both languages of a build tell the same occurrences
def occurrences(graph: Graph) -> tuple[Occurrence, ...]:
    """Everything that the timeline tells, in its order, the same in every language."""
    kb = graph.kb
    events = [e for kind in kb.schema.kinds if _dating(kb, kind) for e in kb.of_kind(kind)]
    attached, loose = _statements(kb, {event.id for event in events})
    series = {s.entity for event in events for s in event.with_property("series")}
    found = [_event(kb, event, attached.get(event.id, ())) for event in events]
    told = [o for o in found if o.span or o.dates or o.subject.id not in series]
    told += [Occurrence(kb.entities[s.subject], (s,)) for s in loose]
    return tuple(sorted(told, key=lambda o: o.order))


def _dating(kb: KnowledgeBase, kind: str) -> list[Property]:
    """The properties of a kind whose value is the date of the thing itself: such things are events."""
    declared = kb.schema.kinds[kind].properties.values()
    return [p for p in declared if p.type == "date" and "timeline" in p.feeds]


def _event(kb: KnowledgeBase, event: Entity, attached: tuple[Statement, ...]) -> Occurrence:
    declared = kb.schema.kinds[event.kind].properties.values()
    stated = [(p, s) for p in declared if "timeline" in p.feeds and p.choices for s in event.with_property(p.name)]
    return Occurrence(
        subject=event,
        statements=tuple(s for p in _dating(kb, event.kind) for s in event.with_property(p.name)),
        states=tuple(s for _, s in stated),
        attached=attached,
        lane=series_of(kb, event),
        is_event=True,
        is_planned=bool(stated) and all(p.choices[s.choice].open for p, s in stated),
    )


def series_of(kb: KnowledgeBase, event: Entity) -> str:
    """The series of which an event, or the event that it is part of, is an edition."""
    seen: set[str] = set()
    while event.id not in seen:
        seen.add(event.id)
        for statement in event.with_property("series"):
            return statement.entity
        for statement in event.with_property("part_of"):
            event = kb.entities[statement.entity]
    return ""


def _statements(
    kb: KnowledgeBase, events: set[str]
) -> tuple[Mapping[str, tuple[Statement, ...]], tuple[Statement, ...]]:
    """The statements of other things: those that an event on the timeline tells, by event, and the others."""
    attached: dict[str, list[Statement]] = defaultdict(list)
    loose: list[Statement] = []
    for statement in _feeding(kb):
        if statement.entity in events and _agrees(kb, statement):
            attached[statement.entity].append(statement)
        elif statement.date or statement.text:
            loose.append(statement)
    return {event: tuple(found) for event, found in attached.items()}, tuple(loose)


def _feeding(kb: KnowledgeBase) -> Iterator[Statement]:
    """The statements that have a date, or whose property owes one, but for the dates of events themselves."""
    for statement in kb.statements:
        declared = kb.property_of(statement)
        assert declared is not None  # the check refuses an unknown property
        is_told = bool(statement.date) or "timeline" in declared.feeds
        if is_told and not (declared.type == "date" and "timeline" in declared.feeds):
            yield statement


def _agrees(kb: KnowledgeBase, statement: Statement) -> bool:
    """Whether an event happened when the statement says so, or the statement says no time of its own."""
    if not statement.date:
        return True
    dates = [s.date for s in kb.entities[statement.entity].statements if s.date]
    own, other = span_of((statement.date,)), span_of(tuple(dates))
    return bool(own and other and own.touches(other))


def filters(graph: Graph, occurrence: Occurrence) -> Iterator[tuple[str, str]]:
    """By what an occurrence can be sifted: («kinds», «event-visit»), («themes», …), («countries», …)."""
    yield "kinds", occurrence.key
    yield from (("themes", theme) for theme in sorted(themes(graph.kb, occurrence.subject)))
    yield from (("countries", country) for country in sorted(countries(graph.kb, occurrence.subject)))


@lru_cache(maxsize=2)
def sifts(graph: Graph) -> Mapping[tuple[str, str], tuple[Occurrence, ...]]:
    """The occurrences that each filter keeps, in the order of time."""
    found: dict[tuple[str, str], list[Occurrence]] = defaultdict(list)
    for occurrence in occurrences(graph):
        for sift in filters(graph, occurrence):
            found[sift].append(occurrence)
    return {sift: tuple(found[sift]) for sift in sorted(found)}
