"""What the data set is: DCAT for catalogues, VoID for linked data. No clock: the version says when it changed."""

from __future__ import annotations

from collections.abc import Iterator

from passerelles.export.linked.nodes import Fact, Node, Ref, Typed, node, refs, typed, words
from passerelles.export.linked.terms import ABOUT, BEYOND, CORPUS, DATA_SET, PREFIXES, SCHEME, VOCABULARY
from passerelles.export.linked.things import address_of
from passerelles.export.rights import LICENCE, Credit, credits
from passerelles.export.versions import FOLDER, VERSION
from passerelles.export.words import Words
from passerelles.model import Text

RIGHTS = f"{FOLDER}dataset.ttl#rights"
MEDIA = "https://www.iana.org/assignments/media-types/"
FORMS = {
    "graph.ttl": "text/turtle",
    "graph.jsonld": "application/ld+json",
    "statements.json": "application/json",
    "statements.csv": "text/csv",
    "passerelles.sqlite": "application/vnd.sqlite3",
    "places.geojson": "application/geo+json",
    "themes.ttl": "text/turtle",
}
"""The forms that a catalogue lists; index.json has every file."""


def dataset(say: Words, triples: int) -> Iterator[Node]:
    """The whole, its two layers told apart, and the forms in which it is to be had. `triples`: facts of the graph."""
    kb = say.graph.kb
    about = kb.labels["data-about"]
    yield node(
        DATA_SET, ("dcat:Dataset", "void:Dataset", "schema:Dataset"), words("dcterms:title", kb.labels["site-title"]),
        words("dcterms:description", about), words("schema:name", kb.labels["site-title"]),
        words("schema:description", about), refs("dcterms:license", LICENCE), refs("schema:license", LICENCE),
        refs("dcterms:rights", RIGHTS), refs("dcterms:source", *(_credited(say, credit) for credit in credits(kb))),
        [("dcterms:language", Typed(language)) for language in say.languages], typed("schema:version", VERSION),
        refs("dcat:landingPage", *(say.voice.addresses.of(language, "reuse/") for language in say.languages)),
        refs("dcat:themeTaxonomy", SCHEME), refs("dcterms:subject", ABOUT), refs("void:dataDump", f"{FOLDER}graph.ttl"),
        refs("void:vocabulary", *(PREFIXES[name] for name in PUBLIC), VOCABULARY),
        typed("void:triples", triples, "xsd:integer"), refs("void:subset", CORPUS, BEYOND),
        refs("dcat:distribution", *(f"{FOLDER}dataset.ttl#{name}" for name in FORMS)),
        refs("void:classPartition", *(f"{FOLDER}dataset.ttl#{name}" for name in kb.schema.kinds)),
    )  # fmt: skip
    outside = sum(len(entity.beyond) for entity in kb.entities.values())
    for address, label, count in ((CORPUS, "layer-corpus", len(kb.statements)), (BEYOND, "layer-beyond", outside)):
        yield node(
            address, ("dcat:Dataset", "void:Dataset"), words("dcterms:title", kb.labels[label]),
            typed("void:entities", count, "xsd:integer"), refs("dcterms:isPartOf", DATA_SET),
            refs("dcterms:rights", RIGHTS if address == CORPUS else ""),
        )  # fmt: skip
    for kind in kb.schema.kinds.values():
        yield node(
            f"{FOLDER}dataset.ttl#{kind.name}", (), [("void:class", Ref(f"{VOCABULARY}#{kind.name}"))],
            typed("void:entities", len(kb.of_kind(kind.name)), "xsd:integer"),
        )  # fmt: skip
    for name, media in FORMS.items():
        yield node(
            f"{FOLDER}dataset.ttl#{name}", ("dcat:Distribution",), typed("dcterms:title", name),
            refs("dcat:downloadURL", f"{FOLDER}{name}"), refs("dcat:mediaType", f"{MEDIA}{media}"),
            refs("dcterms:license", LICENCE), refs("dcterms:rights", RIGHTS),
        )  # fmt: skip
    yield node(RIGHTS, ("dcterms:RightsStatement",), words("rdfs:label", kb.labels["data-rights"]))
    for credit in credits(kb):
        yield from _credit(say, credit)


def _credited(say: Words, credit: Credit) -> str:
    """The node of a text of the corpus, or of a gazetteer."""
    return address_of(say, credit.name) if credit.is_text else f"{FOLDER}dataset.ttl#gazetteer-{credit.name}"


def _credit(say: Words, credit: Credit) -> Iterator[Node]:
    """What is not the editors', and the rights in it."""
    rights = f"{RIGHTS}-{credit.name}" if credit.rights else ""
    yield node(
        _credited(say, credit), (), _said("dcterms:title", credit.title), refs("schema:url", credit.address),
        refs("dcterms:rights", rights), refs("dcterms:license", credit.licence),
    )  # fmt: skip
    if rights:
        yield node(rights, ("dcterms:RightsStatement",), _said("rdfs:label", credit.rights))


def _said(name: str, text: Text) -> list[Fact]:
    """A text in each language; one that is the same in all is of none."""
    plain = set(text.values())
    return typed(name, plain.pop()) if len(plain) == 1 else words(name, text)


PUBLIC = ("dcterms", "oa", "org", "prov", "schema", "skos")
