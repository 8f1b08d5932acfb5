"""Nodes as JSON-LD 1.1, with the context inside: nothing has to be fetched to read it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import TypeVar

from passerelles.export.linked.nodes import Fact, Node, Term, Value, Words
from passerelles.export.linked.turtle import fit, quoted

T = TypeVar("T")
Json = dict[str, object]
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
    """A node, as `as_object` has it; a comma and the end of a line stand between each two.

    It is written at once: to make objects of a quarter of a million nodes, only to write them, took twice as long.
    """
    members = [f'{{"@id":"{fit(node.address)}"']
    if node.types:
        members.append(f'"@type":{_listed(node.types)}')
    for name, values in _grouped(node.facts, _text).items():
        members.append(f"{_name(name)}:{values[0]}" if len(values) == 1 else f"{_name(name)}:[{','.join(values)}]")
    return ",".join(members) + "}"


_name = _listed = cache(encode)  # a property, a language; the classes of a node: there are few


def _text(value: Value) -> str:
    """What `_value` gives, written; an address that is fit holds no sign that JSON escapes."""
    if isinstance(value, str):
        return f'{{"@id":"{fit(value)}"}}'
    if isinstance(value, Term):
        return f'{{"@id":{_name(value.name)}}}'
    text = quoted(value.text)
    if isinstance(value, Words):
        return f'{{"@value":{text},"@language":{_name(value.language)}}}'
    return f'{{"@value":{text},"@type":{_name(value.datatype)}}}' if value.datatype else text


def as_object(node: Node) -> Json:
    """A node; a property with one value has it bare, with several has a list."""
    found: Json = {"@id": fit(node.address)}
    if node.types:
        found["@type"] = list(node.types)
    said = _grouped(node.facts, _value)
    return found | {name: values[0] if len(values) == 1 else values for name, values in said.items()}


def _grouped(facts: Iterable[Fact], form: Callable[[Value], T]) -> dict[str, list[T]]:
    """The values of each property, in the order in which it first comes."""
    found: dict[str, list[T]] = {}
    for name, value in facts:
        found.setdefault(name, []).append(form(value))
    return found


def _value(value: Value) -> object:
    if isinstance(value, str):
        return {"@id": fit(value)}
    if isinstance(value, Term):
        return {"@id": value.name}
    if isinstance(value, Words):
        return {"@value": value.text, "@language": value.language}
    return {"@value": value.text, "@type": value.datatype} if value.datatype else value.text
