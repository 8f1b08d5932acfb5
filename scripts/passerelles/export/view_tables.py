"""What the pages of disagreements, silences and translations list, as tables."""

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
from passerelles.export.told import of_all, of_things
from passerelles.export.words import Words, conflict_id
from passerelles.gaps import Gap
from passerelles.model import Source


def conflicts_table(say: Words) -> Table:
    """Each disagreement of the page of disagreements."""
    listed = (
        *columns("id"), *coded(say.languages, "subject", "kind", "property", subject="entities"),
        *columns("statements"), *spoken(say.languages, "url"),
    )  # fmt: skip

    def found() -> Iterator[Cells]:
        for conflict in say.graph.conflicts:
            declared = say.graph.kb.schema.kinds[conflict.subject.kind].properties[conflict.property]
            row: Cells = {"id": conflict_id(conflict), "subject": conflict.subject.id}
            row |= {"kind": conflict.subject.kind, "property": conflict.property}
            row |= spread("kind", say.kind(conflict.subject.kind))
            row |= {"statements": joined(s.id for s in conflict.statements)} | spread("subject", conflict.subject.name)
            yield row | spread("property", declared.label) | spread("url", say.conflict_url(conflict))

    return table("conflicts", say.label("file-conflicts"), listed, ("id",), of_all(found), TO_PROPERTY)


def conflict_statements_table(say: Words) -> Table:
    """The statements that stand face to face in each disagreement."""
    listed = columns("conflict", "statement", conflict="conflicts", statement="statements")

    def found() -> Iterator[Cells]:
        for conflict in say.graph.conflicts:
            for statement in conflict.statements:
                yield {"conflict": conflict_id(conflict), "statement": statement.id}

    title = say.label("file-conflict_statements")
    return table("conflict_statements", title, listed, ("conflict", "statement"), of_all(found))


def gaps_table(say: Words) -> Table:
    """Each silence of the page of silences, in its order."""
    listed = (
        *columns("id"), *coded(say.languages, "gap", "subject", "property", subject="entities"),
        *spoken(say.languages, "text", "url"),
    )  # fmt: skip

    def found(group: list[Gap]) -> Iterator[Cells]:
        for item in rows.gaps(say, group):
            subject, lacking = say.graph.kb.entities[str(item["subject"])], str(item["property"] or "")
            row: Cells = {"id": str(item["id"]), "gap": str(item["kind"]), "subject": subject.id, "property": lacking}
            row |= spread("gap", say.label(f"gaps-{item['kind']}")) | spread("subject", subject.name)
            row |= spread("property", say.property(subject.kind, lacking) or (say.tongue(lacking) if lacking else {}))
            yield row | spread("text", item["text"]) | spread("url", item["url"])

    return table("gaps", say.label("file-gaps"), listed, ("id",), rows.by_gap(say, found))


def translation_table(say: Words) -> Table:
    """How fresh each translation is."""
    counts = ("paragraphs", "fresh", "stale", "unread")
    listed = (
        *coded(say.languages, "source", "language", source="entities"),
        *(Column(name, "integer") for name in counts), *columns("stale_paragraphs", "unread_paragraphs"),
    )  # fmt: skip

    def found(source: Source) -> Iterator[Cells]:
        for item in rows.translation(say, source):
            row: Cells = {"source": str(item["source"]), "language": str(item["language"])}
            row |= spread("source", say.name(str(item["source"]))) | spread(
                "language", say.tongue(str(item["language"]))
            )
            row |= {name: as_number(item[name]) for name in counts}
            yield row | {
                name: joined(item[name]) for name in ("stale_paragraphs", "unread_paragraphs")  # type: ignore[arg-type]
            }  # fmt: skip

    told = of_things(say.graph.kb.sources.values(), found)
    return table("translation", say.label("file-translation"), listed, ("source", "language"), told)


def stale_texts_table(say: Words) -> Table:
    """Each label, name, note or section whose original alone has changed since somebody reread it."""
    listed = (*columns("path", "key"), *coded(say.languages, "language"), *spoken(say.languages, "url"))

    def found() -> Iterator[Cells]:
        for item in rows.stale_texts(say):
            row: Cells = {name: str(item[name]) for name in ("path", "key", "language")}
            yield row | spread("language", say.tongue(str(item["language"]))) | spread("url", item["url"])

    title = say.label("file-stale_texts")
    return table("stale_texts", title, listed, ("language", "path", "key"), of_all(found))
