"""The words and addresses that every format of the data shares: each in every language, as the pages have them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from passerelles.dates_said import label
from passerelles.export.table import Cells, joined, said_in
from passerelles.graph import Conflict, Graph
from passerelles.ledger import note
from passerelles.model import Entity, Evidence, Property, Statement, Text
from passerelles.pages.voice import Voice
from passerelles.register import WITHDRAWN, kind_before


@dataclass(frozen=True)
class Words:
    """What a row may say of the things of the base. Addresses are absolute where the site has one (`site_url`, which
    ends in a slash), else relative to the root of the site."""

    graph: Graph
    site_url: str

    @cached_property
    def languages(self) -> tuple[str, ...]:
        return tuple(self.graph.kb.schema.languages)

    @cached_property
    def voices(self) -> Mapping[str, Voice]:
        return {language: Voice(self.graph, language, "") for language in self.languages}

    @cached_property
    def voice(self) -> Voice:
        """For what is the same in every language: paths, anchors."""
        return self.voices[self.languages[0]]

    def each(self, say: Callable[[Voice], str]) -> Text:
        """The same thing said in every language."""
        return {language: say(voice) for language, voice in self.voices.items()}

    # Words -----------------------------------------------------------------------------------------

    def name(self, id_: str) -> Text:
        return self.graph.kb.entities[id_].name

    def list(self, name: str, texts: Iterable[Text]) -> Cells:
        """The labels of several codes, as the cells of a table: `name_fr`, `name_en`."""
        told = tuple(texts)
        return {said_in(name, language): joined([text[language] for text in told]) for language in self.languages}

    def date(self, edtf: str) -> Text:
        """A date in words, with its uncertainty; days come again and again."""
        if edtf not in self._dates:
            self._dates[edtf] = self.each(lambda voice: label(edtf, voice.lexicon.date_words))
        return self._dates[edtf]

    @cached_property
    def _dates(self) -> dict[str, Text]:
        return {}

    def label(self, key: str) -> Text:
        return self.graph.kb.labels[key]

    def kind(self, name: str) -> Text:
        """A kind of thing or, in the register of ids, a statement or an outside fact."""
        known = self.graph.kb.schema.kinds.get(name)
        fallback = dict.fromkeys(self.languages, name)  # a kind that the model has no more
        return known.label if known else self.graph.kb.labels.get(f"replaced-{name}", fallback)

    def property(self, kind: str, name: str) -> Text:
        """What a property of a kind is called; of none, nothing."""
        declared = self.graph.kb.schema.kinds[kind].properties.get(name)
        return declared.label if declared else {}

    def adds_to(self, code: str) -> Text:
        """What an outside fact adds to; editors may use a code that the labels do not have, which then is the label."""
        return self.graph.kb.labels.get(f"beyond-{code}", dict.fromkeys(self.languages, code))

    def tongue(self, code: str) -> Text:
        """A language by its code; one that the labels do not have, by its own name or by the code."""
        own = self.graph.kb.schema.languages.get(code, code)
        return self.graph.kb.labels.get(f"language-{code}", dict.fromkeys(self.languages, own))

    def property_of(self, statement: Statement) -> Property:
        declared = self.graph.kb.property_of(statement)
        assert declared is not None  # the check refuses an unknown property
        return declared

    def value(self, statement: Statement) -> Text:
        """The value in words, its date left out unless it is the value."""
        if statement.entity:
            return self.name(statement.entity)
        if statement.choice:
            return self.property_of(statement).choices[statement.choice].label
        return statement.text or self.date(statement.date)

    # Addresses -------------------------------------------------------------------------------------

    @cached_property
    def _roots(self) -> Text:
        return {language: self.site_url + self.voice.addresses.of(language, "") for language in self.languages}

    def address(self, path: str) -> Text:
        """The address of a page, and perhaps of an element of it, in each language."""
        return {language: root + path for language, root in self._roots.items()}

    def entity_url(self, entity: Entity) -> Text:
        return self.address(self.voice.addresses.entity_path(entity))

    def statement_url(self, statement: Statement) -> Text:
        subject = self.graph.kb.entities[statement.subject]
        path = self.voice.part_path(subject, self.graph.parts.get(statement.id, 1))
        return self.address(f"{path}#{self.voice.anchor(statement)}")

    def evidence_url(self, evidence: Evidence) -> Text:
        return self.address(f"sources/{evidence.source}/#{self.mark(evidence)}")

    def mark(self, evidence: Evidence) -> str:
        """The id of quoted words in their source, worked out once for all formats."""
        return self.voice.lexicon.mark(evidence)

    def paragraph(self, evidence: Evidence) -> str:
        """The paragraph of the source in which the words stand, the same in every language."""
        return self.graph.mark_paragraphs.get((evidence.source, self.mark(evidence)), "")

    def conflict_url(self, conflict: Conflict) -> Text:
        page = self.graph.conflict_pages[conflict.subject.id, conflict.property]
        path = "conflicts/" if page == 1 else f"conflicts/p/{page}/"
        return self.address(f"{path}#{conflict_id(conflict)}")

    def url_of(self, id_: str) -> Text:
        """Where an id of the base is shown: a thing, a statement or an outside fact."""
        if id_ in self.graph.kb.entities:
            return self.entity_url(self.graph.kb.entities[id_])
        if id_ in self.statements:
            return self.statement_url(self.statements[id_])
        subject = self.graph.kb.entities[id_.split(".")[0]]
        return self.address(f"{self.voice.addresses.entity_path(subject)}#{id_}")

    def url_instead(self, gone: str, by: str) -> Text:
        """Where to look instead of what is gone: at what takes its place or, withdrawn, at the list of its kind."""
        if by != WITHDRAWN:
            return self.url_of(by)
        kind = kind_before(self.graph.kb, gone)
        return self.address(f"{self.graph.kb.schema.kinds[kind].folder}/" if kind else "")

    def narrower(self, theme: str) -> tuple[str, ...]:
        """The themes right below a theme, in the order of the base."""
        note("kind", "theme")
        return self._below.get(theme, ())

    @cached_property
    def _below(self) -> Mapping[str, tuple[str, ...]]:
        below: dict[str, list[str]] = {}
        for theme in self.graph.unwatched.kb.of_kind("theme"):
            below.setdefault(theme.broader, []).append(theme.id)
        return {above: tuple(listed) for above, listed in below.items()}

    @cached_property
    def changed(self) -> Mapping[str, str]:
        """The latest day (ISO 8601) on which a statement of a thing was published, changed or withdrawn, by thing."""
        days: dict[str, str] = {}
        for item in self.graph.kb.register.changes.values():
            subject = item.id.partition(".")[0]
            days[subject] = max(days.get(subject, ""), item.last)
        return days

    @cached_property
    def statements(self) -> Mapping[str, Statement]:
        return {statement.id: statement for statement in self.graph.kb.statements}


def conflict_id(conflict: Conflict) -> str:
    """The id of a disagreement, which is also its anchor on the page of disagreements."""
    return f"{conflict.subject.id}.{conflict.property}"
