"""Small pictures for the pages of things: two shores and their footbridge, or one place in its country."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from passerelles.atlas.grounds import Ground, ground_of, outline, window_of
from passerelles.atlas.picture import Window
from passerelles.atlas.places import Place, Tie
from passerelles.atlas.world import curve, top_of
from passerelles.model import KnowledgeBase

SHORE, GAP, HIGH, STEP = 250, 140, 300, 18  # the width of a shore, the water between two, their height; how arcs part
PLACE = (360, 440)  # the width and the greatest height of the picture of one place
MOST, MOST_SHORES = 6, 3  # parties and countries in one picture


@dataclass(frozen=True)
class Shore:
    """One ground in a small picture, its corner at x and y, and the parties on it."""

    ground: Ground
    x: int
    y: int
    land: str
    dots: tuple[tuple[int, int], ...]
    places: tuple[Place, ...]


@dataclass(frozen=True)
class Small:
    """One shore, or several side by side with the arcs between their parties."""

    width: int
    height: int
    shores: tuple[Shore, ...]
    arcs: tuple[str, ...] = ()
    status: str = ""


def diptych(kb: KnowledgeBase, tie: Tie) -> Small | None:
    """The picture of a partnership in the order of its parties; None where none of them is placed."""
    grounds: dict[Ground, list[Place]] = {}
    for place in tie.parties[:MOST]:
        grounds.setdefault(ground_of(kb, place), []).append(place)
    if not grounds:
        return None
    windows = [
        (ground, places, window_of(ground, [place.point for place in places], (SHORE, HIGH), 6))
        for ground, places in list(grounds.items())[:MOST_SHORES]
    ]
    height = max(window.height for _, _, window in windows)
    low = [(i * (SHORE + GAP), (height - window.height) // 2) for i, (_, _, window) in enumerate(windows)]
    at = {p: (x + q[0], y + q[1]) for (_, places, w), (x, y) in zip(windows, low, strict=True)
          for p in places for q in [w.at(*p.point)]}  # fmt: skip
    spans = [sorted((at[a], at[b])) for a, b in tie.spans if a in at and b in at]
    above = max(0, round(6 - min((top_of(a, b, i, STEP) for i, (a, b) in enumerate(spans)), default=6)))
    shores = tuple(_shore(*shown, x, y + above) for shown, (x, y) in zip(windows, low, strict=True))
    arcs = tuple(curve((a[0], a[1] + above), (b[0], b[1] + above), i, STEP) for i, (a, b) in enumerate(spans))
    return Small(len(shores) * (SHORE + GAP) - GAP, above + height, shores, arcs, tie.status)


def _shore(ground: Ground, places: Sequence[Place], window: Window, x: int, y: int) -> Shore:
    at = (window.at(*place.point) for place in places)
    dots = tuple((round(left) + x, round(top) + y) for left, top in at)
    return Shore(ground, x, y, outline(ground, window), dots, tuple(places))


def locator(kb: KnowledgeBase, place: Place) -> Small:
    """A place on its ground."""
    ground = ground_of(kb, place)
    window = window_of(ground, [place.point], PLACE, 12)
    return Small(window.width, window.height, (_shore(ground, [place], window, 0, 0),))
