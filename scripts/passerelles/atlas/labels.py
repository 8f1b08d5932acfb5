"""Names on a picture, none over another: each takes the best free place near its point, or none.

Boxes are (left, top, right, bottom) in units of the picture.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from passerelles.earth.simplify import Point

Box = tuple[float, float, float, float]
NARROW, WIDE = "iíìịỉĩjlIÍ.,:;’'!|()[]- ft", "mwMWQOÔÖŒ@%&—"
LEADING = 1.22  # height of a line, in sizes of its letters
FULL, LIGHT = 1000.0, 40.0  # what it costs to cover a name or a mark, and a line

Way = tuple[float, float, str]  # a step to the right and down, and how words that stand there are anchored


def _way(angle: float) -> Way:
    dx, dy = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    return dx, dy, "start" if dx > 0.3 else ("end" if dx < -0.3 else "middle")


WAYS = tuple(map(_way, (0, 180, -35, 35, 145, 215, -90, 90, -62, 62, 118, 242)))  # the best first


@dataclass(frozen=True)
class Wish:
    """Lines of text, each with the size of its letters, that belong to a point."""

    point: Point
    lines: tuple[tuple[str, float], ...]
    gap: float = 12  # from the point to the text

    @property
    def size(self) -> tuple[float, float]:
        return max(width(words, size) for words, size in self.lines), sum(size * LEADING for _, size in self.lines)


@dataclass(frozen=True)
class Spot:
    """Where the lines begin: `anchor` is that of SVG, `y` the top of the first line."""

    x: float
    y: float
    anchor: str
    box: Box
    is_far: bool = False  # so far from its point that a line must lead there


def width(words: str, size: float) -> float:
    """A safe guess of how wide words are drawn: the letters of the site's sans, rather too wide than too narrow."""
    return size * _letters(words)


@lru_cache(maxsize=2000)  # a name stands on several maps
def _letters(words: str) -> float:
    return sum(_width(c) for c in unicodedata.normalize("NFC", words))


def _width(c: str) -> float:
    if unicodedata.east_asian_width(c) in "WF":
        return 1.0
    if c in NARROW:
        return 0.34
    return 0.92 if c in WIDE else (0.7 if c.isupper() else 0.58)


def shortened(words: str, most: int) -> str:
    """The words, or their beginning and an ellipsis: the whole stands in the title and in the table."""
    return words if len(words) <= most else f"{words[: most - 1].rstrip()}…"


def placed(
    wishes: Sequence[Wish], frame: Box, marks: Iterable[Box] = (), lines: Iterable[tuple[Point, Point]] = ()
) -> list[Spot | None]:
    """A spot for each wish, in the order given; None where every one is taken."""
    taken = list(marks)
    crossed = [box for a, b in lines for box in _beads(a, b)]
    spots: list[Spot | None] = []
    for wish in wishes:
        best, least = None, FULL
        for extra, reach, way, box in _boxes(wish):
            if extra >= least:  # what comes later loses more
                break
            cost = _cost(box, frame, taken, crossed) + extra
            if cost < least:
                best, least = _spot(wish, reach, way, box), cost
        spots.append(best)
        if best:
            taken.append(best.box)
    return spots


def _boxes(wish: Wish) -> Iterator[tuple[float, float, Way, Box]]:
    """Where a name may stand, with what is lost by it, ever more: beside its point, then around it, then farther."""
    wide, high = wish.size
    before = {"start": 0.0, "middle": wide / 2, "end": wide}
    for reach in (wish.gap, wish.gap + 22, wish.gap + 50, wish.gap + 84, wish.gap + 120):
        for step, way in enumerate(WAYS):
            dx, dy, anchor = way
            left = wish.point[0] + dx * reach - before[anchor]
            top = wish.point[1] + dy * reach - high / 2 + dy * high / 2
            yield step + (reach - wish.gap) * 0.6, reach, way, (left, top, left + wide, top + high)


def _spot(wish: Wish, reach: float, way: Way, box: Box) -> Spot:
    return Spot(wish.point[0] + way[0] * reach, box[1], way[2], box, reach > wish.gap)


def _cost(box: Box, frame: Box, taken: Sequence[Box], crossed: Sequence[Box]) -> float:
    inside = frame[0] <= box[0] and frame[1] <= box[1] and box[2] <= frame[2] and box[3] <= frame[3]
    return LIGHT * _met(box, crossed) if inside and not _met(box, taken, 1) else FULL


def _met(box: Box, others: Sequence[Box], most: int = -1) -> int:
    """How many boxes meet this one, counted up to `most`."""
    left, top, right, bottom = box
    met = 0
    for west, north, east, south in others:  # the innermost loop of every picture with names: calls nothing
        if left < east and west < right and top < south and north < bottom:
            met += 1
            if met == most:
                break
    return met


def _beads(a: Point, b: Point) -> Iterator[Box]:
    """A line as boxes along it."""
    count = max(2, int(math.dist(a, b) / 10))
    for i in range(1, count + 1):
        x, y = a[0] + (b[0] - a[0]) * i / count, a[1] + (b[1] - a[1]) * i / count
        yield x - 2, y - 2, x + 2, y + 2
