"""HTML read into a tree and written again; and pieces of HTML in the very form in which a tree would write them.

A piece that is made so can be put into what a tree wrote without being read and written itself.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

import lxml.etree
from lxml.etree import _Element as Element

PLAIN = re.compile(r"[\w./#:-]*", re.ASCII)  # values of attributes that are written as they are
PARSER = lxml.etree.HTMLParser()


def parsed(html: str) -> Element:
    """The tree of some HTML, below an element of its own; white space before all else is left out."""
    document: Element = lxml.etree.fromstring(f"<html><body>{html}</body></html>", PARSER)
    body = document.find("body")
    assert body is not None  # it has been written
    if body.text and not body.text.strip():
        body.text = None
    return body


def written(root: Element) -> str:
    """The HTML of what is below an element."""
    return _written(root).removeprefix("<body>").removesuffix("</body>")


def _written(element: Element) -> str:
    html: str = lxml.etree.tostring(element, encoding="unicode", method="html", with_tail=False)
    return html


def as_text(words: str) -> str:
    """Words as they stand between tags."""
    if "&" in words or "<" in words or ">" in words:
        return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return words


def as_attributes(values: Mapping[str, str]) -> str:
    """Attributes as they stand in a tag, each with a blank before it."""
    return "".join([_attribute(name, value) for name, value in values.items()])


@lru_cache(maxsize=10_000)
def _attribute(name: str, value: str) -> str:
    if PLAIN.fullmatch(value):
        return f' {name}="{value}"'
    return _written(lxml.etree.Element("a", {name: value})).removeprefix("<a").removesuffix("></a>")
