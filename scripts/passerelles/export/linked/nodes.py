"""A graph as a list of nodes: a thing, its classes, its facts. What Turtle and JSON-LD are both written from.

There are no blank nodes: every node has an address, so that a graph is a plain set of facts, the same in both
formats, and two versions can be compared line by line.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from typing import NamedTuple, NewType

from passerelles.model import Text

Ref = NewType("Ref", str)
"""A node: an address relative to the root of the site («themes/sante/#this»), or one that is complete."""


class Term(NamedTuple):
    """A class or property of a vocabulary, with its prefix: «schema:Project»."""

    name: str


class Words(NamedTuple):
    """Words in a language."""

    text: str
    language: str


class Typed(NamedTuple):
    """A value that is no words: a number, an EDTF date, an id. `datatype` has a prefix; none is a plain string."""

    text: str
    datatype: str = ""


Value = Ref | Term | Words | Typed
Fact = tuple[str, Value]


class Node(NamedTuple):
    """A thing, its classes (with prefixes) and its facts in the order in which they are written."""

    address: str
    types: tuple[str, ...]
    facts: tuple[Fact, ...] = ()

    @property
    def triples(self) -> int:
        """How many facts it states, its classes among them; of an address with several nodes, no two state the same."""
        return len(self.types) + len(self.facts)


def node(address: str, types: Iterable[str], *facts: Iterable[Fact]) -> Node:
    """A node from groups of facts; a fact that is said twice is one fact."""
    return Node(address, tuple(types), tuple(dict.fromkeys(chain.from_iterable(facts))))


def words(name: str, text: Text) -> list[Fact]:
    """A text, in each of its languages."""
    return [(name, Words(said, language)) for language, said in text.items()]


def refs(name: str, *addresses: str) -> list[Fact]:
    """Links to nodes; an empty address is none."""
    return [(name, Ref(address)) for address in addresses if address]


def typed(name: str, text: object, datatype: str = "") -> list[Fact]:
    """A value, unless it is empty."""
    return [] if text == "" else [(name, Typed(str(text), datatype))]
