"""What a gazetteer gives of a territory, against what it gives of its country: where it lies, codes, its own number."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache

from passerelles.earth.geometry import NEAR, Box, bounds, gap, outlines
from passerelles.model import Entity, Gazetteer, KnowledgeBase, Position, Problem

OVERSEAS = {  # subdivisions that ISO 3166-1 also codes as countries, and the atlas draws as such
    "FR": {"BL", "MF", "NC", "PF", "PM", "TF", "WF"},
}
ISO_3166_2 = re.compile(r"[A-Z]{2}-[A-Z0-9]{1,3}\Z")


def territories_lie_in_their_country(kb: KnowledgeBase) -> Iterator[Problem]:
    """A territory lies in its country or near it, as the atlas draws that country."""
    boxes = cache(_boxes)
    for territory in kb.of_kind("territory"):
        gazetteer = territory.gazetteer
        country = kb.entities.get(gazetteer.country or territory.id) if gazetteer else None
        if gazetteer and gazetteer.coordinates and country and country.gazetteer:
            latitude, longitude = point = gazetteer.coordinates
            drawn = _drawn(gazetteer, country.gazetteer.iso_3166_1)
            if is_on_the_globe(*point) and all(_is_far(boxes(code), *point) for code in drawn):
                where = territory.spots.get("gazetteer.coordinates", gazetteer.where)
                details = (("value", f"{latitude}, {longitude}"), ("country", country.id))
                yield Problem(where, "outside-its-country", details)


def records_agree_with_that_of_the_country(kb: KnowledgeBase) -> Iterator[Problem]:
    """The country of a territory is a country, its codes are of that country, and its GeoNames number is its own."""
    numbered: dict[str, Position] = {}
    for territory in kb.of_kind("territory"):
        if gazetteer := territory.gazetteer:
            here = territory.spots.get("gazetteer.geonames", gazetteer.where)
            first = numbered.setdefault(gazetteer.geonames, here)
            twice = [("geonames", "geonames-twice", gazetteer.geonames, f"{first.path}:{first.line}")]
            for field, key, value, other in (
                *_in_its_country(territory, gazetteer, kb.entities.get(gazetteer.country)),
                *(twice if first != here else []),
            ):
                where = territory.spots.get(f"gazetteer.{field}", gazetteer.where)
                if value:
                    yield Problem(where, key, (("field", field), ("value", value), ("other", other)))


def _in_its_country(
    territory: Entity, gazetteer: Gazetteer, country: Entity | None
) -> Iterator[tuple[str, str, str, str]]:
    """Field, message, value, and what it is held against."""
    if territory.type != "country" and "gazetteer.country" not in territory.spots:  # a blank is told of as such
        yield "country", "no-country", territory.id, ""
    if country is None or country.kind != "territory":
        return  # told of as such
    code = country.gazetteer.iso_3166_1 if country.gazetteer else ""
    if country.type != "country":
        yield "country", "not-a-country", country.id, ""
    elif code:
        for field, value in (("iso_3166_2", gazetteer.iso_3166_2), ("subdivision", gazetteer.subdivision)):
            if ISO_3166_2.match(value) and not value.startswith(f"{code}-"):
                yield field, "code-of-another-country", value, code


def is_on_the_globe(latitude: float, longitude: float) -> bool:
    """Whether these are degrees that a point may have, poles and date line included."""
    return abs(latitude) <= 90 and abs(longitude) <= 180


def _drawn(gazetteer: Gazetteer, country: str) -> tuple[str, ...]:
    """The codes of the outlines that a territory may lie in: what is overseas may have one of its own."""
    codes = (gazetteer.iso_3166_2, gazetteer.subdivision)
    own = (code.removeprefix(f"{country}-") for code in codes if code.startswith(f"{country}-"))
    return country, *(code for code in own if code in OVERSEAS.get(country, ()) and outlines().country(code, 1.0))


def _is_far(boxes: Collection[Box], latitude: float, longitude: float) -> bool:
    """Whether a point is farther from a country than its islands are; never, where the atlas has no such country."""
    point = (longitude, latitude, longitude, latitude)
    return bool(boxes) and min(gap(point, box) for box in boxes) > NEAR


def _boxes(code: str) -> tuple[Box, ...]:
    return tuple(bounds(tuple(ring)) for ring in outlines().country(code, 1.0))
