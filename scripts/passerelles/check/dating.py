"""Rules on dates: written in EDTF, and said by the words that are quoted."""

from __future__ import annotations

import re
from collections.abc import Iterator

from passerelles.check.evidence import Things, stated
from passerelles.dates import Date, NotADate, components, read
from passerelles.model import (
    Entity,
    Gazetteer,
    KnowledgeBase,
    Language,
    Metadatum,
    Position,
    Problem,
    Source,
    Statement,
)
from passerelles.quotes import fold


def dates_are_edtf(kb: KnowledgeBase, things: Things) -> Iterator[Problem]:
    """Each date is written in EDTF and exists in the calendar."""
    for where, edtf in _dates(kb, things):
        if not _readable(edtf):
            yield Problem(where, "not-a-date", (("value", edtf),))


def dates_stand_in_their_quotes(kb: KnowledgeBase, things: Things) -> Iterator[Problem]:
    """The year, month and day of a date are said by its quotes, its paragraph, or the note that explains it."""
    for where, edtf, words, key in _dated_words(kb, things):
        for language, said in words.items():
            if _readable(edtf) and (missing := _unsaid(kb, edtf, language, said)):
                details = (("date", edtf), ("missing", missing), ("language", language))
                yield Problem(where, key, details)


def units_end_when_a_reference_says_so(_kb: KnowledgeBase, things: Things) -> Iterator[Problem]:
    """A territory begins and ends on days that its outside facts give, with their references."""
    for entity, gazetteer in _within_bounds(things):
        known = {fact.date for fact in entity.beyond if fact.date}
        for bound in gazetteer.valid.split("/"):
            if bound not in {"", "..", *known}:
                details = (("date", bound), ("known", ", ".join(sorted(known)) or "∅"))
                yield Problem(gazetteer.where, "bound-without-reference", details)


def _within_bounds(things: Things) -> Iterator[tuple[Entity, Gazetteer]]:
    """The territories that began or ended; bounds that are no dates are told of as such."""
    for entity in things:
        if entity.gazetteer and _readable(entity.gazetteer.valid):
            yield entity, entity.gazetteer


def units_exist_on_their_dates(kb: KnowledgeBase, things: Things) -> Iterator[Problem]:
    """What is dated happens in territories that existed by then; what was held, in territories that still existed."""
    for statement in stated(things):
        when = _read(statement.date)
        if when is None:
            continue
        for territory, declared in _units(kb, statement):
            valid = _read(declared.valid)
            if valid and (when.latest < valid.earliest or (_was_held(kb, statement) and when.earliest > valid.latest)):
                details = (("date", statement.date), ("id", territory), ("valid", declared.valid))
                yield Problem(statement.spot("date"), "date-outside-unit", details)


def _units(kb: KnowledgeBase, statement: Statement) -> Iterator[tuple[str, Gazetteer]]:
    """The territories that a dated statement speaks of: subject, value, the parties or the place of its subject."""
    subject = kb.entities[statement.subject]
    near = (s.entity for name in ("party", "place") for s in subject.with_property(name))
    for name in dict.fromkeys((statement.subject, statement.entity, *near)):
        entity = kb.entities.get(name)
        if entity and entity.gazetteer:
            yield name, entity.gazetteer


def _was_held(kb: KnowledgeBase, statement: Statement) -> bool:
    return any(s.choice == "held" for s in kb.entities[statement.subject].with_property("state"))


def _dates(kb: KnowledgeBase, things: Things) -> Iterator[tuple[Position, str]]:
    for where, edtf, *_ in _dated_words(kb, things):
        yield where, edtf
    for entity in things:
        if entity.gazetteer and entity.gazetteer.valid:
            yield entity.gazetteer.where, entity.gazetteer.valid
        for fact in entity.beyond:
            if fact.reference.date:
                yield fact.spots.get("reference.date", fact.where), fact.reference.date


def _dated_words(kb: KnowledgeBase, things: Things) -> Iterator[tuple[Position, str, dict[Language, str], str]]:
    """Each date with the words, by language, that must say it, and what is told where they do not."""
    languages = tuple(kb.schema.languages)
    for statement in stated(things):
        if statement.date:
            # The note of a conflict speaks of both dates: it cannot vouch for one of them.
            note = {} if statement.status == "conflict" else statement.note
            parts = [*(evidence.quote for evidence in statement.evidence), note]
            all_said = {key: fold(" ".join(part.get(key, "") for part in parts)) for key in languages}
            said = {key: words for key, words in all_said.items() if words}  # no words at all are told of as such
            yield statement.spot("date"), statement.date, said, "date-not-in-words"
    for entity in things:
        for fact in entity.beyond:
            if fact.date:
                yield fact.spots.get("date", fact.where), fact.date, dict(fact.text), "date-not-in-text"
    for source in (thing for thing in things if isinstance(thing, Source)):
        if record := source.metadatum("date"):
            said = _said_by(source, record)
            yield from ((record.where, edtf, said, "date-not-in-words") for edtf in record.value.values())


def _said_by(source: Source, record: Metadatum) -> dict[Language, str]:
    """What the paragraph of a record and its note say, where there is such a paragraph: else this is told of."""
    texts = ((key, edition.by_id) for key, edition in source.editions.items())
    at = {key: by_id[record.at].text if record.at else "" for key, by_id in texts if record.at in {"", *by_id}}
    return {key: f"{words} {record.note.get(key, '')}" for key, words in at.items()}


def _readable(edtf: str) -> bool:
    return _read(edtf) is not None


def _read(edtf: str) -> Date | None:
    try:
        return read(edtf)
    except NotADate:
        return None


def _unsaid(kb: KnowledgeBase, edtf: str, language: Language, words: str) -> str:
    """The first part of the date that the words do not say, as they would have to say it."""
    named, first = (kb.labels.get(key, {}).get(language, "") for key in ("date-months", "date-first-day"))
    months = named.split()
    if len(months) != 12 or not first:
        return ""  # told of as such, at the labels
    for name, digits in components(edtf):
        wanted = {digits.lstrip("0"), digits}
        if name == "month":
            wanted |= {months[int(digits) - 1]}
        if name == "day" and digits == "01":
            wanted |= {first}
        if not any(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", words) for word in wanted):
            return months[int(digits) - 1] if name == "month" else digits.lstrip("0")
    return ""
