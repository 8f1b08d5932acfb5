"""One thing of the base and all that is asserted of it: statements, evidence, and, apart, what comes from elsewhere."""

from __future__ import annotations

import builtins
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from typing import Protocol

from passerelles.model.place import Position
from passerelles.model.schema import Language, Reference, Text

SPEAKERS = ("person", "organisation", "territory")  # the kinds of things that speak: a local authority does, too


class Thing(Protocol):
    """What has a page and is called something: an entry of the base, or what a link to it needs."""

    @property
    def id(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def name(self) -> Text: ...


@dataclass(frozen=True)
class Called:
    """What a link to a thing needs, and nothing that may change without the link."""

    id: str
    kind: str
    name: Text


@dataclass(frozen=True, eq=False)
class Evidence:
    """The verbatim words of one source; `at` names their paragraph when they stand in several."""

    source: str
    quote: Text
    where: Position
    at: str = ""
    spots: Mapping[str, Position] = field(default_factory=dict)

    def spot(self, key: str) -> Position:
        return self.spots.get(key, self.where)


@dataclass(frozen=True, eq=False)
class Statement:
    """In the words of these sources, the subject has this property with this value (at this date)."""

    id: str
    subject: str
    property: str
    where: Position
    entity: str = ""  # the value, when it is a thing
    choice: str = ""  # the value, when it is a code
    text: Text = field(default_factory=dict)  # the value, in words
    date: str = ""  # EDTF
    said_by: str = ""
    status: str = ""  # "conflict" or nothing
    note: Text = field(default_factory=dict)
    evidence: tuple[Evidence, ...] = ()
    spots: Mapping[str, Position] = field(default_factory=dict)

    def spot(self, key: str) -> Position:
        return self.spots.get(key, self.where)

    @builtins.property  # the field above takes the name
    def value(self) -> str:
        """The value as one comparable word: an id, a code, the original words, or the date."""
        return self.entity or self.choice or next(iter(self.text.values()), "") or self.date


@dataclass(frozen=True)
class BeyondFact:
    """What an editor knows from outside the corpus: never a statement, always with its reference."""

    id: str
    text: Text
    reference: Reference
    where: Position
    property: str = ""  # "name", "today", "later" …: what it adds to
    date: str = ""
    spots: Mapping[str, Position] = field(default_factory=dict)


@dataclass(frozen=True)
class Gazetteer:
    """Identifiers and coordinates of a territory (degrees, WGS 84), from public gazetteers."""

    reference: str
    where: Position
    country: str = ""
    names: Mapping[str, str] = field(default_factory=dict)  # by language of the place
    iso_3166_1: str = ""
    iso_3166_2: str = ""
    subdivision: str = ""  # ISO 3166-2 of the unit that it lies in
    geonames: str = ""
    coordinates: tuple[float, float] | None = None
    valid: str = ""  # EDTF interval in which the unit existed under this name


@dataclass(frozen=True)
class Match:
    """A subject of a public vocabulary and how near it comes: exact, close, broad, narrow (than the theme), related."""

    vocabulary: str
    code: str
    match: str
    where: Position = field(compare=False)
    name: str = ""  # in the vocabulary's own English words


@dataclass(frozen=True)
class Spelling:
    """A form under which the corpus names a thing; with a source, that source must have it."""

    form: str
    language: Language
    where: Position
    source: str = ""


@dataclass(frozen=True, eq=False)
class Entity:
    """One thing, one file, one name."""

    id: str
    kind: str
    name: Text
    where: Position
    type: str = ""
    aliases: tuple[str, ...] = ()
    spellings: tuple[Spelling, ...] = ()
    statements: tuple[Statement, ...] = ()
    beyond: tuple[BeyondFact, ...] = ()
    unsaid: tuple[Text, ...] = ()  # what the sources leave open, in the editors' words
    definition: Text = field(default_factory=dict)
    broader: str = ""
    matches: tuple[Match, ...] = ()  # in public vocabularies
    gazetteer: Gazetteer | None = None
    spots: Mapping[str, Position] = field(default_factory=dict)

    @property
    def path(self) -> str:
        return self.where.path

    def spot(self, key: str) -> Position:
        return self.spots.get(key, self.where)

    def with_property(self, name: str) -> tuple[Statement, ...]:
        return self.by_property.get(name, ())

    @property
    def is_known_since(self) -> bool:
        """Whether what came after the texts is known from outside them."""
        return any(fact.property == "later" for fact in self.beyond)

    @cached_property
    def refers(self) -> frozenset[str]:
        """The ids of all things that this one names: values, speakers, sources, country, broader theme."""
        stated = ((s.entity, s.said_by, *(evidence.source for evidence in s.evidence)) for s in self.statements)
        own = (self.broader, self.gazetteer.country if self.gazetteer else "", *(s.source for s in self.spellings))
        return frozenset(chain(own, *stated)) - {""}

    @cached_property
    def by_property(self) -> Mapping[str, tuple[Statement, ...]]:
        """Its statements by the name of their property, in the order in which they come."""
        found: dict[str, list[Statement]] = {}
        for statement in self.statements:
            found.setdefault(statement.property, []).append(statement)
        return {name: tuple(statements) for name, statements in found.items()}
