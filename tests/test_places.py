"""places.geojson, as programs that are not ours read it, and as RFC 7946 has it."""

from __future__ import annotations

import itertools
import json
from typing import Any

import pandas
import pycountry
import pytest

from passerelles.export.form import gathered
from passerelles.export.geojson import Point, geojson, line
from passerelles.export.past import Past
from passerelles.graph import Graph
from passerelles.model import KnowledgeBase
from small_base import base, state, thing

DEPTH = {"Point": 0, "LineString": 1, "MultiLineString": 2}


@pytest.fixture(scope="module")
def collection(graph: Graph) -> dict[str, Any]:
    return dict(json.loads(gathered(geojson(graph, "", Past()))["api/v1/places.geojson"]))


@pytest.fixture(scope="module")
def table(collection: dict[str, Any]) -> pandas.DataFrame:
    frame = pandas.DataFrame([feature["properties"] for feature in collection["features"]], dtype=object)
    return frame.where(frame.notna(), None).set_index("id")


def positions(coordinates: Any, depth: int) -> list[list[float]]:
    return [coordinates] if depth == 0 else [p for part in coordinates for p in positions(part, depth - 1)]


def test_it_is_a_feature_collection(collection: dict[str, Any]) -> None:
    assert set(collection) == {"type", "features"}  # no `crs`: the standard has done away with it
    assert collection["type"] == "FeatureCollection"
    ids = [feature["id"] for feature in collection["features"]]
    assert len(ids) == len(set(ids)) > 20
    for feature in collection["features"]:
        assert set(feature) == {"type", "id", "geometry", "properties"}
        assert feature["type"] == "Feature"
        if (geometry := feature["geometry"]) is not None:
            found = positions(geometry["coordinates"], DEPTH[geometry["type"]])
            assert all(len(p) == 2 and abs(p[0]) <= 180 and abs(p[1]) <= 90 for p in found), feature["id"]
            assert geometry["type"] == "Point" or len(found) >= 2


def test_territories_and_partnerships_are_those_of_the_base(table: pandas.DataFrame, kb: KnowledgeBase) -> None:
    for kind in ("territory", "partnership"):
        assert list(table.index[table["kind"] == kind]) == [entity.id for entity in kb.of_kind(kind)]


def test_a_point_and_its_codes_are_those_of_the_gazetteer(
    collection: dict[str, Any], table: pandas.DataFrame, kb: KnowledgeBase
) -> None:
    geometries = {feature["id"]: feature["geometry"] for feature in collection["features"]}
    for territory in kb.of_kind("territory"):
        record, row = territory.gazetteer, table.loc[territory.id]
        assert record
        point = list(reversed(record.coordinates)) if record.coordinates else None
        assert geometries[territory.id] == (point and {"type": "Point", "coordinates": point})
        assert str(int(row["geonames"])) == record.geonames
        assert (row["iso_3166_2"] or "", row["valid"] or "") == (record.iso_3166_2, record.valid)
        assert row["iso_3166_2"] is None or pycountry.subdivisions.get(code=row["iso_3166_2"])
        assert row["names_local"] == record.names
        assert row["gazetteer"] in kb.schema.gazetteers


def test_names_are_there_in_every_script(table: pandas.DataFrame) -> None:
    assert table.loc["kitakyushu", "names_local"] == {"ja": "北九州市"}
    assert table.loc["haiphong", ["name_fr", "name_en"]].tolist() == ["Haïphong", "Haiphong"]
    assert "ハイフォン" in table.loc["haiphong", "aliases"]
    assert table.loc["thua-thien-hue", "valid_en"]


def test_a_line_joins_the_parties_and_a_party_without_a_point_leaves_none(
    collection: dict[str, Any], table: pandas.DataFrame
) -> None:
    geometries = {feature["id"]: feature["geometry"] for feature in collection["features"]}
    lines = table[table["kind"] == "partnership"]

    for name, row in lines.iterrows():
        ends = [geometries[party] for party in row["parties"] if party in geometries]
        if row["without_point"]:
            assert geometries[name] is None
        else:
            assert geometries[name]["coordinates"] == [end["coordinates"] for end in ends]
    assert lines.loc["seaff-binh-dinh", "without_point"] == ["seaff", "sfl"]
    assert len(lines) - lines["without_point"].map(bool).sum() >= 6


@pytest.mark.parametrize(
    ("stated", "status", "disputed"),
    [
        ((), None, []),
        ((("signed", ""),), "signed", []),
        ((("signed", ""), ("signed", "")), "signed", []),
        ((("signed", "conflict"), ("considered", "conflict")), None, ["status"]),
        ((("signed", "conflict"), ("signed", "conflict")), None, ["status"]),  # of two dates, it may be
    ],
)
def test_no_status_is_chosen_where_the_sources_disagree(
    kb: KnowledgeBase, stated: tuple[tuple[str, str], ...], status: str | None, disputed: list[str]
) -> None:
    states = [state("status", choice=choice, status=of) for choice, of in stated]
    graph = base(kb, thing("territory", "a"), thing("partnership", "a-b", state("party", "a"), *states))

    (content,) = gathered(geojson(graph, "", Past())).values()
    told = json.loads(content)["features"][-1]["properties"]

    assert (told["status"], told["disputed"]) == (status, disputed)


def test_a_line_over_the_antimeridian_is_cut_there() -> None:
    assert line([(170.0, 0.0), (-170.0, 10.0)]) == {
        "type": "MultiLineString",
        "coordinates": [[[170.0, 0.0], [180.0, 5.0]], [[-180.0, 5.0], [-170.0, 10.0]]],
    }
    assert line([(-170.0, 10.0), (170.0, 0.0)]) == {
        "type": "MultiLineString",
        "coordinates": [[[-170.0, 10.0], [-180.0, 5.0]], [[180.0, 5.0], [170.0, 0.0]]],
    }
    assert line([(0.0, 1.0), (106.0, 20.0)])["type"] == "LineString"


@pytest.mark.parametrize(
    ("points", "drawn"),
    [
        ([(180.0, 10.0), (-180.0, 20.0)], [[180.0, 10.0], [180.0, 20.0]]),
        ([(-180.0, 10.0), (170.0, 20.0)], [[180.0, 10.0], [170.0, 20.0]]),
        ([(-170.0, 10.0), (180.0, 20.0)], [[-170.0, 10.0], [-180.0, 20.0]]),
        ([(170.0, 0.0), (180.0, 5.0), (-170.0, 9.0)], [[[170.0, 0.0], [180.0, 5.0]], [[-180.0, 5.0], [-170.0, 9.0]]]),
        ([(170.0, 0.0), (-180.0, 5.0), (170.0, 9.0)], [[170.0, 0.0], [180.0, 5.0], [170.0, 9.0]]),
    ],
)
def test_a_line_that_touches_the_antimeridian_stays_on_its_side(points: list[Point], drawn: list[Any]) -> None:
    assert line(points)["coordinates"] == drawn


def test_every_piece_of_a_line_has_two_points_and_jumps_nowhere() -> None:
    edges = (-180.0, -179.0, -1.0, 0.0, 1.0, 179.0, 180.0)
    for sides in itertools.product(edges, repeat=3):
        row = line([(x, float(i)) for i, x in enumerate(sides)])
        pieces: Any = row["coordinates"] if row["type"] == "MultiLineString" else [row["coordinates"]]
        for piece in pieces:
            assert len(piece) > 1, sides
            assert all(abs(a[0] - b[0]) <= 180 and a != b for a, b in itertools.pairwise(piece)), sides
