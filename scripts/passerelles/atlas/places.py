"""Who stands where: the parties of each partnership, by the coordinates that a gazetteer gives, never by a guess.

A territory is placed by its own coordinates, whatever it lies within; an organisation by those of the place that the
texts give it, where there is one only. What has no coordinates is not placed, and pages say so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import combinations

from passerelles.dates import Date, read
from passerelles.earth.simplify import Point
from passerelles.graph import Graph
from passerelles.model import Entity, KnowledgeBase

CONFLICT = "conflict"  # what the status of a partnership is when its sources disagree


@dataclass(frozen=True)
class Place:
    """A party on the globe: `country` is the id of a territory, or empty where the base does not say."""

    id: str
    country: str
    longitude: float
    latitude: float

    @property
    def point(self) -> Point:
        return self.longitude, self.latitude


@dataclass(frozen=True, eq=False)
class Tie:
    """A partnership as the map has it: its parties that are placed, and those that are not."""

    id: str
    parties: tuple[Place, ...]
    unplaced: tuple[str, ...]
    countries: tuple[str, ...]  # of all parties, placed or not, in their order
    status: str  # a code of the schema, CONFLICT, or nothing
    themes: tuple[str, ...]
    dates: tuple[str, ...]  # as the sources give them, EDTF

    @property
    def spans(self) -> tuple[tuple[Place, Place], ...]:
        """The pairs to link: parties of two countries, or, where all are of one, the first with each other."""
        pairs = list(combinations(self.parties, 2))
        return tuple([(a, b) for a, b in pairs if a.country != b.country] or pairs[: len(self.parties) - 1])

    @cached_property
    def periods(self) -> tuple[Date, ...]:
        return tuple(dict.fromkeys(map(read, self.dates)))

    def may_be_within(self, first: int, last: int) -> bool:
        """Whether some date of the partnership may fall in these years; an uncertain one falls in each it may be."""
        return any(date.earliest.year <= last and first <= date.latest.year for date in self.periods)


@dataclass(frozen=True, eq=False)
class Ties:
    """All partnerships, and what to find in them."""

    all: tuple[Tie, ...]

    @cached_property
    def by_id(self) -> dict[str, Tie]:
        return {tie.id: tie for tie in self.all}

    @cached_property
    def drawn(self) -> tuple[Tie, ...]:
        return tuple(tie for tie in self.all if len(tie.parties) > 1)

    @cached_property
    def of_place(self) -> dict[Place, tuple[Tie, ...]]:
        """The partnerships of each placed party, the party with most of them first."""
        found: dict[Place, list[Tie]] = defaultdict(list)
        for tie in self.all:
            for place in tie.parties:
                found[place].append(tie)
        return {p: tuple(found[p]) for p in sorted(found, key=lambda p: (-len(found[p]), p.id))}

    @cached_property
    def unplaced(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(party for tie in self.all for party in tie.unplaced))

    def only(self, chosen: tuple[Tie, ...]) -> Ties:
        return Ties(chosen)


@lru_cache(maxsize=2)  # the bases of a build and of the one that follows it
def ties_of(graph: Graph) -> Ties:
    """Every partnership of the base, in the order of the base."""
    return Ties(tuple(tie_of(graph.kb, entity) for entity in graph.kb.of_kind("partnership")))


def tie_of(kb: KnowledgeBase, entity: Entity) -> Tie:
    """One partnership, as the map has it."""
    parties = dict.fromkeys(s.entity for s in entity.with_property("party"))
    places = {party: place_of(kb, kb.entities[party]) for party in parties}
    codes = dict.fromkeys(s.choice for s in entity.with_property("status"))
    disputed = any(s.status == "conflict" for s in entity.with_property("status"))
    return Tie(
        id=entity.id,
        parties=tuple(place for place in places.values() if place),
        unplaced=tuple(party for party, place in places.items() if not place),
        countries=tuple(dict.fromkeys(c for party in parties if (c := country_of(kb, kb.entities[party])))),
        status=CONFLICT if disputed or len(codes) > 1 else next(iter(codes), ""),
        themes=tuple(dict.fromkeys(s.entity for s in entity.with_property("theme"))),
        dates=tuple(s.date for s in entity.statements if s.date),
    )


def place_of(kb: KnowledgeBase, entity: Entity) -> Place | None:
    """Where a thing is, or None: coordinates are taken from its own record or, for an organisation, from its seat's."""
    where = entity if entity.kind == "territory" else _seat(kb, entity)
    if where is None or where.gazetteer is None or where.gazetteer.coordinates is None:
        return None
    latitude, longitude = where.gazetteer.coordinates
    return Place(entity.id, country_of(kb, where), longitude, latitude)


def _seat(kb: KnowledgeBase, entity: Entity) -> Entity | None:
    seats = dict.fromkeys(s.entity for s in entity.with_property("seat"))
    return kb.entities.get(next(iter(seats))) if len(seats) == 1 else None


def country_of(kb: KnowledgeBase, entity: Entity) -> str:
    """The country of a thing: its own record's, or that of what it lies within; empty where nothing says it."""
    return next((c for unit in _around(kb, entity) if (c := _own_country(unit)) in kb.entities), "")


def _own_country(unit: Entity) -> str:
    return unit.id if unit.type == "country" else (unit.gazetteer.country if unit.gazetteer else "")


def _around(kb: KnowledgeBase, entity: Entity) -> Iterator[Entity]:
    """A thing, where it is, and what that lies within, each once: a circle in the data ends."""
    seen: dict[str, None] = {}
    unit: Entity | None = entity
    while unit is not None and unit.id not in seen:
        seen[unit.id] = None
        yield unit
        up = [s.entity for name in ("within", "seat") for s in unit.with_property(name)]
        unit = kb.entities.get(up[0]) if up else None
