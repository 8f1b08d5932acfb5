"""What editors know from elsewhere, and what became of ids that are gone: apart from every statement."""

from __future__ import annotations

from collections.abc import Iterator

from passerelles.export.linked.nodes import Node, node, refs, typed, words
from passerelles.export.linked.statements import statement_address
from passerelles.export.linked.terms import BEYOND, EDTF
from passerelles.export.linked.things import address_of
from passerelles.export.words import Words
from passerelles.model import Entity, Reference
from passerelles.register import successors


def beyond(say: Words) -> Iterator[Node]:
    """Each outside fact with its reference, then each document referred to, once."""
    kb = say.graph.kb
    documents: dict[str, Reference] = {}
    for entity in kb.entities.values():
        for fact in entity.beyond:
            documents.setdefault(fact.reference.url, fact.reference)
            yield node(
                beyond_address(say, entity, fact.id), ("schema:Claim", "v:Beyond"),
                typed("dcterms:identifier", fact.id), refs("schema:about", address_of(say, entity.id)),
                words("schema:text", fact.text), typed("v:adds-to", fact.property), typed("v:date", fact.date, EDTF),
                refs("schema:isBasedOn", fact.reference.url), typed("v:read", fact.reference.read, "xsd:date"),
                refs("dcterms:isPartOf", BEYOND),
            )  # fmt: skip
    for reference in documents.values():
        yield _document(reference)


def _document(reference: Reference) -> Node:
    return node(
        reference.url, ("schema:WebPage",), typed("schema:name", reference.title),
        typed("v:publisher-name", reference.publisher), typed("dcterms:date", reference.date, EDTF),
        typed("dcterms:language", reference.language),
    )  # fmt: skip


def beyond_address(say: Words, entity: Entity, id_: str) -> str:
    """Its anchor on the page of the thing that it is about."""
    return f"{say.voice.addresses.entity_path(entity)}#{id_}"


def replaced(say: Words) -> Iterator[Node]:
    """Every published name that is no longer used, and what takes its place."""
    for name, kind, by in successors(say.graph.kb):
        if folder := _folder(say, name):
            subject, _, anchor = name.partition(".")
            own = {"statement": anchor, "beyond": name}.get(kind, "this")
            yield node(
                f"{folder}/{subject}/#{own}", (), typed("dcterms:identifier", name),
                refs("dcterms:isReplacedBy", _living(say, by)),
            )  # fmt: skip


def _folder(say: Words, name: str) -> str:
    """The folder in which the subject of an id is, or was when it was published."""
    kb, subject = say.graph.kb, name.partition(".")[0]
    known = kb.entities.get(subject) or kb.register.published.get(subject)
    return kb.schema.kinds[known.kind].folder if known and known.kind in kb.schema.kinds else ""


def _living(say: Words, id_: str) -> str:
    """The node of an id that the base has."""
    if id_ in say.graph.kb.entities:
        return address_of(say, id_)
    if id_ in say.statements:
        return statement_address(say, say.statements[id_])
    return beyond_address(say, say.graph.kb.entities[id_.split(".")[0]], id_)
