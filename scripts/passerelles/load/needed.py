"""The words that the code and the templates ask of data/labels.yml: one that an editor takes away, calls otherwise, or
asks to be filled with something else, is told with its line before a page would be made without it.

needed.txt, beside this file: a line a string, with its keys in data/labels.yml, then the names that fill its blanks.
A test writes it and keeps it true.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any

from passerelles.load.located import Located
from passerelles.load.reading import Reader
from passerelles.nearest import nearest

LIST = Path(__file__).with_name("needed.txt")
DEPTH = {"labels": 1, "problems": 2}  # keys to a string; the kinds of change are the editors’
NONE: frozenset[str] = frozenset()
Needed = Mapping[str, Any]  # by key, what is needed below it; at the end of each way the names in braces of a string


def report_what_is_lacking(node: Located, reader: Reader) -> None:
    """Every string of the list that data/labels.yml lacks, and every blank that nothing fills, or that is gone."""
    for section in DEPTH:
        if section in _inner(node):
            _compare(_inner(node)[section], needed()[section], reader)


def _compare(home: Located, wanted: Needed, reader: Reader) -> None:
    given = _inner(home)
    more = [key for key in given if key not in wanted]
    for key, below in wanted.items():
        if key in given and isinstance(below, frozenset):
            _report_blanks(home, key, below, reader)
        elif key in given:
            _compare(given[key], below, reader)
        elif near := nearest(key, more):
            reader.report(home.key(near), "label-renamed", name=key, value=near)
        else:
            reader.report(home.where, "label-missing", name=key)


def _report_blanks(home: Located, key: str, names: frozenset[str], reader: Reader) -> None:
    """Where the languages differ is told elsewhere."""
    named = _named(_inner(home)[key])
    unknown, lost = NONE.union(*named) - names, names - NONE.union(*named)
    listed = ", ".join(f"{{{name}}}" for name in sorted(names)) or "∅"
    if len(set(named)) == 1 and (unknown or lost):
        message = "label-blank-unknown" if unknown else "label-blank-lost"
        reader.report(home.key(key), message, value=f"{{{min(unknown or lost)}}}", names=listed)


@cache
def needed() -> Needed:
    """The list, as the keys lie in one another."""
    found: dict[str, Any] = {}
    for path, *names in (line.split("\t") for line in LIST.read_text("utf-8").splitlines()):
        *way, key = path.split("/")
        home = found
        for step in way:
            home = home.setdefault(step, {})
        home[key] = frozenset(names)
    return found


def lines(node: Located) -> list[str]:
    """The list as data/labels.yml would have it."""
    sections = ((name, depth) for name, depth in DEPTH.items() if name in _inner(node))
    return [line for name, depth in sections for line in _lines(_inner(node)[name], depth, name)]


def _lines(node: Located, depth: int, path: str) -> Iterator[str]:
    if not depth:
        yield "\t".join([path, *sorted(NONE.union(*_named(node)))])
    for key, inner in _inner(node).items() if depth else ():
        yield from _lines(inner, depth - 1, f"{path}/{key}")


def _inner(node: Located) -> Mapping[str, Located]:
    return node.value if isinstance(node.value, dict) else {}


def _named(string: Located) -> list[frozenset[str]]:
    """The names in braces of a string in each of its languages."""
    return [_names(text.value) for text in _inner(string).values() if isinstance(text.value, str)]


def _names(text: str) -> frozenset[str]:
    try:
        return frozenset(name for _, name, _, _ in Formatter().parse(text) if name) if "{" in text else NONE
    except ValueError:  # braces that do not match, which is told elsewhere
        return NONE
