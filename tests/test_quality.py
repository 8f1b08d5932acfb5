"""Quality shown by machine: weight, keyboard, no script; what a browser tells of a page is in test_every_page.py."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Literal

import lxml.html
import pytest
from playwright.sync_api import Browser, Page

from readers import KINDS, VIEWS

LEAF = 8_192  # bytes, gzipped


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, color_scheme="light")
    yield context.new_page()
    context.close()


# Weight -----------------------------------------------------------------------------------------------


def test_a_page_of_a_thing_weighs_little_on_the_wire(pages: dict[str, str]) -> None:
    """Sources apart: they hold a whole text, its translation and the files received."""
    things = {
        a: h
        for a, h in pages.items()
        if a.removeprefix("en/").count("/") > 1 and not re.search("sources/|contribute/", a)
    }
    heavy = {a: n for a, h in things.items() if (n := len(gzip.compress(h.encode(), 9))) > LEAF}

    assert len(things) > 200
    assert heavy == {}


# Keyboard, no script ---------------------------------------------------------------------------------


@pytest.mark.browser
def test_a_reader_with_a_keyboard_goes_from_home_to_the_words_of_a_source(page: Page, address: str) -> None:
    page.goto(address)

    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    follow(page, 'main a[href="partnerships/rennes-hue/"]')
    page.wait_for_url("**/partnerships/rennes-hue/")
    follow(page, "main [data-statement] a[data-evidence]")
    page.wait_for_url("**/sources/cvn-assises-12/#q-*")

    page.locator("mark:target").wait_for()


def follow(page: Page, selector: str) -> None:
    """Tab until the element has the focus, and sees it; then Enter."""
    for _ in range(200):
        page.keyboard.press("Tab")
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
            page.keyboard.press("Enter")
            return
    raise AssertionError(f"no Tab leads to {selector}")


@pytest.mark.browser
def test_the_menu_of_a_phone_opens_without_a_script(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 800}, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}en/")

    assert not page.get_by_role("link", name="Territories", exact=True).first.is_visible()
    page.get_by_role("button", name="Menu").click()
    page.get_by_role("link", name="Territories", exact=True).first.click()

    page.wait_for_url(f"{address}en/territories/")
    context.close()


@pytest.mark.browser
def test_every_kind_of_page_can_be_read_without_a_script(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    for path in (*KINDS, *VIEWS):
        page.goto(f"{address}{path}")
        assert len(page.locator("main").inner_text()) > 150, path
        assert page.locator("main a").count() > 0, path
    context.close()


def test_headings_never_skip_a_level(pages: dict[str, str]) -> None:
    skipped = []
    for address, page in pages.items():
        levels = [int(tag) for tag in re.findall(r"<h([1-6])[\s>]", page)]
        skipped += [(address, pair) for pair in pairwise(levels) if pair[1] - pair[0] > 1]

    assert skipped == []


def test_every_link_says_where_it_leads(pages: dict[str, str]) -> None:
    silent = []
    for address, page in pages.items():
        for link in lxml.html.document_fromstring(page).iter("a"):
            if not (link.text_content().strip() or link.get("aria-label")):  # type: ignore[attr-defined]
                silent.append((address, link.get("href")))

    assert silent == []


COLOURS = "e => [getComputedStyle(e).color, getComputedStyle(e).backgroundColor]"


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_contrast_theme_shows_the_words_found_and_the_words_followed_and_no_others(
    browser: Browser, address: str, scheme: Literal["light", "dark"]
) -> None:
    context = browser.new_context(forced_colors="active", color_scheme=scheme)
    page = context.new_page()
    page.goto(f"{address}search/?q=hanoi")
    ink, ground = page.locator("[data-search-result] mark").first.evaluate(COLOURS)
    assert ink != ground
    assert ground != "rgba(0, 0, 0, 0)"

    page.goto(f"{address}partnerships/rennes-hue/")
    page.locator("a[data-evidence]").first.click()
    followed = page.locator("mark:target").first.evaluate(COLOURS)
    assert followed == [ink, ground]
    others = page.locator("mark:not(:target)").evaluate_all(f"all => all.map({COLOURS})")
    assert len(others) > 20
    assert [ground for _, ground in others if not ground.endswith(", 0)")] == []  # they have none
    context.close()


@pytest.mark.browser
def test_headings_of_a_source_are_called_by_their_words(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}sources/cuf-2024-11/")

    assert page.get_by_role("heading", name="Paragraphe 1 Réunion du groupe-pays Vietnam", exact=True).count() == 1
    page.close()
