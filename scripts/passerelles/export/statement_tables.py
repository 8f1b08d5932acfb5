"""Statements, one a row with its words beside it, and each quote on a row of its own."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, partial

from passerelles.export.table import (
    TO_PROPERTY,
    Cells,
    Column,
    Labelled,
    Table,
    coded,
    columns,
    joined,
    said_in,
    spoken,
    spread,
    table,
)
from passerelles.export.told import of_things
from passerelles.export.words import Words
from passerelles.model import Entity, Statement


def statements_table(say: Words) -> Table:
    """Every statement: what it says, according to whom, whether sources disagree, and the words that say so."""
    listed = (
        *columns("id"), *coded(say.languages, "subject", "kind", "property", "value_type", "value", subject="entities"),
        *columns("value_entity", value_entity="entities"),
        *coded(say.languages, "date", "said_by", "status", said_by="entities"), *spoken(say.languages, "note"),
        *coded(say.languages, "sources"), *spoken(say.languages, "quotes", "url"),
    )  # fmt: skip
    subjects, speakers = Labelled("subject", say.name), Labelled("said_by", say.name)
    dates, disputed = Labelled("date", say.date), Labelled("status", lambda _: say.label("conflict-flag"))
    declared, sources = cache(partial(_declared, say)), cache(partial(_sources, say))
    quoted = [(language, said_in("quotes", language)) for language in say.languages]

    def found(subject: Entity) -> Iterator[Cells]:
        for statement in subject.statements:
            yield {
                "id": statement.id, **subjects[statement.subject],
                **declared(subject.kind, statement.property), **_value(say, statement),
                **dates[statement.date], **speakers[statement.said_by], **disputed[statement.status],
                **spread("note", statement.note), **sources(*dict.fromkeys(e.source for e in statement.evidence)),
                **{quotes: joined(e.quote[tongue] for e in statement.evidence) for tongue, quotes in quoted},
                **spread("url", say.statement_url(statement)),
            }  # fmt: skip

    rows = of_things(say.graph.kb.entities.values(), found)
    return table("statements", say.label("file-statements"), listed, ("id",), rows, TO_PROPERTY)


def _declared(say: Words, kind: str, name: str) -> Cells:
    """What the model says of a property of a kind."""
    declared = say.graph.kb.schema.kinds[kind].properties[name]
    row: Cells = {"kind": kind, "property": name, "value_type": declared.type}
    row |= spread("kind", say.kind(kind)) | spread("property", declared.label)
    return row | spread("value_type", say.label(f"value-{declared.type}"))


def _value(say: Words, statement: Statement) -> Cells:
    """The value as a code, where it has one, and in words."""
    code = "" if statement.text else statement.value
    return {"value": code, "value_entity": statement.entity, **spread("value", say.value(statement))}


def _sources(say: Words, *ids: str) -> Cells:
    """The sources of a statement, each once, in the order of the evidence."""
    return {"sources": joined(ids), **say.list("sources", map(say.name, ids))}


def evidence_table(say: Words) -> Table:
    """Every quote: the words of a source, verbatim in the original, translated in the other language."""
    listed = (
        *columns("statement", statement="statements"), Column("number", "integer"),
        *coded(say.languages, "source", source="entities"), *columns("paragraph"),
        *spoken(say.languages, "quote", "url"),
    )  # fmt: skip
    sources = Labelled("source", say.name)

    def found(subject: Entity) -> Iterator[Cells]:
        for statement in subject.statements:
            for number, evidence in enumerate(statement.evidence, 1):
                yield {
                    "statement": statement.id, "number": number, **sources[evidence.source],
                    "paragraph": say.paragraph(evidence), **spread("quote", evidence.quote),
                    **spread("url", say.evidence_url(evidence)),
                }  # fmt: skip

    rows = of_things(say.graph.kb.entities.values(), found)
    return table("evidence", say.label("file-evidence"), listed, ("statement", "number"), rows)
