"""Typed reads of located values: each takes what an editor wrote, answers the value or records the problem."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import PurePosixPath
from typing import TypeVar

from passerelles.load.located import Located
from passerelles.load.once import once
from passerelles.load.texts import is_blank
from passerelles.model import Position, Problem, Spots, Text
from passerelles.nearest import nearest, plain, slug
from passerelles.register import WITHDRAWN

T = TypeVar("T")
NO_WORDS: Text = {}  # of the texts that most statements do not have; never filled
NUMBER = re.compile(r"[-+]?[0-9]{1,15}(\.[0-9]+)?\Z")
DEVICE = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|\Z)", re.IGNORECASE)  # names that Windows keeps for itself
LONGEST = 100  # signs of an id: with what is put before and after, it is the name of files and folders everywhere
ID = re.compile(rf"(?=.{{1,{LONGEST}}}\Z)[a-z0-9]+(-[a-z0-9]+)*\Z")


def is_id(name: str) -> bool:
    """Whether a thing may be called so, and its file on every system."""
    return bool(ID.match(name)) and not DEVICE.match(name) and name != WITHDRAWN


class Reader:
    """Reads fields and gathers problems, so that an editor sees them all at once."""

    def __init__(self, languages: Iterable[str]) -> None:
        self.languages = tuple(languages)
        self.problems: list[Problem] = []

    def report(self, where: Position, key: str, **details: str) -> None:
        self.problems.append(Problem(where, key, tuple(details.items())))

    def fields(self, node: Located, allowed: Iterable[str], required: Iterable[str] = ()) -> dict[str, Located]:
        """The known keys of a mapping; unknown and missing ones are reported."""
        names = allowed if isinstance(allowed, tuple) else tuple(allowed)
        found = node.value
        if not isinstance(found, dict):
            self.report(node.where, "not-a-mapping", fields=", ".join(names))
            return {}
        unknown = {key: nearest(plain(key).lower(), names) for key in found if key not in names}
        for key, near in unknown.items():
            self.report(node.key(key), "unknown-field", field=key, fields=", ".join(names), near=near)
        for key in required:
            if key in unknown.values() and key not in found:
                continue  # told of by the name that it has here
            if key not in found:
                self.report(node.where, "missing-field", field=key)
            elif found[key].value is None or _is_empty(found[key]):
                self.report(node.key(key), "empty-field", field=key)
        for key in found.keys() - {*required, *unknown}:
            if found[key].value is None:
                self.report(node.key(key), "empty-optional-field", field=key)
        return {key: value for key, value in found.items() if value.value is not None and key not in unknown}

    def text(self, node: Located | None) -> str:
        """One text; a scalar that other YAML readers would turn into something else must stand between quotes."""
        if node is None:
            return ""
        if not isinstance(node.value, str):
            self.report(node.where, "not-text")
            return ""
        if is_blank(node):  # reported where the file was read: no other rule need speak of it
            return ""
        if node.kind != "str":
            self.report(node.where, "needs-quotes", value=node.value)
        return node.value.strip()

    def texts(self, node: Located | None) -> Text:
        """The same words in each language."""
        if node is None:
            return NO_WORDS
        if not isinstance(node.value, dict):
            self.report(node.where, "not-multilingual", languages=", ".join(self.languages))
            return {}
        found = self.fields(node, self.languages, self.languages)
        read = {language: self.text(found[language]) for language in self.languages if language in found}
        return once({language: words for language, words in read.items() if words})

    def unknown_type(self, node: Located | None, parent: Located, value: str, types: Mapping[str, object]) -> None:
        """How the editors class a thing: a code of the closed list of its kind, unless it is still a blank."""
        if node is None or not is_blank(node):
            where = node.where if node else parent.where
            self.report(where, "unknown-kind-type", value=value, types=", ".join(types), near=nearest(value, types))

    def flag(self, node: Located | None) -> bool:
        if node is None:
            return False
        if node.kind != "bool" or node.value not in {"true", "false"}:
            self.report(node.where, "not-a-flag")
        return node.value == "true"

    def number(self, node: Located) -> float:
        if is_blank(node):
            return 0.0
        if isinstance(node.value, str) and NUMBER.match(node.value):
            return float(node.value)
        self.report(node.where, "not-a-number", value=node.value if isinstance(node.value, str) else "…")
        return 0.0

    def whole(self, node: Located) -> int:
        """A whole number, as a line has."""
        number = self.number(node)
        if not number.is_integer():
            self.report(node.where, "not-whole", value=str(node.value))
        return int(number)

    def identifier(self, node: Located | None) -> str:
        """An id: one text in memory, however many thousand times a base names a thing."""
        value = self.text(node)
        if node is not None and value and not ID.match(value):
            self.report(node.where, "not-an-id", value=value, near=slug(value)[:LONGEST].rstrip("-"))
        return sys.intern(value)

    def file_name(self, path: str, below: str = "") -> None:
        """The name of an entry's or a source's file is its id; a page's folders `below` are part of its address too."""
        names = PurePosixPath(path).with_suffix("").relative_to(below or PurePosixPath(path).parent).parts
        for name in names:
            if not is_id(name):
                near = slug(name)[:LONGEST].rstrip("-")
                self.report(Position(path), "file-name-not-an-id", value=name, near=near if near != name else "")

    def each(self, node: Located | None, read: Callable[[Located], T]) -> tuple[T, ...]:
        """The items of a list, each read the same way."""
        if node is None:
            return ()
        if not isinstance(node.value, list):
            self.report(node.where, "not-a-list")
            return ()
        return tuple(read(item) for item in node.value)

    def mapping(self, node: Located | None, read: Callable[[Located], T]) -> Mapping[str, T]:
        """The values of a mapping with free keys, in the order of the file."""
        if node is None:
            return {}
        if not isinstance(node.value, dict):
            self.report(node.where, "not-a-mapping", fields="…")
            return {}
        return {key: read(value) for key, value in node.value.items()}


def _is_empty(node: Located) -> bool:
    return isinstance(node.value, str) and not node.value.strip()


def spots(*nodes: Located | None) -> Spots:
    """Where each value of these mappings of one file stands, one level down included: quote.fr, text.en …"""
    found: dict[str, tuple[int, int]] = {}
    for node in nodes:
        if node is not None and isinstance(node.value, dict):
            for key, value in node.value.items():
                found[key] = value.line, value.column
                if isinstance(value.value, dict):
                    for inner, below in value.value.items():
                        found[f"{key}.{inner}"] = below.line, below.column
    return Spots.of(next(node.path for node in nodes if node), found)
