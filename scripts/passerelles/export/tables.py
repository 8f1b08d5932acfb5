"""The data as tables: things, a table a kind, statements, evidence, and what the pages list; one row a fact.

Beside each code stand its labels, a column a language; a test keeps the list of the few codes that have none. What
comes from the corpus, what a gazetteer gives (`gazetteer_…`) and what editors know from elsewhere (`beyond`,
`matches`) never share a column.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from passerelles.export.beyond_tables import beyond_table, matches_table, replaced_table, withdrawn_table
from passerelles.export.kind_tables import kind_tables
from passerelles.export.model_tables import choices_table, kinds_table, properties_table
from passerelles.export.statement_tables import evidence_table, statements_table
from passerelles.export.table import Table
from passerelles.export.thing_tables import entities_table, names_table
from passerelles.export.view_tables import (
    conflict_statements_table,
    conflicts_table,
    gaps_table,
    stale_texts_table,
    translation_table,
)
from passerelles.export.words import Words

FIRST: tuple[Callable[[Words], Table], ...] = (
    kinds_table, properties_table, choices_table, entities_table, names_table,
)  # fmt: skip
LAST: tuple[Callable[[Words], Table], ...] = (
    statements_table, evidence_table, conflicts_table, conflict_statements_table, gaps_table, translation_table,
    stale_texts_table, beyond_table, matches_table, replaced_table, withdrawn_table,
)  # fmt: skip


def tables(say: Words) -> Iterator[Table]:
    """Every table, those that others refer to first; each is made when it is asked for, and kept by who asks."""
    yield from (make(say) for make in FIRST)
    yield from kind_tables(say)
    yield from (make(say) for make in LAST)
