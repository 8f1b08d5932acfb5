"""What the lists say of one thing: an entry, its silences, its dates, its place, what it is tied to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from passerelles.gaps import GAPS, freshness
from passerelles.model import Entity, Source
from passerelles.twins.writing import Pen, plain


class Said(NamedTuple):
    """Lines by list."""

    entry: str
    gaps: tuple[tuple[int, str], ...]  # each with the number of its kind
    translation: tuple[str, ...]
    dated: tuple[tuple[str, str], ...]  # each with its date
    place: str
    ties: tuple[str, ...]


def said(pen: Pen, thing: Entity) -> Said:
    """All that the lists say of a thing."""
    return Said(
        entry(pen, thing),
        tuple(_gaps(pen, thing)),
        tuple(_translation(pen, thing)) if isinstance(thing, Source) else (),
        tuple(_dated(pen, thing)),
        _place(pen, thing) if thing.kind == "territory" else "",
        tuple(_ties(pen, thing)),
    )


def entry(pen: Pen, entity: Entity) -> str:
    """A thing in a list: its name, which leads to its twin, and what is put in front of it."""
    path = f"{pen.voice.addresses.entity_path(entity)}index.md"
    said = plain(pen.voice.line(entity))
    return f"- {pen.link(entity.name[pen.language], path)}{pen.voice.colon + said if said else ''}"


def _gaps(pen: Pen, thing: Entity) -> Iterator[tuple[int, str]]:
    for gap in pen.voice.graph.gaps_of.get(thing.id, ()):
        yield GAPS.index(gap.kind), f"- {pen.thing(thing)}{pen.voice.colon}{plain(pen.voice.gap(gap))}"


def _translation(pen: Pen, source: Source) -> Iterator[str]:
    for language, edition in source.editions.items():
        if language == pen.voice.original:
            continue
        states = [found.state for found in freshness(source.editions[pen.voice.original], edition)]
        counted = ", ".join(f"{state} {states.count(state)}" for state in ("fresh", "stale", "unread"))
        yield f"- {pen.thing(source)} ({language}){pen.voice.colon}{counted}"


def _dated(pen: Pen, thing: Entity) -> Iterator[tuple[str, str]]:
    """An event and dated statements; what is uncertain is said to be so."""
    voice = pen.voice
    if thing.kind == "event" and (when := voice.when(thing)):
        yield when, f"- {pen.thing(thing)} ({plain(voice.when_words(thing))})"
    for statement in thing.statements:
        if statement.date and statement.property != "date":
            said = f"{plain(voice.property_label(statement))}, {pen.value(statement)}"
            yield statement.date, f"- {pen.thing(thing)}{voice.colon}{said} `{statement.id}`"


def _place(pen: Pen, place: Entity) -> str:
    record = place.gazetteer
    if not record or not record.coordinates:
        return ""
    latitude, longitude = record.coordinates
    origin = plain(pen.voice.gazetteer(record).title)
    return f"- {pen.thing(place)}{pen.voice.colon}{latitude}, {longitude} ({origin})"


def _ties(pen: Pen, thing: Entity) -> Iterator[str]:
    for statement in thing.statements:
        declared = pen.voice.graph.kb.property_of(statement)
        if statement.entity and declared and "relations" in declared.feeds:
            label = plain(declared.label[pen.language])
            yield f"- {pen.thing(thing)}, {label}{pen.voice.colon}{pen.value(statement)}"
