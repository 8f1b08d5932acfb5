"""The twins of lists and views: the things of each kind, disagreements, silences, translations, time, places, ties."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from passerelles.dates import read
from passerelles.model import Entity, Kind
from passerelles.twins.said import Said
from passerelles.twins.writing import Pen, page, plain

Of = Callable[[Entity], Said]


def lists(pen: Pen, of: Of) -> Iterator[tuple[str, str]]:
    """Each list that has nothing but what is said of one thing after another, by the address of its page."""
    for kind in pen.voice.graph.kb.schema.kinds.values():
        yield f"{kind.folder}/", page(_index(pen, kind, of))
    for name, lines in LISTS.items():
        yield f"{name}/", page([*_head(pen, name, f"{name}-title"), *lines(pen, of)])


def views(pen: Pen) -> Iterator[tuple[str, str]]:
    """Each other view, by the address of its page."""
    for name, title in FOLDERS.items():
        yield f"{name}/", page([*_head(pen, name, title), *folders(pen)])
    yield "conflicts/", page([*_head(pen, "conflicts", "conflicts-title"), *_conflicts(pen)])


def _head(pen: Pen, name: str, title: str) -> Iterable[str]:
    return pen.head(pen.voice.label(title), f"{name}/", pen.voice.label(f"{name}-about"))


def _index(pen: Pen, kind: Kind, of: Of) -> Iterator[str]:
    yield from pen.head(pen.voice.title(kind.plural), f"{kind.folder}/", kind.definition[pen.language])
    yield from (of(thing).entry for thing in pen.voice.sorted(pen.voice.graph.kb.of_kind(kind.name)))


def _conflicts(pen: Pen) -> Iterator[str]:
    for conflict in pen.voice.graph.conflicts:
        declared = pen.voice.kind(conflict.subject).properties[conflict.property]
        subject = pen.thing(conflict.subject)
        yield from ("", f"## {subject}{pen.voice.colon}{plain(declared.label[pen.language])}", "")
        for statement in conflict.statements:
            yield from pen.statement(statement)


def _gaps(pen: Pen, of: Of) -> Iterator[str]:
    """In the order of their page: by what is lacking, then by kind of thing, then by thing."""
    kb = pen.voice.graph.kb
    kinds = {kind: number for number, kind in enumerate(kb.schema.kinds)}
    gaps = [(gap, kinds[e.kind], e.id, line) for e in kb.entities.values() for gap, line in of(e).gaps]
    yield from (line for *_, line in sorted(gaps, key=lambda gap: gap[:3]))


def _translation(pen: Pen, of: Of) -> Iterator[str]:
    for source in pen.voice.graph.kb.sources.values():
        yield from of(source).translation


def _timeline(pen: Pen, of: Of) -> Iterator[str]:
    """Events and dated statements, the earliest first."""
    dated = [item for thing in pen.voice.graph.kb.entities.values() for item in of(thing).dated]
    yield from (line for _, line in sorted(dated, key=lambda item: (read(item[0]).earliest, item[1])))


def _map(pen: Pen, of: Of) -> Iterator[str]:
    """Places with their coordinates, which come from a gazetteer and not from the texts."""
    places = (of(place).place for place in pen.voice.sorted(pen.voice.graph.kb.of_kind("territory")))
    yield from filter(None, places)


def _relations(pen: Pen, of: Of) -> Iterator[str]:
    for thing in pen.voice.graph.kb.entities.values():
        yield from of(thing).ties


def folders(pen: Pen) -> Iterator[str]:
    """The indexes of all kinds, with how many things each has."""
    for kind in pen.voice.graph.kb.schema.kinds.values():
        count = len(pen.voice.graph.kb.of_kind(kind.name))
        yield f"- {pen.link(pen.voice.title(kind.plural), f'{kind.folder}/index.md')} ({count})"


LISTS: Mapping[str, Callable[[Pen, Of], Iterator[str]]] = {
    "gaps": _gaps,
    "translation": _translation,
    "timeline": _timeline,
    "map": _map,
    "relations": _relations,
}
FOLDERS = {"browse": "browse-title", "search": "search"}  # views of which their twins have the folders
