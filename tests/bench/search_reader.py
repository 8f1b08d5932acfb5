"""A reader in headless Chromium: what a first query fetches, and how long after a key press its results are shown."""

from __future__ import annotations

import functools
import gzip
import http.server
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Browser, Error, Page

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
)
CHROMIUM = next((p for n in ("chromium", "chromium-browser", "google-chrome") if (p := shutil.which(n))), "")
PATIENCE = 240_000  # milliseconds
# From the press of a key to the first frame in which the results are those of what now stands in the field.
CLOCK = """results => {
    window.pressed = 0; window.shown = [];
    addEventListener('keydown', () => { window.pressed = performance.now(); }, true);
    new MutationObserver(() => {
        if (!window.pressed) return;
        const pressed = window.pressed;
        window.pressed = 0;
        requestAnimationFrame(() => window.shown.push(performance.now() - pressed));
    }).observe(document.querySelector(results), {attributes: true, childList: true, subtree: true});
}"""
OURS_DONE = "query => document.querySelector('[data-search-facets]').dataset.searchDone === query"
ROW = "[data-search-result]"
PAGEFIND = """async query => {
    const begin = performance.now();
    window.pagefind ||= await import(new URL('/pagefind/pagefind.js', location).href);
    const found = await window.pagefind.search(query);
    const shown = await Promise.all(found.results.slice(0, 12).map(result => result.data()));
    return [performance.now() - begin, shown.map(page => page.url)];
}"""


@dataclass
class Reading:
    """What a reader met: gzipped bytes and milliseconds of cold first queries, milliseconds a key, heap, addresses."""

    at_once: list[int] = field(default_factory=list)  # the query pasted: bytes
    typed: list[int] = field(default_factory=list)  # the query typed, each key waited for: bytes
    cold: list[float] = field(default_factory=list)
    keys: list[float] = field(default_factory=list)
    heap: int = 0
    first: list[list[str]] = field(default_factory=list)  # for each query the addresses shown, best first

    @property
    def key(self) -> float:
        return median(self.keys) if self.keys else float("nan")


@contextmanager
def served(root: Path) -> Iterator[str]:
    class Handler(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *words: object) -> None:
            del words

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=str(root)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
    server.server_close()
    thread.join()


@contextmanager
def opened(browser: Browser, root: Path, start: str) -> Iterator[tuple[Page, set[Path]]]:
    """A new reader on a page with nothing in the cache, and the files that the search has asked for so far."""
    context = browser.new_context()
    page, asked = context.new_page(), set[Path]()
    page.set_default_timeout(PATIENCE)
    page.on("request", lambda request: asked.add(root / unquote(urlsplit(request.url).path).lstrip("/")))
    page.goto(start)
    yield page, asked
    context.close()


def weight(asked: set[Path], *parts: str) -> int:
    """Gzipped bytes of the files whose path has one of these parts."""
    files = (path for path in asked if path.is_file() and any(part in str(path) for part in parts))
    return sum(len(gzip.compress(path.read_bytes())) for path in files)


def ours(browser: Browser, root: Path, queries: list[str]) -> Reading:
    """Our page of results: scripts of the search, index, facets and results all count."""
    reading, parts = Reading(), ("/search/fr/", "/search/en/", "/js/search-")
    with served(root) as address:
        for query in queries:
            with opened(browser, root, f"{address}search/") as (page, asked):
                reading.cold.append(_pasted(page, query))
                page.wait_for_function(OURS_DONE, arg=query)
                reading.at_once.append(weight(asked, *parts))
                links = page.locator(ROW).all()
                reading.first.append([str(link.get_attribute("href")).removeprefix("../") for link in links])
            with opened(browser, root, f"{address}search/") as (page, asked):
                reading.keys += _typed(page, query)
                page.wait_for_function(OURS_DONE, arg=query)
                reading.typed.append(weight(asked, *parts))
                reading.heap = max(reading.heap, _heap(page))
    return reading


def _pasted(page: Page, query: str) -> float:
    """Milliseconds from a query put into the field at once, everything cold, to its results."""
    page.locator("#q").focus()
    page.evaluate(CLOCK, "[data-search-results]")
    page.evaluate("() => { window.pressed = performance.now(); }")
    page.locator("#q").evaluate("(q, s) => { q.value = s; q.dispatchEvent(new Event('input')); }", query)
    page.wait_for_function("() => window.shown.length")
    return float(page.evaluate("() => window.shown[0]"))


def _typed(page: Page, query: str) -> list[float]:
    """Milliseconds from each key to its results, each waited for."""
    page.locator("#q").focus()
    page.evaluate(CLOCK, "[data-search-results]")
    for number, sign in enumerate(query, 1):
        _press(page, sign)
        page.wait_for_function("number => window.shown.length >= number", arg=number)
        page.wait_for_function(OURS_DONE, arg=query[:number])
    return list(page.evaluate("() => window.shown"))


def pagefind(browser: Browser, root: Path, queries: list[str]) -> Reading:
    """Pagefind by its own interface: the first twelve results with their excerpts, as we show."""
    reading = Reading()
    with served(root) as address:
        for query in queries:
            with opened(browser, root, address) as (page, asked):
                taken, found = page.evaluate(PAGEFIND, query)
                reading.cold.append(taken)
                reading.first.append([url.lstrip("/") for url in found])
                reading.at_once.append(weight(asked, "/pagefind/"))
            with opened(browser, root, address) as (page, asked):
                reading.keys += [page.evaluate(PAGEFIND, query[:n])[0] for n in range(1, len(query) + 1)]
                reading.typed.append(weight(asked, "/pagefind/"))
                reading.heap = max(reading.heap, _heap(page))
    return reading


def lunr(browser: Browser, root: Path, queries: list[str]) -> Reading:
    """Material's own dialog: one cold start, then every query typed; its worker has a heap of its own."""
    reading = Reading()
    field, results = "[data-md-component=search-query]", ".md-search-result"
    with served(root) as address, opened(browser, root, address) as (page, asked):
        page.locator("label.md-header__button[for=__search]").evaluate("label => label.click()")
        page.evaluate(CLOCK, results)
        page.evaluate("() => { window.pressed = performance.now(); }")
        begin = float(page.evaluate("() => performance.now()"))
        page.locator(field).fill(queries[0])
        page.wait_for_function("() => document.querySelector('.md-search-result__item')", timeout=PATIENCE)
        reading.cold.append(float(page.evaluate("() => performance.now()")) - begin)
        reading.at_once.append(weight(asked, "search_index.json", "/workers/", "/lunr/"))
        for query in queries:
            page.locator(field).fill("")
            reading.keys += _keys(page, query)
            links = page.locator(".md-search-result__item > a.md-search-result__link").all()[:12]
            reading.first.append([str(link.evaluate("a => a.pathname")).lstrip("/") for link in links])
        reading.typed, reading.heap = reading.at_once, _heap(page)
    return reading


def _keys(page: Page, query: str) -> list[float]:
    """Milliseconds from each key to the next change of what is shown; a key that changes nothing is left out."""
    taken: list[float] = []
    for sign in query:
        page.evaluate("() => { window.shown = []; window.pressed = 0; }")
        _press(page, sign)
        try:
            page.wait_for_function("() => window.shown.length", timeout=5_000)
        except Error:
            continue
        taken.append(float(page.evaluate("() => window.shown[0]")))
    return taken


def _press(page: Page, sign: str) -> None:
    """A key; signs that no key of the driver has are put in, and the clock is set by hand."""
    if sign.isascii():
        page.keyboard.press("Space" if sign == " " else sign)
        return
    page.evaluate("() => { window.pressed = performance.now(); }")
    page.keyboard.insert_text(sign)


def _heap(page: Page) -> int:
    """Bytes in use on the heap of the page after a collection."""
    session = page.context.new_cdp_session(page)
    session.send("HeapProfiler.collectGarbage")
    return int(session.send("Runtime.getHeapUsage")["usedSize"])
