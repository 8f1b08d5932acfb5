"""Whose the data is: no machine may take the licence of the base for that of the words quoted."""

from __future__ import annotations

import json
from typing import Any

import pytest
import rdflib
from rdflib import DCTERMS, RDF, RDFS, SDO, URIRef
from rdflib.namespace import DCAT

from passerelles.export import exports, rights
from passerelles.graph import Graph
from passerelles.model import KnowledgeBase

SITE = "https://data.example/"
DATA_SET = f"{SITE}api/v1/dataset.ttl"


@pytest.fixture(scope="module")
def files(graph: Graph) -> dict[str, bytes]:
    wanted = {"datapackage.json", "datasette.json", "openapi.json", "dataset.ttl"}
    return {
        path.rpartition("/")[2]: b"".join(pieces)
        for path, pieces in exports(graph, SITE)
        if path.rpartition("/")[2] in wanted
    }


def licences(files: dict[str, bytes]) -> dict[str, tuple[str, str]]:
    """What each form says of its licence, and of itself."""
    package, shown, openapi = (
        json.loads(files[name]) for name in ("datapackage.json", "datasette.json", "openapi.json")
    )
    (only,) = package["licenses"]
    info: Any = openapi["info"]
    return {
        "datapackage.json": (only["title"], package["description"]),
        "datasette.json": (shown["license"], shown["description"]),
        "openapi.json": (info["license"]["name"], info["description"]),
    }


def test_no_licence_stands_without_its_exception(files: dict[str, bytes], kb: KnowledgeBase) -> None:
    for name, (licence, described) in licences(files).items():
        assert all(words in licence for words in kb.labels["data-licence"].values()), name
        assert all(words in described for words in kb.labels["data-rights"].values()), name


def test_every_text_and_every_gazetteer_is_credited(files: dict[str, bytes], kb: KnowledgeBase) -> None:
    listed = json.loads(files["datapackage.json"])["sources"]
    shown = json.loads(files["datasette.json"])["source"]

    assert len(listed) == len(kb.sources) + len(kb.schema.gazetteers)
    for name, record in kb.schema.gazetteers.items():
        assert {"title": record.title, "path": record.url, "rights": record.licence} in listed, name
        assert record.title in shown
    for source in kb.sources.values():
        found = source.metadatum("rights")
        assert found is not None
        assert any(all(words in item.get("rights", "") for words in found.value.values()) for item in listed)
        assert all(words in shown for words in found.value.values())


def test_a_catalogue_sees_the_exception_and_the_sources(files: dict[str, bytes], kb: KnowledgeBase) -> None:
    found = rdflib.Graph().parse(data=files["dataset.ttl"], format="turtle")
    whole, ours = URIRef(f"{DATA_SET}#passerelles"), URIRef(f"{DATA_SET}#rights")
    licensed = set(found.subjects(DCTERMS.license, URIRef(rights.LICENCE)))

    assert licensed >= {whole, *found.objects(whole, DCAT.distribution)}
    sources = set(found.objects(whole, DCTERMS.source))
    assert {node for node in licensed - sources if (node, DCTERMS.rights, ours) not in found} == set()
    assert {str(words) for words in found.objects(ours, RDFS.label)} == set(kb.labels["data-rights"].values())
    assert len(sources) == len(kb.sources) + len(kb.schema.gazetteers)
    for node in sources:
        statement = found.value(node, DCTERMS.rights)
        assert statement is not None
        assert (statement, RDF.type, DCTERMS.RightsStatement) in found
        assert found.value(statement, RDFS.label) is not None
    geonames = URIRef(f"{DATA_SET}#gazetteer-geonames")
    assert found.value(geonames, DCTERMS.license) == URIRef(rights.LICENCE)
    assert str(found.value(geonames, SDO.url)) == kb.schema.gazetteers["geonames"].url
