"""What a reader does, in a real browser, over http: with and without JavaScript."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

pytestmark = pytest.mark.browser


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    opened = browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 900})
    yield opened
    opened.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


@pytest.mark.parametrize("prefix", ["", "en/"])
def test_one_click_leads_from_a_statement_to_the_marked_words(page: Page, address: str, prefix: str) -> None:
    page.goto(f"{address}{prefix}partnerships/rennes-hue/")
    statement = page.locator('[data-statement="rennes-hue.party.rennes"]')
    words = statement.locator("blockquote").first.inner_text()

    statement.locator("a[data-evidence]").first.click()

    target = page.locator("mark:target")
    target.wait_for()  # visible
    assert f"/{prefix}sources/cvn-assises-12/#q-" in page.url
    assert target.count() == 1
    assert target.inner_text() == words


@pytest.mark.parametrize(("here", "there", "language"), [("", "en/", "English"), ("en/", "", "Français")])
def test_the_language_switch_stays_on_the_same_thing(
    page: Page, address: str, here: str, there: str, language: str
) -> None:
    page.goto(f"{address}{here}people/caroline-leclercq/")

    page.get_by_role("link", name=language, exact=True).click()

    page.wait_for_url(f"{address}{there}people/caroline-leclercq/")
    assert page.locator("html").get_attribute("lang") == ("en" if there else "fr")
    assert page.locator("h1").inner_text() == "Caroline Leclercq"


def test_the_pencil_is_at_the_foot_of_the_page(page: Page, address: str) -> None:
    page.goto(f"{address}partnerships/rennes-hue/")

    href = page.get_by_role("link", name="Modifier cette page").get_attribute("href")

    assert href
    assert href.endswith("/edit/main/data/partnerships/rennes-hue.yml")


@pytest.mark.parametrize(("path", "title"), [("rien/du/tout/", "Page introuvable"), ("en/no/such/", "Page not found")])
def test_an_unknown_address_is_told_so_in_its_language(page: Page, address: str, path: str, title: str) -> None:
    page.goto(address + path)

    assert page.locator("h1").inner_text() == title
    page.locator("main a").first.click()
    page.wait_for_url(f"{address}{'en/' if path.startswith('en/') else ''}partnerships/")
    assert page.locator("h1").inner_text() in {"Partenariats", "Partnerships"}


def test_a_reader_may_choose_the_palette_and_it_stays(browser: Browser, address: str) -> None:
    context = browser.new_context(color_scheme="light")
    page = context.new_page()
    page.goto(address)

    page.get_by_role("button", name="Couleurs sombres").click()
    page.goto(f"{address}themes/")

    assert page.locator("html").get_attribute("data-palette") == "dark"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(21, 24, 28)"
    context.close()


def test_vietnamese_and_japanese_names_are_drawn_in_the_sites_own_fonts(browser: Browser, address: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{address}territories/kitakyushu/")
    page.evaluate("document.fonts.ready")

    loaded = page.evaluate(
        "[...document.fonts].filter(f => f.status === 'loaded').map(f => f.family.replaceAll('\"', ''))"
    )

    assert {"Passerelles Serif", "Passerelles Sans", "Passerelles Names"} <= {family.strip('"') for family in loaded}
    context.close()
