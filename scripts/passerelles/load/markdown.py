"""The Markdown of docs/, looked at for what can break or harm: links, anchors, images, HTML, attributes.

In: the body of a page. Out: Markdown. What counts as code here is at most what Python-Markdown takes for code, so
that nothing it would publish as HTML is overlooked: fences at the margin that are closed, spans within one line.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import PurePosixPath

from passerelles.load.decoding import place
from passerelles.load.editions import FrontMatter
from passerelles.model import Language, Link, Markdown, Position

FENCE = re.compile(r"^(~{3,}|`{3,}) *[\w#.+-]* *\n.*?(?<=\n)\1 *$", re.MULTILINE | re.DOTALL)
SPAN = re.compile(r"(?<![\\`])(`+)(?!`)(.+?)(?<!`)\1(?!`)")
ESCAPED = re.compile(r"\\[\\\[\]!{]")  # «\<» is no escape in Python-Markdown, and a doubled backslash escapes nothing
TAG = re.compile(r"<(?![Hh][Tt]{2}[Pp][Ss]?://[^<>\s]*>|[\w.+-]+@[\w.-]+>)[a-zA-Z/!?][\w-]*")
TARGET = re.compile(r"(?:\]\(\s*|^ {0,3}\[[^\]]+\]:\s*)<?([^\s()<>]*)", re.MULTILINE)
IMAGE = re.compile(r"!\[([^\]]*)\]\(\s*<?([^\s()<>]*)")
IMAGE_BY_NAME = re.compile(r"!\[([^\]]*)\](?!\()(?:\s?\[([^\]]*)\])?")
DEFINITION = re.compile(r"^ {0,3}\[([^\]]+)\]:\s*<?([^\s<>]*)", re.MULTILINE)
ATTRIBUTES = re.compile(r"\{:?((?:[^{}\n]|\n(?!\n))*)\}")
HARMLESS = re.compile(r"[#.][\w:.-]+|lang=\"?[a-zA-Z-]+\"?")
HEADING = re.compile(r"^#{1,6}\s+(.*?)\s*#*\s*$", re.MULTILINE)
ID = re.compile(r"\{:?[^{}]*#([\w:.-]+)[^{}]*\}")


def read_markdown(path: str, language: Language, page: FrontMatter, is_completed: bool = False) -> Markdown:
    """What the page at this path leads to and holds."""
    inside = PurePosixPath(path).relative_to(f"docs/{language}").with_suffix("").as_posix()
    looked = _Looked(path, page)
    return Markdown(
        path=path,
        language=language,
        address="" if inside == "index" else f"{inside.removesuffix('index')}/".replace("//", "/"),
        anchors=frozenset(looked.anchors()),
        links=tuple(looked.links()),
        tags=tuple(looked.found(TAG)),
        attributes=tuple(looked.attributes()),
        is_completed=is_completed,
        sections=tuple(looked.sections()),
        body=page.body,
    )


class _Looked:
    """The body of a page, its code blanked out, character for character."""

    def __init__(self, path: str, page: FrontMatter) -> None:
        self.path, self.body, self.first = path, page.body, page.body_line
        bare = FENCE.sub(lambda code: re.sub(r"[^\n]", " ", code[0]), page.body)
        bare = ESCAPED.sub(lambda sign: sign[0] if sign[0] == "\\\\" else "  ", bare)
        self.text = SPAN.sub(lambda code: " " * len(code[0]), bare)

    def at(self, offset: int) -> Position:
        there = place(self.path, self.text, offset)
        return Position(self.path, there.line + self.first - 1, there.column)

    def found(self, pattern: re.Pattern[str]) -> Iterator[tuple[str, Position]]:
        for match in pattern.finditer(self.text):
            yield match[0], self.at(match.start())

    def links(self) -> Iterator[Link]:
        images = {match.start(2) for match in IMAGE.finditer(self.text)}
        for match in TARGET.finditer(self.text):
            if match.start(1) not in images:
                yield Link(match[1], self.at(match.start(1)))
        for match in IMAGE.finditer(self.text):
            yield Link(match[2], self.at(match.start()), True, match[1].strip())
        named = {" ".join(found[1].lower().split()): found[2] for found in DEFINITION.finditer(self.text)}
        for match in IMAGE_BY_NAME.finditer(self.text):
            name = " ".join((match[2] or match[1]).lower().split())
            if name in named:
                yield Link(named[name], self.at(match.start()), True, match[1].strip())

    def attributes(self) -> Iterator[tuple[str, Position]]:
        """What an attribute list would set besides an id, a class and a language: `onclick`, `style`, `href` …"""
        for match in ATTRIBUTES.finditer(self.text):
            for word in re.finditer(r"\S+", match[1]):
                if "=" in word[0] and not HARMLESS.fullmatch(word[0]):
                    yield word[0], self.at(match.start(1) + word.start())

    def anchors(self) -> Iterator[str]:
        yield from (match[1] for match in ID.finditer(self.text))
        for heading in HEADING.finditer(self.text):
            if not ID.search(heading[1]):
                yield _slug(self.body[heading.start(1) : heading.end(1)])

    def sections(self) -> Iterator[tuple[str, str, Position]]:
        """The words from each heading that has an id to the next."""
        starts = [match for match in HEADING.finditer(self.text) if ID.search(match[1])]
        ends = [match.start() for match in starts[1:]] + [len(self.body)]
        for match, end in zip(starts, ends, strict=False):  # of no headings there is no end either
            name = ID.search(match[1])
            if name:
                yield name[1], self.body[match.start() : end].strip(), self.at(match.start())


def _slug(heading: str) -> str:
    """The id that the renderer gives to a heading without one (python-markdown, `toc.slugify`)."""
    plain = unicodedata.normalize("NFKD", heading).encode("ascii", "ignore").decode("ascii")
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", plain).strip().lower())
