"""What is missing: what the sources do not say, what nobody has confirmed, what no person has reread."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from passerelles.model import Edition, Entity, KnowledgeBase, Language, Property, Schema, Source, Text
from passerelles.translated import pairing

GAPS = ("undated", "unthemed", "missing", "single-source", "unconfirmed", "untranslated", "unsaid")


@dataclass(frozen=True, eq=False)
class Gap:
    """Something that the sources do not say, or that nobody has done yet: `kind` is one of GAPS; `property` is what
    is missing or open, the language of a translation, or nothing."""

    kind: str
    subject: Entity
    property: str = ""
    text: Text | None = None


@dataclass(frozen=True)
class Freshness:
    """The state of a translated paragraph: fresh, stale (the original changed) or unread (never reread so)."""

    paragraph: str
    state: str
    words: str


def gaps_of(kb: KnowledgeBase, entity: Entity) -> Iterator[Gap]:
    """Every gap of one thing."""
    for name, declared in kb.schema.kinds[entity.kind].properties.items():
        if declared.expected and not entity.with_property(name) and _applies(entity, name):
            yield Gap(_lack(declared), entity, name)
    if entity.kind == "partnership" and len(_speaking(entity)) == 1:
        yield Gap("single-source", entity)
    yield from (Gap("unconfirmed", entity, name) for name in _open(kb, entity))
    if isinstance(entity, Source):
        yield from (Gap("untranslated", entity, language) for language in _unread(entity, kb.schema.original))
    for text in entity.unsaid:
        yield Gap("unsaid", entity, text=text)


def _speaking(partnership: Entity) -> set[str]:
    """The sources that speak of a partnership: one whose words only complete those of another (a date, a place) may
    not mention it."""
    named = {e.source for s in partnership.with_property("party") for e in s.evidence}
    return named | {s.evidence[0].source for s in partnership.statements if s.evidence}


def in_order(gaps: Iterable[Gap], schema: Schema) -> list[Gap]:
    """Gaps as their page lists them: by what is lacking, then by kind of thing, then by thing."""
    kinds = tuple(schema.kinds)
    return sorted(gaps, key=lambda gap: (GAPS.index(gap.kind), kinds.index(gap.subject.kind), gap.subject.id))


def _lack(declared: Property) -> str:
    """What a property that nobody gives leaves a thing without."""
    if declared.type == "date":
        return "undated"
    return "unthemed" if "theme" in declared.targets else "missing"


def _open(kb: KnowledgeBase, entity: Entity) -> Iterator[str]:
    """The properties of which the sources only say what was planned or considered when they wrote."""
    for name, declared in kb.schema.kinds[entity.kind].properties.items():
        codes = {s.choice for s in entity.with_property(name)}
        if codes and all(code in declared.choices and declared.choices[code].open for code in codes):
            yield name


def _unread(source: Source, original: Language) -> Iterator[Language]:
    """The languages in which a paragraph of this source has not been reread since its words changed."""
    for language, edition in source.editions.items():
        if language != original and any(f.state != "fresh" for f in freshness(source.editions[original], edition)):
            yield language


def _applies(entity: Entity, name: str) -> bool:
    """A series of meetings has neither one date nor one place; a part of an event has those of the whole; of an event
    held at a distance, the sources give the format in place of a place."""
    is_elsewhere = entity.type == "series" or bool(entity.with_property("part_of"))
    is_told_by_format = name == "place" and bool(entity.with_property("format"))
    return not (is_told_by_format or (is_elsewhere and name in {"date", "place"}))


def freshness(original: Edition, edition: Edition) -> Iterator[Freshness]:
    """How each paragraph of a translation stands to the original of today."""
    for paragraph in edition.paragraphs:
        source = original.by_id.get(paragraph.id)
        if source is not None:
            expected, recorded = pairing(source.text, paragraph.text), edition.made_from.get(paragraph.id, "")
            same_words = recorded.split("-")[-1] == expected.split("-")[-1]
            state = "fresh" if recorded == expected else ("stale" if recorded and same_words else "unread")
            yield Freshness(paragraph.id, state, paragraph.text)
