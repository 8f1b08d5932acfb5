"""Where a point may lie: on the globe, and a territory where its country does."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cache

from passerelles.earth.geometry import NEAR, Box, bounds, gap, outlines
from passerelles.model import KnowledgeBase, Problem


def territories_lie_in_their_country(kb: KnowledgeBase) -> Iterator[Problem]:
    """A territory lies in its country or near it, as the atlas draws that country."""
    boxes = cache(_boxes)
    for territory in kb.of_kind("territory"):
        gazetteer = territory.gazetteer
        country = kb.entities.get(gazetteer.country or territory.id) if gazetteer else None
        if gazetteer and gazetteer.coordinates and country and country.gazetteer:
            latitude, longitude = point = gazetteer.coordinates
            if is_on_the_globe(*point) and _is_far(boxes(country.gazetteer.iso_3166_1), *point):
                where = territory.spots.get("gazetteer.coordinates", gazetteer.where)
                details = (("value", f"{latitude}, {longitude}"), ("country", country.id))
                yield Problem(where, "outside-its-country", details)


def is_on_the_globe(latitude: float, longitude: float) -> bool:
    """Whether these are degrees that a point may have, poles and date line included."""
    return abs(latitude) <= 90 and abs(longitude) <= 180


def _is_far(boxes: Collection[Box], latitude: float, longitude: float) -> bool:
    """Whether a point is farther from a country than its islands are; never, where the atlas has no such country."""
    point = (longitude, latitude, longitude, latitude)
    return bool(boxes) and min(gap(point, box) for box in boxes) > NEAR


def _boxes(code: str) -> tuple[Box, ...]:
    return tuple(bounds(tuple(ring)) for ring in outlines().country(code, 1.0))
