"""The subjects of public vocabularies that themes and terms are matched to.

A subject that has no address in its own vocabulary (an OECD purpose code) gets a node of ours that stands for it, in
a scheme that names whose it is. How far a match goes is the editors' word, in data/themes/ and data/terms/.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from passerelles.export.linked.nodes import Fact, Node, Ref, node, refs, typed, words
from passerelles.export.words import Words
from passerelles.model import Entity, Match, Vocabulary


def matches(say: Words, thing: Entity) -> Iterator[Fact]:
    """The subjects near a theme or a term: `narrow` says that the other subject is the narrower of the two."""
    yield from ((f"skos:{m.match}Match", Ref(subject(say.graph.kb.schema.vocabularies, m))) for m in thing.matches)


def subject(known: Mapping[str, Vocabulary], match: Match) -> str:
    """The address of a subject: its own, or that of the node which stands for it."""
    return known[match.vocabulary].address_of(match.code) or f"{_scheme(match.vocabulary)}-{match.code}"


def _scheme(vocabulary: str) -> str:
    return f"themes/#{vocabulary}"


def matched(say: Words) -> Iterator[Node]:
    """The vocabularies and, once each, the subjects that themes and terms are matched to."""
    known = say.graph.kb.schema.vocabularies
    every = (*say.graph.kb.of_kind("theme"), *say.graph.kb.of_kind("term"))
    found = {(m.vocabulary, m.code): m for thing in every for m in thing.matches}
    for name, vocabulary in known.items():
        listed = sorted(match.code for match in found.values() if match.vocabulary == name)
        if listed:
            yield node(
                _scheme(name), ("skos:ConceptScheme",), words("dcterms:title", vocabulary.title),
                typed("v:publisher-name", vocabulary.publisher), refs("dcterms:source", vocabulary.url),
            )  # fmt: skip
        for code in listed:
            match = found[name, code]
            called = {"en": match.name} if match.name else {}
            yield node(
                subject(known, match), ("skos:Concept",), words("skos:prefLabel", called),
                typed("skos:notation", code), refs("skos:inScheme", _scheme(name)),
            )  # fmt: skip
