"""Sources as pages of MkDocs, read and rendered sooner.

MkDocs makes a renderer for each page, and goes through each for HTML and for links, of which a source has hardly ever
any: one renderer serves all that are narrow (see `markup`). A text with anything else goes the way of MkDocs.
"""

from __future__ import annotations

from markdown import Markdown
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from passerelles.load.editions import split
from passerelles.making.stamps import stamp
from passerelles.markup import EXTENSIONS, rendered
from passerelles.model import Edition


def source_renderer(config: MkDocsConfig) -> Markdown | None:
    """What renders the blocks that are not plain; nothing where the settings ask for an extension not known here."""
    if not set(EXTENSIONS).issuperset(config.markdown_extensions):
        return None
    return Markdown(extensions=config.markdown_extensions, extension_configs=config.mdx_configs or {})


class SourcePage(Page):
    """A source as MkDocs has it; its head was read with the base."""

    def __init__(self, file: File, config: MkDocsConfig, edition: Edition, renderer: Markdown) -> None:
        super().__init__(None, file, config)
        self._edition, self._renderer = edition, renderer
        self.written = ""  # what tells the words of its file from any others

    def read_source(self, config: MkDocsConfig) -> None:
        """What the page is called, and the text below its head."""
        text = self.file.content_string
        self.written = stamp(text)
        page = split(text)
        if page is None:  # somebody is writing in it: it had a head when it was checked
            super().read_source(config)
            return
        self.markdown = page.body.lstrip("\n")
        self.meta = {"title": self._edition.title, "description": self._edition.description}

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """The text as HTML; by MkDocs where it is not narrow."""
        made = rendered(self.markdown or "", self._renderer)
        if made is None:
            super().render(config, files)
        else:
            self.content = made
