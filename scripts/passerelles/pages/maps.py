"""The map: its pages, and the pictures that other pages ask for through overrides/kinds/_map.html.

With few partnerships one page has an arc and a row for each, and the reader chooses on it. With many, arcs and rows
stand for two countries, a page for each choice takes the place of the filter, and lists have pages of their own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from passerelles import atlas
from passerelles.atlas import CONFLICT, MOST_ARCS, Choice, Facets, Inset, Place, Tie, Ties, World
from passerelles.graph import Graph
from passerelles.ledger import note
from passerelles.model import Entity, Language
from passerelles.pages.page import Page, portions
from passerelles.pages.typography import sort_key, typeset
from passerelles.pages.voice import Voice

if TYPE_CHECKING:
    from passerelles.pages import Pages

COARSE = 2.6  # units: the picture of the home page is drawn lighter
ROWS, PAIRS, SILENT = 100, 120, 60  # rows of a list, pairs of countries on a page, things that are not placed
OTHER_VALUES = ("other", "undated")


@dataclass(frozen=True)
class Pair:
    """The partnerships of the same countries, on one row."""

    countries: tuple[str, ...]
    ties: tuple[Tie, ...]
    page: int  # of the list, where the first of them stands

    @property
    def statuses(self) -> list[tuple[str, int]]:
        return sorted(Counter(tie.status for tie in self.ties).items())


@dataclass(frozen=True, eq=False)
class Map:
    """What the templates draw and list, in the language of a page."""

    say: Voice
    ties: Ties
    whole: Ties  # all partnerships, where `ties` are some of them

    @property
    def is_large(self) -> bool:
        return len(self.whole.all) > MOST_ARCS

    @property
    def by_pairs(self) -> bool:
        return len(self.ties.all) > MOST_ARCS

    def name(self, thing: str) -> str:
        return typeset(self.say.called(thing).name[self.say.language], self.say.language)

    def partners(self, names: str) -> str:
        return self.say.label("map-with", names=names)

    @cached_property
    def world(self) -> World | None:
        return atlas.world(self.say.graph.kb, self.ties, self.name)

    @cached_property
    def insets(self) -> tuple[Inset, ...]:
        return atlas.insets(self.say.graph.kb, self.ties, self.name, self.partners)

    @property
    def facets(self) -> Facets:
        note("map-facets", self.say.language)
        return facets_of(self.say.graph.unwatched, self.say.language)

    @property
    def _listed_on(self) -> dict[tuple[str, ...], int]:
        note("map-list", self.say.language)
        return listed_on(self.say.graph.unwatched, self.say.language)

    def choice(self, choice: Choice) -> str:
        """A choice in words."""
        if choice.value in OTHER_VALUES:
            return self.say.label(f"map-{choice.value}")
        if choice.facet == "period":
            return self.say.date(choice.value.replace("0s", "X"))
        return status_label(self.say, choice.value) if choice.facet == "status" else self.name(choice.value)

    def marks(self, ids: Sequence[str]) -> str:
        return self.facets.classes(ids)

    @property
    def statuses(self) -> list[tuple[str, str]]:
        """What the legend explains: each status that is drawn, and its words."""
        chosen = [(choice.value, self.choice(choice)) for choice in self.facets.choices["status"]]
        silent = [] if all(tie.status for tie in self.ties.drawn) else [("", status_label(self.say, ""))]
        return [*chosen, *silent]

    def unplaced_ties(self, entity: Entity) -> list[str]:
        """The partnerships of a party that has no place."""
        return [tie.id for tie in self.ties.all if entity.id in tie.unplaced]

    @cached_property
    def rows(self) -> list[Tie]:
        return sorted(self.ties.all, key=lambda tie: sort_key(self.name(tie.id)))

    @cached_property
    def pairs(self) -> list[Pair]:
        """The pairs of countries, those with most partnerships first."""
        first = self._listed_on
        found: dict[tuple[str, ...], list[Tie]] = {}
        for tie in self.ties.all:
            found.setdefault(tuple(sorted(tie.countries)), []).append(tie)
        pairs = [Pair(countries, tuple(ties), first[countries]) for countries, ties in found.items()]
        return sorted(pairs, key=lambda p: (-len(p.ties), p.countries))

    def pair_href(self, countries: Sequence[str]) -> str:
        """Where the partnerships of two countries are listed."""
        key = tuple(sorted(set(countries)))
        return self.say.link(f"map/list/{self._listed_on.get(key, 1)}/")

    def country_href(self, place: Place) -> str:
        """Where the parties of a country that share a mark are told apart."""
        return self.say.link(f"map/country/{place.country}/") if self.is_large and place.country else "#map-table"

    @cached_property
    def unplaced(self) -> list[Entity]:
        """Parties, and territories that are no country, without coordinates."""
        kb, bare = self.say.graph.kb, self.say.lexicon.bare.of("territory", self._bare)
        return self.say.sorted([kb.entities[name] for name in dict.fromkeys([*self.ties.unplaced, *bare])])

    def _bare(self) -> tuple[str, ...]:
        kb = self.say.graph.kb
        return tuple(e.id for e in kb.of_kind("territory") if e.type != "country" and not atlas.place_of(kb, e))

    @property
    def undrawn(self) -> list[Tie]:
        """Partnerships without an arc: fewer than two of their parties are placed."""
        return [tie for tie in self.rows if len(tie.parties) < 2]


@lru_cache(maxsize=4)  # of each language, for every page that shows a choice
def facets_of(graph: Graph, language: Language) -> Facets:
    """The choices of the map, in the order of the language."""
    say = Voice(graph, language, "map/")
    named = {kind: [e.id for e in say.sorted(graph.kb.of_kind(kind))] for kind in ("theme", "territory")}
    status = [*graph.kb.schema.kinds["partnership"].properties["status"].choices, CONFLICT]
    order = {"theme": named["theme"], "country": named["territory"], "status": status}
    return atlas.facets(atlas.ties_of(graph), order)


@lru_cache(maxsize=4)
def ordered(graph: Graph, language: Language) -> tuple[Tie, ...]:
    """All partnerships as the list of many has them: by their countries, then by name."""
    names = {tie.id: sort_key(graph.kb.entities[tie.id].name[language]) for tie in atlas.ties_of(graph).all}
    return tuple(sorted(atlas.ties_of(graph).all, key=lambda tie: (sorted(tie.countries), names[tie.id])))


@lru_cache(maxsize=4)
def listed_on(graph: Graph, language: Language) -> dict[tuple[str, ...], int]:
    """The page of the list on which the partnerships of each set of countries begin."""
    first: dict[tuple[str, ...], int] = {}
    for i, tie in enumerate(ordered(graph, language)):
        first.setdefault(tuple(sorted(tie.countries)), i // ROWS + 1)
    return first


def status_label(say: Voice, status: str) -> str:
    """The status of a partnership in words."""
    if status == CONFLICT:
        return say.label("conflict-flag")
    choices = say.graph.kb.schema.kinds["partnership"].properties["status"].choices
    return typeset(choices[status].label[say.language], say.language) if status else say.label("map-no-status")


def line(say: Voice, status: str) -> str:
    """The sort of line that draws a status: a number, in the order of the schema; x where sources disagree, none where
    they say nothing."""
    codes = list(say.graph.kb.schema.kinds["partnership"].properties["status"].choices)
    return str(codes.index(status) % 6) if status in codes else "x" if status == CONFLICT else "none"


def bridge(say: Voice, entity: Entity) -> str:
    """The sort of line that draws a partnership, wherever it stands."""
    return line(say, atlas.tie_of(say.graph.kb, entity).status)


def whole(say: Voice) -> Map:
    """The map of all partnerships."""
    ties = atlas.ties_of(say.graph)
    return Map(say, ties, ties)


def prepare(say: Voice) -> None:
    """Draw what the maps of every language share, before they are made side by side: outlines take most of the time."""
    drawn = whole(say)
    if drawn.world and drawn.insets:
        overview(say)


def overview(say: Voice) -> World | None:
    """The picture of the home page."""
    drawn = whole(say)
    return atlas.world(say.graph.kb, drawn.ties, drawn.name, COARSE)


def diptych(say: Voice, entity: Entity) -> atlas.Small | None:
    """The picture of a partnership."""
    return atlas.diptych(say.graph.kb, atlas.tie_of(say.graph.kb, entity))


def locator(say: Voice, entity: Entity) -> atlas.Small | None:
    """The picture of where a territory is."""
    place = atlas.place_of(say.graph.kb, entity)
    return atlas.locator(say.graph.kb, place) if place else None


def map_pages(pages: Pages) -> Iterator[Page]:
    """The map, and where it is too much for one page its lists and a page for each choice."""
    ties = atlas.ties_of(pages.graph.unwatched)
    yield _page(pages, "map/", ties, ties)
    if len(ties.all) > MOST_ARCS:
        yield from _lists(pages, ties)
        facets = whole(pages.voice("map/")).facets
        for choice in (c for choices in facets.choices.values() for c in choices):
            chosen = tuple(tie for tie in ties.all if choice.mark in facets.marks[tie.id])
            yield _page(pages, f"map/{choice.facet}/{choice.value}/", Ties(chosen), ties, choice)


def _page(pages: Pages, path: str, ties: Ties, all_ties: Ties, choice: Choice | None = None) -> Page:
    voice = pages.voice(path)
    shown = Map(voice, ties, all_ties)
    content = pages.later("map", voice, map=shown, choice=choice)
    title = voice.label("map-heading")
    title = title if choice is None else voice.label("map-of", choice=shown.choice(choice))
    return Page(path, pages.language, title, voice.label("map-about"), content, kind="map")


def _lists(pages: Pages, ties: Ties) -> Iterator[Page]:
    parts = portions(ordered(pages.graph.unwatched, pages.language), ROWS)
    for number, part in enumerate(parts, 1):
        voice = pages.voice(f"map/list/{number}/")
        title = voice.label("page-of", title=voice.label("map-heading"), page=number, pages=len(parts))
        shown = Map(voice, Ties(tuple(part)), ties)
        content = pages.later("maplist", voice, map=shown, rows=part, number=number, pages=len(parts))
        yield Page(voice.path, pages.language, title, title, content, kind="map")
