"""The pages that people write, as they pass through MkDocs: each becomes what the base makes of it, in its frame."""

from __future__ import annotations

from pathlib import Path

from jinja2 import ChoiceLoader, DictLoader, Environment
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils.templates import TemplateContext

from passerelles.check import RULES
from passerelles.fidelity import UnfaithfulError
from passerelles.frame import Frames
from passerelles.links import Reader
from passerelles.making.last import Last
from passerelles.making.texts import SOURCES, Texts, Written
from passerelles.model import Language
from passerelles.pages.harmless import harmless
from passerelles.plugin.places import language_of, path_of, written_by
from passerelles.plugin.sources import SourcePage, source_renderer
from passerelles.report import sentence
from passerelles.verbs import spoken

EMPTY = "empty"  # the template of a page that MkDocs need not put into its frame
LAST = -200  # after static-i18n, which works at -100


class Options(Config):  # type: ignore[no-untyped-call]
    """The plugin has no settings of its own."""


class WrittenPages(BasePlugin[Options]):  # type: ignore[no-untyped-call]
    """What is done with the pages that people write, in the language of each pass."""

    def __init__(self) -> None:
        self.last: Last | None = None  # what the last build left, where that is known
        self.output = ""  # the page that was made last
        self.frames: Frames | None = None
        self.reader = Reader()
        self.texts: dict[Language, Texts] = {}
        self.written: dict[str, Written] = {}  # by file below docs/
        self.before: dict[str, str | None] = {}  # those of the last site that still hold

    @event_priority(LAST)
    def on_nav(self, nav: Navigation, /, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Sources, of which no navigation tells, are read and rendered sooner."""
        language, texts = language_of(config), self._frames.graph.kb.sources
        if renderer := source_renderer(config):
            for file in files.documentation_pages():
                path = path_of(file.page, language) if file.page else ""
                if path.startswith(SOURCES) and (source := texts.get(path.split("/")[1])):
                    file.page = SourcePage(file, config, source.editions[language], renderer)
        return nav

    def on_env(self, env: Environment, config: MkDocsConfig, files: Files) -> Environment:
        """Escape everything that a template prints: MkDocs and its theme do not, titles included."""
        del config, files
        env.autoescape = True
        assert env.loader
        env.loader = ChoiceLoader([env.loader, DictLoader({EMPTY: ""})])
        return env

    @event_priority(LAST)
    def on_page_markdown(self, markdown: str, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """A page of the last site that still holds: there is nothing to render."""
        del files
        path, words = path_of(page, language_of(config)), (page.file.src_uri, page.meta, markdown)
        if isinstance(page, SourcePage):
            words = page.file.src_uri, page.meta, page.written
        self.before[page.file.src_uri] = before = self._texts(config).before(path, words)
        if before is None:
            return markdown
        page.meta["template"] = EMPTY
        return ""

    @event_priority(LAST)
    def on_page_content(self, html: str, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """Prose gets what the base adds to it; sources later, one by one, for MkDocs holds what all pages say at once.

        Neither keeps HTML that runs.
        """
        del files
        if self.before[page.file.src_uri] is not None:
            return ""
        written = written_by(page, language_of(config), harmless(html))
        self.written[page.file.src_uri] = written
        if written.is_source:
            page.meta["template"] = EMPTY  # the frame of sources is rendered once
            return ""
        return self._texts(config).content(written, tuple(rule.__name__ for rule in RULES))

    @event_priority(LAST)
    def on_page_context(
        self, context: TemplateContext, /, *, page: MkDocsPage, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Give the frame what it prints around a page that people write."""
        del nav
        written = self.written.get(page.file.src_uri)
        if written and not written.is_source:
            context.update(self._texts(config).framed(written, page.content or ""))  # type: ignore[typeddict-item]
        return context

    @event_priority(LAST)
    def on_post_page(self, output: str, page: MkDocsPage, config: MkDocsConfig) -> str:
        """The page as it is written: that of the last site, where it still holds. What it was made of is let go."""
        name = page.file.src_uri
        written, before = self.written.pop(name, None), self.before.pop(name)
        if written:
            texts = self._texts(config)
            output = self._whole(texts, written) if written.is_source else output
            texts.keep(written, page.file.dest_uri, output)
        page.markdown = page.content = None
        self.output = output if before is None else before
        self.reader.read(page.url if page.url != "./" else "", self.output)
        return self.output

    def _whole(self, texts: Texts, written: Written) -> str:
        """A source in its frame. Raises PluginError, with file and line, where it cannot be shown as it was read."""
        try:
            return texts.whole(written)
        except UnfaithfulError as fault:
            raise PluginError(sentence(fault.problem, self._frames.graph.kb, spoken())) from fault

    def _texts(self, config: MkDocsConfig) -> Texts:
        """The pages that people write in the language of this pass."""
        language = language_of(config)
        if language not in self.texts:
            overrides = Path(config.theme.custom_dir or "overrides")
            self.texts[language] = Texts(self._frames, language, overrides, self.last)
        return self.texts[language]

    @property
    def _frames(self) -> Frames:
        assert self.frames is not None
        return self.frames
