"""A source of the corpus: its page in each language, its witnesses and its apparatus -> Source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from passerelles.load.editions import FrontMatter, read_paragraphs
from passerelles.load.located import Located
from passerelles.load.reading import Reader, spots
from passerelles.model import Change, Edition, Extraction, Metadatum, Oddity, Problem, Schema, Source, Text, Witness
from passerelles.outside import is_address

PAGE_FIELDS = ("title", "description", "source", "witnesses", "translation")
RECORD = ("type", "title", "author", "publisher", "date", "place", "language", "url", "rights")
RECORD_FIELDS = ("value", "entity", "at", "by", "note")
WITNESS_FIELDS = ("file", "siglum", "sha256", "description")
EXTRACTION_FIELDS = ("sha256", "tool")
CHANGE_FIELDS = ("line", "witness", "edition", "kind", "reason")
APPARATUS_FIELDS = ("source", "witnesses", "oddities")


@dataclass(frozen=True)
class SourceFile:
    """A page of docs/<language>/sources, cut and its YAML parsed."""

    path: str
    page: FrontMatter
    head: Located


@dataclass(frozen=True)
class Apparatus:
    """data/apparatus/<source>.yml: changes by witness file, and the author's oddities."""

    changes: Mapping[str, tuple[Change, ...]]
    oddities: tuple[Oddity, ...]


def read_source(
    name: str, files: Mapping[str, SourceFile], apparatus: Apparatus, reader: Reader, schema: Schema
) -> Source:
    """The source `name` from its pages by language; the original's page holds the record."""
    file = files[schema.original]
    fields = reader.fields(file.head, PAGE_FIELDS, ("title", "description", "source", "witnesses"))
    record = _record(fields["source"], reader) if "source" in fields else ()
    editions = {
        language: _edition(name, language, item, next((f for f in files.values() if f is not item), item), reader)
        for language, item in files.items()
    }
    title: Text = {language: edition.title for language, edition in editions.items()}
    kind_type = _type(record, fields, schema, reader)
    return Source(
        id=name,
        kind="source",
        name=title,
        where=file.head.where,
        type=kind_type,
        record=record,
        editions=editions,
        witnesses=reader.each(fields.get("witnesses"), lambda item: _witness(item, apparatus, reader)),
        oddities=apparatus.oddities,
        spots=spots(file.head),
    )


def _type(record: tuple[Metadatum, ...], fields: Mapping[str, Located], schema: Schema, reader: Reader) -> str:
    """How the editors class the text: a code of the closed list of the model."""
    datum = next((m for m in record if m.name == "type"), None)
    value, kind = (next(iter(datum.value.values()), "") if datum else ""), schema.by_folder.get("sources")
    types = kind.types if kind else {}
    if datum and value not in types:
        node = next(v for k, v in fields["source"].value.items() if k == "type")  # type: ignore[union-attr]
        inner = node.value.get("value") if isinstance(node.value, dict) else None
        reader.unknown_type(inner, node, value, types)
    return value


def _edition(name: str, language: str, file: SourceFile, twin: SourceFile, reader: Reader) -> Edition:
    fields = reader.fields(file.head, PAGE_FIELDS, ("title", "description"))
    made_from: Mapping[str, str] = {}
    if "translation" in fields:
        inner = reader.fields(fields["translation"], ("made_from",), ("made_from",))
        made_from = reader.mapping(inner.get("made_from"), reader.text)
    return Edition(
        source=name,
        language=language,
        title=reader.text(fields.get("title")),
        paragraphs=read_paragraphs(file.path, file.page, reader, twin.page.body),
        where=file.head.where,
        made_from=made_from,
        spots=spots(file.head, fields.get("translation")),
        description=reader.text(fields.get("description")),
    )


def _record(node: Located, reader: Reader) -> tuple[Metadatum, ...]:
    fields = reader.fields(node, RECORD, RECORD)
    return tuple(_metadatum(name, item, reader) for name, item in fields.items())


def _metadatum(name: str, node: Located, reader: Reader) -> Metadatum:
    """A value with `at: p2` where the text says it, or with `by: editor`; `entity` links it."""
    fields = reader.fields(node, RECORD_FIELDS, ("value",))
    at, by = reader.text(fields.get("at")), reader.text(fields.get("by"))
    if bool(at) == bool(by) or (by and by not in {"editor", "witness"}):
        reader.report(node.where, "record-without-origin", field=name)
    value = fields.get("value")
    plain = value is not None and not isinstance(value.value, dict)
    words = {language: reader.text(value) for language in reader.languages[:1]} if plain else reader.texts(value)
    said = next(iter(words.values()), "") if name == "url" and plain else ""  # in both languages: why there is none
    if said and not is_address(said):
        reader.report(spots(node).get("value", node.where), "not-an-address", value=said)
    entity = reader.identifier(fields.get("entity"))
    return Metadatum(name, words, node.where, entity, at, reader.texts(fields.get("note")))


def _witness(node: Located, apparatus: Apparatus, reader: Reader) -> Witness:
    fields = reader.fields(node, (*WITNESS_FIELDS, "extraction"), WITNESS_FIELDS)
    file = reader.text(fields.get("file"))
    extraction = fields.get("extraction")
    return Witness(
        file=file,
        siglum=reader.text(fields.get("siglum")),
        sha256=reader.text(fields.get("sha256")),
        description=reader.texts(fields.get("description")),
        where=node.where,
        changes=apparatus.changes.get(file, ()),
        extraction=_extraction(extraction, reader) if extraction else None,
    )


def _extraction(node: Located, reader: Reader) -> Extraction:
    fields = reader.fields(node, EXTRACTION_FIELDS, EXTRACTION_FIELDS)
    return Extraction(reader.text(fields.get("sha256")), reader.text(fields.get("tool")), node.where)


def read_apparatus(node: Located, reader: Reader) -> Apparatus:
    """What the edition changed in each witness, and which words of the author it marks."""
    fields = reader.fields(node, APPARATUS_FIELDS, ("source", "witnesses"))
    pairs = reader.each(fields.get("witnesses"), lambda item: _witness_changes(item, reader))
    _witnesses_once([name for name, _ in pairs], fields.get("witnesses"), reader)
    oddities = reader.each(fields.get("oddities"), lambda item: _oddity(item, reader))
    return Apparatus(dict(pairs), oddities)


def _witnesses_once(names: list[str], node: Located | None, reader: Reader) -> None:
    """A witness has one list of changes: a second one would take the place of the first without a word."""
    items: list[Located] = node.value if node and isinstance(node.value, list) else []
    for name, item in zip(names, items, strict=False):
        first = items[names.index(name)]
        if first is not item:
            details = (("key", name), ("line", str(first.where.line)))
            reader.problems.append(Problem(item.where, "duplicate-key", details))


def _witness_changes(node: Located, reader: Reader) -> tuple[str, tuple[Change, ...]]:
    fields = reader.fields(node, ("file", "changes"), ("file",))
    return reader.text(fields.get("file")), reader.each(fields.get("changes"), lambda item: _change(item, reader))


def _change(node: Located, reader: Reader) -> Change:
    fields = reader.fields(node, CHANGE_FIELDS, ("line", "kind"))
    return Change(
        line=reader.whole(fields["line"]) if "line" in fields else 0,
        witness=reader.text(fields.get("witness")),
        edition=reader.text(fields.get("edition")),
        kind=reader.text(fields.get("kind")),
        where=node.where,
        reason=reader.texts(fields.get("reason")),
    )


def _oddity(node: Located, reader: Reader) -> Oddity:
    fields = reader.fields(node, ("at", "words", "reason"), ("at", "words", "reason"))
    return Oddity(
        reader.text(fields.get("at")), reader.text(fields.get("words")), reader.texts(fields.get("reason")), node.where
    )
