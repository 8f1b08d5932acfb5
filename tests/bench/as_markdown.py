"""A generated page's HTML as the Markdown that a person would write: headings, paragraphs, quotes, lists, links."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import lxml.html
from lxml.etree import _Element as Element

HEADINGS = ("h1", "h2", "h3", "h4")
SIGNS = re.compile(r"([\\`*_\[\]<>{}#|])")
AROUND = {"b": "**", "strong": "**", "i": "*", "em": "*", "cite": "*", "code": "`"}
NO_BLOCK = (*AROUND, "a", "q", "span", "time", "br", "mark", "ins", "del")

Target = Callable[[str], str]


def markdown(html: str, target: Target) -> str:
    """The Markdown of a page; `target` puts the address of a link into the words of its file."""
    root = lxml.html.fragment_fromstring(html, create_parent="div")
    return "\n\n".join(block for block in _blocks(root, target) if block.strip()) + "\n"


def _blocks(element: Element, target: Target) -> Iterator[str]:
    for child in element:
        tag = str(child.tag)
        mark = f" {{ #{child.get('id')} }}" if child.get("id") else ""
        if tag in HEADINGS:
            yield f"{'#' * HEADINGS.index(tag)}# {_line(child, target)}{mark}"
        elif tag == "blockquote":
            yield f"> {_line(child, target)}"
        elif tag in {"ul", "ol"}:
            yield "\n".join(f"- {_line(item, target)}" for item in child)
        elif tag == "table":
            yield "\n".join(_rows(child, target))
        elif all(str(inner.tag) in NO_BLOCK for inner in child):
            yield _line(child, target)
        else:
            inner = list(_blocks(child, target))
            if mark and inner and tag == "div":  # a statement has its id on its first paragraph
                inner[0] += f"\n{mark.strip()}"
            yield from inner


def _rows(table: Element, target: Target) -> Iterator[str]:
    for number, row in enumerate(table.iter("tr")):
        cells = [_line(cell, target) for cell in row]
        yield f"| {' | '.join(cells)} |"
        if number == 0:
            yield f"|{' --- |' * len(cells)}"


def _line(element: Element, target: Target) -> str:
    """The words of an element on one line, with their emphasis and links."""
    return " ".join("".join(_spans(element, target)).split())


def _spans(element: Element, target: Target) -> Iterator[str]:
    yield SIGNS.sub(r"\\\1", element.text or "")
    for child in element:
        inside = "".join(_spans(child, target))
        around = AROUND.get(str(child.tag), "")
        if child.tag == "a":
            yield f"[{inside}]({target(child.get('href', ''))})"
        else:
            yield f"{around}{inside.strip()}{around}" if around and inside.strip() else f"{inside} "
        yield SIGNS.sub(r"\\\1", child.tail or "")
