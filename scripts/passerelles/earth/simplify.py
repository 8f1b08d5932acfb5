"""Lines with fewer points: a map drawn small needs few of them, and every point is paid for by a reader."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import compress, pairwise

Point = tuple[float, float]


def simplified(line: Sequence[Point], tolerance: float) -> list[Point]:
    """The line without the points nearer than `tolerance` to the chords that replace them; its ends stay.

    Douglas & Peucker 1973. A closed line keeps its farthest point too, so that it stays an area.
    """
    if len(line) < 3:
        return list(line)
    end = len(line) - 1
    keep = bytearray(len(line))
    keep[0] = keep[end] = 1
    runs = [(0, end)]
    if line[0] == line[end]:
        far = _apart(line)
        keep[far] = 1
        runs = [(0, far), (far, end)]
    while runs:
        first, last = runs.pop()
        distance, worst = _farthest(line, first, last)
        if distance > tolerance * tolerance:
            keep[worst] = 1
            runs += [run for run in ((first, worst), (worst, last)) if run[1] - run[0] > 1]  # with a point between
    return list(compress(line, keep))


def grades(line: Sequence[Point]) -> list[float]:
    """For each point the squared tolerance from which on `simplified` leaves it out; its ends have none."""
    found = [0.0] * len(line)
    runs = [(0, len(line) - 1, math.inf)] if len(line) > 1 else []
    for end in (0, -1) if line else ():
        found[end] = math.inf
    if len(line) > 2 and line[0] == line[-1]:
        far = _apart(line)
        found[far] = math.inf
        runs = [(0, far, math.inf), (far, len(line) - 1, math.inf)]
    while runs:
        first, last, most = runs.pop()
        distance, worst = _farthest(line, first, last)
        if distance > 0:
            found[worst] = min(distance, most)  # it goes at the latest when the chord it hangs on does
            runs += [(first, worst, found[worst]), (worst, last, found[worst])]
    return found


def _farthest(line: Sequence[Point], first: int, last: int) -> tuple[float, int]:
    """The squared distance, and the place in the line, of the point that lies farthest from the chord."""
    (ax, ay), (bx, by) = line[first], line[last]
    dx, dy = bx - ax, by - ay
    length = dx * dx + dy * dy
    worst, index, i = 0.0, first, first
    for x, y in line[first + 1 : last]:  # the innermost loop of every map: calls nothing
        i += 1
        px, py = x - ax, y - ay
        ahead = px * dx + py * dy
        if ahead > 0.0:
            along = ahead / length if ahead < length else 1.0
            px -= along * dx
            py -= along * dy
        away = px * px + py * py
        if away > worst:
            worst, index = away, i
    return worst, index


def _apart(line: Sequence[Point]) -> int:
    """The place of the first of the points that lie farthest from the start of a line."""
    x0, y0 = line[0]
    away = [(x - x0) ** 2 + (y - y0) ** 2 for x, y in line]
    return away.index(max(away))


def area(ring: Sequence[Point]) -> float:
    """The area within a closed line, in squared units, whatever its direction (shoelace)."""
    return abs(sum([ax * by - bx * ay for (ax, ay), (bx, by) in pairwise(ring)])) / 2


def clipped(ring: Sequence[Point], axis: int, limit: float, is_upper: bool) -> list[Point]:
    """The part of a closed line on one side of `limit` (Sutherland & Hodgman 1974, one edge)."""
    kept: list[Point] = []
    for a, b in zip(ring, [*ring[1:], ring[0]], strict=True):
        a_in = a[axis] <= limit if is_upper else a[axis] >= limit
        b_in = b[axis] <= limit if is_upper else b[axis] >= limit
        if a_in:
            kept.append(a)
        if a_in != b_in:
            part = (limit - a[axis]) / (b[axis] - a[axis])
            kept.append((a[0] + part * (b[0] - a[0]), a[1] + part * (b[1] - a[1])))
    return kept
