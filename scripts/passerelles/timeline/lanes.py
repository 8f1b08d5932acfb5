"""The picture of a page of occurrences: a lane a series, then one for each sort of thing; marks that never overlap.

In: numbered occurrences and their names of lanes. Out: marks in percent and rows, which a template draws as SVG.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from passerelles.timeline import Occurrence
from passerelles.timeline.axis import Axis, axis

DISC = 3.6  # percent: half a mark on the narrowest screen, where the picture is 340 pixels wide
ROW, LABEL, GAP, HEAD = 28, 22, 10, 26  # pixels
MOST = 14  # lanes; what is left shares the last


class Mark(NamedTuple):  # a long timeline has thousands
    """An occurrence in the picture: a disc with its number and, where the day is not known, the range it may lie in."""

    number: int
    occurrence: Occurrence
    left: float
    width: float
    centre: float
    top: int  # of its row, in pixels
    is_planned: bool


@dataclass(frozen=True)
class Lane:
    """Marks of one series or one sort; `key` is empty for the lane of what is left."""

    key: str
    top: int
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class Picture:
    """Everything to be drawn, in percent across and pixels down."""

    axis: Axis
    lanes: tuple[Lane, ...]
    height: int


def picture(numbered: Sequence[tuple[int, Occurrence]]) -> Picture:
    """The picture of those among these occurrences that have a place in time."""
    dated = [(number, o) for number, o in numbered if o.span]
    scale = axis(o.span for _, o in dated if o.span)
    lanes, top = [], HEAD
    for key, members in _by_lane(dated).items():
        marks, rows = _packed(members, scale, top + LABEL)
        lanes.append(Lane(key, top, tuple(marks)))
        top += LABEL + rows * ROW + GAP
    return Picture(scale, tuple(lanes), top)


def _by_lane(dated: Sequence[tuple[int, Occurrence]]) -> Mapping[str, Sequence[tuple[int, Occurrence]]]:
    """Series first, then sorts, each in the order of its first mark; too many become one lane at the end."""
    found: dict[str, list[tuple[int, Occurrence]]] = {}
    for number, o in sorted(dated, key=lambda pair: (not pair[1].lane, pair[0])):
        found.setdefault(o.lane or o.key, []).append((number, o))
    if len(found) <= MOST:
        return found
    kept = set(sorted(found, key=lambda key: -len(found[key]))[: MOST - 1])  # a stable sort: ties keep their order
    rest = [pair for key, pairs in found.items() if key not in kept for pair in pairs]
    return {key: pairs for key, pairs in found.items() if key in kept} | {"": sorted(rest, key=lambda p: p[0])}


def _packed(members: Sequence[tuple[int, Occurrence]], scale: Axis, top: int) -> tuple[list[Mark], int]:
    """Each mark in the first row where it touches no other."""
    marks: list[Mark] = []
    filled: list[float] = []  # how far each row is taken
    for number, o in members:
        assert o.span is not None
        left, right = scale.reach(o.span)
        centre = (left + right) / 2
        begin, end = min(left, centre - DISC), max(right, centre + DISC)
        row = next((i for i, taken in enumerate(filled) if taken <= begin), len(filled))
        filled[row : row + 1] = [end]
        width = 0 if o.span.is_day else right - left
        marks.append(Mark(number, o, round(left, 2), round(width, 2), round(centre, 2), top + row * ROW, o.is_planned))
    return marks, len(filled)
