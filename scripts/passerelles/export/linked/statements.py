"""Every statement of the corpus as a Web Annotation: on these words of that source, this is said of that thing.

A statement is an rdf:Statement (what is said) and an oa:Annotation (of which words). It is asserted outright, as a
plain fact between two things, only where nobody is reported to have said it and no source gainsays it; otherwise the
annotation alone has it, with its `prov:wasAttributedTo` or its `v:conflictsWith`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, partial

from passerelles.export.linked.nodes import Fact, Node, Ref, Term, Typed, Value, node, refs, typed, words
from passerelles.export.linked.nodes import Words as Said
from passerelles.export.linked.terms import CORPUS, EDTF, PROPERTIES, own
from passerelles.export.linked.things import address_of
from passerelles.export.told import Told, of_all, of_things
from passerelles.export.words import Words, conflict_id
from passerelles.graph import Graph, Quoted
from passerelles.model import Entity, Evidence, Statement, Text

DESCRIBING = Term("oa:describing")


def statement_address(say: Words, statement: Statement) -> str:
    """Its permanent name: the page of its subject, its own anchor there, whichever part of a long page shows it."""
    subject = say.graph.kb.entities[statement.subject]
    return f"{say.voice.addresses.entity_path(subject)}#{say.voice.anchor(statement)}"


def statements(say: Words) -> Told[Node]:
    """The annotation of each statement, in the order of the base, after what is plainly so of its subject."""
    against = rivals(say)

    def stated(subject: Entity) -> Iterator[Node]:
        plain = tuple(dict.fromkeys(fact for statement in subject.statements for fact in asserted(say, statement)))
        if plain:
            yield Node(address_of(say, subject.id), (), plain)
        yield from annotated(say, subject, against)

    return of_things(say.graph.kb.entities.values(), stated)


def asserted(say: Words, statement: Statement) -> Iterator[Fact]:
    """The statement as a plain fact in public terms, unless it is reported speech or disputed."""
    if statement.said_by or statement.status:
        return
    kind = say.graph.kb.entities[statement.subject].kind
    for name in PROPERTIES.get((kind, statement.property), ()):
        yield from ((name, value) for value in _values(say, statement))


def annotated(say: Words, subject: Entity, against: Mapping[str, Iterable[str]]) -> Iterator[Node]:
    """Of each statement of a thing what is said (subject, property, value, date), by whom, on which words, and against
    which other statements."""
    about, declared = Ref(address_of(say, subject.id)), say.graph.kb.schema.kinds[subject.kind].properties
    terms = {name: Term(own(subject.kind, name)) for name in subject.by_property}
    for s in subject.statements:
        targets = dict.fromkeys([address for e in s.evidence for address in passage_addresses(say, e).values()])
        yield Node(statement_address(say, s), ("oa:Annotation", "rdf:Statement"), (
            ("dcterms:identifier", Typed(s.id)), ("oa:motivatedBy", DESCRIBING),
            ("oa:hasBody", about), ("rdf:subject", about), ("rdf:predicate", terms[s.property]),
            *[("rdf:object", value) for value in _values(say, s)],
            *(typed("v:date", s.date, EDTF) if s.date and declared[s.property].type != "date" else ()),
            *(refs("prov:wasAttributedTo", address_of(say, s.said_by)) if s.said_by else ()),
            *(refs("v:conflictsWith", *against[s.id]) if s.id in against else ()),
            *(words("v:note", s.note) if s.note else ()),
            *[("oa:hasTarget", Ref(address)) for address in targets], ("dcterms:isPartOf", Ref(CORPUS)),
        ))  # fmt: skip


def _values(say: Words, statement: Statement) -> tuple[Value, ...]:
    """A thing, a code of the site's vocabulary, words in each language, or an EDTF date."""
    if statement.entity:
        return (Ref(address_of(say, statement.entity)),)
    if statement.choice:
        kind = say.graph.kb.entities[statement.subject].kind
        return (Term(f"{own(kind, statement.property)}-{statement.choice}"),)
    if statement.text:
        return tuple(Said(text, language) for language, text in statement.text.items())
    return (Typed(statement.date, EDTF),)


def rivals(say: Words) -> dict[str, tuple[str, ...]]:
    """The addresses of the statements that give another value, by the id of a statement."""
    return {
        statement.id: tuple(statement_address(say, s) for s in conflict.statements if s.value != statement.value)
        for conflict in say.graph.conflicts
        for statement in conflict.statements
    }


def conflicts(say: Words) -> Told[Node]:
    """Each disagreement, with the statements that stand face to face."""
    return of_all(lambda: _conflicts(say))


def _conflicts(say: Words) -> Iterator[Node]:
    for conflict in say.graph.conflicts:
        sides = (statement_address(say, statement) for statement in conflict.statements)
        yield node(
            f"conflicts/#{conflict_id(conflict)}", ("v:Conflict",), typed("dcterms:identifier", conflict_id(conflict)),
            refs("schema:about", address_of(say, conflict.subject.id)), refs("dcterms:hasPart", *sides),
        )  # fmt: skip


# The words -----------------------------------------------------------------------------------------


def passage_address(say: Words, evidence: Evidence, language: str) -> str:
    """The marked words in the page of their source in a language."""
    return say.voice.addresses.of(language, f"sources/{evidence.source}/#{say.mark(evidence)}")


def passage_addresses(say: Words, evidence: Evidence) -> Text:
    """The same in every language."""
    path = f"sources/{evidence.source}/#{say.mark(evidence)}"
    return {language: say.voice.addresses.of(language, path) for language in say.languages}


def passages(say: Words) -> Told[Node]:
    """Each passage that is quoted, once a language, with the thing of which it is quoted first."""
    of_source = cache(partial(quoted_first, say.graph, say.mark))

    def quoted(subject: Entity) -> Iterator[Node]:
        seen: set[Quoted] = set()
        for evidence in (evidence for statement in subject.statements for evidence in statement.evidence):
            source, mark = where = evidence.source, say.mark(evidence)
            if where not in seen and of_source(source)[mark] == subject.id:
                seen.add(where)
                yield from passage_nodes(say, evidence)

    return of_things(say.graph.kb.entities.values(), quoted)


def quoted_first(graph: Graph, mark: Callable[[Evidence], str], source: str) -> Mapping[str, str]:
    """The thing of which each passage of a source, by its mark, is quoted first in the order of the base."""
    quoted = [(s, e) for s in graph.cited.get(source, ()) for e in s.evidence if e.source == source]
    return {mark(evidence): statement.subject for statement, evidence in reversed(quoted)}


def passage_nodes(say: Words, evidence: Evidence) -> Iterator[Node]:
    """A passage: its page, its source, its paragraph, and the selector that has its words.

    Only the original is quoted from the source; a translation derives from the original, and its words are ours.
    """
    addresses, source = passage_addresses(say, evidence), Ref(address_of(say, evidence.source))
    original = Ref(addresses[say.graph.kb.schema.original])
    paragraph = typed("v:paragraph", say.paragraph(evidence))
    for language, address in addresses.items():
        words = f"{address}-words"
        yield Node(address, ("oa:SpecificResource", "prov:Entity"), (
            ("oa:hasSource", Ref(address.partition("#")[0])),
            ("prov:wasQuotedFrom", source) if address == original else ("prov:wasDerivedFrom", original),
            *paragraph, ("oa:hasSelector", Ref(words)),
        ))  # fmt: skip
        yield Node(words, ("oa:TextQuoteSelector",), (("oa:exact", Said(evidence.quote[language], language)),))
