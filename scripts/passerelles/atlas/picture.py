"""A picture in the making: where a point of the globe falls in it, and outlines as the path data of SVG.

Units are half CSS pixels at the size for which a picture is drawn, so that whole numbers are fine enough.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise, starmap

from passerelles.atlas.projection import Projection, from_centre
from passerelles.earth.simplify import Point, area, clipped, simplified

BEYOND = 12  # units past the edge at which outlines are cut off
SPECK = 5.0  # square units: a smaller island is a speck


@dataclass(frozen=True)
class Window:
    """The part of the plane that a picture shows."""

    project: Projection
    centre: float  # the meridian from which east is counted
    left: float
    top: float
    scale: float  # units a radius of the Earth
    width: int
    height: int
    grain: float = 0.9  # units that no eye sees

    def at(self, longitude: float, latitude: float) -> Point:
        """The place of a point of the globe in the picture."""
        return self.near(from_centre(longitude, self.centre), latitude)

    def near(self, east: float, north: float) -> Point:
        x, y = self.project(east, north)
        return (x - self.left) * self.scale, (y - self.top) * self.scale

    @property
    def tolerance(self) -> float:
        """The degrees that no eye sees here, as a power of two, so that pictures of one size share their lines."""
        degrees, step = self.grain / (self.scale * 0.01745), 1.0
        while step > degrees:
            step /= 2
        return step

    def path(self, rings: Iterable[Sequence[Point]], speck: float = SPECK) -> str:
        """The outlines as path data; what lies outside the picture is left out."""
        speck = speck * self.grain
        cut = self._rings(rings, speck)
        return "".join(_data(ring) for ring in cut if len(ring) > 2 and area([*ring, ring[0]]) >= speck)

    def _rings(self, rings: Iterable[Sequence[Point]], speck: float) -> Iterable[list[Point]]:
        for ring in rings:
            whole = unrolled(ring, self.centre)
            easts = [x for x, _ in whole]
            west, east = min(easts), max(easts)
            for turn in (-360, 0, 360):
                if west + turn < 180 and east + turn > -180:
                    turned = [(x + turn, y) for x, y in whole] if turn else whole
                    yield self._cut(_within(turned, 0, (west + turn, east + turn), -180.0, 180.0), speck)

    def _cut(self, ring: list[Point], speck: float) -> list[Point]:
        """What is drawn of a ring; nothing of one whose box is a speck already, as is that of most islands."""
        left, top, scale = self.left, self.top, self.scale
        drawn = [((x - left) * scale, (y - top) * scale) for x, y in starmap(self.project, ring)]
        xs, ys = [x for x, _ in drawn], [y for _, y in drawn]
        across, down = (min(xs, default=0.0), max(xs, default=0.0)), (min(ys, default=0.0), max(ys, default=0.0))
        if (across[1] - across[0]) * (down[1] - down[0]) < speck:
            return []
        drawn = _within(drawn, 0, across, -BEYOND, self.width + BEYOND)
        drawn = _within(drawn, 1, down, -BEYOND, self.height + BEYOND)
        return simplified([*drawn, drawn[0]], self.grain * 0.7)[:-1] if drawn else drawn


def _within(ring: list[Point], axis: int, reach: tuple[float, float], least: float, most: float) -> list[Point]:
    """The part of a ring between two limits; most rings reach beyond neither, and are not gone through."""
    if ring and reach[0] < least:
        ring = clipped(ring, axis, least, False)
    return clipped(ring, axis, most, True) if ring and reach[1] > most else ring


def unrolled(ring: Sequence[Point], centre: float) -> list[Point]:
    """A ring by degrees east of the centre, without the jump where it crosses the cut."""
    easts = [(longitude - centre + 180) % 360 - 180 for longitude, _ in ring]  # `from_centre`, for each point of a map
    if not ring or max(easts) - min(easts) < 180:  # as nearly always: it crosses nothing
        return [(east, latitude) for east, (_, latitude) in zip(easts, ring, strict=True)]
    found: list[Point] = []
    turn = 0.0
    for east, (_, latitude) in zip(easts, ring, strict=True):
        if found:
            turn += 360 * round((found[-1][0] - east - turn) / 360)
        found.append((east + turn, latitude))
    return found


def fitted(
    project: Projection, centre: float, points: Sequence[Point], size: tuple[int, int], margin: int, grain: float = 0.9
) -> Window:
    """The window that shows these points of the plane, in the middle, within a margin."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    wide, high = max(max(xs) - min(xs), 1e-3), max(max(ys) - min(ys), 1e-3)
    width, height = size
    scale = min((width - 2 * margin) / wide, (height - 2 * margin) / high)
    left = (max(xs) + min(xs)) / 2 - width / 2 / scale
    top = (max(ys) + min(ys)) / 2 - height / 2 / scale
    return Window(project, centre, left, top, scale, width, height, grain)


def _data(ring: Sequence[Point]) -> str:
    """«M12 34l5-6 7 8z»: whole numbers, each relative to the last, a minus sign in the place of a space."""
    whole = [(round(x), round(y)) for x, y in ring]
    steps = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(whole) if a != b]
    numbers = " ".join([f"{x} {y}" for x, y in steps]).replace(" -", "-")
    return f"M{whole[0][0]} {whole[0][1]}l{numbers}z" if steps else ""
