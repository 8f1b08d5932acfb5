"""The only reader of data/ and docs/: a folder in, a KnowledgeBase and the problems found while reading out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from passerelles.load.editions import split
from passerelles.load.entities import read_entity
from passerelles.load.located import Located, Unreadable, decode, parse
from passerelles.load.model_file import Words, read_languages, read_schema, read_words
from passerelles.load.reading import Reader
from passerelles.load.register import PUBLISHED, REPLACED, read_published, read_replaced
from passerelles.load.sources import Apparatus, SourceFile, read_apparatus, read_source
from passerelles.model import Entity, KnowledgeBase, Position, Problem, Register, Schema

__all__ = ["Loaded", "load"]


@dataclass(frozen=True)
class Loaded:
    """What could be read, and what could not."""

    kb: KnowledgeBase
    problems: tuple[Problem, ...]


def load(root: Path) -> Loaded:
    """Read the whole base below `root`; never raises for what an editor wrote."""
    files = _Files(root)
    schema_node, labels_node = files.yaml("data/schema.yml"), files.yaml("data/labels.yml")
    languages = read_languages(schema_node) if schema_node else {}
    reader = Reader(languages)
    schema = read_schema(schema_node, reader, languages) if schema_node else Schema(languages, {}, {})
    words = read_words(labels_node, reader) if labels_node else Words()
    entities = _entities(files, schema, reader) if languages else {}
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
    )
    return Loaded(kb, tuple(sorted({*files.problems, *reader.problems})))


def _entities(files: _Files, schema: Schema, reader: Reader) -> dict[str, Entity]:
    """Every thing by id; a second file of the same id is reported and left out."""
    found: dict[str, Entity] = {}
    for entity in (*_sources(files, schema, reader), *_entries(files, schema, reader)):
        if entity.id in found:
            reader.report(entity.where, "id-twice", id=entity.id, path=found[entity.id].path)
            continue
        found[entity.id] = entity
    return found


def _register(files: _Files, reader: Reader) -> Register:
    """What was published so far; a base that is not published yet has no such files."""
    published = files.text(PUBLISHED) if files.has(PUBLISHED) else ""
    lines = (files.text(REPLACED) or "").splitlines() if files.has(REPLACED) else []
    replaced = files.yaml(REPLACED) if any(line.strip() and not line.startswith("#") for line in lines) else None
    return Register(read_published(published or "", reader), read_replaced(replaced, reader) if replaced else {})


def _entries(files: _Files, schema: Schema, reader: Reader) -> list[Entity]:
    entries = []
    for folder, kind in schema.by_folder.items():
        if kind.name == "source":
            continue
        for path in files.below(f"data/{folder}"):
            if not path.endswith(".yml"):
                reader.report(Position(path), "stray-file", folder=f"data/{folder}")
            elif node := files.yaml(path):
                reader.identifier(Located(Position(path), Path(path).stem))
                entries.append(read_entity(node, kind, reader))
    return entries


def _sources(files: _Files, schema: Schema, reader: Reader) -> list[Entity]:
    pages: dict[str, dict[str, SourceFile]] = {}
    for language in schema.languages:
        for path in files.below(f"docs/{language}/sources"):
            if path.endswith(".md") and (file := files.page(path)):
                pages.setdefault(Path(path).stem, {})[language] = file
    found: list[Entity] = []
    for name, by_language in sorted(pages.items()):
        if schema.original not in by_language:
            where = next(iter(by_language.values())).head.where
            reader.report(where, "translation-without-original", id=name)
            continue
        path = f"data/apparatus/{name}.yml"
        node = files.yaml(path) if files.has(path) else None
        apparatus = read_apparatus(node, reader) if node else Apparatus({}, ())
        found.append(read_source(name, by_language, apparatus, reader, schema.original))
    return found


class _Files:
    """The files below the root, by path from it; what cannot be read becomes a problem."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.problems: list[Problem] = []

    def has(self, path: str) -> bool:
        return (self.root / path).is_file()

    def below(self, folder: str) -> list[str]:
        """The files right below a folder, sorted; hidden ones are nobody's business."""
        place = self.root / folder
        names = sorted(item.name for item in place.iterdir()) if place.is_dir() else []
        return [f"{folder}/{name}" for name in names if not name.startswith(".")]

    def text(self, path: str) -> str | None:
        try:
            return decode(path, (self.root / path).read_bytes())
        except OSError as error:
            self.problems.append(Problem(Position(path), "cannot-read", (("why", error.strerror or ""),)))
        except Unreadable as stop:
            self.problems.append(stop.problem)
        return None

    def yaml(self, path: str) -> Located | None:
        text = self.text(path)
        return None if text is None else self._parsed(path, text, 1)

    def _parsed(self, path: str, text: str, first_line: int) -> Located | None:
        try:
            node, problems = parse(path, text, first_line)
        except Unreadable as stop:
            self.problems.append(stop.problem)
            return None
        self.problems += problems
        if node.value is None:
            self.problems.append(Problem(replace(node.where, line=first_line), "empty-file"))
            return None
        return node

    def page(self, path: str) -> SourceFile | None:
        text = self.text(path)
        if text is None:
            return None
        page = split(text)
        if page is None:
            self.problems.append(Problem(Position(path), "no-front-matter"))
            return None
        head = self._parsed(path, page.yaml, 2)
        return SourceFile(path, page, head) if head else None

    def received(self) -> Mapping[str, bytes]:
        names = [path for path in self.below("data/raw") if not path.endswith("SHA256SUMS")]
        return {Path(path).name: (self.root / path).read_bytes() for path in names if self.has(path)}

    def extracted(self) -> Mapping[str, bytes]:
        names = [path for path in self.below("data/extracted") if path.endswith(".txt")]
        return {Path(path).stem: (self.root / path).read_bytes() for path in names if self.has(path)}

    def checksums(self) -> Mapping[str, str]:
        path = "data/raw/SHA256SUMS"
        text = self.text(path) if self.has(path) else ""
        pairs = [line.split(maxsplit=1) for line in (text or "").splitlines() if line.strip()]
        return {pair[1].lstrip("*"): pair[0] for pair in pairs if len(pair) == 2}
