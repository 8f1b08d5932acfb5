"""The themes as a SKOS scheme: names, definitions, broader themes, matches elsewhere."""

from __future__ import annotations

from collections.abc import Iterator

from passerelles.export.linked.matches import matched, matches
from passerelles.export.linked.nodes import Node, node, refs, words
from passerelles.export.linked.terms import ABOUT, SCHEME, classes
from passerelles.export.linked.things import address_of, names, pages
from passerelles.export.told import Told, of_all
from passerelles.export.words import Words
from passerelles.model import Entity


def themes(say: Words) -> Told[Node]:
    """The scheme, its concepts in the order of the base, then the subjects that they are matched to."""
    return of_all(lambda: _scheme(say))


def _scheme(say: Words) -> Iterator[Node]:
    kb = say.graph.kb
    kind = kb.schema.kinds["theme"]
    listed = kb.of_kind("theme")
    yield node(
        SCHEME, ("skos:ConceptScheme",), words("dcterms:title", kind.plural),
        words("dcterms:description", kind.definition), refs("dcterms:license", LICENCE),
        refs("dcterms:subject", ABOUT),
        refs("skos:hasTopConcept", *(address_of(say, t.id) for t in listed if not t.broader)),
    )  # fmt: skip
    yield from (concept(say, theme) for theme in listed)
    yield from matched(say)


LICENCE = "https://creativecommons.org/licenses/by/4.0/"


def concept(say: Words, theme: Entity) -> Node:
    """A theme: its names, its definition, what is above and below it here, and near it elsewhere."""
    top = () if theme.broader else refs("skos:topConceptOf", SCHEME)
    return node(
        address_of(say, theme.id), classes(theme), names(theme), pages(say, theme),
        words("skos:definition", theme.definition), refs("skos:inScheme", SCHEME), top,
        refs("skos:broader", *(address_of(say, id_) for id_ in (theme.broader,) if id_)),
        refs("skos:narrower", *(address_of(say, id_) for id_ in say.narrower(theme.id))), matches(say, theme),
    )  # fmt: skip
