"""What editors know from elsewhere, and what became of ids that are gone: apart from every statement."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from passerelles.export.linked.nodes import Node, node, refs, typed, words
from passerelles.export.linked.statements import statement_address
from passerelles.export.linked.terms import BEYOND, EDTF
from passerelles.export.linked.things import address_of
from passerelles.export.told import Told, of_all, of_things
from passerelles.export.words import Words
from passerelles.model import Entity, KnowledgeBase, Reference
from passerelles.register import WITHDRAWN, kind_before, successors


def beyond(say: Words) -> Told[Node]:
    """Each outside fact with its reference."""

    def told(entity: Entity) -> Iterator[Node]:
        for fact in entity.beyond:
            yield node(
                beyond_address(say, entity, fact.id), ("schema:Claim", "v:Beyond"),
                typed("dcterms:identifier", fact.id), refs("schema:about", address_of(say, entity.id)),
                words("schema:text", fact.text), typed("v:adds-to", fact.property), typed("v:date", fact.date, EDTF),
                refs("schema:isBasedOn", fact.reference.url), typed("v:read", fact.reference.read, "xsd:date"),
                refs("dcterms:isPartOf", BEYOND),
            )  # fmt: skip

    return of_things(say.graph.kb.entities.values(), told)


def documents(say: Words) -> Told[Node]:
    """Each document that outside facts refer to, once, with the thing of which one does so first."""
    first = referring_first(say.graph.kb)

    def referred(entity: Entity) -> Iterator[Node]:
        found: dict[str, Reference] = {}
        for fact in entity.beyond:
            found.setdefault(fact.reference.url, fact.reference)
        return (_document(document) for url, document in found.items() if first[url] == entity.id)

    return of_things(say.graph.kb.entities.values(), referred)


def referring_first(kb: KnowledgeBase) -> Mapping[str, str]:
    """The first thing in the order of the base of which an outside fact refers to each document, by its address."""
    found: dict[str, str] = {}
    for entity in kb.entities.values():
        for fact in entity.beyond:
            found.setdefault(fact.reference.url, entity.id)
    return found


def _document(reference: Reference) -> Node:
    return node(
        reference.url, ("schema:WebPage",), typed("schema:name", reference.title),
        typed("v:publisher-name", reference.publisher), typed("dcterms:date", reference.date, EDTF),
        typed("dcterms:language", reference.language),
    )  # fmt: skip


def beyond_address(say: Words, entity: Entity, id_: str) -> str:
    """Its anchor on the page of the thing that it is about."""
    return f"{say.voice.addresses.entity_path(entity)}#{id_}"


def replaced(say: Words) -> Told[Node]:
    """Every published name that is no longer used, and what takes its place."""
    return of_all(lambda: _replaced(say))


def _replaced(say: Words) -> Iterator[Node]:
    kb = say.graph.kb
    for name, kind, by in successors(kb):
        if before := kind_before(kb, name):
            subject, _, anchor = name.partition(".")
            own = {"statement": anchor, "beyond": name}.get(kind, "this")
            address = f"{kb.schema.kinds[before].folder}/{subject}/#{own}"
            living = "" if by == WITHDRAWN else _living(say, by)
            yield node(address, (), typed("dcterms:identifier", name), refs("dcterms:isReplacedBy", living))


def _living(say: Words, id_: str) -> str:
    """The node of an id that the base has."""
    if id_ in say.graph.kb.entities:
        return address_of(say, id_)
    if id_ in say.statements:
        return statement_address(say, say.statements[id_])
    return beyond_address(say, say.graph.kb.entities[id_.split(".")[0]], id_)
