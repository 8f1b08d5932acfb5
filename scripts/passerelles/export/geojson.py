"""places.geojson (RFC 7946): the territories as points, the partnerships as lines between their parties.

Points, codes and local names are a gazetteer's, which each feature names, not the corpus's. A territory without a point
(a country) and a partnership of which a party has none keep their place in the list with no geometry: nothing is set
where nobody knows it. A line says who works with whom and no way that anything takes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import pairwise
from math import copysign

from passerelles.export.form import File
from passerelles.export.past import Past
from passerelles.export.roll import Roll
from passerelles.export.rows import Row
from passerelles.export.told import of_things
from passerelles.export.turns import Round
from passerelles.export.versions import FOLDER
from passerelles.export.words import Words
from passerelles.graph import Graph
from passerelles.model import Entity

encode = json.JSONEncoder(ensure_ascii=False).encode
Point = tuple[float, float]  # longitude, latitude


def geojson(graph: Graph, site_url: str, past: Past) -> Iterator[File]:
    """The file, a feature a line."""
    say = Words(graph, site_url)
    things = (*graph.kb.of_kind("territory"), *graph.kb.of_kind("partnership"))
    features = of_things(things, lambda thing: [WRITTEN[thing.kind](say, thing)])
    roll = Roll(f"{FOLDER}places.geojson", '{"type": "FeatureCollection", "features": [\n', ",\n")
    yield roll.path, Round(past, roll.path, features).rolled(roll, encode, "\n]}\n")


def territory(say: Words, entity: Entity) -> Row:
    """A territory, at its point."""
    point = _point(entity)
    geometry: Row | None = {"type": "Point", "coordinates": list(point)} if point else None
    return _feature(say, entity, geometry, _record(say, entity))


def partnership(say: Words, entity: Entity) -> Row:
    """A partnership, a line through its parties in the order in which they are stated."""
    parties = tuple(dict.fromkeys(s.entity for s in entity.with_property("party")))
    points = {name: _point(say.graph.kb.entities[name]) for name in parties}
    lost = [name for name, point in points.items() if point is None]
    known = [point for point in points.values() if point]
    geometry = line(known) if len(known) > 1 and not lost else None
    more: Row = {"parties": list(parties), "without_point": lost, **_status(entity)}
    return _feature(say, entity, geometry, more)


def _status(entity: Entity) -> Row:
    """The status of a partnership; none is chosen where the sources disagree, which is said."""
    stated = entity.with_property("status")
    codes = dict.fromkeys(s.choice for s in stated)
    is_disputed = len(codes) > 1 or any(s.status for s in stated)
    return {
        "status": None if is_disputed else next(iter(codes), None),
        "disputed": ["status"] if is_disputed else [],
    }


WRITTEN = {"territory": territory, "partnership": partnership}


def _feature(say: Words, entity: Entity, geometry: Row | None, more: Row) -> Row:
    names = {f"name_{language}": name for language, name in entity.name.items()}
    urls = {f"url_{language}": url for language, url in say.entity_url(entity).items()}
    known = {"id": entity.id, "kind": entity.kind, "type": entity.type or None, **names}
    return {
        "type": "Feature",
        "id": entity.id,
        "geometry": geometry,
        "properties": {**known, "aliases": list(entity.aliases), **more, **urls},
    }


def _record(say: Words, entity: Entity) -> Row:
    """What a gazetteer has of a territory; `valid` is an EDTF interval, `names_local` are by language of the place."""
    record = entity.gazetteer
    if record is None:
        return {}
    valid = say.date(record.valid) if record.valid else dict.fromkeys(say.languages)
    return {
        "names_local": dict(record.names),
        "country": record.country or None,
        "iso_3166_1": record.iso_3166_1 or None,
        "iso_3166_2": record.iso_3166_2 or None,
        "subdivision": record.subdivision or None,
        "geonames": int(record.geonames) if record.geonames else None,
        "valid": record.valid or None,
        **{f"valid_{language}": words for language, words in valid.items()},
        "gazetteer": record.reference,
    }


def _point(entity: Entity) -> Point | None:
    record = entity.gazetteer
    return (record.coordinates[1], record.coordinates[0]) if record and record.coordinates else None


def line(points: list[Point]) -> Row:
    """A line through points; one that would cross the antimeridian is cut there, as the standard asks."""
    sided = list(_sided(points))
    parts = [sided[:1]]
    for (x, y), (u, v) in pairwise(sided):
        if abs(u - x) > 180:
            edge = copysign(180.0, x)
            over = u + 2 * edge  # the same place, counted on from this side
            height = round(y + (v - y) * (edge - x) / (over - x), 5)
            parts[-1] += [(edge, height)] if abs(x) < 180 else []
            parts.append([(-edge, height)])
        parts[-1].append((u, v))
    listed = [[list(point) for point in part] for part in parts]
    if len(listed) == 1:
        return {"type": "LineString", "coordinates": listed[0]}
    return {"type": "MultiLineString", "coordinates": listed}


def _sided(points: list[Point]) -> Iterator[Point]:
    """The same points; one on the antimeridian, which has two longitudes, has that of the side where the line comes
    from."""
    side = next((x for x, _ in points if abs(x) < 180), points[0][0])
    for x, y in points:
        side = x if abs(x) < 180 else copysign(180.0, side)
        yield side, y
