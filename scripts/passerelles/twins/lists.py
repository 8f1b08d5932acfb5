"""The twins of lists and views: the things of each kind, disagreements, silences, translations, time, places, ties."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from passerelles.dates import read
from passerelles.gaps import freshness, in_order
from passerelles.model import Entity, Kind
from passerelles.twins.writing import Pen, page, plain

View = Callable[[Pen], Iterator[str]]


def lists(pen: Pen) -> Iterator[tuple[str, str]]:
    """Each index and each view, by the address of its page."""
    for kind in pen.voice.graph.kb.schema.kinds.values():
        yield f"{kind.folder}/", page(_index(pen, kind))
    for name, (title, view) in VIEWS.items():
        about = pen.voice.label(f"{name}-about")
        head = pen.head(pen.voice.label(title), f"{name}/", about)
        yield f"{name}/", page([*head, *view(pen)])


def _index(pen: Pen, kind: Kind) -> Iterator[str]:
    yield from pen.head(pen.voice.title(kind.plural), f"{kind.folder}/", kind.definition[pen.language])
    for entity in pen.voice.sorted(pen.voice.graph.kb.of_kind(kind.name)):
        yield entry(pen, entity)


def entry(pen: Pen, entity: Entity) -> str:
    """A thing in a list: its name, which leads to its twin, and what is put in front of it."""
    path = f"{pen.voice.addresses.entity_path(entity)}index.md"
    said = plain(pen.voice.line(entity))
    return f"- {pen.link(entity.name[pen.language], path)}{pen.voice.colon + said if said else ''}"


def _conflicts(pen: Pen) -> Iterator[str]:
    for conflict in pen.voice.graph.conflicts:
        declared = pen.voice.kind(conflict.subject).properties[conflict.property]
        subject = pen.thing(conflict.subject)
        yield from ("", f"## {subject}{pen.voice.colon}{plain(declared.label[pen.language])}", "")
        for statement in conflict.statements:
            yield from pen.statement(statement)


def _gaps(pen: Pen) -> Iterator[str]:
    for gap in in_order(pen.voice.graph.gaps, pen.voice.graph.kb.schema):
        yield f"- {pen.thing(gap.subject)}{pen.voice.colon}{plain(pen.voice.gap(gap))}"


def _translation(pen: Pen) -> Iterator[str]:
    graph = pen.voice.graph
    for source in graph.kb.sources.values():
        for language, edition in source.editions.items():
            if language == pen.voice.original:
                continue
            states = [found.state for found in freshness(source.editions[pen.voice.original], edition)]
            counted = ", ".join(f"{state} {states.count(state)}" for state in ("fresh", "stale", "unread"))
            yield f"- {pen.thing(source)} ({language}){pen.voice.colon}{counted}"


def _timeline(pen: Pen) -> Iterator[str]:
    """Events and dated statements, the earliest first; what is uncertain is said to be so."""
    voice, found = pen.voice, []
    for event in voice.graph.kb.of_kind("event"):
        if when := voice.when(event):
            found.append((when, f"{pen.thing(event)} ({plain(voice.when_words(event))})"))
    for statement in voice.graph.kb.statements:
        if statement.date and statement.property != "date":
            subject = pen.thing(voice.called(statement.subject))
            said = f"{plain(voice.property_label(statement))}, {pen.value(statement)}"
            found.append((statement.date, f"{subject}{voice.colon}{said} `{statement.id}`"))
    for _, line in sorted(found, key=lambda item: (read(item[0]).earliest, item[1])):
        yield f"- {line}"


def _map(pen: Pen) -> Iterator[str]:
    """Places with their coordinates, which come from a gazetteer and not from the texts."""
    for place in pen.voice.sorted(pen.voice.graph.kb.of_kind("territory")):
        record = place.gazetteer
        if record and record.coordinates:
            latitude, longitude = record.coordinates
            origin = plain(pen.voice.gazetteer(record).title)
            yield f"- {pen.thing(place)}{pen.voice.colon}{latitude}, {longitude} ({origin})"


def _relations(pen: Pen) -> Iterator[str]:
    for statement in pen.voice.graph.kb.statements:
        declared = pen.voice.graph.kb.property_of(statement)
        if statement.entity and declared and "relations" in declared.feeds:
            subject = pen.thing(pen.voice.entity(statement.subject))
            yield f"- {subject}, {plain(declared.label[pen.language])}{pen.voice.colon}{pen.value(statement)}"


def folders(pen: Pen) -> Iterator[str]:
    """The indexes of all kinds, with how many things each has."""
    for kind in pen.voice.graph.kb.schema.kinds.values():
        count = len(pen.voice.graph.kb.of_kind(kind.name))
        yield f"- {pen.link(pen.voice.title(kind.plural), f'{kind.folder}/index.md')} ({count})"


VIEWS: dict[str, tuple[str, View]] = {
    "conflicts": ("conflicts-title", _conflicts),
    "gaps": ("gaps-title", _gaps),
    "translation": ("translation-title", _translation),
    "timeline": ("timeline-title", _timeline),
    "map": ("map-title", _map),
    "relations": ("relations-title", _relations),
    "browse": ("browse-title", folders),
    "search": ("search", folders),
}
