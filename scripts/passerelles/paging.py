"""On which page of its subject a statement stands: the pages of a thing with many statements stay light.

Pure. A weight is what the words of a statement take, and about what the markup around them does.
"""

from __future__ import annotations

from collections.abc import Iterator

from passerelles.model import Entity, KnowledgeBase, Statement

PAGE_BYTES = 21_500  # of statements; with its head, its pictures and its links back a page stays below 40 kB
STATEMENT_BYTES, EVIDENCE_BYTES = 1040, 670  # the markup of one, and its place in the data block of its page
BEYOND_BYTES = 520  # the reference of an outside fact
COUNTRY_BYTES = 4_500  # the partnerships of a country: a dozen lines
MATCH_BYTES = 200  # a subject of a public vocabulary


def paged(kb: KnowledgeBase, entity: Entity) -> Iterator[tuple[str, int]]:
    """The statements that no longer fit on the first page of their subject, with the page they stand on.

    The same in every language, so that a reader who changes language stays on the same statements.
    """
    weights = {statement: _weight(statement) for statement in entity.statements}
    page, filled, is_begun = 1, _beside(entity), False
    if filled + sum(weights.values()) <= PAGE_BYTES:
        return
    for name in kb.schema.kinds[entity.kind].properties:
        group = entity.with_property(name)
        if is_begun and filled + sum(weights[statement] for statement in group) > PAGE_BYTES:
            page, filled = page + 1, 0  # cut between two properties where one can
        for statement in group:
            if is_begun and filled + weights[statement] > PAGE_BYTES:
                page, filled = page + 1, 0
            filled, is_begun = filled + weights[statement], True
            if page > 1:
                yield statement.id, page


def _beside(entity: Entity) -> int:
    """About how many bytes the first page of a thing has beside its statements: outside facts, what no text says,
    and of a country its partnerships."""
    in_thread = [fact.text for fact in entity.beyond if fact.date and entity.kind == "partnership"]  # said there, too
    told = [*(fact.text for fact in entity.beyond), *in_thread, *entity.unsaid]
    said = sum(max((len(words.encode()) for words in text.values()), default=0) for text in told)
    listed = COUNTRY_BYTES * (entity.type == "country")
    return BEYOND_BYTES * len(entity.beyond) + MATCH_BYTES * len(entity.matches) + said + listed


def _weight(statement: Statement) -> int:
    """About how many bytes a statement takes on its heaviest page."""
    weight = STATEMENT_BYTES + EVIDENCE_BYTES * len(statement.evidence)
    for evidence in statement.evidence:
        quotes = [len(words.encode()) for words in evidence.quote.values()]
        weight += sum(quotes) + max(quotes, default=0)  # once more in the data block of the page
    for text in (statement.text, statement.note):
        if text:  # most statements have neither
            weight += max(len(words.encode()) for words in text.values())
    return weight
