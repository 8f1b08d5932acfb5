"""What the sweeps see of a page that a reader loads in a browser: at two widths, in two palettes."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue

from axe_playwright_python.base import AXE_FILE_PATH
from playwright.sync_api import Browser, BrowserContext, Page, Route, sync_playwright

from conftest import CHROMIUM, QUIET
from readers import RULES

WIDTHS = (390, 1280)
ZOOMED = (320, 640)  # 1280 pixels at 400 % and at 200 % (WCAG 1.4.10)
CONTRAST = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}  # what a palette changes
AXE = Path(AXE_FILE_PATH).read_text("utf-8")
ASK_AXE = """options => axe.run(document, {...options, resultTypes: ['violations']}).then(
    found => found.violations.map(v => `${v.id}: ${v.nodes[0].html.slice(0, 160)}`))"""
# Before anything of the page: what moves, and what its policy stops.
WATCH = """
window.moved = 0; window.stopped = [];
new PerformanceObserver(list => list.getEntries().forEach(e => { if (!e.hadRecentInput) window.moved += e.value }))
    .observe({type: 'layout-shift', buffered: true});
document.addEventListener('securitypolicyviolation',
    e => window.stopped.push(`${e.violatedDirective} ${e.blockedURI}`));
"""
KEPT = """async () => [document.cookie, ...Object.keys(localStorage), ...Object.keys(sessionStorage),
    ...(await indexedDB.databases()).map(d => d.name), ...('caches' in window ? await caches.keys() : []),
    ...(navigator.serviceWorker && location.protocol !== 'file:'
        ? await navigator.serviceWorker.getRegistrations() : []).map(r => r.scope)]
    .filter(name => name)"""
LATE = 0.4  # seconds a font
DRAWN = "new Promise(done => requestAnimationFrame(() => setTimeout(done, 100)))"
OVER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@dataclass(frozen=True)
class Visit:
    """One cold load of a page at one width.

    violations: what axe-core finds, in both palettes. complaints: what the browser says, or the policy stops. asked:
    the addresses that were asked for. moved: cumulative layout shift. kept: names of cookies and storage. sideways:
    the widths at which the page scrolls sideways.
    """

    path: str
    width: int
    violations: tuple[str, ...]
    complaints: tuple[str, ...]
    asked: tuple[str, ...]
    moved: float
    kept: tuple[str, ...]
    sideways: tuple[int, ...]


def visit_all(
    address: str, paths: Iterable[str], widths: tuple[int, ...] = WIDTHS, *, with_axe: bool = True
) -> list[Visit]:
    """Every page at these widths, cold, in as many browsers as there are cores."""
    waiting: SimpleQueue[str] = SimpleQueue()
    for path in paths:
        waiting.put(path)
    cores = len(os.sched_getaffinity(0))
    with ThreadPoolExecutor(cores) as pool:
        shares = [pool.submit(_browse, address, waiting, widths, with_axe) for _ in range(cores)]
    return sorted((visit for share in shares for visit in share.result()), key=lambda v: (v.path, v.width))


def _browse(address: str, waiting: SimpleQueue[str], widths: tuple[int, ...], with_axe: bool) -> list[Visit]:
    """The pages that one browser takes, as long as some wait."""
    found: list[Visit] = []
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        while True:
            try:
                path = waiting.get_nowait()
            except Empty:
                return found
            found += [_visit(browser, address, path, width, with_axe) for width in widths]


def _visit(browser: Browser, address: str, path: str, width: int, with_axe: bool) -> Visit:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme="light")
    context.add_init_script(WATCH)
    page = context.new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("requestfailed", lambda request: said.append(f"{request.url}: {request.failure}"))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(f"{address}{path}", wait_until="networkidle" if not with_axe else "load")
    page.evaluate("document.fonts.ready.then(() => true)")
    page.evaluate(DRAWN)
    moved, stopped = page.evaluate("[window.moved, window.stopped]")  # before axe-core, which scrolls
    violations = _violations(page) if with_axe else ()
    kept, wide = _kept(context, page), sideways(page, (width, *ZOOMED))
    context.close()
    return Visit(path, width, violations, (*said, *stopped), tuple(asked), moved, kept, wide)


def _violations(page: Page) -> tuple[str, ...]:
    """All rules in the light, those of colours in the dark too."""
    page.evaluate(AXE)
    light = page.evaluate(ASK_AXE, RULES)
    page.emulate_media(color_scheme="dark")
    dark = page.evaluate(ASK_AXE, CONTRAST)
    page.emulate_media(color_scheme="light")
    return (*light, *(f"dark: {found}" for found in dark))


def _kept(context: BrowserContext, page: Page) -> tuple[str, ...]:
    return (*(cookie["name"] for cookie in context.cookies()), *page.evaluate(KEPT))


def moved_when_fonts_are_late(address: str, paths: Iterable[str]) -> dict[str, float]:
    """What each of these pages moves when its fonts come one by one, long after it was first drawn."""
    found: dict[str, float] = {}
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        for path in paths:
            context = browser.new_context(viewport={"width": WIDTHS[1], "height": 900})
            context.add_init_script(WATCH)
            context.route("**/*.woff2", _late)
            page = context.new_page()
            page.goto(f"{address}{path}", wait_until="networkidle")
            page.evaluate(DRAWN)
            found[path] = page.evaluate("window.moved")
            context.close()
    return found


def _late(route: Route) -> None:
    time.sleep(LATE)
    route.continue_()


def sideways(page: Page, widths: Iterable[int]) -> tuple[int, ...]:
    """The widths at which a page scrolls sideways."""
    wide = []
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        if page.evaluate(OVER) > 0:
            wide.append(width)
    return tuple(wide)
