"""The data as tables: things, a table a kind, statements, evidence, and what the pages list; one row a fact.

Beside each code stand its labels, a column a language. What comes from the corpus, what a gazetteer gives
(`gazetteer_…`) and what editors know from elsewhere (`beyond`) never share a column.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from passerelles.export import rows
from passerelles.export.kind_tables import kind_tables
from passerelles.export.statement_tables import evidence_table, statements_table
from passerelles.export.table import TO_PROPERTY, Cells, Column, Table, columns, in_each, joined, spread, table
from passerelles.export.words import Words, conflict_id
from passerelles.model import Text


def tables(say: Words) -> Iterator[Table]:
    """Every table, those that others refer to first; each is made when it is asked for, and kept by who asks."""
    yield from (make(say) for make in (_kinds, _properties, _choices, _entities, _names))
    yield from kind_tables(say)
    yield from (make(say) for make in (statements_table, evidence_table, _conflicts, _conflict_statements))
    yield from (make(say) for make in (_gaps, _translation, _beyond, _matches, _replaced))


def _title(say: Words, name: str) -> Text:
    return say.label(f"file-{name}")


def _spread_columns(say: Words, *names: str) -> tuple[Column, ...]:
    return columns(*(column for name in names for column in in_each(name, say.languages)))


def _kinds(say: Words) -> Table:
    listed = columns("kind", "folder") + _spread_columns(say, "label", "plural", "definition")

    def found() -> Iterator[Cells]:
        for item in rows.kinds(say):
            row: Cells = {"kind": str(item["kind"]), "folder": str(item["folder"]), "things": _number(item["count"])}
            row |= spread("label", item["label"]) | spread("plural", item["plural"])
            yield row | spread("definition", item["definition"])

    return table("kinds", _title(say, "kinds"), (*listed, Column("things", "integer")), ("kind",), found())


def _number(value: object) -> int:
    assert isinstance(value, int)
    return value


def _properties(say: Words) -> Table:
    listed = (
        Column("kind", refers=("kinds", "kind")), *columns("property"), *_spread_columns(say, "label", "inverse"),
        *columns("type", "targets"), Column("single", "boolean"),
    )  # fmt: skip

    def found() -> Iterator[Cells]:
        for kind in say.graph.kb.schema.kinds.values():
            for item in kind.properties.values():
                row: Cells = {"kind": kind.name, "property": item.name, "type": item.type}
                row |= {"targets": joined(item.targets), "single": item.single}
                yield row | spread("label", item.label) | spread("inverse", item.inverse)

    return table("properties", _title(say, "properties"), listed, ("kind", "property"), found())


def _choices(say: Words) -> Table:
    listed = columns("kind", "property", "code") + _spread_columns(say, "label") + (Column("open", "boolean"),)

    def found() -> Iterator[Cells]:
        for kind in say.graph.kb.schema.kinds.values():
            for item in kind.properties.values():
                for choice in item.choices.values():
                    row: Cells = {"kind": kind.name, "property": item.name, "code": choice.code}
                    yield row | spread("label", choice.label) | {"open": choice.open}

    return table("choices", _title(say, "choices"), listed, ("kind", "property", "code"), found(), TO_PROPERTY)


def _entities(say: Words) -> Table:
    listed = (
        *columns("id"), Column("kind", refers=("kinds", "kind")),
        *_spread_columns(say, "kind"), *columns("type"), *_spread_columns(say, "type", "name"),
        *columns("aliases"), *_spread_columns(say, "url"), Column("statements", "integer"),
    )  # fmt: skip

    def found() -> Iterator[Cells]:
        for entity in say.graph.kb.entities.values():
            kind = say.graph.kb.schema.kinds[entity.kind]
            row: Cells = {"id": entity.id, "kind": entity.kind, "type": entity.type}
            row |= {"aliases": joined(entity.aliases), "statements": len(entity.statements)}
            row |= spread("kind", kind.label) | spread("type", kind.types.get(entity.type, {}))
            yield row | spread("name", entity.name) | spread("url", say.entity_url(entity))

    return table("entities", _title(say, "entities"), listed, ("id",), found())


def _names(say: Words) -> Table:
    """Every form of a name: a spelling stands in the corpus; an alias is only what readers may type."""
    listed = (
        *columns("entity", entity="entities"), Column("number", "integer"),
        *columns("form", "sort", "language", "source", source="entities"),
    )  # fmt: skip

    def found() -> Iterator[Cells]:
        for entity in say.graph.kb.entities.values():
            forms: list[Cells] = [{"form": alias, "sort": "alias"} for alias in entity.aliases]
            forms += [
                {"form": s.form, "sort": "spelling", "language": s.language, "source": s.source}
                for s in entity.spellings
            ]
            for number, form in enumerate(forms, 1):
                yield {"entity": entity.id, "number": number, **form}

    return table("names", _title(say, "names"), listed, ("entity", "number"), found())


def _conflicts(say: Words) -> Table:
    listed = (
        *columns("id", "subject", subject="entities"), *_spread_columns(say, "subject"), *columns("kind", "property"),
        *_spread_columns(say, "property"), *columns("statements"), *_spread_columns(say, "url"),
    )  # fmt: skip

    def found() -> Iterator[Cells]:
        for conflict in say.graph.conflicts:
            declared = say.graph.kb.schema.kinds[conflict.subject.kind].properties[conflict.property]
            row: Cells = {"id": conflict_id(conflict), "subject": conflict.subject.id}
            row |= {"kind": conflict.subject.kind, "property": conflict.property}
            row |= {"statements": joined(s.id for s in conflict.statements)} | spread("subject", conflict.subject.name)
            yield row | spread("property", declared.label) | spread("url", say.conflict_url(conflict))

    return table("conflicts", _title(say, "conflicts"), listed, ("id",), found(), TO_PROPERTY)


def _conflict_statements(say: Words) -> Table:
    listed = columns("conflict", "statement", conflict="conflicts", statement="statements")
    found = (
        {"conflict": conflict_id(conflict), "statement": statement.id}
        for conflict in say.graph.conflicts
        for statement in conflict.statements
    )
    title = _title(say, "conflict_statements")
    return table("conflict_statements", title, listed, ("conflict", "statement"), found)


def _gaps(say: Words) -> Table:
    listed = (
        *columns("id", "gap"), *_spread_columns(say, "gap"), *columns("subject", subject="entities"),
        *_spread_columns(say, "subject"), *columns("property"), *_spread_columns(say, "text", "url"),
    )  # fmt: skip
    found = (
        {"id": str(row["id"]), "gap": str(row["kind"]), "subject": str(row["subject"])}
        | {"property": str(row["property"] or "")} | spread("gap", say.label(f"gaps-{row['kind']}"))
        | spread("subject", say.name(str(row["subject"]))) | spread("text", row["text"]) | spread("url", row["url"])
        for row in rows.gaps(say)
    )  # fmt: skip
    return table("gaps", _title(say, "gaps"), listed, ("id",), found)


def _translation(say: Words) -> Table:
    counts = ("paragraphs", "fresh", "stale", "unread")
    listed = (
        *columns("source", source="entities"), *_spread_columns(say, "source"), *columns("language"),
        *(Column(name, "integer") for name in counts), *columns("stale_paragraphs", "unread_paragraphs"),
    )  # fmt: skip

    def found() -> Iterator[Cells]:
        for item in rows.translation(say):
            row: Cells = {"source": str(item["source"]), "language": str(item["language"])}
            row |= spread("source", say.name(str(item["source"])))
            row |= {name: _number(item[name]) for name in counts}
            yield row | {
                name: joined(item[name]) for name in ("stale_paragraphs", "unread_paragraphs")  # type: ignore[arg-type]
            }  # fmt: skip

    return table("translation", _title(say, "translation"), listed, ("source", "language"), found())


def _beyond(say: Words) -> Table:
    reference = ("title", "publisher", "url", "date", "read", "language")
    listed = (
        *columns("id", "subject", subject="entities"), *_spread_columns(say, "subject"), *columns("property", "date"),
        *_spread_columns(say, "date", "text"), *columns(*(f"reference_{name}" for name in reference)),
        *_spread_columns(say, "url"),
    )  # fmt: skip

    def found() -> Iterator[Cells]:
        for item in rows.beyond(say):
            row: Cells = {key: str(item[key] or "") for key in ("id", "subject", "property", "date")}
            row |= spread("subject", say.name(str(item["subject"]))) | spread("date", item["date_label"])
            told = item["reference"]
            assert isinstance(told, dict)
            row |= {f"reference_{name}": told[name] for name in reference}
            yield row | spread("text", item["text"]) | spread("url", item["url"])

    return table("beyond", _title(say, "beyond"), listed, ("id",), found())


def _matches(say: Words) -> Table:
    listed = (
        *columns("subject", subject="entities"), *_spread_columns(say, "subject"), Column("number", "integer"),
        *columns("vocabulary"), *_spread_columns(say, "vocabulary"), *columns("code", "name", "match"),
        *_spread_columns(say, "match"), *columns("address"), *_spread_columns(say, "url"),
    )  # fmt: skip
    seen: Counter[str] = Counter()

    def found() -> Iterator[Cells]:
        for item in rows.matches(say):
            row: Cells = {key: str(item[key] or "") for key in ("subject", "vocabulary", "code", "name", "match")}
            seen[str(item["subject"])] += 1
            row |= {"number": seen[str(item["subject"])], "address": str(item["address"] or "")}
            row |= spread("subject", say.name(str(item["subject"]))) | spread("vocabulary", item["vocabulary_label"])
            yield row | spread("match", item["match_label"]) | spread("url", item["url"])

    return table("matches", _title(say, "matches"), listed, ("subject", "number"), found())


def _replaced(say: Words) -> Table:
    listed = columns("id", "kind", "replaced_by") + _spread_columns(say, "url")
    found = (
        {**{key: str(row[key]) for key in ("id", "kind", "replaced_by")}, **spread("url", row["url"])}
        for row in rows.replaced(say)
    )
    return table("replaced", _title(say, "replaced"), listed, ("id",), found)
