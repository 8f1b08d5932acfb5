"""What a reader may choose by: theme, status, country, period; the same choices for the picture and for its table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from passerelles.atlas.places import Tie, Ties

MOST = 24  # choices of one facet: the style sheet has a rule for each; what is rarer goes together as OTHER
OTHER, UNDATED = "other", "undated"
FACETS = ("theme", "status", "country", "period")


@dataclass(frozen=True)
class Choice:
    """One value of a facet: `mark` is what its partnerships bear in the page («t3»)."""

    facet: str
    value: str
    mark: str
    count: int


@dataclass(frozen=True, eq=False)
class Facets:
    """The choices of each facet, and which of them each partnership answers to."""

    choices: dict[str, tuple[Choice, ...]]
    marks: dict[str, tuple[str, ...]]  # by partnership

    def classes(self, ids: Iterable[str]) -> str:
        return " ".join(dict.fromkeys(mark for name in ids for mark in self.marks[name]))


def facets(ties: Ties, order: dict[str, list[str]]) -> Facets:
    """The choices that some partnership answers to; `order` gives the values of a facet as the language sorts them."""
    values = {"period": _periods(ties)} | {
        name: {tie.id: found(tie) for tie in ties.all} for name, found in _VALUES.items()
    }
    choices: dict[str, tuple[Choice, ...]] = {}
    marks: dict[str, list[str]] = {tie.id: [] for tie in ties.all}
    for facet in FACETS:
        chosen = _chosen(values[facet], order.get(facet))
        counts = Counter(v for found in values[facet].values() for v in {_shown(v, chosen) for v in found})
        number = {value: f"{facet[0]}{i}" for i, value in enumerate(chosen)}
        choices[facet] = tuple(Choice(facet, value, number[value], counts[value]) for value in chosen)
        for name, found in values[facet].items():
            marks[name] += dict.fromkeys(number[_shown(value, chosen)] for value in found)
    return Facets(choices, {name: tuple(found) for name, found in marks.items()})


_VALUES: dict[str, Callable[[Tie], tuple[str, ...]]] = {
    "theme": lambda tie: tie.themes,
    "status": lambda tie: (tie.status,) if tie.status else (),
    "country": lambda tie: tie.countries,
}


def _chosen(found: dict[str, tuple[str, ...]], order: list[str] | None) -> list[str]:
    """The values in their order; of too many the commonest, and one for the rest."""
    counts = Counter(value for values in found.values() for value in values)
    kept = {value for value, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))[: MOST - 1]}
    kept = set(counts) if len(counts) <= MOST else kept
    known = order if order is not None else sorted(counts)
    ordered = [value for value in [*known, *sorted(set(counts) - set(known))] if value in kept]
    return ordered + ([OTHER] if len(counts) > MOST else [])


def _shown(value: str, chosen: list[str]) -> str:
    return value if value in chosen else OTHER


def _periods(ties: Ties) -> dict[str, tuple[str, ...]]:
    """The years, or the decades where they are many, in which the dates of each partnership may fall."""
    years = {year for tie in ties.all for date in tie.periods for year in date.years}
    step = 1 if len(years) < MOST else 10
    starts = sorted({year // step * step for year in years})
    found = {tie.id: [_name(s, step) for s in starts if tie.may_be_within(s, s + step - 1)] for tie in ties.all}
    return {name: tuple(periods) or (UNDATED,) for name, periods in found.items()}


def _name(start: int, step: int) -> str:
    return f"{start:04}" if step == 1 else f"{start:04}s"
