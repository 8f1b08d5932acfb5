"""From the globe to the plane: Equal Earth for the world, Lambert's azimuthal projection for one country.

In: degrees east of a central meridian and north of the equator (WGS 84). Out: x to the right, y downwards, in radii
of the Earth. Both keep areas.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from functools import lru_cache

from passerelles.earth.simplify import Point

Projection = Callable[[float, float], Point]
A1, A2, A3, A4 = 1.340264, -0.081106, 0.000893, 0.003796
M = math.sqrt(3) / 2
# How far a step of a radian leads on the map of the world, at the most: to the east, across; to the north, across (at
# the edge of the map, where meridians lean most) and down (at the equator).
EAST, LEANING, NORTH = 0.862, 0.374 * math.pi, 1.161


def from_centre(longitude: float, centre: float) -> float:
    """Degrees east of the centre, from -180 up to 180: the globe is cut opposite the centre."""
    return (longitude - centre + 180) % 360 - 180


def equal_earth(east: float, north: float) -> Point:
    """The whole world, by degrees east of a central meridian (Šavrič, Patterson and Jenny 2018)."""
    narrowed, stretch, y = _parallel(north)
    return math.radians(east) * narrowed / stretch, y


@lru_cache(maxsize=50_000)  # maps of other places draw the same coasts
def _parallel(north: float) -> tuple[float, float, float]:
    """Of a parallel in the plane: the two factors of its length, and how far down it lies."""
    t = math.asin(M * math.sin(math.radians(north)))
    t2 = t * t
    t6 = t2 * t2 * t2
    slope = A1 + 3 * A2 * t2 + t6 * (7 * A3 + 9 * A4 * t2)
    return math.cos(t), M * slope, -t * (A1 + A2 * t2 + t6 * (A3 + A4 * t2))


def most_covered(wide: float, high: float) -> float:
    """The largest box, in squared radii, that a shape of so many degrees may have on the map of the world."""
    east, north = math.radians(wide), math.radians(high)
    return (EAST * east + LEANING * north) * NORTH * north


def azimuthal(latitude: float) -> Projection:
    """One country in its true shape (Lambert 1772), by degrees east of a centre at this latitude."""
    sin0, cos0 = math.sin(math.radians(latitude)), math.cos(math.radians(latitude))

    def project(east: float, north: float) -> Point:
        lam, phi = math.radians(east), math.radians(north)
        sin1, cos1 = math.sin(phi), math.cos(phi)
        k = math.sqrt(2 / max(1e-6, 1 + sin0 * sin1 + cos0 * cos1 * math.cos(lam)))  # the antipode is a circle
        return k * cos1 * math.sin(lam), -k * (cos0 * sin1 - sin0 * cos1 * math.cos(lam))

    return project


def middle(longitudes: Iterable[float]) -> float:
    """The meridian in the middle of the shortest stretch of the globe that has them all: 0 where there is none."""
    around = sorted({(longitude % 360) for longitude in longitudes})
    if not around:
        return 0.0
    gaps = [(b - a, b) for a, b in zip(around, [*around[1:], around[0] + 360], strict=True)]
    widest, start = max(gaps, key=lambda gap: gap[0])
    return from_centre(start + (360 - widest) / 2, 0)


def bearing(start: Point, end: Point) -> float:
    """Where the shortest way leaves for, in degrees clockwise from the north; points are longitude, latitude."""
    (l1, p1), (l2, p2) = ((math.radians(a), math.radians(b)) for a, b in (start, end))
    y = math.sin(l2 - l1) * math.cos(p2)
    x = math.cos(p1) * math.sin(p2) - math.sin(p1) * math.cos(p2) * math.cos(l2 - l1)
    return math.degrees(math.atan2(y, x)) % 360
