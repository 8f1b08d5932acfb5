"""Nodes as Turtle 1.1: a node a block, in the order given; the same nodes give the same bytes.

Written here and not by rdflib, which is a tool of the tests: rdflib takes some five times as long to write the graph,
after it has been loaded with it; and a test is worth more when what reads is not what wrote.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from json.encoder import encode_basestring

from passerelles.export.linked.nodes import Node, Term, Value, Words
from passerelles.outside import is_language

ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
SPECIAL = re.compile(r'[\\"\n\r\t]')
UNFIT = re.compile(r'[\x00-\x20<>"{}|^`\\]')  # in an address
quoted = lru_cache(maxsize=500)(encode_basestring)  # words as JSON has them; each is written in two formats


def turtle(nodes: Iterable[Node], root: str, prefixes: Mapping[str, str]) -> str:
    """The whole file; addresses are relative to `root`, the address of the site."""
    return head(root, prefixes) + "\n".join(map(stanza, nodes))


def head(root: str, prefixes: Mapping[str, str]) -> str:
    """What stands before the nodes."""
    lines = [f"@base <{root}> .", *(f"@prefix {name}: <{address}> ." for name, address in prefixes.items())]
    return "\n".join(lines) + "\n\n"


def stanza(node: Node) -> str:
    """A node; an empty line stands between each two."""
    lines = [f"a {', '.join(node.types)}"] if node.types else []
    before = ""
    for name, value in node.facts:
        if name == before:  # what is said under one name stands together
            lines[-1] += f", {_value(value)}"
        else:
            lines.append(f"{name} {_value(value)}")
            before = name
    return f"<{fit(node.address)}> " + " ;\n  ".join(lines) + " .\n"


@cache
def tongue(language: str) -> str:
    """A language as it stands behind words; what is no code would end them, and say more: it is never written."""
    if not is_language(language):
        raise ValueError(f"{language!r} is no language")
    return language


def _value(value: Value) -> str:
    if isinstance(value, str):
        return f"<{fit(value)}>"
    if isinstance(value, Term):
        return value.name
    said = _literal(value.text)
    if isinstance(value, Words):
        return f"{said}@{tongue(value.language)}"
    return f"{said}^^{value.datatype}" if value.datatype else said


def _literal(text: str) -> str:
    """Words between quotes. JSON escapes all that Turtle does, and more: what it leaves alone is the same in both."""
    said = quoted(text)
    return said if len(said) == len(text) + 2 else f'"{SPECIAL.sub(lambda m: ESCAPES[m[0]], text)}"'


@lru_cache(maxsize=500)  # a node names its neighbours, and is written in two formats
def fit(address: str) -> str:
    """An address with the signs that it may not hold written as percent codes."""
    return UNFIT.sub(lambda m: f"%{ord(m[0]):02X}", address)
