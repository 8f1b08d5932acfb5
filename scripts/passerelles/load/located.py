"""YAML as an editor sees it: every value keeps its line and column, every scalar stays text until a field wants more.

In: the text of a file. Out: a tree of Located values and the problems found. PyYAML's own constructors are not
used: they turn NO into False, 12:30 into 750 and 010 into 8, and drop the first of two equal keys without a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol

import yaml

from passerelles.load.decoding import Unreadable
from passerelles.model import Position, Problem

DEEPEST = 20  # no file of ours nests deeper than about eight levels
NUMBER_1_2 = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?\Z|0o[0-7]+\Z")

# What libyaml says, and the slip that it mostly means.
SIGNS = (
    ("scanning a quoted scalar", "yaml-quote"),
    ("unknown escape character", "yaml-escape"),
    ("mapping values are not allowed", "yaml-colon"),
    ("parsing a flow", "yaml-bracket"),
    ("parsing a block", "yaml-indent"),
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


def parse(path: str, text: str, first_line: int = 1) -> tuple[Located, list[Problem]]:
    """The one document of a YAML text; `first_line` is where it starts in its file (front matter)."""
    problems: list[Problem] = []
    composer = _Composer(path, first_line, problems)
    try:
        tree = composer.document(yaml.parse(text, Loader=yaml.CSafeLoader))
    except yaml.MarkedYAMLError as error:
        raise Unreadable(_syntax(error, text, composer)) from None
    return tree, problems


def _syntax(error: yaml.MarkedYAMLError, text: str, composer: _Composer) -> Problem:
    """What the parser stumbled over, by its signs, in words that an editor may know."""
    mark, said = error.problem_mark or error.context_mark, f"{error.context}; {error.problem}"
    if mark and said.endswith("cannot start any token"):
        sign = "".join(text.split("\n")[mark.line][mark.column :][:1])
        return Problem(composer.at(mark), "yaml-tab" if sign == "\t" else "yaml-sign", (("sign", sign),))
    key = next((key for sign, key in SIGNS if sign in said), "yaml-syntax")
    # What is never closed is found missing far below: say where it was opened.
    opened = error.context_mark if key in {"yaml-quote", "yaml-bracket"} else None
    return Problem(composer.at(opened or mark), key)


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
