"""What somebody who has never been here meets: where they are, what a button is of, where a link lands them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import lxml.html
import pytest
from playwright.sync_api import Browser, Page

from conftest import ROOT
from passerelles.dates import read
from passerelles.graph import Graph
from passerelles.model import BeyondFact, Gazetteer, KnowledgeBase, Reference, Witness
from passerelles.navigation import ABOUT, VIEWS
from passerelles.pages import Pages, environment
from passerelles.pages.source import SourceText
from small_base import HERE, base, pages_of, state, thing


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


# Where one is ------------------------------------------------------------------------------------------


def test_each_page_says_in_which_section_it_is(pages: dict[str, str], kb: KnowledgeBase) -> None:
    sections = [*(kind.folder for kind in kb.schema.kinds.values()), *VIEWS, *ABOUT]
    for path, html in pages.items():
        own = path.removeprefix("en/")
        frame = html.split("<main")[0] + html.split("</main>")[-1]
        said = dict(re.findall(r'<li><a href="([^"]+)" aria-current="(page|true)">', frame))
        section = own.split("/")[0]
        named = {href.strip("./").split("/")[-1] or section: what for href, what in said.items()}
        if section in sections:
            assert named.get(section) == ("page" if own == f"{section}/" else "true"), path
        else:
            assert named == {}, path


@pytest.mark.browser
@pytest.mark.parametrize("path", ["partnerships/", "partnerships/rennes-hue/", "map/"])
def test_the_section_is_underlined_by_what_says_it(page: Page, address: str, path: str) -> None:
    page.goto(address + path)

    lines = page.locator(".site-nav a").evaluate_all(
        "all => all.filter(a => getComputedStyle(a).boxShadow !== 'none').map(a => a.hasAttribute('aria-current'))"
    )
    assert lines == [True]


# Territories -------------------------------------------------------------------------------------------


def fact(name: str, prop: str, date: str, words: str) -> BeyondFact:
    reference = Reference("title", "publisher", "https://example.org/", "2026-11-22")
    return BeyondFact(name, {"fr": words, "en": words}, reference, HERE, prop, date)


def test_what_became_of_a_place_is_told_once_and_in_time(kb: KnowledgeBase) -> None:
    later, sooner = fact("b", "today", "2025-07-01", "Fusion."), fact("a", "today", "2025-04", "Liste.")
    known = fact("c", "name", "", "Un autre nom.")
    place = replace(thing("territory", "alba", kind_type="city"), beyond=(later, known, sooner))
    place = replace(place, gazetteer=Gazetteer("geonames", HERE, names={"vi": "Ân Bá"}, valid="../2025-01-01"))

    html = pages_of(base(kb, place))["territories/alba/"].content

    tree = lxml.html.fragment_fromstring(html, create_parent=True)
    assert tree.xpath("//section[@aria-labelledby='beyond']/ul/li/@id") == ["a", "b", "c"]
    assert [html.count(words) for words in ("Fusion.", "Liste.", "Un autre nom.")] == [1, 1, 1]
    names = [" ".join(li.text_content().split()) for li in tree.xpath("//section[@aria-labelledby='renamed']//li")]
    assert "Ân Bá" in names[0]
    assert names[0].startswith("jusqu’au 1er")
    assert len(names) == 2


def test_a_place_that_kept_its_name_has_no_list_of_names(kb: KnowledgeBase) -> None:
    place = replace(thing("territory", "alba", kind_type="city"), beyond=(fact("b", "today", "2025", "Fusion."),))

    assert 'id="renamed"' not in pages_of(base(kb, place))["territories/alba/"].content


def test_the_row_of_a_place_counts_its_partnerships_wherever_it_lies(kb: KnowledgeBase) -> None:
    around = thing("territory", "ile", kind_type="province")
    inside = thing("territory", "alba", state("within", "ile"), kind_type="city")
    tie = thing("partnership", "alba-ile", state("party", "alba"), state("party", "ile"))

    html = pages_of(base(kb, around, inside, tie))["territories/"].content

    rows = [
        " ".join(li.text_content().split())
        for li in lxml.html.fragment_fromstring(html, True).xpath("//ul[@class='index']/li")
    ]
    assert "dans ile · Partenariats : 1" in rows[0]
    assert "Partenariats : 1" in rows[1]


def test_facts_are_in_time_on_every_page(graph: Graph, pages: dict[str, str]) -> None:
    for entity in graph.kb.entities.values():
        dates = {f.id: read(f.date).earliest.isoformat() if f.date else "9999" for f in entity.beyond}
        folder = graph.kb.schema.kinds[entity.kind].folder
        tree = lxml.html.document_fromstring(pages[f"{folder}/{entity.id}/"])
        shown = tree.xpath("//section[@aria-labelledby='beyond']/ul/li/@id")
        assert [dates[name] for name in shown] == sorted(dates.values()), entity.id


# A source ----------------------------------------------------------------------------------------------


@pytest.mark.browser
@pytest.mark.parametrize("count", [1, 5, 12])
def test_each_witness_is_shown_however_many_there_are(
    page: Page, graph: Graph, monkeypatch: pytest.MonkeyPatch, count: int
) -> None:
    name, source = next(iter(graph.kb.sources.items()))
    witness = source.witnesses[0]
    many: list[tuple[Witness, list[object]]] = [(replace(witness, siglum=chr(65 + i)), []) for i in range(count)]
    monkeypatch.setattr(SourceText, "received", lambda _: many)
    monkeypatch.setattr(SourceText, "annotated", lambda _, html: html)
    made = Pages(graph, "fr", environment(ROOT / "overrides/kinds")).source(name, "<h1>T</h1><p>Texte</p>")
    style = "".join(path.read_text("utf-8") for path in sorted((ROOT / "docs/assets/css").glob("*.css")))

    page.set_content(f"<style>{style}</style><main>{made.content}</main>")

    for witness, _ in many:
        page.locator(f"#read-{witness.siglum}").check()
        shown = page.locator(".received:visible").evaluate_all("all => all.map(e => e.getAttribute('aria-label'))")
        assert f"tel que reçu, témoin {witness.siglum}" in shown
        assert not page.get_by_text("Texte", exact=True).is_visible()


# Of each paragraph and its translation: how they are set, and how far one begins below the other.
PAIRS = """all => all.filter(twin => twin.previousElementSibling.matches('h1, h2, h3, p')).map(twin => {
    const own = twin.previousElementSibling, set = e => getComputedStyle(e).fontSize + getComputedStyle(e).fontWeight;
    return {own: set(own), other: set(twin), apart: own.getBoundingClientRect().top - twin.getBoundingClientRect().top};
})"""


@pytest.mark.browser
def test_the_two_languages_of_a_source_are_set_alike_and_on_one_line(page: Page, address: str) -> None:
    page.goto(f"{address}sources/cuf-2024-11/")
    page.locator("#read-parallel").check()

    pairs = page.locator(".edition > .twin").evaluate_all(PAIRS)
    assert len(pairs) > 10
    assert [pair for pair in pairs if pair["own"] != pair["other"] or abs(pair["apart"]) > 4] == []
    widths = page.locator(".edition > .stated").evaluate_all("all => all.map(e => e.getBoundingClientRect().width)")
    column = page.locator(".edition > .twin").first.evaluate("e => e.getBoundingClientRect().width")
    assert min(widths) > 1.5 * column


@pytest.mark.browser
@pytest.mark.parametrize("width", [390, 1280])
def test_who_follows_a_link_to_words_lands_at_once_and_sees_what_they_stand_in(
    browser: Browser, address: str, width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, reduced_motion="no-preference")
    page = context.new_page()
    page.goto(f"{address}sources/cuf-2024-11/")
    mark = page.locator(".edition mark[id]").nth(20)

    page.evaluate("id => { location.hash = id; }", mark.get_attribute("id"))
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")

    box = mark.bounding_box()
    assert box
    assert 180 < box["y"] < 450
    context.close()


# Names of what can be acted upon ----------------------------------------------------------------------------


@pytest.mark.browser
def test_each_switch_of_a_page_says_of_which_statement_it_is_and_stays_under_the_pointer(
    page: Page, address: str
) -> None:
    page.goto(f"{address}partnerships/rennes-hue/")
    switches = page.locator("[data-statement] .more > summary")
    names = switches.evaluate_all("all => all.map(e => e.textContent)")
    assert len(names) > 3
    assert len(set(names)) == len(names)
    switch = switches.nth(2)
    switch.scroll_into_view_if_needed()
    before = switch.bounding_box()

    switch.click()
    page.wait_for_timeout(100)

    after = switch.bounding_box()
    assert before
    assert after
    assert abs(after["y"] - before["y"]) < 2


@pytest.mark.browser
def test_a_second_link_skips_to_the_statements(page: Page, address: str) -> None:
    page.goto(f"{address}partnerships/rennes-hue/")

    page.locator("main .skip").press("Enter")

    top = page.locator("[data-statement]").first.evaluate("e => e.getBoundingClientRect().top")
    assert 0 <= top < 200


@pytest.mark.browser
@pytest.mark.parametrize("width", [390, 1280])
def test_the_first_results_stand_right_below_their_field_and_as_wide(
    browser: Browser, address: str, width: int
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(address)
    page.locator("#home-q").fill("rennes")
    page.get_by_role("option").first.wait_for()

    field, box = page.locator("#home-q").bounding_box(), page.locator(".search-list").bounding_box()

    assert field
    assert box
    assert abs(box["width"] - field["width"]) < 2
    assert abs(box["x"] - field["x"]) < 2
    assert 0 <= box["y"] - field["y"] - field["height"] < 12
    assert "partenariat" in page.locator(".of-kind").all_inner_texts()
    page.close()
