"""The map: what it draws is what the base says, nothing overlaps, nothing is invented, and it holds at any size."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from conftest import ROOT
from passerelles import atlas
from passerelles.atlas import insets, ties_of
from passerelles.atlas.grounds import APART, ground_of, land
from passerelles.atlas.labels import Wish, placed
from passerelles.atlas.picture import fitted
from passerelles.atlas.places import Place, tie_of
from passerelles.atlas.projection import azimuthal, bearing, equal_earth, middle
from passerelles.earth.geometry import lands, outlines
from passerelles.earth.make import outlines as made_from
from passerelles.earth.simplify import area, simplified
from passerelles.graph import Graph, link
from passerelles.model import Entity, Gazetteer, KnowledgeBase, Position, Statement
from passerelles.pages import Page as MadePage
from passerelles.pages import Pages, environment
from passerelles.pages.maps import line, map_pages
from passerelles.pages.voice import Voice

HERE = Position("data/test.yml")
CODES = {"FR": (46.6, 2.4), "VN": (16.0, 106.5), "DE": (51.1, 10.3), "MA": (32.0, -6.2), "FJ": (-17.8, 178.0)}
HEAVIEST = 200_000


# A base with things that do not exist -------------------------------------------------------------------------------


def country(code: str) -> Entity:
    gazetteer = Gazetteer("geonames", HERE, iso_3166_1=code)
    return Entity(f"land-{code.lower()}", "territory", both(f"Land {code}"), HERE, "country", gazetteer=gazetteer)


def town(name: str, code: str, point: tuple[float, float] | None, said: str = "") -> Entity:
    gazetteer = Gazetteer("geonames", HERE, country=f"land-{code.lower()}", coordinates=point)
    return Entity(name, "territory", both(said or name.title()), HERE, "city", gazetteer=gazetteer)


def partnership(kb: KnowledgeBase, name: str, parties: Sequence[str], status: Sequence[str] = ("signed",)) -> Entity:
    """A partnership whose statements quote the real sources: links to evidence lead somewhere."""
    quoted = kb.entities["rennes-hue"].statements[0].evidence
    made = [statement(name, "party", i, entity=party) for i, party in enumerate(parties)]
    flag = "conflict" if len(status) > 1 else ""
    made += [statement(name, "status", i, choice=code, status=flag) for i, code in enumerate(status)]
    made = [replace(s, evidence=quoted) for s in made]
    return Entity(name, "partnership", both(" – ".join(parties)), HERE, statements=tuple(made))


def statement(subject: str, kind: str, number: int, entity: str = "", choice: str = "", status: str = "") -> Statement:
    return Statement(f"{subject}.{kind}.{number}", subject, kind, HERE, entity=entity, choice=choice, status=status)


def both(words: str) -> dict[str, str]:
    return {"fr": words, "en": words}


def with_only(kb: KnowledgeBase, *entities: Entity) -> Graph:
    """The real sources, themes and events, with these territories and partnerships in place of the real ones."""
    kept = {i: e for i, e in kb.entities.items() if e.kind in {"source", "theme", "event"}}
    bare = {i: e if e.kind == "source" else replace(e, statements=()) for i, e in kept.items()}
    return link(replace(kb, entities=bare | {entity.id: entity for entity in entities}))


def pages_of(graph: Graph, language: str = "fr") -> dict[str, MadePage]:
    made = Pages(graph, language, environment(ROOT / "overrides/kinds"))
    return {page.path: page for page in map_pages(made)}


def named(graph: Graph) -> tuple[atlas.Inset, ...]:
    kb = graph.kb
    return insets(kb, ties_of(graph), lambda i: kb.entities[i].name["fr"], lambda names: f"avec {names}")


# Geometry -----------------------------------------------------------------------------------------------------------


def test_equal_earth_gives_the_published_coordinates() -> None:
    x, y = equal_earth(180, 0)
    assert x == pytest.approx(2.70663, abs=1e-4)
    assert equal_earth(0, 90)[1] == pytest.approx(-1.31736, abs=1e-4)
    assert y == pytest.approx(0)


def test_both_projections_keep_areas() -> None:
    def size(project: object, lon: float, lat: float) -> float:
        corners = [(lon, lat), (lon + 1, lat), (lon + 1, lat + 1), (lon, lat + 1), (lon, lat)]
        return area([project(*corner) for corner in corners]) / math.cos(math.radians(lat + 0.5))  # type: ignore[operator]

    for project in (equal_earth, azimuthal(40)):
        sizes = [size(project, lon, lat) for lon, lat in ((0, 0), (30, 45), (-60, 60), (20, -30))]
        assert max(sizes) / min(sizes) < 1.01


def test_the_middle_of_places_on_both_sides_of_the_180th_meridian_is_there() -> None:
    assert abs(middle([178, -178])) == pytest.approx(180)
    assert middle([-2, 107, 131]) == pytest.approx(64.5)
    assert middle([]) == 0


def test_the_shortest_way_from_france_to_vietnam_leaves_to_the_north_east() -> None:
    assert 40 < bearing((2.4, 46.6), (106.5, 16.0)) < 75
    assert bearing((178, 0), (-178, 0)) == pytest.approx(90)


def test_a_simplified_line_keeps_its_ends_and_stays_within_its_tolerance() -> None:
    line = [(i / 10, math.sin(i / 10)) for i in range(100)]
    fewer = simplified(line, 0.05)
    assert (fewer[0], fewer[-1]) == (line[0], line[-1])
    assert 4 < len(fewer) < 40
    ring = [*line, (9.9, 5.0), line[0]]
    assert area(simplified(ring, 0.05)) == pytest.approx(area(ring), rel=0.05)


@pytest.mark.parametrize("centre", [0.0, 108.6, -141.0])
@pytest.mark.parametrize("wide", [0.3, 2.0, 2 * math.pi])
def test_no_island_is_left_out_of_the_world_but_a_speck(centre: float, wide: float) -> None:
    window = fitted(equal_earth, centre, [(-wide / 2, -wide / 4), (wide / 2, wide / 4)], (2000, 1000), 0)
    coasts = outlines().land(window.tolerance)

    drawn = land(window)

    assert drawn == window.path(coasts)
    assert drawn.count("M") < len(coasts) / 2  # most were specks


@pytest.mark.parametrize("tolerance", [1.0, 0.5, 0.125, 2.0**-6, 2.0**-9])
def test_the_signs_of_the_file_leave_the_points_that_simplifying_would(tolerance: float) -> None:
    known = outlines()
    for number in range(0, len(known.arcs), 7):
        rings = replace(known, countries={"XX": [[[number]]]}).country("XX", tolerance)
        assert rings == [simplified(known.arcs[number], tolerance)]


def test_without_a_tolerance_every_point_stays() -> None:
    known = outlines()
    assert {len(arc) for arc in known.arcs} == {len(signs) for signs in known.grains}
    assert replace(known, countries={"XX": [[[0]]]}).country("XX", 0.0) == [list(known.arcs[0])]


def test_the_outlines_know_the_countries_of_iso_3166() -> None:
    pycountry = pytest.importorskip("pycountry")
    known = set(outlines().countries)
    assert {"FR", "VN", "JP", "DE", "MA", "US", "XK"} <= known
    assert {code for code in known if not code.startswith("-")} - {"XK"} <= {c.alpha_2 for c in pycountry.countries}
    assert len(known) > 200


def test_far_islands_are_pictures_of_their_own_and_near_ones_are_not(kb: KnowledgeBase) -> None:
    small = with_only(kb, country("FR")).kb

    def of(x: float, y: float) -> int:
        return ground_of(small, Place("there", "land-fr", x, y)).piece

    assert of(2.3, 48.8) == of(9.1, 42.1) == of(-6.0, 48.0) == 0  # Paris, Corsica, off Brittany
    assert of(55.5, -21.1) not in {0, APART}  # Réunion
    assert of(-40.0, 40.0) == APART  # in the middle of the Atlantic
    assert len(lands("FJ")) == 1  # on both sides of the 180th meridian


def test_the_procedure_makes_shared_borders_once() -> None:
    square = {"scale": [1, 1], "translate": [0, 0]}
    arcs = [[[2, 0], [0, 4]], [[2, 4], [-2, 0], [0, -4], [2, 0]], [[2, 0], [2, 0], [0, 4], [-2, 0]]]
    shapes = [("250", "FRA", [[0, 1]]), ("704", "VNM", [[2, ~0]]), ("010", "ATA", [[1]])]
    geometries = [{"type": "Polygon", "arcs": a, "id": i, "properties": {"a3": n}} for i, n, a in shapes]
    topology = {"transform": square, "arcs": arcs, "objects": {"countries": {"geometries": geometries}}}
    made = made_from(topology, {"250": "FR", "704": "VN", "010": "AQ"})
    assert made["countries"] == {"FR": [[[0, 1]]], "VN": [[[2, -1]]]}
    assert made["arcs"][0] == [400, 0, 0, 800]


def test_a_country_across_the_180th_meridian_is_drawn_in_one_piece() -> None:
    rings = outlines().country("FJ", 0.0)
    window = fitted(equal_earth, 180.0, [equal_earth(-4, -16), equal_earth(4, -20)], (400, 300), 10)
    numbers = [int(n) for n in re.findall(r"M(-?\d+)", window.path(rings))]
    assert len(numbers) > 3
    assert all(0 < n < 400 for n in numbers)


# Places and labels --------------------------------------------------------------------------------------------------


def test_the_real_partnerships_are_placed_as_the_gazetteers_say(graph: Graph) -> None:
    ties = ties_of(graph)
    assert len(ties.all) == len(graph.kb.of_kind("partnership")) > 0
    for tie in ties.all:
        for place in tie.parties:
            gazetteer = graph.kb.entities[place.id].gazetteer
            assert gazetteer is not None
            assert gazetteer.coordinates == (place.latitude, place.longitude)
    assert set(ties.unplaced) == {"seaff", "sfl"}


def test_a_partnership_falls_in_the_years_of_each_of_its_dates(kb: KnowledgeBase) -> None:
    made = partnership(kb, "pair", ("a", "b"))
    dated = [replace(s, date=date) for s, date in zip(made.statements, ("1994-05", "201X", ""), strict=True)]
    towns = (country("FR"), town("a", "FR", (48.0, 2.0)), town("b", "FR", (44.0, 1.0)))
    tie = tie_of(with_only(kb, *towns).kb, replace(made, statements=tuple(dated)))

    assert [decade for decade in range(1980, 2030, 10) if tie.may_be_within(decade, decade + 9)] == [1990, 2010]


def test_a_unit_within_another_does_not_borrow_its_coordinates(kb: KnowledgeBase) -> None:
    bare = replace(kb.entities["hue"], gazetteer=None)
    assert bare.with_property("within")
    changed = replace(kb, entities=dict(kb.entities) | {"hue": bare})
    assert atlas.place_of(changed, bare) is None
    tie = ties_of(link(changed)).by_id["rennes-hue"]
    assert tie.unplaced == ("hue",)
    assert tie.countries == ("france", "vietnam")  # what it lies within still says the country


def test_labels_never_overlap_nor_leave_the_picture() -> None:
    wishes = [Wish((100 + 37 * (i % 9), 80 + 41 * (i // 9)), ((f"Un nom de lieu {i}", 27.0),)) for i in range(45)]
    spots = placed(wishes, (0, 0, 720, 700))
    boxes = [spot.box for spot in spots if spot]
    assert len(boxes) > 10
    assert any(spot is None for spot in spots)
    for i, (l1, t1, r1, b1) in enumerate(boxes):
        assert 0 <= l1 < r1 <= 720
        assert 0 <= t1 < b1 <= 700
        assert not any(l1 < r2 and l2 < r1 and t1 < b2 and t2 < b1 for l2, t2, r2, b2 in boxes[i + 1 :])


def test_two_parties_at_one_point_share_a_mark_and_both_are_named(kb: KnowledgeBase) -> None:
    towns = [town("here", "FR", (48.0, 2.0)), town("there", "FR", (48.0, 2.0)), town("away", "VN", (16.0, 107.0))]
    ties = [partnership(kb, "one", ["here", "away"]), partnership(kb, "two", ["there", "away"])]
    drawn = named(with_only(kb, country("FR"), country("VN"), *towns, *ties))
    mark = next(m for inset in drawn if inset.ground.code == "FR" for m in inset.marks)
    assert [line.entity for line in mark.lines if line.entity] == ["here", "there"]
    assert mark.spot


@pytest.mark.parametrize("codes", [("DE", "MA"), ("FR", "FJ"), ("FR", "VN", "DE", "MA")])
def test_countries_come_from_the_data(kb: KnowledgeBase, codes: tuple[str, ...]) -> None:
    towns = [town(f"town-{c.lower()}", c, CODES[c]) for c in codes]
    ties = [partnership(kb, f"tie-{i}", ["town-" + codes[0].lower(), t.id]) for i, t in enumerate(towns[1:])]
    graph = with_only(kb, *map(country, codes), *towns, *ties)
    assert {inset.ground.code for inset in named(graph)} == set(codes)
    assert all(inset.land for inset in named(graph))
    html = pages_of(graph)["map/"].content
    assert html.count('class="inset"') == len(codes)
    assert html.count('class="land is-partner"') == 2 * len(codes)
    assert all(f"Land {code}" in html for code in codes)


def odd(kb: KnowledgeBase) -> list[Entity]:
    return [
        country("FR"),
        town("alone", "FR", (47.0, 1.0)),
        town("nowhere", "FR", None),
        town("lost", "ZZ", (10.0, 10.0)),
        town("sea", "FR", (-40.0, -140.0)),
        town("long", "FR", (45.0, 4.0), "Nom interminable " * 12 + "<script>alert(1)</script>"),
        partnership(kb, "single", ["alone"]),
        partnership(kb, "half", ["alone", "nowhere"]),
        partnership(kb, "unknown", ["nowhere"], ()),
        partnership(kb, "disputed", ["alone", "long"], ("signed", "considered")),
        partnership(kb, "strange", ["lost", "sea", "long"]),
        partnership(kb, "twice", ["alone", "alone"]),
    ]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_odd_data_still_makes_a_page_that_says_what_is_missing(kb: KnowledgeBase, language: str) -> None:
    graph = with_only(kb, *odd(kb))
    html = pages_of(graph, language)["map/"].content
    assert "<script>alert" not in html
    assert "NaN" not in html
    unplaced = html.split('id="map-unplaced"')[1]
    assert "Nowhere" in unplaced
    assert "Alone" not in unplaced
    assert "arc-x" in html  # the sources disagree
    undrawn = html.split('id="map-undrawn"')[1].split("</section>")[0]
    assert {"single", "half", "unknown", "twice"} == set(re.findall(r'partnerships/([a-z]+)/"', undrawn))


def test_a_base_where_nobody_is_placed_says_so(kb: KnowledgeBase) -> None:
    graph = with_only(kb, country("FR"), town("nowhere", "FR", None), partnership(kb, "unknown", ["nowhere"]))
    page = pages_of(graph)["map/"].content
    assert "rien à dessiner" in page
    assert "<svg" not in page
    assert "Nowhere" in page


# Size ---------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def crowd(kb: KnowledgeBase) -> Graph:
    """Ten thousand partnerships of 600 towns in 12 countries, and some without coordinates."""
    codes = ("FR", "VN", "JP", "DE", "MA", "SN", "US", "RU", "BR", "ID", "NZ", "ML")
    boxes = {code: lands(code)[0][0] for code in codes}
    towns = []
    for i in range(600):
        code = codes[i * i % len(codes)] if i % 3 else codes[i % 2]
        x, y = boxes[code][(i * 7919) % len(boxes[code])]
        towns.append(town(f"town-{i}", code, (y, x) if i % 50 else None, f"Ville {i}"))
    codes_of = ("signed", "agreement", "reported", "considered")
    ties = [
        partnership(kb, f"tie-{i}", [f"town-{(i * 31) % 600}", f"town-{(i * 17 + 5) % 600}"], (codes_of[i % 4],))
        for i in range(10_000)
    ]
    return with_only(kb, *map(country, codes), *towns, *ties)


@pytest.fixture(scope="module")
def crowded(crowd: Graph) -> dict[str, MadePage]:
    return pages_of(crowd)


def test_ten_thousand_partnerships_stay_within_the_weight_of_a_page(crowded: dict[str, MadePage]) -> None:
    pages = crowded
    heavy = {path: len(page.content.encode()) for path, page in pages.items()}
    assert max(heavy.values()) < HEAVIEST - 10_000, max(heavy.items(), key=lambda item: item[1])
    listed = [name for path, page in pages.items() if path.startswith("map/list/")
              for name in re.findall(r'<tr [^>]*data-tie="([^"]+)"', page.content)]  # fmt: skip
    assert len(listed) == len(set(listed)) == 10_000
    assert "map/status/signed/" in pages
    assert "map/country/land-fr/" in pages


def test_a_choice_among_many_has_a_page_with_its_count(crowded: dict[str, MadePage]) -> None:
    pages = crowded
    links = re.findall(r'href="(status/[a-z]+/)"[^>]*>[^<]*</a> (\d+)', pages["map/"].content.replace("\u202f", ""))
    assert sum(int(count) for _, count in links) == 10_000
    for path, count in links:
        assert re.search(rf"<p class=\"count\"[^>]*>{count} ", pages[f"map/{path}"].content.replace("\u202f", ""))


def test_a_place_stays_lit_for_each_of_its_partnerships(kb: KnowledgeBase) -> None:
    """The mark of a place names every one of them: by what is left of these a choice dims it."""
    partners = [town(f"b{n}", "VN", (10.0 + n / 2, 106.0)) for n in range(20)]
    ties = [partnership(kb, f"a-b{n}", ("a", f"b{n}")) for n in range(20)]
    graph = with_only(kb, country("FR"), country("VN"), town("a", "FR", (48.0, 2.0)), *partners, *ties)

    page = pages_of(graph)["map/"].content

    named = re.findall(r'class="mark" data-ties="([^"]*)"', page)
    assert {tie.id for tie in ties} in [set(names.split()) for names in named]


# The page, as built -------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def built(pages: dict[str, str]) -> dict[str, str]:
    return {"fr": pages["map/"], "en": pages["en/map/"]}


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_partnership_has_an_arc_or_stands_among_those_without_and_a_row(
    built: dict[str, str], graph: Graph, language: str
) -> None:
    html = built[language]
    ties = ties_of(graph)
    arcs = html.split('class="map-world"')[1].split("</svg>")[0]
    assert {tie.id for tie in ties.drawn} == set(re.findall(r'<a class="i [^>]*data-tie="([^"]+)"', arcs))
    assert {tie.id for tie in ties.all} == set(re.findall(r'<tr class="i [^>]*data-tie="([^"]+)"', html))
    rows = html.split("<tbody>")[1].split("</tbody>")[0].split("</tr>")[:-1]
    assert all("data-evidence" in row for row in rows)


def test_the_map_is_light_and_asks_nobody(built: dict[str, str]) -> None:
    for html in built.values():
        assert len(html.encode()) < 90_000
        assert sum(map(len, re.findall(r"<svg.*?</svg>", html, re.DOTALL))) < 60_000
        assert "style=" not in html
        assert "<style" not in html


def test_the_picture_and_the_table_bear_the_same_marks(built: dict[str, str]) -> None:
    """What the filter hides in one it hides in the other."""
    found: dict[str, set[frozenset[str]]] = {}
    for classes, tie in re.findall(r'class="i ([^"]*)"[^>]*data-tie="([^"]+)"', built["fr"]):
        found.setdefault(tie, set()).add(frozenset(classes.split()))
    assert len(found) > 3
    assert {tie: marks for tie, marks in found.items() if len(marks) > 1} == {}


def test_the_style_sheet_has_a_rule_for_each_choice_that_a_page_may_have() -> None:
    css = (ROOT / "docs/assets/css/30-map.css").read_text("utf-8")
    rules = set(re.findall(r'\[name="(\w+)"\] option:nth-child\((\d+)\):checked\) \.i:not\(\.([a-z])(\d+)\)', css))
    owed = {"theme": 24, "country": 24, "period": 24, "status": 8}
    for facet, most in owed.items():
        assert {(facet, str(i + 2), facet[0], str(i)) for i in range(most)} <= rules


def test_small_maps_are_small(graph: Graph) -> None:
    pages = Pages(graph, "fr", environment(ROOT / "overrides/kinds"))
    found = []
    for name in ("partnership", "place"):
        template = pages.templates.from_string(f'{{% import "_map.html" as draw %}}{{{{ draw.{name}(say, entity) }}}}')
        for entity in graph.kb.of_kind("partnership" if name == "partnership" else "territory"):
            found.append(len(template.render(say=pages.voice(pages.addresses.entity_path(entity)), entity=entity)))
    assert len(found) > 20
    assert max(found) < 5_000
    assert sum(1 for size in found if size > 500) > 15


def test_the_picture_for_the_home_page_is_light_and_one_link(graph: Graph) -> None:
    pages = Pages(graph, "en", environment(ROOT / "overrides/kinds"))
    template = pages.templates.from_string('{% import "_map.html" as draw %}{{ draw.overview(say) }}')
    html = template.render(say=pages.voice(""))
    assert html.count("<a ") == 1
    assert 'href="map/"' in html
    assert html.count('class="arc ') == len(ties_of(graph).drawn)
    assert len(html) < 16_000


# What a reader does -------------------------------------------------------------------------------------------------


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


def shown(page: Page) -> set[str]:
    rows = page.locator("tbody tr.i").all()
    return {str(row.get_attribute("data-tie")) for row in rows if row.is_visible()}


def drawn(page: Page) -> set[str]:
    arcs = page.locator(".map-world a.i").all()
    return {str(arc.get_attribute("data-tie")) for arc in arcs if arc.is_visible()}


@pytest.mark.browser
@pytest.mark.parametrize("scripted", [True, False])
def test_a_choice_filters_the_picture_and_the_table_alike(
    browser: Browser, address: str, graph: Graph, scripted: bool
) -> None:
    context = browser.new_context(java_script_enabled=scripted)
    page = context.new_page()
    page.goto(f"{address}map/")
    everything = {tie.id for tie in ties_of(graph).all}
    assert shown(page) == everything

    page.get_by_label("État").select_option("signed")

    signed = {tie.id for tie in ties_of(graph).all if tie.status == "signed"}
    assert shown(page) == drawn(page) == signed != everything
    page.get_by_label("Thème").select_option("sante")
    assert shown(page) == drawn(page) == {"val-de-marne-yen-bai"}
    page.get_by_role("button", name="Tout montrer").click()
    assert shown(page) == everything
    context.close()


@pytest.mark.browser
def test_the_choice_is_in_the_address_and_survives_reload_and_back(page: Page, address: str) -> None:
    page.goto(f"{address}en/map/")
    page.get_by_label("Country").select_option("japon")
    page.get_by_label("Period").select_option("2009")
    assert page.url.endswith("#country=japon&period=2009")
    assert page.locator("[data-map-count]").inner_text() == "1 partnership"

    page.reload()
    assert shown(page) == {"kitakyushu-haiphong"}
    page.go_back()
    assert page.get_by_label("Period").input_value() == ""
    page.go_back()
    assert len(shown(page)) > 3
    page.goto(f"{address}en/map/#theme=none-such")
    page.reload()
    assert len(shown(page)) > 3


@pytest.mark.browser
def test_the_filter_works_from_a_folder(browser: Browser, site: Path) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto((site / "map/index.html").as_uri())
    page.get_by_label("Pays").select_option("japon")
    assert shown(page) == {"kitakyushu-haiphong"}
    page.reload()
    assert shown(page) == {"kitakyushu-haiphong"}
    context.close()


@pytest.mark.browser
def test_no_choice_left_is_said(page: Page, address: str) -> None:
    page.goto(f"{address}map/#country=japon&theme=sante")
    assert shown(page) == set()
    assert page.locator("[data-map-count]").inner_text().startswith("Aucun partenariat")
    listed = [page.locator(name) for name in ("#map-table", "#map-undrawn", ".hint a[href='#map-table']")]
    assert [each.is_visible() for each in listed] == [False, False, False]

    page.get_by_role("button", name="Tout montrer").click()
    assert [each.is_visible() for each in listed] == [True, True, True]


@pytest.mark.browser
def test_a_partnership_that_is_not_drawn_is_filtered_in_its_list(page: Page, address: str) -> None:
    page.goto(f"{address}map/")
    section = page.locator("section:has(> #map-undrawn)")
    assert section.locator("li:visible").count() > 0

    page.get_by_label("Pays").select_option("japon")

    assert section.is_hidden()


@pytest.mark.browser
@pytest.mark.parametrize("width", [390, 768, 1280, 1920])
def test_names_do_not_overlap_as_the_browser_draws_them_nor_does_the_page_scroll_sideways(
    browser: Browser, address: str, width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    for path in ("map/", "en/map/"):
        page.goto(address + path)
        page.evaluate("document.fonts.ready")
        boxes = page.evaluate(
            "[...document.querySelectorAll('.atlas svg text')].map(t => {const b = t.getBoundingClientRect();"
            "return [t.textContent, b.left, b.top, b.right, b.bottom]})"
        )
        assert len(boxes) > 15
        for i, (one, l1, t1, r1, b1) in enumerate(boxes):
            for other, l2, t2, r2, b2 in boxes[i + 1 :]:
                across, down = min(r1, r2) - max(l1, l2), min(b1, b2) - max(t1, t2)
                assert across <= 1 or down <= (b1 - t1) * 0.3, (width, one, other)
        assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
        smallest = page.evaluate(
            "Math.min(...[...document.querySelectorAll('.atlas svg text')].map(t => "
            "parseFloat(getComputedStyle(t).fontSize) * t.getScreenCTM().a))"
        )
        assert smallest > 9.5
    context.close()


@pytest.mark.browser
def test_every_mark_is_reached_by_keyboard_and_has_a_name(page: Page, address: str) -> None:
    page.goto(f"{address}map/")
    links = page.locator(".atlas svg a")
    assert links.count() > 20
    for i in range(links.count()):
        name = links.nth(i).evaluate("a => (a.querySelector('title') || a).textContent.trim()")
        assert name
        links.nth(i).focus()
        assert links.nth(i).evaluate("a => document.activeElement === a")
    page.locator(".map-filters select").first.focus()
    for _ in range(6):
        page.keyboard.press("Tab")
    outline = page.evaluate("[document.activeElement.tagName, getComputedStyle(document.activeElement).outlineStyle]")
    assert outline == ["a", "solid"]


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_focus_of_an_arc_follows_the_arc_and_is_named(browser: Browser, address: str, scheme: str) -> None:
    page = browser.new_page(color_scheme="dark" if scheme == "dark" else "light")
    page.goto(f"{address}map/")
    page.locator(".map-filters button").focus()

    while not page.evaluate("document.activeElement.matches('.map-world a:has(.hit)')"):
        page.keyboard.press("Tab")

    looks = page.evaluate(
        "[getComputedStyle(document.activeElement).outlineWidth, ...['.hit', '.arc'].map(name => {"
        "const s = getComputedStyle(document.activeElement.querySelector(name)); return s.stroke + s.strokeWidth; })]"
    )
    assert looks[0] == "0px"
    assert not looks[1].startswith("rgba(0, 0, 0, 0)")
    assert looks[1] != looks[2]
    named = page.locator(".arc-name").text_content()
    assert named == page.evaluate("document.activeElement.querySelector('title').textContent")
    page.close()


@pytest.mark.browser
def test_the_counts_of_the_choices_follow_and_none_leads_to_nothing(page: Page, address: str, graph: Graph) -> None:
    page.goto(f"{address}map/")
    page.get_by_label("Thème").select_option("sante")

    left = [tie for tie in ties_of(graph).all if "sante" in tie.themes]
    options = page.locator("[name=country] option[value]:not([value=''])")
    for option in options.all():
        count = sum(option.get_attribute("value") in tie.countries for tie in left)
        assert option.inner_text().endswith(f"({count})")
        assert option.is_disabled() == (count == 0)
    assert page.locator(".mark.is-idle").first.evaluate("e => getComputedStyle(e).opacity") == "1"


@pytest.mark.browser
def test_what_has_no_arc_is_said_where_one_counts_and_only_what_is_chosen_is_listed(
    page: Page, address: str, graph: Graph
) -> None:
    page.goto(f"{address}map/")
    way, unplaced = page.locator("[data-map-undrawn]"), page.locator("section:has(> #map-unplaced)")
    bare = [tie for tie in ties_of(graph).all if len(tie.parties) < 2]
    assert f"{len(bare)} sans arc" in way.inner_text()
    assert way.get_attribute("href") == "#map-undrawn"
    assert unplaced.is_visible()

    page.get_by_label("Pays").select_option("japon")

    assert not way.is_visible()
    assert not unplaced.is_visible()


@pytest.mark.parametrize(
    ("said", "drawn_as"), [(("signed", "signed"), "signed"), (("signed", "considered"), "x"), ((), "none")]
)
def test_the_first_page_draws_a_partnership_as_the_map_does(
    kb: KnowledgeBase, said: tuple[str, ...], drawn_as: str
) -> None:
    tie = partnership(kb, "alba-bora", ("alba", "bora"), said)
    agreed = [replace(s, status="" if len(set(said)) < 2 else s.status) for s in tie.statements]
    towns = (town("alba", "FR", CODES["FR"]), town("bora", "VN", CODES["VN"]))
    graph = with_only(kb, country("FR"), country("VN"), *towns, replace(tie, statements=tuple(agreed)))

    home = Pages(graph, "fr", environment(ROOT / "overrides/kinds")).prose("home", "", "<h1>x</h1>")

    expected = drawn_as if drawn_as in {"x", "none"} else line(Voice(graph, "fr", ""), drawn_as)
    decks = re.findall(r'<svg class="span".*?class="arc arc-(\w+)', home)
    assert decks == [expected]
    assert re.findall(r'class="arc arc-(\w+)', pages_of(graph)["map/"].content)[0] == expected
