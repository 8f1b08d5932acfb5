"""Attribute lists of Markdown (`{ #id .class lang=vi }`), looked at for attributes that could harm.

The renderer reads a list wherever one may stand: behind an element (`*word*{ … }`), first on a line, at the end of a
heading, a term or a cell. There a bare word is an attribute too, and vanishes from the page. Elsewhere braces are
prose, in which only what has the form of an attribute is refused. A brace that is one of the text is written `\\{`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

HARMLESS = re.compile(r"[#.][\w:.-]+|lang=\"?[a-zA-Z-]+\"?")
# Behind an emphasis that closes with more signs than it opened with, Python-Markdown 3.11 swallows one sign more.
BEHIND = re.compile(r"(?:(?<=[)\]>`])|(?<=([*_]))|(?<=([*_]).)|^[ \t>]*)\{")
EMPHASIS = re.compile(r"[*_]")
END = re.compile(r"[ \t]*#*[ \t]*(?:[|`*_\[!<]|\Z)")  # of a line, a cell, or the words before an element
HEADING = re.compile(r"[ \t>*+\-\d.):]*(?:#|~{3}|`{3})")  # or a fence
# What is under a heading or under the head of a table, and what is before the definition of a term.
STRUCTURE = re.compile(r"^[ \t>*+\-\d.)]*:|^[ \t>*+\d.)]*[-=|][-=:| \t]*$", re.MULTILINE)
WORD = re.compile(r"[^\s{]+")
ESCAPED = re.compile(r"(\\\\)|\\[{}]")  # two backslashes are one of the text, and escape nothing


def other_attributes(text: str) -> Iterator[tuple[str, int]]:
    """What the braces of a text would set besides an id, a class and a language, each with its offset."""
    text = ESCAPED.sub(lambda escape: escape[1] or r"\(", text)  # as long, and no brace
    is_structured, is_opened, start = bool(STRUCTURE.search(text)), False, 0
    for line in text.split("\n"):
        may_end = is_structured or bool(HEADING.match(line))
        sign = EMPHASIS.search(line)
        is_opened = is_opened and bool(line.strip())
        opened = 0 if is_opened else sign.end() if sign else len(line)
        yield from ((word, start + at) for word, at in _of_line(line, opened, may_end))
        is_opened = is_opened or bool(sign)
        start += len(line) + 1


def _of_line(line: str, opened: int, may_end: bool) -> Iterator[tuple[str, int]]:
    """The same for one line: from where on an emphasis may close on it, and whether a list may stand at its end."""
    last = 0
    for close in re.finditer(r"\}", line):
        start, end, last = last, close.start(), close.end()
        first = line.find("{", start, end)
        if first < 0:
            continue
        read = first if may_end and END.match(line, last) else next(_behind(line, start, end, opened), end)
        if (second := line.find("{", read + 1, end)) >= 0:
            yield "{", second
        yield from ((word, at) for word, at in _words(line, first, end) if not _is_harmless(word, at > read))


def _behind(line: str, start: int, end: int, opened: int) -> Iterator[int]:
    """The braces that stand behind an element, or where one may have been."""
    for match in BEHIND.finditer(line, start, end):
        sign = match.start(match.lastindex) if match.lastindex else None
        if sign is None or sign >= opened:
            yield match.end() - 1


def _words(line: str, first: int, end: int) -> Iterator[tuple[str, int]]:
    """The words between two braces. The colon that may open a list is none, unless nothing follows it."""
    found = [(match[0], match.start()) for match in WORD.finditer(line, first, end)]
    for word, at in found:
        is_opened = word[0] == ":" and line[at - 1] == "{" and (word, at) != (":", found[-1][1])
        if word := word[is_opened:]:
            yield word, at + is_opened


def _is_harmless(word: str, is_read: bool) -> bool:
    return bool(HARMLESS.fullmatch(word)) if "=" in word else not is_read or word[0] in ".#"
