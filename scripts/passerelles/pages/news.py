"""What is new: the last days on which statements were published or changed, as the first page tells them.

The days are those of data/changes.txt (see chronicle); what was withdrawn has no page to lead to and is in the feeds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from passerelles.model import Entity
from passerelles.pages.voice import Voice

DAYS, THINGS = 3, 8  # shown


@dataclass(frozen=True, eq=False)
class News:
    """A day: how many statements it brought, the things with the most of them, and how many other things."""

    day: str
    statements: int
    things: Sequence[Entity]
    others: int


def news(voice: Voice) -> list[News]:
    """The latest days, the last first; nothing where the register of changes is empty."""
    changes = voice.graph.kb.register.changes
    subjects = {s.id: s.subject for s in voice.graph.kb.statements} if changes else {}
    days: dict[str, Counter[str]] = {}
    for item in changes.values():
        if item.id in subjects:
            days.setdefault(item.last, Counter())[subjects[item.id]] += 1
    return [_day(voice, day, days[day]) for day in sorted(days, reverse=True)[:DAYS]]


def _day(voice: Voice, day: str, touched: Counter[str]) -> News:
    first = sorted(touched, key=lambda name: (-touched[name], name))[:THINGS]
    return News(day, touched.total(), [voice.entity(name) for name in first], len(touched) - len(first))
