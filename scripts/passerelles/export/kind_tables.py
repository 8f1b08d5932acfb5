"""A table for each kind: a row a thing, and what the corpus states of it, property by property, in wide columns.

A wide table cannot carry the words of its sources, so it never hides what they qualify: `disputed` lists the
properties on which sources disagree, `reported` those that rest on somebody's word. The statements have it all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from passerelles.export.table import Cell, Cells, Column, Table, coded, columns, in_each, joined, spoken, spread, table
from passerelles.export.told import of_things
from passerelles.export.words import Words
from passerelles.model import Entity, Gazetteer, Kind, Metadatum, Property, Source, Statement, Text

RECORD = ("title", "author", "publisher", "date", "place", "language", "url", "rights")
CODES = ("iso_3166_1", "iso_3166_2", "subdivision", "geonames")


def kind_tables(say: Words) -> Iterator[Table]:
    """A table for each kind of the model, in its order."""
    return (_of_kind(say, kind) for kind in say.graph.kb.schema.kinds.values())


def _of_kind(say: Words, kind: Kind) -> Table:
    listed = [
        *columns("id", id="entities"), *coded(say.languages, "type"), *spoken(say.languages, "name", "url"),
        *(column for declared in kind.properties.values() for column in _columns(say, declared)),
        *coded(say.languages, "disputed", "reported"), *_own_columns(say, kind),
    ]  # fmt: skip
    rows = of_things(say.graph.kb.of_kind(kind.name), lambda entity: [_thing(say, kind, entity)])
    return table(kind.name, kind.plural, listed, ("id",), rows)


def _columns(say: Words, declared: Property) -> Iterable[Column]:
    """A code and its labels; what is words only has no code."""
    name = column_name(declared.name)
    return columns(*([] if declared.type == "text" else [name]), *in_each(name, say.languages))


def column_name(name: str) -> str:
    """What the column of a property is called; a name that the table has already gets a bar."""
    return f"{name}_" if name in {"id", "type", "name", "url"} else name


def _thing(say: Words, kind: Kind, entity: Entity) -> Cells:
    row: Cells = {"id": entity.id, "type": entity.type, **spread("name", entity.name)}
    row |= spread("type", kind.types[entity.type] if entity.type else {}) | spread("url", say.entity_url(entity))
    for declared in kind.properties.values():
        if group := entity.with_property(declared.name):
            row |= _stated(say, declared, group)
    disputed = dict.fromkeys(s.property for s in entity.statements if s.status == "conflict")
    reported = dict.fromkeys(s.property for s in entity.statements if s.said_by)
    for column, names in (("disputed", disputed), ("reported", reported)):
        if names:
            row |= {column: joined(names), **say.list(column, (kind.properties[name].label for name in names))}
    return row | _own(say, entity)


def _stated(say: Words, declared: Property, group: Sequence[Statement]) -> Cells:
    """Every value of a property; a date that goes with a value stands in its label, in words."""
    name = column_name(declared.name)
    row: Cells = {} if declared.type == "text" else {name: joined(s.value for s in group)}
    return row | say.list(name, [_label(say, declared, statement) for statement in group])


def _label(say: Words, declared: Property, statement: Statement) -> Text:
    value = say.value(statement)
    if not statement.date or declared.type == "date":
        return value
    date = say.date(statement.date)
    return {tongue: words if date[tongue] in words else f"{words} ({date[tongue]})" for tongue, words in value.items()}


# What a kind has of its own ----------------------------------------------------------------------------


def _own_columns(say: Words, kind: Kind) -> tuple[Column, ...]:
    if kind.name == "territory":
        told = coded(say.languages, "gazetteer", "gazetteer_country", gazetteer_country="entities")
        given = columns(*(f"gazetteer_{name}" for name in CODES), "gazetteer_names", "gazetteer_point")
        return told + given + coded(say.languages, "gazetteer_valid")
    if kind.name == "theme":
        return spoken(say.languages, "definition") + coded(say.languages, "broader", broader="entities")
    if kind.name == "source":
        return tuple(
            column
            for name in RECORD
            for column in columns(f"record_{name}", *in_each(f"record_{name}", say.languages), f"record_{name}_at")
        )
    return ()


def _own(say: Words, entity: Entity) -> Cells:
    if isinstance(entity, Source):
        return {key: cell for datum in entity.record if datum.name in RECORD for key, cell in _datum(say, datum)}
    row: Cells = {}
    if entity.kind == "theme":
        row = {"broader": entity.broader, **spread("definition", entity.definition)}
        row |= spread("broader", say.name(entity.broader) if entity.broader else {})
    return row | (_gazetteer(say, entity.gazetteer) if entity.gazetteer else {})


def _datum(say: Words, datum: Metadatum) -> Iterable[tuple[str, Cell]]:
    """A line of a source's record; `…_at` is the paragraph that gives it: empty, it is the editors' own."""
    name = f"record_{datum.name}"
    plain = datum.value.get(say.graph.kb.schema.original, "") if datum.name in {"date", "language", "url"} else ""
    yield name, datum.entity or plain
    yield from ((f"{name}_{tongue}", words) for tongue, words in say.each(lambda v: str(v.datum_words(datum))).items())
    yield f"{name}_at", datum.at


def _gazetteer(say: Words, record: Gazetteer) -> Cells:
    """Identifiers from a public gazetteer, not from the corpus; the point is well-known text: longitude, latitude."""
    row: Cells = {"gazetteer": record.reference, "gazetteer_country": record.country}
    title = say.graph.kb.schema.gazetteers[record.reference].title
    row |= spread("gazetteer", dict.fromkeys(say.languages, title))
    row |= spread("gazetteer_country", say.name(record.country) if record.country else {})
    row |= {f"gazetteer_{name}": getattr(record, name) for name in CODES}
    row["gazetteer_names"] = joined(f"{language}: {name}" for language, name in record.names.items())
    if record.coordinates:
        row["gazetteer_point"] = f"POINT ({record.coordinates[1]} {record.coordinates[0]})"
    if record.valid:
        row["gazetteer_valid"] = record.valid
        row |= spread("gazetteer_valid", say.date(record.valid))
    return row
