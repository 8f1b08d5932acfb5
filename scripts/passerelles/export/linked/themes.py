"""The themes as a SKOS scheme, the terms as another: names, definitions, broader themes, matches elsewhere.

A subject that has no address in its own vocabulary (an OECD purpose code) gets a node of ours that stands for it, in
a scheme that names whose it is. How far a match goes is the editors' word, in data/themes/.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from passerelles.export.linked.nodes import Fact, Node, Ref, node, refs, typed, words
from passerelles.export.linked.terms import SCHEME, classes
from passerelles.export.linked.things import address_of, names, pages
from passerelles.export.words import Words
from passerelles.model import Entity, Match, Vocabulary


def themes(say: Words) -> Iterator[Node]:
    """The scheme, its concepts in the order of the base, then the subjects that they are matched to."""
    kb = say.graph.kb
    kind = kb.schema.kinds["theme"]
    listed = kb.of_kind("theme")
    yield node(
        SCHEME, ("skos:ConceptScheme",), words("dcterms:title", kind.plural),
        words("dcterms:description", kind.definition), refs("dcterms:license", LICENCE),
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
        refs("skos:narrower", *(address_of(say, id_) for id_ in say.narrower.get(theme.id, ()))), matches(say, theme),
    )  # fmt: skip


def matches(say: Words, theme: Entity) -> Iterator[Fact]:
    """The subjects near a theme: `narrow` says that the other subject is the narrower of the two."""
    yield from ((f"skos:{m.match}Match", Ref(subject(say.graph.kb.schema.vocabularies, m))) for m in theme.matches)


def subject(known: Mapping[str, Vocabulary], match: Match) -> str:
    """The address of a subject: its own, or that of the node which stands for it."""
    address = known[match.vocabulary].address
    return address.replace("{code}", match.code) if address else f"{_scheme(match.vocabulary)}-{match.code}"


def _scheme(vocabulary: str) -> str:
    return f"themes/#{vocabulary}"


def matched(say: Words) -> Iterator[Node]:
    """The vocabularies and, once each, the subjects that themes are matched to."""
    known = say.graph.kb.schema.vocabularies
    found = {(m.vocabulary, m.code): m for theme in say.graph.kb.of_kind("theme") for m in theme.matches}
    for name, vocabulary in known.items():
        listed = sorted(match.code for match in found.values() if match.vocabulary == name)
        if listed:
            yield node(
                _scheme(name), ("skos:ConceptScheme",), words("dcterms:title", {"en": vocabulary.title}),
                typed("v:publisher-name", vocabulary.publisher), refs("dcterms:source", vocabulary.url),
            )  # fmt: skip
        for code in listed:
            match = found[name, code]
            called = {"en": match.name} if match.name else {}
            yield node(
                subject(known, match), ("skos:Concept",), words("skos:prefLabel", called),
                typed("skos:notation", code), refs("skos:inScheme", _scheme(name)),
            )  # fmt: skip
