"""What the base answers today to whatever a page asked of it, in short words that differ when the answer does."""

from __future__ import annotations

import marshal
from collections.abc import Callable, Iterable, Mapping, Sequence
from hashlib import blake2b
from typing import Any

from passerelles.graph import Graph, Mark, Quoted
from passerelles.ledger import Key
from passerelles.mentions import Mentioned, Named
from passerelles.model import Statement
from passerelles.pages import maps
from passerelles.pages.browse import shelves
from passerelles.previews import pictured

NEVER = ""  # the stamp of what has none
PLAINLY = 2  # the version of marshal that writes what is equal alike, wherever it was made


class Stamps:
    """What the base answers today to whatever a page may have asked, as short words that differ when it does."""

    def __init__(self, graph: Graph, things: Mapping[str, str]) -> None:
        self.graph, self.things = graph, things  # by id, what tells the reading of a thing from any other
        self._known: dict[Key, str] = {}
        self._told: dict[str, str] = {}

    def of(self, key: Key) -> str:
        """The stamp of a question."""
        if key not in self._known:
            self._known[key] = self._made(key)
        return self._known[key]

    def _made(self, key: Key) -> str:
        name, of = key
        name, _, language = name.partition(" ")
        if of is None or name not in SAID:
            return NEVER
        return stamp(repr(SAID[name](self, of, language)))

    def holds(self, key: Key, before: str) -> bool:
        """Whether the answer is what it was."""
        return before != NEVER and self.of(key) == before

    def told(self, statement: Statement) -> str:
        """All of a statement but the lines where it stands."""
        if statement.id not in self._told:
            s = statement
            words = [(e.source, e.at, tuple(e.quote.items())) for e in s.evidence]
            value = s.entity, s.choice, tuple(s.text.items()), s.date
            told = s.id, s.subject, s.property, value, s.said_by, s.status, tuple(s.note.items()), words
            self._told[s.id] = _digest(marshal.dumps(told, PLAINLY))
        return self._told[statement.id]

    def around(self, name: str) -> object:
        """What the base knows of a thing beyond its file, and what its file leaves open."""
        graph, spoken = self.graph, [self.told(s) for s in self.graph.spoken.get(name, ())]
        gaps = [(gap.kind, gap.property, gap.text) for gap in graph.gaps_of.get(name, ())]
        former = [graph.former[s.id] for s in self._statements(name) if s.id in graph.former] if graph.former else []
        return spoken, gaps, former, [_named(by_thing.get(name, ())) for by_thing in graph.named.values()]

    def divided(self, name: str) -> object:
        """On which page of a thing its statements stand, but for those on the first."""
        parts = self.graph.parts
        return [(s.id, parts[s.id]) for s in self._statements(name) if s.id in parts]

    def _statements(self, name: str) -> Sequence[Statement]:
        thing = self.graph.kb.entities.get(name)
        return thing.statements if thing else ()

    def quoted(self, where: Quoted) -> object:
        """A passage in each language, and its paragraph."""
        paragraph = self.graph.mark_paragraphs.get(where)
        return paragraph, [self.mark(by_place.get(where)) for by_place in self.graph.mark_of.values()]

    def mark(self, mark: Mark | None) -> object:
        return mark and (mark.id, mark.paragraph, mark.start, mark.end, [self.told(s) for s in mark.statements])

    def mentions(self, named: Mentioned) -> object:
        return [(thing, n.paragraph, n.offset + n.start, n.end - n.start) for thing, of in named.items() for n in of]

    def standing(self, mark: Mark) -> object:
        """The same, with the pages of their subjects on which its statements stand."""
        return self.mark(mark), [self.graph.parts.get(s.id) for s in mark.statements]


def _named(found: Iterable[Named]) -> list[object]:
    """Where texts name a thing; a list for each language."""
    return [(named.source, named.paragraph, named.sentence, named.start, named.end) for named in found]


def stamp(words: str) -> str:
    """A short word for some words."""
    return _digest(words.encode())


def _digest(data: bytes) -> str:
    return blake2b(data, digest_size=9).hexdigest()


def _statements(name: str) -> Callable[[Stamps, Any, str], object]:
    return lambda stamps, of, _: [stamps.told(s) for s in getattr(stamps.graph, name).get(of, ())]


SAID: Mapping[str, Callable[[Stamps, Any, str], object]] = {
    "entity": lambda stamps, of, _: stamps.things.get(of),
    "is-there": lambda stamps, of, _: of in stamps.graph.kb.entities,
    "called": lambda stamps, of, _: of in stamps.graph.kb.entities and stamps.graph.kb.called(of),
    "linking": lambda stamps, of, _: [stamps.told(s) for s in stamps.graph.kb.linking(of)],
    "kind": lambda stamps, of, _: [(e.id, stamps.things[e.id]) for e in stamps.graph.kb.of_kind(of)],
    "backlinks": _statements("backlinks"),
    "cited": _statements("cited"),
    "around": lambda stamps, of, _: stamps.around(of),
    "mark": lambda stamps, of, _: stamps.quoted(of),
    "parts": lambda stamps, of, _: stamps.divided(of),
    "names": lambda stamps, of, _: stamps.graph.names[of].forms,
    "mentions": lambda stamps, of, language: stamps.mentions(stamps.graph.mentions[language].get(of, {})),
    "marks": lambda stamps, of, language: [stamps.standing(m) for m in stamps.graph.marks[language].get(of, ())],
    "conflict_pages": lambda stamps, of, _: stamps.graph.conflict_pages.get(tuple(of)),
    "received": lambda stamps, of, _: stamps.graph.kb.received.get(of),
    "extracted": lambda stamps, of, _: stamps.graph.kb.extracted.get(of),
    "partnerships_of": lambda stamps, of, _: stamps.graph.partnerships_of.get(of),
    "stale": lambda stamps, of, language: of in stamps.graph.stale[language],
    "written": lambda stamps, of, _: tuple(of) in stamps.graph.written,
    "in-country": lambda stamps, of, _: len(shelves(stamps.graph)["countries"].get(of, ())),
    "map-facets": lambda stamps, of, _: maps.facets_of(stamps.graph, of),
    "map-list": lambda stamps, of, _: maps.listed_on(stamps.graph, of),
    "pictured": lambda stamps, *_: pictured(stamps.graph),
}
