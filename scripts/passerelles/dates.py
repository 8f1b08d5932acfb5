"""Dates as historians write them: a subset of EDTF (ISO 8601-2), read and bounded.

Read: 2023, 2023-04, 2023-04-15; a season (2023-21 spring to 2023-24 winter), a quarter (2023-33 to 2023-36), a half
of a year (2023-40, 2023-41), each by itself; digits unknown (202X, XXXX-04-15); qualified by ~ (approximate),
? (uncertain) or % (both); intervals a/b with an open end (..); one of a set [a,b], [a..b], [2009..], [..2014]; all of
a set {a,b}.
"""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

MOMENT = re.compile(
    r"(?P<year>[0-9]{4}|[0-9]{3}X|XXXX)"
    r"(?:-(?P<month>[0-9]{2}|XX)(?:-(?P<day>[0-9]{2}|XX))?)?(?P<sure>[~?%]?)\Z"
)
PART = re.compile(r"(?P<year>[0-9]{4})-(?P<part>2[1-4]|3[3-6]|4[01])\Z")
# The first and the last month that each part of a year may be in: where a season ends, and in which year a winter lies,
# is said in more ways than one.
MONTHS = {
    "21": (3, 6), "22": (6, 9), "23": (9, 12), "24": (1, 12),
    "33": (1, 3), "34": (4, 6), "35": (7, 9), "36": (10, 12), "40": (1, 6), "41": (7, 12),
}  # fmt: skip
OPEN, UNKNOWN, NO_YEAR = "..", "XX", "XXXX"


class NotADate(ValueError):  # noqa: N818 - reads as what it says
    """The text is no EDTF date that this site reads."""


@dataclass(frozen=True)
class Moment:
    """A year, month or day; an X stands for a digit of the year that nobody gave.

    A month or a day that nobody gave is not there, whether it was left out or written XX.
    """

    year: str
    month: str = ""
    day: str = ""
    qualifier: str = ""
    part: str = ""  # of the year: a season, a quarter or a half, by its number in EDTF

    @property
    def given(self) -> tuple[str, ...]:
        """Year, month and day, as far as somebody gave them."""
        return tuple(filter(None, (self.year, self.month, self.day)))

    @property
    def fineness(self) -> str:
        """What the labels of a date end in where a day, or a decade, asks for an article."""
        return "-day" if self.day else "-decade" if "X" in self.year and not self.month else ""

    def bound(self, latest: bool) -> datetime.date:
        year = int(self.year.replace("X", "9" if latest else "0")) or 1
        month = int(self.month) if self.month else MONTHS.get(self.part, (1, 12))[latest]
        last = calendar.monthrange(year, month)[1]
        day = int(self.day) if self.day else (last if latest else 1)
        return datetime.date(year, month, min(day, last))


@dataclass(frozen=True)
class Date:
    """One moment, an interval of two, or one or all of a set; None is an open end."""

    form: (
        str  # "moment", "interval", "set" (one of these moments), "range" (one day between two), "all" (each of these)
    )
    moments: tuple[Moment | None, ...]

    @cached_property
    def earliest(self) -> datetime.date:
        return min(m.bound(False) for m in self.moments if m) if self._starts else datetime.date.min

    @cached_property
    def latest(self) -> datetime.date:
        return max(m.bound(True) for m in self.moments if m) if self._ends else datetime.date.max

    @cached_property
    def years(self) -> frozenset[int]:
        """The first and the last year of each end that has a year."""
        named = [m for m in self.moments if m and m.year != NO_YEAR]
        return frozenset(m.bound(latest).year for m in named for latest in (False, True))

    @property
    def _starts(self) -> bool:
        return self.moments[0] is not None

    @property
    def _ends(self) -> bool:
        return self.moments[-1] is not None

    @property
    def certain(self) -> Moment | None:
        """The day, month or year that it names without doubt, if it names one only."""
        first = self.moments[0] if self.form == "moment" else None
        return first if first and not first.qualifier and first.year.isdigit() else None

    @property
    def is_certain(self) -> bool:
        return self.certain is not None


@lru_cache(maxsize=4096)
def read(edtf: str) -> Date:
    """The date that an EDTF text gives.

    Raises NotADate for anything else, impossible days included.
    """
    if edtf.startswith("[") and edtf.endswith("]"):
        return _set(edtf[1:-1])
    if edtf.startswith("{") and edtf.endswith("}"):
        return _listed("all", edtf[1:-1])
    if "/" in edtf:
        ends = edtf.split("/")
        if len(ends) != 2 or all(end in {"", OPEN} for end in ends):
            raise NotADate(edtf)
        return _ordered(Date("interval", tuple(None if end in {"", OPEN} else _moment(end) for end in ends)), edtf)
    return Date("moment", (_part(edtf) or _moment(edtf),))


def together(edtfs: Sequence[str]) -> str:
    """Several dates of which one is meant, as one: a set, or where one of them can stand in none (an interval, a
    season), the days between which all of them lie. Of none, nothing."""
    found = [read(edtf) for edtf in edtfs]
    if len(found) < 2:
        return "".join(edtfs)
    if all(date.form == "moment" and not any(moment and moment.part for moment in date.moments) for date in found):
        return f"[{','.join(edtfs)}]"
    return f"[{min(date.earliest for date in found)}..{max(date.latest for date in found)}]"


def is_day(text: str) -> bool:
    """Whether a text is one day of the calendar: «2026-11-22»."""
    try:
        known = read(text).certain
    except NotADate:
        return False
    return known is not None and bool(known.day)


def _set(inside: str) -> Date:
    if OPEN in inside:
        ends = inside.split(OPEN)
        if len(ends) != 2 or not any(ends):
            raise NotADate(inside)
        days = tuple(_moment(end) if end else None for end in ends)
        if any(day and day.qualifier for day in days):
            raise NotADate(inside)
        return _ordered(Date("range", days), inside)
    return _listed("set", inside)


def _listed(form: str, inside: str) -> Date:
    parts = inside.split(",")
    if len(parts) < 2:
        raise NotADate(inside)
    return Date(form, tuple(_moment(part.strip()) for part in parts))


def _ordered(date: Date, edtf: str) -> Date:
    if date.moments[0] and date.moments[-1] and date.moments[0].bound(False) > date.moments[-1].bound(True):
        raise NotADate(edtf)
    return date


def _part(text: str) -> Moment | None:
    match = PART.match(text)
    return Moment(match["year"], part=match["part"]) if match and match["year"] != "0000" else None


def _moment(text: str) -> Moment:
    match = MOMENT.match(text)
    if not match or match["year"] == "0000":  # no year of the calendar: before 1 comes 1 BC
        raise NotADate(text)
    month, day = ("" if part in {None, UNKNOWN} else part for part in match.group("month", "day"))
    moment = Moment(match["year"], month, day, match["sure"])
    if month and not 1 <= int(month) <= 12:
        raise NotADate(text)
    if match["year"] == "XXXX" and not month:
        raise NotADate(text)
    if day and not month:  # the day of an unknown month has no words
        raise NotADate(text)
    if day:
        year = int(moment.year) if moment.year.isdigit() else 2000  # a leap year: 29 February may be meant
        if not 1 <= int(day) <= calendar.monthrange(year, int(month))[1]:
            raise NotADate(text)
    return moment


def components(edtf: str) -> tuple[tuple[str, str], ...]:
    """What a quote must say to bear on the date: («year», «2023»), («month», «04»), («day», «15») …"""
    parts = []
    for moment in read(edtf).moments:
        if moment:
            year = "year" if moment.year.isdigit() else "decade"
            named = ((year, moment.year), ("part", moment.part), ("month", moment.month), ("day", moment.day))
            parts += [(name, digits) for name, digits in named if digits and digits != "XXXX"]
    return tuple(dict.fromkeys(parts))
