"""The picture of all partnerships: the part of the world that they span, an arc for each or for each two countries.

In: ties and how things are named. Out: a World, numbers and words only; templates write it as SVG.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain

from passerelles.atlas.grounds import Ground, ground_of, land, whole_outline
from passerelles.atlas.labels import Box, Spot, Wish, placed, shortened
from passerelles.atlas.picture import Window, fitted, unrolled
from passerelles.atlas.places import Place, Ties
from passerelles.atlas.projection import equal_earth, middle
from passerelles.earth.simplify import Point
from passerelles.model import KnowledgeBase

WIDTH, MARGIN = 2000, 60
FLAT, TALL = 2.15, 1.9  # the shapes that a picture may take, width to height
MOST_ARCS = 80  # more partnerships than this are drawn by pairs of countries
LETTERS = 64  # height of a country's name where the picture is a phone's width; it is drawn smaller elsewhere
STEP, RISE = 26.0, 0.15  # how far neighbouring arcs part; how high one rises, by its span
Names = Callable[[str], str]


@dataclass(frozen=True)
class Arc:
    """A line from place to place, for one partnership or for all between two countries."""

    ids: tuple[str, ...]
    status: str
    path: str
    ends: tuple[str, str]  # ids of territories or organisations; of countries where it stands for several
    weight: int = 1  # 1 to 5, by number


@dataclass(frozen=True)
class World:
    """All that is drawn; `countries` are paths by id, `names` what is written and where."""

    width: int
    height: int
    land: str
    countries: tuple[tuple[str, str], ...]
    arcs: tuple[Arc, ...]
    dots: tuple[Point, ...]
    names: tuple[tuple[str, Spot], ...]
    is_by_pairs: bool


def world(kb: KnowledgeBase, ties: Ties, name: Names, grain: float = 0.9) -> World | None:
    """The picture, or None where nobody is placed; a coarser `grain` makes a lighter one."""
    places = tuple(ties.of_place)
    if not places:
        return None
    grounds = tuple(dict.fromkeys(ground_of(kb, place) for place in places))
    window = _window(grounds, places, grain)
    by_pairs = len(ties.drawn) > MOST_ARCS
    arcs = _pairs(ties, window) if by_pairs else _each(ties, window)
    dots = tuple(dict.fromkeys((round(x), round(y)) for x, y in (window.at(*p.point) for p in places)))
    return World(
        window.width, window.height, land(window),
        tuple((g.country, whole_outline(g.code, window)) for g in _whole(grounds)),
        arcs, dots, _names(places, window, name), by_pairs,
    )  # fmt: skip


def _whole(grounds: Sequence[Ground]) -> list[Ground]:
    return list({ground.code: ground for ground in grounds if ground.code}.values())


def _window(grounds: Sequence[Ground], places: Sequence[Place], grain: float) -> Window:
    """What holds every ground on which somebody is, and the rise of the widest arc, in a shape that suits a page."""
    rings = [ring for ground in grounds for ring in ground.rings] + [tuple(place.point for place in places)]
    centre = middle(longitude for ring in rings for longitude, _ in ring)
    points = [equal_earth(_within(east), north) for ring in rings for east, north in unrolled(ring, centre)]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    wide, high = max(max(xs) - min(xs), 0.02), max(max(ys) - min(ys), 0.02)
    top = min(ys) - RISE * wide * 0.55
    high = max(ys) - top
    shape = max(TALL, min(FLAT, wide / high))
    return fitted(equal_earth, centre, [*points, (xs[0], top)], (WIDTH, round(WIDTH / shape)), MARGIN, grain)


def _within(east: float) -> float:
    return max(-180.0, min(180.0, east))


def _each(ties: Ties, window: Window) -> tuple[Arc, ...]:
    """An arc for each two parties that a partnership binds; those between the same countries fan out."""
    bundles: dict[frozenset[str], list[tuple[Point, Point, str, str, tuple[str, str]]]] = defaultdict(list)
    for tie in ties.drawn:
        for a, b in tie.spans:
            west, east = sorted((a, b), key=lambda p: window.at(*p.point))
            ends = window.at(*west.point), window.at(*east.point)
            bundles[frozenset((a.country, b.country))].append((*ends, tie.id, tie.status, (west.id, east.id)))
    return tuple(chain.from_iterable(_fan(bundle) for bundle in bundles.values()))


def _fan(bundle: list[tuple[Point, Point, str, str, tuple[str, str]]]) -> list[Arc]:
    """The arcs of one bundle, those that end farther north the higher."""
    ordered = sorted(bundle, key=lambda item: (-(item[0][1] + item[1][1]), item[2]))
    return [Arc((name,), status, curve(a, b, i), ends) for i, (a, b, name, status, ends) in enumerate(ordered)]


def _pairs(ties: Ties, window: Window) -> tuple[Arc, ...]:
    """An arc for each two countries, from the middle of the parties of one to that of the other, by number."""
    found: dict[tuple[str, str], dict[str, list[tuple[Place, Place]]]] = defaultdict(lambda: defaultdict(list))
    for tie in ties.drawn:
        for span in tie.spans:
            a, b = sorted(span, key=lambda p: p.country)
            found[a.country, b.country][tie.id].append((a, b))
    ranked = sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))[:MOST_ARCS]
    most = len(ranked[0][1])
    arcs = []
    for ends, by_tie in ranked:
        spans = [span for found_spans in by_tie.values() for span in found_spans]
        start, end = sorted(_mean([window.at(*span[side].point) for span in spans]) for side in (0, 1))
        weight = 1 + round(4 * math.log(len(by_tie)) / math.log(max(most, 2)))
        arcs.append(Arc(tuple(by_tie), "", curve(start, end, 0), ends, weight))
    return tuple(arcs)


def _mean(points: Sequence[Point]) -> Point:
    return sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points)


def curve(a: Point, b: Point, order: int, step: float = STEP) -> str:
    """An arc from west to east that rises like a footbridge; one that ends where it starts is a loop."""
    if math.dist(a, b) < 1:
        return f"M{a[0]:.0f} {a[1]:.0f}c-40-70 40-70 0 0"
    x, y = _pull(a, b, order, step)
    return f"M{a[0]:.0f} {a[1]:.0f}Q{x:.0f} {y:.0f} {b[0]:.0f} {b[1]:.0f}"


def top_of(a: Point, b: Point, order: int, step: float = STEP) -> float:
    """How high an arc comes, about: the place of its middle."""
    return a[1] - 56 if math.dist(a, b) < 1 else (a[1] + b[1]) / 4 + _pull(a, b, order, step)[1] / 2


def _pull(a: Point, b: Point, order: int, step: float) -> Point:
    """The point that draws an arc up: a level one rises most, an upright one bends to the east."""
    span = math.dist(a, b)
    rise = RISE * span + order * step * min(1.0, span / 300)
    tilt = abs(b[0] - a[0]) / span
    return (a[0] + b[0]) / 2 + 2 * rise * (1 - tilt), (a[1] + b[1]) / 2 - 2 * rise * max(tilt, 0.2)


def _names(places: Sequence[Place], window: Window, name: Names) -> tuple[tuple[str, Spot], ...]:
    """The countries of the parties, written below or beside where their parties are."""
    by_country: dict[str, list[Point]] = defaultdict(list)
    for place in places:
        if place.country:
            by_country[place.country].append(window.at(*place.point))
    marks: list[Box] = [(x - 8, y - 8, x + 8, y + 8) for points in by_country.values() for x, y in points]
    wishes = [Wish(_foot(points), ((shortened(name(c), 22), LETTERS),), 30) for c, points in by_country.items()]
    spots = placed(wishes, (0, 0, window.width, window.height), marks)
    return tuple((country, spot) for country, spot in zip(by_country, spots, strict=True) if spot)


def _foot(points: Sequence[Point]) -> Point:
    return sum(x for x, _ in points) / len(points), max(y for _, y in points)
