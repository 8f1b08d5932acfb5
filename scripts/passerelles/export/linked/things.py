"""Every thing of the base as a node: what it is, its names, its pages, what a gazetteer has of it.

Names, definitions and gazetteer records are the editors'; what the texts say is in the statements alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from passerelles.export.linked.matches import matches
from passerelles.export.linked.nodes import Fact, Node, node, refs, typed, words
from passerelles.export.linked.terms import EDTF, PARTY, classes, of_thing
from passerelles.export.told import Told, of_things
from passerelles.export.words import Words
from passerelles.model import Entity, Gazetteer, Metadatum, Source

ADDRESS = re.compile(r"""https?://[^\s<>"{}|\\^`]+""")
GEONAMES = "https://sws.geonames.org/{}/"


def address_of(say: Words, id_: str) -> str:
    """The node of a thing."""
    return of_thing(say.graph.kb.schema.kinds[say.graph.kb.kind_of(id_)].folder, id_)


def things(say: Words) -> Told[Node]:
    """Every thing but the themes, which make a scheme of their own, in the order of the base."""
    others = (entity for entity in say.graph.kb.entities.values() if entity.kind != "theme")
    return of_things(others, lambda entity: [thing(say, entity)])


def thing(say: Words, entity: Entity) -> Node:
    """A thing: what it is, its names, its pages, what its kind has of its own."""
    return node(address_of(say, entity.id), types(say, entity), names(entity), pages(say, entity), own(say, entity))


def types(say: Words, entity: Entity) -> Iterable[str]:
    """What it is, in public terms and in the site's own."""
    public = [*classes(entity)]
    if entity.kind == "territory" and any(s.property == "party" for s in say.graph.backlinks.get(entity.id, ())):
        public[-1:-1] = PARTY
    return dict.fromkeys(public)


def names(entity: Entity) -> Iterator[Fact]:
    """Its name in each language, the forms that texts have, and those that serve to search."""
    is_concept = entity.kind == "theme"
    yield from typed("dcterms:identifier", entity.id)
    yield from words("skos:prefLabel" if is_concept else "schema:name", entity.name)
    for spelling in entity.spellings:
        yield from words("v:spelling", {spelling.language: spelling.form})
    for alias in entity.aliases:
        yield from typed("skos:hiddenLabel" if is_concept else "schema:alternateName", alias)


def pages(say: Words, entity: Entity) -> Iterator[Fact]:
    """Its page in each language."""
    path = say.voice.addresses.entity_path(entity)
    yield from refs("schema:mainEntityOfPage", *(say.voice.addresses.of(language, path) for language in say.languages))


def own(say: Words, entity: Entity) -> Iterator[Fact]:
    """What only some kinds have."""
    if isinstance(entity, Source):
        for datum in entity.record:
            yield from _record(say, datum)
    if entity.gazetteer:
        yield from _gazetteer(say, entity.gazetteer)
        yield from _identity(entity.type == "grouping", entity.gazetteer)
    if entity.kind == "term":
        yield from matches(say, entity)


def _record(say: Words, datum: Metadatum) -> Iterator[Fact]:
    """A line of a source's record: known things by their node, the rest in words."""
    plain = next(iter(datum.value.values()), "")
    if datum.name in {"author", "publisher"}:
        name = f"schema:{datum.name}"
        yield from refs(name, address_of(say, datum.entity)) if datum.entity else words(f"v:{datum.name}", datum.value)
    elif datum.name == "date":
        yield from typed("dcterms:date", plain, EDTF)
    elif datum.name == "language":
        yield from typed("dcterms:language", plain)
    elif datum.name == "rights":
        yield from words("dcterms:rights", datum.value)
    elif datum.name == "url" and "://" in plain:  # an editor may have written more than an address
        yield from refs("schema:url", plain) if ADDRESS.fullmatch(plain) else typed("schema:url", plain)


def _gazetteer(say: Words, record: Gazetteer) -> Iterator[Fact]:
    """Identifiers and a point from a public gazetteer, and the time in which the unit bore this name."""
    if record.country:
        yield from refs("v:country", address_of(say, record.country))
    for code in (record.iso_3166_1, record.iso_3166_2):
        yield from typed("v:iso-3166", code)
    yield from typed("v:subdivision", record.subdivision)
    yield from typed("dcterms:temporal", record.valid, EDTF)
    if record.coordinates:
        latitude, longitude = record.coordinates
        yield from typed("schema:latitude", latitude, "xsd:decimal")
        yield from typed("schema:longitude", longitude, "xsd:decimal")


def _identity(is_grouping: bool, record: Gazetteer) -> Iterator[Fact]:
    """The place of the gazetteer: a unit is that place; a grouping of communes contains it, as its main town."""
    if not is_grouping:
        yield from words("schema:alternateName", record.names)
    if record.geonames:
        yield from refs("schema:containsPlace" if is_grouping else "schema:sameAs", GEONAMES.format(record.geonames))
