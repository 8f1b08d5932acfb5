"""Makes natural-earth.json, the outlines: `python -m passerelles.earth.make 50m.json > natural-earth.json`.

README.md beside this file says where 50m.json comes from, how to get it and when to do so. Run by a person, once a
release of Natural Earth; nothing of the site runs it.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping
from itertools import accumulate, pairwise
from typing import Any

from passerelles.earth.geometry import decoded, grain
from passerelles.earth.simplify import Point, area, grades, simplified

SCALE = 0.005  # degrees a unit, about 500 m
TOLERANCE = 0.03  # degrees: a pixel where a country of twenty degrees is drawn 500 pixels high
SMALLEST = 0.006  # square degrees, about 70 km²: smaller islands stay only where a country has nothing larger
LEFT_OUT = {"010"}  # Antarctica: nobody there signs agreements, and it would be a third of the coast
Rings = list[list[int]]


def outlines(topology: Mapping[str, Any], codes: Mapping[str, str]) -> dict[str, Any]:
    """The smaller topology: `codes` gives the ISO 3166-1 alpha-2 code of a numeric one; what has none is land."""
    arcs = [simplified(line, TOLERANCE) for line in _lines(topology)]
    countries: dict[str, list[Rings]] = {}
    for shape in topology["objects"]["countries"]["geometries"]:
        if shape.get("id") not in LEFT_OUT:
            countries[codes.get(shape.get("id", ""), f"-{shape['properties']['a3']}")] = _large(_polygons(shape), arcs)
    used = sorted({_index(arc) for shape in countries.values() for rings in shape for ring in rings for arc in ring})
    number = {old: new for new, old in enumerate(used)}
    encoded = [_encoded(arcs[old]) for old in used]
    return {
        "scale": SCALE,
        "arcs": encoded,
        "grains": ["".join(map(grain, grades(decoded(arc, SCALE)))) for arc in encoded],
        "countries": {code: _renumbered(countries[code], number) for code in sorted(countries)},
    }


def _lines(topology: Mapping[str, Any]) -> Iterable[list[Point]]:
    """The arcs in degrees, from the whole-number steps that TopoJSON keeps."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    for arc in topology["arcs"]:
        xs, ys = accumulate(p[0] for p in arc), accumulate(p[1] for p in arc)
        yield [(x * sx + tx, y * sy + ty) for x, y in zip(xs, ys, strict=True)]


def _polygons(shape: Mapping[str, Any]) -> list[Rings]:
    return shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]


def _large(polygons: list[Rings], arcs: list[list[Point]]) -> list[Rings]:
    """The polygons worth drawing, their holes taken off where they are small; the largest one always stays."""
    sized = sorted(((area(_joined(rings[0], arcs)), rings) for rings in polygons), key=lambda pair: -pair[0])
    kept = [rings for i, (size, rings) in enumerate(sized) if not i or size >= SMALLEST]
    return [[r for i, r in enumerate(rings) if not i or area(_joined(r, arcs)) >= SMALLEST] for rings in kept]


def _joined(ring: list[int], arcs: list[list[Point]]) -> list[Point]:
    return [p for arc in ring for p in (arcs[arc] if arc >= 0 else arcs[~arc][::-1])]


def _index(arc: int) -> int:
    return arc if arc >= 0 else ~arc


def _renumbered(polygons: list[Rings], number: Mapping[int, int]) -> list[Rings]:
    return [[[number[a] if a >= 0 else ~number[~a] for a in ring] for ring in rings] for rings in polygons]


def _encoded(line: list[Point]) -> list[int]:
    """x, y of the first point, then steps, in units of SCALE."""
    whole = [(round(x / SCALE), round(y / SCALE)) for x, y in line]
    steps = [whole[0], *((b[0] - a[0], b[1] - a[1]) for a, b in pairwise(whole) if a != b)]
    return [number for step in steps for number in step]


def written(made: Mapping[str, Any]) -> str:
    """JSON, an arc or a country a line, so that a new release shows in a diff what it changed."""
    arcs = ",\n".join(json.dumps(arc, separators=(",", ":")) for arc in made["arcs"])
    grains = ",\n".join(json.dumps(signs) for signs in made["grains"])
    countries = ",\n".join(f'"{c}":{json.dumps(p, separators=(",", ":"))}' for c, p in made["countries"].items())
    return f'{{"scale":{made["scale"]},\n"arcs":[\n{arcs}],\n"grains":[\n{grains}],\n"countries":{{\n{countries}}}}}\n'


def main() -> int:
    """Read the file named, write to standard output."""
    import pycountry

    codes = {country.numeric: country.alpha_2 for country in pycountry.countries} | {"-2": "XK"}
    with open(sys.argv[1], encoding="utf-8") as file:
        sys.stdout.write(written(outlines(json.load(file), codes)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
