"""A page on paper: what a reader needs of it, and nothing of the screen."""

from __future__ import annotations

import io

import pytest
from playwright.sync_api import Browser
from pypdf import PdfReader

# One page a kind, with words that its paper must bear and words that belong to the screen.
PAGES = {
    "partnerships/kitakyushu-haiphong/": ("notre ville a été sollicitée", "Modifier cette page"),
    "sources/cuf-2024-11/": ("Relevé de décisions", "Modifier cette page"),
    "partnerships/rennes-hue/": ("Une longue fiche, en 2 pages", "Modifier cette page"),
    "territories/hue/": ("Au-delà des textes", "Modifier cette page"),
    "organisations/jica/": ("JICA", "Modifier cette page"),
    "people/to-lam/": ("To Lam", "Modifier cette page"),
    "events/assises-12/": ("12es Assises", "Modifier cette page"),
    "themes/eau-assainissement/": ("Eau et assainissement", "Modifier cette page"),
    "terms/sigle-apd/": ("APD", "Modifier cette page"),
    "conflicts/": ("Désaccords des sources", "Aller au contenu"),
    "method/": ("Méthode", "Aller au contenu"),
}


@pytest.fixture(scope="module")
def papers(browser: Browser, address: str) -> dict[str, str]:
    page = browser.new_page()
    found = {}
    for path in PAGES:
        page.goto(address + path)
        reader = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
        found[path] = " ".join("\n".join(p.extract_text() for p in reader.pages).split())
    page.close()
    return found


@pytest.mark.browser
@pytest.mark.parametrize("path", PAGES)
def test_a_page_on_paper_has_its_words_and_its_address_and_no_chrome(papers: dict[str, str], path: str) -> None:
    words, chrome = PAGES[path]

    assert words in papers[path]
    assert chrome not in papers[path]
    assert f"https://passerelles.example/{path}" in papers[path]
    assert "1 / " in papers[path]


@pytest.mark.browser
def test_what_is_folded_on_screen_is_open_on_paper(papers: dict[str, str]) -> None:
    assert "SHA-256" in papers["sources/cuf-2024-11/"]
    assert "Cités Unies France va" not in papers["conflicts/"]
    assert "Tel que reçu" in papers["sources/cuf-2024-11/"]  # the head of a folded table


@pytest.mark.browser
def test_closed_panels_of_a_source_leave_nothing_on_paper(papers: dict[str, str]) -> None:
    assert "13 énoncés" not in papers["sources/cuf-2024-11/"]


@pytest.mark.browser
def test_what_follows_the_text_of_a_source_stands_clear_of_it(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}sources/cuf-2024-11/")
    heights: list[tuple[str, float]] = []
    for sheet in PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages:
        sheet.extract_text(
            visitor_text=lambda words, within, own, *_: heights.append((words, own[5] * within[3] + within[5]))
        )
    page.close()

    place = next(i for i, (words, _) in reversed(list(enumerate(heights))) if words.strip() == "Notice de la source")
    row = next(height for words, height in reversed(heights[:place]) if words.strip())
    assert abs(row - heights[place][1]) > 25


@pytest.mark.browser
def test_the_map_and_its_insets_share_a_sheet(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}map/")
    names = page.locator(".inset text.place").all_text_contents()
    plain = [name for name in names if name.isascii()]  # paper takes other letters apart

    sheet = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages[0].extract_text()

    page.close()
    assert len(plain) > 4
    assert [name for name in plain if name not in sheet] == []


@pytest.mark.browser
def test_the_address_of_an_outside_link_is_in_words(papers: dict[str, str]) -> None:
    assert "<http" in papers["territories/hue/"].replace("< http", "<http")
