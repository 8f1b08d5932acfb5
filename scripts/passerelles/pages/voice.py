"""The voice of one page: its language's labels, names, dates, and links relative to its own address.

Templates ask it for words; it decides nothing about layout.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from markupsafe import Markup, escape

from passerelles import dates
from passerelles.graph import Gap, Graph, Named, mark_id
from passerelles.model import (
    Entity,
    Evidence,
    Gazetteer,
    Kind,
    Language,
    Metadatum,
    Property,
    Reference,
    Source,
    Statement,
    Text,
)
from passerelles.pages.page import Addresses, relative
from passerelles.pages.typography import colon, sort_key, typeset

SHOWN = 25


@dataclass(frozen=True)
class Voice:
    """Everything that a template may say on the page at `path`."""

    graph: Graph
    language: Language
    path: str

    @property
    def original(self) -> Language:
        return self.graph.kb.schema.original

    @property
    def colon(self) -> str:
        return colon(self.language)

    @cached_property
    def addresses(self) -> Addresses:
        return Addresses(self.graph.kb.schema)

    @cached_property
    def here(self) -> str:
        return self.addresses.of(self.language, self.path)

    @cached_property
    def date_words(self) -> dict[str, str]:
        labels = self.graph.kb.labels
        return {key: text[self.language] for key, text in labels.items() if key.startswith("date-")}

    # Words -----------------------------------------------------------------------------------------

    def label(self, key: str, **blanks: object) -> str:
        """An interface string; a missing key fails the build."""
        words = self.graph.kb.labels[key][self.language]
        return typeset(words.format(**blanks) if blanks else words, self.language)

    def title(self, text: Text) -> str:
        """A label as a heading: its first letter is a capital."""
        words = text[self.language]
        return words[:1].upper() + words[1:]

    def typeset(self, words: str, language: Language = "") -> str:
        return typeset(words, language or self.language)

    def prose(self, words: str) -> Markup:
        """Our own words, with the names in them linked (never to the page itself)."""
        parts: list[str | Markup] = []
        done, seen = 0, {self.path}
        for mention in self.graph.names[self.language].mentions(words):
            entity = self.entity(mention.entity)
            path = self.addresses.entity_path(entity)
            if path not in seen:
                seen.add(path)
                name = typeset(words[mention.start : mention.end], self.language)
                parts.append(typeset(words[done : mention.start], self.language))
                parts.append(Markup('<a class="name" href="{}">{}</a>').format(self.link(path), name))
                done = mention.end
        return Markup("").join(escape(part) for part in (*parts, typeset(words[done:], self.language)))

    def date(self, edtf: str) -> str:
        return typeset(dates.label(edtf, self.date_words), self.language)

    def iso(self, edtf: str) -> str:
        """What a machine may read of a date: nothing that is not certain."""
        return edtf if dates.read(edtf).is_certain else ""

    def coordinates(self, point: tuple[float, float]) -> str:
        return self.label("point", latitude=f"{point[0]:.3f}", longitude=f"{point[1]:.3f}")

    def count(self, key: str, number: int) -> str:
        """«1 énoncé», «12 énoncés»."""
        return self.label(f"{key}-{'one' if number == 1 else 'many'}", count=number)

    # Links -----------------------------------------------------------------------------------------

    def link(self, path: str) -> str:
        """The link from this page to another of its language."""
        return relative(self.addresses.of(self.language, path), self.here)

    def file(self, path: str) -> str:
        """The link from this page to a file of the site that all languages share."""
        return relative(path, self.here)

    def href(self, entity: Entity) -> str:
        return self.link(self.addresses.entity_path(entity))

    def part_path(self, entity: Entity, number: int) -> str:
        """The address of a part of a thing's statements; the first is the thing's own page."""
        path = self.addresses.entity_path(entity)
        return path if number == 1 else f"{path}p/{number}/"

    def anchor(self, statement: Statement) -> str:
        """The id of a statement on the page of its subject."""
        return statement.id.removeprefix(f"{statement.subject}.")

    def statement_href(self, statement: Statement) -> str:
        """The link to a statement, on the page of its subject where it stands."""
        path = self.part_path(self.entity(statement.subject), self.graph.parts.get(statement.id, 1))
        return relative(f"{self.addresses.of(self.language, path)}#{self.anchor(statement)}", self.here)

    def conflict_href(self, statement: Statement) -> str:
        """The link to the disagreement that a statement is part of."""
        page = self.graph.conflict_pages.get((statement.subject, statement.property), 1)
        path = "conflicts/" if page == 1 else f"conflicts/p/{page}/"
        return f"{self.link(path)}#{statement.subject}.{statement.property}"

    def evidence_href(self, evidence: Evidence) -> str:
        """The link to the marked words in the source, in the language of this page."""
        return f"{self.link(f'sources/{evidence.source}/')}#{mark_id(self.graph.kb, evidence)}"

    def source_name(self, name: str) -> str:
        return typeset(self.graph.kb.sources[name].name[self.language], self.language)

    def citation(self, name: str, paragraph: str = "") -> str:
        """Who published a source, when, and which paragraph: «Cités Unies France, 6 novembre 2024, § 13»."""
        source = self.graph.kb.sources[name]
        publisher, author, date = (source.metadatum(key) for key in ("publisher", "author", "date"))
        who = publisher if publisher and (publisher.entity or not author) else author
        parts = [self.datum_words(datum) for datum in (who, date) if datum]
        return ", ".join([*parts, *([f"§ {paragraph[1:]}"] if paragraph else [])])

    def evidence_name(self, evidence: Evidence) -> str:
        """The citation of quoted words, with their paragraph."""
        return self.citation(evidence.source, self.graph.mark_paragraphs.get(mark_id(self.graph.kb, evidence), ""))

    # Things ----------------------------------------------------------------------------------------

    def entity(self, name: str) -> Entity:
        return self.graph.kb.entities[name]

    def kind(self, entity: Entity) -> Kind:
        return self.graph.kb.schema.kinds[entity.kind]

    def type(self, entity: Entity) -> str:
        return self.kind(entity).types[entity.type][self.language]

    def gazetteer(self, gazetteer: Gazetteer) -> Reference:
        return self.graph.kb.schema.gazetteers[gazetteer.reference]

    def property_label(self, statement: Statement) -> str:
        return self.title(self._declared(statement).label)

    def choice(self, statement: Statement) -> str:
        return self._declared(statement).choices[statement.choice].label[self.language]

    def _declared(self, statement: Statement) -> Property:
        declared = self.graph.kb.property_of(statement)
        assert declared is not None  # the check refuses an unknown property
        return declared

    def value_words(self, statement: Statement) -> str:
        """The value of a statement in plain words, for a line of a list."""
        words = statement.text.get(self.language, "")
        if statement.entity:
            words = self.entity(statement.entity).name[self.language]
        elif statement.choice:
            words = self.choice(statement)
        date = self.date(statement.date) if statement.date else ""
        return ", ".join(part for part in (typeset(words, self.language), date) if part)

    def grouped(self, entity: Entity) -> list[tuple[Property, tuple[Statement, ...]]]:
        """The statements of a thing by property, in the order of the schema."""
        declared = self.kind(entity).properties.values()
        pairs = ((item, entity.with_property(item.name)) for item in declared)
        return [(item, group) for item, group in pairs if group]

    def spellings(self, entity: Entity) -> list[str]:
        """The forms of the corpus, in the language of the page, that differ from the name."""
        found = {s.form for s in entity.spellings if s.language == self.language}
        return sorted(found - {entity.name[self.language]}, key=sort_key)

    def narrower(self, theme: Entity) -> list[str]:
        below = [e for e in self.graph.kb.of_kind("theme") if e.broader == theme.id]
        return [e.id for e in self.sorted(below)]

    def sorted(self, entities: Sequence[Entity]) -> list[Entity]:
        return sorted(entities, key=lambda e: sort_key(e.name[self.language]))

    @property
    def shown(self) -> int:
        """How many links of one sort a page shows before it leads to a list of all."""
        return SHOWN

    # Links back ------------------------------------------------------------------------------------

    def backlinks(self, entity: Entity) -> list[tuple[Property, list[Statement]]]:
        """The statements of others whose value is this thing, by inverse label, each subject once."""
        groups: dict[str, tuple[Property, dict[str, Statement]]] = {}
        for statement in self.graph.backlinks.get(entity.id, ()):
            declared = self._declared(statement)
            label = (declared.inverse or declared.label)[self.language] + declared.name
            groups.setdefault(label, (declared, {}))[1].setdefault(statement.subject, statement)
        return [(declared, self._by_subject(found)) for declared, found in groups.values()]

    def link_count(self, entity: Entity) -> int:
        return max((len(group) for _, group in self.backlinks(entity)), default=0)

    def _by_subject(self, found: dict[str, Statement]) -> list[Statement]:
        return sorted(found.values(), key=lambda s: (s.date, sort_key(self.entity(s.subject).name[self.language])))

    def spoken(self, entity: Entity) -> list[Statement]:
        """What this person or organisation says, on the pages of other things."""
        said = [s for s in self.graph.spoken.get(entity.id, ()) if s.subject != entity.id and s.text]
        return sorted(said, key=lambda s: sort_key(self.entity(s.subject).name[self.language]))

    def named(self, entity: Entity) -> Sequence[Named]:
        return self.graph.named[self.language].get(entity.id, ())

    def sentence(self, named: Named) -> Markup:
        """The sentence of a source that names a thing, the name set off."""
        before, name, after = (
            typeset(words, self.language)
            for words in (
                named.sentence[: named.start],
                named.sentence[named.start : named.end],
                named.sentence[named.end :],
            )
        )
        return Markup("{}<b>{}</b>{}").format(before, name, after)

    def runs(self, gaps: Sequence[Gap]) -> list[tuple[str, list[Gap]]]:
        """Gaps by the kind of their subject, in the order in which they come."""
        return [(kind, list(group)) for kind, group in groupby(gaps, key=lambda gap: gap.subject.kind)]

    def gaps(self, entity: Entity) -> list[str]:
        return [self.gap(gap) for gap in self.graph.gaps_of.get(entity.id, ())]

    def gap(self, gap: Gap) -> str:
        """What the sources do not say of a thing, in a sentence."""
        if gap.kind == "unsaid" and gap.text:
            return typeset(gap.text[self.language], self.language)
        if gap.kind == "missing":
            declared = self.kind(gap.subject).properties[gap.property]
            return self.label("gap-missing", property=declared.label[self.language])
        return self.label(f"gap-{gap.kind}")

    def front(self, entity: Entity) -> str:
        """What a line of a list says of a thing: the values that its kind puts in front."""
        if isinstance(entity, Source):
            return self.citation(entity.id)
        front = [(p, group) for p, group in self.grouped(entity) if "front" in p.feeds and p.name != "party"]
        facts = [" / ".join(dict.fromkeys(self.value_words(s) for s in group[:3])) for _, group in front[:4]]
        return " · ".join(facts)

    def datum_words(self, datum: Metadatum) -> str:
        """A value of a source's record, in words."""
        words = datum.value.get(self.language) or next(iter(datum.value.values()), "")
        if datum.name == "date":
            return self.date(words)
        if datum.name == "type":
            return self.graph.kb.schema.kinds["source"].types[words][self.language]
        if datum.name == "language":
            return self.graph.kb.schema.languages.get(words, words)
        if words.startswith("https://"):
            return words
        return typeset(words, self.language)

    def datum(self, datum: Metadatum) -> str | Markup:
        """The same, linked where it is a thing or an address."""
        words = self.datum_words(datum)
        if words.startswith("https://"):
            return Markup('<a href="{0}" rel="external">{0}</a>').format(words)
        if datum.entity:
            return Markup('<a href="{}">{}</a>').format(self.href(self.entity(datum.entity)), words)
        return words

    def original_href(self, entity: Entity) -> str:
        """The link to the same thing in the language of the editions."""
        return relative(self.addresses.of(self.original, self.addresses.entity_path(entity)), self.here)
