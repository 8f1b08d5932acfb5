"""HTML read into a tree and written again; and pieces of HTML in the very form in which a tree would write them.

A piece that is made so can be put into what a tree wrote without being read and written itself.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

import lxml.html
from lxml.etree import _Element as Element

PLAIN = re.compile(r"[\w./#:-]*", re.ASCII)  # values of attributes that are written as they are


def parsed(html: str) -> Element:
    """The tree of some HTML, below an element of its own."""
    root: Element = lxml.html.fragment_fromstring(html, create_parent="div")
    return root


def written(root: Element) -> str:
    """The HTML of what is below an element."""
    return "".join([as_text(root.text or ""), *(lxml.html.tostring(child, encoding="unicode") for child in root)])


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
    html: str = lxml.html.tostring(lxml.html.Element("a", {name: value}), encoding="unicode")
    return html.removeprefix("<a").removesuffix("></a>")
