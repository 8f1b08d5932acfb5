"""The words of Markdown as a reader sees them, block by block: to be found and shown, never to be rendered.

Each pattern takes as many steps as a page has signs.
"""

from __future__ import annotations

import re
from html import unescape

FENCES = ("```", "~~~")
BEGINS = re.compile(r"\A\s*(?:#{1,6}\s+|[-*+]\s+|\d+[.)]\s+|:\s+|>\s?|\|\s*)")  # a heading, an item, a quotation, a row
RULE = re.compile(r"[|:\s=-]*")  # below the head of a table, between two parts
FIELD = re.compile(r"\A\s*\|\s*\[?`")  # a row that explains a name of the machine: a field, a file, a command
MARKUP = re.compile(
    r"(?P<ticks>`+)(?P<code>[^`]+)(?P=ticks)|!?\[(?P<words>[^\[\]]*)\]\([^()]*\)|<(?P<address>https?://[^<>]*)>"
    r"|\\(?P<sign>[\\`*_{}\[\]()#+\-.!|>])|\{[:#. ][^{}]*\}|</?[A-Za-z][^<>]*>|\*+|(?<!\w)_+|_+(?!\w)"
)


def sentences(text: str) -> list[str]:
    """The paragraphs, items and rows of a text; code that stands by itself and what explains its names are left out."""
    found: list[str] = []
    fence, goes_on = "", False
    for line in text.split("\n"):
        mark = line.lstrip()[:3]
        words = BEGINS.sub("", line, count=1)
        if fence or mark in FENCES:
            fence, goes_on = ("" if fence == mark else fence or mark), False
        elif RULE.fullmatch(words) or FIELD.match(line):
            goes_on = False
        elif goes_on and words == line:
            found[-1] += f" {words}"
        else:
            found.append(words)
            goes_on = True
    return [words for words in map(plain, found) if words]


def plain(words: str) -> str:
    """The words of a block without their markup, the cells of a row parted by points."""
    cells = words.rstrip(" |").replace(" | ", " · ")
    return " ".join(unescape(_bare(cells)).split())


def _bare(words: str) -> str:
    return MARKUP.sub(_read, words)


def _read(found: re.Match[str]) -> str:
    """What a reader sees of a piece of markup."""
    if found["words"]:
        return _bare(found["words"])
    return found["code"] or found["address"] or found["sign"] or ""
