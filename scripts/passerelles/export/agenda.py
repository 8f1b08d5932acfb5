"""The dated events as a calendar (RFC 5545), for people's own agendas; both languages inside.

A day that the sources give without doubt is a day of the calendar. What they give as uncertain, disputed, or to the
month only, is tentative, spans all the days that it may be, says so in its title and blocks no time. What may lie in
more than 31 days has no place in a calendar: it is a journal entry without a day, with the date in words. An event
that was planned or considered at the date of the text is tentative, whatever its day.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import partial

from passerelles import dates
from passerelles.export.form import File
from passerelles.export.past import Past
from passerelles.export.roll import Roll
from passerelles.export.told import of_things
from passerelles.export.turns import Round
from passerelles.export.versions import FOLDER
from passerelles.export.words import Words
from passerelles.graph import Graph
from passerelles.model import Entity

WIDEST = 31  # days that an event of the calendar may span for want of a date
ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})
FOLD = 74  # octets of a line, so that with the space of the next it stays within 75


def agenda(graph: Graph, site_url: str, past: Past) -> Iterator[File]:
    """events.ics."""
    say = Words(graph, site_url)
    head = [("BEGIN", "VCALENDAR"), ("VERSION", "2.0"), ("PRODID", "-//Passerelles//events//FR")]
    head += [("CALSCALE", "GREGORIAN"), ("NAME", _text(_both(say.label("calendar-title"))))]
    events = of_things(graph.kb.of_kind("event"), partial(_component, say))
    roll = Roll(f"{FOLDER}events.ics", "".join(map(_line, head)), "")
    yield roll.path, Round(past, roll.path, events).rolled(roll, _line, _line(("END", "VCALENDAR")))


def _line(line: tuple[str, str]) -> str:
    return f"{_folded(':'.join(line))}\r\n"


def _component(say: Words, event: Entity) -> Iterator[tuple[str, str]]:
    """An event that has a date."""
    if not (when := say.voice.when(event)):
        return
    first, last = span(when)
    is_sure = is_given_to_the_day(when)
    # The day after the last of the calendar, with which an event would end, cannot be written.
    fits = first is not None and last is not None and last < date.max and (is_sure or (last - first).days < WIDEST)
    kind = "VEVENT" if fits else "VJOURNAL"
    is_past = any(s.choice == "held" for s in event.with_property("state"))
    yield "BEGIN", kind
    yield "UID", f"{event.id}@passerelles"
    yield "DTSTAMP", f"{_changed(say, event)}T000000Z"
    if fits and first and last:
        yield "DTSTART;VALUE=DATE", _plain(first)
        yield "DTEND;VALUE=DATE", _plain(last + timedelta(days=1))
        yield "STATUS", "CONFIRMED" if is_sure and is_past else "TENTATIVE"
        yield "TRANSP", "TRANSPARENT"
    yield "SUMMARY", _text(_summary(say, event, is_sure))
    yield "DESCRIPTION", _text("\n".join(_description(say, event)))
    if places := [s.entity for s in event.with_property("place") if s.entity]:
        yield "LOCATION", _text(" ; ".join(_both(say.name(place)) for place in places))
    if say.site_url:
        yield "URL", say.entity_url(event)[say.languages[0]]
    yield "END", kind


def is_given_to_the_day(edtf: str) -> bool:
    """Whether a date is a day, or an interval of two, that nothing puts in doubt."""
    found = dates.read(edtf)
    moments = [m for m in found.moments if m]
    return (
        found.form in {"moment", "interval"}
        and len(moments) == len(found.moments)
        and all(m.day.isdigit() and m.month.isdigit() and m.year.isdigit() and not m.qualifier for m in moments)
    )


def span(edtf: str) -> tuple[date | None, date | None]:
    """The first and the last day that a date may be; None where it is open."""
    found = dates.read(edtf)
    return (found.earliest if found.moments[0] else None), (found.latest if found.moments[-1] else None)


def _plain(day: date) -> str:
    return day.isoformat().replace("-", "")  # four digits of any year, which `%Y` does not give everywhere


def _summary(say: Words, event: Entity, is_sure: bool) -> str:
    if is_sure:
        return _both(event.name)
    unsure = say.each(lambda voice: voice.label("calendar-unsure", date=voice.when_words(event)))
    return f"{_both(event.name)} ({_both(unsure)})"


def _description(say: Words, event: Entity) -> Iterator[str]:
    """Its date and its state in words, then the words that give the date, in each language."""
    for language, voice in say.voices.items():
        states = [voice.choice(s) for s in event.with_property("state")]
        yield ", ".join([voice.when_words(event), *states])
        for statement in event.with_property("date"):
            for evidence in statement.evidence:
                yield f"{voice.label('cite-quoted', title=evidence.quote[language])} ({voice.evidence_name(evidence)})"


def _changed(say: Words, event: Entity) -> str:
    """The day on which something of an event was last changed, «20261122»; it is never the day of the build."""
    return say.changed.get(event.id, "1970-01-01").replace("-", "")


def _both(text: Mapping[str, str]) -> str:
    return " / ".join(dict.fromkeys(text.values()))


def _text(words: str) -> str:
    return words.translate(ESCAPED)


def _folded(line: str) -> str:
    """A line cut so that none has more than 75 octets, never within a letter."""
    parts, rest = [], line.encode()
    while len(rest) > FOLD:
        end = FOLD
        while rest[end] & 0b1100_0000 == 0b1000_0000:  # within a letter
            end -= 1
        parts.append(rest[:end])
        rest = rest[end:]
    return b"\r\n ".join([*parts, rest]).decode()
