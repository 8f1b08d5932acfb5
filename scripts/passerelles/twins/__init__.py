"""A Markdown twin of each page, for assistants and for whoever reads without a browser: the same, evidence included.

In: the linked base, a language, where the site is. Out: {path: text}, `index.md` beside each page, and llms.txt.
A thing has one twin, however many pages its statements fill, and so has a list or a view: a program that reads wants
all of it, once. The corpus and what the editors know from elsewhere are in sections of their own, as on the pages.
Written from the base and not from the pages: 0.2 ms a twin, where taking Markdown out of HTML cost ten times that.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, partial

from passerelles.graph import Graph
from passerelles.model import Entity, Language, Source
from passerelles.pages.voice import Voice
from passerelles.publication import Publication
from passerelles.twins.index import llms
from passerelles.twins.lists import Of, lists, views
from passerelles.twins.prose import proses
from passerelles.twins.said import said
from passerelles.twins.source import source_twin
from passerelles.twins.thing import thing_twin
from passerelles.twins.writing import Pen

__all__ = ["listed", "pen_of", "said", "twin", "twin_of", "twins", "twins_of_lists", "unlisted"]

TWIN = "index.md"


def twins(graph: Graph, language: Language, where: Publication) -> Iterator[tuple[str, str]]:
    """Every twin of a language by its path from the root of the site, then llms.txt of that language."""
    pen = pen_of(graph, language, where)
    for entity in graph.kb.entities.values():
        yield twin(pen, entity)
    yield from twins_of_lists(pen)


def pen_of(graph: Graph, language: Language, where: Publication) -> Pen:
    """What the twins of a language are written with."""
    return Pen(Voice(graph, language, "", where))


def twin(pen: Pen, entity: Entity) -> tuple[str, str]:
    """The twin of a thing or a text, with its path."""
    text = source_twin(pen, entity) if isinstance(entity, Source) else thing_twin(pen, entity)
    return pen.path(f"{pen.voice.addresses.entity_path(entity)}{TWIN}"), text


def twins_of_lists(pen: Pen) -> Iterator[tuple[str, str]]:
    """The twins of everything else, then llms.txt."""
    yield from listed(pen, cache(partial(said, pen)))
    yield from unlisted(pen)


def listed(pen: Pen, of: Of) -> Iterator[tuple[str, str]]:
    """The twins of lists that have nothing but what is said of one thing after another."""
    for path, text in lists(pen, of):
        yield pen.path(f"{path}{TWIN}"), text


def unlisted(pen: Pen) -> Iterator[tuple[str, str]]:
    """The twins of other views and of what people write, then llms.txt."""
    for path, text in (*views(pen), *proses(pen)):
        yield pen.path(f"{path}{TWIN}"), text
    yield pen.path("llms.txt"), llms(pen)


def twin_of(graph: Graph, language: Language, path: str) -> str:
    """The path of the twin of the page at `path`, from the root of the site; parts of a list share one."""
    first, *others = path.strip("/").split("/")
    is_thing = bool(others) and first in graph.kb.schema.by_folder and others[0] in graph.kb.entities
    if len(others) > (1 if is_thing else 0) and (language, path) not in graph.written:
        path = f"{first}/{others[0]}/" if is_thing else f"{first}/"
    return ("" if language == graph.kb.schema.original else f"{language}/") + path + TWIN
