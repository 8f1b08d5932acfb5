"""What a page says by a slip and the renderer prints as it stands: links that are none, headings that have no id.

In: a page, and the same with its code blanked out. Out: the message for each slip, the words that show it, its offset.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator

Slip = tuple[str, str, int]
STUCK = re.compile(r"^(#{1,6})(?=[^#\s])\S*", re.MULTILINE)
UNBRACED = re.compile(r"^#{1,6}[ \t]*[^#\s].*?(?P<id>\{:?\s*#[\w-]+[^{}\n]*)$", re.MULTILINE)
UNDERLINED = re.compile(r"^(?![ \t]*(?:[|#>\-*+]|\d+\.))(\S.*)\n(?:=+|-+)[ \t]*$", re.MULTILINE)
APART = re.compile(r"\]([ \t]+)(\((?:[^\s()]*[/#][^\s()]*|[^\s()]+\.md)\))")
NAMED = re.compile(r"\]\[([^\[\]\n]+)\]")
NOTE = re.compile(r"\[\^[^\[\]\s]+\]")
ENDED = re.compile(r"\)|\[|\n[ \t]*\n|\Z")  # an address, or the words in which it has lost its end
FENCE = re.compile(r"^(?:`{3,}|~{3,})", re.MULTILINE)


def slips(body: str, text: str, named: Container[str]) -> Iterator[Slip]:
    """Every slip of a page; `named` are the addresses that it gives a name, in lower case."""
    for match in STUCK.finditer(text):
        words = body[match.end(1) : match.end()]
        yield "heading-without-space", f"{match[1]} {words}", match.start()
    for match in UNBRACED.finditer(text):
        yield "id-without-brace", match["id"].strip("{: "), match.start("id")
    for match in UNDERLINED.finditer(text):
        yield "heading-underlined", body[match.start(1) : match.end(1)], match.start()
    for match in APART.finditer(text):
        yield "link-apart", match[2], match.start(1)
    for match in NAMED.finditer(text):
        if match[1].lower() not in named and not match[1].startswith("^"):
            yield "link-name-unknown", body[match.start(1) : match.end(1)], match.start(1)
    for words, offset in {match[0]: match.start() for match in reversed([*NOTE.finditer(text)])}.items():
        yield "footnote", words, offset
    for start in _unclosed(text):
        yield "link-unclosed", body[start:].split()[0], start
    for match in FENCE.finditer(text):
        yield "fence-unclosed", match[0], match.start()
        return  # what follows is not what it seems


def _unclosed(text: str) -> Iterator[int]:
    """Where the round bracket of an address opens that is never closed."""
    for match in re.finditer(r"\]\(", text):
        end = ENDED.search(text, match.end())
        if end is None or end[0] != ")":
            yield match.start() + 1
