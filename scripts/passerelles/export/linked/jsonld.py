"""Nodes as JSON-LD 1.1, with the context inside: nothing has to be fetched to read it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from passerelles.export.linked.nodes import Node, Ref, Term, Value, Words
from passerelles.export.linked.turtle import fit

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
    """A node; a comma and the end of a line stand between each two."""
    return encode(as_object(node))


def as_object(node: Node) -> Json:
    """A node; a property with one value has it bare, with several has a list."""
    found: Json = {"@id": fit(node.address)}
    if node.types:
        found["@type"] = list(node.types)
    several: dict[str, list[object]] = {}
    for name, value in node.facts:
        if name in several:
            several[name].append(_value(value))
        elif name in found:
            found[name] = several[name] = [found[name], _value(value)]
        else:
            found[name] = _value(value)
    return found


def _value(value: Value) -> object:
    if isinstance(value, Ref):
        return {"@id": fit(value.address)}
    if isinstance(value, Term):
        return {"@id": value.name}
    if isinstance(value, Words):
        return {"@value": value.text, "@language": value.language}
    return {"@value": value.text, "@type": value.datatype} if value.datatype else value.text
