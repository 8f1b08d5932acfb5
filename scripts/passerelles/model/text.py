"""A text of the corpus: its record, its paragraphs by language, its witnesses and what the edition changed in them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate

from passerelles.model.entry import Entity
from passerelles.model.place import Position
from passerelles.model.schema import Language, Text


@dataclass(frozen=True)
class Paragraph:
    """One block of a text with a permanent id (a table head that the edition supplies has none): its words,
    markup taken off, white space folded."""

    id: str
    text: str
    role: str  # title, heading, paragraph, item, row, header, kicker, lead, caption, byline, speaker
    where: Position
    level: int = 0  # of a heading, or of an item: how many lists it lies in besides its own


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
    description: str = ""  # a sentence, for who looks for the page

    @cached_property
    def by_id(self) -> Mapping[str, Paragraph]:
        return {paragraph.id: paragraph for paragraph in self.paragraphs if paragraph.id}

    @cached_property
    def words(self) -> str:
        """The paragraphs that have an id, a line each."""
        return "\n".join(paragraph.text for paragraph in self._named)

    @cached_property
    def lines(self) -> str:
        """Every paragraph, with an id or without, a line each."""
        if len(self._named) == len(self.paragraphs):
            return self.words
        return "\n".join(paragraph.text for paragraph in self.paragraphs)

    @cached_property
    def _named(self) -> tuple[Paragraph, ...]:
        return tuple(paragraph for paragraph in self.paragraphs if paragraph.id)

    @cached_property
    def _ends(self) -> tuple[int, ...]:
        return tuple(accumulate(len(paragraph.text) + 1 for paragraph in self._named))

    def standing(self, offset: int) -> tuple[Paragraph, int]:
        """The paragraph in which a letter of `words` stands, and where in these it begins."""
        number = bisect_right(self._ends, offset)
        return self._named[number], self._ends[number - 1] if number else 0

    def repeats(self, words: str) -> bool:
        """Whether these folded words stand here more than once, be it within other words."""
        start = self.words.find(words)
        return start >= 0 and self.words.find(words, start + 1) >= 0


@dataclass(frozen=True)
class Metadatum:
    """One line of a source's record: a value that stands in the text (`at`), or is the editors'."""

    name: str
    value: Text
    where: Position
    entity: str = ""
    at: str = ""
    note: Text = field(default_factory=dict)


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
class Extraction:
    """What a tool read out of a received file that is no plain text in UTF-8; kept, for other tools read otherwise."""

    sha256: str
    tool: str
    where: Position


@dataclass(frozen=True)
class Witness:
    """One received file and what the edition changed in it, or in the words read out of it."""

    file: str
    siglum: str
    sha256: str
    description: Text
    where: Position
    changes: tuple[Change, ...] = ()
    extraction: Extraction | None = None


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

    @cached_property
    def refers(self) -> frozenset[str]:
        """Those that its record names, too."""
        return super().refers | {record.entity for record in self.record if record.entity}

    def metadatum(self, name: str) -> Metadatum | None:
        return next((m for m in self.record if m.name == name), None)
