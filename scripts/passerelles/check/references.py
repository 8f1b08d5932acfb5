"""Rules on references: what comes from outside the corpus says which document was read; one document has one name."""

from __future__ import annotations

from collections.abc import Iterator

from passerelles.check.evidence import Things
from passerelles.model import BeyondFact, KnowledgeBase, Problem
from passerelles.outside import lacking


def references_are_complete(_kb: KnowledgeBase, things: Things) -> Iterator[Problem]:
    """What comes from elsewhere names its document, its address, the day it was read, and its language by its code."""
    for entity in things:
        for fact in entity.beyond:
            if missing := lacking(fact.reference):
                where = fact.spots.get(f"reference.{missing}", fact.where)
                yield Problem(where, "incomplete-reference", (("field", missing),))


def documents_are_named_alike(kb: KnowledgeBase) -> Iterator[Problem]:
    """A document has one title and one publisher, wherever its address is given as a reference."""
    first: dict[tuple[str, str], tuple[str, BeyondFact]] = {}
    for fact in (fact for entity in kb.entities.values() for fact in entity.beyond if fact.reference.url):
        reference = fact.reference
        named = (("title", reference.title), ("publisher", reference.publisher))
        for field, value in ((field, value) for field, value in named if value):  # none is told of where it is read
            known, elsewhere = first.setdefault((reference.url, field), (value, fact))
            if value != known:
                details = (("field", field), ("value", value), ("other", known), ("where", _place(elsewhere)))
                yield Problem(fact.spots.get(f"reference.{field}", fact.where), "document-named-otherwise", details)


def _place(fact: BeyondFact) -> str:
    return f"{fact.where.path}:{fact.where.line}"
