"""Documents that say what is a heading, a list, a table: web pages, Markdown, and what is turned into HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from importlib.metadata import version

import markdown
from lxml import etree, html

from passerelles.clean import STEPS_OF_A_MARKED_TEXT
from passerelles.clean.lines import unify_line_ends
from passerelles.receive import front_matter
from passerelles.receive.accents import joined, joined_by
from passerelles.receive.encodings import decoded, is_guessed
from passerelles.receive.facts import declared
from passerelles.receive.front_matter import parted
from passerelles.receive.furniture import Landmarks
from passerelles.receive.html import blocks
from passerelles.receive.layout import Block, laid_out
from passerelles.receive.plain import clear
from passerelles.receive.points import write_numbers
from passerelles.receive.reading import READER, Fact, Hint, Reading, Refused

CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
HEAD = 4096  # bytes of a page in which it declares its encoding
NOTE = re.compile(r"^ {0,3}\[(?=\^[^\]\n]+\]:)", re.MULTILINE)  # a footnote: a paragraph, not the address of a link
BEFORE_A_DEFINITION = re.compile(r"(?<=\S)[ \t]*\n(?=:[ \t])")
DEEPEST = 200  # no page that somebody wrote nests deeper


def read_html(name: str, raw: bytes, encoding: str = "") -> Reading:
    """A web page as saved: the text of its blocks; what is around the text of the page is furniture."""
    meta = CHARSET.search(raw[:HEAD])
    said = meta[1].decode() if meta and not raw.startswith((b"\xff\xfe", b"\xfe\xff")) else ""
    try:
        text, codec = decoded(name, raw, encoding or {"iso-8859-1": "cp1252"}.get(said.lower(), said))
    except Refused:
        text, codec = decoded(name, raw)
    hints = [Hint("received-encoding-guessed", {"file": name, "encoding": codec})] * (
        not said and is_guessed(raw, codec)
    )
    root = parsed(name, text)
    form = Hint("received-form-html")
    tool = f"{READER}, lxml {version('lxml')}" + (f", codec {codec}" if codec else "")
    write_numbers(root)
    found = list(blocks(root, Landmarks(root)))
    return structured(name, raw, found, form, tool, declared(root), tuple(hints))


def read_markdown(name: str, raw: bytes, encoding: str = "") -> Reading:
    """Markdown: the words that it renders; its head, which it does not, is furniture."""
    text, codec = decoded(name, raw, encoding)
    head, body = parted(unify_line_ends(clear(text)))
    lines = BEFORE_A_DEFINITION.sub("  \n", NOTE.sub(r"\n\\[", body))
    root = parsed(name, f"<div>{markdown.markdown(lines, extensions=['tables', 'sane_lists'])}</div>")
    write_numbers(root)
    form = Hint("received-form-markdown")
    tool = f"{READER}, markdown {version('markdown')}, lxml {version('lxml')}" + (f", codec {codec}" if codec else "")
    above = [Block("paragraph", (words,), furniture=True) for line in head if (words := " ".join(line.split()))]
    return structured(name, raw, [*above, *everything(root)], form, tool, front_matter.declared(head))


def structured(
    name: str,
    raw: bytes,
    found: list[Block],
    form: Hint,
    tool: str,
    facts: tuple[Fact, ...] = (),
    hints: tuple[Hint, ...] = (),
) -> Reading:
    """A reading made of blocks."""
    whole = [replace(block, lines=tuple(map(joined, block.lines))) for block in found]
    tool = joined_by(tool) if whole != found else tool
    facts = tuple(replace(fact, value=joined(fact.value)) for fact in facts)
    layout = laid_out(whole)
    return Reading(
        name, raw, layout.text, layout.marked, form, tool, layout.furniture, facts, hints, STEPS_OF_A_MARKED_TEXT
    )


def everything(root: html.HtmlElement) -> Iterator[Block]:
    """The blocks of a document that has no furniture."""
    return blocks(root, _Everything(root))


class _Everything(Landmarks):
    """A document of which every word is its text."""

    def is_furniture(self, element: html.HtmlElement, inherited: bool) -> bool:
        del element
        return inherited


def parsed(name: str, text: str) -> html.HtmlElement:
    """A page as a tree. Raises Refused for one that is empty or was made to break its readers."""
    seen = clear(text).replace("\f", "\n")
    try:
        root = html.document_fromstring(
            re.sub(r"\A\s*<\?xml[^>]*\?>", "", seen), parser=html.HTMLParser(huge_tree=True)
        )
    except (etree.LxmlError, ValueError):
        raise Refused("received-empty", file=name) from None
    if _depth(root) > DEEPEST:
        raise Refused("received-corrupt", file=name)
    for fraction in root.iter("mfrac"):
        if len(fraction):
            fraction[0].tail = " / "  # the bar that a reader sees
    return root


def _depth(root: html.HtmlElement) -> int:
    depth = deepest = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(depth, deepest)
    return deepest
