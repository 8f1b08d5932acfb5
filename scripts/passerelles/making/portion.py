"""The portion of a language: its generated pages and its search, written below a folder."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path

from jinja2 import Environment, FileSystemLoader

from passerelles.citation import script_words
from passerelles.collector import paused, swept
from passerelles.files import write
from passerelles.frame import Frame, Frames
from passerelles.graph import Graph
from passerelles.ledger import noting
from passerelles.links import Part, Reader
from passerelles.making.ground import ground
from passerelles.making.last import File, Last
from passerelles.making.listing import write_lists
from passerelles.making.searching import Searching
from passerelles.making.standing import Standing
from passerelles.making.taken import Taken, holding_of
from passerelles.making.told import Told
from passerelles.making.watched import WatchedGraph
from passerelles.model import Entity, Language, Source
from passerelles.pages import Page, Pages
from passerelles.pages.lexicon import lexicon
from passerelles.search import documents, faults, shards, words
from passerelles.twins import pen_of, twin, twins_of_lists, unlisted
from passerelles.twins.writing import Pen

TOLD = 1000  # pages after which a long build says how far it is, in words that all our languages have
KEPT = 2500  # pages after which what was worked out for them makes room for the next: a tenth of the memory of a build
PAGE = "index.html"


@dataclass(frozen=True)
class Portion:
    """What the rest of the build asks about a language: its anchors and open links, its 404 page, what is wrong."""

    part: Part
    not_found: str
    faults: tuple[str, ...]


def make_portion(
    frames: Frames, language: Language, overrides: Path, folder: Path, last: Last | None = None
) -> Portion:
    """Write the generated pages of a language, its twins, its scripts (search, «cite»); `overrides` has the frame.

    With what the last build left, pages are taken over where nothing that they depend on changed.
    """
    frame = frames.empty(language, Environment(loader=FileSystemLoader(overrides)))
    wrong = _search_written(frame, language, folder, last)
    for path, text in script_words(frames.graph.kb, language).items():
        write(folder / path, text)
    # After these: what they took in memory is free again, and what the pages worked out serves the lists.
    part, graph = _pages_written(frame, language, folder, last)
    _lists_written(pen_of(graph, language, frames.publication), frame, folder, last)
    pages = Pages(frames.graph, language, frames.templates, frames.publication)
    return Portion(part, frame.not_found(pages), tuple(wrong))


def _lists_written(pen: Pen, frame: Frame, folder: Path, last: Last | None) -> None:
    """Write the twins of lists, of views and of what people write."""
    for path, text in unlisted(pen) if last else twins_of_lists(pen):
        write(folder / path, text)
    if last:
        standing = Standing(last, f"lists-{pen.language}", ground(last.now.graph, frame))
        write_lists(pen, standing, holding_of(last).now.things, folder)


@paused
def _search_written(frame: Frame, language: Language, folder: Path, last: Last | None) -> list[str]:
    """Write the index of the search; the answer is what is wrong with it."""
    graph = frame.frames.graph
    if last:
        standing = Standing(last, f"search-{language}", ground(last.now.graph, frame))
        return Searching(graph, language, standing, holding_of(last).now.things).write(folder)
    index = shards(documents(graph, language), language, words(graph, language))
    return faults(_written(index, folder), (language,))


def _written(files: Iterable[tuple[str, str]], folder: Path) -> Iterator[tuple[str, str]]:
    """The same files, each written below a folder when it is asked for."""
    for path, text in files:
        write(folder / path, text)
        yield path, text


def _pages_written(frame: Frame, language: Language, folder: Path, last: Last | None) -> tuple[Part, Graph]:
    """Write the pages and the twins of things; what was noted of them goes when it is left for the next build.

    The answer has the links of the base as the pages saw them: many words were worked out of those.
    """
    making = Making(frame, language, folder, last)
    for number, step in enumerate(swept(making.pages.steps()), 1):
        if number % TOLD == 0:
            print(f"{number} pages ({language})…", file=sys.stderr, flush=True)
        making.write(step)
        if number % KEPT == 0:
            making.let_go()
    for source in frame.frames.graph.kb.sources.values():
        making.write_twin(source)
    making.keep()
    return making.reader.part(), making.pages.graph


class Making:
    """The pages of one language, the twins of things among them: taken over from the last build, or made."""

    def __init__(self, frame: Frame, language: Language, folder: Path, last: Last | None) -> None:
        frames = frame.frames
        self._taken = Taken(last, "pages", language, frame) if last else None
        self._told = Told(self._taken.holding.now) if self._taken else None
        self._folder, self.reader = folder, Reader(self._taken.places if self._taken else None)
        if self._taken:
            frames = replace(frames, graph=WatchedGraph(frames.graph))
        self._frame = replace(frame, frames=frames)
        self.pages = Pages(frames.graph, language, frames.templates, frames.publication)

    @cached_property
    def _pen(self) -> Pen:
        return pen_of(self.pages.graph, self.pages.language, self.pages.publication)

    def let_go(self) -> None:
        """What was worked out for pages so far: those that follow ask again what they need of it."""
        lexicon.cache_clear()
        self.__dict__.pop("_pen", None)

    def write(self, step: Page | Entity) -> None:
        """Write a page, or the files of a thing, below the folder, and read its links."""
        name, told = (step.id, "") if isinstance(step, Entity) else (step.path, self._words(step))
        self._put(name, told, partial(self._made, step))

    def write_twin(self, source: Source) -> None:
        """Write the twin of a source, whose page the renderer writes."""
        self._put(f"{source.id}.md", "", lambda: [twin(self._pen, source)])

    def _put(self, name: str, told: str, make: Callable[[], Iterable[tuple[str, str]]]) -> None:
        """The files of one name: taken over, or made of what they are given and of what they ask."""
        if self._taken and (found := self._taken.files(name, told)) is not None:
            for file in found:
                self._taken.take(file, self._folder)
                self._recall(file, self._taken)
            return
        with noting() as asked:
            made = list(make())
        files = [(path, text.encode(), self._read(path, text)) for path, text in made]
        for path, data, _ in files:
            write(f"{self._folder}/{path}", data)
        if self._taken:
            self._taken.keep(name, (File(*file) for file in files), asked, told, str(self._folder))

    def _words(self, page: Page) -> str:
        return self._told.of(page) if self._told else ""

    def _read(self, path: str, html: str) -> str:
        """Read a page; the answer is its anchors."""
        address = path.removesuffix(PAGE)
        if path == address:
            return ""
        self.reader.read(address, html)
        return self.reader.anchors[address]

    def _recall(self, file: File, taken: Taken) -> None:
        """What is known of a page that is taken over; its links are read where it is not known where they lead."""
        if self.reader.is_assuming:
            if file.path.endswith(PAGE):
                self.reader.anchors[file.path.removesuffix(PAGE)] = file.anchors
        else:
            self._read(file.path, taken.last.read(file).decode())

    def _made(self, step: Page | Entity) -> Iterator[tuple[str, str]]:
        for page in self.pages.entity(step) if isinstance(step, Entity) else (step,):
            yield f"{self.pages.addresses.of(page.language, page.path)}{PAGE}", self._frame.join(page)
        if isinstance(step, Entity):
            yield twin(self._pen, step)

    def keep(self) -> None:
        """Leave it for the next build."""
        if self._taken:
            self._taken.save(self.reader.places)


@paused
def scripts(graph: Graph, language: Language) -> dict[str, str]:
    """The scripts of a language that are made from the base, by path: the search, the words of «cite»."""
    return dict(shards(documents(graph, language), language, words(graph, language))) | script_words(graph.kb, language)
