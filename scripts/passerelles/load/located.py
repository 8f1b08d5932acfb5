"""YAML as an editor sees it: every value keeps its line and column, every scalar stays text until a field wants more.

In: the bytes of a file. Out: a tree of Located values and the problems found. PyYAML's own constructors are not
used: they turn NO into False, 12:30 into 750 and 010 into 8, and drop the first of two equal keys without a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol

import yaml

from passerelles.model import Position, Problem

DEEPEST = 20  # no file of ours nests deeper than about eight levels
NUMBER_1_2 = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?\Z|0o[0-7]+\Z")
LARGEST = 2_000_000  # bytes; an entry of the base weighs about two thousand
CONTROL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u0080-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]"
)


class Marked(Protocol):
    """A place in a YAML text, from line and column 0."""

    line: int
    column: int


@dataclass(frozen=True)
class Located:
    """One value and its place; `kind` is what YAML 1.1 would make of a scalar: str, int, bool, timestamp …"""

    where: Position
    value: str | list[Located] | dict[str, Located] | None
    kind: str = "str"
    keys: dict[str, Position] = field(default_factory=dict)


class Unreadable(Exception):  # noqa: N818 - reads as what it says
    """The file cannot be read any further."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.key)
        self.problem = problem


def decode(path: str, raw: bytes) -> str:
    """The text of a file that an editor saved: UTF-8, no byte-order mark, line feeds, no control character."""
    if len(raw) > LARGEST:
        raise Unreadable(Problem(Position(path), "file-too-large", (("size", str(len(raw))),)))
    if raw.startswith(b"\xef\xbb\xbf"):
        raise Unreadable(Problem(Position(path), "byte-order-mark"))
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8")
        where = place(path, before, len(before))
        raise Unreadable(Problem(where, "not-utf-8", (("byte", f"0x{raw[error.start]:02x}"),))) from None
    if "\r" in text:
        raise Unreadable(Problem(place(path, text, text.index("\r")), "carriage-return"))
    if found := CONTROL.search(text):
        code = f"U+{ord(found.group()):04X}"
        raise Unreadable(Problem(place(path, text, found.start()), "control-character", (("code", code),)))
    return text


def place(path: str, text: str, offset: int) -> Position:
    """Line and column of a character."""
    return Position(path, text.count("\n", 0, offset) + 1, offset - (text.rfind("\n", 0, offset) + 1) + 1)


def parse(path: str, text: str, first_line: int = 1) -> tuple[Located, list[Problem]]:
    """The one document of a YAML text; `first_line` is where it starts in its file (front matter)."""
    problems: list[Problem] = []
    composer = _Composer(path, first_line, problems)
    try:
        tree = composer.document(yaml.parse(text, Loader=yaml.CSafeLoader))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = composer.at(mark) if mark else Position(path, first_line)
        details = (("problem", str(error.problem or error.context or "").strip()),)
        raise Unreadable(Problem(where, "yaml-syntax", details)) from None
    return tree, problems


class _Composer:
    """Builds the tree from the parser's events, so that anchors, tags and second documents are seen."""

    def __init__(self, path: str, first_line: int, problems: list[Problem]) -> None:
        self.path, self.first_line, self.problems = path, first_line, problems

    def at(self, mark: Marked | None) -> Position:
        line, column = (mark.line, mark.column) if mark else (0, 0)
        return Position(self.path, line + self.first_line, column + 1)

    def stop(self, mark: Marked | None, key: str) -> Unreadable:
        return Unreadable(Problem(self.at(mark), key))

    def document(self, events: Iterator[yaml.Event]) -> Located:
        tree: Located | None = None
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent) and tree is not None:
                raise self.stop(event.start_mark, "second-document")
            if isinstance(event, yaml.NodeEvent):
                tree = self.node(event, events, 0)
        return tree or Located(Position(self.path, self.first_line), None, "null")

    def node(self, event: yaml.Event, events: Iterator[yaml.Event], depth: int) -> Located:
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise self.stop(event.start_mark, "yaml-alias")
        if getattr(event, "tag", None):
            raise self.stop(event.start_mark, "yaml-tag")
        if depth > DEEPEST:
            raise self.stop(event.start_mark, "too-deep")
        if isinstance(event, yaml.SequenceStartEvent):
            return Located(self.at(event.start_mark), list(self.items(events, depth)), "list")
        if isinstance(event, yaml.MappingStartEvent):
            return self.mapping(event, events, depth)
        assert isinstance(event, yaml.ScalarEvent)
        return self.scalar(event)

    def items(self, events: Iterator[yaml.Event], depth: int) -> Iterator[Located]:
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            yield self.node(event, events, depth + 1)

    def mapping(self, start: yaml.Event, events: Iterator[yaml.Event], depth: int) -> Located:
        values: dict[str, Located] = {}
        keys: dict[str, Position] = {}
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            key, value = self.node(event, events, depth + 1), self.node(next(events), events, depth + 1)
            if not isinstance(key.value, str):
                raise Unreadable(Problem(key.where, "key-not-text"))
            if key.value in values:
                details = (("key", key.value), ("line", str(keys[key.value].line)))
                self.problems.append(Problem(key.where, "duplicate-key", details))
                continue
            values[key.value], keys[key.value] = value, key.where
        return Located(self.at(start.start_mark), values, "mapping", keys)

    def scalar(self, event: yaml.ScalarEvent) -> Located:
        plain = event.implicit[0] and not event.style
        kind = kind_of_plain(event.value) if plain else "str"
        return Located(self.at(event.start_mark), None if kind == "null" else event.value, kind)


def kind_of_plain(value: str) -> str:
    """What YAML 1.1 makes of an unquoted scalar, or YAML 1.2 of a number that 1.1 does not know."""
    if value in {"", "~"}:
        return "null"
    for tag, pattern in yaml.SafeLoader.yaml_implicit_resolvers.get(value[0], ()):
        if pattern.match(value):
            return str(tag).rsplit(":", 1)[-1]
    return "float" if NUMBER_1_2.match(value) else "str"
