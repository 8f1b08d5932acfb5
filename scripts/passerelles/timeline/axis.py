"""The axis of the picture: the years in which something falls, side by side; the empty ones between them folded.

In: spans. Out: columns in percent of the width of the picture, so that it fits any screen without a script.
"""

from __future__ import annotations

import datetime
from calendar import isleap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from passerelles.timeline.span import Span

PAD = 4.0  # percent on each side, where open ends run out
FOLD = 0.45  # of the width of a year: a run of years in which nothing falls
LABEL = 10.5  # percent: the least distance between two years written out


@dataclass(frozen=True)
class Column:
    """A year, or the years folded between two others."""

    first: int
    last: int
    left: float
    width: float
    is_fold: bool
    label: str = ""


@dataclass(frozen=True)
class Axis:
    """Where a day lies, in percent from the left."""

    columns: tuple[Column, ...]

    def at(self, day: datetime.date, is_end: bool = False) -> float:
        """The place of the beginning, or of the end, of a day."""
        column = self._of_year[day.year]
        length = 366 if isleap(day.year) else 365
        done = day.toordinal() - datetime.date(day.year, 1, 1).toordinal() + (1 if is_end else 0)
        return column.left + column.width * done / length

    @cached_property
    def _of_year(self) -> Mapping[int, Column]:
        """The columns of the years in which something begins or ends."""
        return {column.first: column for column in self.columns if not column.is_fold}

    @property
    def months(self) -> tuple[tuple[int, float], ...]:
        """Where the quarters of the year begin, by month, when there is only one year to show."""
        if len(self.columns) != 1:
            return ()
        year = self.columns[0].first
        return tuple((month, round(self.at(datetime.date(year, month, 1)), 3)) for month in (4, 7, 10))

    def reach(self, span: Span) -> tuple[float, float]:
        """From where to where a span is drawn: an open end runs to the edge."""
        left = 0.0 if span.is_open_before else self.at(span.first)
        right = 100.0 if span.is_open_after else self.at(span.last, is_end=True)
        return left, right


def axis(spans: Iterable[Span]) -> Axis:
    """The axis on which these spans begin and end."""
    years = sorted({year for span in spans for year in (span.first.year, span.last.year)})
    runs: list[tuple[int, int, bool]] = [(year, year, False) for year in years[:1]]
    for before, year in pairwise(years):
        if year > before + 1:
            runs.append((before + 1, year - 1, True))
        runs.append((year, year, False))
    return Axis(_columns(runs))


def _columns(runs: Sequence[tuple[int, int, bool]]) -> tuple[Column, ...]:
    unit = (100 - 2 * PAD) / (sum(FOLD if fold else 1 for *_, fold in runs) or 1)
    columns, left, written = [], PAD, -LABEL
    for first, last, fold in runs:
        width = unit * (FOLD if fold else 1)
        label = str(first) if not fold and left - written >= LABEL else ""
        written = left if label else written
        columns.append(Column(first, last, round(left, 3), round(width, 3), fold, label))
        left += width
    return tuple(columns)
