"""The Markdown of docs/, looked at for what can break or harm: links, anchors, images, HTML, attributes.

In: the body of a page. Out: Markdown. Whatever the renderer (Python-Markdown) would make a link, an image, an element
or an attribute is seen, however it is written; in doubt, more is seen than it makes. Each pattern takes as many steps
as a page has signs.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from pathlib import PurePosixPath

from passerelles.load.attributes import other_attributes
from passerelles.load.editions import FrontMatter
from passerelles.load.spoilt import slips
from passerelles.load.verbatim import without_code
from passerelles.model import Heading, Language, Link, Markdown, Position

ESCAPED = re.compile(r"\\[\\\[\]!{]")  # «\<» is no escape in Python-Markdown, and a doubled backslash escapes nothing
TAG = re.compile(r"<(?![Hh][Tt]{2}[Pp][Ss]?://[^<>\s]*>|[\w.+-]+@[\w.-]+>)[a-zA-Z/!?][\w-]*")
BRACKET = re.compile(r"!?\[|\]")
_SPACED = r"(?:[ \t]+|[ \t]*\n[ \t]*)[^\s()<>\"'][^\s()<>]*"  # a title is quoted; anything else belongs to the address
TARGET = re.compile(rf"\(\s*<*\s*([^\s()<>]*(?:{_SPACED})*)")
NAME = re.compile(r"\s?\[([^\]]*)\]")
DEFINITION = re.compile(r"^[ \t>*+\-:\d.)]*\[([^\[\]]*)\]:(?=[ \t]*\n?[ \t]*<*([^\s<>]*))", re.MULTILINE)
HEADING = re.compile(r"^#{1,6}[ \t]*([^#\s].*)$", re.MULTILINE)
BRACES = re.compile(r"\{([^{}\n]*)(?:\}|$)", re.MULTILINE)  # one that is never closed is told of as such
ID = re.compile(r"#([\w:.-]+)")


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
        headings=tuple(looked.titles()),
        body=page.body,
        slips=tuple(looked.slips()),
    )


class _Looked:
    """The body of a page, its code blanked out, character for character."""

    def __init__(self, path: str, page: FrontMatter) -> None:
        self.path, self.body, self.first = path, page.body, page.body_line
        self.bare = without_code(page.body)
        self.text = ESCAPED.sub(r"\\\\", self.bare)  # two signs that mark up nothing
        self.starts = [0, *(end.end() for end in re.finditer("\n", page.body))]

    def at(self, offset: int) -> Position:
        line = bisect_right(self.starts, offset) - 1
        return Position(self.path, line + self.first, offset - self.starts[line] + 1)

    def found(self, pattern: re.Pattern[str]) -> Iterator[tuple[str, Position]]:
        for match in pattern.finditer(self.text):
            yield match[0], self.at(match.start())

    def links(self) -> Iterator[Link]:
        named: dict[str, list[str]] = {}
        for match in DEFINITION.finditer(self.bare):
            named.setdefault(_folded(self.body[match.start(1) : match.end(1)]), []).append(match[2])
            yield Link(match[2], self.at(match.start(2)), words=match[1])
        for is_image, start, end in self.brackets():
            is_opened = self.text[start - 1 : start] == "["  # else the renderer makes no link, which has no words then
            words = self.body[start:end].strip() if is_image or is_opened else "]"
            if found := TARGET.match(self.body, end + 1):
                where = self.at(start - 2 if is_image else found.start(1))
                yield Link(found[1], where, is_image, words)
            for name in self.names(start, end) if is_image and named else ():
                yield from (Link(target, self.at(start - 2), True, words) for target in named.get(name, ()))

    def slips(self) -> Iterator[tuple[str, str, Position]]:
        """What is printed as it stands, but was meant for something else."""
        named = {_folded(match[1]) for match in DEFINITION.finditer(self.bare)}
        yield from ((key, words, self.at(start)) for key, words, start in slips(self.body, self.text, named))

    def brackets(self) -> Iterator[tuple[bool, int, int]]:
        """The words between brackets, as they are paired: whether of an image, where they begin and end."""
        opened: list[tuple[bool, int]] = []
        for match in BRACKET.finditer(self.text):
            if match[0] != "]":
                opened.append((match[0] == "![", match.end()))
            else:
                is_image, start = opened.pop() if opened else (False, match.start())
                yield is_image, start, match.start()

    def names(self, start: int, end: int) -> Iterator[str]:
        """What an image of these words may be called: what the brackets after them say, or the words themselves."""
        if after := NAME.match(self.text, end + 1):
            yield _folded(self.body[after.start(1) : after.end(1)])
        yield _folded(self.body[start:end])

    def attributes(self) -> Iterator[tuple[str, Position]]:
        """What an attribute list would set besides an id, a class and a language: `onclick`, `style`, `href` …"""
        yield from ((word, self.at(start)) for word, start in other_attributes(self.text))

    def anchors(self) -> Iterator[str]:
        yield from (sys.intern(name) for braces in BRACES.finditer(self.text) for name in _id(braces[0]))
        for start, end in self.headings():
            if not _id(self.text[start:end]):
                yield _slug(self.body[start:end])

    def headings(self) -> Iterator[tuple[int, int]]:
        """Where the words of each heading begin and end."""
        for match in HEADING.finditer(self.text):
            yield match.start(1), match.start(1) + len(match[1].rstrip().rstrip("#").rstrip())

    def titles(self) -> Iterator[Heading]:
        """Each heading with its level, the id that it is given and its words without that."""
        for start, end in self.headings():
            begin = self.body.rfind("\n", 0, start) + 1
            id_ = next(iter(_id(self.text[start:end])), "")
            words = BRACES.sub("", self.body[start:end]).strip()
            yield Heading(self.body.count("#", begin, start), id_, words, self.at(begin))

    def sections(self) -> Iterator[tuple[str, str, Position]]:
        """The words from each heading that has an id to the next."""
        found = [(start, name) for start, end in self.headings() for name in _id(self.text[start:end])]
        begun = [self.body.rfind("\n", 0, start) + 1 for start, _ in found]
        for (_, name), begin, end in zip(found, begun, [*begun[1:], len(self.body)], strict=False):
            yield name, self.body[begin:end].strip(), self.at(begin)


def _id(words: str) -> list[str]:
    """The id that the first attribute list in these words gives, if one does: the last that it names."""
    return next(([names[-1]] for braces in BRACES.finditer(words) if (names := ID.findall(braces[1]))), [])


def _folded(name: str) -> str:
    return " ".join(name.lower().split())


def _slug(heading: str) -> str:
    """The id that the renderer gives to a heading without one (python-markdown, `toc.slugify`)."""
    plain = unicodedata.normalize("NFKD", heading).encode("ascii", "ignore").decode("ascii")
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", plain).strip().lower())
