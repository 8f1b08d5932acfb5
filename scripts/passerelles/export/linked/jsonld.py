"""Nodes as JSON-LD 1.1, with the context inside: nothing has to be fetched to read it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cache

from passerelles.export.linked.nodes import Fact, Node, Term, Value, Words
from passerelles.export.linked.turtle import fit, quoted

FOOT = "\n]}\n"
encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def jsonld(nodes: Iterable[Node], root: str, prefixes: Mapping[str, str]) -> str:
    """The whole file, a node a line: a program may read it line by line."""
    return head(root, prefixes) + ",\n".join(map(line, nodes)) + FOOT


def head(root: str, prefixes: Mapping[str, str]) -> str:
    """What stands before the nodes: the context."""
    context = json.dumps({"@base": root, **prefixes}, ensure_ascii=False)
    return f'{{"@context": {context},\n"@graph": [\n'


def line(node: Node) -> str:
    """A node; a comma and the end of a line stand between each two. A property with one value has it bare, with several
    has a list.

    It is written at once: to make objects of a quarter of a million nodes, only to write them, took twice as long.
    """
    members = [f'{{"@id":"{fit(node.address)}"']
    if node.types:
        members.append(f'"@type":{_listed(node.types)}')
    for name, values in _grouped(node.facts).items():
        members.append(f"{_name(name)}:{values[0]}" if len(values) == 1 else f"{_name(name)}:[{','.join(values)}]")
    return ",".join(members) + "}"


_name = _listed = cache(encode)  # a property, a language; the classes of a node: there are few


def _text(value: Value) -> str:
    """A value, written; an address that is fit holds no sign that JSON escapes."""
    if isinstance(value, str):
        return f'{{"@id":"{fit(value)}"}}'
    if isinstance(value, Term):
        return f'{{"@id":{_name(value.name)}}}'
    text = quoted(value.text)
    if isinstance(value, Words):
        return f'{{"@value":{text},"@language":{_name(value.language)}}}'
    return f'{{"@value":{text},"@type":{_name(value.datatype)}}}' if value.datatype else text


def _grouped(facts: Iterable[Fact]) -> dict[str, list[str]]:
    """The values of each property, written, in the order in which it first comes."""
    found: dict[str, list[str]] = {}
    for name, value in facts:
        found.setdefault(name, []).append(_text(value))
    return found
