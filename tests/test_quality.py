"""Quality shown by machine: weight, stillness, zoom, keyboard, no script; of every page in test_every_page.py."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import lxml.html
import pytest
from playwright.sync_api import Browser, Page

from readers import KINDS

WIDTHS = (390, 1280)
FIRST_LOAD, WITH_FONTS, LEAF = 150_000, 250_000, 8_192  # bytes, gzipped


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, color_scheme="light")
    yield context.new_page()
    context.close()


# Weight and stillness --------------------------------------------------------------------------------


def weight(path: Path) -> int:
    data = path.read_bytes()
    return len(data) if path.suffix == ".woff2" else len(gzip.compress(data, 9))


@pytest.mark.browser
def test_the_first_load_of_a_page_is_light(page: Page, address: str, site: Path) -> None:
    for path in KINDS[:-1]:
        asked: set[str] = set()
        page.on("request", lambda request, asked=asked: asked.add(request.url))  # type: ignore[misc]
        page.goto(f"{address}{path}", wait_until="networkidle")
        files = [site / (url.removeprefix(address) or "index.html") for url in asked]
        files = [file / "index.html" if file.is_dir() else file for file in files]
        without = sum(weight(file) for file in files if file.suffix != ".woff2")
        fonts = sum(weight(file) for file in files if file.suffix == ".woff2")

        assert len(files) > 4, path
        assert without <= FIRST_LOAD, (path, without)
        assert without + fonts <= WITH_FONTS, (path, without + fonts)


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


@pytest.mark.browser
@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_jumps_while_a_page_loads(browser: Browser, address: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    page.add_init_script(
        "window.shifted = 0; new PerformanceObserver(list => list.getEntries().forEach(e => "
        "{ if (!e.hadRecentInput) window.shifted += e.value })).observe({type: 'layout-shift', buffered: true})"
    )
    moved = {}
    for path in KINDS:
        page.goto(f"{address}{path}", wait_until="networkidle")
        page.evaluate("document.fonts.ready")
        if (shift := page.evaluate("window.shifted")) > 0.02:
            moved[path] = shift

    assert moved == {}
    context.close()


# Zoom, keyboard, no script ---------------------------------------------------------------------------


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 640])
def test_no_page_scrolls_sideways_when_zoomed(browser: Browser, address: str, width: int) -> None:
    """1280 pixels at 200 % are 640, at 400 % they are 320 (WCAG 1.4.10)."""
    context = browser.new_context(viewport={"width": width, "height": 512}, device_scale_factor=2)
    page = context.new_page()
    wide = {}
    for path in KINDS:
        page.goto(f"{address}{path}")
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if over > 0:
            wide[path] = over

    assert wide == {}
    context.close()


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
    for path in KINDS:
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
            if not (link.text_content().strip() or link.get("aria-label")):
                silent.append((address, link.get("href")))

    assert silent == []
