"""What a Markdown page leads to, shows and is called by: all that can break when somebody edits it."""

from __future__ import annotations

from dataclasses import dataclass

from passerelles.model.place import Position
from passerelles.model.schema import Language

# What shows the whole base from one side, by the first word of its addresses: no person writes these pages.
VIEWS = frozenset({"browse", "conflicts", "gaps", "map", "relations", "search", "timeline", "translation"})


@dataclass(frozen=True)
class Link:
    """One target of a page, as it is written, and the words that lead there, or that tell what an image shows."""

    target: str
    where: Position
    is_image: bool = False
    words: str = ""


@dataclass(frozen=True)
class Heading:
    """A heading of a page; `id` is empty where the attribute list at its end gives none."""

    level: int
    id: str
    words: str
    where: Position


@dataclass(frozen=True)
class Markdown:
    """A page of docs/<language>: its address within the language, its anchors, its links, its raw HTML."""

    path: str
    language: Language
    address: str  # «method/», «sources/cvn-assises-12/», empty for the home page
    anchors: frozenset[str]
    links: tuple[Link, ...]
    tags: tuple[tuple[str, Position], ...]  # «<script», where it stands
    attributes: tuple[tuple[str, Position], ...]  # of attribute lists, but ids, classes and languages
    is_completed: bool = False  # a template adds to it, with anchors of its own
    sections: tuple[tuple[str, str, Position], ...] = ()  # id, words below that heading, place
    headings: tuple[Heading, ...] = ()
    body: str = ""  # what is written below the metadata
    slips: tuple[tuple[str, str, Position], ...] = ()  # message, words, place: printed as it stands, meant for more
