"""The offline copy in Firefox ESR, opened as a file: the same search, the same links, and not a word to any host."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from firefox import DOWN, ENTER, FIREFOX, Tab, firefox

pytestmark = pytest.mark.skipif(
    not FIREFOX and not os.environ.get("CI"), reason="no Firefox on this machine (Debian: apt install firefox-esr)"
)

QUERIES = yaml.safe_load((Path(__file__).parent / "search_queries.yml").read_text("utf-8"))
SIDES = pytest.mark.parametrize("prefix", ["", "en/"], ids=["fr", "en"])
ASKED = """async queries => {
    const index = passerelles.show.indexOf(), found = [];
    for (const query of queries) {
        const { hits } = await passerelles.search(index, query, 20);
        found.push((await Promise.all(hits.slice(0, 20).map(n => index.row(n)))).map(row => row[1]));
    }
    return found;
}"""
SETTLED = "query => document.querySelector('[data-search-facets]')?.dataset.searchDone === query"
RESULTS = "() => [...document.querySelectorAll('[data-search-result]')].map(a => decodeURI(a.href))"
AT = "end => decodeURI(location.pathname).endsWith(end)"


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tab]:
    with firefox(tmp_path_factory.mktemp("profile")) as tab:
        yield tab


@pytest.fixture
def tab(opened: Tab) -> Iterator[Tab]:
    """A reader's tab; whatever the test did, nothing was asked of a host and nothing complained."""
    yield opened
    assert opened.wrong() == []


@SIDES
def test_readers_find_what_they_type(tab: Tab, folder: Path, prefix: str) -> None:
    rows = QUERIES["en" if prefix else "fr"]
    tab.open(f"{folder.as_uri()}/{prefix}about/index.html")

    answers = tab.evaluate(ASKED, [row["query"] for row in rows])

    missed = [(row, a[:5]) for row, a in zip(rows, answers, strict=True) if row["page"] not in a[: row["rank"]]]
    assert missed == []


@SIDES
def test_a_reader_goes_from_the_field_to_the_marked_words_and_to_the_other_language(
    tab: Tab, folder: Path, prefix: str
) -> None:
    other = "" if prefix else "en/"
    tab.open(f"{folder.as_uri()}/{prefix}index.html")
    tab.click("[data-search-input]")
    tab.type("hai phong kitakyushu")
    tab.wait("() => document.querySelectorAll('[role=option]').length > 1")
    tab.type(DOWN + ENTER)
    tab.wait(AT, f"/{prefix}partnerships/kitakyushu-haiphong/index.html")

    tab.click("a[data-evidence]")
    tab.wait("() => document.querySelector('mark:target')?.checkVisibility()")
    assert tab.evaluate(AT, f"/{prefix}sources/kitakyushu-eau/index.html")

    tab.click(f"a[hreflang={'fr' if prefix else 'en'}], a[lang={'fr' if prefix else 'en'}]")
    # One address ends like the other: the language of the page tells that it is there.
    tab.wait("language => document.documentElement.lang === language", "fr" if prefix else "en")
    assert tab.evaluate(AT, f"/{other}sources/kitakyushu-eau/index.html")
    assert "0.1.0" in tab.evaluate("() => document.querySelector('.offline').innerText")


@SIDES
def test_facets_narrow_stand_in_the_address_and_come_back(tab: Tab, folder: Path, prefix: str) -> None:
    tab.open(f"{folder.as_uri()}/{prefix}search/index.html?q=cooperation+")
    tab.wait(SETTLED, "cooperation ")
    everything = tab.evaluate("() => document.querySelector('[data-search-status]').textContent")

    tab.click("#facet-kind-event")
    tab.wait("() => location.search.includes('kind=event')")
    tab.wait("all => document.querySelector('[data-search-status]').textContent !== all", everything)
    fewer = tab.wait(RESULTS)
    assert all("/events/" in address for address in fewer)

    tab.open(tab.evaluate("() => location.href"))
    tab.wait(SETTLED, "cooperation ")
    assert tab.evaluate("() => document.querySelector('#facet-kind-event').checked")
    assert tab.evaluate(RESULTS) == fewer


@SIDES
def test_pictures_fonts_and_downloads_are_there(tab: Tab, folder: Path, prefix: str) -> None:
    tab.open(f"{folder.as_uri()}/{prefix}territories/kitakyushu/index.html")
    tab.wait("() => document.fonts.status === 'loaded'")

    drawn = tab.evaluate("() => [...document.fonts].filter(f => f.status === 'loaded').map(f => f.family)")
    assert {"Passerelles Serif", "Passerelles Sans", "Passerelles Names"} <= {name.strip('"') for name in drawn}
    colour = "() => getComputedStyle(document.querySelector('main a[href]')).color"
    assert tab.evaluate(colour) != "rgb(0, 0, 238)"  # that of a link without a style
    broken = "() => [...document.images].filter(i => !i.complete || !i.naturalWidth).map(i => i.src)"
    assert tab.evaluate(broken) == []
    tab.open(f"{folder.as_uri()}/{prefix}index.html")
    offered = tab.evaluate(
        "() => [...document.querySelectorAll('a[href*=\"downloads/\"]')].map(a => decodeURI(a.href))"
    )
    assert {address.rsplit(".", 1)[1] for address in offered} == {"pdf", "epub"}
    assert all(Path(address.removeprefix("file://")).is_file() for address in offered)


def test_what_a_page_asks_of_a_host_or_complains_of_is_heard(opened: Tab, tmp_path: Path) -> None:
    """The proof that silence in the other tests is silence."""
    page = tmp_path / "page.html"
    page.write_text('<img src="http://host.example/a.png"><script>console.error("c"); d()</script>')
    opened.forget()

    opened.open(page.as_uri())

    heard = "\n".join(opened.wrong())
    opened.forget()
    assert "console: error: c" in heard
    assert "ReferenceError: d is not defined" in heard
    assert "request: https://host.example/a.png" in heard  # http, made safe by Firefox
    assert "connection: CONNECT host.example:443" in heard
    assert "not found: https://host.example/a.png" in heard


PROBE = """async () => {
    const stopped = [];
    document.addEventListener('securitypolicyviolation', event => stopped.push(event.effectiveDirective));
    const told = async (type, text) => {
        const script = Object.assign(document.createElement('script'), { type, textContent: text });
        document.head.append(script);
        await new Promise(done => setTimeout(done, 100));
        return stopped.length;
    };
    const data = await told('application/ld+json', '{"@id": "x"}');
    const code = await told('text/javascript', 'window.ran = true');
    return [data, code, window.ran ?? false];
}"""


def test_a_data_block_is_no_script_to_the_policy_and_a_script_is(tab: Tab, folder: Path) -> None:
    tab.open(f"{folder.as_uri()}/about/index.html")
    assert tab.wrong() == []

    data, code, ran = tab.evaluate(PROBE)

    assert (data, code, ran) == (0, 1, False)
    tab.forget()  # the script that was stopped is told of on the console
