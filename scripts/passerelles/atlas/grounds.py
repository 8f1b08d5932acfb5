"""The piece of a country that a picture shows: its mainland and what lies near, or the far island where parties are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from passerelles.atlas.picture import SPECK, Window, fitted, unrolled
from passerelles.atlas.places import Place
from passerelles.atlas.projection import azimuthal, from_centre, middle, most_covered
from passerelles.earth.geometry import Box, bounds, lands, outlines
from passerelles.earth.simplify import Point
from passerelles.model import KnowledgeBase

FARTHEST = 6.0  # degrees from the coast: islands that the outlines leave out, or a mistake in the data
APART = -1
Rings = tuple[tuple[Point, ...], ...]


@dataclass(frozen=True)
class Ground:
    """A country of the base and the number of its piece: 0 is the largest, APART is none of them."""

    country: str  # id of a territory, or empty
    code: str  # ISO 3166-1 alpha-2, or empty
    piece: int = 0

    @property
    def rings(self) -> Rings:
        found = lands(self.code)
        return found[self.piece] if 0 <= self.piece < len(found) else ()


def ground_of(kb: KnowledgeBase, place: Place) -> Ground:
    """Where a place is: the piece of its country that lies nearest to it."""
    country = kb.entities.get(place.country)
    code = country.gazetteer.iso_3166_1 if country and country.gazetteer else ""
    return Ground(place.country, code, _nearest(code, place.point))


@lru_cache(maxsize=50_000)  # a place stands in many pictures
def _nearest(code: str, point: Point) -> int:
    """The piece of a country that lies nearest to a point; none of them where all are far."""
    away = [(_away(boxes, point), i) for i, boxes in enumerate(_boxes(code))]
    return min(away)[1] if away and min(away)[0] < FARTHEST else APART


@lru_cache(maxsize=300)
def _boxes(code: str) -> list[list[Box]]:
    return [[bounds(ring) for ring in rings] for rings in lands(code)]


def _away(boxes: Sequence[Box], point: Point) -> float:
    """Degrees from a point to the nearest box."""
    return min(
        max(west - x, x - east, south - y, y - north, 0.0)
        for west, south, east, north in boxes
        for x, y in [(from_centre(point[0], (west + east) / 2) + (west + east) / 2, point[1])]
    )


def window_of(ground: Ground, points: Sequence[Point], size: tuple[int, int], margin: int, least: int = 0) -> Window:
    """The picture of a ground in its true shape, with these points in it, as high as the ground asks, within reason.

    `size` is the width and the greatest height; the smallest is `least` or three quarters of the width. Pictures of one
    size show the same window, unless a point lies outside it.
    """
    if ground.rings:
        window = _window(ground, (), size, margin, least)
        if all(0 <= x <= window.width and 0 <= y <= window.height for x, y in (window.at(*p) for p in points)):
            return window
    return _window(ground, tuple(points), size, margin, least)


@lru_cache(maxsize=2000)
def _window(ground: Ground, points: tuple[Point, ...], size: tuple[int, int], margin: int, least: int) -> Window:
    coast = [point for ring in ground.rings for point in ring] + list(points)
    centre = middle(longitude for longitude, _ in coast)
    norths = [north for _, north in coast]
    project = azimuthal((min(norths) + max(norths)) / 2)
    drawn = [project(east, north) for ring in (*ground.rings, points) if ring for east, north in unrolled(ring, centre)]
    xs, ys = [x for x, _ in drawn], [y for _, y in drawn]
    wide, high = max(max(xs) - min(xs), 0.01), max(max(ys) - min(ys), 0.01)
    height = round(min(size[1], max(least, 0.75 * size[0], (size[0] - 2 * margin) * high / wide + 2 * margin)))
    return fitted(project, centre, [*drawn, *_least(drawn)], (size[0], height), margin)


def _least(drawn: Sequence[Point]) -> Iterable[Point]:
    """Some ground around points alone, about sixty kilometres, so that one point has a scale."""
    x, y = drawn[0]
    return (x - 0.005, y - 0.005), (x + 0.005, y + 0.005)


@lru_cache(maxsize=500)
def outline(ground: Ground, window: Window) -> str:
    """The path of a ground in a window; the smallest country keeps its coast."""
    rings = [list(ring) for ring in ground.rings]
    return window.path(rings) or window.path(rings, speck=0)


@lru_cache(maxsize=500)
def whole_outline(code: str, window: Window) -> str:
    """The path of every piece of a country in a window."""
    return window.path(outlines().country(code, window.tolerance))


@lru_cache(maxsize=64)
def land(window: Window) -> str:
    """The path of all land in a window on the world; of most islands it is known that they are specks there."""
    least = SPECK * window.grain / window.scale**2
    return window.path(ring for ring, most in _coasts(window.tolerance) if most >= least)


@lru_cache(maxsize=8)  # pictures of one size share their lines
def _coasts(tolerance: float) -> list[tuple[list[Point], float]]:
    """All coasts, each with the most that its box covers on the map of the world."""
    found = []
    for ring in outlines().land(tolerance):
        west, south, east, north = bounds(tuple(unrolled(ring, ring[0][0])))
        found.append((ring, most_covered(east - west, north - south)))
    return found


@lru_cache(maxsize=500)
def surroundings(ground: Ground, window: Window) -> str:
    """The path of the countries around a ground."""
    return "".join(whole_outline(code, window) for code in outlines().neighbours(ground.code)) if ground.rings else ""
