"""The pages that people write, in one language: taken over from the last build, or made and noted.

The renderer makes HTML of what is written; what the base adds to it, evidence and names above all, takes ten times as
long. Where the words are the same, and all that was asked of the base, nothing of it is done: the page is that of the
last site.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from importlib.metadata import version
from pathlib import Path

from jinja2 import Environment, FileSystemLoader

from passerelles.frame import Frame, Frames
from passerelles.ledger import noting
from passerelles.making.last import File, Last
from passerelles.making.stamps import stamp
from passerelles.making.taken import Taken
from passerelles.making.watched import WatchedGraph
from passerelles.model import Language
from passerelles.pages import Page, Pages
from passerelles.pages.lexicon import lexicon

SOURCES = "sources/"


@dataclass(frozen=True)
class Written:
    """A page as a person wrote it: where it is, the file below docs/, its own facts, and its text as plain HTML."""

    path: str
    file: str
    title: str
    description: str
    template: str
    html: str

    @property
    def is_source(self) -> bool:
        return self.path.startswith(SOURCES)


class Texts:
    """The pages of one language that people write."""

    def __init__(self, frames: Frames, language: Language, overrides: Path, last: Last | None) -> None:
        self._overrides = overrides
        frame = frames.empty(language, Environment(loader=FileSystemLoader(overrides))) if last else None
        self._taken = Taken(last, "texts", language, frame) if last and frame else None
        self._frames = replace(frames, graph=WatchedGraph(frames.graph)) if last else frames
        self._pages = Pages(self._frames.graph, language, frames.templates, frames.publication)
        self._around = stamp(_around(overrides)) if last else ""
        self._asked: dict[str, tuple[str, set[int]]] = {}  # by path: what a page was given, what it asked

    def before(self, path: str, words: object) -> str | None:
        """The whole page of the last site, if it still holds; `words` are all that the renderer would be given."""
        told = stamp(repr((path, words, self._around)))
        found = self._taken.files(path, told) if self._taken else None
        if found is None or self._taken is None:
            self._asked[path] = told, set()
            return None
        return self._taken.last.read(found[0]).decode()

    def content(self, written: Written, rules: tuple[str, ...]) -> str:
        """What stands in the frame of prose, with what the base adds to it."""
        with self._noted(written):
            return self._pages.prose(written.template, written.path, written.html, rules)

    def framed(self, written: Written, content: str) -> dict[str, object]:
        """What the frame prints around prose."""
        with self._noted(written):
            return self._frames.context(self._page(written, content))

    def whole(self, written: Written) -> str:
        """A source in its frame: an edition, with what the base knows of it."""
        with self._noted(written):
            edition = self._pages.source(written.path.split("/")[1], written.html)
            return self._around_sources.join(self._page(written, edition.content))

    def _page(self, written: Written, content: str) -> Page:
        kind = "source" if written.is_source else written.template
        about = written.title, written.description
        return Page(written.path, self._pages.language, *about, content, f"docs/{written.file}", kind=kind)

    @cached_property
    def _around_sources(self) -> Frame:
        renderer = Environment(loader=FileSystemLoader(self._overrides))
        return self._frames.beside(self._pages.language, f"{SOURCES}-/", renderer)

    @contextmanager
    def _noted(self, written: Written) -> Iterator[None]:
        """The page asked what is asked here."""
        with noting() as asked:
            yield
        self._asked.setdefault(written.path, ("", set()))[1].update(asked)

    def keep(self, written: Written, address: str, output: str) -> None:
        """The page that was made now, at its address in the site."""
        if self._taken:
            told, asked = self._asked[written.path]
            self._taken.keep(written.path, [File(address, output.encode())], asked, told)

    def save(self) -> None:
        """Leave it for the next build; what was worked out for the pages of this language is let go."""
        if self._taken:
            self._taken.save()
        lexicon.cache_clear()


def _around(overrides: Path) -> str:
    """What the renderer works with, besides the words of a page: its template, its settings, itself."""
    libraries = ("mkdocs", "mkdocs-material", "mkdocs-static-i18n", "Markdown", "nh3")
    files = (overrides / "main.html", overrides.parent / "mkdocs.yml")
    return repr([*(path.read_text("utf-8") for path in files if path.is_file()), *map(version, libraries)])
