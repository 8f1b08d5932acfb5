"""Whom and what a person or an organisation keeps company with: the people of an organisation, the events of both.

In: a thing and the statements that lead to it. Out: what the templates of these two kinds put first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from passerelles.dates import read, together
from passerelles.model import Entity, Property, Statement
from passerelles.pages.voice import Voice

UNDATED = "9999"


@dataclass(frozen=True, eq=False)
class Encounter:
    """An event that a thing took part in, chaired or hosted: by which statement, of which property, and when."""

    event: Entity
    declared: Property
    statement: Statement
    dates: tuple[str, ...]  # more than one where sources disagree

    @property
    def order(self) -> tuple[str, str]:
        day = read(together(self.dates)).earliest.isoformat() if self.dates else UNDATED
        return day, self.event.id


@dataclass(frozen=True, eq=False)
class Member:
    """A person of an organisation: the statement that says so, and the person's roles in the words of the base."""

    person: Entity
    statement: Statement
    roles: Sequence[Statement]


def encounters(voice: Voice, entity: Entity) -> list[Encounter]:
    """The events that lead to a thing, in the order of time, what nobody dates last."""
    found = []
    for declared, group in voice.backlinks(entity):
        for statement in group:
            if voice.graph.kb.kind_of(statement.subject) == "event":
                event = voice.entity(statement.subject)
                dates = (statement.date,) if statement.date else voice.days(event)
                found.append(Encounter(event, declared, statement, dates))
    return sorted(found, key=lambda encounter: encounter.order)


def members(voice: Voice, entity: Entity) -> list[Member]:
    """The persons who lead to an organisation, each once."""
    found: dict[str, Member] = {}
    for _, group in voice.backlinks(entity):
        for statement in group:
            if voice.graph.kb.kind_of(statement.subject) == "person":
                person = voice.entity(statement.subject)
                found.setdefault(person.id, Member(person, statement, person.with_property("role")))
    return list(found.values())


def person(voice: Voice, entity: Entity) -> Mapping[str, object]:
    """What the page of a person puts first."""
    return {"encounters": encounters(voice, entity), "told_of": ("event",)}


def organisation(voice: Voice, entity: Entity) -> Mapping[str, object]:
    """What the page of an organisation puts first."""
    told = {"encounters": encounters(voice, entity), "members": members(voice, entity)}
    return {**told, "told_of": ("event", "person")}
