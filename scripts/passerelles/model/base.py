"""Everything that was read, by id."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from passerelles.model.entry import Called, Entity, Statement
from passerelles.model.prose import Markdown
from passerelles.model.register import Register
from passerelles.model.schema import Property, Schema, Text
from passerelles.model.text import Source
from passerelles.model.translation import Rendered, Rereadings


@dataclass(frozen=True)
class KnowledgeBase:
    """Everything that was read from data/ and docs/, by id."""

    schema: Schema
    labels: Mapping[str, Text]
    entities: Mapping[str, Entity]
    received: Mapping[str, bytes]  # the received files, by name
    checksums: Mapping[str, str]  # SHA-256 of each, as data/raw/SHA256SUMS lists them
    extracted: Mapping[str, bytes] = field(default_factory=dict)  # the words read out of some, by name of received file
    problem_texts: Mapping[str, Mapping[str, Text]] = field(default_factory=dict)
    change_kinds: Mapping[str, Mapping[str, Text]] = field(default_factory=dict)
    register: Register = field(default_factory=Register)
    markdown: Mapping[str, Markdown] = field(default_factory=dict)  # the pages of docs/, by path
    assets: frozenset[str] = frozenset()  # the files of docs/assets, by path from docs/
    texts: tuple[Rendered, ...] = ()  # every text that stands in several languages, but paragraphs of sources
    rereadings: Rereadings = field(default_factory=dict)

    @cached_property
    def sources(self) -> Mapping[str, Source]:
        return {i: e for i, e in self.entities.items() if isinstance(e, Source)}

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        return tuple(s for e in self.entities.values() for s in e.statements)

    def of_kind(self, kind: str) -> tuple[Entity, ...]:
        return self._by_kind.get(kind, ())

    @cached_property
    def _by_kind(self) -> Mapping[str, tuple[Entity, ...]]:
        kinds: dict[str, list[Entity]] = {}
        for entity in self.entities.values():
            kinds.setdefault(entity.kind, []).append(entity)
        return {kind: tuple(listed) for kind, listed in kinds.items()}

    def kind_of(self, name: str) -> str:
        """The kind of a thing, by its id."""
        return self.entities[name].kind

    def called(self, name: str) -> Called:
        """What a link to a thing needs, by its id."""
        return self._called[name]

    @cached_property
    def _called(self) -> Mapping[str, Called]:
        return {i: Called(i, e.kind, e.name) for i, e in self.entities.items()}

    def linking(self, name: str) -> tuple[Statement, ...]:
        """The statements of a thing, by its id, whose value is a thing; none where it does not exist."""
        thing = self.entities.get(name)
        return tuple(s for s in thing.statements if s.entity) if thing else ()

    def property_of(self, statement: Statement) -> Property | None:
        subject = self.entities.get(statement.subject)
        return self.schema.kinds[subject.kind].properties.get(statement.property) if subject else None
