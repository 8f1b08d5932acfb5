"""The pictures that messages show: one for each page that is passed on, in the site's own fonts, the same each time."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from PIL import Image

from conftest import ROOT
from passerelles.graph import Graph
from passerelles.previews import cards, previews
from passerelles.previews.card import Card
from passerelles.previews.drawing import Fonts, drawn, wrapped

FONTS = ROOT / "docs/assets/fonts"
NUMBER = 2 * (1 + 4 + 7 + 13)  # languages; home, sources, partnerships, themes


@pytest.fixture(scope="module")
def fonts() -> Fonts:
    return Fonts(FONTS)


def test_every_page_names_a_picture_that_exists(pages: dict[str, str], site: Path) -> None:
    named = set()
    for address, page in pages.items():
        found = re.search(r'<meta property="og:image" content="https://passerelles\.example/([^"]+)"', page)
        assert found, address
        assert (site / found[1]).is_file(), address
        named.add(found[1])

    assert len(named) == NUMBER
    for path in named:
        with Image.open(site / path) as picture:
            assert (picture.size, picture.format) == ((1200, 630), "PNG")
        assert (site / path).stat().st_size < 40_000


def test_every_sign_of_every_picture_is_in_the_fonts_of_the_site(graph: Graph, fonts: Fonts) -> None:
    missing = {
        sign
        for language in ("fr", "en")
        for _, card in cards(graph, language)
        for sign in card.kicker + card.title + card.facts
        if ord(sign) not in fonts.faces["serif"] or ord(sign) not in fonts.faces["sans"]
    }

    assert missing == set()


def test_what_was_kept_is_believed_only_when_whole(graph: Graph, tmp_path: Path) -> None:
    first = previews(graph, FONTS, tmp_path)
    kept = sorted(tmp_path.iterdir())
    kept[0].write_bytes(b"not a picture")
    kept[1].unlink()

    again = previews(graph, FONTS, tmp_path)

    assert len(first) == NUMBER
    assert again == first


def test_a_name_of_two_hundred_letters_stays_in_its_column(fonts: Fonts) -> None:
    style = ("serif", 54, 600)

    for words in ("Llanfair" * 25, "ville de " * 25, "北九州" * 60, "", "<b>&amp;"):
        lines = wrapped(words, fonts, style, 3)
        assert len(lines) <= 3
        assert all(fonts.width(line, *style) <= 1040 for line in lines)
        assert Image.open(io.BytesIO(drawn(Card("Ville", words, words), fonts))).size == (1200, 630)
