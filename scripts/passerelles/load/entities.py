"""One entry of the knowledge base: data/<folder>/<id>.yml -> Entity."""

from __future__ import annotations

import re
import sys
from collections.abc import Collection, Mapping
from dataclasses import replace
from itertools import chain
from pathlib import PurePosixPath

from passerelles.load.located import Located
from passerelles.load.reading import NO_WORDS, NUMBER, Reader, spots
from passerelles.load.texts import is_blank
from passerelles.model import (
    BeyondFact,
    Entity,
    Evidence,
    Gazetteer,
    Kind,
    Match,
    Property,
    Reference,
    Spelling,
    Statement,
)
from passerelles.nearest import nearest
from passerelles.outside import is_language

COMMON = ("name", "type", "aliases", "spellings", "statements", "beyond", "unsaid")
OWN: Mapping[str, tuple[str, ...]] = {
    "territory": ("gazetteer",),
    "theme": ("definition", "broader", "matches"),
    "term": ("matches",),
}
STATEMENT_FIELDS = ("id", "property", "value", "date", "said_by", "status", "note", "evidence")
MATCHES = ("exact", "close", "broad", "narrow", "related")  # as SKOS has them
CODE = re.compile(r"[A-Za-z0-9]+(?:[._-][A-Za-z0-9]+)*")  # of a subject, part of its address: «4.3», «c_8f1cd55b»
MATCH_FIELDS = ("vocabulary", "code", "name", "match")
EVIDENCE_FIELDS = ("source", "quote", "at")
REFERENCE_FIELDS = ("title", "publisher", "url", "read", "date", "language")
# What a fact from elsewhere adds to: pages and exports ask for it by these names.
BEYOND_PROPERTIES = ("today", "name", "later", "earlier", "expansion", "agreement", "signature", "figure")
BEYOND_FIELDS = ("id", "text", "property", "date", "reference")
GAZETTEER_FIELDS = (
    "reference", "country", "names", "iso_3166_1", "iso_3166_2", "subdivision", "geonames", "coordinates", "valid",
)  # fmt: skip


REQUIRED: Mapping[str, tuple[str, ...]] = {"theme": ("name", "definition")}


def fields_of(kind: Kind) -> tuple[str, ...]:
    """The keys that the file of a thing of this kind may have."""
    own = OWN.get(kind.name, ())
    return tuple(name for name in (*COMMON, *own) if name != "type" or kind.types)


def read_entity(node: Located, kind: Kind, reader: Reader) -> Entity:
    """A thing; its id is the name of its file."""
    name = sys.intern(PurePosixPath(node.path).stem)
    fields = reader.fields(_without_id(node, name, reader), fields_of(kind), REQUIRED.get(kind.name, ("name",)))
    kind_type = reader.text(fields.get("type"))
    if kind.types and kind_type not in kind.types:
        reader.unknown_type(fields.get("type"), node, kind_type, kind.types)
    return Entity(
        id=name,
        kind=kind.name,
        name=reader.texts(fields.get("name")),
        where=node.where,
        type=kind_type,
        aliases=reader.each(fields.get("aliases"), reader.text),
        spellings=tuple(chain(*reader.each(fields.get("spellings"), lambda item: _spellings(item, reader)))),
        statements=reader.each(fields.get("statements"), lambda item: _statement(item, name, kind, reader)),
        beyond=reader.each(fields.get("beyond"), lambda item: _beyond(item, name, reader)),
        unsaid=reader.each(fields.get("unsaid"), reader.texts),
        definition=reader.texts(fields.get("definition")),
        broader=reader.identifier(fields.get("broader")),
        matches=reader.each(fields.get("matches"), lambda item: _match(item, reader)),
        gazetteer=_gazetteer(fields["gazetteer"], reader) if "gazetteer" in fields else None,
        spots=spots(node),
    )


def _without_id(node: Located, name: str, reader: Reader) -> Located:
    """The same fields but `id`: a thing is called by the name of its file, which alone can be unique."""
    if not isinstance(node.value, dict) or "id" not in node.value:
        return node
    said = node.value["id"].value
    reader.report(node.key("id"), "id-in-entry", value=said if isinstance(said, str) else "…", name=name)
    keys = {key: place for key, place in node.keys.items() if key != "id"}
    return replace(node, value={key: value for key, value in node.value.items() if key != "id"}, keys=keys)


def _number(node: Located | None, reader: Reader) -> str:
    """The number of a place at GeoNames, which may stand without quotes: the check says what is none."""
    if node is not None and isinstance(node.value, str) and not is_blank(node):
        return node.value
    return reader.text(node)


def _spellings(node: Located, reader: Reader) -> tuple[Spelling, ...]:
    """`{fr: Huê, source: cvn-assises-12}`: a form, its language, and where it stands if one wants to say so; the forms
    of several languages may stand side by side."""
    fields = reader.fields(node, (*reader.languages, "source"))
    source = reader.identifier(fields.get("source"))
    read = {language: reader.text(fields[language]) for language in reader.languages if language in fields}
    if not read or all(fields[language].value == "" for language in read):
        reader.report(node.where, "missing-field", field=" / ".join(read or reader.languages))
    return tuple(Spelling(form, language, node.where, source) for language, form in read.items() if form)


def _match(node: Located, reader: Reader) -> Match:
    """`{vocabulary: eurovoc, code: "476", name: water supply, match: narrow}`; the check asks for the vocabulary."""
    fields = reader.fields(node, MATCH_FIELDS, ("vocabulary", "code", "match"))
    said = {key: reader.text(fields.get(key)) for key in MATCH_FIELDS}
    if said["code"] and not CODE.fullmatch(said["code"]):
        reader.report(fields["code"].where, "not-a-code", value=said["code"])
    _is_one_of(MATCHES, fields.get("match"), said["match"], reader)
    return Match(said["vocabulary"], said["code"], said["match"], node.where, said["name"])


def _statement(node: Located, subject: str, kind: Kind, reader: Reader) -> Statement:
    fields = reader.fields(node, STATEMENT_FIELDS, ("property",))  # the check asks for evidence
    name = reader.text(fields.get("property"))
    declared = kind.properties.get(name)
    if name and declared is None:
        details = {"value": name, "kind": kind.name, "near": nearest(name, kind.properties)}
        reader.report(fields["property"].where, "unknown-property", known=", ".join(kind.properties), **details)
    entity, choice, text = _value(fields.get("value"), declared, node, reader)
    own_id = reader.identifier(fields.get("id"))
    return Statement(
        id=".".join(part for part in (subject, name, entity, own_id) if part),
        subject=subject,
        property=declared.name if declared else name,
        where=node.where,
        entity=entity,
        choice=choice,
        text=text,
        date=reader.text(fields.get("date")),
        said_by=reader.identifier(fields.get("said_by")),
        status=reader.text(fields.get("status")),
        note=reader.texts(fields.get("note")),
        evidence=reader.each(fields.get("evidence"), lambda item: _evidence(item, reader)),
        spots=spots(node),
    )


def _value(
    node: Located | None, declared: Property | None, statement: Located, reader: Reader
) -> tuple[str, str, Mapping[str, str]]:
    """The value as (entity id, choice code, words): the property's type says which of the three it is."""
    if declared is None:
        return "", "", NO_WORDS
    if declared.type == "date":
        if isinstance(statement.value, dict) and "date" not in statement.value:
            reader.report(statement.where, "missing-field", field="date")
        return "", "", NO_WORDS
    if node is None:
        reader.report(statement.where, "missing-field", field="value")
        return "", "", NO_WORDS
    if declared.type == "text":
        return "", "", reader.texts(node)
    if declared.choices and not isinstance(node.value, (str, type(None))):
        reader.report(node.where, "several-choices", choices=", ".join(declared.choices))
        return "", "", NO_WORDS
    value = reader.text(node)
    if declared.type == "entity":
        return value, "", NO_WORDS
    _is_one_of(declared.choices, node, value, reader)
    return "", value, NO_WORDS


def _is_one_of(choices: Collection[str], node: Located | None, value: str, reader: Reader) -> None:
    """A code of a closed list; one that is not there yet is told of as such."""
    if node and value and value not in choices:
        near = nearest(value, choices)
        reader.report(node.where, "unknown-choice", value=value, choices=", ".join(choices), near=near)


def _evidence(node: Located, reader: Reader) -> Evidence:
    fields = reader.fields(node, EVIDENCE_FIELDS, ("source", "quote"))
    return Evidence(
        source=reader.identifier(fields.get("source")),
        quote=reader.texts(fields.get("quote")),
        where=node.where,
        at=reader.text(fields.get("at")),
        spots=spots(node),
    )


def _beyond(node: Located, subject: str, reader: Reader) -> BeyondFact:
    fields = reader.fields(node, BEYOND_FIELDS, ("id", "text", "reference"))
    name = reader.text(fields.get("property"))
    _is_one_of(BEYOND_PROPERTIES, fields.get("property"), name, reader)
    return BeyondFact(
        id=f"{subject}.beyond.{reader.identifier(fields.get('id'))}",
        text=reader.texts(fields.get("text")),
        reference=read_reference(fields["reference"], reader) if "reference" in fields else Reference("", "", "", ""),
        where=node.where,
        property=name,
        date=reader.text(fields.get("date")),
        spots=spots(node),
    )


def read_reference(node: Located, reader: Reader) -> Reference:
    """A public document: title, publisher, address, the day it was read."""
    fields = reader.fields(node, REFERENCE_FIELDS, ("title", "publisher", "url", "read"))
    return Reference(**{key: reader.text(fields.get(key)) for key in REFERENCE_FIELDS})


def _local_names(node: Located | None, reader: Reader) -> Mapping[str, str]:
    """Names as they are said in the place itself, by the codes of languages that are none of the site's."""
    names = reader.mapping(node, reader.text)
    for code in names:
        if node and not is_language(code):
            plain = code.replace("_", "-")  # as computers spell it
            reader.report(node.key(code), "not-a-language", value=code, near=plain if is_language(plain) else "")
    return {code: name for code, name in names.items() if is_language(code)}


def _gazetteer(node: Located, reader: Reader) -> Gazetteer:
    given = ["country"] if isinstance(node.value, dict) and "country" in node.value else []  # then not empty
    fields = reader.fields(node, GAZETTEER_FIELDS, ("reference", *given))
    point = _point(fields.get("coordinates"), reader)
    plain = {key: reader.text(fields.get(key)) for key in ("iso_3166_1", "iso_3166_2", "subdivision", "valid")}
    return Gazetteer(
        reference=reader.text(fields.get("reference")),
        where=node.where,
        country=reader.identifier(fields.get("country")),
        names=_local_names(fields.get("names"), reader),
        geonames=_number(fields.get("geonames"), reader),
        coordinates=point,
        **plain,
    )


def _point(node: Located | None, reader: Reader) -> tuple[float, float] | None:
    """Latitude and longitude; two numbers with a comma for a point are four to YAML, or one text."""
    if node is None or is_blank(node):
        return None
    items = node.value if isinstance(node.value, list) else ()
    if len(items) == 2 and all(is_blank(i) or NUMBER.match(str(i.value)) for i in items):
        return reader.number(items[0]), reader.number(items[1])
    reader.report(node.where, "not-a-point")
    return None
