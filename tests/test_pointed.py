"""What a reader points at, prints or chooses, in a real browser: the rest steps back, folds up, stays."""

from __future__ import annotations

from collections.abc import Iterator

import lxml.html
import pytest
from playwright.sync_api import Browser, Page

NETWORK = ".arcs"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


def shores(html: str) -> list[list[str]]:
    """The parties on either side of the bridge of a partnership."""
    found = lxml.html.document_fromstring(html).xpath("//div[@class='shore']")
    return [[name.text_content() for name in shore.xpath(".//p[@class='name']")] for shore in found]


def test_parties_of_one_country_or_of_none_stand_on_one_shore(pages: dict[str, str]) -> None:
    assert shores(pages["partnerships/seaff-binh-dinh/"]) == [["SEAFF", "SFL"], ["Bình Định"]]
    assert shores(pages["partnerships/rennes-hue/"]) == [["Rennes"], ["Huế"]]


@pytest.mark.browser
def test_a_name_of_the_network_lights_its_ties_and_those_at_their_other_ends(page: Page, address: str) -> None:
    page.goto(f"{address}relations/")
    name = page.locator(f"{NETWORK} a:not([data-ends])", has_text="Kitakyushu")

    name.hover()

    assert page.locator(f"{NETWORK} a[data-ends].is-lit").get_attribute("aria-label") == "Kitakyushu – Haïphong"
    lit = page.locator(f"{NETWORK} a.is-lit:not([data-ends])").all_text_contents()
    assert sorted(words.strip() for words in lit) == ["Haïphong", "Kitakyushu"]
    page.mouse.move(5, 5)
    assert page.locator(f"{NETWORK}.has-lit").count() == 0


@pytest.mark.browser
def test_a_source_on_paper_is_its_words_and_what_the_reader_has_opened(page: Page, address: str) -> None:
    page.goto(f"{address}sources/cuf-2024-11/")
    page.locator("#p8 ~ .stated summary").first.click()

    page.emulate_media(media="print")

    assert page.locator("#p8 ~ .stated li").first.is_visible()
    closed = page.locator(".edition > .stated details:not([open])")
    assert closed.count() > 5
    assert closed.locator("summary").first.is_hidden()  # a count of what is not there
    assert not any(item.is_visible() for item in closed.locator("li").all())
    page.goto(f"{address}partnerships/rennes-hue/")
    assert page.locator(".statement .around").first.is_hidden()
    assert page.locator(".statement blockquote").first.is_visible()


@pytest.mark.browser
def test_a_source_read_as_received_keeps_its_title(page: Page, address: str) -> None:
    page.goto(f"{address}sources/cuf-2024-11/")

    page.locator(".readings label").nth(2).click()

    assert page.get_by_role("heading", level=1).inner_text().endswith("Réunion du groupe-pays Vietnam")
    assert page.locator("#p8").is_hidden()


@pytest.mark.browser
def test_an_address_that_was_cut_short_disturbs_no_script(page: Page, address: str) -> None:
    said: list[str] = []
    page.on("pageerror", lambda error: said.append(str(error)))

    for path in ("sources/cuf-2024-11/", "partnerships/rennes-hue/?cite", "map/", "search/?q=hue"):
        page.goto(f"{address}{path}#%E0%A4%A")
        page.wait_for_load_state("networkidle")

    assert said == []


@pytest.mark.browser
def test_the_card_of_a_statement_stands_within_the_main_part_of_the_page(page: Page, address: str) -> None:
    page.goto(f"{address}partnerships/rennes-hue/")

    page.locator("a[data-shows]").nth(1).hover()

    page.locator("main > .card").wait_for()


@pytest.mark.browser
@pytest.mark.parametrize("path", ["", "search/", "map/", "partnerships/rennes-hue/"])
def test_a_page_has_one_search_field(page: Page, address: str, path: str) -> None:
    page.goto(f"{address}{path}")

    page.locator("[data-search-input]").fill("huế")

    assert page.locator("[data-search-input]").is_visible()


@pytest.mark.browser
def test_without_a_script_nothing_is_shown_that_only_a_script_answers(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    for path, selector in (("search/", "#q"), ("map/", "[data-map-count]")):
        page.goto(f"{address}{path}")
        assert page.locator(selector).count() == 1, path
        assert page.locator(selector).is_hidden(), path
    context.close()
