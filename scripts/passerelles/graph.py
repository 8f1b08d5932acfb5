"""What follows from the base as a whole: links back, words named, passages quoted, conflicts, gaps, freshness.

In: a checked KnowledgeBase. Out: a frozen Graph that pages, search and exports ask.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from passerelles.check.conflicts import rival_statements
from passerelles.gaps import Gap, find_gaps
from passerelles.mentions import Names, names, sentence_bounds
from passerelles.model import Edition, Entity, Evidence, KnowledgeBase, Language, Paragraph, Rendered, Statement
from passerelles.quotes import fingerprint, passages
from passerelles.register import successors
from passerelles.translated import stale_texts

CONFLICTS_A_PAGE = 20
PAGE_BYTES = 21_000  # of statements; with its head, its pictures and its links back a page stays below 40 kB
STATEMENT_BYTES, EVIDENCE_BYTES = 900, 560  # the markup of one


@dataclass(frozen=True)
class Named:
    """A paragraph of a source that names a thing, with the sentence that does."""

    source: str
    paragraph: str
    sentence: str
    start: int  # of the name in the sentence
    end: int


@dataclass(frozen=True, eq=False)
class Mark:
    """A passage of a source that statements quote; its id is the same in every language."""

    id: str
    paragraph: str
    start: int
    end: int
    statements: tuple[Statement, ...]


@dataclass(frozen=True, eq=False)
class Conflict:
    """The statements that give one property of a thing different values."""

    subject: Entity
    property: str
    statements: tuple[Statement, ...]


@dataclass(frozen=True, eq=False)
class Graph:
    """The base with everything that links its things."""

    kb: KnowledgeBase
    names: Mapping[Language, Names]
    backlinks: Mapping[str, tuple[Statement, ...]]
    spoken: Mapping[str, tuple[Statement, ...]]
    named: Mapping[Language, Mapping[str, tuple[Named, ...]]]
    marks: Mapping[Language, Mapping[str, tuple[Mark, ...]]]
    conflicts: tuple[Conflict, ...]
    gaps: tuple[Gap, ...]
    parts: Mapping[str, int]  # the page of a thing, from 2 on, on which a statement stands

    @cached_property
    def conflict_pages(self) -> Mapping[tuple[str, str], int]:
        """On which page of the list of conflicts each one stands."""
        return {(c.subject.id, c.property): i // CONFLICTS_A_PAGE + 1 for i, c in enumerate(self.conflicts)}

    @cached_property
    def mark_of(self) -> Mapping[Language, Mapping[str, Mark]]:
        """Each marked passage by its id, in each language."""
        return {
            language: {mark.id: mark for marks in by_source.values() for mark in marks}
            for language, by_source in self.marks.items()
        }

    @cached_property
    def mark_paragraphs(self) -> Mapping[str, str]:
        """The paragraph in which each marked passage stands, the same in every language."""
        return {mark.id: mark.paragraph for by_source in self.marks.values() for m in by_source.values() for mark in m}

    @cached_property
    def former(self) -> Mapping[str, tuple[str, ...]]:
        """The anchors that a statement had, under older ids, on the page of its subject."""
        found: dict[str, list[str]] = defaultdict(list)
        for old, _, by in successors(self.kb):
            subject, _, anchor = old.partition(".")
            if anchor and by.startswith(f"{subject}."):
                found[by].append(anchor)
        return {key: tuple(anchors) for key, anchors in found.items()}

    @cached_property
    def stale(self) -> Mapping[Language, Mapping[str, list[Rendered]]]:
        """The labels, names, notes and sections whose original changed alone, by language and file."""
        kb = self.kb
        return {lang: stale_texts(kb.texts, lang, kb.schema.original, kb.rereadings) for lang in kb.schema.languages}

    @cached_property
    def gaps_of(self) -> Mapping[str, tuple[Gap, ...]]:
        found: dict[str, list[Gap]] = defaultdict(list)
        for gap in self.gaps:
            found[gap.subject.id].append(gap)
        return {key: tuple(items) for key, items in found.items()}


def link(kb: KnowledgeBase) -> Graph:
    """Work out every link of the base once."""
    languages = tuple(kb.schema.languages)
    known = {language: names(kb, language) for language in languages}
    return Graph(
        kb=kb,
        names=known,
        backlinks=_grouped((s.entity, s) for s in kb.statements if s.entity),
        spoken=_grouped((s.said_by, s) for s in kb.statements if s.said_by),
        named={language: _named(kb, language, known[language]) for language in languages},
        marks={language: _marks(kb, language) for language in languages},
        conflicts=tuple(_conflicts(kb)),
        gaps=tuple(find_gaps(kb)),
        parts=dict(_parts(kb)),
    )


def _grouped(pairs: Iterable[tuple[str, Statement]]) -> Mapping[str, tuple[Statement, ...]]:
    groups: dict[str, list[Statement]] = defaultdict(list)
    for key, statement in pairs:
        groups[key].append(statement)
    return {key: tuple(found) for key, found in groups.items()}


def _named(kb: KnowledgeBase, language: Language, known: Names) -> Mapping[str, tuple[Named, ...]]:
    """Each thing's mentions in the sources: one a paragraph, the first."""
    found: dict[str, list[Named]] = defaultdict(list)
    for source in kb.sources.values():
        edition = source.editions.get(language)
        for paragraph in edition.by_id.values() if edition else ():
            seen: set[str] = set()
            for mention in known.mentions(paragraph.text):
                if mention.entity not in seen:
                    seen.add(mention.entity)
                    found[mention.entity].append(_in_sentence(source.id, paragraph, mention.start, mention.end))
    return {key: tuple(items) for key, items in found.items()}


def _in_sentence(source: str, paragraph: Paragraph, start: int, end: int) -> Named:
    begin, stop = sentence_bounds(paragraph.text, start, end)
    return Named(source, paragraph.id, paragraph.text[begin:stop], start - begin, end - begin)


def mark_id(kb: KnowledgeBase, evidence: Evidence) -> str:
    """The address of quoted words in their source: it changes only when the words do, in no language else."""
    return f"q-{fingerprint(evidence.at + evidence.quote.get(kb.schema.original, ''))}"


def _marks(kb: KnowledgeBase, language: Language) -> Mapping[str, tuple[Mark, ...]]:
    quoted: dict[str, dict[str, list[tuple[Statement, Evidence]]]] = defaultdict(lambda: defaultdict(list))
    for statement in kb.statements:
        for evidence in statement.evidence:
            quoted[evidence.source][mark_id(kb, evidence)].append((statement, evidence))
    return {
        source: tuple(_marks_of(kb.sources[source].editions.get(language), language, by_id))
        for source, by_id in quoted.items()
        if source in kb.sources
    }


def _marks_of(
    edition: Edition | None, language: Language, quoted: Mapping[str, list[tuple[Statement, Evidence]]]
) -> Iterator[Mark]:
    order = {paragraph: i for i, paragraph in enumerate(edition.by_id)} if edition else {}
    marks = []
    for name, pairs in quoted.items():
        evidence = pairs[0][1]
        hits = passages(edition, evidence.quote.get(language, ""), evidence.at) if edition else ()
        statements = tuple(dict.fromkeys(statement for statement, _ in pairs))
        marks += [Mark(name, hit.paragraph, hit.start, hit.end, statements) for hit in hits[:1]]
    yield from sorted(marks, key=lambda m: (order[m.paragraph], m.start, -m.end, m.id))


def _conflicts(kb: KnowledgeBase) -> Iterator[Conflict]:
    for entity in kb.entities.values():
        single = {rivals[0].property: rivals for rivals in rival_statements(kb, entity)}
        declared = {s.property for s in entity.statements if s.status == "conflict"}
        for name in kb.schema.kinds[entity.kind].properties:
            if name in single or name in declared:
                marked = tuple(s for s in entity.with_property(name) if s.status == "conflict")
                yield Conflict(entity, name, single.get(name, marked))


def _parts(kb: KnowledgeBase) -> Iterator[tuple[str, int]]:
    """The statements that no longer fit on the first page of their subject, with the page they stand on.

    The same in every language, so that a reader who changes language stays on the same statements.
    """
    for entity in kb.entities.values():
        page, filled = 1, 0
        for name in kb.schema.kinds[entity.kind].properties:
            group = entity.with_property(name)
            if filled and filled + sum(map(_weight, group)) > PAGE_BYTES:
                page, filled = page + 1, 0  # cut between two properties where one can
            for statement in group:
                if filled and filled + _weight(statement) > PAGE_BYTES:
                    page, filled = page + 1, 0
                filled += _weight(statement)
                if page > 1:
                    yield statement.id, page


def _weight(statement: Statement) -> int:
    """About how many bytes a statement takes on its heaviest page."""
    quotes = sum(len(words.encode()) for e in statement.evidence for words in e.quote.values())
    words = max((len(words.encode()) for words in statement.text.values()), default=0)
    note = max((len(words.encode()) for words in statement.note.values()), default=0)
    return STATEMENT_BYTES + EVIDENCE_BYTES * len(statement.evidence) + quotes + words + note
