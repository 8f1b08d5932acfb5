"""The Markdown of sources, which is narrow: words, headings, lists, a table. One renderer, made once, serves them all.

MkDocs makes a renderer for each page, and goes through each for HTML and links. A source has hardly ever any, and most
of its blocks are a line of plain words with their id, for which no rule of Markdown need be tried. Whatever is not so
plain goes the way of MkDocs; a test compares both.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.blockprocessors import BlockProcessor
from markdown.util import AtomicString
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

# What these do not know of a plain line is known here; any other extension may see more in it.
KNOWN = {"toc", "tables", "fenced_code", "attr_list", "def_list", "md_in_html"}
# HTML and entities, links and what they refer to, and definitions, which make a term of the paragraph before them.
UNCOMMON = re.compile(r"<|&#|&\w[\w.-]*;|\]\(|\]:|^\s*:", re.MULTILINE)
# A line that begins with a letter and has no sign of Markdown, and the id and the role of its paragraph below it.
PLAIN = re.compile(
    r"(?P<words>[\"“‘«(]?[^\W\d_][^\n|`\\*_\[\]{}\x02\x03]*(?<! ))"
    r"(?:\n\{ #(?P<id>[A-Za-z][\w-]*)(?P<classes>(?: \.[\w-]+)*) \})?"
)


class PlainParagraph(BlockProcessor):  # type: ignore[misc]
    """A paragraph of plain words: the one that all other rules would leave in the end, found at once."""

    def test(self, parent: Element, block: str) -> bool:
        del parent
        return not self.parser.state.isstate("list") and PLAIN.fullmatch(block) is not None

    def run(self, parent: Element, blocks: list[str]) -> None:
        found = PLAIN.fullmatch(blocks.pop(0))
        assert found  # as `test` saw
        paragraph = SubElement(parent, "p")
        paragraph.text = AtomicString(found["words"])  # in which no sign of Markdown is looked for
        if found["id"]:
            paragraph.set("id", found["id"])
        if found["classes"]:
            paragraph.set("class", found["classes"].strip().replace(" .", " ").removeprefix("."))


def source_renderer(config: MkDocsConfig) -> Markdown | None:
    """What renders sources as MkDocs does; nothing where the settings ask for an extension that is not known here."""
    if not KNOWN.issuperset(config.markdown_extensions):
        return None
    made = Markdown(extensions=config.markdown_extensions, extension_configs=config.mdx_configs or {})
    made.preprocessors.deregister("html_block")  # there is none
    made.parser.blockprocessors.register(PlainParagraph(made.parser), "plain", 1000)
    return made


class SourcePage(Page):
    """A source as MkDocs has it, rendered by what is made once."""

    def __init__(self, file: File, config: MkDocsConfig, renderer: Markdown) -> None:
        super().__init__(None, file, config)
        self._renderer = renderer

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """The text as HTML; by MkDocs where it may have links, or a title that is looked for in it."""
        assert self.markdown is not None
        if "title" not in self.meta or UNCOMMON.search(self.markdown):
            super().render(config, files)
        else:
            self.content = self._renderer.reset().convert(self.markdown)
