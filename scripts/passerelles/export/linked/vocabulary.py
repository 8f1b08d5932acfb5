"""The site's own terms, as an ontology a program can read: a class a kind, a property a property, a concept a code.

Made from data/schema.yml. Where a public term says the same, ours is below it: whoever reasons over sub-properties
finds the public one without our doing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from passerelles.export.linked.nodes import Fact, Node, Term, node, words
from passerelles.export.linked.terms import KINDS, OWN_CLASSES, PROPERTIES, VOCABULARY, own
from passerelles.export.words import Words
from passerelles.model import Kind, Property

PLAIN = (
    "adds-to", "author", "conflictsWith", "country", "date", "iso-3166", "note", "paragraph", "publisher",
    "publisher-name", "read", "spelling", "subdivision",
)  # fmt: skip
"""Properties that do not stand in the schema: each has a label `term-…`."""


def vocabulary(say: Words) -> Iterator[Node]:
    """Every term under the prefix `v:`."""
    for kind in say.graph.kb.schema.kinds.values():
        yield node(
            _address(kind.name), ("rdfs:Class",), words("rdfs:label", kind.label),
            words("rdfs:comment", kind.definition), _terms("rdfs:subClassOf", KINDS.get(kind.name, ())),
        )  # fmt: skip
        for declared in kind.properties.values():
            yield from _property(kind, declared)
    for name, label in OWN_CLASSES.items():
        yield node(_address(name), ("rdfs:Class",), words("rdfs:label", say.label(f"term-{label}")))
    for name in PLAIN:
        yield node(_address(name), ("rdf:Property",), words("rdfs:label", say.label(f"term-{name}")))


def _property(kind: Kind, declared: Property) -> Iterator[Node]:
    name = own(kind, declared).removeprefix("v:")
    targets = [f"v:{target}" for target in declared.targets]
    yield node(
        _address(name), ("rdf:Property",), words("rdfs:label", declared.label),
        _terms("rdfs:domain", [f"v:{kind.name}"]),
        _terms("rdfs:range", targets if len(targets) == 1 else ()),  # two ranges would mean both at once
        _terms("rdfs:subPropertyOf", PROPERTIES.get((kind.name, declared.name), ())),
    )  # fmt: skip
    for code, choice in declared.choices.items():
        yield node(_address(f"{name}-{code}"), ("skos:Concept",), words("skos:prefLabel", choice.label))


def _address(name: str) -> str:
    return f"{VOCABULARY}#{name}"


def _terms(name: str, listed: Iterable[str]) -> Iterator[Fact]:
    yield from ((name, Term(term)) for term in listed)
