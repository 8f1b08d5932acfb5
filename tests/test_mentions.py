"""Names in running text: the longest form at each place, and never more than the text holds."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace

import pytest

from passerelles import processes
from passerelles.graph import link
from passerelles.mentions import Mention, Names, names, sentence_bounds
from passerelles.model import Entity, KnowledgeBase, Spelling
from passerelles.naming import occurs, standing
from passerelles.quotes import fold, starts
from small_base import HERE

FORMS = Names((("Kitakyushu", "kitakyushu"), ("Kitakyushu – Haiphong", "kitakyushu-haiphong")))


def test_the_longest_form_is_meant_where_it_stands_whole() -> None:
    assert list(FORMS.mentions("Kitakyushu – Haiphong, Kitakyushu")) == [
        Mention(0, 21, "kitakyushu-haiphong"),
        Mention(23, 33, "kitakyushu"),
    ]


def test_a_short_form_that_ends_a_text_ends_where_the_text_does() -> None:
    assert list(FORMS.mentions("City of Kitakyushu")) == [Mention(8, 18, "kitakyushu")]


TEXT = "Un début. Deux villes se lient. Trois autres suivent. Une fin."


@pytest.mark.parametrize(
    ("words", "sentences"),
    [
        ("Un début", "Un début."),
        ("Deux", "Deux villes se lient."),
        ("villes", "Deux villes se lient."),
        ("lient. Trois", "Deux villes se lient. Trois autres suivent."),
        ("début. Deux villes se lient. Trois", "Un début. Deux villes se lient. Trois autres suivent."),
        ("fin.", "Une fin."),
        (TEXT, TEXT),
    ],
)
def test_words_stand_in_the_sentences_that_they_are_of(words: str, sentences: str) -> None:
    start = TEXT.index(words)
    begin, end = sentence_bounds(TEXT, start, start + len(words))

    assert TEXT[begin:end] == sentences


def test_a_form_within_a_longer_word_is_no_name() -> None:
    assert list(FORMS.mentions("Kitakyushus")) == []


APART = unicodedata.normalize("NFD", "la ville de Huế et Bình Định")


@pytest.mark.parametrize("form", ["Hue", "nh", "Bi", "B"])
def test_a_form_within_a_word_whose_accents_are_typed_apart_is_no_name(form: str) -> None:
    assert list(Names(((form, "x"),)).mentions(APART)) == []
    assert not occurs(form, APART)
    assert standing([form], [APART]) == set()
    assert list(starts(APART, form)) == []


@pytest.mark.parametrize("form", ["Huế", "Bình", "Bình Định", "de Huế"])
def test_a_form_whose_accents_are_typed_apart_is_a_name_where_they_are(form: str) -> None:
    spelt = unicodedata.normalize("NFD", form)

    assert [APART[m.start : m.end] for m in Names(((spelt, "x"),)).mentions(APART)] == [spelt]
    assert occurs(spelt, APART)
    assert standing([spelt], [APART]) == {spelt}


@pytest.mark.parametrize("text", ["Hue", "à Hue.", "(Hue)", "Hué", "Hues", "un_Hue", "Hue_1", "2Hue", ""])
def test_every_way_of_looking_finds_the_same_whole_words(text: str) -> None:
    found = [list(Names((("Hue", "x"),)).mentions(text)), occurs("Hue", text), standing(["Hue"], [text])]

    assert {bool(way) for way in found} == {bool(re.search(r"(?<!\w)Hue(?!\w)", text))}


@pytest.mark.parametrize(
    "form",
    ["« Assises »", "«\u202fAssises\u202f»", "(Assises)", "Assises\u00a0fr", "Assises\nfr", "l’Assises", "…"],
)
def test_every_spelling_that_passes_the_check_makes_a_link(kb: KnowledgeBase, form: str) -> None:
    thing = Entity("x", "event", {}, HERE, spellings=(Spelling(form, "fr", HERE),))
    text = f"Aux {fold(form)} et les {fold(form)}s, Assises."

    known = names(replace(kb, entities={"x": thing}), "fr")

    assert standing([form], [text]) == {form}
    assert [text[m.start : m.end] for m in known.mentions(text)][:1] == [fold(form)]


def test_names_that_begin_with_a_sign_are_found_in_their_order_and_the_longest_at_each_place() -> None:
    known = Names((("Huế", "hue"), ("« Huế »", "song"), ("« Huế » 2", "album"), ("« Hu", "none"), ("ici", "here")))
    text = "ici « Huế » 2 et « Huế », ici Huế"

    assert [text[m.start : m.end] for m in known.mentions(text)] == ["ici", "« Huế » 2", "« Huế »", "ici", "Huế"]


def test_a_base_that_two_processes_link_has_the_links_that_one_finds(
    kb: KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processes, "cores", lambda: 2)
    alone = link(kb)
    monkeypatch.setattr(processes, "MANY", 1)

    together = link(kb)

    assert len(alone.named["fr"]) > 50
    assert (together.mentions, together.parts) == (alone.mentions, alone.parts)
    assert repr(together.named) == repr(alone.named)
