"""Ways in: each number is the length of its list, lists sort as the language sorts, and nothing is out of reach."""

from __future__ import annotations

import re
from dataclasses import replace

import lxml.html
import pytest

from passerelles.dates import read
from passerelles.facets import countries, years_of
from passerelles.graph import Graph
from passerelles.model import KnowledgeBase, Spelling
from passerelles.pages.browse import shelves
from passerelles.pages.typography import typeset
from passerelles.search import documents
from small_base import HERE, base, pages_of, select, state, thing


def names(html: str) -> list[str]:
    return [a.text_content() for a in select(lxml.html.fromstring(html), "ul.index li > a")]


@pytest.mark.parametrize("prefix", ["", "en/"])
def test_every_number_is_the_length_of_the_list_that_it_leads_to(pages: dict[str, str], prefix: str) -> None:
    tree = lxml.html.fromstring(pages[f"{prefix}browse/"])
    checked = 0

    for item in select(tree, ".shelves li"):
        count = int(select(item, "b")[0].text_content())
        for link in select(item, "a"):
            path = (
                f"{prefix}browse/{link.get('href')}"
                if not str(link.get("href")).startswith("../")
                else prefix + str(link.get("href"))[3:]
            )
            if count:
                assert len(names(pages[path])) == count, path
                checked += 1

    assert checked > 40


def test_every_thing_is_under_its_letter_in_each_language(pages: dict[str, str], kb: KnowledgeBase) -> None:
    for language, prefix in (("fr", ""), ("en", "en/")):
        listed = [
            name
            for address, page in pages.items()
            if address.startswith(f"{prefix}browse/a-z/")
            for name in names(page)
        ]
        assert sorted(listed) == sorted(typeset(e.name[language], language) for e in kb.entities.values())


def test_a_letter_of_one_language_has_its_page_in_the_other(pages: dict[str, str]) -> None:
    letters = [address for address in pages if address.startswith("browse/a-z/")]

    assert len(letters) > 15
    assert [address for address in letters if f"en/{address}" not in pages] == []


def test_accents_do_not_change_the_order(kb: KnowledgeBase) -> None:
    cities = [
        thing("territory", f"t{i}", label=name)
        for i, name in enumerate(("Évian", "Fès", "Đà Nẵng", "Eu", "Dijon", "Œuf", "Oran"))
    ]

    pages = pages_of(base(kb, *cities))

    assert names(pages["territories/"].content) == ["Đà Nẵng", "Dijon", "Eu", "Évian", "Fès", "Œuf", "Oran"]
    assert names(pages["browse/a-z/d/"].content) == ["Đà Nẵng", "Dijon"]
    assert names(pages["browse/a-z/e/"].content) == ["Eu", "Évian"]


def test_a_theme_nobody_uses_counts_zero_and_leads_to_its_own_page(kb: KnowledgeBase) -> None:
    page = pages_of(base(kb, thing("theme", "unused", label="Inusité")))["browse/"].content

    assert re.search(r'<li><a href="../themes/unused/">Inusité</a> <b>0</b></li>', page)


@pytest.mark.parametrize(
    ("edtf", "found"),
    [
        ("2023-04-15", {"2023"}),
        ("[2026,2027%]", {"2026", "2027"}),
        ("2009/2012", {"2009", "2010", "2011", "2012"}),
        ("2009/..", {"2009"}),
        ("0900/2020", {"0900", "2020"}),
        ("202X", {"202X"}),
        ("XXXX-04-15", {"XXXX"}),
    ],
)
def test_a_date_is_found_under_the_years_that_it_names(edtf: str, found: set[str]) -> None:
    assert set(years_of(read(edtf))) == found


@pytest.mark.parametrize(
    ("edtf", "found"),
    [("2009/2012", ("2009", "2010", "2011", "2012")), ("0938", ("0938",)), ("202X", ()), ("XXXX-04-15", ())],
)
def test_the_search_narrows_to_the_years_under_which_one_browses(
    kb: KnowledgeBase, edtf: str, found: tuple[str, ...]
) -> None:
    graph = base(kb, thing("event", "meeting", state("date", date=edtf)))

    (told,) = [document for document in documents(graph, "fr") if document.kind == "event"]

    assert told.years == found


def test_a_decade_and_an_unsaid_year_have_shelves_with_words(kb: KnowledgeBase) -> None:
    held = state("state", choice="held")
    graph = base(
        kb,
        thing("event", "a", state("date", date="202X"), held),
        thing("event", "b", state("date", date="XXXX-04-15"), held),
    )

    page = pages_of(graph)["browse/"].content

    assert re.findall(r'browse/years|years/([^/"]+)/">([^<]+)<', page) == [
        ("202x", "années 2020"),
        ("xxxx", "(année non précisée)"),
    ]


def test_a_thing_has_the_country_of_what_its_front_names(kb: KnowledgeBase, graph: Graph) -> None:
    assert countries(kb, kb.entities["rennes-hue"]) == {"france", "vietnam"}
    assert "vietnam" in countries(kb, kb.entities["assises-12"])
    assert countries(kb, kb.entities["vietnam"]) == {"vietnam"}
    assert countries(kb, kb.entities["forum-vietnam-japon-2025"]) == {"vietnam", "japon"}  # a country takes part
    assert kb.entities["vietnam"] not in shelves(graph)["countries"]["vietnam"]


def _bound(graph: Graph, country: str) -> tuple[list[str], str]:
    """The partnerships that the page of a country shows, and their number there."""
    section = select(lxml.html.fromstring(pages_of(graph)[f"territories/{country}/"].content), "section")[0]
    return [a.text_content() for a in select(section, "ul.index li > a")], section.xpath("string(h2/span)")


@pytest.mark.parametrize("country", ["france", "vietnam", "japon"])
def test_the_page_of_a_country_shows_its_partnerships_first(graph: Graph, country: str) -> None:
    kb = graph.kb
    expected = {p.name["fr"] for p in kb.of_kind("partnership") if country in countries(kb, p)}

    shown, number = _bound(graph, country)

    assert (set(shown), number) == ({typeset(name, "fr") for name in expected}, str(len(expected)))


def test_a_country_of_many_partnerships_shows_a_dozen_and_leads_to_all(kb: KnowledgeBase) -> None:
    land = thing("territory", "land", kind_type="country")
    towns = [thing("territory", f"t{i}", country="land") for i in range(2)]
    ties = [thing("partnership", f"lien-{i:02}", *(state("party", t.id) for t in towns)) for i in range(30)]
    graph = base(kb, land, *towns, *ties)

    shown, number = _bound(graph, "land")

    assert (shown, number) == ([f"lien-{i:02}" for i in range(12)], "30")
    assert 'href="../../browse/countries/land/"' in pages_of(graph)["territories/land/"].content


def test_a_country_without_a_partnership_says_so(kb: KnowledgeBase) -> None:
    land, town = thing("territory", "land", kind_type="country"), thing("territory", "ville", country="land")

    page = pages_of(base(kb, land, town))["territories/land/"].content

    assert "Aucun n’est dans la base." in page
    assert "Partenariats de ce pays" not in pages_of(base(kb, land))["territories/land/"].content  # nothing is in it


def test_a_long_shelf_is_cut_into_light_pages_alike_in_both_languages(kb: KnowledgeBase) -> None:
    things = [thing("person", f"p{i:03}", label=f"Ambassadeur {i:03} " + "Nguyễn " * 28) for i in range(200)]
    graph = base(kb, *things)

    french, english = pages_of(graph), pages_of(graph, "en")

    assert [path for path in french if path.startswith("browse/a-z/a/")] == [
        "browse/a-z/a/",
        "browse/a-z/a/p/2/",
        "browse/a-z/a/p/3/",
    ]
    assert sorted(french) == sorted(english)
    for path in french:
        if path.startswith("browse/"):
            assert len(french[path].content.encode()) < 33_000, path


@pytest.mark.parametrize("form", ["la", "de"])
def test_a_form_of_one_language_alone_leaves_as_many_lists_of_links_in_each(kb: KnowledgeBase, form: str) -> None:
    """«la» is in hundreds of sentences of the French texts and in none of the English ones."""
    spelt = replace(thing("term", "mot"), spellings=(Spelling(form, "fr", HERE),))

    lists = {
        language: {path: page for path, page in pages_of(base(kb, spelt), language).items() if "/links/" in path}
        for language in ("fr", "en")
    }

    assert list(lists["fr"]) == list(lists["en"]) == [f"terms/mot/links/{n}/" for n in range(1, len(lists["fr"]) + 1)]
    assert lists["fr"]


def test_a_territory_and_a_term_say_more_than_their_name_in_a_list(pages: dict[str, str]) -> None:
    for path in ("territories/", "terms/", "en/territories/", "en/terms/"):
        items = select(lxml.html.fromstring(pages[path]), "ul.index li")
        assert len(items) > 15
        silent = [li.text_content().strip() for li in items if not select(li, ".facts")]
        assert silent == [], path


def test_the_letters_of_an_index_lead_to_the_first_name_under_each(pages: dict[str, str]) -> None:
    tree = lxml.html.fromstring(pages["terms/"])
    letters = select(tree, ".letters a")

    assert len(letters) > 5
    for link in letters:
        target = tree.get_element_by_id(str(link.get("href"))[1:])  # type: ignore[attr-defined]
        assert target.tag == "li"


@pytest.mark.parametrize("prefix", ["", "en/"])
def test_a_state_that_was_overtaken_never_stands_without_the_way_to_what_is_known_since(
    pages: dict[str, str], kb: KnowledgeBase, prefix: str
) -> None:
    """In the head of its page and in the table of the map: whoever quotes a state sees that more is known."""
    known = {p.id for p in kb.of_kind("partnership") if any(fact.property == "later" for fact in p.beyond)}
    table = select(lxml.html.fromstring(pages[f"{prefix}map/"]), ".map-table tbody tr")
    heads = {p.id: lxml.html.fromstring(pages[f"{prefix}partnerships/{p.id}/"]) for p in kb.of_kind("partnership")}

    led = {name: [a.get("href") for a in select(page, ".bridge a.since")] for name, page in heads.items()}

    assert known
    assert {name for name, links in led.items() if links} == known
    assert {link for links in led.values() for link in links} == {"./#beyond"}
    assert all(select(page, "section.beyond") for name, page in heads.items() if name in known)
    assert {row.get("data-tie") for row in table if select(row, "a.since")} == known
