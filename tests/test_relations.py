"""Relations: what the pictures draw is stated, what they leave out is said, and every name leads on."""

from __future__ import annotations

import random
import re

import lxml.html
import pytest
from playwright.sync_api import Browser

from passerelles.graph import Graph
from passerelles.model import Entity, KnowledgeBase
from passerelles.pages.portraits import WEIGHTS, portrait
from passerelles.pages.voice import Voice
from passerelles.relations import network
from passerelles.relations.fan import MOST, fan
from small_base import base, pages_of, select, state, thing


def pair(left: str, right: str, *themes: str, name: str = "") -> Entity:
    """A partnership on these themes."""
    stated = [state("party", party) for party in (left, right) if party]
    return thing("partnership", name or f"{left}-{right}", *stated, *(state("theme", theme) for theme in themes))


def city(name: str, country: str = "") -> Entity:
    return thing("territory", name, kind_type="city", country=country)


def test_every_tie_of_the_corpus_is_in_the_list_of_everybody(graph: Graph, pages: dict[str, str]) -> None:
    listed = "".join(page for address, page in pages.items() if address.startswith("relations/actors/"))
    net = network(graph)

    assert len(net.actors) > 40
    for actor in net.actors:
        for group in net.neighbours(actor.id):
            for statement in group.statements[:1]:
                anchor = statement.id.removeprefix(f"{statement.subject}.")
                assert f"/{statement.subject}/#{anchor}" in listed or f"/{statement.subject}/p/" in listed, statement.id


def test_a_partner_is_named_rather_than_the_partnership(kb: KnowledgeBase) -> None:
    net = network(base(kb, city("rennes"), city("hue"), pair("rennes", "hue")))

    groups = net.neighbours("rennes")

    assert [(group.declared.name, group.is_inverse, group.ids) for group in groups] == [("party", False, ("hue",))]


def test_a_partnership_with_one_party_still_has_its_line_and_its_neighbourhood(kb: KnowledgeBase) -> None:
    graph = base(
        kb,
        city("rennes", "fr"),
        thing("territory", "fr", kind_type="country"),
        pair("rennes", "", "water"),
        thing("theme", "water"),
    )

    pages = pages_of(graph)
    page = pages["relations/"].content

    assert "aucun autre partenaire nommé" in page
    assert "<i>pays non précisé</i>" in page
    assert network(graph).neighbours("rennes")[0].ids == ("rennes-",)
    assert 'href="../../partnerships/rennes-/#neighbourhood"' in pages["territories/rennes/"].content


def test_the_table_of_themes_counts_partnerships_by_pair_of_countries(kb: KnowledgeBase) -> None:
    graph = base(
        kb, thing("territory", "fr", kind_type="country"), thing("territory", "vn", kind_type="country"),
        city("a", "fr"), city("b", "fr"), city("c", "vn"), city("d"),
        thing("theme", "water"), thing("theme", "health"), thing("theme", "unused"),
        pair("a", "c", "water"), pair("b", "c", "water", "health"), pair("a", "b", "water"), pair("c", "d", "health"),
    )  # fmt: skip

    table = select(lxml.html.fromstring(pages_of(graph, "en")["relations/"].content), "table.crossing")[0]

    assert [[cell.text_content() for cell in row] for row in select(table, "tr")] == [
        ["Theme", "fr – vn", "fr – fr", "vn – country not stated"],
        ["health", "1", "0", "1"],
        ["water", "2", "1", "0"],
    ]


def test_a_hub_shows_fourteen_neighbours_of_each_sort_in_turn_and_counts_the_rest(kb: KnowledgeBase) -> None:
    people = [thing("person", f"p{i:02}", state("affiliation", "hub")) for i in range(40)]
    partners = [city(f"c{i}") for i in range(3)]
    graph = base(kb, city("hub"), *people, *partners, *(pair("hub", c.id) for c in partners))

    drawn = fan(network(graph), "hub")
    html = pages_of(graph)["territories/hub/"].content

    assert [(b.group.declared.name, len(b.leaves), b.more) for b in drawn.branches] == [
        ("party", 3, 0),
        ("affiliation", 11, 29),
    ]
    assert sum(len(b.leaves) for b in drawn.branches) == MOST
    assert "laisse 29 de côté" in html


def test_where_not_all_neighbours_are_drawn_it_is_those_with_the_most_ties(kb: KnowledgeBase) -> None:
    tied = {"p05", "p21", "p39"}
    places = [city(f"c{i}") for i in range(3)]
    people = [
        thing(
            "person", name, state("affiliation", "hub"), *(state("affiliation", c.id) for c in places if name in tied)
        )
        for name in (f"p{i:02}" for i in range(40))
    ]

    (branch,) = fan(network(base(kb, city("hub"), *places, *people)), "hub").branches

    assert tied < {leaf.id for leaf in branch.leaves} < {person.id for person in people}


def test_partnerships_near_another_are_those_that_share_most_with_it_then_come_first(kb: KnowledgeBase) -> None:
    chosen = random.Random(7)
    cities, themes = [f"c{i}" for i in range(12)], [f"t{i}" for i in range(5)]
    pairs = [
        pair(*chosen.sample(cities, 2), *chosen.sample(themes, chosen.randrange(4)), name=f"p{i:03}") for i in range(90)
    ]
    graph = base(kb, *map(city, cities), *(thing("theme", theme) for theme in themes), *pairs)
    voice = Voice(graph, "fr", "")

    for one in pairs:
        shared = {p.id: {s.entity for s in one.statements} & {s.entity for s in p.statements} for p in pairs}
        points = {name: sum(WEIGHTS[graph.kb.kind_of(i)] for i in ids) for name, ids in shared.items()}
        best = sorted((name for name in points if points[name] and name != one.id), key=lambda n: (-points[n], n))
        found = portrait(voice, one)["related"]
        assert [(each.entity.id, {e.id for e in each.shared}) for each in found] == [(n, shared[n]) for n in best[:6]]  # type: ignore[attr-defined]


def test_a_thing_without_ties_has_no_picture(kb: KnowledgeBase) -> None:
    pages = pages_of(base(kb, city("alone"), thing("theme", "unused")))

    assert "neighbourhood" not in pages["territories/alone/"].content
    assert "Aucun lien n’est encore énoncé." in pages["relations/"].content


def test_a_neighbourhood_weighs_less_than_four_kilobytes(pages: dict[str, str], kb: KnowledgeBase) -> None:
    long = "Établissement public de coopération " * 6
    graph = base(
        kb, city("hub"), *(thing("person", f"p{i:02}" * 12, state("affiliation", "hub"), label=long) for i in range(40))
    )
    found = [m for page in (*pages.values(), *(p.content for p in pages_of(graph).values()))
             for m in re.findall(r'<section class="neighbourhood".*?</section>', page, re.S)]  # fmt: skip

    assert len(found) > 150
    assert max(len(section.encode()) for section in found) <= 4_000


def test_what_ties_a_neighbour_in_the_picture_is_linked_on_the_page_too(
    pages: dict[str, str], graph: Graph, kb: KnowledgeBase
) -> None:
    net, checked = network(graph), 0
    for name, entity in kb.entities.items():
        address = f"{kb.schema.kinds[entity.kind].folder}/{name}/"
        whole = "".join(page for path, page in pages.items() if path.startswith(address))
        rest = re.sub(r'<section class="neighbourhood".*?</section>', "", whole, flags=re.S)
        for branch in fan(net, name).branches:
            ties = dict(zip(branch.group.ids, branch.group.statements, strict=True))
            for leaf in branch.leaves:
                tied = {leaf.id, ties[leaf.id].subject} - {name}
                assert any(re.search(rf'href="[^"]*{other}[/#"]', rest) for other in tied), (address, leaf.id)
                checked += 1
    assert checked > 150


def test_the_network_draws_a_bridge_for_each_partnership_of_the_corpus(
    pages: dict[str, str], kb: KnowledgeBase
) -> None:
    tree = lxml.html.fromstring(pages["relations/"])

    bridged = {str(a.get("aria-label")) for a in select(tree, "svg.arcs a") if select(a, "path")}

    assert bridged == {e.name["fr"] for e in kb.of_kind("partnership")}
    assert len(select(tree, "table.ties tbody tr")) == len(kb.of_kind("partnership"))


@pytest.mark.browser
def test_one_may_walk_from_neighbour_to_neighbour_by_keyboard_without_a_script(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}relations/")

    page.locator("svg.arcs a", has_text="Rennes").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/territories/rennes/#neighbourhood")
    page.locator("svg.fan a", has_text="Huế").focus()
    page.keyboard.press("Enter")

    page.wait_for_url("**/territories/hue/#neighbourhood")
    context.close()
