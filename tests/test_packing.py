"""The copy made small: its zip, its fonts, the coordinates of its volumes, without a loss that a reader could see."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from types import SimpleNamespace

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import ROOT
from passerelles.digest.rounding import rounded
from passerelles.leaner import joined_scripts, lean_page
from passerelles.packing import deflated, packed
from passerelles.subset import ALPHABETS, subset, used

FONTS = sorted((ROOT / "docs/assets/fonts").glob("*.woff2"))
SIGNS = used(["Huế Đà Nẵng Œuvrer 北九州市 ţ"])
NAMES = st.lists(st.text("abcé日/.", min_size=1).filter(lambda n: "//" not in n and n.strip("/.") == n), unique=True)


@settings(max_examples=40, deadline=None)
@given(NAMES, st.binary(max_size=4000))
def test_the_standard_library_reads_what_we_pack(names: list[str], data: bytes) -> None:
    files = {name: data[number:] * 3 for number, name in enumerate(names)}

    archive = zipfile.ZipFile(io.BytesIO(packed(files, "copy")))

    assert archive.testzip() is None
    assert {name.removeprefix("copy/"): archive.read(name) for name in archive.namelist()} == files
    assert archive.namelist() == sorted(archive.namelist())
    assert all(entry.date_time == (1980, 1, 1, 0, 0, 0) for entry in archive.infolist())


def test_a_member_is_never_larger_than_it_was_nor_than_zlib_makes_it() -> None:
    assert deflated(b"\x00\xff\x17") == (0, b"\x00\xff\x17")
    assert deflated(b"word " * 500)[0] == 8


@pytest.mark.parametrize("path", FONTS, ids=lambda path: path.name)
def test_a_font_of_the_copy_draws_all_that_it_drew_of_our_languages_and_texts(path: Path) -> None:
    whole = path.read_bytes()
    made = subset(whole, SIGNS)

    def drawn(font: bytes) -> set[str]:
        return {chr(code) for code in TTFont(io.BytesIO(font)).getBestCmap()}

    assert drawn(whole) & ({*SIGNS, *ALPHABETS}) <= drawn(made)
    assert len(made) <= len(whole)
    assert "fvar" not in TTFont(io.BytesIO(whole)) or "fvar" in TTFont(io.BytesIO(made))


def test_the_same_font_and_signs_give_the_same_bytes() -> None:
    names = next(path.read_bytes() for path in FONTS if "names" in path.name)

    assert subset.__wrapped__(names, SIGNS) == subset.__wrapped__(names, frozenset(sorted(SIGNS, reverse=True)))


def test_the_fonts_of_the_copy_are_a_third_smaller() -> None:
    sizes = [(path.stat().st_size, len(subset(path.read_bytes(), SIGNS))) for path in FONTS]

    assert sum(after for _, after in sizes) < 0.7 * sum(before for before, _ in sizes)


def test_coordinates_are_rounded_and_nothing_else_is() -> None:
    drawing = type("Stream", (), {"__module__": "weasyprint.pdf.stream"})()
    drawing.stream = [b"1 0 0 -1 204.933817 195.804176 Tm", b"0.658824 0.196078 0.101961 rg", b"[<0087>0] TJ", 12.3456]
    font = SimpleNamespace(stream=[b"1.23456789"])
    link = {"Rect": [342.25975, 94.804724], "A": "https://x.example/1178423.123456", "N": 4}

    rounded(None, SimpleNamespace(objects=[drawing, font, link]))

    assert drawing.stream == [b"1 0 0 -1 204.93 195.8 Tm", b"0.6588 0.1961 0.102 rg", b"[<0087>0] TJ", 12.35]
    assert font.stream == [b"1.23456789"]
    assert link == {"Rect": [342.26, 94.8], "A": "https://x.example/1178423.123456", "N": 4}


HEAD = (
    '<head>\n<meta name="description" content="x">\n<meta name="viewport" content="y">\n'
    '<script src="{0}assets/js/palette.js"></script>\n<script src="{0}assets/js/one.js" defer></script>\n'
    '<script src="{0}assets/js/two.js" defer></script>\n</head>\n'
)


def test_a_page_of_the_copy_keeps_its_words_and_loses_what_only_hosts_ask_for() -> None:
    html = HEAD.format("") + "<p>one\n   two</p>\n\n    <pre>\n  kept\n    too</pre>\n  <p>"

    made = lean_page(html)

    assert "description" not in made
    assert 'name="viewport"' in made
    assert made.endswith("<p>one\ntwo</p>\n<pre>\n  kept\n    too</pre>\n<p>")


def test_a_row_of_scripts_is_one_script_in_the_same_order() -> None:
    files = {
        "index.html": HEAD.format("").encode(),
        "en/a/index.html": HEAD.format("../../").encode(),
        "b/index.html": b'<script src="../assets/js/two.js" defer></script>',
        **{f"assets/js/{name}.js": name.encode() for name in ("one", "two", "palette", "other")},
    }

    made = joined_scripts(files)

    assert made["assets/js/all.js"] == b"one\ntwo"
    assert '<script src="../../assets/js/all.js" defer></script>\n</head>' in made["en/a/index.html"].decode()
    assert made["b/index.html"] == files["b/index.html"]
    assert sorted(set(files) - set(made)) == ["assets/js/one.js"]
    assert made["assets/js/palette.js"] == b"palette"


def test_a_script_that_is_missing_is_still_asked_for_by_its_name() -> None:
    files = {"index.html": HEAD.format("").encode(), "assets/js/two.js": b""}

    assert joined_scripts(dict(files)) == files
