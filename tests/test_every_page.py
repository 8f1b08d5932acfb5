"""Pages of the site and of its offline copy in a browser, each loaded cold: what a browser tells of them.

By default one page of each kind and each view, French on a wide screen and English on a narrow one with the rules of
accessibility, the other way round without; the long sweeps look at every page at both widths.
"""

from __future__ import annotations

import functools
import gzip
import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from readers import KINDS, VIEWS
from sweep import WIDTHS, Visit, moved_when_fonts_are_late, visit_all

pytestmark = pytest.mark.browser
FIRST_LOAD, WITH_FONTS = 80_000, 250_000  # bytes, text gzipped
STILL = 0.02  # cumulative layout shift


def weight(path: Path) -> int:
    data = path.read_bytes()
    return len(data) if path.suffix == ".woff2" else len(gzip.compress(data, 9))


def readable(pages: dict[str, str]) -> list[str]:
    """The addresses of pages that a reader stays on."""
    return [path for path, html in pages.items() if 'http-equiv="refresh"' not in html]


@pytest.fixture(scope="module")
def visits(request: pytest.FixtureRequest, address: str, pages: dict[str, str]) -> list[Visit]:
    return every(address, pages) if request.config.getoption("--full") else one_of_each(address)


def one_of_each(address: str) -> list[Visit]:
    """French and English at both widths; the rules of accessibility for one width of each."""
    narrow, wide = WIDTHS
    french = [*KINDS, *VIEWS]
    english = [f"en/{path}" for path in french]
    seen = [*visit_all(address, french, (wide,)), *visit_all(address, english, (narrow,))]
    seen += visit_all(address, french, (narrow,), with_axe=False)
    return seen + visit_all(address, english, (wide,), with_axe=False)


def every(address: str, pages: dict[str, str]) -> list[Visit]:
    paths = [*readable(pages), "404.html", "en/404.html"]
    found = visit_all(address, paths)
    assert {(v.path, v.width) for v in found} == {(path, width) for path in paths for width in WIDTHS}
    assert len(found) > 1000
    return found


def test_axe_finds_nothing(visits: list[Visit]) -> None:
    """WCAG 2.2 A and AA and the good practices, in both palettes, at both widths."""
    assert [(v.path, v.width, what) for v in visits for what in v.violations] == []


def test_no_browser_complains_and_no_policy_is_broken(visits: list[Visit]) -> None:
    assert [(v.path, v.width, what) for v in visits for what in v.complaints] == []


def test_no_page_asks_another_host(visits: list[Visit], address: str) -> None:
    assert all(v.asked for v in visits)
    assert [(v.path, url) for v in visits for url in v.asked if not url.startswith(address)] == []


def test_no_page_keeps_anything_of_its_reader(visits: list[Visit]) -> None:
    """No cookie, no storage, before a reader chooses a palette."""
    assert [(v.path, v.kept) for v in visits if v.kept] == []


def test_nothing_jumps_while_a_page_loads(visits: list[Visit], address: str) -> None:
    """What moved is loaded once more: under load a font may come within the 100 ms that Chromium grants it."""
    moved = [v for v in visits if v.moved > STILL]
    again = [w for v in moved for w in visit_all(address, [v.path], (v.width,), with_axe=False)]

    assert [(v.path, v.width, v.moved) for v in again if v.moved > STILL] == []


def test_nothing_jumps_when_fonts_come_late(address: str) -> None:
    """The pages that moved most when a face with `swap` came late: tables, quotes in two languages, spellings."""
    paths = ("en/relations/", "en/conflicts/", "en/terms/sigle-scac/", "events/cloture-assises-12/", "contribute/")

    moved = moved_when_fonts_are_late(address, paths)

    assert {path: share for path, share in moved.items() if share > STILL} == {}


def test_no_page_scrolls_sideways_at_any_zoom(visits: list[Visit]) -> None:
    """At 390 and 1280 pixels, and at 200 and 400 % of the latter."""
    assert [(v.path, v.sideways) for v in visits if v.sideways] == []


def test_the_first_load_is_light(visits: list[Visit], site: Path) -> None:
    @functools.cache
    def sizes(url: str) -> tuple[int, int]:
        file = site / urlsplit(url).path.lstrip("/")
        file = file / "index.html" if file.is_dir() else file
        return (0, weight(file)) if file.suffix == ".woff2" else (weight(file), 0)

    heavy = []
    for visit in visits:
        text, fonts = (sum(part) for part in zip(*map(sizes, visit.asked), strict=True))
        if text > FIRST_LOAD or text + fonts > WITH_FONTS:
            heavy.append((visit.path, visit.width, text, fonts))

    assert heavy == []


def test_every_page_has_the_strict_policy(pages: dict[str, str]) -> None:
    policy = re.compile(r'<meta charset="utf-8">\s*<meta http-equiv="Content-Security-Policy" content="([^"]*)">')
    strict = "default-src 'self'; base-uri 'none'; form-action 'self'; object-src 'none'; frame-src 'none'"

    assert {path: found for path in readable(pages) if (found := policy.findall(pages[path])) != [strict]} == {}
    assert [path for path in readable(pages) if '<meta name="referrer" content="strict-origin' not in pages[path]] == []


@pytest.mark.full
def test_no_page_of_the_offline_copy_complains_or_asks_anything_elsewhere(copied: Path) -> None:
    pages = {path.relative_to(copied).as_posix(): path.read_text("utf-8") for path in copied.rglob("*.html")}

    found = visit_all(f"file://{copied}/", readable(pages), with_axe=False)

    assert len(found) > 1000
    assert [(v.path, what) for v in found for what in v.complaints] == []
    assert [(v.path, url) for v in found for url in v.asked if not url.startswith("file:")] == []
    assert [(v.path, v.kept) for v in found if v.kept] == []
