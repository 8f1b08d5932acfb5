"""The words that the code and the templates ask of data/labels.yml: one that an editor takes away, or asks to be filled
with what nobody gives, is told with its line before a page would be made without it.

needed.txt, beside this file: a line a string, where it stands in data/labels.yml and the names that fill its blanks.
A test writes it and keeps it true.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from string import Formatter

from passerelles.load.located import Located
from passerelles.load.reading import Reader
from passerelles.model import Position
from passerelles.nearest import nearest

LIST = Path(__file__).with_name("needed.txt")
DEPTH = {"labels": 1, "problems": 2}  # keys to a string; the kinds of change are the editors’
NONE: frozenset[str] = frozenset()
Given = Mapping[str, tuple[Located, str]]  # the mapping that a string stands in, and its key there


def report_what_is_lacking(node: Located, reader: Reader) -> None:
    """Every string of the list that is not in data/labels.yml, and every blank there that nothing fills, or is gone."""
    given = strings(node)
    extra = {key: home.key(key) for path, (home, key) in _steps(node) if path not in _steps_needed()}
    for path in _steps_needed():
        if path in given:
            _report_blanks(*given[path], needed()[path], reader)
        elif (home := _home(node, path)) and path.split("/")[-1] not in _inner(home):
            _report_missing(home, path.split("/")[-1], extra, reader)


def _report_missing(home: Located, name: str, extra: Mapping[str, Position], reader: Reader) -> None:
    if near := nearest(name, extra):
        reader.report(extra[near], "label-renamed", name=name, value=near)
    else:
        reader.report(home.where, "label-missing", name=name)


def _report_blanks(home: Located, key: str, names: frozenset[str], reader: Reader) -> None:
    found = blanks(_inner(home)[key])
    listed = ", ".join(f"{{{name}}}" for name in sorted(names)) or "∅"
    for name in sorted(found - names)[:1]:
        reader.report(home.key(key), "label-blank-unknown", value=f"{{{name}}}", names=listed)
    for name in sorted(names - _in_any(_inner(home)[key]))[:1] if found <= names else ():
        reader.report(home.key(key), "label-blank-lost", value=f"{{{name}}}", names=listed)


@cache
def needed() -> Mapping[str, frozenset[str]]:
    """The list: the names that may stand in braces, by the path of the string."""
    lines = (line.split("\t") for line in LIST.read_text("utf-8").splitlines())
    return {path: frozenset(names) for path, *names in lines}


@cache
def _steps_needed() -> Mapping[str, None]:
    """The paths of the list and of what they lie in, below the sections: problems/no-evidence, then its parts."""
    return {step: None for path in needed() for step in _on_the_way(path)}


def _on_the_way(path: str) -> list[str]:
    parts = path.split("/")
    return ["/".join(parts[:n]) for n in range(2, len(parts) + 1)]


def _steps(node: Located) -> Iterator[tuple[str, tuple[Located, str]]]:
    """What stands in the sections, one level down and two, by its path."""
    for name, depth in DEPTH.items():
        for key in _inner(_inner(node)[name]) if name in _inner(node) else ():
            for deep in range(depth):
                yield from _below(_inner(node)[name], key, deep, f"{name}/")


def strings(node: Located) -> Given:
    """Every string of data/labels.yml that code may ask for, by its path: labels/skip, problems/no-evidence/what."""
    sections = [(name, depth) for name, depth in DEPTH.items() if name in _inner(node)]
    return {path: given for name, depth in sections for path, given in _below(node, name, depth)}


def _below(home: Located, key: str, depth: int, before: str = "") -> Iterator[tuple[str, tuple[Located, str]]]:
    path, node = f"{before}{key}", _inner(home)[key]
    if not depth:
        yield path, (home, key)
    for inner in _inner(node) if depth else ():
        yield from _below(node, inner, depth - 1, f"{path}/")


def _home(node: Located, path: str) -> Located | None:
    """The mapping in which a string is missing; none where that is missing too, which is told of it."""
    for key in path.split("/")[:-1]:
        if key not in _inner(node):
            return None
        node = _inner(node)[key]
    return node


def _inner(node: Located) -> Mapping[str, Located]:
    return node.value if isinstance(node.value, dict) else {}


def blanks(node: Located) -> frozenset[str]:
    """The names in braces of a string, those that all its languages have; where they differ is told elsewhere."""
    named = _in_each(node)
    return frozenset.intersection(*named) if named else frozenset()


def _in_any(node: Located) -> frozenset[str]:
    return frozenset().union(*_in_each(node))


def _in_each(node: Located) -> list[frozenset[str]]:
    return [_names(text.value) for text in _inner(node).values() if isinstance(text.value, str)]


def _names(text: str) -> frozenset[str]:
    try:
        return frozenset(name for _, name, _, _ in Formatter().parse(text) if name) if "{" in text else NONE
    except ValueError:  # braces that do not match, which is told elsewhere
        return NONE
