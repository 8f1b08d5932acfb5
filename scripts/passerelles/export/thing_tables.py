"""Every thing of the base on a row, and every form of its name."""

from __future__ import annotations

from collections.abc import Iterator

from passerelles.export.table import Cells, Column, Labelled, Table, coded, columns, joined, spoken, spread, table
from passerelles.export.told import of_things
from passerelles.export.words import Words
from passerelles.model import Entity


def entities_table(say: Words) -> Table:
    """Every thing of the base, sources included."""
    listed = (
        *columns("id"), Column("kind", refers=("kinds", "kind")),
        *spoken(say.languages, "kind"), *coded(say.languages, "type"), *spoken(say.languages, "name"),
        *columns("aliases"), *spoken(say.languages, "url"), Column("statements", "integer"),
    )  # fmt: skip
    kinds = Labelled("kind", say.kind)

    def found(entity: Entity) -> Iterator[Cells]:
        types = say.graph.kb.schema.kinds[entity.kind].types
        yield {
            "id": entity.id, **kinds[entity.kind], "type": entity.type, "aliases": joined(entity.aliases),
            "statements": len(entity.statements), **spread("type", types.get(entity.type, {})),
            **spread("name", entity.name), **spread("url", say.entity_url(entity)),
        }  # fmt: skip

    rows = of_things(say.graph.kb.entities.values(), found)
    return table("entities", say.label("file-entities"), listed, ("id",), rows)


def names_table(say: Words) -> Table:
    """Every form of a name: a spelling stands in the corpus; an alias is only what readers may type."""
    listed = (
        *coded(say.languages, "entity", entity="entities"), Column("number", "integer"), *columns("form"),
        *coded(say.languages, "sort", "language", "source", source="entities"),
    )  # fmt: skip
    things, sources = Labelled("entity", say.name), Labelled("source", say.name)
    sorts, tongues = Labelled("sort", lambda sort: say.label(f"sort-{sort}")), Labelled("language", say.tongue)

    def found(entity: Entity) -> Iterator[Cells]:
        forms = [("alias", alias, "", "") for alias in entity.aliases]
        forms += [("spelling", s.form, s.language, s.source) for s in entity.spellings]
        for number, (sort, form, tongue, source) in enumerate(forms, 1):
            yield {
                **things[entity.id], "number": number, "form": form, **sorts[sort], **tongues[tongue],
                **sources[source],
            }  # fmt: skip

    rows = of_things(say.graph.kb.entities.values(), found)
    return table("names", say.label("file-names"), listed, ("entity", "number"), rows)
