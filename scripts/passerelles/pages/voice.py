"""The voice of one page: everything that a template may say of the things of the base.

Templates ask it for words; it decides nothing about layout.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from textwrap import wrap

from markupsafe import Markup

from passerelles.dates import together
from passerelles.filled import filled
from passerelles.gaps import Gap
from passerelles.mentions import Named
from passerelles.model import Entity, Gazetteer, Kind, Metadatum, Property, Reference, Source, Statement
from passerelles.pages.attestation import Attestation
from passerelles.pages.typography import initial, sort_key, spaced, typeset
from passerelles.relations import network
from passerelles.relations.fan import Fan, fan

SHOWN = 9
LINE = 34  # letters of a name on a line of a picture, on the narrowest screen


@dataclass(eq=False)
class Voice(Attestation):
    """What a template may say on the page at `path`."""

    # Things ----------------------------------------------------------------------------------------

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
        return self.lexicon.declared(statement)

    def value_words(self, statement: Statement) -> str:
        """The value of a statement in plain words, for a line of a list."""
        said = self._said(statement)
        date = self.date(statement.date) if statement.date else ""
        return f"{said}, {date}" if said and date else said or date

    def words_alone(self, statement: Statement) -> str:
        """The value without its date: a date that is given beside it is not said twice."""
        return self._said(statement) or self.date(statement.date)

    def _said(self, statement: Statement) -> str:
        """The value in words, a date apart."""
        words = statement.text.get(self.language, "")
        if statement.entity:
            words = self.called(statement.entity).name[self.language]
        elif statement.choice:
            words = self.choice(statement)
        return typeset(words, self.language)

    def grouped(self, entity: Entity) -> list[tuple[Property, tuple[Statement, ...]]]:
        """The statements of a thing by property, in the order of the schema."""
        stated = entity.by_property
        return [(item, stated[name]) for name, item in self.kind(entity).properties.items() if name in stated]

    def days(self, event: Entity) -> tuple[str, ...]:
        """The dates of an event, EDTF; several where the sources disagree."""
        return tuple(sorted({s.date for s in event.with_property("date")}))

    def when(self, event: Entity) -> str:
        """The date of an event as EDTF; where the sources disagree, one of a set: «[2023-04-15,2023-04-16]»."""
        return together(self.days(event))

    def when_words(self, event: Entity) -> str:
        """The same in words, with its uncertainty: «15 ou 16 avril 2023 : les sources divergent»."""
        days = self.days(event)
        disputed = f"{self.colon}{self.label('conflict-flag').lower()}" if len(days) > 1 else ""
        return f"{self.dates(days)}{disputed}" if days else self.label("undated")

    def spellings(self, entity: Entity) -> list[str]:
        """The forms of the corpus, in the language of the page, that differ from the name."""
        found = {s.form for s in entity.spellings if s.language == self.language}
        return sorted(found - {entity.name[self.language]}, key=sort_key)

    def name_in(self, language: str) -> str:
        """What a name in a language of the place is called; the label of one that nobody has named yet has its code."""
        named = self.graph.kb.labels.get(f"name-in-{language}")
        return named[self.language] if named else self.label("name-in", language=language)

    def has_other_name(self, entity: Entity) -> bool:
        """Whether another form of the name is known from outside the texts."""
        return any(fact.property == "name" for fact in entity.beyond)

    def narrower(self, theme: Entity) -> list[str]:
        return [e.id for e in self.sorted([e for e in self.graph.kb.of_kind("theme") if e.broader == theme.id])]

    @property
    def shown(self) -> int:
        """How many links of one sort a page shows before it leads to a list of all."""
        return SHOWN

    def is_stale(self, path: str) -> bool:
        """Whether something in this file was translated from an earlier state of the original."""
        return path in self.graph.stale[self.language]

    # Links back ------------------------------------------------------------------------------------

    def backlinks(self, entity: Entity) -> list[tuple[Property, list[Statement]]]:
        """The statements of others whose value is this thing, by inverse label, each subject once."""
        return self.lexicon.leading.of(entity.id, lambda: self._backlinks(entity))

    def _backlinks(self, entity: Entity) -> list[tuple[Property, list[Statement]]]:
        groups: dict[str, tuple[Property, dict[str, Statement]]] = {}
        for statement in self.graph.backlinks.get(entity.id, ()):
            declared = self._declared(statement)
            label = (declared.inverse or declared.label)[self.language] + declared.name
            groups.setdefault(label, (declared, {}))[1].setdefault(statement.subject, statement)
        return [(declared, self._by_subject(found)) for declared, found in groups.values()]

    def link_count(self, entity: Entity) -> int:
        return max([len(self.named(entity)), *(len(group) for _, group in self.backlinks(entity))])

    def most_links(self, entity: Entity) -> tuple[int, int]:
        """How many links back there are in the language that has most of them: of one sort, and of all together."""
        stated = [len(group) for _, group in self.backlinks(entity)]
        named = max(len(of.get(entity.id, ())) for of in self.graph.named.values())
        return max([named, *stated]), named + sum(stated)

    def _by_subject(self, found: dict[str, Statement]) -> list[Statement]:
        return sorted(found.values(), key=lambda s: (s.date, sort_key(self.called(s.subject).name[self.language])))

    def spoken(self, entity: Entity) -> list[Statement]:
        """What this person, organisation or territory says, on the pages of other things."""
        said = [s for s in self.graph.spoken.get(entity.id, ()) if s.subject != entity.id and s.text]
        return sorted(said, key=lambda s: sort_key(self.called(s.subject).name[self.language]))

    def named(self, entity: Entity) -> Sequence[Named]:
        return self.graph.named[self.language].get(entity.id, ())

    def sentence(self, named: Named) -> Markup:
        """The sentence of a source that names a thing, the name set off."""
        words, language = named.sentence, self.language
        before, after = spaced(words[: named.start], language), spaced(words[named.end :], language)
        return filled("{}<b>{}</b>{}", before, typeset(words[named.start : named.end], language), after)

    def runs(self, gaps: Sequence[Gap]) -> list[tuple[str, list[Gap]]]:
        """Gaps by their own kind, in the order in which they come."""
        return [(kind, list(group)) for kind, group in groupby(gaps, key=lambda gap: gap.kind)]

    def things(self, gaps: Sequence[Gap]) -> list[tuple[Entity, list[Gap]]]:
        """Gaps by the thing that they are of, in the order in which they come."""
        return [(subject, list(group)) for subject, group in groupby(gaps, key=lambda gap: gap.subject)]

    def gaps(self, entity: Entity) -> list[str]:
        return [self.gap(gap) for gap in self.graph.gaps_of.get(entity.id, ())]

    def gap(self, gap: Gap) -> str:
        """What the sources do not say of a thing, in a sentence."""
        if gap.kind == "unsaid" and gap.text:
            return typeset(gap.text[self.language], self.language)
        if gap.kind == "untranslated":
            return self.label("gap-untranslated", language=self.graph.kb.schema.languages[gap.property].lower())
        if gap.kind == "unconfirmed":
            states = dict.fromkeys(self.choice(s) for s in gap.subject.with_property(gap.property))
            return self.label("gap-unconfirmed", state=" / ".join(states))
        if gap.property:
            declared = self.kind(gap.subject).properties[gap.property]
            return self.label("gap-missing", property=self.title(declared.label))
        return self.label(f"gap-{gap.kind}")

    def help_href(self, gap: Gap) -> str:
        """The address that opens the file in which this gap would be filled, where there is a forge."""
        subject = gap.subject
        if isinstance(subject, Source) and gap.kind == "untranslated":
            return self.publication.edit(subject.editions[gap.property].where.path)
        return self.publication.edit(subject.path)

    def facts(self, entity: Entity) -> list[str]:
        """The values that a kind puts in front, a property each, and whether more is known from outside the texts."""
        if isinstance(entity, Source):
            return [self.citation(entity.id)]
        front = [group for p, group in self.grouped(entity) if "front" in p.feeds and p.name != "party"]
        values = [list(dict.fromkeys(self.value_words(s) for s in group)) for group in front]
        facts = [" / ".join([*words[:4], *(["…"] if len(words) > 4 else [])]) for words in values]
        return [*facts, *([self.label("known-since")] if entity.is_known_since else [])]

    def front(self, entity: Entity) -> str:
        """The same on one line of a list."""
        return " · ".join(self.facts(entity))

    def line(self, entity: Entity) -> str:
        """The same; where nothing is put in front, how many things lead here, or how many sources name it."""
        return self.lexicon.lines.of(entity.id, lambda: self._line(entity))  # which stands in several lists

    def _line(self, entity: Entity) -> str:
        front = self._within(entity) or self.front(entity)
        if front and entity.kind != "territory":
            return front
        counts = [f"{self.title(p.inverse or p.label)}{self.colon}{len(group)}" for p, group in self.backlinks(entity)]
        counts = [front, *counts] if front else counts
        sources = {named.source for named in self.named(entity)}
        return " · ".join(counts) or (self.count("index-named", len(sources)) if sources else "")

    def _within(self, entity: Entity) -> str:
        """Where a territory lies: «dans Thừa Thiên-Huế»."""
        around = dict.fromkeys(self._said(s) for s in entity.with_property("within"))
        return self.label("index-within", names=" / ".join(around)) if around and entity.kind == "territory" else ""

    def letters(self, entities: Sequence[Entity]) -> dict[str, str]:
        """The things with which a new letter begins in a list, and that letter."""
        first: dict[str, str] = {}
        for entity in entities:
            letter = initial(entity.name[self.language])
            first.setdefault(letter if letter.isalpha() else "0-9", entity.id)
        return {name: letter for letter, name in first.items()}

    def neighbourhood(self, entity: Entity) -> Fan:
        """The nearest things that a thing is tied to, as its page draws them."""
        return fan(network(self.graph), entity.id)

    def lines(self, name: str) -> list[str]:
        """A name as a picture writes it: on two lines where it is long, cut where they do not suffice."""
        if len(name) <= LINE and name.isprintable() and name.strip() == name:
            return [name]  # as nearly always; the empty name is one line too
        return wrap(name, LINE, max_lines=2, placeholder=" …", break_on_hyphens=False) or [""]

    def datum(self, datum: Metadatum) -> str | Markup:
        """The same, linked where it is a thing or an address."""
        words = self.datum_words(datum)
        if words.startswith("https://"):
            return filled('<a href="{0}" rel="external">{0}</a>', words)
        if datum.entity:
            return filled('<a href="{}">{}</a>', self.href(self.called(datum.entity)), words)
        return words
