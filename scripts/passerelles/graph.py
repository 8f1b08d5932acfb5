"""What follows from the base as a whole: links back, words named, passages quoted, conflicts, gaps, freshness.

In: a checked KnowledgeBase. Out: a frozen Graph that pages, search and exports ask.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from passerelles.check.conflicts import rival_statements
from passerelles.collector import paused
from passerelles.gaps import Gap, gaps_of
from passerelles.mentions import Mentioned, Named, Names, names, renamed
from passerelles.model import Edition, Entity, Evidence, KnowledgeBase, Language, Rendered, Statement
from passerelles.quotes import fingerprint, passages
from passerelles.register import successors
from passerelles.regrouping import Regrouped
from passerelles.since import changed, reshaped
from passerelles.translated import stale_texts

CONFLICTS_A_PAGE = 20
PAGE_BYTES = 22_500  # of statements; with its head, its pictures and its links back a page stays below 40 kB
STATEMENT_BYTES, EVIDENCE_BYTES = 1040, 670  # the markup of one, and its place in the data block of its page
BEYOND_BYTES = 520  # the reference of an outside fact
MATCH_BYTES = 200  # a subject of a public vocabulary


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
    named = {language: renamed(previous, kb, language, known[language], ids) for language in known}
    cited = told.by(previous.cited, lambda s: (evidence.source for evidence in s.evidence))
    return Graph(
        kb=kb,
        names=known,
        backlinks=told.by(previous.backlinks, lambda s: (s.entity,)),
        spoken=told.by(previous.spoken, lambda s: (s.said_by,)),
        named={language: by_thing for language, (by_thing, _) in named.items()},
        marks=_marks(previous, kb, cited, told.touched(lambda s: (evidence.source for evidence in s.evidence)) | ids),
        conflicts=told.things(previous.conflicts, lambda thing: _conflicts(kb, thing)),
        gaps=told.things(previous.gaps, lambda thing: gaps_of(kb, thing)),
        parts=told.parts(previous.parts, lambda thing: _parts(kb, thing)),
        cited=cited,
        mentions={language: by_source for language, (_, by_source) in named.items()},
    )


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
    return f"q-{fingerprint(evidence.at + evidence.quote.get(kb.schema.original, ''))}"


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
        hits = passages(edition, evidence.quote.get(language, ""), evidence.at) if edition else ()
        statements = tuple(dict.fromkeys(statement for statement, _ in pairs))
        marks += [Mark(name, hit.paragraph, hit.start, hit.end, statements) for hit in hits[:1]]
    yield from sorted(marks, key=lambda m: (order[m.paragraph], m.start, -m.end, m.id))


def _conflicts(kb: KnowledgeBase, entity: Entity) -> Iterator[Conflict]:
    single = {rivals[0].property: rivals for rivals in rival_statements(kb, entity)}
    declared = {s.property for s in entity.statements if s.status == "conflict"}
    for name in kb.schema.kinds[entity.kind].properties if single or declared else ():
        if name in single or name in declared:
            marked = tuple(s for s in entity.with_property(name) if s.status == "conflict")
            yield Conflict(entity, name, single.get(name, marked))


def _parts(kb: KnowledgeBase, entity: Entity) -> Iterator[tuple[str, int]]:
    """The statements that no longer fit on the first page of their subject, with the page they stand on.

    The same in every language, so that a reader who changes language stays on the same statements.
    """
    weights = {statement: _weight(statement) for statement in entity.statements}
    page, filled, is_begun = 1, _beside(entity), False
    if filled + sum(weights.values()) <= PAGE_BYTES:
        return
    for name in kb.schema.kinds[entity.kind].properties:
        group = entity.with_property(name)
        if is_begun and filled + sum(weights[statement] for statement in group) > PAGE_BYTES:
            page, filled = page + 1, 0  # cut between two properties where one can
        for statement in group:
            if is_begun and filled + weights[statement] > PAGE_BYTES:
                page, filled = page + 1, 0
            filled, is_begun = filled + weights[statement], True
            if page > 1:
                yield statement.id, page


def _beside(entity: Entity) -> int:
    """About how many bytes the first page of a thing has beside its statements: outside facts, what no text says."""
    told = [*(fact.text for fact in entity.beyond), *entity.unsaid]
    said = sum(max((len(words.encode()) for words in text.values()), default=0) for text in told)
    return BEYOND_BYTES * len(entity.beyond) + MATCH_BYTES * len(entity.matches) + said


def _weight(statement: Statement) -> int:
    """About how many bytes a statement takes on its heaviest page."""
    quotes = sum(len(words.encode()) for e in statement.evidence for words in e.quote.values())
    again = sum(max((len(w.encode()) for w in e.quote.values()), default=0) for e in statement.evidence)  # data block
    words = max((len(words.encode()) for words in statement.text.values()), default=0)
    note = max((len(words.encode()) for words in statement.note.values()), default=0)
    return STATEMENT_BYTES + EVIDENCE_BYTES * len(statement.evidence) + quotes + again + words + note
