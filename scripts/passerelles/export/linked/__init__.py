"""The base as linked data: graph.ttl and graph.jsonld, which say the same; the site's terms, the themes, the shapes
that the graph keeps to, and what the data set is.

In: the linked base. Out: nodes, written twice. Statements of the corpus belong to one part of the data set, what the
editors know from elsewhere to another (`dcterms:isPartOf`), and no node belongs to both.
"""

from __future__ import annotations

from collections.abc import Mapping

from passerelles.export.linked.beyond import beyond, replaced
from passerelles.export.linked.dataset import dataset
from passerelles.export.linked.jsonld import jsonld
from passerelles.export.linked.nodes import Node
from passerelles.export.linked.shapes import shapes
from passerelles.export.linked.statements import conflicts, passages, statements
from passerelles.export.linked.terms import NOWHERE, VOCABULARY, prefixes
from passerelles.export.linked.themes import themes
from passerelles.export.linked.things import things
from passerelles.export.linked.turtle import turtle
from passerelles.export.linked.vocabulary import vocabulary
from passerelles.export.versions import FOLDER
from passerelles.export.words import Words
from passerelles.graph import Graph


def linked(graph: Graph, site_url: str) -> Mapping[str, str]:
    """The files; addresses start at the site, or, where it has none, at a root that is reserved never to exist."""
    root = site_url or NOWHERE
    say, known = Words(graph, root), prefixes(root)
    nodes = whole(say)
    return {
        f"{FOLDER}graph.ttl": turtle(nodes, root, known),
        f"{FOLDER}graph.jsonld": jsonld(nodes, root, known),
        f"{FOLDER}themes.ttl": turtle(themes(say), root, known),
        f"{FOLDER}dataset.ttl": turtle(dataset(say, nodes), root, known),
        f"{FOLDER}shapes.ttl": shapes(root, known, tuple(graph.kb.schema.kinds), say.languages),
        VOCABULARY: turtle(vocabulary(say), root, known),
    }


def whole(say: Words) -> tuple[Node, ...]:
    """Every node of the graph: things, statements, the passages they rest on, disagreements; then, apart, the rest."""
    return (
        *things(say), *themes(say), *statements(say), *passages(say), *conflicts(say), *beyond(say), *replaced(say),
    )  # fmt: skip
