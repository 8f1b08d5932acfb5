"""The text of a source for a book: its Markdown rendered, its quoted words findable, its ids its own.

Rendered by the library that the site's renderer uses, with the extensions of mkdocs.yml: the same words in both,
which `annotate` verifies against the paragraphs that were read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import lxml.html
from lxml.etree import _Element as Element
from markupsafe import Markup

from passerelles.graph import Mark
from passerelles.load.editions import split
from passerelles.markup import as_html
from passerelles.model import Language, Paragraph, Source
from passerelles.pages.harmless import harmless
from passerelles.pages.source import SourceText

HEADINGS = ("h5", "h4", "h3", "h2", "h1")


@dataclass(frozen=True)
class PrintedText(SourceText):
    """A source as a book shows it: numbers of paragraphs, notes on the author's words, nothing folded."""

    def _number(self, paragraph: Paragraph) -> str:
        return str(Markup('<span class="number">{}</span> ').format(paragraph.id[1:]))

    def _twins(self, paragraph: Paragraph) -> Iterator[str]:
        """A volume is in one language."""
        del paragraph
        yield from ()

    def _stated(self, paragraph: Paragraph, marks: Sequence[Mark]) -> Iterator[str]:
        del marks
        if notes := [self._note(oddity) for oddity in self._notes(paragraph)]:
            yield f'<div class="sic-notes">{"".join(notes)}</div>'


def rendered(root: Path, source: Source, language: Language) -> str:
    """The HTML of a source's page, as the site has it: what the renderer makes, without what could run."""
    page = split((root / source.editions[language].where.path).read_text("utf-8"))
    assert page is not None  # it was loaded and checked
    return harmless(as_html(page.body))


def printed(text: PrintedText, html: str) -> str:
    """The annotated text, its headings one level lower, its ids prefixed with the source's."""
    tree = lxml.html.fragment_fromstring(text.annotated(html), create_parent="div")
    own = {element.get("id") for element in tree.iter() if element.get("id")}
    for mark in list(tree.iter("mark")):
        if not mark.get("id"):
            mark.drop_tag()  # a further piece of quoted words: the first one is where their citations lead
    for element in tree.iter():
        _adapt(element, f"t-{text.source.id}.", own)
    return "".join(lxml.html.tostring(child, encoding="unicode") for child in tree)


def _adapt(element: Element, prefix: str, own: set[str | None]) -> None:
    for unneeded in ("tabindex", "title", "data-quote"):
        if element.get(unneeded) is not None:
            del element.attrib[unneeded]
    if element.tag in HEADINGS[1:]:
        element.tag = HEADINGS[HEADINGS.index(element.tag) - 1]
    if name := element.get("id"):
        element.set("id", prefix + name)
    if (target := element.get("href", "#")[1:]) in own:
        element.set("href", f"#{prefix}{target}")
