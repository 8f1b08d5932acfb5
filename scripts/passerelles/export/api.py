"""The JSON files of /api/v1/, their schemas, an OpenAPI 3.1 description of all of it, and an index with checksums."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from passerelles.export import contract
from passerelles.export.form import File, Measured, Pieces
from passerelles.export.past import Past
from passerelles.export.rights import about, licence
from passerelles.export.roll import Roll
from passerelles.export.rows import Row, lists
from passerelles.export.turns import Round
from passerelles.export.versions import FOLDER, VERSION, changelog
from passerelles.export.words import Words
from passerelles.graph import Graph
from passerelles.model import Text

MEDIA = {
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "sqlite": "application/vnd.sqlite3",
    "md": "text/markdown; charset=utf-8",
    "jsonld": "application/ld+json",
    "ttl": "text/turtle; charset=utf-8",
    "geojson": "application/geo+json",
    "bib": "application/x-bibtex",
    "ris": "application/x-research-info-systems",
    "xml": "application/xml",
    "ics": "text/calendar; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
}
encode = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode
LICENCE = {
    "data": "CC-BY-4.0",
    "texts": "rights of their authors and publishers",
    "code": "MIT",
}


def api(graph: Graph, site_url: str, past: Past) -> Iterator[File]:
    """The lists, a file each, with their schemas and the changes of the format.

    An item stands on a line: a program may read a list line by line, and so may a person who compares two.
    """
    for name, rows in lists(Words(graph, site_url)).items():
        roll = Roll(f"{FOLDER}{name}.json", "[\n", ",\n")
        yield roll.path, Round(past, roll.path, rows).rolled(roll, encode, "\n]\n")
    for name, schema in contract.schemas(graph.kb).items():
        yield f"{FOLDER}schema/{name}.schema.json", _pretty(schema)
    yield f"{FOLDER}CHANGELOG.md", [changelog().encode()]


def _pretty(value: object) -> Pieces:
    return [(json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()]


def described(graph: Graph, site_url: str, files: Iterable[Row]) -> Iterator[tuple[str, Pieces]]:
    """openapi.json and index.json, of all the other files as `entry` has them."""
    here = {str(row["path"]): row for row in files}
    openapi = _pretty(_openapi(graph, site_url, [*here, "openapi.json", "index.json"]))
    here["openapi.json"] = entry(f"{FOLDER}openapi.json", *Measured(openapi).measures())
    index = {
        "version": VERSION,
        "site_url": site_url,
        "languages": list(graph.kb.schema.languages),
        "licence": LICENCE,
        "counts": counts(graph),
        "files": [row for _, row in sorted(here.items())],
    }
    yield f"{FOLDER}openapi.json", openapi
    yield f"{FOLDER}index.json", _pretty(index)


def counts(graph: Graph) -> dict[str, int]:
    """How many there are of what a reader counts on the pages; what is beyond the texts has numbers of its own."""
    kb = graph.kb
    found = Counter(entity.kind for entity in kb.entities.values())
    return {kind: found[kind] for kind in kb.schema.kinds} | {
        "statement": len(kb.statements),
        "evidence": sum(len(statement.evidence) for statement in kb.statements),
        "conflict": len(graph.conflicts),
        "gap": len(graph.gaps),
        "beyond": sum(len(entity.beyond) for entity in kb.entities.values()),
        "match": sum(len(entity.matches) for entity in kb.entities.values()),
    }


def media_type(path: str) -> str:
    """The registered type of a file, by its ending."""
    return MEDIA.get(path.rsplit(".", 1)[-1], "application/octet-stream")


def entry(path: str, size: int, sha256: str) -> Row:
    """A file of the data as the index lists it: its path from there, its size in bytes and its SHA-256."""
    return {"path": path.removeprefix(FOLDER), "media_type": media_type(path), "size": size, "sha256": sha256}


def _openapi(graph: Graph, site_url: str, paths: Iterable[str]) -> Row:
    """Every file as an operation that takes no parameters: the site has no server to ask more of."""
    schemas = contract.schemas(graph.kb)
    return {
        "openapi": "3.1.0",
        "jsonSchemaDialect": contract.DRAFT,
        "info": {
            "title": "Passerelles",
            "version": VERSION,
            "description": about(graph.kb),
            "license": {"name": licence(graph.kb), "identifier": LICENCE["data"]},
        },
        "servers": [{"url": site_url.rstrip("/") or "../.."}],
        "paths": {f"/{FOLDER}{path}": {"get": _operation(path, schemas, graph)} for path in sorted(paths)},
        "components": {"schemas": {name: _bare(schema) for name, schema in schemas.items()}},
    }


def _bare(schema: Mapping[str, object]) -> Row:
    """A schema as a component: the dialect is said once, for all."""
    return {key: value for key, value in schema.items() if key != "$schema"}


def _operation(path: str, schemas: Mapping[str, Mapping[str, object]], graph: Graph) -> Row:
    name = path.removesuffix(".json")
    told = " / ".join(_told(path, graph).values())
    content: Row = {"schema": {"$ref": f"#/components/schemas/{name}"}} if name in schemas else {}
    media = media_type(path).split(";")[0]
    return {
        "operationId": path.replace("/", "-").replace(".", "-"),
        "summary": told,
        "responses": {"200": {"description": told, "content": {media: content}}},
    }


def _told(path: str, graph: Graph) -> Text:
    """What a file holds: its own label, else that of its name without its form, or of the thing that it follows."""
    labels, (stem, *_) = graph.kb.labels, path.rpartition("/")[2].split(".")
    if path.startswith("schema/"):
        return {tongue: f"{labels['file-schema'][tongue]} {stem}.json" for tongue in graph.kb.schema.languages}
    if path.startswith("feeds/"):
        thing = graph.kb.entities.get(stem)
        named = thing.name if thing else dict.fromkeys(graph.kb.schema.languages, stem)
        return {tongue: labels["feed-title-of"][tongue].format(name=words) for tongue, words in named.items()}
    kind = graph.kb.schema.kinds.get(stem)
    plain = kind.plural if kind else dict.fromkeys(graph.kb.schema.languages, path)
    return labels.get(f"file-{path}", labels.get(f"file-{stem}", plain))
