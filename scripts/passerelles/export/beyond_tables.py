"""What is beyond the texts, as tables, and what became of ids that are gone."""

from __future__ import annotations

from collections.abc import Iterator

from passerelles.export import rows
from passerelles.export.table import Cells, Column, Table, coded, columns, spoken, spread, table
from passerelles.export.told import of_all, of_things
from passerelles.export.words import Words
from passerelles.model import Entity


def beyond_table(say: Words) -> Table:
    """Each outside fact with its reference."""
    reference = ("title", "publisher", "url", "date", "read", "language")
    listed = (
        *columns("id"), *coded(say.languages, "subject", "property", "date", subject="entities"),
        *spoken(say.languages, "text"), *columns(*(f"reference_{name}" for name in reference)),
        *spoken(say.languages, "reference_language", "url"),
    )  # fmt: skip

    def found(entity: Entity) -> Iterator[Cells]:
        for item in rows.beyond(say, entity):
            row: Cells = {key: str(item[key] or "") for key in ("id", "subject", "property", "date")}
            row |= spread("subject", say.name(str(item["subject"]))) | spread("date", item["date_label"])
            read = item["reference"]
            assert isinstance(read, dict)
            row |= {f"reference_{name}": read[name] or "" for name in reference}
            row |= spread("property", say.adds_to(str(item["property"])) if item["property"] else {})
            row |= spread("reference_language", say.tongue(read["language"]) if read["language"] else {})
            yield row | spread("text", item["text"]) | spread("url", item["url"])

    told = of_things(say.graph.kb.entities.values(), found)
    return table("beyond", say.label("file-beyond"), listed, ("id",), told)


def matches_table(say: Words) -> Table:
    """Each near subject of a public vocabulary, numbered within its theme or term."""
    listed = (
        *coded(say.languages, "subject", subject="entities"), Column("number", "integer"),
        *coded(say.languages, "vocabulary"), *columns("code", "name"), *coded(say.languages, "match"),
        *columns("address"), *spoken(say.languages, "url"),
    )  # fmt: skip

    def found(entity: Entity) -> Iterator[Cells]:
        for number, item in enumerate(rows.matches(say, entity), 1):
            row: Cells = {key: str(item[key] or "") for key in ("subject", "vocabulary", "code", "name", "match")}
            row |= {"number": number, "address": str(item["address"] or "")}
            row |= spread("subject", say.name(str(item["subject"]))) | spread("vocabulary", item["vocabulary_label"])
            yield row | spread("match", item["match_label"]) | spread("url", item["url"])

    told = of_things(say.graph.kb.entities.values(), found)
    return table("matches", say.label("file-matches"), listed, ("subject", "number"), told)


def replaced_table(say: Words) -> Table:
    """What is gone and what takes its place; the labels of `replaced_by` are the name of the thing it belongs to."""
    listed = (
        *columns("id"), *coded(say.languages, "kind", "replaced_by"), *spoken(say.languages, "url"),
    )  # fmt: skip

    def found() -> Iterator[Cells]:
        for item in rows.replaced(say):
            row: Cells = {key: str(item[key]) for key in ("id", "kind", "replaced_by")}
            row |= spread("kind", say.kind(str(item["kind"]))) | spread("url", item["url"])
            yield row | spread("replaced_by", say.name(str(item["replaced_by"]).split(".")[0]))

    return table("replaced", say.label("file-replaced"), listed, ("id",), of_all(found))


def withdrawn_table(say: Words) -> Table:
    """What is gone for good, with the list of its kind."""
    listed = (*columns("id"), *coded(say.languages, "kind"), *spoken(say.languages, "url"))

    def found() -> Iterator[Cells]:
        for item in rows.withdrawn(say):
            row: Cells = {"id": str(item["id"]), "kind": str(item["kind"])}
            yield row | spread("kind", say.kind(str(item["kind"]))) | spread("url", item["url"])

    return table("withdrawn", say.label("file-withdrawn"), listed, ("id",), of_all(found))
