"""Relations as pages: partnerships in a table, themes by pair of countries, the picture, everybody's ties in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from passerelles.facets import countries
from passerelles.model import Called, Entity, Statement
from passerelles.pages.page import Page, portions
from passerelles.pages.typography import sort_key
from passerelles.pages.voice import Voice
from passerelles.relations import Neighbours, Network, network
from passerelles.relations.arcs import drawing

if TYPE_CHECKING:
    from passerelles.pages import Pages

ROWS, ACTORS = 24, 24  # to a page, so that it stays below 40 kB
SHOWN = 6  # neighbours of one sort in the list of actors; its own page has the rest
PAIRS = 6  # of countries, the most frequent, in the table of themes


@dataclass(frozen=True, eq=False)
class Row:
    """A partnership: its parties, its themes, what its kind puts in front."""

    entity: Entity
    parties: tuple[Statement, ...]
    themes: tuple[Statement, ...]
    states: tuple[Statement, ...]


@dataclass(frozen=True)
class Crossing:
    """Themes down, pairs of countries across, partnerships counted."""

    pairs: tuple[tuple[str, ...], ...]
    rows: tuple[tuple[str, tuple[int, ...]], ...]
    left_out: int  # pairs of countries that the table does not show


def relations(pages: Pages) -> Iterator[Page]:
    """Who works with whom on what."""
    ties = network(pages.graph)
    voice = pages.voice("")
    order = {e.id: sort_key(e.name[pages.language]) for e in pages.graph.unwatched.kb.entities.values()}
    rows = [_row(pages, ties, e) for e in voice.sorted(ties.partnerships)]
    parts = portions(rows, ROWS)
    for number, part in enumerate(parts, 1):
        voice = pages.voice("relations/" if number == 1 else f"relations/p/{number}/")
        picture = drawing(ties, _country_of(pages, ties), order) if number == 1 else None
        content = pages.later(
            "relations", voice, rows=part, total=len(rows), number=number, pages=len(parts),
            crossing=_crossing(pages, ties, rows) if number == 1 else None, picture=picture,
        )  # fmt: skip
        yield _page(pages, voice, "relations", content, number, len(parts))
    yield from _actors(pages, ties)


def _page(pages: Pages, voice: Voice, name: str, content: Callable[[], str], number: int, count: int) -> Page:
    title = voice.label(f"{name}-title")
    described = voice.label(f"{name}-about")
    if number > 1:
        title = voice.label("page-of", title=title, page=number, pages=count)
        described = f"{title}. {described}"
    return Page(voice.path, pages.language, title, described, content, kind="relations")


def _actors(pages: Pages, ties: Network) -> Iterator[Page]:
    """Everybody who is tied to somebody, with the ties in words."""
    actors = pages.voice("").sorted(ties.actors)
    parts = portions(actors, ACTORS)
    for number, part in enumerate(parts, 1):
        voice = pages.voice("relations/actors/" if number == 1 else f"relations/actors/p/{number}/")
        listed = [(e, [(group, ordered(voice, group)) for group in ties.neighbours(e.id)]) for e in part]
        content = pages.later(
            "actors", voice, listed=listed, total=len(actors), number=number, pages=len(parts), shown=SHOWN
        )
        yield _page(pages, voice, "actors", content, number, len(parts))


def ordered(voice: Voice, group: Neighbours) -> Sequence[tuple[Called, Statement]]:
    """Neighbours with the statement that ties each, in the order of the language."""
    pairs = [(voice.called(i), s) for i, s in zip(group.ids, group.statements, strict=True)]
    return sorted(pairs, key=lambda pair: sort_key(pair[0].name[voice.language]))


def _row(pages: Pages, ties: Network, entity: Entity) -> Row:
    declared = pages.graph.kb.schema.kinds[entity.kind].properties.values()
    states = [p.name for p in declared if p.type == "choice" and "front" in p.feeds]
    return Row(
        entity,
        ties.parties(entity.id),
        tuple(s for s in entity.statements if s.entity and pages.graph.kb.entities[s.entity].kind == "theme"),
        tuple(s for name in states for s in entity.with_property(name)),
    )


def _country_of(pages: Pages, ties: Network) -> Mapping[str, str]:
    """The country under which an actor is drawn: its only one, or none."""
    found = {e.id: sorted(countries(pages.graph.unwatched.kb, e)) for e in ties.actors}
    return {name: known[0] if len(known) == 1 else "" for name, known in found.items()}


def _crossing(pages: Pages, ties: Network, rows: Sequence[Row]) -> Crossing:
    """How many partnerships of each theme bind each pair of countries."""
    cells: Counter[tuple[str, tuple[str, ...]]] = Counter()
    country_of = _country_of(pages, ties)
    for row in rows:
        for pair in _pairs([country_of.get(s.entity, "") for s in row.parties]):
            cells.update((theme, pair) for theme in sorted({s.entity for s in row.themes}))
    totals: Counter[tuple[str, ...]] = Counter()
    for (_, pair), count in cells.items():
        totals[pair] += count
    pairs = sorted(totals, key=lambda pair: (-totals[pair], pair))
    themes = [e.id for e in pages.voice("").sorted(pages.graph.kb.of_kind("theme"))]
    used = [theme for theme in themes if any(cells[theme, pair] for pair in pairs)]
    shown = tuple(pairs[:PAIRS])
    return Crossing(shown, tuple((t, tuple(cells[t, p] for p in shown)) for t in used), len(pairs) - len(shown))


def _pairs(found: Sequence[str]) -> set[tuple[str, ...]]:
    """The countries that parties tie, two by two; an empty word where none is stated."""
    pairs = {tuple(sorted(pair, key=lambda c: (not c, c))) for pair in combinations(found, 2)} or {(*found, "")[:2]}
    return {pair for pair in pairs if any(pair)} or pairs
