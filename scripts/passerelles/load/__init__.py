"""The only reader of data/ and docs/: a folder in, a KnowledgeBase and the problems found while reading out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from passerelles.chronicle import CHANGES
from passerelles.collector import paused
from passerelles.load.census import report_strays
from passerelles.load.disk import Seen
from passerelles.load.files import Files
from passerelles.load.folders import Folders, Pages
from passerelles.load.located import let_go
from passerelles.load.model_file import Words, read_languages, read_schema, read_words
from passerelles.load.once import forget
from passerelles.load.parts import Key, Part, Parts
from passerelles.load.publishable import report_publishable
from passerelles.load.reading import Reader
from passerelles.load.register import REPLACED, read_changes, read_published, read_replaced
from passerelles.load.rereadings import read_register
from passerelles.load.site_file import report_site
from passerelles.load.texts import rendered
from passerelles.model import (
    Dated,
    Entity,
    KnowledgeBase,
    Language,
    Markdown,
    Problem,
    Published,
    Register,
    Rendered,
    Replacement,
    Schema,
)
from passerelles.register import PUBLISHED
from passerelles.translated import REGISTER as REREADINGS

__all__ = ["Loaded", "load"]

SCHEMA, LABELS = "data/schema.yml", "data/labels.yml"
SPOKEN = ("fr", "en")  # by the command


@dataclass(frozen=True)
class Loaded:
    """What could be read, and what could not; with what a later reading of the same base need not read again."""

    kb: KnowledgeBase
    problems: tuple[Problem, ...]
    parts: Mapping[Key, Part[object]] = field(default_factory=dict, repr=False)
    seen: Seen = field(default_factory=dict, repr=False)

    @property
    def things(self) -> Mapping[str, Key]:
        """By id, the key of the part that each thing was read from; nothing where files moved while they were read."""
        found: dict[str, Key] = {}
        for key, part in self.parts.items():
            thing = part.value.source if isinstance(part.value, Pages) else part.value
            if isinstance(thing, Entity):
                found[thing.id] = key
        return found


@paused
def load(root: Path, previous: Loaded | None = None) -> Loaded:
    """Read the whole base below `root`; never raises for what an editor wrote.

    With what was loaded before, only files that changed since are opened; the answer is the same. What did not change
    is the very same object as before.
    """
    files = Files(root, previous.seen if previous else None)
    parts = Parts(files, previous.parts if previous else {})
    schema, words, model = _model(files, parts)
    folders = Folders(parts, schema, model)
    if schema.languages:
        folders.read_ahead()
    pages = folders.sources() if schema.languages else []
    # A kind that is missing is told of: no rule could judge what is of it.
    sources = [page.source for page in pages if page.source and "source" in schema.kinds]
    entities = _by_id([*sources, *folders.entries()], folders.reader) if schema.languages else {}
    markdown = {path: page for of_source in pages for path, page in of_source.markdown.items()}
    markdown |= {page.path: page for page in folders.prose()}
    if schema.kinds:
        report_strays(files, schema)
    report_publishable(files, schema.languages)
    if schema.languages:
        report_site(files, schema.languages, {page.path.split("/", 2)[2] for page in markdown.values()})
    register = _register(files, parts, folders.reader)
    kb = KnowledgeBase(
        schema=schema,
        labels=words.labels,
        entities=dict(sorted(entities.items())),
        received=files.received(),
        checksums=files.checksums(),
        extracted=files.extracted(),
        problem_texts=words.problems,
        change_kinds=words.changes,
        register=register,
        markdown=dict(sorted(markdown.items())),
        assets=frozenset(files.assets()),
        texts=(*_in_order(files, folders.order), *_sections(schema, markdown.values())),
        rereadings=parts.read(_key(files, REREADINGS), folders.reader, read_register, files),
    )
    problems = tuple(sorted({*files.problems, *folders.reader.problems}))
    forget()
    let_go()
    if (
        previous
        and not files.has_moved
        and parts.now.keys() == previous.parts.keys()
        and _has_same_files(kb, previous.kb)
    ):
        kb = previous.kb  # nothing of it changed: who knows what follows from it need not work that out again
    return Loaded(kb, problems, {} if files.has_moved else parts.now, {} if files.has_moved else files.seen)


def _has_same_files(one: KnowledgeBase, other: KnowledgeBase) -> bool:
    """Whether what is no part of a base, for it is not read as text, is the same in both."""
    names = ("received", "checksums", "extracted", "assets")
    return all(getattr(one, name) == getattr(other, name) for name in names)


def _key(files: Files, path: str, *more: str) -> Key:
    return (path, files.digest(path), *more)


def _model(files: Files, parts: Parts) -> tuple[Schema, Words, str]:
    """The model, the words of the site, and the digest of the model."""
    nobody = Reader(())
    languages, schema = parts.read(_key(files, SCHEMA), nobody, _schema, files)
    files.languages = languages
    codes = " ".join(languages)
    words = parts.read(_key(files, LABELS, codes), nobody, _words, files, languages)
    return schema, words, files.digest(SCHEMA)


def _schema(files: Files) -> tuple[Mapping[Language, str], Schema]:
    """The languages and the model; none where a language has no code: no text could be read."""
    node = files.yaml(SCHEMA)
    if node is None:
        return {}, Schema({}, {}, {})
    reader = Reader(())
    languages = read_languages(node, reader)
    reader.languages = tuple(languages or SPOKEN)
    schema = read_schema(node, reader, languages)
    files.problems += reader.problems
    if not languages:
        return {}, Schema({}, {}, {})
    files.texts[SCHEMA] = tuple(rendered(SCHEMA, node, languages))  # its languages were not known before
    return languages, schema


def _words(files: Files, languages: Mapping[Language, str]) -> Words:
    """The words of the site; those of the command alone where the model does not say in what languages they are."""
    node, reader = files.yaml(LABELS), Reader(languages or SPOKEN)
    words = read_words(node, reader) if node else Words()
    files.problems += reader.problems
    return words


def _by_id(entities: Iterable[Entity], reader: Reader) -> dict[str, Entity]:
    """Every thing by id; a second file of the same id is reported and left out."""
    found: dict[str, Entity] = {}
    for entity in entities:
        if entity.id in found:
            reader.report(entity.where, "id-twice", id=entity.id, path=found[entity.id].path)
            continue
        found[entity.id] = entity
    return found


def _register(files: Files, parts: Parts, reader: Reader) -> Register:
    """What was published so far; a base that is not published yet has no such files."""

    def published() -> Mapping[str, Published]:
        return read_published((files.text(PUBLISHED) or "") if files.has(PUBLISHED) else "", reader)

    def replaced() -> Mapping[str, Replacement]:
        lines = (files.text(REPLACED) or "").splitlines() if files.has(REPLACED) else []
        says = any(line.strip() and not line.startswith("#") for line in lines)
        node = files.yaml(REPLACED) if says else None
        return read_replaced(node, reader) if node else {}

    def changes() -> Mapping[str, Dated]:
        return read_changes((files.text(CHANGES) or "") if files.has(CHANGES) else "", reader)

    return Register(
        parts.read(_key(files, PUBLISHED), reader, published),
        parts.read(_key(files, REPLACED), reader, replaced),
        parts.read(_key(files, CHANGES), reader, changes),
    )


def _in_order(files: Files, order: Iterable[str]) -> Iterator[Rendered]:
    """The texts of every file, in the order in which the files are listed."""
    for path in (SCHEMA, LABELS, *order, REPLACED):
        yield from files.texts.get(path, ())


def _sections(schema: Schema, markdown: Iterable[Markdown]) -> Iterator[Rendered]:
    """Every section of prose that stands in several languages; paragraphs of sources keep their own record."""
    by_address: dict[str, dict[Language, Markdown]] = {}
    for page in markdown:
        if not page.address.startswith("sources/"):
            by_address.setdefault(page.address, {})[page.language] = page
    for pages in by_address.values():
        sections = {language: {name: (words, at) for name, words, at in p.sections} for language, p in pages.items()}
        for name in sections.get(schema.original, {}):
            there = {language: found[name] for language, found in sections.items() if name in found}
            path = pages[schema.original].path
            yield Rendered(path, f"#{name}", {k: v[0] for k, v in there.items()}, {k: v[1] for k, v in there.items()})
