"""JSON Schemas of the entries, for editors with completion: data/schema/<kind>.schema.json, from data/schema.yml."""

from __future__ import annotations

import json
from collections.abc import Mapping

from passerelles.load.entities import (
    BEYOND_FIELDS,
    BEYOND_PROPERTIES,
    EVIDENCE_FIELDS,
    GAZETTEER_FIELDS,
    MATCH_FIELDS,
    MATCHES,
    OWN,
    REFERENCE_FIELDS,
)
from passerelles.model import Kind, KnowledgeBase, Property, Schema, Text

Json = dict[str, object]
IDENTIFIER: Json = {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"}
WORDS: Json = {"type": "string", "minLength": 1}


def schemas(kb: KnowledgeBase) -> Mapping[str, str]:
    """The schema of each kind that people write in YAML, by path; each key says what it is, in every language."""
    made = {kind.name: _entry(kind, kb.schema) for kind in kb.schema.kinds.values() if kind.name != "source"}
    for entry in made.values():
        _explain(entry, kb.labels)
    return {
        f"data/schema/{name}.schema.json": json.dumps(entry, ensure_ascii=False, indent=1) + "\n"
        for name, entry in made.items()
    }


def _explain(node: object, labels: Mapping[str, Text], parent: str = "") -> None:
    """Describe every key that has no description yet by its label: `key-quote`, or `key-reference-date`."""
    if isinstance(node, list):
        for item in node:
            _explain(item, labels, parent)
    elif isinstance(node, dict):
        properties = node.get("properties")
        if isinstance(properties, dict):
            for name, inner in properties.items():
                label = labels.get(f"key-{parent}-{name}") or labels.get(f"key-{name}", {})
                properties[name] = ({"description": _described(label)} if label else {}) | inner
                _explain(properties[name], labels, name)
        for key in ("items", "anyOf", "additionalProperties"):
            _explain(node.get(key), labels, parent)


def _closed(fields: Mapping[str, object], required: tuple[str, ...] = ()) -> Json:
    """A mapping with these keys and no other."""
    return {"type": "object", "properties": dict(fields), "required": list(required), "additionalProperties": False}


def _described(text: Text) -> str:
    return " / ".join(text.values())


def _entry(kind: Kind, schema: Schema) -> Json:
    texts = _closed(dict.fromkeys(schema.languages, WORDS), tuple(schema.languages))
    reference = _closed(dict.fromkeys(REFERENCE_FIELDS, WORDS), ("title", "publisher", "url", "read"))
    beyond = dict.fromkeys(BEYOND_FIELDS, WORDS) | {"id": IDENTIFIER, "property": {"enum": list(BEYOND_PROPERTIES)}}
    spelling = dict.fromkeys(schema.languages, WORDS) | {"source": IDENTIFIER}
    statements = [_statement(item, texts) for item in kind.properties.values()]
    fields: Json = {
        "name": texts,
        "aliases": {"type": "array", "items": WORDS},
        "spellings": {"type": "array", "items": _closed(spelling)},
        "statements": {"type": "array", "items": {"anyOf": statements}},
        "beyond": {
            "type": "array",
            "items": _closed(beyond | {"text": texts, "reference": reference}, ("id", "text", "reference")),
        },
        "unsaid": {"type": "array", "items": texts},
    }
    required: tuple[str, ...] = ("name",)
    if kind.types:
        choices = [{"const": code, "description": _described(label)} for code, label in kind.types.items()]
        fields["type"] = {"anyOf": choices}
        required = ("name", "type")
    if "matches" in OWN.get(kind.name, ()):
        matches = dict.fromkeys(MATCH_FIELDS, WORDS)
        matches |= {"vocabulary": {"enum": list(schema.vocabularies)}, "match": {"enum": list(MATCHES)}}
        match = _closed(matches, ("vocabulary", "code", "match"))
        fields["matches"] = {"type": "array", "items": match}
    if kind.name == "theme":
        fields |= {"definition": texts, "broader": IDENTIFIER}
        required = ("name", "definition")
    if kind.name == "territory":
        fields["gazetteer"] = _gazetteer(schema)
        required = ("name", "type", "gazetteer")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$comment": "Generated from data/schema.yml; remake it with: python3 scripts/run.py test --bless",
        "title": _described(kind.label),
        "description": _described(kind.definition),
        **_closed(fields, required),
    }


def _statement(declared: Property, texts: Json) -> Json:
    """One statement of a property: what its value may be follows from the property's type."""
    value: Mapping[str, Json] = {
        "entity": IDENTIFIER | {"description": "id: " + ", ".join(declared.targets)},
        "choice": {
            "anyOf": [
                {"const": code, "description": _described(choice.label)} for code, choice in declared.choices.items()
            ]
        },
        "text": texts,
        "date": {},
    }
    evidence = dict.fromkeys(EVIDENCE_FIELDS, IDENTIFIER) | {"quote": texts, "at": WORDS}
    fields: Json = {
        "id": IDENTIFIER,
        "property": {"const": declared.name, "description": _described(declared.label)},
        "value": value[declared.type],
        "date": {"type": "string"},
        "said_by": IDENTIFIER,
        "status": {"const": "conflict"},
        "note": texts,
        "evidence": {"type": "array", "minItems": 1, "items": _closed(evidence, ("source", "quote"))},
    }
    if declared.type == "date":
        del fields["value"]
    needed = "date" if declared.type == "date" else "value"
    return _closed(fields, ("property", needed, "evidence"))


def _gazetteer(schema: Schema) -> Json:
    fields: Json = dict.fromkeys(GAZETTEER_FIELDS, WORDS)
    fields |= {
        "reference": {"enum": list(schema.gazetteers)},
        "country": IDENTIFIER,
        "names": {"type": "object", "additionalProperties": WORDS},
        "geonames": {"type": "integer"},
        "coordinates": {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2},
    }
    return _closed(fields, ("reference",))
