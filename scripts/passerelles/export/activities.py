"""Which partnerships can honestly be put as an activity of IATI 2.03, and what each of the others lacks.

An activity is here what the partners' agreement sets going, as texts tell of it. What the standard requires comes from
the corpus, but for one thing: the day on which the agreement was concluded may come from an outside fact that says so
(`property: agreement` or `signature`) and that agrees with whatever date the corpus gives. Nothing is guessed: a role,
a share or an amount that nobody states is not there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from passerelles import dates
from passerelles.export.words import Words
from passerelles.model import BeyondFact, Entity, Statement

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
CONCLUDED = ("agreement", "signature")  # the properties whose date is that on which the partners bound themselves
BOUND = {"agreement", "signed"}  # the states in which they had
IMPLEMENTATION = "2"


@dataclass(frozen=True)
class Start:
    """The day (ISO 8601) of the agreement, and what gives it: a statement of the corpus or, failing one, a fact."""

    day: str
    statement: Statement | None = None
    fact: BeyondFact | None = None


def lacks(say: Words, partnership: Entity) -> tuple[str, ...]:
    """The elements that the standard requires and that cannot be filled, in its order; none, and it is an activity."""
    found = {
        "participating-org": bool(parties(partnership)),
        "activity-status": bool(status(partnership)),
        "activity-date": start(say, partnership) is not None,
        "recipient-country": bool(countries(say, partnership)),
    }
    return tuple(name for name, is_known in found.items() if not is_known)


def parties(partnership: Entity) -> tuple[str, ...]:
    """The partners, each once; none at all where the sources disagree on who they are."""
    stated = partnership.with_property("party")
    return () if any(s.status for s in stated) else tuple(dict.fromkeys(s.entity for s in stated))


def status(partnership: Entity) -> str:
    """Implementation, where the texts say that the partners are bound and name something that they do.

    The standard has no word for an agreement of which nothing else is told, nor for one that is under consideration
    and has no planned day; and no text says that a partnership has ended.
    """
    stated = partnership.with_property("status")
    is_bound = bool(stated) and all(s.choice in BOUND and not s.status for s in stated)
    return IMPLEMENTATION if is_bound and partnership.with_property("activity") else ""


def start(say: Words, partnership: Entity) -> Start | None:
    """The day of the agreement: the corpus's, where it gives one without doubt, or else an outside fact's."""
    stated = [(s, _date(say, s)) for name in CONCLUDED for s in partnership.with_property(name)]
    given = {date for _, date in stated if date}
    sure = next((s for s, date in stated if DAY.fullmatch(date) and not s.status), None)
    if sure and len(given) == 1:
        return Start(next(iter(given)), statement=sure)
    facts = (f for f in partnership.beyond if f.property in CONCLUDED and DAY.fullmatch(f.date))
    known = [fact for fact in facts if all(_is_within(fact.date, date) for date in given)]
    return Start(known[0].date, fact=known[0]) if len({fact.date for fact in known}) == 1 else None


def countries(say: Words, partnership: Entity) -> tuple[str, ...]:
    """The countries of the partners that have a code of ISO 3166-1: ids, each once."""
    kb = say.graph.kb
    records = [kb.entities[name].gazetteer for name in parties(partnership)]
    own = [name for name in parties(partnership) if kb.entities[name].type == "country"]
    found = dict.fromkeys([*own, *(record.country for record in records if record and record.country)])
    return tuple(name for name in found if country_code(say, name))


def country_code(say: Words, country: str) -> str:
    """The code of a country in ISO 3166-1 (two letters), or nothing."""
    record = say.graph.kb.entities[country].gazetteer
    return record.iso_3166_1 if record else ""


def _date(say: Words, statement: Statement) -> str:
    """The date that a statement has, or that of the event it names: EDTF."""
    event = say.graph.kb.entities.get(statement.entity)
    return statement.date or (say.voice.when(event) if event else "")


def _is_within(day: str, edtf: str) -> bool:
    """Whether a day is one of those that a date may be."""
    found, one = dates.read(edtf), dates.read(day)
    return found.earliest <= one.earliest and one.latest <= found.latest
