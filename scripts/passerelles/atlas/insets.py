"""A country at a larger scale: its parties by name, and from each the beginning of every arc that leaves it."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from passerelles.atlas.grounds import Ground, ground_of, outline, surroundings, window_of
from passerelles.atlas.labels import Box, Spot, Wish, placed, shortened
from passerelles.atlas.picture import Window
from passerelles.atlas.places import Place, Tie, Ties
from passerelles.atlas.projection import bearing
from passerelles.atlas.world import MOST_ARCS, Names
from passerelles.earth.simplify import Point
from passerelles.model import KnowledgeBase

WIDTH, TALLEST, MARGIN = 720, 900, 64
NAME, PARTNER = 27.0, 23.0  # height of letters
TOGETHER = 17.0  # parties nearer than this share a mark
MOST_MARKS, MOST_INSETS = 36, 9
STUB = 92.0


@dataclass(frozen=True)
class Line:
    """A line of a label: of a party (`entity`), of a partnership of it (`tie`), or how many more there are."""

    words: str
    size: float
    entity: str = ""
    tie: str = ""
    more: int = 0


@dataclass(frozen=True)
class Stub:
    """The beginning of the arc of a partnership."""

    tie: str
    status: str
    path: str


@dataclass(frozen=True)
class Mark:
    """One party, or several too near each other to be told apart."""

    x: int
    y: int
    places: tuple[Place, ...]
    lines: tuple[Line, ...]
    stubs: tuple[Stub, ...]
    spot: Spot | None = None


@dataclass(frozen=True)
class Inset:
    """The picture of one ground."""

    ground: Ground
    width: int
    height: int
    around: str
    land: str
    marks: tuple[Mark, ...]


def insets(kb: KnowledgeBase, ties: Ties, name: Names, partners: Names) -> tuple[Inset, ...]:
    """A picture for each ground with parties, from west to east; of too many, those with most partnerships.

    `name` is that of a thing, `partners` words for «with these».
    """
    by_ground: dict[Ground, list[Place]] = defaultdict(list)
    for place in ties.of_place:
        by_ground[ground_of(kb, place)].append(place)
    weight = {ground: sum(len(ties.of_place[p]) for p in found) for ground, found in by_ground.items()}
    kept = sorted(by_ground, key=lambda g: (-weight[g], g.country, g.piece))[:MOST_INSETS]
    kept.sort(key=lambda g: (_west(by_ground[g]), g.country))
    high = max((_window(ground, by_ground[ground]).height for ground in kept), default=0)  # they stand side by side
    return tuple(_inset(ground, by_ground[ground], high, ties, name, partners) for ground in kept)


def _window(ground: Ground, places: Sequence[Place], least: int = 0) -> Window:
    return window_of(ground, [place.point for place in places], (WIDTH, TALLEST), MARGIN, least)


def _west(places: Sequence[Place]) -> float:
    return sum(p.longitude for p in places) / len(places)


def _inset(ground: Ground, places: Sequence[Place], least: int, ties: Ties, name: Names, partners: Names) -> Inset:
    """The picture of one ground and the parties on it."""
    window = _window(ground, places, least)
    marks = [_mark(window, group, ties, name, partners) for group in _groups(window, places)]
    boxes: list[Box] = [(m.x - 11, m.y - 11, m.x + 11, m.y + 11) for m in marks]
    lines = [_ends(stub.path) for m in marks for stub in m.stubs]
    wishes = [Wish((m.x, m.y), tuple((line.words, line.size) for line in m.lines), 18) for m in marks]
    spots = placed(wishes, (6, 6, window.width - 6, window.height - 6), boxes, lines)
    named = tuple(Mark(m.x, m.y, m.places, m.lines, m.stubs, s) for m, s in zip(marks, spots, strict=True))
    return Inset(ground, window.width, window.height, surroundings(ground, window), outline(ground, window), named)


def _groups(window: Window, places: Sequence[Place]) -> list[list[Place]]:
    """Parties by mark: those that are too near share one, the more of them the farther apart marks must be."""
    near, placed_at = TOGETHER, [(window.at(*place.point), place) for place in places]
    while True:
        groups: list[tuple[Point, list[Place]]] = []
        for at, place in placed_at:
            home = next((group for point, group in groups if math.dist(point, at) < near), None)
            if home is None:
                groups.append((at, [place]))
            else:
                home.append(place)
            if len(groups) > MOST_MARKS:
                break
        if len(groups) <= MOST_MARKS:
            return [group for _, group in groups]
        near *= 1.5


def _mark(window: Window, group: Sequence[Place], ties: Ties, name: Names, partners: Names) -> Mark:
    at = [window.at(*place.point) for place in group]
    x, y = sum(p[0] for p in at) / len(at), sum(p[1] for p in at) / len(at)
    begun = group[:4] if len(ties.drawn) <= MOST_ARCS else []  # of many, only the picture of the whole has arcs
    stubs = [stub for place in begun for stub in _stubs((x, y), place, ties.of_place[place][:6])]
    return Mark(round(x), round(y), tuple(group), tuple(_lines(group, ties, name, partners)), tuple(stubs))


def _lines(group: Sequence[Place], ties: Ties, name: Names, partners: Names) -> list[Line]:
    """The names of up to three parties and, where there is room for it, with whom each works."""
    lines = []
    for place in group[:3]:
        lines.append(Line(shortened(name(place.id), 26), NAME, entity=place.id))
        bound = ties.of_place[place]
        for tie in bound[:2] if len(bound) < 3 and len(group) < 3 else ():
            others = [other.id for other in tie.parties if other.id != place.id]
            if others:
                lines.append(Line(shortened(partners(", ".join(map(name, others))), 30), PARTNER, tie=tie.id))
    if len(group) > 3:
        lines.append(Line(f"+ {len(group) - 3}", PARTNER, more=len(group) - 3))
    return lines


def _stubs(at: Point, place: Place, bound: Sequence[Tie]) -> list[Stub]:
    """From a party towards each of its partners; those that leave the same way fan out a little."""
    found: list[Stub] = []
    for tie in bound:
        other = next((p for p in tie.parties if p.country != place.country), None)
        other = other or next((p for p in tie.parties if p != place), None)
        if other is not None and other.point != place.point:
            angle = math.radians(bearing(place.point, other.point) + 9 * len(found))
            found.append(Stub(tie.id, tie.status, _stub(at, angle)))
    return found


def _stub(at: Point, angle: float) -> str:
    """A short rising curve."""
    dx, dy = math.sin(angle) * STUB, -math.cos(angle) * STUB
    x, y = round(at[0]), round(at[1])
    return f"M{x} {y}Q{x + dx * 0.5:.0f} {y + dy * 0.5 - 14:.0f} {x + dx:.0f} {y + dy:.0f}"


def _ends(path: str) -> tuple[Point, Point]:
    start, rest = path[1:].split("Q")
    numbers = [float(number) for number in rest.split()]
    x, y = map(float, start.split())
    return (x, y), (numbers[2], numbers[3])
