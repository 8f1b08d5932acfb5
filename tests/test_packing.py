"""The copy made small: its zip, its fonts, the coordinates of its volumes, without a loss that a reader could see."""

from __future__ import annotations

import io
import re
import tarfile
import zipfile
from pathlib import Path
from types import SimpleNamespace

import pydyf
import pypdf
import pytest
from fontTools.ttLib import TTFont
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import ROOT
from passerelles.archive import packed_together
from passerelles.digest.binding import bound
from passerelles.digest.links import links_thinned
from passerelles.digest.rounding import rounded
from passerelles.leaner import joined_scripts, lean_page
from passerelles.packing import deflated, packed
from passerelles.subset import ALPHABETS, HEAVIEST, LIGHTEST, faces, subset, used

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


def test_a_long_name_stands_in_the_archive_within_the_copy() -> None:
    files = {f"api/v1/feeds/{'a' * length}.fr.xml": b"<feed/>" for length in (1, 100, 300)}

    with tarfile.open(fileobj=io.BytesIO(packed_together(files))) as archive:
        assert archive.getnames() == sorted(files)


def test_a_member_is_never_larger_than_it_was_nor_than_zlib_makes_it() -> None:
    assert deflated(b"\x00\xff\x17") == (0, b"\x00\xff\x17")
    assert deflated(b"word " * 500)[0] == 8


@pytest.mark.parametrize("path", FONTS, ids=lambda path: path.name)
def test_a_font_of_the_copy_draws_all_that_it_drew_of_the_signs_and_weights_in_use(path: Path) -> None:
    whole = path.read_bytes()
    made = subset(whole, SIGNS)

    def drawn(font: bytes) -> set[str]:
        return {chr(code) for code in TTFont(io.BytesIO(font)).getBestCmap()}

    assert drawn(whole) & SIGNS <= drawn(made)
    assert len(made) <= len(whole)
    if "fvar" in TTFont(io.BytesIO(whole)):
        (weight,) = TTFont(io.BytesIO(made))["fvar"].axes
        assert (weight.axisTag, weight.minValue, weight.maxValue) == ("wght", LIGHTEST, HEAVIEST)


def test_no_style_asks_for_a_weight_that_the_fonts_of_the_copy_lack() -> None:
    rules = "".join(path.read_text("utf-8") for path in (ROOT / "docs/assets/css").glob("[1-9]*.css"))
    asked = {int(weight) for weight in re.findall(r"font(?:-weight)?: *(\d{3})\b", rules)}

    assert {400, 600} <= asked
    assert not [weight for weight in asked if not LIGHTEST <= weight <= HEAVIEST]
    # A slanted face has what stands in <em> and <i> (passerelles.subset.SLANTED); the sans has none, browsers slant it.
    assert re.findall(r"(.*)\{[^}]*font-style: italic", rules) == [".unsaid-cell "]


def test_each_face_of_the_copy_has_what_is_set_in_it_and_the_field_all_that_readers_type() -> None:
    fonts = {path.name: path.read_bytes() for path in FONTS}

    made = faces(fonts, ["<p>Huế ắ <i>Đà ệ</i> <em lang='fr'>ş</em>"])

    def drawn(name: str) -> set[str]:
        return {chr(code) for code in TTFont(io.BytesIO(made[name])).getBestCmap()}

    assert {"ế", "ắ", "à"} & drawn("source-serif-4-vietnamese.woff2") == {"ế", "ắ"}
    assert {"ế", "ắ", "ệ"} & drawn("source-serif-4-vietnamese-italic.woff2") == {"ệ"}
    assert {"ş"} <= drawn("source-serif-4-latin-ext-italic.woff2")
    assert {*"zéÀ"} <= drawn("source-serif-4-latin-italic.woff2")
    assert {*ALPHABETS} & {
        chr(code) for code in TTFont(io.BytesIO(fonts["hanken-grotesk-vietnamese.woff2"])).getBestCmap()
    } <= drawn("hanken-grotesk-vietnamese.woff2")


def test_the_same_font_and_signs_give_the_same_bytes() -> None:
    names = next(path.read_bytes() for path in FONTS if "names" in path.name)

    assert subset.__wrapped__(names, SIGNS) == subset.__wrapped__(names, frozenset(sorted(SIGNS, reverse=True)))


def test_the_fonts_of_the_copy_are_a_third_smaller() -> None:
    sizes = [(path.stat().st_size, len(subset(path.read_bytes(), SIGNS))) for path in FONTS]

    assert sum(after for _, after in sizes) < 0.7 * sum(before for before, _ in sizes)


def test_a_page_is_drawn_in_fewer_bytes_and_says_the_same() -> None:
    drawing = type("Stream", (), {"__module__": "weasyprint.pdf.stream"})()
    drawing.stream = [
        b"1 0 0 -1 204.933817 195.804176 Tm", b"0.658824 0.196078 0.101961 rg", b"/AB 10.666667 Tf", 12.3456,
        b"1 0 0 -1 0 841.889764 cm", b"[<0087>0<0028>-13<005c>0<000d0041>0] TJ",
    ]  # fmt: skip
    font = SimpleNamespace(stream=[b"1.23456789"])
    link = {"Rect": [342.25975, 94.804724], "A": "https://x.example/1178423.123456", "N": 4}

    rounded(None, SimpleNamespace(objects=[drawing, font, link]))

    assert drawing.stream == [
        b"1 0 0 -1 204.9 195.8 Tm", b"0.6588 0.1961 0.102 rg", b"/AB 10.67 Tf", 12.3,
        b"1 0 0 -1 0 841.89 cm", b"[(\0\x87\0\\()-13(\0\\\\\0\\r\0A)] TJ",
    ]  # fmt: skip
    assert font.stream == [b"1.23456789"]
    assert link == {"Rect": [342.3, 94.8], "A": "https://x.example/1178423.123456", "N": 4}


def small_pdf() -> pydyf.PDF:
    """Two pages; on the first a link in two boxes, one within the other, and a link to the world."""
    pdf = pydyf.PDF()
    pdf.info["Title"] = pydyf.String("Huế")
    for words in ("(first) Tj", "(second) Tj"):
        stream = pydyf.Stream([b"BT", b"/F 9 Tf", words, b"ET"])
        pdf.add_object(stream)
        page = {"Type": "/Page", "Parent": pdf.pages.reference, "Contents": stream.reference}
        pdf.add_page(pydyf.Dictionary(page | {"MediaBox": pydyf.Array([0, 0, 9, 9])}))
    first, second = (pdf.objects[number] for number in pdf.pages["Kids"][::3])
    inner, outer = ([10, 50, 40, 41], [10, 50.4, 90, 40])
    world = pydyf.Dictionary({"URI": pydyf.String("https://x.example/")})
    targets = [{"Dest": pydyf.String("far")}, {"Dest": pydyf.String("far")}, {"A": world}]
    first["Annots"] = pydyf.Array()
    for box, target in zip((inner, outer, inner), targets, strict=True):
        pdf.add_object(pydyf.Dictionary({"Subtype": "/Link", "Rect": pydyf.Array(box), **target}))
        first["Annots"].append(pdf.objects[-1].reference)
    places = [("far", second), ("never", first)]
    named = [(pydyf.String(n), pydyf.Array([p.reference, "/XYZ", 1, 8, 0])) for n, p in places]
    pdf.catalog["Names"] = pydyf.Dictionary({"Dests": pydyf.Dictionary({"Names": pydyf.Array(sum(named, ()))})})
    return pdf


def test_a_pdf_is_bound_so_that_others_read_it_and_each_link_is_there_once() -> None:
    pdf = small_pdf()

    links_thinned(None, pdf)
    read = pypdf.PdfReader(io.BytesIO(bound(pdf)), strict=True)

    first, second = read.pages
    inside, outside = (annotation.get_object() for annotation in first["/Annots"])  # type: ignore[attr-defined]
    assert [str(number) for number in inside["/Rect"]] == ["10", "50.4", "90", "40"]
    assert read.get_destination_page_number(read.named_destinations[str(inside["/Dest"])]) == 1
    assert len(read.named_destinations) == 1
    assert outside["/A"]["/URI"] == "https://x.example/"
    assert second.get_contents().get_data() == b"BT\n/F 9 Tf\n(second) Tj\nET"
    assert read.metadata.title == "Huế"
    assert bound(pdf) == bound(pdf)


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


def test_the_joined_script_leaves_out_remarks_that_have_their_lines_to_themselves_and_nothing_else() -> None:
    one = b'/* Of\n  it. */\nvar a = "/* none */"; /* beside */\n  /* a **line** */\n  a();\n/* c */ a();\n/* d */\n'
    files = {"index.html": HEAD.format("").encode(), "assets/js/one.js": one, "assets/js/two.js": b"b();"}

    made = joined_scripts(files)

    assert made["assets/js/all.js"] == b'var a = "/* none */"; /* beside */\n  a();\n/* c */ a();\n\nb();'


def test_no_script_has_a_string_of_several_lines_in_which_a_remark_might_be_none() -> None:
    scripts = {path.name: path.read_text("utf-8") for path in (ROOT / "docs/assets/js").glob("*.js")}

    assert len(scripts) > 9
    assert [(name, line) for name, text in scripts.items() for line in text.split("\n") if line.count("`") % 2] == []


def test_a_script_that_is_missing_is_still_asked_for_by_its_name() -> None:
    files = {"index.html": HEAD.format("").encode(), "assets/js/two.js": b""}

    assert joined_scripts(dict(files)) == files
