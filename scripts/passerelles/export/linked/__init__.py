"""The base as linked data: graph.ttl and graph.jsonld, which say the same; the site's terms, the themes, the shapes
that the graph keeps to, and what the data set is.

In: the linked base. Out: nodes, written twice. Statements of the corpus belong to one part of the data set, what the
editors know from elsewhere to another (`dcterms:isPartOf`), and no node belongs to both.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain

from passerelles.export.form import File
from passerelles.export.linked.beyond import beyond, documents, replaced
from passerelles.export.linked.dataset import dataset
from passerelles.export.linked.jsonld import FOOT, line
from passerelles.export.linked.jsonld import head as jsonld_head
from passerelles.export.linked.nodes import Node
from passerelles.export.linked.shapes import shapes
from passerelles.export.linked.statements import conflicts, passages, statements
from passerelles.export.linked.terms import NOWHERE, VOCABULARY, prefixes
from passerelles.export.linked.themes import themes
from passerelles.export.linked.things import things
from passerelles.export.linked.turtle import head as turtle_head
from passerelles.export.linked.turtle import stanza, turtle
from passerelles.export.linked.vocabulary import vocabulary
from passerelles.export.past import Past
from passerelles.export.roll import Growing, Roll
from passerelles.export.told import Told
from passerelles.export.turns import Round
from passerelles.export.versions import FOLDER
from passerelles.export.words import Words
from passerelles.graph import Graph


def linked(graph: Graph, site_url: str, past: Past) -> Iterator[File]:
    """The files; addresses start at the site, or, where it has none, at a root that is reserved never to exist."""
    root = site_url or NOWHERE
    say, known = Words(graph, root), prefixes(root)
    turtle_roll = Roll(f"{FOLDER}graph.ttl", turtle_head(root, known), "\n")
    jsonld_roll = Roll(f"{FOLDER}graph.jsonld", jsonld_head(root, known), ",\n")
    ttl, ld, triples = Growing(turtle_roll), Growing(jsonld_roll), 0
    for name, told in sections(say).items():  # once, and none is kept: a large base has a quarter of a million
        nodes = Round(past, f"graph {name}", told, lambda some: sum(node.triples for node in some))
        for turn in nodes:
            ttl.add(nodes.of(turtle_roll, turn, stanza))
            ld.add(nodes.of(jsonld_roll, turn, line))
        triples += sum(nodes.now.counts)
    yield turtle_roll.path, ttl.closed()
    yield jsonld_roll.path, ld.closed(FOOT)
    yield f"{FOLDER}themes.ttl", [turtle(themes(say).all(), root, known).encode()]
    yield f"{FOLDER}dataset.ttl", [turtle(dataset(say, triples), root, known).encode()]
    yield f"{FOLDER}shapes.ttl", [shapes(root, known, tuple(graph.kb.schema.kinds), say.languages).encode()]
    yield VOCABULARY, [turtle(vocabulary(say), root, known).encode()]


def sections(say: Words) -> Mapping[str, Told[Node]]:
    """Every node of the graph: things, statements, the passages they rest on, disagreements; then, apart, the rest."""
    parts = (things, themes, statements, passages, conflicts, beyond, documents, replaced)
    return {part.__name__: part(say) for part in parts}


def whole(say: Words) -> Iterator[Node]:
    """The same, one after another."""
    return chain.from_iterable(told.all() for told in sections(say).values())
