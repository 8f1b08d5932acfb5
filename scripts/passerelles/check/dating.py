"""Rules on dates: written in EDTF, and said by the words that are quoted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

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

LISTED = ("date-months", "date-first-day", "date-part-words")  # the labels by which a date is known in a text
WHOLE = r"(?<!\w)(?:{})(?!\w)"


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
        when = date_of(statement.date)
        if when is None:
            continue
        for territory, declared in _units(kb, statement):
            valid = date_of(declared.valid)
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
    return date_of(edtf) is not None


def date_of(edtf: str) -> Date | None:
    """The date that is written; nothing where it is none, which is told of as such."""
    try:
        return read(edtf)
    except NotADate:
        return None


def not_said(kb: KnowledgeBase, edtf: str, language: Language, words: str) -> str:
    """The first part of the date that the words do not say, as they would have to say it."""
    named, first, listed = (kb.labels.get(key, {}).get(language, "") for key in LISTED)
    if len(named.split()) != 12 or not first:
        return ""  # told of as such, at the labels
    for name, digits in components(edtf):
        part = _of_the_year(digits, edtf[:4], listed) if name == "part" else None
        shown, said = part or _ways(name, digits, named, first)
        if not said.search(words):
            return shown
    return ""


@lru_cache(maxsize=1024)
def _of_the_year(part: str, year: str, listed: str) -> tuple[str, re.Pattern[str]]:
    """A season, a quarter or a half of a year as one would say it, and what says it."""
    ways = [way.strip().format(year=year) for way in parts(listed).get(part, "").split(",")]
    wanted = [way for way in ways if way] or [part]  # a comma too many says nothing; else it would be said by all words
    return wanted[0], re.compile(WHOLE.format("|".join(map(re.escape, wanted))), re.IGNORECASE)


@lru_cache(maxsize=1024)
def _ways(name: str, digits: str, named: str, first: str) -> tuple[str, re.Pattern[str]]:
    """A year, a month or a day as one would say it, and what says it."""
    if name == "decade":
        return digits, re.compile(WHOLE.format(f"{digits.replace('X', '[0-9]')}s?"))
    wanted = [digits.lstrip("0"), digits]
    if name == "month":
        wanted = [named.split()[int(digits) - 1], *wanted]
    if (name, digits) == ("day", "01"):
        wanted = [*wanted, first]
    return wanted[0], re.compile(WHOLE.format("|".join(map(re.escape, wanted))))
