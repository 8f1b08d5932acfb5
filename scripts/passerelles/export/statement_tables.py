"""Statements, one a row with its words beside it, and each quote on a row of its own."""

from __future__ import annotations

from collections.abc import Iterator

from passerelles.export.table import TO_PROPERTY, Cells, Column, Table, coded, columns, joined, spoken, spread, table
from passerelles.export.words import Words
from passerelles.model import Statement


def statements_table(say: Words) -> Table:
    """Every statement: what it says, according to whom, whether sources disagree, and the words that say so."""

    listed = (
        *columns("id"), *coded(say.languages, "subject", "kind", "property", "value_type", "value", subject="entities"),
        *columns("value_entity", value_entity="entities"),
        *coded(say.languages, "date", "said_by", "status", said_by="entities"), *spoken(say.languages, "note"),
        *coded(say.languages, "sources"), *spoken(say.languages, "quotes", "url"),
    )  # fmt: skip
    found = (_statement(say, statement) for statement in say.graph.kb.statements)
    return table("statements", say.label("file-statements"), listed, ("id",), found, TO_PROPERTY)


def _statement(say: Words, statement: Statement) -> Cells:
    kb = say.graph.kb
    subject, declared = kb.entities[statement.subject], say.property_of(statement)
    kind = kb.schema.kinds[subject.kind]
    row: Cells = {"id": statement.id, "subject": subject.id, "kind": kind.name, "property": declared.name}
    row |= spread("subject", subject.name) | spread("kind", kind.label) | spread("property", declared.label)
    row |= {"value_type": declared.type, "value": "" if statement.text else statement.value}
    row |= spread("value_type", say.label(f"value-{declared.type}"))
    row |= spread("value", say.value(statement)) | {"value_entity": statement.entity, "date": statement.date}
    row |= spread("date", say.date(statement.date)) if statement.date else {}
    row |= {"said_by": statement.said_by, "status": statement.status}
    row |= spread("said_by", say.name(statement.said_by)) if statement.said_by else {}
    row |= spread("status", say.label("conflict-flag")) if statement.status else {}
    return row | spread("note", statement.note) | _words(say, statement) | spread("url", say.statement_url(statement))


def _words(say: Words, statement: Statement) -> Cells:
    """The sources of a statement, each once, and every quote, in the order of the evidence."""
    sources = tuple(dict.fromkeys(evidence.source for evidence in statement.evidence))
    cells: Cells = {"sources": joined(sources)}
    for language in say.languages:
        cells[f"sources_{language}"] = joined(say.name(source)[language] for source in sources)
        cells[f"quotes_{language}"] = joined(evidence.quote[language] for evidence in statement.evidence)
    return cells


def evidence_table(say: Words) -> Table:
    """Every quote: the words of a source, verbatim in the original, translated in the other language."""
    listed = (
        *columns("statement", statement="statements"), Column("number", "integer"),
        *coded(say.languages, "source", source="entities"), *columns("paragraph"),
        *spoken(say.languages, "quote", "url"),
    )  # fmt: skip

    def found() -> Iterator[Cells]:
        for statement in say.graph.kb.statements:
            for number, evidence in enumerate(statement.evidence, 1):
                row: Cells = {"statement": statement.id, "number": number, "source": evidence.source}
                row |= spread("source", say.name(evidence.source)) | {"paragraph": say.paragraph(evidence)}
                yield row | spread("quote", evidence.quote) | spread("url", say.evidence_url(evidence))

    return table("evidence", say.label("file-evidence"), listed, ("statement", "number"), found())
