"""The time that a date leaves open: from the earliest to the latest day on which the thing may have happened."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from functools import lru_cache
from typing import ClassVar

from passerelles.dates import NO_YEAR, read


@dataclass(frozen=True, order=True)
class Span:
    """Two days, the earliest and the latest; before or after them it may be open."""

    first: datetime.date
    last: datetime.date
    is_open_before: bool = False
    is_open_after: bool = False
    is_sure: bool = True  # one source's word without doubt, be it for a day, a month or a year

    NEVER: ClassVar[Span]

    @property
    def year(self) -> int:
        return self.first.year

    @property
    def month(self) -> int:
        """The month that it lies in; 0 where it lies in a year without a month, -1 where it is wider."""
        if self.is_open_before or self.is_open_after or self.first.year != self.last.year:
            return -1
        return self.first.month if self.first.month == self.last.month else 0

    @property
    def is_day(self) -> bool:
        return self.is_sure and self.first == self.last and not (self.is_open_before or self.is_open_after)

    def touches(self, other: Span) -> bool:
        starts_in_time = self.is_open_before or other.is_open_after or self.first <= other.last
        ends_in_time = self.is_open_after or other.is_open_before or other.first <= self.last
        return starts_in_time and ends_in_time


Span.NEVER = Span(datetime.date.max, datetime.date.max)


@lru_cache(maxsize=20_000)  # one day is the day of many statements, and each is asked for again to put them in order
def span_of(dates: tuple[str, ...]) -> Span | None:
    """The span of EDTF dates taken together: all that any of them allows; None without a year."""
    read_dates = [read(date) for date in dates]
    moments = [m for date in read_dates for m in date.moments if m and m.year != NO_YEAR]
    if not moments:
        return None
    return Span(
        first=min(m.bound(False) for m in moments),
        last=max(m.bound(True) for m in moments),
        is_open_before=any(date.moments[0] is None for date in read_dates),
        is_open_after=any(date.moments[-1] is None for date in read_dates),
        is_sure=len(dates) == 1 and read_dates[0].is_certain,
    )
