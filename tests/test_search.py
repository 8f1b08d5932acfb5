"""Search as readers use it: the same in a browser over http and from a folder, and the same folding on both sides."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Browser, Page

from passerelles.graph import Graph
from passerelles.search import documents, fold, shards, stem, tokens, words

QUERIES = yaml.safe_load((Path(__file__).parent / "search_queries.yml").read_text("utf-8"))
MARKUP = "<img src=x onerror=alert(1)>"
HOSTILE = ("", "   ", "!!!", "«»", MARKUP, "\u202e\u200f", "x" * 10_000, "'\";--", "l’", "%00", "\\")


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


ASKED = """async query => {
    const root = document.querySelector("[data-search-root]").dataset.searchRoot;
    const folder = `${root}search/${document.documentElement.lang}/`, rows = {}, take = passerelles.take;
    const load = n => new Promise(done => {
        const script = document.createElement("script");
        script.src = `${folder}d/${n}.js`;
        script.onload = done;
        document.head.append(script);
    });
    const hits = (await passerelles.search(query)).hits.slice(0, 20);
    passerelles.take = (name, data) => { rows[name] = data; take(name, data); };
    for (const n of new Set(hits.map(h => Math.floor(h.doc / 32)))) await load(n);
    passerelles.take = take;
    return hits.map(h => rows[`d/${Math.floor(h.doc / 32)}`][h.doc % 32][2]);
}"""
STATUS = "document.querySelector('[data-search-status]').textContent"
FOLDED = (
    "all => all.map(s => [passerelles.fold(s), passerelles.tokens(s), passerelles.tokens(s).map(passerelles.stem)])"
)


def found(page: Page, query: str) -> list[str]:
    """The addresses that a query gives, best first, from the root of the site."""
    return list(page.evaluate(ASKED, query))


def test_there_are_enough_queries() -> None:
    assert sum(len(rows) for rows in QUERIES.values()) >= 60


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["http", "file"])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_readers_find_what_they_type(page: Page, address: str, site: Path, language: str, scheme: str) -> None:
    start = address if scheme == "http" else f"file://{site}/"
    page.goto(f"{start}{'' if language == 'fr' else 'en/'}about/{'index.html' if scheme == 'file' else ''}")

    missed = []
    for row in QUERIES[language]:
        addresses = found(page, row["query"])
        if row["page"] not in addresses[: row["rank"]]:
            missed.append((row["query"], row["page"], row["rank"], addresses[:5]))

    assert missed == []


@pytest.mark.browser
def test_words_are_folded_alike_in_python_and_in_the_browser(page: Page, address: str, graph: Graph) -> None:
    names = [
        n for e in graph.kb.entities.values() for n in (*e.name.values(), *e.aliases, *(s.form for s in e.spellings))
    ]
    texts = [p.text for s in graph.kb.sources.values() for e in s.editions.values() for p in e.paragraphs]
    for language in ("fr", "en"):
        page.goto(f"{address}{'' if language == 'fr' else 'en/'}about/")

        there = page.evaluate(FOLDED, [*names, *texts])

        here = [[fold(s), tokens(s), [stem(w, language) for w in tokens(s)]] for s in (*names, *texts)]
        assert len(here) > 500
        assert there == here


@pytest.mark.browser
def test_results_are_grouped_marked_counted_and_lead_to_the_place(page: Page, address: str) -> None:
    page.goto(address)
    page.locator("[data-search-input]").first.fill("eau potable")
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-search-result]")

    assert page.url == f"{address}search/?q=eau+potable"
    assert "résultats" in page.locator("[data-search-status]").inner_text()
    assert page.locator(".search-results h2").count() > 1
    assert {"eau", "potable"} <= {m.lower() for m in page.locator(".search-results li p mark").all_inner_texts()}
    page.locator('[data-search-result][href*="#p"]').first.click()
    page.wait_for_url("**/sources/*/#p*")
    page.locator(":target").wait_for()  # visible


@pytest.mark.browser
def test_facets_narrow_stand_in_the_address_and_survive_back(page: Page, address: str) -> None:
    page.goto(f"{address}en/search/?q=cooperation")
    page.wait_for_selector("[data-search-result]")
    before = page.locator("[data-search-status]").inner_text()

    page.locator("[data-search-facets] button", has_text="Partnerships").click()
    page.wait_for_function(f"before => {STATUS} !== before", arg=before)

    assert "kind=partnership" in page.url
    assert page.locator(".search-results h2").all_inner_texts() == ["Partnerships"]
    page.reload()
    page.wait_for_selector("[data-search-result]")
    assert page.locator(".search-results h2").all_inner_texts() == ["Partnerships"]
    page.go_back()
    page.wait_for_function(f"before => {STATUS} === before", arg=before)


@pytest.mark.browser
def test_the_keyboard_is_enough(page: Page, address: str) -> None:
    page.goto(f"{address}search/?q=rennes")
    page.wait_for_selector("[data-search-result]")

    page.keyboard.press("/")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    first = page.evaluate("document.activeElement === document.querySelector('[data-search-result]')")
    page.keyboard.press("Enter")

    assert first
    page.wait_for_url("**/rennes*/")


@pytest.mark.browser
def test_strange_queries_give_an_honest_nothing(page: Page, address: str) -> None:
    said: list[str] = []
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("dialog", lambda dialog: said.append(dialog.message))
    page.goto(f"{address}search/")

    for query in HOSTILE:
        page.locator("#q").fill(query)
        page.wait_for_timeout(120)
        assert page.locator("[data-search-result]").count() == 0, query

    page.locator("#q").fill("zzzzzz rennes")
    page.wait_for_function("document.querySelector('[data-search-status]').textContent === 'Rien trouvé.'")
    page.wait_for_selector(".search-results .near")
    assert said == []


@pytest.mark.browser
def test_without_javascript_the_field_leads_to_the_indexes(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)

    page.locator("[data-search-input]").first.fill("rennes")
    page.keyboard.press("Enter")

    page.wait_for_url(f"{address}search/?q=rennes")
    assert page.get_by_role("link", name="Territoires").count() >= 2
    context.close()


@pytest.mark.browser
def test_nothing_is_asked_before_the_field_has_the_focus(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(address)))
    page.goto(address)
    page.wait_for_load_state("networkidle")
    before = [url for url in asked if url.startswith("search/")]

    page.locator("[data-search-input]").first.focus()
    page.wait_for_function("passerelles.fold && document.querySelector('script[src*=\"search/fr/start.js\"]')")

    assert before == []
    assert [url for url in asked if url.startswith("search/")] == ["search/fr/start.js"]


def test_the_script_uses_nothing_that_a_folder_or_a_policy_forbids(site: Path) -> None:
    script = (site / "assets/js/search.js").read_text("utf-8")

    assert [
        word for word in ("fetch(", "eval(", "import(", "new Worker", "innerHTML", "XMLHttpRequest") if word in script
    ] == []


def test_each_shard_is_a_script_that_cannot_close_its_element(graph: Graph) -> None:
    made = shards(documents(graph, "fr"), "fr", words(graph, "fr"))

    assert len(made) > 100
    for path, text in made.items():
        name, data = text.removeprefix("passerelles.take(").removesuffix(");\n").split(",", 1)
        assert json.loads(name) in path
        json.loads(data)
        assert "</" not in text
