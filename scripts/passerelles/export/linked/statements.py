"""Every statement of the corpus as a Web Annotation: on these words of that source, this is said of that thing.

A statement is an rdf:Statement (what is said) and an oa:Annotation (of which words). It is asserted outright, as a
plain fact between two things, only where nobody is reported to have said it and no source gainsays it; otherwise the
annotation alone has it, with its `prov:wasAttributedTo` or its `v:conflictsWith`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from passerelles.export.linked.nodes import Fact, Node, Ref, Term, Typed, Value, node, refs, typed, words
from passerelles.export.linked.nodes import Words as Said
from passerelles.export.linked.terms import CORPUS, EDTF, PROPERTIES, own
from passerelles.export.linked.things import address_of
from passerelles.export.words import Words, conflict_id
from passerelles.model import Evidence, Statement


def statement_address(say: Words, statement: Statement) -> str:
    """Its permanent name: the page of its subject, its own anchor there, whichever part of a long page shows it."""
    subject = say.graph.kb.entities[statement.subject]
    return f"{say.voice.addresses.entity_path(subject)}#{say.voice.anchor(statement)}"


def statements(say: Words) -> Iterator[Node]:
    """The annotation of each statement, in the order of the base, after what is plainly so of its subject."""
    against = rivals(say)
    for subject, group in groupby(say.graph.kb.statements, key=lambda s: s.subject):
        stated = tuple(group)
        plain = tuple(dict.fromkeys(fact for statement in stated for fact in asserted(say, statement)))
        if plain:
            yield Node(address_of(say, subject), (), plain)
        yield from (annotation(say, statement, against.get(statement.id, ()), say.languages) for statement in stated)


def asserted(say: Words, statement: Statement) -> Iterator[Fact]:
    """The statement as a plain fact in public terms, unless it is reported speech or disputed."""
    if statement.said_by or statement.status:
        return
    kind = say.graph.kb.entities[statement.subject].kind
    for name in PROPERTIES.get((kind, statement.property), ()):
        yield from ((name, value) for value in _values(say, statement))


def annotation(say: Words, statement: Statement, against: Iterable[str], languages: Iterable[str]) -> Node:
    """What is said (subject, property, value, date), by whom, on which words, against which other statements."""
    subject = say.graph.kb.entities[statement.subject]
    about = address_of(say, subject.id)
    said: list[Fact] = [
        ("dcterms:identifier", Typed(statement.id)),
        ("oa:motivatedBy", Term("oa:describing")),
        ("oa:hasBody", Ref(about)),
        ("rdf:subject", Ref(about)),
        ("rdf:predicate", Term(own(subject.kind, statement.property))),
        *(("rdf:object", value) for value in _values(say, statement)),
    ]
    is_date = say.property_of(statement).type == "date"
    dated = () if is_date else typed("v:date", statement.date, EDTF)
    by = refs("prov:wasAttributedTo", address_of(say, statement.said_by)) if statement.said_by else ()
    targets = (f"{passage_address(say, e, tongue)}" for e in statement.evidence for tongue in languages)
    return node(
        statement_address(say, statement), ("oa:Annotation", "rdf:Statement"), said, dated, by,
        refs("v:conflictsWith", *against), words("v:note", statement.note),
        refs("oa:hasTarget", *targets), refs("dcterms:isPartOf", CORPUS),
    )  # fmt: skip


def _values(say: Words, statement: Statement) -> Iterator[Value]:
    """A thing, a code of the site's vocabulary, words in each language, or an EDTF date."""
    if statement.entity:
        yield Ref(address_of(say, statement.entity))
    elif statement.choice:
        kind = say.graph.kb.entities[statement.subject].kind
        yield Term(f"{own(kind, statement.property)}-{statement.choice}")
    elif statement.text:
        yield from (Said(text, language) for language, text in statement.text.items())
    else:
        yield Typed(statement.date, EDTF)


def rivals(say: Words) -> dict[str, tuple[str, ...]]:
    """The addresses of the statements that give another value, by the id of a statement."""
    return {
        statement.id: tuple(statement_address(say, s) for s in conflict.statements if s.value != statement.value)
        for conflict in say.graph.conflicts
        for statement in conflict.statements
    }


def conflicts(say: Words) -> Iterator[Node]:
    """Each disagreement, with the statements that stand face to face."""
    for conflict in say.graph.conflicts:
        sides = (statement_address(say, statement) for statement in conflict.statements)
        yield node(
            f"conflicts/#{conflict_id(conflict)}", ("v:Conflict",), typed("dcterms:identifier", conflict_id(conflict)),
            refs("schema:about", address_of(say, conflict.subject.id)), refs("dcterms:hasPart", *sides),
        )  # fmt: skip


# The words -----------------------------------------------------------------------------------------


def passage_address(say: Words, evidence: Evidence, language: str) -> str:
    """The marked words in the page of their source in a language."""
    page = say.voice.addresses.of(language, f"sources/{evidence.source}/")
    return f"{page}#{say.mark(evidence)}"


def passages(say: Words) -> Iterator[Node]:
    """Each passage that is quoted, once a language."""
    seen: set[str] = set()
    for statement in say.graph.kb.statements:
        for evidence in statement.evidence:
            for language in say.languages:
                address = passage_address(say, evidence, language)
                if address not in seen:
                    seen.add(address)
                    yield from passage_nodes(say, evidence, language)


def passage_nodes(say: Words, evidence: Evidence, language: str) -> Iterator[Node]:
    """A passage: its page, its source, its paragraph, and the selector that has its words verbatim."""
    address, original = passage_address(say, evidence, language), say.graph.kb.schema.original
    page = say.voice.addresses.of(language, f"sources/{evidence.source}/")
    translated = () if language == original else refs("prov:wasDerivedFrom", passage_address(say, evidence, original))
    yield node(
        address, ("oa:SpecificResource", "prov:Entity"), refs("oa:hasSource", page),
        refs("prov:wasQuotedFrom", address_of(say, evidence.source)), translated,
        typed("v:paragraph", say.paragraph(evidence)), refs("oa:hasSelector", f"{address}-words"),
    )  # fmt: skip
    yield node(f"{address}-words", ("oa:TextQuoteSelector",), words("oa:exact", {language: evidence.quote[language]}))
