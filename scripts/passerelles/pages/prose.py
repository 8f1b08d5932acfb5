"""The rendered HTML of a page that people write, typeset in its language and usable by keyboard."""

from __future__ import annotations

from lxml.etree import _Element as Element

from passerelles.pages.page import Heading
from passerelles.pages.tree import parsed, written
from passerelles.pages.typography import typeset

FEWEST = 3  # sections from which on a page has a table of contents
VERBATIM = ("code", "pre", "kbd", "samp", "script", "style")


def typeset_html(html: str, language: str) -> str:
    """The same HTML with the spaces of the language; code is left as it is, and can be scrolled by keyboard."""
    root = parsed(html)
    typeset_tree(root, language)
    return written(root)


def typeset_tree(root: Element, language: str) -> frozenset[Element]:
    """The same for a tree, in place. The answer is the elements whose words are left as they are."""
    verbatim = frozenset(inner for element in root.iter(*VERBATIM) for inner in element.iter())
    for element in root.iter("*"):
        if (words := element.text) and element not in verbatim:
            element.text = typeset(words, language)
        if (words := element.tail) and not (verbatim and element.getparent() in verbatim):
            element.tail = typeset(words, language)
    for element in root.iter("pre", "table"):
        element.set("tabindex", "0")
    return verbatim


def contents(html: str) -> list[Heading]:
    """The sections of a page, where they are many enough to be listed beside it."""
    found = ((name, h) for h in parsed(html).iter("h2") if (name := h.get("id")) is not None)
    headings = [Heading(name, "".join(map(str, h.itertext("*")))) for name, h in found]
    return headings if len(headings) >= FEWEST else []
