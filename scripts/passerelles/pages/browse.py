"""Ways in: the things of the base by country, theme, year and letter, counted, a hundred to a page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from passerelles.dates import NO_YEAR
from passerelles.facets import countries, themes, years
from passerelles.graph import Graph
from passerelles.ledger import note
from passerelles.model import Entity, Language, Thing
from passerelles.pages.page import Page
from passerelles.pages.typography import initial
from passerelles.pages.voice import Voice
from passerelles.timeline import sifts

if TYPE_CHECKING:
    from passerelles.pages import Pages

ITEMS = 90  # to a page, so that it stays below 40 kB
SHOWN = 12  # partnerships on the page of a country; the list of its entries has them all
WAYS = ("countries", "themes", "years")
OTHER = "other"  # what begins with no letter from A to Z

Shelf = Mapping[str, tuple[Entity, ...]]


def browse(pages: Pages) -> Iterator[Page]:
    """The ways in, each with its counts, then a list for each value of each."""
    graph = pages.graph.unwatched
    held = shelves(graph)
    letters = _letters(graph, pages.language)
    voice = pages.voice("browse/")
    content = pages.later(
        "browse", voice, shelves={way: _named(voice, way, held[way]) for way in WAYS}, letters=letters,
        without={way: _without(graph, held[way]) for way in WAYS},
    )  # fmt: skip
    yield _page(voice, voice.label("browse-title"), voice.label("browse-about"), content)
    for way in WAYS:
        for key, things in held[way].items():
            count = -(-len(things) // ITEMS)
            yield from _lists(pages, way, key, things, count)
    counts = {language: _letters(graph, language) for language in graph.kb.schema.languages}
    for letter in letters:  # as many pages in each language, so that each has its twin
        count = max(-(-len(found[letter]) // ITEMS) for found in counts.values())
        yield from _lists(pages, "a-z", letter, letters[letter], count)


@lru_cache(maxsize=2)
def shelves(graph: Graph) -> Mapping[str, Shelf]:
    """For each way in, its values and the things found under each; nothing under a value that nobody has."""
    found: dict[str, dict[str, list[Entity]]] = {way: defaultdict(list) for way in WAYS}
    for entity in graph.kb.entities.values():
        keys = countries(graph.kb, entity) - {entity.id}, themes(graph.kb, entity), years(entity)
        for way, values in zip(WAYS, keys, strict=True):
            for value in values:
                found[way][value.lower()].append(entity)
    return {way: {key: tuple(shelf[key]) for key in sorted(shelf)} for way, shelf in found.items()}


class InCountry(NamedTuple):
    """How many things are found under a country, how many partnerships among them, and the first of these by id."""

    things: int
    partnerships: int
    first: tuple[str, ...]


def of_country(graph: Graph, country: str) -> InCountry:
    """What is found under a country."""
    note("in-country", country)
    return in_country(graph.unwatched, country)


def in_country(graph: Graph, country: str) -> InCountry:
    """The same, asked of a base that nobody watches."""
    things = shelves(graph)["countries"].get(country, ())
    partnerships = sorted(thing.id for thing in things if thing.kind == "partnership")
    return InCountry(len(things), len(partnerships), tuple(partnerships[:SHOWN]))


def _without(graph: Graph, shelf: Shelf) -> int:
    placed = {entity.id for things in shelf.values() for entity in things}
    return len(graph.kb.entities) - len(placed)


@lru_cache(maxsize=8)
def _letters(graph: Graph, language: Language) -> Shelf:
    """The things under each letter from A to Z that any language needs, and the rest under OTHER."""
    found: dict[str, list[Entity]] = {}
    for code in graph.kb.schema.languages:
        for entity in graph.kb.entities.values():
            found.setdefault(_letter(entity, code), [])
    for entity in graph.kb.entities.values():
        found[_letter(entity, language)].append(entity)
    order = sorted(found, key=lambda letter: (letter == OTHER, letter))
    return {letter: tuple(found[letter]) for letter in order}


def _letter(entity: Entity, language: Language) -> str:
    letter = initial(entity.name[language]).lower()
    return letter if letter.isascii() and letter.isalpha() else OTHER


def _named(voice: Voice, way: str, shelf: Shelf) -> Sequence[tuple[str, str, int]]:
    """The values of a way in, as the language writes and orders them, with their counts."""
    if way == "years":
        return [(key, key_name(voice, way, key), len(things)) for key, things in shelf.items()]
    kind = "theme" if way == "themes" else ""
    unused = [e for e in voice.graph.kb.of_kind(kind) if e.id not in shelf] if kind else []
    things: list[Thing] = [*(voice.called(key) for key in shelf), *unused]
    listed = voice.sorted(things)
    return [(e.id, voice.typeset(e.name[voice.language]), len(shelf.get(e.id, ()))) for e in listed]


def key_name(voice: Voice, way: str, key: str) -> str:
    """What a shelf is called: «Vietnam», «2023», «années 2020», «lettre K»."""
    if way == "a-z":
        return voice.label("browse-other") if key == OTHER else key.upper()
    if way != "years":
        return voice.typeset(voice.called(key).name[voice.language])
    return voice.label("date-no-year") if key.upper() == NO_YEAR else voice.date(key.upper())


def _lists(pages: Pages, way: str, key: str, things: Sequence[Entity], count: int) -> Iterator[Page]:
    """The things of one shelf, kind by kind, in the order of the language, cut into so many pages."""
    base = f"browse/{way}/{key}/"
    kinds = list(pages.graph.kb.schema.kinds)
    listed = pages.voice("").sorted(things)
    if way != "a-z":
        listed.sort(key=lambda e: kinds.index(e.kind))
    size = -(-len(listed) // max(count, 1)) or 1
    for number in range(1, max(count, 1) + 1):
        part = listed[(number - 1) * size : number * size]
        voice = pages.voice(base if number == 1 else f"{base}p/{number}/")
        name = key_name(voice, way, key)
        content = pages.later(
            "shelf", voice, way=way, key=key, name=name, groups=_by_kind(part) if way != "a-z" else [("", part)],
            total=len(listed), number=number, pages=count, base=base,
            has_timeline=(way, key) in sifts(pages.graph.unwatched),
        )  # fmt: skip
        title = voice.label(f"browse-{way}-of", name=name)
        title = title if number == 1 else voice.label("page-of", title=title, page=number, pages=count)
        yield _page(voice, title, voice.label("browse-list-about", title=title), content)


def _by_kind(part: Sequence[Entity]) -> Sequence[tuple[str, list[Entity]]]:
    groups: dict[str, list[Entity]] = {}
    for entity in part:
        groups.setdefault(entity.kind, []).append(entity)
    return list(groups.items())


def _page(voice: Voice, title: str, about: str, content: Callable[[], str]) -> Page:
    return Page(voice.path, voice.language, title, about, content, kind="browse")
