"""The base as linked data: graph.ttl and graph.jsonld, which say the same; the site's terms, the themes, the shapes
that the graph keeps to, and what the data set is.

In: the linked base. Out: nodes, written twice. Statements of the corpus belong to one part of the data set, what the
editors know from elsewhere to another (`dcterms:isPartOf`), and no node belongs to both.
"""

from __future__ import annotations

from collections.abc import Iterator

from passerelles.export.form import File, Growing, batches
from passerelles.export.linked.beyond import beyond, replaced
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
from passerelles.export.versions import FOLDER
from passerelles.export.words import Words
from passerelles.graph import Graph


def linked(graph: Graph, site_url: str) -> Iterator[File]:
    """The files; addresses start at the site, or, where it has none, at a root that is reserved never to exist."""
    root = site_url or NOWHERE
    say, known = Words(graph, root), prefixes(root)
    ttl, ld, triples = Growing(turtle_head(root, known), "\n"), Growing(jsonld_head(root, known), ",\n"), 0
    for nodes in batches(whole(say)):  # once, and none is kept: a large base has a quarter of a million
        ttl.add(map(stanza, nodes))
        ld.add(map(line, nodes))
        triples += sum(node.triples for node in nodes)
    yield f"{FOLDER}graph.ttl", ttl.closed()
    yield f"{FOLDER}graph.jsonld", ld.closed(FOOT)
    yield f"{FOLDER}themes.ttl", [turtle(themes(say), root, known).encode()]
    yield f"{FOLDER}dataset.ttl", [turtle(dataset(say, triples), root, known).encode()]
    yield f"{FOLDER}shapes.ttl", [shapes(root, known, tuple(graph.kb.schema.kinds), say.languages).encode()]
    yield VOCABULARY, [turtle(vocabulary(say), root, known).encode()]


def whole(say: Words) -> Iterator[Node]:
    """Every node of the graph: things, statements, the passages they rest on, disagreements; then, apart, the rest."""
    for part in (things, themes, statements, passages, conflicts, beyond, replaced):
        yield from part(say)
