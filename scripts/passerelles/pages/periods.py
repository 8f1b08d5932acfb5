"""The summary of a long timeline: its years, or its decades, counted, and the page on which each begins.

In: the pages of a timeline, each the occurrences on it. Out: periods in the order of time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from passerelles.pages.voice import Voice
from passerelles.timeline import PAST, Occurrence

YEARS = 36  # with more of them, the summary counts decades


@dataclass(frozen=True)
class Period:
    """A year, or a decade, in the summary of a long timeline."""

    label: str
    count: str  # of its occurrences, in figures
    page: int
    anchor: str


def periods(voice: Voice, parts: Sequence[Sequence[Occurrence]]) -> Sequence[Period]:
    """Where each year, or decade, begins in a timeline of several pages, with the number of its occurrences."""
    if len(parts) == 1:
        return ()
    placed = Counter((_year(o), page) for page, part in enumerate(parts, 1) for o in part)
    spread = {year for year, _ in placed if isinstance(year, int)}
    unit = 1 if len(spread) <= YEARS else 10
    counts: Counter[str] = Counter()
    where: dict[str, tuple[int, str]] = {}
    for (year, page), count in placed.items():
        label, anchor = _period(voice, year, unit)
        counts[label] += count
        where.setdefault(label, (page, anchor))
    return [Period(label, voice.number(count), *where[label]) for label, count in counts.items()]


def _year(o: Occurrence) -> int | str:
    """The year in which something happened; the section of the list for what was planned, or is undated."""
    return o.span.year if o.span and o.section == PAST else o.section


def _period(voice: Voice, year: int | str, unit: int) -> tuple[str, str]:
    if isinstance(year, str):
        return voice.label(f"timeline-{year}"), year
    return (str(year) if unit == 1 else voice.label("date-decade", year=str(year // 10 * 10))), f"past-{year}"
