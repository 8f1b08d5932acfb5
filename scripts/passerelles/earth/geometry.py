"""The outlines of the countries of the world, as natural-earth.json has them (README.md: origin, licence, procedure).

Rings are closed lines of (longitude, latitude) in degrees. A country is known by its ISO 3166-1 alpha-2 code.
"""

from __future__ import annotations

import json
import math
import string
from collections import Counter
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from itertools import accumulate

from passerelles.earth.simplify import Point

Box = tuple[float, float, float, float]
NEAR = 4.0  # degrees: islands nearer than this to a land are drawn with it, Corsica but not Réunion
GRAINS = string.digits + string.ascii_lowercase[:10]  # the finest is a thousandth of what the file is rounded to
AROUND = 5.0  # degrees: countries nearer than this are drawn around one


@dataclass(frozen=True, eq=False)
class Outlines:
    """Lines that neighbours share, and for each country the lines that go around it."""

    arcs: tuple[tuple[Point, ...], ...]
    grains: tuple[str, ...]  # a sign a point of an arc: see `grain`
    countries: dict[str, list[list[list[int]]]]

    def country(self, code: str, tolerance: float) -> list[list[Point]]:
        """The rings of a country, lakes and enclaves among them; nothing where the atlas does not know it."""
        return [self._ring(ring, tolerance) for rings in self.countries.get(code, ()) for ring in rings]

    def land(self, tolerance: float) -> list[list[Point]]:
        """The coasts alone: lines that one country only has."""
        return [self._ring(ring, tolerance) for ring in self._coasts]

    def neighbours(self, code: str) -> list[str]:
        """The countries whose boxes come near that of a country: what its picture shows around it."""
        boxes, own = self._boxes, self._boxes[code]
        near = [other for other in boxes if other != code and gap(_around(boxes[other]), _around(own)) < AROUND]
        return [other for other in near if _apart(boxes[other], own) < AROUND]

    @cached_property
    def _boxes(self) -> dict[str, list[Box]]:
        """West, south, east, north of each ring of each country."""
        return {code: [bounds(tuple(ring)) for ring in self.country(code, 1.0)] for code in self.countries}

    @cached_property
    def _coasts(self) -> list[list[int]]:
        rings = [ring for polygons in self.countries.values() for rings in polygons for ring in rings]
        times = Counter(max(arc, ~arc) for ring in rings for arc in ring)
        starts: dict[Point, list[int]] = {}
        for arc in (arc for ring in rings for arc in ring if times[max(arc, ~arc)] == 1):
            starts.setdefault(self._line(arc)[0], []).append(arc)
        found = []
        while starts:
            found.append(self._walk(starts))
        return found

    def _walk(self, starts: dict[Point, list[int]]) -> list[int]:
        """One coast, taken out of the lines that are left, by the point where each begins."""
        at, ring = next(iter(starts)), []
        while at in starts:
            ring.append(starts[at].pop())
            if not starts[at]:
                del starts[at]
            at = self._line(ring[-1])[-1]
        return ring

    def _line(self, arc: int) -> tuple[Point, ...]:
        return self.arcs[arc] if arc >= 0 else self.arcs[~arc][::-1]

    def _ring(self, ring: list[int], tolerance: float) -> list[Point]:
        return [p for arc in ring for p in _fewer(self, arc if arc >= 0 else ~arc, tolerance)[:: 1 if arc >= 0 else -1]]


@lru_cache(maxsize=20_000)
def _fewer(outlines: Outlines, arc: int, tolerance: float) -> list[Point]:
    """The points of an arc that a tolerance, a power of two, leaves of it; of none, all."""
    line = outlines.arcs[arc]
    if not tolerance:
        return list(line)
    coarsest = GRAINS[: round(-math.log2(tolerance)) + 1]
    return [point for point, sign in zip(line, outlines.grains[arc], strict=True) if sign in coarsest]


def grain(grade: float) -> str:
    """The sign of a point: 0 if a tolerance of 1° leaves it, 1 if half a degree does …, z if none does."""
    step = next((n for n in range(len(GRAINS)) if grade > 4.0**-n), len(GRAINS))
    return f"{GRAINS}z"[step]


@cache
def outlines() -> Outlines:
    """The committed file, read once."""
    read = json.loads(files("passerelles.earth").joinpath("natural-earth.json").read_text("utf-8"))
    return Outlines(
        tuple(decoded(arc, read["scale"]) for arc in read["arcs"]), tuple(read["grains"]), read["countries"]
    )


def decoded(steps: list[int], scale: float) -> tuple[Point, ...]:
    """A line of the file, in degrees."""
    xs, ys = accumulate(steps[::2]), accumulate(steps[1::2])
    return tuple((x * scale, y * scale) for x, y in zip(xs, ys, strict=True))


@lru_cache(maxsize=300)
def lands(code: str) -> tuple[tuple[tuple[Point, ...], ...], ...]:
    """The rings of a country in groups that lie together, the widest first: a picture shows one of them."""
    groups: list[list[tuple[Point, ...]]] = []
    for ring in (tuple(ring) for ring in outlines().country(code, 0.0)):
        near = [group for group in groups if any(gap(bounds(ring), bounds(other)) < NEAR for other in group)]
        groups = [group for group in groups if group not in near] + [[ring, *(r for g in near for r in g)]]
    return tuple(tuple(group) for group in sorted(groups, key=_width, reverse=True))


def bounds(ring: tuple[Point, ...]) -> Box:
    """West, south, east, north."""
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    return min(xs), min(ys), max(xs), max(ys)


def _around(boxes: list[Box]) -> Box:
    """The box around some boxes, which is never farther from anything than they are."""
    west, south, east, north = zip(*boxes, strict=True)
    return min(west), min(south), max(east), max(north)


def _apart(some: list[Box], others: list[Box]) -> float:
    """Degrees between the nearest two boxes, also across the 180th meridian."""
    return min(gap(a, b) for a in some for b in others)


def gap(a: Box, b: Box) -> float:
    """Degrees between two boxes."""
    west1, south1, east1, north1 = a
    west2, south2, east2, north2 = b
    apart = min(max(west2 + turn - east1, west1 - east2 - turn, 0.0) for turn in (-360, 0, 360))
    return max(apart, south2 - north1, south1 - north2)


def _width(group: list[tuple[Point, ...]]) -> float:
    return sum((e - w) * (n - s) for w, s, e, n in map(bounds, group))
