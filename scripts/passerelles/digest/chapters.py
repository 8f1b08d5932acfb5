"""Graph and language -> Book: the chapters of one volume, rendered from overrides/print."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from jinja2 import Environment

from passerelles.digest.book import Book, Chapter, Entry, Issue
from passerelles.digest.index import mentions
from passerelles.digest.text import PrintedText, printed, rendered
from passerelles.digest.voice import BookVoice
from passerelles.graph import Graph
from passerelles.model import Entity, Kind, Language, Source
from passerelles.pages.page import Addresses
from passerelles.pages.typography import typeset

DOSSIERS = "partnership"  # the kind whose things begin a page of their own


@dataclass(frozen=True)
class Compositor:
    """Makes the chapters of one language."""

    graph: Graph
    language: Language
    root: Path
    templates: Environment
    issue: Issue

    @cached_property
    def voice(self) -> BookVoice:
        return BookVoice(self.graph, self.language, "")

    def book(self) -> Book:
        """The whole volume."""
        say = self.voice.label
        return Book(
            language=self.language,
            title=say("site-title"),
            subtitle=say("digest-subtitle"),
            about=say("digest-about"),
            rights=say("footer-rights"),
            accessibility=say("digest-accessibility"),
            contents_title=say("digest-contents"),
            see=say("digest-see"),
            entry_word=say("digest-index-entry"),
            issue=self.issue,
            chapters=tuple(self._chapters()),
            index=mentions(self.voice),
            index_chapter=Chapter("index", say("digest-index"), self._render("index"), landmark="index"),
        )

    def _render(self, template: str, voice: BookVoice | None = None, **values: object) -> str:
        values |= {"say": voice or self.voice, "issue": self.issue}
        return self.templates.get_template(f"{template}.html").render(**values)

    def _chapters(self) -> Iterator[Chapter]:
        say = self.voice.label
        yield Chapter("title-page", "", self._render("title"), landmark="titlepage")
        yield Chapter("preface", say("digest-preface"), self._render("preface"), landmark="preface")
        kinds = sorted(self.graph.kb.schema.kinds.values(), key=lambda kind: kind.name != "source")  # the texts first
        for number, kind in enumerate(kinds, 1):
            if entities := self._sorted(kind):
                yield self._part(number, kind, entities)
        if conflicts := self.graph.conflicts:
            lines = tuple(self._conflict(c.subject, c.property) for c in conflicts)
            yield Chapter("conflicts", say("conflicts-title"), self._render("conflicts", items=conflicts), lines)

    def _sorted(self, kind: Kind) -> list[Entity]:
        """Sources in the order of their ids, the rest by name."""
        entities = self.graph.kb.of_kind(kind.name)
        return list(entities) if kind.name == "source" else self.voice.sorted(entities)

    def _part(self, number: int, kind: Kind, entities: list[Entity]) -> Chapter:
        """A kind of things: what it is, then each thing."""
        title = self.voice.title(kind.plural)
        things = [self._source(e) if isinstance(e, Source) else self._thing(e) for e in entities]
        lines = tuple(Entry(f"e-{e.id}", self._name(e)) for e in entities)
        html = self._render("part", kind=kind, title=title, things=things, entities=entities, opens=self._opens(kind))
        return Chapter(f"part-{kind.folder}", title, html, lines, landmark="bodymatter" if number == 1 else "")

    def _opens(self, kind: Kind) -> bool:
        """Whether each thing of a kind begins a page of its own."""
        return kind.name in {"source", DOSSIERS}

    def _name(self, entity: Entity) -> str:
        return typeset(entity.name[self.language], self.language)

    def _of(self, entity: Entity) -> BookVoice:
        return BookVoice(self.graph, self.language, Addresses(self.graph.kb.schema).entity_path(entity))

    def _thing(self, entity: Entity) -> str:
        voice = self._of(entity)
        template = "dossier" if entity.kind == DOSSIERS else "notice"
        return self._render(template, voice, entity=entity, groups=voice.grouped(entity))

    def _source(self, source: Source) -> str:
        voice = self._of(source)
        text = printed(PrintedText(voice, source), rendered(self.root, source, self.language))
        return self._render("source", voice, entity=source, text=text, groups=voice.grouped(source))

    def _conflict(self, subject: Entity, name: str) -> Entry:
        label = self.voice.title(self.voice.kind(subject).properties[name].label)
        return Entry(f"c-{subject.id}.{name}", f"{self._name(subject)}{self.voice.colon}{label}")
