"""What lies in the folders of a base, read part by part: entries, texts with their apparatus, pages of prose."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import PurePosixPath

from passerelles.load.census import kind_of, report_others
from passerelles.load.entities import read_entity
from passerelles.load.located import Located
from passerelles.load.markdown import read_markdown
from passerelles.load.parts import Key, Part, Parts
from passerelles.load.reading import Reader
from passerelles.load.sources import Apparatus, SourceFile, read_apparatus, read_source
from passerelles.model import Entity, Kind, Language, Markdown, Position, Schema, Source
from passerelles.nearest import nearest
from passerelles.processes import halved

PROSE_FIELDS = ("title", "description", "template_kind")
PROSE_TEMPLATES = ("prose", "home", "glossary", "reference", "method")  # overrides/kinds: those that print prose

Work = tuple[Key, Callable[[], object]]  # the key of a part, and how it is made


@dataclass(frozen=True)
class Pages:
    """What the pages of one source gave: the source if its original is there, and which of them could be opened."""

    source: Source | None
    opened: tuple[str, ...]
    markdown: Mapping[str, Markdown] = field(default_factory=dict)


@dataclass(frozen=True)
class OfSource:
    """An apparatus, where it begins, and whether it says that it is of a source of its own name."""

    apparatus: Apparatus
    where: Position
    is_named_so: bool


class Folders:
    """The folders of one base; `model` is the digest of what rules how they are read."""

    def __init__(self, parts: Parts, schema: Schema, model: str) -> None:
        self.parts, self.files, self.schema, self.model = parts, parts.files, schema, model
        self.reader = Reader(schema.languages)
        self.order: list[str] = []  # of the files, as texts are listed

    def _below(self, folder: str, suffix: str) -> list[str]:
        """The files of a folder; one with another ending is told of."""
        report_others(self.files, folder, suffix)
        found = [path for path in self.files.below(folder) if path.endswith(suffix)]
        self.order += found
        return found

    def _key(self, sort: str, *paths: str) -> tuple[str, ...]:
        return (sort, self.model, *paths, *(self.files.digest(path) for path in paths))

    def read_ahead(self) -> None:
        """Read what no reading gave before, of all that has a file of its own, or a few: there is a core for each half.

        What `sources` and `entries` answer does not depend on it.
        """
        works: list[Work] = [(key, partial(self._source, *of)) for key, of in self._sources]
        works += [(key, partial(self._entry, *of)) for key, of in self._entries]
        for found in halved([work for work in works if not self.parts.has(work[0])], self._made, theirs=0.46):
            self.parts.take(found)

    def _made(self, works: Sequence[Work]) -> dict[Key, Part[object]]:
        """What some of these files give."""
        return {key: self.parts.made(self.reader, work) for key, work in works}

    def entries(self) -> Iterator[Entity]:
        """Every thing that has a file of its own in a folder of the model."""
        for key, of in self._entries:
            if entity := self.parts.read(key, self.reader, self._entry, *of):
                yield entity

    @cached_property
    def _entries(self) -> list[tuple[Key, tuple[str, Kind]]]:
        kinds = [(folder, kind) for folder, kind in self.schema.by_folder.items() if kind.name != "source"]
        paths = [(path, kind) for folder, kind in kinds for path in self._below(f"data/{folder}", ".yml")]
        return [(self._key("entry", path), (path, kind)) for path, kind in paths]

    def _entry(self, path: str, kind: Kind) -> Entity | None:
        node = self.files.yaml(path)
        if node is None:
            return None
        self.reader.file_name(path)
        return read_entity(node, kind_of(path, kind, self.files, self.schema), self.reader)

    def sources(self) -> list[Pages]:
        """Every text of the corpus, with the apparatus of its name."""
        found = [self.parts.read(key, self.reader, self._source, *of) for key, of in self._sources]
        opened = {PurePosixPath(path).stem for each in found for path in each.opened}
        for name, read in self._apparatus.items():
            if read.is_named_so and name not in opened:
                self.files.report(read.where, "apparatus-without-source", name=name)
        return found

    @cached_property
    def _sources(self) -> list[tuple[Key, tuple[str, Mapping[Language, str], Apparatus]]]:
        pages: dict[str, dict[Language, str]] = {}
        for language in self.schema.languages:
            for path in self._below(f"docs/{language}/sources", ".md"):
                pages.setdefault(PurePosixPath(path).stem, {})[language] = path
        return [self._source_files(name, paths) for name, paths in sorted(pages.items())]

    def _source_files(
        self, name: str, paths: Mapping[Language, str]
    ) -> tuple[Key, tuple[str, Mapping[Language, str], Apparatus]]:
        apparatus = self._apparatus.get(name)
        key = self._key("source", *paths.values(), *([f"data/apparatus/{name}.yml"] if apparatus else []))
        return key, (name, paths, apparatus.apparatus if apparatus else Apparatus({}, ()))

    @cached_property
    def _apparatus(self) -> dict[str, OfSource]:
        """The apparatus of each source, by its id, which is the name of the file."""
        paths = {PurePosixPath(path).stem: path for path in self._below("data/apparatus", ".yml")}
        keys = {name: self._key("apparatus", path) for name, path in paths.items()}
        found = {n: self.parts.read(keys[n], self.reader, self._apparatus_of, path) for n, path in paths.items()}
        return {name: read for name, read in found.items() if read}

    def _apparatus_of(self, path: str) -> OfSource | None:
        node, name = self.files.yaml(path), PurePosixPath(path).stem
        if node is None:
            return None
        found = read_apparatus(node, self.reader)
        said = node.value.get("source") if isinstance(node.value, dict) else None
        if is_other := said is not None and said.value != name:
            self.reader.report(said.where, "apparatus-unlike-file", value=str(said.value), name=name)
        return OfSource(found, node.where, not is_other)

    def _source(self, name: str, paths: Mapping[Language, str], apparatus: Apparatus) -> Pages:
        files: dict[Language, SourceFile] = {}
        markdown = {}
        for language, path in paths.items():
            if read := self.files.page(path):
                self.reader.file_name(path)
                files[language] = SourceFile(path, *read)
                markdown[path] = read_markdown(path, language, read[0], is_completed=True)
        opened = tuple(path for path in paths.values() if path in self.files.first_lines)
        if self.schema.original in files:
            return Pages(read_source(name, files, apparatus, self.reader, self.schema), opened, markdown)
        for file in list(files.values())[:1]:
            self.reader.report(file.head.where, "translation-without-original", id=name)
        return Pages(None, opened, markdown)

    def prose(self) -> Iterator[Markdown]:
        """The pages that people write below docs/<language>, those of sources aside."""
        for language in self.schema.languages:
            for path in self.files.under(f"docs/{language}", ".md"):
                if not path.startswith(f"docs/{language}/sources/"):
                    self.order.append(path)
                    if page := self.parts.read(self._key("prose", path), self.reader, self._page, path, language):
                        yield page

    def _page(self, path: str, language: Language) -> Markdown | None:
        read = self.files.page(path)
        if not read:
            return None
        fields = self.reader.fields(read[1], PROSE_FIELDS, ("title", "description"))
        for value in fields.values():
            self.reader.text(value)
        self.reader.file_name(path, f"docs/{language}")
        self._template(fields.get("template_kind"))
        return read_markdown(path, language, read[0], "template_kind" in fields)

    def _template(self, node: Located | None) -> None:
        """A page names a template of prose, not any file that lies in the folder of templates."""
        if node and (value := self.reader.text(node)) not in PROSE_TEMPLATES:
            choices, near = ", ".join(PROSE_TEMPLATES), nearest(value, PROSE_TEMPLATES)
            self.reader.report(node.where, "unknown-choice", value=value, choices=choices, near=near)
