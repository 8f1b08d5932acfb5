"""A book as data: titled chapters of HTML in which every link names an element of the same book."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from passerelles.model import Language


@dataclass(frozen=True)
class Issue:
    """What a book says of itself: the version, the day of its data (ISO 8601) and where the living site is."""

    version: str
    day: str
    address: str


@dataclass(frozen=True)
class Entry:
    """A line of the contents: where it leads, what it says, what lies below it."""

    id: str
    title: str
    below: tuple[Entry, ...] = ()


@dataclass(frozen=True)
class Chapter:
    """A part of a book: HTML whose first element bears the chapter's id; `landmark` is its EPUB role, if any."""

    id: str
    title: str
    html: str
    entries: tuple[Entry, ...] = ()
    landmark: str = ""

    @property
    def entry(self) -> Entry:
        return Entry(self.id, self.title, self.entries)


@dataclass(frozen=True)
class Mention:
    """One line of the index: a name, its entry, the paragraphs that name it; or another form, which leads to `see`."""

    name: str
    id: str
    paragraphs: tuple[str, ...] = ()
    see: str = ""
    native: tuple[tuple[Language, str], ...] = ()  # the name in the languages of the place


@dataclass(frozen=True)
class Book:
    """The whole corpus and base in one language, ready to be set: chapters in order, and the lines of the index."""

    language: Language
    title: str
    subtitle: str
    about: str
    rights: str
    accessibility: str
    contents_title: str
    see: str  # what leads from one form of a name to another
    entry_word: str  # how an index without pages names a thing's own entry
    issue: Issue
    chapters: tuple[Chapter, ...]
    index: tuple[Mention, ...]
    index_chapter: Chapter  # its heading alone: the lines are set by whoever knows pages, or has none

    @property
    def entries(self) -> Iterator[Entry]:
        yield from (chapter.entry for chapter in (*self.chapters, self.index_chapter) if chapter.title)
