"""The views of the database: what people ask of several tables at once, and what each column of theirs holds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from passerelles.export.dictionary import columns_told
from passerelles.export.table import Table
from passerelles.model import KnowledgeBase, Language

POINT = "replace(replace(gazetteer_point, 'POINT (', ''), ')', '')"
NUMBERS = {  # of a point, by what a view calls them
    "{latitude}": f"CAST(substr({POINT}, instr({POINT}, ' ') + 1) AS REAL)",
    "{longitude}": f"CAST({POINT} AS REAL)",
}
# What a gazetteer gives keeps its name beside what texts say. Names without `gazetteer_` are those of versions to 1.6.
VIEWS = {
    "quotations": "SELECT s.id, s.subject_{l}, s.property_{l}, s.value_{l}, s.date, s.said_by_{l}, s.status, "
    "e.quote_{l}, e.source_{l}, e.paragraph, e.url_{l} FROM statements s JOIN evidence e ON e.statement = s.id",
    "partners": "SELECT s.subject AS partnership, s.subject_{l}, s.value_entity AS party, s.value_{l}, t.type, "
    "t.gazetteer_country, c.name_{l} AS gazetteer_country_{l}, "
    "t.gazetteer_country AS country, c.name_{l} AS country_{l} FROM statements s "
    "LEFT JOIN territory t ON t.id = s.value_entity LEFT JOIN entities c ON c.id = t.gazetteer_country "
    "WHERE s.kind = 'partnership' AND s.property = 'party'",
    "disagreements": "SELECT c.id, c.subject_{l}, c.property_{l}, s.id AS statement, s.value_{l}, s.date, "
    "s.quotes_{l}, s.sources_{l}, s.note_{l} FROM conflicts c JOIN conflict_statements x ON x.conflict = c.id "
    "JOIN statements s ON s.id = x.statement",
    "dated": "SELECT s.date, s.date_{l}, s.id, s.subject_{l}, s.property_{l}, s.value_{l}, s.said_by, s.status, "
    "s.quotes_{l} FROM statements s WHERE s.date IS NOT NULL ORDER BY s.date, s.id",
    "places": "SELECT t.id, t.name_{l}, t.type_{l}, t.gazetteer_iso_3166_2, t.gazetteer_geonames, "
    "{latitude} AS gazetteer_latitude, {longitude} AS gazetteer_longitude, t.gazetteer_valid, "
    "t.gazetteer_iso_3166_2 AS iso_3166_2, t.gazetteer_geonames AS geonames, "
    "{latitude} AS latitude, {longitude} AS longitude, t.gazetteer_valid AS valid "
    "FROM territory t WHERE t.gazetteer_point IS NOT NULL",
}
TABLE = re.compile(r"(?:FROM|JOIN) (\w+) (\w)\b")  # «statements s»


def selected(query: str, languages: Iterable[Language]) -> str:
    """A view with every column in each language: «s.value_{l}» becomes «s.value_fr, s.value_en»."""
    head, _, tail = query.partition(" FROM ")
    listed = ", ".join(_in_each(head, languages))
    for number, worked_out in NUMBERS.items():
        listed = listed.replace(number, worked_out)
    return f"SELECT {listed} FROM {tail}"


def views_told(kb: KnowledgeBase, made: Iterable[Table]) -> Mapping[str, dict[str, object]]:
    """What each view is called, and what each of its columns holds: in the words of the column that it shows."""
    told = {item.name: columns_told(kb, item.name, item.columns) for item in made}
    return {
        name: {"title": " / ".join(kb.labels[f"view-{name}"].values()), "columns": dict(_told(kb, query, told))}
        for name, query in VIEWS.items()
    }


def _told(kb: KnowledgeBase, query: str, told: Mapping[str, Mapping[str, str]]) -> Iterator[tuple[str, str]]:
    head, _, tail = query.partition(" FROM ")
    tables = {short: name for name, short in TABLE.findall(f"FROM {tail}")}
    for column in _in_each(head, kb.schema.languages):
        shown, _, name = column.partition(" AS ")
        if shown in NUMBERS:
            yield name, " / ".join(kb.labels[f"view-{shown.strip('{}')}"].values())
        else:
            table, _, own = shown.partition(".")
            yield name or own, told[tables[table]][own]


def _in_each(head: str, languages: Iterable[Language]) -> Iterator[str]:
    """The columns that a view selects."""
    for column in head.removeprefix("SELECT ").split(", "):
        yield from [column.replace("{l}", language) for language in languages] if "{l}" in column else [column]
