"""Readers of all sorts, at each kind of page and each view: a keyboard alone, no script, forced colours, no motion."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from readers import KINDS, VIEWS

pytestmark = pytest.mark.browser
VIEWED = ("map/", "timeline/", "relations/", "browse/", "search/")
WALKED = ("partnerships/rennes-hue/", *VIEWED)  # the others in the long sweep
# As an element gets the focus, how it looks; as it has lost it, whether it looked otherwise, and was on the screen.
WATCH = """
window.walked = [];
const LOOKS = ['outlineStyle', 'outlineWidth', 'color', 'backgroundColor', 'stroke', 'strokeWidth', 'fill',
    'fontWeight', 'textDecorationThickness', 'boxShadow', 'borderTopColor', 'top'];
const looks = e => JSON.stringify([e, ...e.querySelectorAll('*')].map(x => LOOKS.map(p => getComputedStyle(x)[p])));
const onScreen = e => { const r = e.getBoundingClientRect();
    return r.width > 0 && r.bottom > 0 && r.top < innerHeight && r.right > 0 && r.left < innerWidth; };
let last = null, focused = '';
window.leave = () => { if (last) window.walked.push({element: last, html: last.outerHTML.slice(0, 120),
    shown: looks(last) !== focused, reached: window.there}); last = null; };
addEventListener('focusin', event => {
    window.leave(); last = event.target; focused = looks(last);
    requestAnimationFrame(() => { window.there = onScreen(event.target); });
    window.there = onScreen(event.target);
});
"""
# What Tab should lead to: everything that can be acted upon and is seen; of radio buttons, the chosen one.
AWAITED = """() => [...document.querySelectorAll(
    'a[href], button, input, select, textarea, summary, [tabindex]:not([tabindex="-1"])')]
    .filter(e => e.checkVisibility({visibilityProperty: true}) && !e.disabled && (e.type !== 'radio' || e.checked))"""
MISSED = f"""() => {{ document.activeElement.blur(); window.leave();
    const been = new Set(window.walked.map(w => w.element));
    return ({AWAITED})().filter(e => !been.has(e)).map(e => e.outerHTML.slice(0, 160)); }}"""


def walk(page: Page, address: str) -> list[dict[str, Any]]:
    """Tab through a whole page: each place that had the focus."""
    page.goto(address)
    for _ in range(page.evaluate(f"({AWAITED})().length") + 2):
        page.keyboard.press("Tab")
    assert page.evaluate(MISSED) == [], address
    found: list[dict[str, Any]] = page.evaluate(
        "window.walked.map(({html, shown, reached}) => ({html, shown, reached}))"
    )
    return found


@pytest.mark.parametrize(
    "path", [*WALKED, *(pytest.param(kind, marks=pytest.mark.full) for kind in (*KINDS, *VIEWS) if kind not in WALKED)]
)
def test_tab_reaches_everything_and_the_eye_follows_it(browser: Browser, address: str, path: str) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    context.add_init_script(WATCH)

    places = walk(context.new_page(), address + path)

    assert len(places) > 20
    assert "skip" in places[0]["html"]
    assert [place["html"] for place in places if not place["shown"]] == []
    assert [place["html"] for place in places if not place["reached"]] == []
    context.close()


# Each page, what it is there for, and how much of that is to be seen at least.
WITHOUT_SCRIPT = (
    ("map/", ".map-table tbody tr", 5),
    ("map/", ".atlas svg a[href]", 20),
    ("timeline/", ".occurrences > .occurrence", 20),
    ("timeline/", ".frieze a[href]", 15),
    ("relations/", ".ties tbody tr", 5),
    ("relations/", ".arcs a[href]", 20),
    ("browse/", ".shelves a[href]", 30),
    ("search/", "main a[href$='browse/#a-z']", 1),
    ("conflicts/", ".side .quote", 8),
    ("gaps/", ".gaps > li", 15),
    ("translation/", "main li, main tr", 4),
    ("partnerships/rennes-hue/", "[data-statement] .quote", 10),
    ("territories/hue/", "[data-statement] .quote", 1),
    ("organisations/cites-unies-france/", "[data-statement] .quote", 5),
    ("people/caroline-leclercq/", "[data-statement] .quote", 3),
    ("events/cloture-assises-12/", "[data-statement] .quote", 1),
    ("themes/eau-assainissement/", "[data-statement] .quote", 1),
    ("terms/sigle-scac/", "[data-statement] .quote", 1),
    ("sources/cuf-2024-11/", "main mark", 20),
    ("sources/cuf-2024-11/", "[id^='p']", 40),
)


@pytest.mark.parametrize("width", [390, 1280])
def test_without_a_script_each_page_does_what_it_is_there_for(browser: Browser, address: str, width: int) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": width, "height": 900})
    page = context.new_page()
    lacking = []
    for path, selector, least in WITHOUT_SCRIPT:
        if page.url != address + path:
            page.goto(address + path)
        seen = page.locator(selector).evaluate_all("all => all.filter(e => e.checkVisibility()).length")
        if seen < least:
            lacking.append((path, selector, seen))

    assert lacking == []
    context.close()


# Of every line and word of a picture, whether it stands out from the ground (WCAG 1.4.11, as 3 : 1).
FAINT = """selector => {
    const paint = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
    const light = colour => { paint.fillStyle = colour; paint.fillRect(0, 0, 1, 1);
        const [r, g, b] = [...paint.getImageData(0, 0, 1, 1).data].map(v => v / 255)
            .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
        return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
    const contrast = (a, b) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    const ground = light(getComputedStyle(document.body).backgroundColor);
    const drawn = [...document.querySelectorAll(selector)];
    return [drawn.length, drawn.filter(e => { const s = getComputedStyle(e);
        return ![s.fill, s.stroke].some(c => c !== 'none' && contrast(light(c), ground) >= 3); })
        .map(e => e.outerHTML.slice(0, 100))]; }"""


@pytest.mark.parametrize(("scheme", "chosen"), [("dark", "light"), ("light", "dark")])
def test_forced_colours_reach_the_pictures_whatever_palette_was_chosen(
    browser: Browser, address: str, scheme: Any, chosen: str
) -> None:
    context = browser.new_context(forced_colors="active", color_scheme=scheme)
    page = context.new_page()
    page.goto(address)
    page.get_by_role("button", name="Couleurs sombres").click()
    assert page.locator("html").get_attribute("data-palette") == chosen

    for path, selector in (
        ("map/", ".atlas .arc, .atlas text.place"),
        ("timeline/", ".frieze .axis, .frieze .lane, .frieze circle"),
        ("relations/", ".arcs a text, .arcs a path:last-child"),
    ):
        page.goto(address + path)
        drawn, faint = page.evaluate(FAINT, selector)
        assert drawn > 10, path
        assert faint == [], path
    context.close()


def test_nothing_moves_for_who_asked_for_no_motion(browser: Browser, address: str) -> None:
    moving = """() => [getComputedStyle(document.documentElement).scrollBehavior, [...document.querySelectorAll('*')]
        .filter(e => { const s = getComputedStyle(e); return parseFloat(s.animationDuration) > 0
            || parseFloat(s.transitionDuration) > 0 }).length]"""
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    for path in ("", "partnerships/rennes-hue/", "sources/cuf-2024-11/", *VIEWED):
        page.goto(address + path)
        assert page.evaluate(moving) == ["auto", 0], path

    page.emulate_media(reduced_motion="no-preference")
    page.evaluate("() => { document.documentElement.style.scrollBehavior = 'smooth' }")
    assert page.evaluate(moving)[0] == "smooth"  # so the question above is one
    context.close()


@pytest.mark.browser
@pytest.mark.parametrize(
    ("path", "there"),
    [
        ("search/?q=eau+potable", "en/search/?q=eau+potable"),
        ("partnerships/rennes-hue/#status", "en/partnerships/rennes-hue/#status"),
        (  # on a later page of an entry
            "partnerships/rennes-hue/p/2/#theme.developpement-durable",
            "en/partnerships/rennes-hue/p/2/#theme.developpement-durable",
        ),
        ("en/sources/cuf-2024-11/#p13", "sources/cuf-2024-11/#p13"),
        ("map/#status=agreement", "en/map/#status=agreement"),
        ("about/", "en/about/"),
    ],
)
@pytest.mark.parametrize("hand", ["mouse", "keyboard"])
def test_who_changes_language_stays_with_what_they_look_at(
    browser: Browser, address: str, path: str, there: str, hand: str
) -> None:
    page = browser.new_page()
    page.goto(address + path)
    link = page.locator(".languages a:not([aria-current])")

    link.click() if hand == "mouse" else link.press("Enter")
    page.wait_for_url(address + there)

    if "q=" in there:
        assert page.locator("input[type=search]").last.input_value() == "eau potable"
    page.close()
