"""The MkDocs door, the only module that knows the renderer: it hands in source pages, and writes the generated ones.

static-i18n builds the site once a language, with the same plugin objects: the French pass contains the English one.
What each pass needs is set in `on_config`; the last step of the French pass writes what the languages share.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import CombinedEvent, event_priority
from mkdocs.structure.files import Files, InclusionLevel
from mkdocs.utils import get_theme_dir

from passerelles.collector import paused
from passerelles.files import write
from passerelles.frame import Frames
from passerelles.graph import Graph
from passerelles.links import Reader, broken
from passerelles.making.data import data_works, write_index
from passerelles.making.portion import make_portion
from passerelles.model import Language
from passerelles.pages import Addresses, environment
from passerelles.pages.engine import ready
from passerelles.pages.maps import prepare
from passerelles.pages.moved import moved_pages
from passerelles.pages.voice import Voice
from passerelles.plugin.astray import told
from passerelles.plugin.base import link_base
from passerelles.plugin.places import cache_of, language_of, settings
from passerelles.plugin.written import LAST, WrittenPages
from passerelles.previews import previews
from passerelles.processes import Unfinished, Works
from passerelles.sitemap import robots, sitemap
from passerelles.verbs import spoken

PRINT = "print/"  # templates and styles of the volumes, no pages
CHAPTERS = "assets/css/"  # the style, a file a subject: published as one sheet


class PasserellesPlugin(WrittenPages):  # type: ignore[no-untyped-call]
    """Joins the knowledge base and the pages that people write into one site."""

    def __init__(self) -> None:
        super().__init__()
        self.given: Graph | None = None  # the linked base, where who runs MkDocs has it already
        self.only = ""  # the one page below docs/ that is asked for; empty for the whole site
        self.graph: Graph | None = None
        self.works: Works | None = None  # the generated pages of each language, by its code; what they share
        self.passed: set[Language] = set()
        self.chapters: dict[str, str] = {}
        self.downloads: dict[str, bytes] = {}

    def on_build_error(self, *, error: Exception) -> None:
        """A build that failed leaves nothing behind for the next one to believe."""
        del error
        if self.works:
            self.works.stop()
        self.graph = self.frames = None

    def stop_short(self) -> None:
        """A build whose pages are not all there fails: the renderer is content with those that it makes itself."""
        # Not at the event `on_shutdown`: MkDocs would keep a plugin that has it for the next build.
        if self.graph:
            lacking = self.graph.kb.labels["build-unfinished"][spoken()]
            self.on_build_error(error=PluginError(lacking))
            raise PluginError(lacking)

    def on_config(self, config: MkDocsConfig) -> None:
        """Read and check the base once a build; the build refuses to start with a problem.

        The theme's own folder goes: our frame uses none of its ten thousand files, which MkDocs would list once a
        language.
        """
        theirs = get_theme_dir(config.theme.name) if config.theme.name else ""
        config.theme.dirs = [folder for folder in config.theme.dirs if folder != theirs]
        if self.graph is None:
            self.graph = self.given or link_base(Path(config.config_file_path).parent)
            self.reader, self.works, self.passed, self.texts = Reader(), None, set(), {}
        if self.frames is None:
            templates = environment(Path(config.theme.custom_dir or "overrides") / "kinds", cache_of(config))
            where = settings(config)
            sizes = {path: len(data) for path, data in self.downloads.items()}
            self.frames = Frames(self.graph, templates, where, downloads=sizes)

    def _take_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Leave out what is no page, and take our chapters.

        The folder of the site is empty now: the generated pages of every language are begun, beside those of MkDocs.
        """
        if not self.works and not self.only:
            frame, folder = Path(config.theme.custom_dir or "overrides"), Path(config.site_dir)
            ready(self._frames.templates)
            if not (self.last and self.last.has_pages):  # else the pages with maps are taken over, or draw their own
                prepare(Voice(self._graph, self._graph.kb.schema.original, "map/"))
            works: dict[str, Callable[[], object]] = {
                language: partial(make_portion, self._frames, language, frame, folder, self.last)
                for language in self._graph.kb.schema.languages
            }
            # The data first: their rows come and go, while what is kept of pages grows to the end.
            self.works = Works(data_works(self._graph, config.site_url or "", folder, self.last) | works)
        for file in list(files):
            if file.src_uri.startswith(CHAPTERS) and file.src_uri.endswith(".css"):
                self.chapters[file.src_uri] = file.content_string
                files.remove(file)
            if file.src_uri.startswith(PRINT):
                files.remove(file)
        return files

    @event_priority(LAST)
    def _keep_only(self, files: Files, config: MkDocsConfig) -> Files:
        """Where one page is asked for, the others stay known, so that its links lead to them, but are not made."""
        del config
        for file in files if self.only else ():
            if file.src_uri != self.only:
                file.inclusion = InclusionLevel.EXCLUDED
        return files

    on_files = CombinedEvent(_take_files, _keep_only)

    def _note_pass(self, config: MkDocsConfig) -> None:
        """The pages that people write in this language are there, before static-i18n builds the next one."""
        self.passed.add(language_of(config))
        if language_of(config) in self.texts:
            self.texts.pop(language_of(config)).save()

    @event_priority(LAST)
    @paused
    def _finish(self, config: MkDocsConfig) -> None:
        """Once every language is there, write what they share and follow every link."""
        languages = tuple(self._graph.kb.schema.languages) if self.graph else ()
        if self.only or not languages or self.passed != set(languages):
            return
        site = Path(config.site_dir)
        self._write_shared(config, site)
        moved = moved_pages(self._graph, config.site_url or "", self._frames.policy)
        for address, html in moved.items():
            write(site / address / "index.html", html)
            self.reader.read(address, html)
        assert self.works
        try:
            portions = {language: self.works.answers[language] for language in languages}
        except Unfinished as fault:
            raise PluginError(str(fault)) from fault
        write_index(self._graph, config.site_url or "", site, self.works.answers)
        for language, portion in portions.items():  # MkDocs has overwritten the first with the last
            write(site / Addresses(self._graph.kb.schema).of(language, "") / "404.html", portion.not_found)
        parts = [self.reader.part(), *(portion.part for portion in portions.values())]
        addresses = {address for part in parts for address in part.anchors} - set(moved)
        write(site / "sitemap.xml", sitemap(addresses, config.site_url or "", languages))
        (site / "sitemap.xml.gz").unlink(missing_ok=True)
        doubted = self.last.forget_links if self.last else lambda: None
        astray = told(broken(parts, site, doubted), self._graph.kb, spoken())
        faults = [*astray, *(fault for portion in portions.values() for fault in portion.faults)]
        self.graph = self.frames = None
        if faults:
            raise PluginError("\n".join(faults))

    def _write_shared(self, config: MkDocsConfig, site: Path) -> None:
        """The files that all languages share, while their pages are being made."""
        write(site / CHAPTERS / "site.css", "\n".join(text for _, text in sorted(self.chapters.items())))
        pictures = previews(self._graph, Path(config.docs_dir) / "assets/fonts", cache_of(config) / "previews")
        for path, data in (*pictures.items(), *self.downloads.items()):
            write(site / path, data)
        write(site / "robots.txt", robots(config.site_url or ""))

    on_post_build = CombinedEvent(_note_pass, _finish)

    @property
    def _graph(self) -> Graph:
        assert self.graph is not None
        return self.graph
