"""The contract of the JSON files, version 1: a JSON Schema a file, and what an index says.

Within a version fields are only ever added: tests/api/v1 has a committed copy, and a test compares.
"""

from __future__ import annotations

from collections.abc import Mapping

from passerelles.export.dictionary import explained
from passerelles.gaps import GAPS
from passerelles.load.entities import MATCHES
from passerelles.model import KnowledgeBase

Json = dict[str, object]
DRAFT = "https://json-schema.org/draft/2020-12/schema"
ID: Json = {"type": "string", "pattern": "^[a-z0-9_-]+([.][a-z0-9_-]+)*$"}
STRING: Json = {"type": "string", "minLength": 1}
URL: Json = {"type": "string", "format": "uri-reference", "minLength": 1}
COUNT: Json = {"type": "integer", "minimum": 0}
FLAG: Json = {"type": "boolean"}
SHA_256: Json = {"type": "string", "pattern": "^[0-9a-f]{64}$"}


def closed(fields: Mapping[str, Json]) -> Json:
    """An object that has each of these keys; a later 1.x may add others."""
    return {"type": "object", "properties": dict(fields), "required": list(fields)}


def each(item: Json, least: int = 0) -> Json:
    """A list of such items."""
    return {"type": "array", "items": item, **({"minItems": least} if least else {})}


def or_null(item: Json) -> Json:
    """What may be absent: null, never a missing key."""
    return {"anyOf": [item, {"type": "null"}]}


def items(kb: KnowledgeBase) -> Mapping[str, Json]:
    """The schema of an item of each list, by the name of its file."""
    text, url = (closed(dict.fromkeys(kb.schema.languages, word)) for word in (STRING, URL))
    date = {"date": or_null(STRING), "date_label": or_null(text)}
    kind: Json = {"enum": list(kb.schema.kinds)}
    type_: Json = {"enum": ["entity", "choice", "text", "date"]}
    reference = {**dict.fromkeys(("title", "publisher", "url"), STRING), "date": or_null(STRING), "read": STRING}
    return {
        "entities": closed({"id": ID, "kind": kind, "name": text, "aliases": each(STRING), "url": url}),
        "statements": closed(
            {
                "id": ID, "subject": ID, "property": ID, "value": {"anyOf": [STRING, text]}, **date,
                "said_by": or_null(ID), "status": {"enum": ["conflict", None]}, "note": or_null(text),
                "evidence": each(closed({"source": ID, "quote": text, "url": url}), least=1),
            }
        ),
        "conflicts": closed({"id": ID, "subject": ID, "property": ID, "statements": each(ID, least=2), "url": url}),
        "gaps": closed(
            {
                "id": ID, "kind": {"enum": list(GAPS)}, "subject": ID, "property": or_null(ID),
                "text": text, "url": url,
            }
        ),
        "translation": closed(
            {"source": ID, "language": STRING}
            | dict.fromkeys(("paragraphs", "fresh", "stale", "unread"), COUNT)
            | {"stale_paragraphs": each(STRING), "unread_paragraphs": each(STRING), "url": url}
        ),
        "stale_texts": closed({"path": STRING, "key": STRING, "language": STRING, "url": url}),
        "beyond": closed(
            {"id": ID, "subject": ID, "property": or_null(ID), **date, "text": text}
            | {"reference": closed({**reference, "language": or_null(STRING)}), "url": url}
        ),
        "matches": closed(
            {"subject": ID, "vocabulary": ID, "vocabulary_label": text, "code": STRING, "name": or_null(STRING)}
            | {"match": {"enum": list(MATCHES)}, "match_label": text, "address": or_null(URL), "url": url}
        ),
        "replaced": closed({"id": ID, "kind": STRING, "replaced_by": ID, "url": url}),
        "withdrawn": closed({"id": ID, "kind": STRING, "url": url}),
        "kinds": closed(
            {"kind": kind, "folder": ID, "label": text, "plural": text, "definition": text}
            | {"types": each(closed({"code": ID, "label": text})), "count": COUNT}
        ),
        "properties": closed(
            {"kind": kind, "property": ID, "label": text, "inverse": or_null(text), "type": type_}
            | {"targets": each(kind), "single": FLAG}
            | {"choices": each(closed({"code": ID, "label": text, "open": FLAG}))}
        ),
    }  # fmt: skip


def index(kb: KnowledgeBase) -> Json:
    """The schema of index.json."""
    file = closed({"path": STRING, "media_type": STRING, "size": COUNT, "sha256": SHA_256})
    counted = (*kb.schema.kinds, "statement", "evidence", "conflict", "gap", "beyond", "match")
    return closed(
        {
            "version": {"type": "string", "pattern": r"^1\.[0-9]+\.[0-9]+$"},
            "site_url": {"type": "string", "format": "uri-reference"},
            "languages": each(STRING, least=1),
            "licence": closed(dict.fromkeys(("data", "texts", "code"), STRING)),
            "counts": closed(dict.fromkeys(counted, COUNT)),
            "files": each(file, least=1),
        }
    )


def schemas(kb: KnowledgeBase) -> Mapping[str, Json]:
    """The JSON Schema of each file, by the name of the file."""
    told = {name: kb.labels[f"file-{name}"] for name in (*items(kb), "index")}
    files = {name: {"type": "array", "items": item} for name, item in items(kb).items()} | {"index": index(kb)}
    return {
        name: {
            "$schema": DRAFT,
            "title": f"{name}.json",
            "description": " / ".join(told[name].values()),
            **explained(kb, name, schema),
        }
        for name, schema in files.items()
    }
