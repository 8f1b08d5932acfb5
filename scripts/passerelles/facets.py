"""By what a thing can be found: its countries, its themes, its years. What nobody states is empty.

In: the base and one of its things. Out: ids of countries and themes, and years as the dates name them.
"""

from __future__ import annotations

from collections.abc import Iterator

from passerelles.dates import Date, read
from passerelles.model import Entity, KnowledgeBase

LONGEST = 100  # years: an interval is found under each of its years, a longer one under its two ends


def countries(kb: KnowledgeBase, entity: Entity) -> frozenset[str]:
    """The country that a thing lies in or is, and those of the territories that its statements name."""
    return frozenset(_countries(kb, entity))


def _countries(kb: KnowledgeBase, entity: Entity) -> Iterator[str]:
    if entity.gazetteer:
        yield entity.gazetteer.country or entity.id
    for statement in entity.statements:
        place = kb.entities.get(statement.entity)
        if place and place.gazetteer:
            yield place.gazetteer.country or place.id


def themes(kb: KnowledgeBase, entity: Entity) -> frozenset[str]:
    """The themes that statements give a thing."""
    values = (kb.entities.get(s.entity) for s in entity.statements)
    return frozenset(value.id for value in values if value and value.kind == "theme")


def years(entity: Entity) -> frozenset[str]:
    """The years of a thing's dates: «2023», «202X» for a decade, «XXXX» for a year that nobody gives."""
    return frozenset(year for s in entity.statements if s.date for year in years_of(read(s.date)))


def years_of(date: Date) -> Iterator[str]:
    """The years that a date names and, of an interval, those between."""
    named = [moment.year for moment in date.moments if moment]
    yield from named
    if date.form == "interval" and len(named) == 2 and all(year.isdigit() for year in named):
        first, last = int(named[0]), int(named[1])
        if last - first <= LONGEST:
            yield from (f"{year:04}" for year in range(first + 1, last))
