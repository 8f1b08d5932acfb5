"""The MkDocs door, the only module that knows the renderer: it hands in source pages, and writes the generated ones.

static-i18n builds the site once a language, with the same plugin objects: the French pass contains the English one.
What each pass needs is set in `on_config`; the last step of the French pass writes what the languages share.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from jinja2 import ChoiceLoader, DictLoader, Environment
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.files import Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils import get_theme_dir
from mkdocs.utils.templates import TemplateContext

from passerelles.check import RULES
from passerelles.collector import paused
from passerelles.frame import Frames
from passerelles.graph import Graph
from passerelles.links import Reader, broken
from passerelles.making.data import data_works, write_index
from passerelles.making.files import write
from passerelles.making.portion import make_portion
from passerelles.making.taken import Last
from passerelles.making.texts import Texts, Written
from passerelles.model import Language
from passerelles.pages import Addresses, environment
from passerelles.pages.engine import ready
from passerelles.pages.harmless import harmless
from passerelles.pages.maps import prepare
from passerelles.pages.moved import moved_pages
from passerelles.pages.voice import Voice
from passerelles.plugin.base import link_base
from passerelles.plugin.places import cache_of, language_of, path_of, settings, written_by
from passerelles.previews import previews
from passerelles.processes import Unfinished, Works
from passerelles.sitemap import robots, sitemap

PRINT = "print/"  # templates and styles of the volumes, no pages
CHAPTERS = "assets/css/"  # the style, a file a subject: published as one sheet
TAKEN = "taken-over"  # the template of a page that is not rendered
LAST = -200  # after static-i18n, which works at -100


class Options(Config):  # type: ignore[no-untyped-call]
    """The plugin has no settings of its own."""


class PasserellesPlugin(BasePlugin[Options]):  # type: ignore[no-untyped-call]
    """Joins the knowledge base and the pages that people write into one site."""

    def __init__(self) -> None:
        self.given: Graph | None = None  # the linked base, where who runs MkDocs has it already
        self.last: Last | None = None  # what the last build left, where that is known
        self.only = ""  # the one page below docs/ that is asked for; empty for the whole site
        self.output = ""  # that page
        self.graph: Graph | None = None
        self.frames: Frames | None = None
        self.reader = Reader()  # of the pages that people write
        self.texts: dict[Language, Texts] = {}
        self.written: dict[str, Written] = {}  # by file below docs/
        self.before: dict[str, str | None] = {}  # those of the last site that still hold
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
            self.works = Works(works | data_works(self._graph, config.site_url or "", folder))
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

    def on_env(self, env: Environment, config: MkDocsConfig, files: Files) -> Environment:
        """Escape everything that a template prints: MkDocs and its theme do not, titles included."""
        del config, files
        env.autoescape = True
        assert env.loader
        env.loader = ChoiceLoader([env.loader, DictLoader({TAKEN: ""})])
        return env

    @event_priority(LAST)
    def on_page_markdown(self, markdown: str, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """A page of the last site that still holds: there is nothing to render."""
        del files
        path, words = path_of(page, language_of(config)), (page.file.src_uri, page.meta, markdown)
        self.before[page.file.src_uri] = before = self._texts(config).before(path, words)
        if before is None:
            return markdown
        page.meta["template"] = TAKEN
        return ""

    @event_priority(LAST)
    def on_page_content(self, html: str, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """Source pages become editions; prose pages get what the base adds to them. Neither keeps HTML that runs."""
        del files
        if self.before[page.file.src_uri] is not None:
            return ""
        texts, written = self._texts(config), written_by(page, language_of(config), harmless(html))
        self.written[page.file.src_uri] = written
        return texts.content(written, tuple(rule.__name__ for rule in RULES))

    @event_priority(LAST)
    def on_page_context(
        self, context: TemplateContext, /, *, page: MkDocsPage, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Give the frame what it prints around a page that people write."""
        del nav
        written = self.written.get(page.file.src_uri)
        if written:
            context.update(self._texts(config).framed(written, page.content or ""))  # type: ignore[typeddict-item]
        return context

    @event_priority(LAST)
    def on_post_page(self, output: str, page: MkDocsPage, config: MkDocsConfig) -> str:
        """The page as it is written: that of the last site, where it still holds. What it was made of is let go."""
        name = page.file.src_uri
        written, before = self.written.pop(name, None), self.before.pop(name)
        page.markdown = page.content = None
        if written:
            self._texts(config).keep(written, page.file.dest_uri, output)
        self.output = output if before is None else before
        self.reader.read(page.url if page.url != "./" else "", self.output)
        return self.output

    def _texts(self, config: MkDocsConfig) -> Texts:
        """The pages that people write in the language of this pass."""
        language = language_of(config)
        if language not in self.texts:
            overrides = Path(config.theme.custom_dir or "overrides")
            self.texts[language] = Texts(self._frames, language, overrides, self.last)
        return self.texts[language]

    def _note_pass(self, config: MkDocsConfig) -> None:
        """The pages that people write in this language are there, before static-i18n builds the next one."""
        self.passed.add(language_of(config))
        if language_of(config) in self.texts:
            self.texts[language_of(config)].save()

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
        faults = [*broken(parts, site, doubted), *(fault for portion in portions.values() for fault in portion.faults)]
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

    @property
    def _frames(self) -> Frames:
        assert self.frames is not None
        return self.frames
