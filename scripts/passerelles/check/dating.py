"""Rules on dates: written in EDTF, and said by the words that are quoted."""

from __future__ import annotations

import re
from collections.abc import Iterator

from passerelles.check.dated import dated_words
from passerelles.check.evidence import Things, stated
from passerelles.dates import Date, NotADate, components, read
from passerelles.dates_said import parts
from passerelles.model import (
    Entity,
    Gazetteer,
    KnowledgeBase,
    Language,
    Position,
    Problem,
    Statement,
)


def dates_are_edtf(kb: KnowledgeBase, things: Things) -> Iterator[Problem]:
    """Each date is written in EDTF and exists in the calendar."""
    for where, edtf in _dates(kb, things):
        if not is_readable(edtf):
            yield Problem(where, "not-a-date", (("value", edtf),))


def dates_stand_in_their_quotes(kb: KnowledgeBase, things: Things) -> Iterator[Problem]:
    """The year, month and day of a date are said by its quotes, its paragraph, or the note that explains it."""
    for dated in dated_words(kb, things):
        key = "date-not-in-text" if dated.is_beyond else "date-not-in-words"
        for language, said in dated.said().items() if is_readable(dated.edtf) else ():
            if missing := not_said(kb, dated.edtf, language, said):
                details = (("date", dated.edtf), ("missing", missing), ("language", language))
                yield Problem(dated.where, key, details)


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
        if entity.gazetteer and is_readable(entity.gazetteer.valid):
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
    for dated in dated_words(kb, things):
        yield dated.where, dated.edtf
    for entity in things:
        if entity.gazetteer and entity.gazetteer.valid:
            yield entity.gazetteer.where, entity.gazetteer.valid
        for fact in entity.beyond:
            if fact.reference.date:
                yield fact.spots.get("reference.date", fact.where), fact.reference.date


def is_readable(edtf: str) -> bool:
    """Whether a date is one, in EDTF."""
    return _read(edtf) is not None


def _read(edtf: str) -> Date | None:
    try:
        return read(edtf)
    except NotADate:
        return None


def not_said(kb: KnowledgeBase, edtf: str, language: Language, words: str) -> str:
    """The first part of the date that the words do not say, as they would have to say it."""
    named, first = (kb.labels.get(key, {}).get(language, "") for key in ("date-months", "date-first-day"))
    months = named.split()
    if len(months) != 12 or not first:
        return ""  # told of as such, at the labels
    for name, digits in components(edtf):
        wanted = _of_the_year(kb, language, edtf) if name == "part" else _wanted(name, digits, months, first)
        ways = "|".join(map(re.escape, wanted)) if name != "decade" else f"{digits.replace('X', '[0-9]')}s?"
        if not re.search(rf"(?<!\w)(?:{ways})(?!\w)", words, re.IGNORECASE if name == "part" else 0):
            return wanted[0]
    return ""


def _wanted(name: str, digits: str, months: list[str], first: str) -> list[str]:
    """What may stand for a year, a month or a day: the first as one would say it."""
    numbers = [digits.lstrip("0"), digits]
    if name == "month":
        return [months[int(digits) - 1], *numbers]
    return [*numbers, first] if (name, digits) == ("day", "01") else numbers


def _of_the_year(kb: KnowledgeBase, language: Language, edtf: str) -> list[str]:
    """What may stand for a season, a quarter or a half of a year."""
    year, part = edtf.split("-")
    listed = parts(kb.labels.get("date-part-words", {}).get(language, "")).get(part, part)
    return [way.strip().format(year=year) for way in listed.split(",")]
