"""Quotes: white space is folded, nothing else is forgiven; a near miss is found, and never passes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from passerelles.graph import Graph
from passerelles.model import Edition, Paragraph, Position
from passerelles.quotes import NearMiss, Passage, fingerprint, fold, near_miss, occurrences, passages

WORDS = "La Ville de Huê (province Thua Thiên-Huê) et l’eau : un accord."


def paragraph(text: str, name: str = "p1") -> Paragraph:
    return Paragraph(name, fold(text), "paragraph", Position("docs/fr/sources/a.md", 9))


def edition(*texts: str) -> Edition:
    named = tuple(paragraph(text, f"p{n}") for n, text in enumerate(texts, 1))
    return Edition("a", "fr", "A", named, Position("docs/fr/sources/a.md"))


def found(text: str, quote: str) -> list[str]:
    return [paragraph(text).text[hit.start : hit.end] for hit in occurrences(paragraph(text), quote)]


@pytest.mark.parametrize(
    "quote", ["la ville\nde Huê", "la  ville de\u00a0Huê", " la ville de\u202fHuê\t", "la ville de Huê"]
)
def test_a_quote_may_cross_a_line_break_or_fold_its_blanks(quote: str) -> None:
    hits = found("la ville\n  de Huê", quote)

    assert hits == ["la ville de Huê"]


@pytest.mark.parametrize(
    "quote",
    [
        pytest.param("la ville de Huê", id="another case"),
        pytest.param("La Ville de Hue", id="another accent"),
        pytest.param("l'eau", id="another apostrophe"),
        pytest.param("Thua Thiên–Huê", id="another dash"),
        pytest.param("Huê province", id="a bracket left out"),
        pytest.param("l’eau:", id="a blank left out"),
        pytest.param("la Ville", id="another first letter"),
        pytest.param("La  Ville de … accord", id="an ellipsis"),
        pytest.param("Hue\u0302", id="an accent typed apart"),
    ],
)
def test_nothing_but_white_space_is_forgiven(quote: str) -> None:
    hits = found(WORDS, quote)

    assert hits == []


@pytest.mark.parametrize("quote", ["ccord", "accor", "u", "Thua Thi", "euh"])
def test_a_part_of_a_word_is_no_quote(quote: str) -> None:
    hits = found(WORDS, quote)

    assert hits == []


@pytest.mark.parametrize("quote", ["eau", "accord.", "(province", "Thiên", ": un", "Thua Thiên-Huê)"])
def test_a_quote_may_begin_or_end_at_any_sign(quote: str) -> None:
    hits = found(WORDS, quote)

    assert hits == [quote]


def test_a_quote_without_its_accent_does_not_stand_before_an_accent_typed_apart() -> None:
    hits = found("la ville de Hue\u0302", "la ville de Hue")

    assert hits == []


@pytest.mark.parametrize("quote", ["", " ", "\n\t"])
def test_an_empty_quote_stands_nowhere(quote: str) -> None:
    hits = found(WORDS, quote)

    assert hits == []


def test_signs_of_a_quote_mean_themselves() -> None:
    hits = found("2.000 (dont R&D) [sic] a+b", "(dont R&D) [sic] a+b")

    assert hits == ["(dont R&D) [sic] a+b"]
    assert found("2x000", "2.000") == []


def test_places_that_overlap_are_all_found() -> None:
    hits = list(occurrences(paragraph("Iran an an an"), "an an"))

    assert hits == [Passage("p1", 5, 10), Passage("p1", 8, 13)]


def test_each_place_of_a_quote_is_told_with_its_paragraph() -> None:
    hits = passages(edition("Huê et Huê", "rien", "à Huê"), "Huê")

    assert hits == (Passage("p1", 0, 3), Passage("p1", 7, 10), Passage("p3", 2, 5))


def test_a_paragraph_may_be_named() -> None:
    hits = (passages(edition("Huê", "à Huê"), "Huê", at="p2"), passages(edition("Huê"), "Huê", at="p9"))

    assert hits == ((Passage("p2", 2, 5),), ())


def test_a_quote_does_not_cross_paragraphs() -> None:
    hits = passages(edition("un accord", "de coopération"), "accord de coopération")

    assert hits == ()


def test_what_the_edition_supplies_is_not_quoted() -> None:
    head = Paragraph("", "[Organisation] [Nom]", "header", Position("docs/fr/sources/a.md", 3))
    text = Edition("a", "fr", "A", (head,), Position("docs/fr/sources/a.md"))

    hits = passages(text, "[Nom]")

    assert hits == ()


@pytest.mark.parametrize(
    ("quote", "words"),
    [
        ("la ville de Hue", "La Ville de Huê"),
        ("l'eau : un accord", "et l’eau : un accord."),
        ("province Thua Thien Hue", "(province Thua Thiên-Huê)"),
        ("un acord.", "un accord."),
    ],
)
def test_a_near_miss_shows_the_words_that_do_stand(quote: str, words: str) -> None:
    text = edition("Rien ici.", WORDS)

    miss = near_miss([text], quote)

    assert miss is not None
    assert (miss.edition, miss.paragraph.id) == (text, "p2")
    assert set(words.split()) & set(miss.words.split()) != set()
    assert found(WORDS, miss.words) == [miss.words]


def test_the_first_of_two_equal_near_misses_is_shown() -> None:
    first, second = edition("la ville de Huê"), edition("La ville de Huê")

    miss = near_miss([first, second], "la ville de Hue")

    assert miss == NearMiss(first, first.paragraphs[0], "la ville de Huê")


@pytest.mark.parametrize("quote", ["quelque chose de tout autre", "", "…"])
def test_words_that_are_far_from_all_others_have_no_near_miss(quote: str) -> None:
    miss = near_miss([edition(WORDS)], quote)

    assert miss is None


def test_a_fingerprint_follows_the_words_and_not_their_blanks() -> None:
    prints = [fingerprint(words) for words in ("un  accord\n", "un accord", "un Accord")]

    assert prints[0] == prints[1] != prints[2]
    assert prints[0] == "3d92ede0"


def test_two_sources_that_say_the_same_words_are_not_taken_for_one_another(graph: Graph) -> None:
    marks = graph.marks["fr"]
    one, other = [name for name in sorted(marks) if marks[name]][:2]
    first, last = replace(marks[one][0], id="q-same"), replace(marks[other][-1], id="q-same")

    linked = replace(graph, marks={"fr": {one: (first,), other: (last,)}})

    assert linked.mark_of == {"fr": {(one, "q-same"): first, (other, "q-same"): last}}
    assert linked.mark_paragraphs == {(one, "q-same"): first.paragraph, (other, "q-same"): last.paragraph}
