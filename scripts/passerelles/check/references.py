"""Rules on references: what comes from outside the corpus says which document was read; one document has one name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from passerelles.check.dating import DAY_READ
from passerelles.check.evidence import Things
from passerelles.model import BeyondFact, KnowledgeBase, Problem

ADDRESS = re.compile(r"https?://[^\s<>\"']+\Z")
LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*\Z")  # a tag of BCP 47, which screen readers follow


def references_are_complete(_kb: KnowledgeBase, things: Things) -> Iterator[Problem]:
    """What comes from elsewhere names its document, its address, the day it was read, and its language by its code."""
    for entity in things:
        for fact in entity.beyond:
            if missing := _lacking(fact):
                where = fact.spots.get(f"reference.{missing}", fact.where)
                yield Problem(where, "incomplete-reference", (("field", missing),))


def _lacking(fact: BeyondFact) -> str:
    reference = fact.reference
    if reference.url and not ADDRESS.match(reference.url):  # one that is missing was told of when it was read
        return "url"
    if reference.read and not DAY_READ.match(reference.read):
        return "read"
    return "language" if reference.language and not LANGUAGE.match(reference.language) else ""


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
