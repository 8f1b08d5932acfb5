"""What the base adds to the text of a source: elements around its words, and pieces that a tree need not read."""

from __future__ import annotations

import lxml.html
import pytest

from passerelles.fidelity import TextMismatchError
from passerelles.pages.annotate import Block, annotate
from passerelles.pages.harmless import harmless
from passerelles.pages.prose import typeset_html
from passerelles.pages.spans import Range
from passerelles.pages.tree import as_attributes, as_text

SIGNS = [chr(code) for code in (*range(0x20, 0xD800), *range(0xE000, 0xFFFE), 0x1F600, 0x10FFFD)]


def mark(start: int, end: int, name: str) -> Range:
    return Range(start, end, "mark", f' data-quote="{name}"', f' id="{name}"')


def test_ranges_lie_in_one_another_and_what_crosses_an_end_goes_on_behind_it() -> None:
    block = Block("un deux trois", (mark(3, 13, "b"), mark(0, 7, "a"), Range(3, 7, "a", ' href="../x/"')))

    made = annotate('<p id="p1">un deux trois</p>', {"p1": block}, "fr")

    assert made == (
        '<p id="p1"><mark data-quote="a" id="a">un <mark data-quote="b" id="b"><a href="../x/">deux</a></mark></mark>'
        '<mark data-quote="b"> trois</mark></p>'
    )


def test_a_range_goes_through_the_elements_of_the_author_and_has_its_id_once() -> None:
    made = annotate('<p id="p1">un <em>deux</em> trois</p>', {"p1": Block("un deux trois", (mark(0, 13, "a"),))}, "fr")

    assert made == (
        '<p id="p1"><mark data-quote="a" id="a">un</mark> <em><mark data-quote="a">deux</mark></em>'
        ' <mark data-quote="a">trois</mark></p>'
    )


def test_what_is_put_behind_comes_before_a_list_within_an_item_and_at_the_end_of_a_row() -> None:
    html = '<ul><li id="p1">un<ul><li>de</li></ul></li></ul><table><tr><td id="p2">un</td><td>de</td></tr></table>'
    behind = ('<div class="twin">one</div>', "<p>old</p>")
    blocks = {"p1": Block("un", (), "<a>1</a>", behind), "p2": Block("un de", (), "<a>2</a>", behind)}

    made = annotate(html, blocks, "fr")

    assert made == (
        '<ul><li id="p1"><a>1</a>un<p>old</p><div class="twin">one</div><ul><li>de</li></ul></li></ul>'
        '<table tabindex="0"><tr id="p2"><td><a>2</a>un</td>'
        '<td>de<p>old</p><div class="twin">one</div></td></tr></table>'
    )


def test_the_head_of_a_table_that_the_text_has_is_a_row_like_the_others() -> None:
    html = '<table><thead><tr><th id="p1">un</th><th>de</th></tr></thead></table>'

    made = annotate(html, {"p1": Block("un de", (mark(3, 5, "a"),), "<a>1</a>", ("<p>old</p>",))}, "fr")

    assert made == (
        '<table tabindex="0"><thead><tr id="p1"><th><a>1</a>un</th>'
        '<th><mark data-quote="a" id="a">de</mark><p>old</p></th></tr></thead></table>'
    )


def test_words_that_are_not_those_of_the_paragraph_are_refused() -> None:
    with pytest.raises(TextMismatchError):
        annotate('<p id="p1">un deux</p>', {"p1": Block("un trois")}, "fr")


def test_signs_without_a_meaning_stay_where_they_stand() -> None:
    words = "\ue000 0 \ue001"

    made = annotate(f'<p id="p1">{words}</p>', {"p1": Block(words, (mark(0, 1, "a"),), "<a>1</a>")}, "fr")

    assert made == '<p id="p1"><a>1</a><mark data-quote="a" id="a">\ue000</mark> 0 \ue001</p>'


def test_pieces_are_written_as_the_tree_writes_them() -> None:
    element, attributes = lxml.html.Element("a"), {}
    for name in ("href", "title", "aria-label"):
        attributes[name] = "".join(SIGNS)
        element.set(name, attributes[name])
    element.text = "".join(SIGNS)

    piece = f"<a{as_attributes(attributes)}>{as_text(''.join(SIGNS))}</a>"

    assert piece == lxml.html.tostring(element, encoding="unicode")


def test_markup_that_stands_as_words_at_the_top_of_a_page_stays_words() -> None:
    assert typeset_html("&lt;script&gt;x&lt;/script&gt;<p>a</p>", "fr") == "&lt;script&gt;x&lt;/script&gt;<p>a</p>"


@pytest.mark.parametrize(
    ("given", "left"),
    [
        ('<a href="//evil.example/">un</a>', "<a>un</a>"),
        ('<A HREF="\\\\evil.example/">un</A>', "<a>un</a>"),
        ("<a\nhReF='/\t/evil.example'>un</a>", "<a>un</a>"),
        ("<IMG/SRC=https://evil.example/x.png>", "<img>"),
        ('<img src="../x.png"><a href="../y/">un</a>', '<img src="../x.png"><a href="../y/">un</a>'),
        ('<p id="p1" onclick="x()">un<script>x()</script></p>', '<p id="p1">un</p>'),
    ],
)
def test_a_place_elsewhere_is_left_out_however_its_attribute_is_written(given: str, left: str) -> None:
    assert harmless(given) == left
