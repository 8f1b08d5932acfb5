"""What a state of the base answers to whatever a page asked of it, and short words that differ when the answer does."""

from __future__ import annotations

import marshal
from collections.abc import Callable, Mapping, Sequence
from functools import cache, cached_property
from hashlib import blake2b
from typing import Any

from passerelles.gaps import Gap
from passerelles.graph import Mark, Quoted
from passerelles.keeping import State
from passerelles.ledger import Key
from passerelles.mentions import Named
from passerelles.model import Entity, Statement
from passerelles.pages import maps
from passerelles.pages.browse import in_country
from passerelles.previews import pictured

NEVER = ""  # the stamp of what has none
PLAINLY = 2  # the version of marshal that writes what is equal alike, wherever it was made


class Stamps:
    """What one state of the base answers to whatever a page may ask."""

    def __init__(self, state: State) -> None:
        self._keys, self.graph = state.loaded.things, state.graph
        self._told: dict[str, str] = {}

    @cached_property
    def things(self) -> Mapping[str, str]:
        """By id, what tells each thing from another reading of it."""
        return {name: stamp(repr(key)) for name, key in self._keys.items()}

    def answer(self, key: Key) -> object:
        """The answer to a question that has one: in another state an equal one is the same in each of its words."""
        name, of = key
        name, _, language = name.partition(" ")
        return ANSWERS[name](self, of, language)

    def of(self, key: Key) -> str:
        """The stamp of a question."""
        return stamp(repr(self._words(self.answer(key)))) if is_answered(key) else NEVER

    def told(self, statement: Statement) -> str:
        """All of a statement but the lines where it stands."""
        if statement.id not in self._told:
            s = statement
            words = [(e.source, e.at, tuple(e.quote.items())) for e in s.evidence]
            value = s.entity, s.choice, tuple(s.text.items()), s.date
            told = s.id, s.subject, s.property, value, s.said_by, s.status, tuple(s.note.items()), words
            self._told[s.id] = _digest(marshal.dumps(told, PLAINLY))
        return self._told[statement.id]

    def _words(self, value: Any) -> object:
        """An answer in words, without the lines where anything stands."""
        match value:
            case Statement():
                return self.told(value)
            case Mark():
                return value.id, value.paragraph, value.start, value.end, self._words(value.statements)
            case Gap():
                return value.kind, value.property, value.text
            case Named():
                return value.source, value.paragraph, value.sentence, value.start, value.end, value.offset
            case tuple() | list():
                return [self._words(item) for item in value]
            case Mapping():
                return [(key, self._words(item)) for key, item in value.items()]
        return value

    def around(self, name: str) -> object:
        """What the base knows of a thing beyond its file, and what its file leaves open."""
        graph = self.graph
        former = [(s.id, graph.former[s.id]) for s in self._statements(name) if s.id in graph.former]
        named = [by_thing.get(name, ()) for by_thing in graph.named.values()]
        return graph.spoken.get(name, ()), graph.gaps_of.get(name, ()), former, named

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
        return paragraph, [by_place.get(where) for by_place in self.graph.mark_of.values()]

    def standing(self, source: str, language: str) -> object:
        """The passages of a source, with the pages of their subjects on which its statements stand."""
        marks = self.graph.marks[language].get(source, ())
        return marks, [self.graph.parts.get(s.id) for mark in marks for s in mark.statements]

    def all_of(self, kind: str) -> object:
        things: Sequence[Entity] = self.graph.kb.of_kind(kind)
        return [(thing.id, self.things[thing.id]) for thing in things]


def is_answered(key: Key) -> bool:
    """Whether there is an answer that can be compared: not where all things at once were asked for."""
    name, of = key
    return of is not None and sort_of(name) in ANSWERS


@cache
def sort_of(name: str) -> str:
    """The name of a question without the language in which it was asked."""
    return name.partition(" ")[0]


def stamp(words: str) -> str:
    """A short word for some words."""
    return _digest(words.encode())


def _digest(data: bytes) -> str:
    return blake2b(data, digest_size=9).hexdigest()


ANSWERS: Mapping[str, Callable[[Stamps, Any, str], object]] = {
    "entity": lambda stamps, of, _: stamps.things.get(of),
    "is-there": lambda stamps, of, _: of in stamps.graph.kb.entities,
    "called": lambda stamps, of, _: of in stamps.graph.kb.entities and stamps.graph.kb.called(of),
    "linking": lambda stamps, of, _: stamps.graph.kb.linking(of),
    "kind": lambda stamps, of, _: stamps.all_of(of),
    "backlinks": lambda stamps, of, _: stamps.graph.backlinks.get(of, ()),
    "cited": lambda stamps, of, _: stamps.graph.cited.get(of, ()),
    "around": lambda stamps, of, _: stamps.around(of),
    "mark": lambda stamps, of, _: stamps.quoted(of),
    "parts": lambda stamps, of, _: stamps.divided(of),
    "names": lambda stamps, of, _: stamps.graph.names[of].forms,
    "mentions": lambda stamps, of, language: stamps.graph.mentions[language].get(of, {}),
    "marks": lambda stamps, of, language: stamps.standing(of, language),
    "conflict_pages": lambda stamps, of, _: stamps.graph.conflict_pages.get(tuple(of)),
    "received": lambda stamps, of, _: stamps.graph.kb.received.get(of),
    "extracted": lambda stamps, of, _: stamps.graph.kb.extracted.get(of),
    "partnerships_of": lambda stamps, of, _: stamps.graph.partnerships_of.get(of),
    "stale": lambda stamps, of, language: of in stamps.graph.stale[language],
    "written": lambda stamps, of, _: tuple(of) in stamps.graph.written,
    "in-country": lambda stamps, of, _: in_country(stamps.graph, of),
    "map-facets": lambda stamps, of, _: maps.facets_of(stamps.graph, of),
    "map-list": lambda stamps, of, _: maps.listed_on(stamps.graph, of),
    "pictured": lambda stamps, *_: pictured(stamps.graph),
}
