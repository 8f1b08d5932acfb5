"""YAML as an editor sees it: every value keeps its line and column, every scalar stays text until a field wants more.

In: the text of a file. Out: a tree of Located values and the problems found. PyYAML's own constructors are not
used: they turn NO into False, 12:30 into 750 and 010 into 8, and drop the first of two equal keys without a word.
Equal words are one text in memory, for a base says many of them, and quotes the same sentence, a thousand times.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Protocol

import yaml

from passerelles.load.decoding import ESCAPED, Unreadable, place
from passerelles.load.scalars import kind_of_plain
from passerelles.load.yaml_slips import BLANK, SIGNS, slip
from passerelles.model import Position, Problem

RECORDED = "data/apparatus/"
DEEPEST = 20  # no file of ours nests deeper than about eight levels
MOST_KEPT = 512  # trees of files, some 80 kB each
QUOTES = ("'", '"')
BRACKETED = re.compile(r":\s+[\[{].*[\]}]\s*\Z")  # a list or a mapping on the line of its key, and what follows it
HASH = re.compile(r"[ \t]+#(?=\S)")  # a comment that is none, for no blank follows: «rue du port #3»
NULLS = frozenset(("", "~", "null", "Null", "NULL"))  # what YAML 1.1 reads as nothing
NO_KEYS: dict[str, tuple[int, int]] = {}  # of what is no mapping; never filled


class Marked(Protocol):
    """A place in a YAML text, from line and column 0."""

    line: int
    column: int


@dataclass(slots=True)
class Located:
    """One value and its place; `kind` is what YAML 1.1 would make of a scalar: str, int, bool, timestamp …

    Not frozen, and its place in numbers: an entry has some two hundred of these, which live until it is read.
    """

    path: str
    line: int
    column: int
    value: str | list[Located] | dict[str, Located] | None
    kind: str = "str"
    keys: dict[str, tuple[int, int]] = field(default_factory=dict)  # line and column of each key

    @property
    def where(self) -> Position:
        return Position(self.path, self.line, self.column)

    def key(self, name: str) -> Position:
        """Where the key of a mapping stands."""
        return Position(self.path, *self.keys[name])


def parse(path: str, text: str, first_line: int = 1) -> tuple[Located, list[Problem]]:
    """The one document of a YAML text; `first_line` is where it starts in its file (front matter)."""
    tree, problems = _parsed(path, text, first_line)
    return tree, list(problems)


@lru_cache(MOST_KEPT)
def _parsed(path: str, text: str, first_line: int) -> tuple[Located, list[Problem]]:
    """A tree is never changed once made: who reads a base again, as `serve` does, parses only what changed."""
    problems: list[Problem] = []
    loader = yaml.CSafeLoader(text)
    lines = text.splitlines() if HASH.search(text) else ()  # hardly any file has one
    composer = _Composer(path, first_line, problems, loader.get_event, lines)
    try:
        tree = composer.document()
    except yaml.MarkedYAMLError as error:
        raise Unreadable(_slip(error, text, composer) or _syntax(error, text, composer)) from None
    except yaml.reader.ReaderError as error:
        raise Unreadable(_sign(error, path, text, first_line)) from None
    finally:
        loader.dispose()
    return tree, problems


def let_go() -> None:
    """Of a base that has more files than trees are kept, none would be found in time by who reads it again."""
    if _parsed.cache_info().currsize == MOST_KEPT:
        _parsed.cache_clear()


def _slip(error: yaml.MarkedYAMLError, text: str, composer: _Composer) -> Problem | None:
    """What was typed wrong on the line where the parser began to doubt, where it stopped, or before that one."""
    lines = text.split("\n")
    marks = [mark.line for mark in (error.context_mark, error.problem_mark) if mark]
    found = slip(lines, [*marks, *(number - 1 for number in marks)])
    if found is None:
        return None
    message, number, column, key = found
    return Problem(Position(composer.path, number + composer.first_line, column + 1), message, (("key", key),))


def _syntax(error: yaml.MarkedYAMLError, text: str, composer: _Composer) -> Problem:
    """What the parser stumbled over, by its signs, in words that an editor may know."""
    mark, said = error.problem_mark or error.context_mark, f"{error.context}; {error.problem}"
    if mark and said.endswith("cannot start any token"):
        sign = "".join(text.split("\n")[mark.line][mark.column :][:1])
        return Problem(composer.at(mark), "yaml-tab" if sign == "\t" else "yaml-sign", (("sign", sign),))
    if mark and (quoted := composer.quoted) and quoted.end_mark.line == mark.line > quoted.start_mark.line:
        return Problem(composer.at(quoted.start_mark), "yaml-quote")  # closed where the next one was to open
    key = next((key for sign, key in SIGNS if sign in said), "yaml-syntax")
    if key == "yaml-indent" and mark and BRACKETED.search(text.split("\n")[mark.line][: mark.column]):
        key = "yaml-after-bracket"
    # What is never closed is found missing far below: say where it was opened.
    opened = error.context_mark if key in {"yaml-quote", "yaml-bracket"} else None
    return Problem(composer.at(opened or mark), key)


def _sign(error: yaml.reader.ReaderError, path: str, text: str, first_line: int) -> Problem:
    """A sign that no YAML may hold; `decode` refuses a file for it, but an earlier state of a file is not decoded."""
    where = place(path, text, text.index(chr(error.character)))
    details = (("code", f"U+{error.character:04X}"),)
    return Problem(Position(path, where.line - 1 + first_line, where.column), "control-character", details)


class _Composer:
    """Builds the tree from the parser's events, so that anchors, tags and second documents are seen."""

    def __init__(
        self, path: str, first_line: int, problems: list[Problem], next_event: Callable[[], Any], lines: Sequence[str]
    ) -> None:
        self.path, self.first_line, self.problems, self.next = path, first_line, problems, next_event
        self.lines = lines  # of a file in which some text may be cut off by a sign that begins a comment
        self.quoted: Any = None  # the event of the last scalar between quotes

    def at(self, mark: Marked | None) -> Position:
        line, column = (mark.line, mark.column) if mark else (0, 0)
        return Position(self.path, line + self.first_line, column + 1)

    def stop(self, mark: Marked | None, key: str) -> Unreadable:
        return Unreadable(Problem(self.at(mark), key))

    def document(self) -> Located:
        tree: Located | None = None
        while (event := self.next()) is not None:
            if isinstance(event, yaml.DocumentStartEvent) and tree is not None:
                raise self.stop(event.start_mark, "second-document")
            if isinstance(event, yaml.NodeEvent):
                tree = self.node(event, 0)
        return tree or Located(self.path, self.first_line, 1, None, "null")

    def node(self, event: Any, depth: int) -> Located:
        sort = event.__class__
        if sort is yaml.AliasEvent or event.anchor:
            raise self.stop(event.start_mark, "yaml-alias")
        if event.tag:
            raise self.stop(event.start_mark, "yaml-tag")
        if depth > DEEPEST:
            raise self.stop(event.start_mark, "too-deep")
        mark = event.start_mark
        line, column = mark.line + self.first_line, mark.column + 1
        if sort is yaml.ScalarEvent:
            if event.style in QUOTES:
                self.quoted = event
            if self.lines and not event.style:
                self.cut_off(event.end_mark)
            value = self.visible(event) if event.style else event.value
            kind = kind_of_plain(value) if event.implicit[0] and not event.style else "str"
            return Located(self.path, line, column, None if kind == "null" else sys.intern(value), kind, NO_KEYS)
        if sort is yaml.SequenceStartEvent:
            return Located(self.path, line, column, self.items(depth), "list", NO_KEYS)
        assert sort is yaml.MappingStartEvent
        return Located(self.path, line, column, *self.mapping(depth))

    def cut_off(self, end: Marked) -> None:
        """Tell of what follows an unquoted scalar, and is not read."""
        line = self.lines[end.line]
        if found := HASH.match(line, end.column):
            where = Position(self.path, end.line + self.first_line, found.end())
            self.problems.append(Problem(where, "yaml-hash", (("words", line[found.end() - 1 :].rstrip()),)))

    def visible(self, event: Any) -> str:
        r"""The text of a scalar; an escape may hide in it what the file itself may not hold: "\0", "\u202e".

        An apparatus alone may: it records received words as they came, a soft hyphen or a byte-order mark among them.
        """
        value = str(event.value)
        if event.style == '"' and not self.path.startswith(RECORDED) and (found := ESCAPED.search(value)):
            details = (("code", f"U+{ord(found[0]):04X}"),)
            raise Unreadable(Problem(self.at(event.start_mark), "control-character", details))
        return value

    def items(self, depth: int) -> list[Located]:
        found = []
        while (event := self.next()).__class__ is not yaml.SequenceEndEvent:
            found.append(self.node(event, depth + 1))
        return found

    def key(self, event: Any, depth: int) -> tuple[str | None, int, int]:
        """A key with its line and column; nothing where it is no text."""
        sort = event.__class__
        if sort is yaml.ScalarEvent and depth < DEEPEST and not (event.anchor or event.tag):
            mark, name = event.start_mark, self.visible(event) if event.style else event.value
            is_null = name in NULLS and not event.style and event.implicit[0]
            return None if is_null else sys.intern(name), mark.line + self.first_line, mark.column + 1
        node = self.node(event, depth + 1)
        return node.value if isinstance(node.value, str) else None, node.line, node.column

    def mapping(self, depth: int) -> tuple[dict[str, Located], str, dict[str, tuple[int, int]]]:
        values: dict[str, Located] = {}
        keys: dict[str, tuple[int, int]] = {}
        is_joined = False  # with the item before: all of it is there twice then
        while (event := self.next()).__class__ is not yaml.MappingEndEvent:
            name, line, column = self.key(event, depth)
            value = self.node(self.next(), depth + 1)
            if name and (name[-1] in BLANK or (value.value is None and PAIR.match(name))):
                name, value = self.spaced(name, value, line, column)
            if name is None:
                raise Unreadable(Problem(Position(self.path, line, column), "key-not-text"))
            if name in values:
                if not is_joined:
                    details = (("key", name), ("line", str(keys[name][0])))
                    is_joined = name in FIRST_OF_AN_ITEM and name == next(iter(values))
                    key = "dash-missing" if is_joined else "duplicate-key"
                    self.problems.append(Problem(Position(self.path, line, column), key, details))
                continue
            values[name], keys[name] = value, (line, column)
        return values, "mapping", keys

    def spaced(self, name: str, value: Located, line: int, column: int) -> tuple[str, Located]:
        """A key and its value, where a space is one too many or one too few at the colon: «value : x», «{fr:x}»."""
        where = Position(self.path, line, column)
        if name[-1] in BLANK:
            self.problems.append(Problem(where, "yaml-space-before-colon", (("key", name.rstrip(BLANK)),)))
            return sys.intern(name.rstrip(BLANK)), value
        key, _, words = name.partition(":")
        self.problems.append(Problem(where, "yaml-colon-close", (("key", key),)))
        return sys.intern(key), Located(self.path, line, column + len(key) + 1, words, "str", NO_KEYS)


PAIR = re.compile(r"[a-z][a-z_0-9]*:[^/\s]")
FIRST_OF_AN_ITEM = {"property", "source"}  # of a statement, of its evidence: what follows a dash
