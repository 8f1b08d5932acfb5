"""The words of one page: its language's labels, names and dates, and links relative to its own address."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from markupsafe import Markup

from passerelles import dates
from passerelles.filled import escaped, filled, marked
from passerelles.graph import Graph
from passerelles.model import BeyondFact, Called, Entity, Evidence, Language, Metadatum, Source, Statement, Text, Thing
from passerelles.pages.lexicon import Lexicon, Ways, lexicon
from passerelles.pages.page import Addresses, relative
from passerelles.pages.typography import colon, grouped, sort_key, spaced, typeset
from passerelles.publication import NOWHERE, Publication

T = TypeVar("T", bound=Thing)
NEAR = 4  # pages of a list: from here on, others are left out


@dataclass(eq=False)  # not frozen, which would take five times as long: each page has several
class Words:
    """Labels, dates, names and links, as the page at `path` says them."""

    graph: Graph
    language: Language
    path: str
    publication: Publication = NOWHERE
    lexicon: Lexicon = field(init=False, repr=False)
    addresses: Addresses = field(init=False, repr=False)
    # What a link to a thing needs, by its id: a page that shows no more of it holds while its name does.
    called: Callable[[str], Called] = field(init=False, repr=False)
    _lists: dict[str, str] = field(init=False, repr=False)  # by the address of a list, the way to its pages

    def __post_init__(self) -> None:
        self.lexicon = lexicon(self.graph, self.language)
        self.addresses, self.called, self._lists = self.lexicon.addresses, self.graph.kb.called, {}

    @property
    def original(self) -> Language:
        return self.graph.kb.schema.original

    @property
    def translation(self) -> Language:
        """The language of the translation that an original has beside it: the first that the model names after it."""
        return self.lexicon.translation

    @property
    def colon(self) -> str:
        return colon(self.language)

    @property
    def here(self) -> str:
        return self.lexicon.root + self.path

    # Words -----------------------------------------------------------------------------------------

    def label(self, key: str, **blanks: object) -> str:
        """An interface string; a missing key fails the build. A year is given as a word: whole numbers are counts."""
        return self.lexicon.label(key, blanks) if blanks else self.lexicon.labels[key]

    def number(self, count: int) -> str:
        return grouped(count, self.language)

    def title(self, text: Text) -> str:
        """A label as a heading: its first letter is a capital."""
        words = text[self.language]
        return words[:1].upper() + words[1:]

    def typeset(self, words: str, language: Language = "") -> str:
        return typeset(words, language or self.language)

    def quote(self, evidence: Evidence, language: Language = "") -> str:
        """The words quoted, as a language sets them."""
        spoken = language or self.language
        return spaced(evidence.quote[spoken], spoken)

    def prose(self, words: str) -> Markup:
        """Our own words, with the names in them linked (never to the page itself)."""
        parts: list[str | Markup] = []
        done, seen = 0, {self.path}
        for mention in self.graph.names[self.language].mentions(words):
            entity = self.called(mention.entity)
            path = self.addresses.entity_path(entity)
            if path not in seen:
                seen.add(path)
                name = typeset(words[mention.start : mention.end], self.language)
                parts.append(spaced(words[done : mention.start], self.language))
                parts.append(filled('<a class="name" href="{}">{}</a>', self.href(entity), name))
                done = mention.end
        return marked("".join(map(escaped, (*parts, spaced(words[done:], self.language)))))

    def date(self, edtf: str) -> str:
        return self.lexicon.date(edtf)

    def dates(self, edtfs: tuple[str, ...]) -> str:
        """Dates of which one is meant: «15 ou 16 avril 2023»."""
        return self.lexicon.dates(edtfs)

    def iso(self, edtf: str) -> str:
        """What a machine may read of a date: nothing that is not certain."""
        known = dates.read(edtf).certain
        return "-".join(known.given) if known else ""

    def coordinates(self, point: tuple[float, float]) -> str:
        """A point as one writes it: «48,112° N, 1,674° O», “48.112° N, 1.674° W”."""
        latitude, longitude = (f"{abs(part):.3f}" for part in point)
        comma = "," if self.language == "fr" else "."
        return self.label(
            "point",
            latitude=latitude.replace(".", comma),
            longitude=longitude.replace(".", comma),
            north=self.label("point-south") if point[0] < 0 else self.label("point-north"),
            east=self.label("point-west") if point[1] < 0 else self.label("point-east"),
        )

    def count(self, key: str, number: int) -> str:
        """«1 énoncé», «12 énoncés»."""
        return self.lexicon.count(key, number)

    # Links -----------------------------------------------------------------------------------------

    def link(self, path: str) -> str:
        """The link from this page to another of its language, below whose code both are."""
        ways = self._ways
        return relative(path, self.path) if path.startswith(ways.top) else ways.out + path

    @cached_property
    def _ways(self) -> Ways:
        return self.lexicon.ways(self.path[: self.path.find("/") + 1], self.path.count("/"))

    def pages_near(self, number: int, count: int) -> list[int]:
        """The pages of a very long list that one of them leads to: those near it, the first and the last; 0 where
        others are left out."""
        around = range(max(2, number - NEAR), min(count, number + NEAR + 1))
        return [1, *(page if abs(page - number) < NEAR else 0 for page in around), count]

    def page_href(self, base: str, number: int) -> str:
        """The link to one of the pages of a list; the first has the address of the list."""
        path = base if number == 1 else f"{base}p/{number}/"
        if number == 1 or path == self.path:
            return self.link(path)
        if base not in self._lists:  # a page of a long list leads to dozens of the others
            self._lists[base] = self.link(f"{base}p/-/").removesuffix("-/")
        return f"{self._lists[base]}{number}/"

    def file(self, path: str) -> str:
        """The link from this page to a file of the site that all languages share."""
        return relative(path, self.here)

    def href(self, entity: Thing) -> str:
        """The link to a thing; the pages below its own lead there by another way than the rest."""
        if f"/{entity.id}/" in self.path:
            return self.link(self.addresses.entity_path(entity))
        return f"{self._ways.to[entity.kind]}{entity.id}/"

    def part_path(self, entity: Thing, number: int) -> str:
        """The address of a part of a thing's statements; the first is the thing's own page."""
        path = self.addresses.entity_path(entity)
        return path if number == 1 else f"{path}p/{number}/"

    def anchor(self, statement: Statement) -> str:
        """The id of a statement on the page of its subject."""
        return statement.id.partition(".")[2]

    def statement_href(self, statement: Statement) -> str:
        """The link to a statement, on the page of its subject where it stands."""
        subject, part = self.called(statement.subject), self.graph.parts.get(statement.id, 1)
        if part == 1 and f"/{subject.id}/" not in self.path:
            return f"{self.href(subject)}#{self.anchor(statement)}"
        return self.link(f"{self.part_path(subject, part)}#{self.anchor(statement)}")

    def conflict_href(self, statement: Statement) -> str:
        """The link to the disagreement that a statement is part of."""
        page = self.graph.conflict_pages.get((statement.subject, statement.property), 1)
        path = "conflicts/" if page == 1 else f"conflicts/p/{page}/"
        return f"{self.link(path)}#{statement.subject}.{statement.property}"

    def source_href(self, name: str) -> str:
        """The link to a source, by its id."""
        return self.link(f"sources/{name}/") if f"/{name}/" in self.path else f"{self._ways.to['source']}{name}/"

    def evidence_href(self, evidence: Evidence) -> str:
        """The link to the marked words in the source, in the language of this page."""
        return f"{self.source_href(evidence.source)}#{self.lexicon.mark(evidence)}"

    def name(self, entity: Thing) -> str:
        """What a thing is called here; the title of a source may hold a colon."""
        return typeset(entity.name[self.language], self.language)

    def sorted(self, entities: Sequence[T]) -> list[T]:
        return sorted(entities, key=lambda e: sort_key(e.name[self.language]))

    def source_name(self, name: str) -> str:
        return self.name(self.graph.kb.sources[name])

    def source_edtf(self, source: Source) -> str:
        """The date of a source as EDTF, or nothing."""
        date = source.metadatum("date")
        return date.value[self.original] if date else ""

    def source_date(self, source: Source) -> str:
        edtf = self.source_edtf(source)
        return self.date(edtf) if edtf else self.label("undated")

    def citation(self, name: str, paragraph: str = "") -> str:
        """Who published a source, when, and which paragraph: «Cités Unies France, 6 novembre 2024, § 13»."""
        return self.lexicon.citation_of(name, paragraph)

    def evidence_name(self, evidence: Evidence) -> str:
        """The citation of quoted words, with their paragraph."""
        return self.lexicon.evidence_name(evidence)

    def original_href(self, entity: Thing) -> str:
        """The link to the same thing in the language of the editions."""
        return self.in_language(entity, self.original)

    def in_language(self, entity: Thing, language: Language) -> str:
        """The link to the same thing in another language."""
        return relative(self.addresses.of(language, self.addresses.entity_path(entity)), self.here)

    def in_time(self, facts: Sequence[BeyondFact]) -> list[BeyondFact]:
        """What is known from outside the texts, in the order of time; what nobody dates comes last."""
        return sorted(facts, key=lambda f: dates.read(f.date).earliest.isoformat() if f.date else "9999")

    def entity(self, name: str) -> Entity:
        return self.graph.kb.entities[name]

    def datum_words(self, datum: Metadatum) -> str:
        """A value of a source's record, in words."""
        return self.lexicon.datum_words(datum)
