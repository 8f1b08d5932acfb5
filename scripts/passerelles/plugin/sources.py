"""The Markdown of sources, which is narrow: words, headings, lists, a table; rendered as by MkDocs, only sooner.

MkDocs makes a renderer for each page, and goes through each for HTML and for links, of which a source has hardly ever
any. Most blocks are a line of words with their id, for which no rule of Markdown need be tried: they are written as
they are, and one renderer is given what stands between them. A text with anything else goes the way of MkDocs. A test
compares both, letter for letter.
"""

from __future__ import annotations

import re

from markdown import Markdown
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from passerelles.load.editions import split
from passerelles.making.stamps import stamp
from passerelles.model import Edition
from passerelles.pages.tree import as_text

KNOWN = {"toc", "tables", "fenced_code", "attr_list", "def_list", "md_in_html"}  # what they make of a line is known
ATTRIBUTES = r"\{ #(?P<id>[A-Za-z][\w-]*)(?P<roles>(?: \.[\w-]+)*) \}"
# A line that begins with a letter and has no sign of Markdown, its attributes below it; or a heading that has its own.
PLAIN = re.compile(
    r"(?:(?P<level>\#{1,6}) )?(?P<words>(?(level)(?!\s)|[\"“‘«(]?[^\W\d_])[^\n\r\t|#`\\*_\[\]{}<&~\x02\x03]+(?<!\s))"
    rf"(?(level)(?= \{{))(?:(?(level) |\n){ATTRIBUTES})?"
)
# HTML and code; links, and what they refer to; a definition, which makes a term of the paragraph before it; a list of
# sections, or a heading that may want an id, for which others are looked at; lines of spaces.
UNCOMMON = re.compile(r"[<`~\r\t\x02\x03]|\]\(|\]:|&#|^ *:|\[TOC\]|(?<!\{ )#|^ *[=-]+ *$|^ +$", re.MULTILINE)


def source_renderer(config: MkDocsConfig) -> Markdown | None:
    """What renders the blocks that are not plain; nothing where the settings ask for an extension not known here."""
    if not KNOWN.issuperset(config.markdown_extensions):
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


def rendered(text: str, renderer: Markdown) -> str | None:
    """A narrow text as HTML; nothing where it is not narrow."""
    parts: list[str] = []
    others: list[str] = []  # what stands between two plain blocks, blank lines included
    for block in text.split("\n\n"):
        if found := PLAIN.fullmatch(block.strip("\n")):
            parts += ["\n\n".join(others), _written(found)]
            others = []
        else:
            others.append(block)
    parts.append("\n\n".join(others))
    if any(UNCOMMON.search(between) for between in parts[::2]):
        return None
    parts[::2] = [renderer.reset().convert(between) for between in parts[::2]]
    return "\n".join(filter(None, parts))


def _written(found: re.Match[str]) -> str:
    """A plain block as HTML."""
    tag = f"h{len(found['level'])}" if found["level"] else "p"
    roles = f' class="{found["roles"].replace(".", "").strip()}"' if found["roles"] else ""
    named = f' id="{found["id"]}"' if found["id"] else ""
    return f"<{tag}{roles}{named}>{as_text(found['words'])}</{tag}>"
