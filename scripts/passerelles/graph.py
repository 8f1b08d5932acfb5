"""What follows from the base as a whole: links back, words named, passages quoted, conflicts, gaps, freshness.

In: a checked KnowledgeBase. Out: a frozen Graph that pages, search and exports ask.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache, partial

from passerelles.check.conflicts import rival_statements
from passerelles.collector import paused
from passerelles.gaps import Gap, gaps_of
from passerelles.mentions import ByThing, Mentioned, Named, Names, names, renamed
from passerelles.model import Edition, Entity, Evidence, KnowledgeBase, Language, Rendered, Statement
from passerelles.paging import paged
from passerelles.processes import beside
from passerelles.quotes import fingerprint, first_passage
from passerelles.register import successors
from passerelles.regrouping import Regrouped
from passerelles.since import changed, reshaped
from passerelles.translated import stale_texts

CONFLICTS_A_PAGE = 20


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


Quoted = tuple[str, str]  # a source, and the id of the passage in it


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
    cited: Mapping[str, tuple[Statement, ...]] = field(default_factory=dict)  # what quotes each source
    mentions: Mapping[Language, Mapping[str, Mentioned]] = field(default_factory=dict)  # the names in each source

    @property
    def unwatched(self) -> Graph:
        """The base itself, where this is a view of it that notes what is asked."""
        return self

    @cached_property
    def conflict_pages(self) -> Mapping[tuple[str, str], int]:
        """On which page of the list of conflicts each one stands."""
        return {(c.subject.id, c.property): i // CONFLICTS_A_PAGE + 1 for i, c in enumerate(self.conflicts)}

    @cached_property
    def mark_of(self) -> Mapping[Language, Mapping[Quoted, Mark]]:
        """Each marked passage by its source and its id, in each language: two sources may say the same."""
        return {
            language: {(source, mark.id): mark for source, marks in by_source.items() for mark in marks}
            for language, by_source in self.marks.items()
        }

    @cached_property
    def mark_paragraphs(self) -> Mapping[Quoted, str]:
        """The paragraph in which each marked passage stands, the same in every language."""
        return {where: mark.paragraph for by_place in self.mark_of.values() for where, mark in by_place.items()}

    @cached_property
    def partnerships_of(self) -> Mapping[str, tuple[str, ...]]:
        """The partnerships that each thing is named in by a statement of theirs, each once, in order."""
        found: dict[str, set[str]] = defaultdict(set)
        for partnership in self.kb.of_kind("partnership"):
            for statement in partnership.statements:
                if statement.entity:
                    found[statement.entity].add(partnership.id)
        return {name: tuple(sorted(ids)) for name, ids in found.items()}

    @cached_property
    def written(self) -> frozenset[tuple[Language, str]]:
        """The addresses of the pages that people write, by language."""
        return frozenset((page.language, page.address) for page in self.kb.markdown.values())

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


@paused
def link(kb: KnowledgeBase, previous: Graph | None = None) -> Graph:
    """Work out every link of the base; with those of an earlier state, only what a change since then may touch."""
    if previous is None or previous.kb.schema != kb.schema:
        nothing = replace(kb, entities={})
        previous = Graph(nothing, {}, {}, {}, {}, {}, (), (), {})
    ids = changed(previous.kb, kb)
    told = Regrouped(previous.kb, kb, ids)
    known = {language: _known(previous, kb, language, ids) for language in kb.schema.languages}
    other = beside(partial(_other_half, previous, told, known), len(ids))
    cited = told.by(previous.cited, lambda s: (evidence.source for evidence in s.evidence))
    backlinks = told.by(previous.backlinks, lambda s: (s.entity,))
    spoken = told.by(previous.spoken, lambda s: (s.said_by,))
    marks = _marks(previous, kb, cited, told.touched(lambda s: (evidence.source for evidence in s.evidence)) | ids)
    conflicts = told.things(previous.conflicts, lambda thing: _conflicts(kb, thing))
    gaps = told.things(previous.gaps, lambda thing: gaps_of(kb, thing))
    found, parts = other()
    named = {language: by_thing for language, (by_thing, _) in found.items()}
    mentions = {language: by_source for language, (_, by_source) in found.items()}
    return Graph(kb, known, backlinks, spoken, named, marks, conflicts, gaps, parts, cited, mentions)


def _other_half(
    previous: Graph, told: Regrouped, known: Mapping[Language, Names]
) -> tuple[dict[Language, tuple[ByThing, Mapping[str, Mentioned]]], Mapping[str, int]]:
    """What takes half of the time and is soon handed over: in each language where the sources name the things, by thing
    and by source; and the pages on which statements stand."""
    kb, ids = told.new, told.ids
    found = {language: renamed(previous, kb, language, names, ids) for language, names in known.items()}
    return found, told.parts(previous.parts, lambda thing: paged(kb, thing))


def _known(previous: Graph, kb: KnowledgeBase, language: Language, ids: frozenset[str]) -> Names:
    """The names of one language; the very same as before, where no thing is called otherwise."""
    if language in previous.names and not reshaped(previous.kb, kb, ids):
        return previous.names[language]
    return names(kb, language)


def quoted_at(kb: KnowledgeBase, evidence: Evidence) -> Quoted:
    """Where quoted words are marked: their source, and their address in it."""
    return evidence.source, mark_id(kb, evidence)


def mark_id(kb: KnowledgeBase, evidence: Evidence) -> str:
    """The address of quoted words in their source: it changes only when the words do, in no language else."""
    return _mark_id(evidence.at + evidence.quote.get(kb.schema.original, ""))


@lru_cache(maxsize=100_000)  # each language and format asks, in processes that begin with what this one knows
def _mark_id(words: str) -> str:
    return f"q-{fingerprint(words)}"


def _marks(
    previous: Graph, kb: KnowledgeBase, cited: Mapping[str, tuple[Statement, ...]], touched: Collection[str]
) -> Mapping[Language, Mapping[str, tuple[Mark, ...]]]:
    """The quoted passages of every source; those of sources that no change touched are kept."""
    marks: dict[Language, dict[str, tuple[Mark, ...]]] = {
        language: {name: of for name, of in previous.marks.get(language, {}).items() if name not in touched}
        for language in kb.schema.languages
    }
    for source in (kb.sources[name] for name in cited if name in touched and name in kb.sources):
        quoted: dict[str, list[tuple[Statement, Evidence]]] = defaultdict(list)
        for statement in cited[source.id]:
            for evidence in statement.evidence:
                if evidence.source == source.id:
                    quoted[mark_id(kb, evidence)].append((statement, evidence))
        for language, by_source in marks.items():
            by_source[source.id] = tuple(_marks_of(source.editions.get(language), language, quoted))
    return marks


def _marks_of(
    edition: Edition | None, language: Language, quoted: Mapping[str, list[tuple[Statement, Evidence]]]
) -> Iterator[Mark]:
    order = {paragraph: i for i, paragraph in enumerate(edition.by_id)} if edition else {}
    marks = []
    for name, pairs in quoted.items():
        evidence = pairs[0][1]
        hit = first_passage(edition, evidence.quote.get(language, ""), evidence.at) if edition else None
        if hit:
            statements = tuple(dict.fromkeys([statement for statement, _ in pairs]))
            marks.append(Mark(name, hit.paragraph, hit.start, hit.end, statements))
    yield from sorted(marks, key=lambda m: (order[m.paragraph], m.start, -m.end, m.id))


def _conflicts(kb: KnowledgeBase, entity: Entity) -> Iterator[Conflict]:
    single = {rivals[0].property: rivals for rivals in rival_statements(kb, entity)}
    declared = {s.property for s in entity.statements if s.status == "conflict"}
    for name in kb.schema.kinds[entity.kind].properties if single or declared else ():
        if name in single or name in declared:
            marked = tuple(s for s in entity.with_property(name) if s.status == "conflict")
            yield Conflict(entity, name, single.get(name, marked))
