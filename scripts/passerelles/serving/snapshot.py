"""The site of one state of the base: every address answered when it is asked for, and then kept."""

from __future__ import annotations

import mimetypes
import shutil
import tempfile
import threading
import weakref
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from jinja2 import Environment, FileSystemLoader

from passerelles.collector import paused
from passerelles.export import exports
from passerelles.files import pour
from passerelles.frame import Frame, Frames
from passerelles.graph import Graph
from passerelles.making.portion import scripts
from passerelles.model import Language
from passerelles.pages import Addresses, Pages
from passerelles.pages.moved import moved_pages
from passerelles.previews import previews
from passerelles.sitemap import robots, sitemap
from passerelles.twins import twins

HTML = "text/html; charset=utf-8"
# Renders a page of docs/ (its path, as markdown.path has it) in the frame: the renderer's part, see `plugin`.
Written = Callable[[Frames, str], str]


@dataclass(frozen=True)
class Answer:
    """What a server sends: a status, a type and the bytes of a file of the site."""

    status: int
    type: str
    body: bytes


@dataclass(frozen=True, eq=False)
class Snapshot:
    """The site of one state of the base; `root` is the folder of the project, `written` renders what people write."""

    root: Path
    frames: Frames
    written: Written
    cache: Path
    _kept: dict[str, Answer] = field(default_factory=dict)
    _lock: threading.RLock = field(default_factory=threading.RLock)

    @property
    def graph(self) -> Graph:
        return self.frames.graph

    def answer(self, address: str) -> Answer:
        """The file at an address of the site, or the 404 page of its language."""
        with self._lock:  # one page at a time: threads of one process would not make two any sooner
            if address not in self._kept:
                self._kept[address] = self._made(address)
            return self._kept[address]

    @paused
    def _made(self, address: str) -> Answer:
        language, path = self._placed(address)
        html = self._page(language, path) if path.endswith("/") or not path else None
        if html is not None:
            return Answer(200, HTML, html.encode())
        if (found := self._file(address)) is not None:
            return Answer(200, mimetypes.guess_type(address)[0] or "application/octet-stream", found)
        return Answer(404, HTML, self._not_found(language).encode())

    def _placed(self, address: str) -> tuple[Language, str]:
        """The language of an address, and the path below it."""
        original = self.graph.kb.schema.original
        others = (code for code in self.graph.kb.schema.languages if code != original)
        language = next((code for code in others if address.startswith(f"{code}/")), original)
        return language, address.removeprefix("" if language == original else f"{language}/")

    # Pages -----------------------------------------------------------------------------------------

    def _page(self, language: Language, path: str) -> str | None:
        if page := self.pages[language].find(path):
            return self._frame[language].join(page)
        if markdown := self._markdown.get((language, path)):
            return self.written(self.frames, markdown)
        return self._moved.get(Addresses(self.graph.kb.schema).of(language, path))

    @cached_property
    def pages(self) -> Mapping[Language, Pages]:
        frames = self.frames
        return {
            language: Pages(frames.graph, language, frames.templates, frames.publication)
            for language in self.graph.kb.schema.languages
        }

    @cached_property
    def _frame(self) -> Mapping[Language, Frame]:
        renderer = Environment(loader=FileSystemLoader(self.root / "overrides"))
        return {language: self.frames.empty(language, renderer) for language in self.graph.kb.schema.languages}

    @cached_property
    def _markdown(self) -> Mapping[tuple[Language, str], str]:
        return {(page.language, page.address): page.path for page in self.graph.kb.markdown.values()}

    @cached_property
    def _moved(self) -> Mapping[str, str]:
        return moved_pages(self.graph, self.frames.publication.site_url, self.frames.policy)

    def _not_found(self, language: Language) -> str:
        return self._frame[language].not_found(self.pages[language])

    # Files -----------------------------------------------------------------------------------------

    def _file(self, path: str) -> bytes | None:
        """A file that is no page: of docs/, or made from the base."""
        if path.endswith("404.html"):
            return self._not_found(self._placed(path)[0]).encode()
        if path == "assets/css/site.css":
            return self.style
        if path in {"sitemap.xml", "robots.txt"}:
            return self._for_robots(path).encode()
        if path.startswith("assets/previews/"):
            return self._previews.get(path)
        if path.startswith(("search/", "assets/js/")) and path in self._scripts:
            return self._scripts[path]
        if path.endswith((".md", ".txt")) and path in self._twins:
            return self._twins[path]
        if path.startswith("assets/") and ".." not in path.split("/"):
            file = self.root / "docs" / path
            return file.read_bytes() if file.is_file() else None
        return self._exports[path].read_bytes() if path in self._exports else None

    @property
    def style(self) -> bytes:
        """The style, a file a subject, published as one sheet."""
        chapters = sorted((self.root / "docs/assets/css").glob("*.css"))
        return "\n".join(chapter.read_text("utf-8") for chapter in chapters).encode()

    def _for_robots(self, path: str) -> str:
        languages, site_url = tuple(self.graph.kb.schema.languages), self.frames.publication.site_url
        if path == "robots.txt":
            return robots(site_url)
        addresses = Addresses(self.graph.kb.schema)
        generated = {addresses.of(code, page.path) for code in languages for page in self.pages[code].all()}
        return sitemap(generated | {addresses.of(*place) for place in self._markdown}, site_url, languages)

    @cached_property
    def _previews(self) -> Mapping[str, bytes]:
        return dict(previews(self.graph, self.root / "docs/assets/fonts", self.cache / "previews"))

    @cached_property
    def _scripts(self) -> Mapping[str, bytes]:
        languages = self.graph.kb.schema.languages
        return {path: text.encode() for code in languages for path, text in scripts(self.graph, code).items()}

    @cached_property
    def _twins(self) -> Mapping[str, bytes]:
        languages, where = self.graph.kb.schema.languages, self.frames.publication
        return {path: text.encode() for code in languages for path, text in twins(self.graph, code, where)}

    @cached_property
    def _exports(self) -> Mapping[str, Path]:
        """The files of the data, all made when one is asked for; on the disk, as long as this state is served."""
        folder = Path(tempfile.mkdtemp(prefix="passerelles-"))
        weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
        made = {}
        for path, pieces in exports(self.graph, self.frames.publication.site_url):
            made[path] = folder / path
            pour(made[path], pieces)
        return made
