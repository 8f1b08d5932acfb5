"""The only reader of data/ and docs/: a folder in, a KnowledgeBase and the problems found while reading out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from passerelles.chronicle import CHANGES
from passerelles.load.census import kind_of, report_strays
from passerelles.load.entities import read_entity
from passerelles.load.files import Files
from passerelles.load.located import Located
from passerelles.load.markdown import read_markdown
from passerelles.load.model_file import Words, read_languages, read_schema, read_words
from passerelles.load.publishable import report_publishable
from passerelles.load.reading import Reader
from passerelles.load.register import PUBLISHED, REPLACED, read_changes, read_published, read_replaced
from passerelles.load.rereadings import read_register
from passerelles.load.sources import Apparatus, SourceFile, read_apparatus, read_source
from passerelles.load.texts import rendered
from passerelles.model import (
    Entity,
    KnowledgeBase,
    Language,
    Markdown,
    Position,
    Problem,
    Register,
    Rendered,
    Schema,
)
from passerelles.nearest import nearest

__all__ = ["Loaded", "load"]

PROSE_FIELDS = ("title", "description", "template_kind")
PROSE_TEMPLATES = ("prose", "home", "glossary", "reference", "method")  # overrides/kinds: those that print prose


@dataclass(frozen=True)
class Loaded:
    """What could be read, and what could not."""

    kb: KnowledgeBase
    problems: tuple[Problem, ...]


def load(root: Path) -> Loaded:
    """Read the whole base below `root`; never raises for what an editor wrote."""
    files = Files(root)
    schema_node, labels_node = files.yaml("data/schema.yml"), files.yaml("data/labels.yml")
    languages = read_languages(schema_node) if schema_node else {}
    reader = Reader(languages)
    schema = read_schema(schema_node, reader, languages) if schema_node else Schema(languages, {}, {})
    words = read_words(labels_node, reader) if labels_node else Words()
    markdown: dict[str, Markdown] = {}
    entities = _entities(files, schema, reader, markdown) if languages else {}
    markdown |= _prose(files, schema, reader)
    report_strays(files, schema)
    report_publishable(files, schema.languages)
    kb = KnowledgeBase(
        schema=schema,
        labels=words.labels,
        entities=dict(sorted(entities.items())),
        received=files.received(),
        checksums=files.checksums(),
        extracted=files.extracted(),
        problem_texts=words.problems,
        change_kinds=words.changes,
        register=_register(files, reader),
        markdown=dict(sorted(markdown.items())),
        assets=frozenset(files.assets()),
        texts=tuple(_texts(files, schema, markdown)),
        rereadings=read_register(files),
    )
    return Loaded(kb, tuple(sorted({*files.problems, *reader.problems})))


def _entities(files: Files, schema: Schema, reader: Reader, markdown: dict[str, Markdown]) -> dict[str, Entity]:
    """Every thing by id; a second file of the same id is reported and left out."""
    found: dict[str, Entity] = {}
    for entity in (*_sources(files, schema, reader, markdown), *_entries(files, schema, reader)):
        if entity.id in found:
            reader.report(entity.where, "id-twice", id=entity.id, path=found[entity.id].path)
            continue
        found[entity.id] = entity
    return found


def _register(files: Files, reader: Reader) -> Register:
    """What was published so far; a base that is not published yet has no such files."""
    published = files.text(PUBLISHED) if files.has(PUBLISHED) else ""
    lines = (files.text(REPLACED) or "").splitlines() if files.has(REPLACED) else []
    replaced = files.yaml(REPLACED) if any(line.strip() and not line.startswith("#") for line in lines) else None
    changes = files.text(CHANGES) if files.has(CHANGES) else ""
    return Register(
        read_published(published or "", reader),
        read_replaced(replaced, reader) if replaced else {},
        read_changes(changes or "", reader),
    )


def _entries(files: Files, schema: Schema, reader: Reader) -> Iterator[Entity]:
    for folder, kind in schema.by_folder.items():
        for path in files.below(f"data/{folder}") if kind.name != "source" else ():
            if not path.endswith(".yml"):
                files.report(Position(path), "stray-file", folder=f"data/{folder}", suffix=".yml")
            elif node := files.yaml(path):
                reader.file_name(path)
                yield read_entity(node, kind_of(path, kind, files, schema), reader)


def _sources(files: Files, schema: Schema, reader: Reader, markdown: dict[str, Markdown]) -> Iterator[Entity]:
    pages: dict[str, dict[Language, SourceFile]] = {}
    for language in schema.languages:
        for path in files.below(f"docs/{language}/sources"):
            if not path.endswith(".md"):
                files.report(Position(path), "stray-file", folder=f"docs/{language}/sources", suffix=".md")
            elif read := files.page(path):
                reader.file_name(path)
                pages.setdefault(Path(path).stem, {})[language] = SourceFile(path, *read)
                markdown[path] = read_markdown(path, language, read[0])
    apparatus = _apparatus(files, reader, {*pages, *files.first_lines})
    for name, by_language in sorted(pages.items()):
        if schema.original in by_language:
            yield read_source(name, by_language, apparatus.get(name, Apparatus({}, ())), reader, schema)
        else:
            reader.report(next(iter(by_language.values())).head.where, "translation-without-original", id=name)


def _apparatus(files: Files, reader: Reader, known: set[str]) -> dict[str, Apparatus]:
    """The apparatus of each source, by its id, which is the name of the file."""
    found = {}
    for path in files.below("data/apparatus"):
        name = Path(path).stem
        if not path.endswith(".yml"):
            files.report(Position(path), "stray-file", folder="data/apparatus", suffix=".yml")
        elif node := files.yaml(path):
            found[name] = read_apparatus(node, reader)
            said = node.value.get("source") if isinstance(node.value, dict) else None
            if isinstance(said, Located) and said.value != name:
                reader.report(said.where, "apparatus-unlike-file", value=str(said.value), name=name)
            elif not any(key == name or key.endswith(f"/sources/{name}.md") for key in known):
                reader.report(node.where, "apparatus-without-source", name=name)
    return found


def _prose(files: Files, schema: Schema, reader: Reader) -> dict[str, Markdown]:
    """The pages that people write below docs/<language>, those of sources aside."""
    found = {}
    for language in schema.languages:
        for path in files.under(f"docs/{language}", ".md"):
            if not path.startswith(f"docs/{language}/sources/") and (read := files.page(path)):
                fields = reader.fields(read[1], PROSE_FIELDS, ("title", "description"))
                for field in fields.values():
                    reader.text(field)
                reader.file_name(path, f"docs/{language}")
                _template(fields.get("template_kind"), reader)
                found[path] = read_markdown(path, language, read[0], "template_kind" in fields)
    return found


def _template(node: Located | None, reader: Reader) -> None:
    """A page names a template of prose, not any file that lies in the folder of templates."""
    if node and (value := reader.text(node)) not in PROSE_TEMPLATES:
        choices, near = ", ".join(PROSE_TEMPLATES), nearest(value, PROSE_TEMPLATES)
        reader.report(node.where, "unknown-choice", value=value, choices=choices, near=near)


def _texts(files: Files, schema: Schema, markdown: dict[str, Markdown]) -> Iterator[Rendered]:
    """Every text of the base that stands in several languages, but the paragraphs of sources, which keep their own."""
    for path, tree in files.trees.items():
        yield from rendered(path, tree, schema.languages)
    by_address: dict[str, dict[Language, Markdown]] = {}
    for page in markdown.values():
        if not page.address.startswith("sources/"):
            by_address.setdefault(page.address, {})[page.language] = page
    for pages in by_address.values():
        sections = {language: {name: (words, at) for name, words, at in p.sections} for language, p in pages.items()}
        for name in sections.get(schema.original, {}):
            there = {language: found[name] for language, found in sections.items() if name in found}
            path = pages[schema.original].path
            yield Rendered(path, f"#{name}", {k: v[0] for k, v in there.items()}, {k: v[1] for k, v in there.items()})
