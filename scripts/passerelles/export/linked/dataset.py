"""What the data set is: DCAT for catalogues, VoID for linked data. No clock: the version says when it changed."""

from __future__ import annotations

from collections.abc import Iterator

from passerelles.export.linked.nodes import Node, Ref, Typed, node, refs, typed, words
from passerelles.export.linked.terms import ABOUT, BEYOND, CORPUS, DATA_SET, PREFIXES, SCHEME, VOCABULARY
from passerelles.export.versions import FOLDER, VERSION
from passerelles.export.words import Words

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
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
            refs("dcterms:license", LICENCE),
        )  # fmt: skip


PUBLIC = ("dcterms", "oa", "org", "prov", "schema", "skos")
