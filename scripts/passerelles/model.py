"""What the site knows, as frozen values: no I/O here, nothing that a page or a file format could change."""

from __future__ import annotations

import builtins
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

Language = str
Text = Mapping[Language, str]
"""The same words in each language of the site."""


@dataclass(frozen=True, order=True)
class Position:
    """Where an editor wrote something: path from the root of the project, line and column from 1."""

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, order=True)
class Problem:
    """Something that an editor can mend: a key of `problems` in data/labels.yml and what fills its blanks."""

    where: Position
    key: str
    details: tuple[tuple[str, str], ...] = ()
    severity: str = "error"


@dataclass(frozen=True)
class Choice:
    """One code of a closed list; `bears` are beginnings of words, one of which must stand in the quote."""

    code: str
    label: Text
    bears: Mapping[Language, tuple[str, ...]]


@dataclass(frozen=True)
class Property:
    """What may be asserted of a kind of thing, as data/schema.yml declares it."""

    name: str
    label: Text
    type: str  # "text", "date", "choice" or "entity"
    targets: tuple[str, ...] = ()  # the kinds that an entity value may be of
    inverse: Text = field(default_factory=dict)
    choices: Mapping[str, Choice] = field(default_factory=dict)
    required: bool = False
    single: bool = False
    expected: bool = False
    feeds: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Kind:
    """A kind of thing: its folder is also its address."""

    name: str
    folder: str
    label: Text
    plural: Text
    definition: Text
    types: Mapping[str, Text]
    properties: Mapping[str, Property]


@dataclass(frozen=True)
class Reference:
    """A public document outside the corpus that an editor has read."""

    title: str
    publisher: str
    url: str
    read: str  # the day it was read, ISO 8601
    date: str = ""  # the day it was published, EDTF, where it says so
    language: str = ""


@dataclass(frozen=True)
class Schema:
    """The whole model: languages (the first one is that of the editions), kinds, gazetteers."""

    languages: Mapping[Language, str]
    kinds: Mapping[str, Kind]
    gazetteers: Mapping[str, Reference]

    @property
    def original(self) -> Language:
        return next(iter(self.languages))

    @cached_property
    def by_folder(self) -> Mapping[str, Kind]:
        return {kind.folder: kind for kind in self.kinds.values()}


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
    gazetteer: Gazetteer | None = None
    spots: Mapping[str, Position] = field(default_factory=dict)

    @property
    def path(self) -> str:
        return self.where.path

    def spot(self, key: str) -> Position:
        return self.spots.get(key, self.where)

    def with_property(self, name: str) -> tuple[Statement, ...]:
        return tuple(s for s in self.statements if s.property == name)


@dataclass(frozen=True)
class Paragraph:
    """One block of a text with a permanent id (a table head that the edition supplies has none): its words,
    markup taken off, white space folded."""

    id: str
    text: str
    role: str  # title, heading, paragraph, item, row, header, kicker, lead, caption, byline, speaker
    where: Position
    level: int = 0  # of a heading


@dataclass(frozen=True)
class Edition:
    """A text in one language, as paragraphs; `made_from` ties a translation to the words it renders."""

    source: str
    language: Language
    title: str
    paragraphs: tuple[Paragraph, ...]
    where: Position
    made_from: Mapping[str, str] = field(default_factory=dict)
    spots: Mapping[str, Position] = field(default_factory=dict)

    @cached_property
    def by_id(self) -> Mapping[str, Paragraph]:
        return {paragraph.id: paragraph for paragraph in self.paragraphs if paragraph.id}


@dataclass(frozen=True)
class Metadatum:
    """One line of a source's record: a value that stands in the text (`at`), or is the editors'."""

    name: str
    value: Text
    where: Position
    entity: str = ""
    at: str = ""
    note: Text = field(default_factory=dict)


@dataclass(frozen=True)
class Witness:
    """One received file and what the edition changed in it."""

    file: str
    siglum: str
    sha256: str
    description: Text
    where: Position
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, eq=False)
class Change:
    """At this line of a witness, these words became those of the edition (either may be empty)."""

    line: int
    witness: str
    edition: str
    kind: str
    where: Position
    reason: Text = field(default_factory=dict)


@dataclass(frozen=True)
class Oddity:
    """Words of the author that a reader might take for our mistake, with what there is to know."""

    at: str
    words: str
    reason: Text
    where: Position


@dataclass(frozen=True, eq=False)
class Source(Entity):
    """A text of the corpus: its record, its editions by language, its witnesses and their apparatus."""

    record: tuple[Metadatum, ...] = ()
    editions: Mapping[Language, Edition] = field(default_factory=dict)
    witnesses: tuple[Witness, ...] = ()
    oddities: tuple[Oddity, ...] = ()

    def metadatum(self, name: str) -> Metadatum | None:
        return next((m for m in self.record if m.name == name), None)


@dataclass(frozen=True)
class KnowledgeBase:
    """Everything that was read from data/ and docs/, by id."""

    schema: Schema
    labels: Mapping[str, Text]
    entities: Mapping[str, Entity]
    received: Mapping[str, bytes]  # the received files, by name
    checksums: Mapping[str, str]  # SHA-256 of each, as data/raw/SHA256SUMS lists them
    problem_texts: Mapping[str, Mapping[str, Text]] = field(default_factory=dict)
    change_kinds: Mapping[str, Mapping[str, Text]] = field(default_factory=dict)

    @cached_property
    def sources(self) -> Mapping[str, Source]:
        return {i: e for i, e in self.entities.items() if isinstance(e, Source)}

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        return tuple(s for e in self.entities.values() for s in e.statements)

    def of_kind(self, kind: str) -> tuple[Entity, ...]:
        return tuple(e for e in self.entities.values() if e.kind == kind)

    def property_of(self, statement: Statement) -> Property | None:
        subject = self.entities.get(statement.subject)
        return self.schema.kinds[subject.kind].properties.get(statement.property) if subject else None
