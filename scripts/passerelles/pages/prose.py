"""The rendered HTML of a page that people write, typeset in its language and usable by keyboard."""

from __future__ import annotations

import lxml.html

from passerelles.pages.page import Heading
from passerelles.pages.typography import typeset

FEWEST = 3  # sections from which on a page has a table of contents
VERBATIM = {"code", "pre", "kbd", "samp", "script", "style"}


def typeset_html(html: str, language: str) -> str:
    """The same HTML with the spaces of the language; code is left as it is, and can be scrolled by keyboard."""
    root = lxml.html.fragment_fromstring(html, create_parent="div")
    verbatim = {inner for element in root.iter(*VERBATIM) for inner in element.iter()}
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        if element.text and element not in verbatim:
            element.text = typeset(element.text, language)
        if element.tail and element.getparent() not in verbatim:
            element.tail = typeset(element.tail, language)
        if element.tag in {"pre", "table"}:
            element.set("tabindex", "0")
    return "".join([root.text or "", *(lxml.html.tostring(child, encoding="unicode") for child in root)])


def contents(html: str) -> list[Heading]:
    """The sections of a page, where they are many enough to be listed beside it."""
    found = lxml.html.fragment_fromstring(html, create_parent="div").xpath(".//h2[@id]")
    headings = [Heading(h.get("id"), " ".join(h.text_content().split(" "))) for h in found]
    return headings if len(headings) >= FEWEST else []
