"""What a language says of the base whichever page asks: labels, dates, citations, sentences. Each is worked out once.

In: the linked base and a language. Out: words; links, which depend on the page, are in `words`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import NamedTuple

from passerelles.dates_said import either
from passerelles.graph import Graph, Quoted, mark_id
from passerelles.ledger import Remembered
from passerelles.mentions import sentence_bounds
from passerelles.model import Evidence, Language, Metadatum, Property, Statement
from passerelles.pages.page import Addresses
from passerelles.pages.typography import FIXED, grouped, spaced, typeset

DAY = re.compile(r"\b(\d{1,2}|1er) (?=[^\W\d])")  # no line parts it from its month
NONE_IS_SINGULAR = frozenset({"fr"})  # of the languages that may be added, as CLDR has their plurals
AROUND = 140  # characters of a sentence that are shown on each side of the words quoted


class Ways(NamedTuple):
    """How pages as deep below one folder of the root lead elsewhere."""

    top: str  # that folder
    out: str  # the way to the root
    to: Mapping[str, str]  # the way to the folder of each kind


@dataclass(frozen=True, eq=False)
class Lexicon:
    """The words of one language, kept from page to page."""

    graph: Graph
    language: Language
    _dates: dict[tuple[str, ...], str] = field(default_factory=dict)
    _citations: Remembered[str, str] = field(default_factory=Remembered)
    _around: Remembered[Quoted, tuple[str, str]] = field(default_factory=Remembered)
    _evidence_names: Remembered[Quoted, str] = field(default_factory=Remembered)
    passages: Remembered[Quoted, str] = field(default_factory=Remembered)  # the same, as a citation names them
    _agreements: Remembered[tuple[str, bool], str] = field(default_factory=Remembered)
    leading: Remembered[str, list[tuple[Property, list[Statement]]]] = field(default_factory=Remembered)  # to a thing
    lines: Remembered[str, str] = field(default_factory=Remembered)  # on which lists tell of a thing
    bare: Remembered[str, tuple[str, ...]] = field(default_factory=Remembered)  # things of a kind that no map can place
    _counts: dict[tuple[str, int], str] = field(default_factory=dict)
    _ways: dict[tuple[str, int], Ways] = field(default_factory=dict)

    @cached_property
    def addresses(self) -> Addresses:
        return Addresses(self.graph.kb.schema)

    @cached_property
    def root(self) -> str:
        """The folder of the language: every address begins with it."""
        return self.addresses.of(self.language, "")

    def ways(self, top: str, depth: int) -> Ways:
        """The ways of the pages that are so deep below a folder."""
        if (top, depth) not in self._ways:
            out, inside = "../" * depth, "../" * (depth - 1)
            folders = {kind.name: f"{kind.folder}/" for kind in self.graph.kb.schema.kinds.values()}
            to = {kind: inside if folder == top else f"{out}{folder}" for kind, folder in folders.items()}
            self._ways[top, depth] = Ways(top, out, to)
        return self._ways[top, depth]

    @cached_property
    def labels(self) -> dict[str, str]:
        """Every interface string, its blanks not filled in."""
        return {key: typeset(text[self.language], self.language) for key, text in self.graph.kb.labels.items()}

    @cached_property
    def date_words(self) -> dict[str, str]:
        labels = self.graph.kb.labels
        return {key: text[self.language] for key, text in labels.items() if key.startswith("date-")}

    def date(self, edtf: str) -> str:
        return self.dates((edtf,))

    def dates(self, edtfs: tuple[str, ...]) -> str:
        """Dates of which one is meant, or one alone, in words."""
        if edtfs not in self._dates:
            said = typeset(either(edtfs, self.date_words), self.language)
            self._dates[edtfs] = DAY.sub(rf"\1{FIXED}", said)
        return self._dates[edtfs]

    @cached_property
    def translation(self) -> Language:
        """The language of the translation that an original has beside it: the first that the model names after it."""
        schema = self.graph.kb.schema
        return next((code for code in schema.languages if code != schema.original), "")

    def label(self, key: str, blanks: Mapping[str, object]) -> str:
        """An interface string with its blanks filled in. A year is given as a word: whole numbers are counts."""
        shown = {name: grouped(v, self.language) if type(v) is int else v for name, v in blanks.items()}
        return spaced(self.graph.kb.labels[key][self.language].format(**shown), self.language)

    def count(self, key: str, number: int) -> str:
        """«1 énoncé», «12 énoncés»; of none «0 énoncé», but “0 statements”."""
        counted = key, number
        if counted not in self._counts:
            self._counts[counted] = self.label(f"{key}-{self._plural(number)}", {"count": number})
        return self._counts[counted]

    def _plural(self, number: int) -> str:
        return "one" if number == 1 or (number == 0 and self.language in NONE_IS_SINGULAR) else "many"

    def mark(self, evidence: Evidence) -> str:
        """The id of quoted words in their source, the same in every language."""
        found = self._marks.get(evidence)
        if found is None:
            found = self._marks[evidence] = mark_id(self.graph.kb, evidence)
        return found

    @cached_property
    def _marks(self) -> dict[Evidence, str]:
        return _marks(self.graph.unwatched)  # of all languages, and whether the base is watched or not

    def citation(self, name: str) -> str:
        """Who published a source, and when: «Cités Unies France, 6 novembre 2024»."""
        return self._citations.of(name, lambda: self._cited(name))

    def _cited(self, name: str) -> str:
        source = self.graph.kb.sources[name]
        publisher, author, date = (source.metadatum(key) for key in ("publisher", "author", "date"))
        who = publisher if publisher and (publisher.entity or not author) else author
        return ", ".join(self.datum_words(datum) for datum in (who, date) if datum)

    def alone(self, name: str, has_note: bool) -> str:
        """That a single source says so; whether it is dated, but not when, which stands beside its words."""
        return self._agreements.of((name, has_note), lambda: self._alone(name, has_note))

    def _alone(self, name: str, has_note: bool) -> str:
        count = self.count("rests-on" if has_note else "attested", 1)
        is_dated = self.graph.kb.sources[name].metadatum("date") is not None
        return count if is_dated else f"{count}, {self.labels['attested-undated']}"

    def evidence_name(self, evidence: Evidence) -> str:
        """The citation of quoted words, with their paragraph: «Cités Unies France, 6 novembre 2024, § 13»."""
        quoted = evidence.source, self.mark(evidence)
        return self._evidence_names.of(quoted, lambda: self._named(quoted))

    def _named(self, quoted: Quoted) -> str:
        return self.citation_of(quoted[0], self.graph.mark_paragraphs.get(quoted, ""))

    def citation_of(self, name: str, paragraph: str) -> str:
        """The citation of a source with, where it is given, one of its paragraphs."""
        cited = self.citation(name)
        if not paragraph:
            return cited
        where = f"§{FIXED}{paragraph[1:]}"
        return f"{cited}, {where}" if cited else where

    def around(self, evidence: Evidence) -> tuple[str, str]:
        """The rest of the sentence that quoted words stand in: before them and after."""
        quoted = evidence.source, self.mark(evidence)
        return self._around.of(quoted, lambda: self._beside(quoted))  # many statements quote the same words

    def _beside(self, quoted: Quoted) -> tuple[str, str]:
        mark = self.graph.mark_of[self.language].get(quoted)
        if mark is None:
            return "", ""
        text = self.graph.kb.sources[quoted[0]].editions[self.language].by_id[mark.paragraph].text
        begin, end = sentence_bounds(text, mark.start, mark.end)
        before, after = text[begin : mark.start], text[mark.end : end]
        return self._shown(before, _last), self._shown(after, _first)

    def _shown(self, words: str, cut: Callable[[str], str]) -> str:
        """What stands beside a quote, as far as it is shown; signs alone are not."""
        return spaced(cut(words), self.language) if any(map(str.isalnum, words)) else ""

    def datum_words(self, datum: Metadatum) -> str:
        """A value of a source's record, in words."""
        words = datum.value.get(self.language) or next(iter(datum.value.values()), "")
        if datum.name == "date":
            return self.date(words)
        if datum.name == "type":
            return self.graph.kb.schema.kinds["source"].types[words][self.language]
        if datum.name == "language":
            return self._language(words)
        return words if words.startswith("https://") else typeset(words, self.language)

    def _language(self, code: Language) -> str:
        """The name of a language in this one: «français», “French”."""
        label = self.graph.kb.labels.get(f"language-{code}", {})
        return label.get(self.language) or self.graph.kb.schema.languages.get(code, code)

    def declared(self, statement: Statement) -> Property:
        """What the model says of the property of a statement."""
        found = self.graph.kb.property_of(statement)
        assert found is not None  # the check refuses an unknown property
        return found


@lru_cache(maxsize=2)
def _marks(graph: Graph) -> dict[Evidence, str]:
    """The ids of quoted words in a base, as far as anybody asked: they depend on the words alone."""
    del graph
    return {}


@lru_cache(maxsize=8)  # of each language, for every page; the base, and the base as it is watched
def lexicon(graph: Graph, language: Language) -> Lexicon:
    """The one lexicon of a base and a language."""
    return Lexicon(graph, language)


def _last(words: str) -> str:
    """The end of what stands before a quote, from a whole word on."""
    return words if len(words) <= AROUND else "… " + words[-AROUND:].partition(" ")[2]


def _first(words: str) -> str:
    """The beginning of what stands after a quote, up to a whole word."""
    return words if len(words) <= AROUND else words[:AROUND].rpartition(" ")[0] + " …"
