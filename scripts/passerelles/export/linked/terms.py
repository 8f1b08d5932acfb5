"""Which public terms say what the base says: a table a question. What has no row keeps the site's own term alone.

Every public term used here exists in its vocabulary; a test asks the closed vocabularies of rdflib. The site's own
terms (`v:`) follow data/schema.yml, so that a new kind or property has its term at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from passerelles.export.versions import FOLDER
from passerelles.model import Entity, Kind, Property, Source

NOWHERE = "https://passerelles.invalid/"
"""The root of a copy without an address: names have to be complete, and this one is reserved never to exist."""

VOCABULARY = f"{FOLDER}vocabulary.ttl"
DATA_SET, CORPUS, BEYOND = (f"{FOLDER}dataset.ttl#{name}" for name in ("passerelles", "corpus", "beyond"))
SCHEME = "themes/#this"
ABOUT = "http://eurovoc.europa.eu/c_8f1cd55b"
"""EuroVoc's subject «decentralised cooperation»: what the data set as a whole, and its scheme of themes, is about."""
EDTF = "edtf:EDTF"
PREFIXES = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "edtf": "http://id.loc.gov/datatypes/edtf/",
    "geo": "http://www.opengis.net/ont/geosparql#",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "void": "http://rdfs.org/ns/void#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

KINDS: Mapping[str, tuple[str, ...]] = {
    "partnership": ("schema:Project", "org:OrganizationalCollaboration"),
    "territory": ("schema:AdministrativeArea",),
    "organisation": ("schema:Organization", "org:Organization"),
    "person": ("schema:Person",),
    "event": ("schema:Event",),
    "theme": ("skos:Concept",),
    "term": ("schema:DefinedTerm",),
    "source": ("schema:CreativeWork", "prov:Entity"),
}
TYPES: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("territory", "country"): ("schema:Country",),
    ("territory", "city"): ("schema:City",),
    ("territory", "municipality"): ("schema:City",),
    ("organisation", "government"): ("schema:GovernmentOrganization",),
    ("organisation", "diplomacy"): ("schema:GovernmentOrganization",),
    ("organisation", "press"): ("schema:NewsMediaOrganization",),
    ("event", "series"): ("schema:EventSeries",),
    ("source", "article"): ("schema:NewsArticle",),
    ("source", "minutes"): ("schema:Report",),
}
PARTY = ("schema:GovernmentOrganization", "org:Organization")
"""What a territory is besides, when it is a partner: its local authority."""

PROPERTIES: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("partnership", "party"): ("schema:member", "org:hasMember"),
    ("partnership", "theme"): ("dcterms:subject",),
    ("territory", "theme"): ("dcterms:subject",),
    ("territory", "within"): ("schema:containedInPlace",),
    ("organisation", "part_of"): ("schema:parentOrganization", "org:subOrganizationOf"),
    ("organisation", "seat"): ("schema:location",),
    ("person", "affiliation"): ("schema:affiliation",),
    ("event", "date"): ("dcterms:date",),
    ("event", "place"): ("schema:location",),
    ("event", "series"): ("schema:superEvent",),
    ("event", "part_of"): ("schema:superEvent",),
    ("event", "organiser"): ("schema:organizer",),
    ("event", "participant"): ("schema:attendee",),
    ("event", "theme"): ("dcterms:subject",),
}
OWN_CLASSES = {"Conflict": "conflict", "Beyond": "beyond"}
"""What no public vocabulary has a word for: the name of the term, and the label that explains it."""

MATCHES = {name: f"skos:{name}Match" for name in ("exact", "close", "broad", "narrow", "related")}


def prefixes(root: str) -> dict[str, str]:
    """Every prefix, the site's own included."""
    return {**PREFIXES, "v": f"{root}{VOCABULARY}#"}


def classes(entity: Entity) -> Iterator[str]:
    """What a thing is, in public terms and in the site's own."""
    yield from KINDS.get(entity.kind, ())
    kind_type = entity.type
    if isinstance(entity, Source) and (datum := entity.metadatum("type")):
        kind_type = next(iter(datum.value.values()), "")
    yield from TYPES.get((entity.kind, kind_type), ())
    yield f"v:{entity.kind}"


def own(kind: Kind | str, declared: Property | str) -> str:
    """The site's own term for a property: one a kind, for the same word may mean two things of two kinds."""
    kind, declared = (x if isinstance(x, str) else x.name for x in (kind, declared))
    return f"v:{kind}-{declared}"


def of_thing(folder: str, id_: str) -> str:
    """The thing itself, as against the page about it."""
    return f"{folder}/{id_}/#this"
