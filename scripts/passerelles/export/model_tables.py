"""The model as tables: the kinds, their properties, the codes of closed lists, each with its labels."""

from __future__ import annotations

from collections.abc import Iterator

from passerelles.export import rows
from passerelles.export.table import (
    TO_PROPERTY,
    Cells,
    Column,
    Table,
    as_number,
    coded,
    columns,
    joined,
    spoken,
    spread,
    table,
)
from passerelles.export.told import of_all
from passerelles.export.words import Words


def kinds_table(say: Words) -> Table:
    """The kinds of things, with the number of things of each."""
    listed = columns("kind", "folder") + spoken(say.languages, "label", "plural", "definition")

    def found() -> Iterator[Cells]:
        for item in rows.kinds(say):
            row: Cells = {"kind": str(item["kind"]), "folder": str(item["folder"]), "things": as_number(item["count"])}
            row |= spread("label", item["label"]) | spread("plural", item["plural"])
            yield row | spread("definition", item["definition"])

    return table("kinds", say.label("file-kinds"), (*listed, Column("things", "integer")), ("kind",), of_all(found))


def properties_table(say: Words) -> Table:
    """What may be asserted of each kind."""
    listed = (
        Column("kind", refers=("kinds", "kind")), *spoken(say.languages, "kind"), *columns("property"),
        *spoken(say.languages, "label", "inverse"), *coded(say.languages, "type", "targets"),
        Column("single", "boolean"),
    )  # fmt: skip

    def found() -> Iterator[Cells]:
        for kind in say.graph.kb.schema.kinds.values():
            for item in kind.properties.values():
                row: Cells = {"kind": kind.name, "property": item.name, "type": item.type}
                row |= {"targets": joined(item.targets), "single": item.single}
                row |= say.list("targets", map(say.kind, item.targets)) | spread("kind", kind.label)
                row |= spread("type", say.label(f"value-{item.type}")) | spread("label", item.label)
                yield row | spread("inverse", item.inverse)

    return table("properties", say.label("file-properties"), listed, ("kind", "property"), of_all(found))


def choices_table(say: Words) -> Table:
    """The codes of the closed lists."""
    listed = (
        *coded(say.languages, "kind", "property"), *columns("code"), *spoken(say.languages, "label"),
        Column("open", "boolean"),
    )  # fmt: skip

    def found() -> Iterator[Cells]:
        for kind in say.graph.kb.schema.kinds.values():
            for item in kind.properties.values():
                for choice in item.choices.values():
                    row: Cells = {"kind": kind.name, "property": item.name, "code": choice.code}
                    row |= spread("kind", kind.label) | spread("property", item.label)
                    yield row | spread("label", choice.label) | {"open": choice.open}

    return table("choices", say.label("file-choices"), listed, ("kind", "property", "code"), of_all(found), TO_PROPERTY)
