"""How sure and how fine a date is: neither more nor less than the words say that give it."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from conftest import ROOT
from passerelles.check import Rule, dating, doubts
from passerelles.load import load
from passerelles.model import BeyondFact, Evidence, KnowledgeBase, Position, Statement

WHERE = Position("data/territories/hue.yml", 1)


@cache
def base() -> KnowledgeBase:
    return load(ROOT).kb


def told(
    rule: Rule, date: str, quotes: list[str], note: str = "", status: str = "", language: str = "fr"
) -> list[dict[str, str]]:
    """What a rule says of a date that these words give, which are French where nothing else is said."""
    hue = base().entities["hue"]
    evidence = tuple(Evidence("cuf-2024-11", {language: quote}, WHERE) for quote in quotes)
    statement = Statement(
        "hue.x",
        "hue",
        "date",
        WHERE,
        date=date,
        evidence=evidence,
        note={language: note} if note else {},
        status=status,
    )
    return [dict(p.details) for p in rule(base(), (replace(hue, statements=(statement,), beyond=()),))]


@pytest.mark.parametrize(
    ("date", "words"),
    [
        ("2009~", "signé vers 2009"),
        ("2009~", "L’article n’est pas daté."),
        ("2009?", "en 2009, date incertaine"),
        ("2027%", "à l’horizon 2027 ; la date reste incertaine"),
        ("2009/..", "depuis 2009"),
        ("2009/", "Dès 2009"),
        ("../2009", "jusqu'en 2009"),
        ("../2009", "jusqu’en 2009"),
        ("[2009..]", "postérieur à l’accord de 2009"),
        ("[..2009]", "au plus tard en 2009"),
        ("2009", "conclu en 2009"),
        ("2009/2014", "de 2009 à 2014"),
        ("199X", "dans les années 1990"),
        ("not a date", "conclu en 2009"),
    ],
)
def test_a_doubt_that_the_words_express_passes(date: str, words: str) -> None:
    in_quote = told(doubts.doubts_of_dates_are_said, date, [words])
    in_note = told(doubts.doubts_of_dates_are_said, date, ["conclu alors"], words)

    assert (in_quote, in_note) == ([], [])


@pytest.mark.parametrize(
    ("date", "words", "signs"),
    [
        ("2009~", "conclu en 2009", ["~"]),
        ("2009~", "conclu en 2009, des versements à venir", ["~"]),
        ("2009?", "signé vers 2009", ["?"]),
        ("2027%", "à l’horizon 2027", ["%"]),
        ("2027%", "conclu en 2027", ["%", "%"]),
        ("2009/..", "conclu en 2009", [".."]),
        ("../2009", "depuis 2009", [".."]),
        ("[2009..]", "jusqu’en 2009", [".."]),
        ("[..2009]", "conclu en 2009", [".."]),
        ("2009~/..", "conclu en 2009", ["~", ".."]),
        ("[2009~,2010~]", "en 2009 ou en 2010", ["~", "~"]),
    ],
)
def test_a_doubt_that_no_word_expresses_is_told(date: str, words: str, signs: list[str]) -> None:
    found = told(doubts.doubts_of_dates_are_said, date, [words])

    assert [one["sign"] for one in found] == signs
    assert all((one["date"], one["language"]) == (date, "fr") and one["words"] for one in found)


def test_the_note_of_a_conflict_speaks_of_both_dates_and_vouches_for_the_doubt_of_none() -> None:
    found = told(doubts.doubts_of_dates_are_said, "2009?", ["conclu en 2009"], "L’autre est incertaine.", "conflict")

    assert len(found) == 1


def test_the_doubt_of_a_fact_from_elsewhere_is_in_its_text() -> None:
    hue = base().entities["hue"]
    facts = [
        BeyondFact(name, {"fr": words}, hue.beyond[0].reference, WHERE, date="2009~")
        for name, words in (("a", "Conclu vers 2009."), ("b", "Conclu en 2009."))
    ]

    found = [
        len(list(doubts.doubts_of_dates_are_said(base(), (replace(hue, statements=(), beyond=(fact,)),))))
        for fact in facts
    ]

    assert found == [0, 1]


@pytest.mark.parametrize(
    ("date", "words", "finer"),
    [
        ("2024", "le 6 novembre 2024", "novembre 2024"),
        ("2024", "en novembre 2024", "novembre 2024"),
        ("2024-11", "le 6 novembre 2024", "6 novembre"),
        ("2024-11", "le 1er novembre", "1er novembre"),
        ("2024-11~", "vers le 6 novembre 2024", "6 novembre"),
        ("200X", "conclu en 2009", "2009"),
        ("XXXX-04-15", "le 15 avril 2023", "avril 2023"),
        ("202X-04-15", "le 15 avril 2023", "avril 2023"),
        ("202X-11-25", "Préfixe 2025-11-25", "2025-11"),
        ("2024", "Novembre 2024 : la réunion", "Novembre 2024"),
    ],
)
def test_a_date_that_says_less_than_its_quote_is_told(date: str, words: str, finer: str) -> None:
    found = told(doubts.dates_are_as_fine_as_their_quotes, date, [words])

    assert found == [{"date": date, "finer": finer, "language": "fr"}]


@pytest.mark.parametrize(
    ("date", "words"),
    [
        ("2024-11-06", "le 6 novembre 2024"),
        ("2024-11", "en novembre 2024"),
        ("2024-11", "le 6 octobre, puis en novembre 2024"),
        ("2024", "en novembre 2023, puis en 2024"),
        ("200X", "dans les années 2000"),
        ("XXXX-04-15", "le 15 avril, comme en 2019"),
        ("XXXX-04-15", "le 15 avril 3500 délégués"),
        ("2024/2025", "de novembre 2024 à 2025"),
        ("not a date", "le 6 novembre 2024"),
    ],
)
def test_a_date_as_fine_as_its_quote_passes(date: str, words: str) -> None:
    assert told(doubts.dates_are_as_fine_as_their_quotes, date, [words]) == []


def test_a_decade_of_which_the_words_give_the_year_is_told_in_every_language() -> None:
    rule = doubts.dates_are_as_fine_as_their_quotes
    english = [told(rule, "199X", [words], language="en") for words in ("signed in 1996", "in the 1990s", "since 1990")]
    french = [told(rule, "199X", [words]) for words in ("signé en 1996", "dans les années 1990", "depuis 1990")]

    assert [[one["finer"] for one in found] for found in english] == [["1996"], [], ["1990"]]
    assert [[one["finer"] for one in found] for found in french] == [["1996"], [], ["1990"]]


def test_a_note_explains_in_the_language_that_it_is_written_in() -> None:
    hue = base().entities["hue"]
    passage = Evidence("cuf-2024-11", {"fr": "le 6 novembre 2024", "en": "6 November 2024"}, WHERE)
    note = {"fr": "Le jour est celui de la réunion."}
    dated = Statement("hue.x", "hue", "date", WHERE, date="2024-11", evidence=(passage,), note=note)

    found = list(doubts.dates_are_as_fine_as_their_quotes(base(), (replace(hue, statements=(dated,), beyond=()),)))

    assert [(p.key, dict(p.details)["language"]) for p in found] == [("date-coarser-than-quote", "en")]


def test_months_of_another_number_than_twelve_are_told_of_as_such() -> None:
    kb = base()
    months = {**kb.labels["date-months"], "fr": "janvier février"}
    hue = kb.entities["hue"]
    passage = Evidence("cuf-2024-11", {"fr": "en janvier 2024"}, WHERE)
    dated = Statement("hue.x", "hue", "date", WHERE, date="2024", evidence=(passage,))
    thing = replace(hue, statements=(dated,), beyond=())

    rule = doubts.dates_are_as_fine_as_their_quotes
    found = list(rule(replace(kb, labels={**kb.labels, "date-months": months}), (thing,)))

    assert (found, len(list(rule(kb, (thing,))))) == ([], 1)


def test_a_date_that_says_less_than_two_of_its_quotes_is_told_once() -> None:
    found = told(doubts.dates_are_as_fine_as_their_quotes, "2024", ["en novembre 2024", "le 6 novembre 2024"])

    assert [one["finer"] for one in found] == ["novembre 2024"]


def test_a_note_explains_a_date_that_says_less_than_its_quote() -> None:
    quote, note = ["le 6 novembre 2024"], "Le jour est celui de la réunion, non du projet."

    assert told(doubts.dates_are_as_fine_as_their_quotes, "2024-11", quote, note) == []


def test_only_a_note_that_doubts_explains_a_year_without_its_last_digit() -> None:
    found = [
        len(told(doubts.dates_are_as_fine_as_their_quotes, "202X-04", ["en avril"], note))
        for note in ("Le compte rendu donne avril 2023.", "Le compte rendu donne avril 2023 : année incertaine.")
    ]

    assert found == [1, 0]


@pytest.mark.parametrize(
    ("words", "missing"),
    [("dans les années 1990", 0), ("in the 1990s", 0), ("conclu en 1996", 0), ("conclu en 2009", 1), ("alors", 1)],
)
def test_a_decade_is_said_by_its_name_or_by_one_of_its_years(words: str, missing: int) -> None:
    assert len(told(dating.dates_stand_in_their_quotes, "199X", [words])) == missing


@pytest.mark.parametrize(
    ("date", "words", "missing"),
    [
        ("2023-21", "au printemps 2023", []),
        ("2023-21", "Printemps 2023", []),
        ("2023-21", "in the spring of 2023", []),
        ("2023-22", "à l’été 2023", []),
        ("2023-22", "à l'été de 2023", []),
        ("2023-22", "Été 2023", []),
        ("2023-22", "le projet a été signé en 2023", ["l’été"]),  # a verb
        ("2023-33", "au premier trimestre 2023", []),
        ("2023-33", "T1 2023", []),
        ("2023-34", "au premier trimestre 2023", ["2e trimestre"]),
        ("2023-41", "au second semestre 2023", []),
        ("2023-41", "au second semestre", ["2023"]),
    ],
)
def test_a_part_of_a_year_is_said_by_the_words(date: str, words: str, missing: list[str]) -> None:
    language = "en" if words.startswith("in ") else "fr"

    found = told(dating.dates_stand_in_their_quotes, date, [words], language=language)

    assert [one["missing"] for one in found] == missing


def test_a_season_of_which_the_words_give_the_month_is_told() -> None:
    found = told(doubts.dates_are_as_fine_as_their_quotes, "2023-21", ["au printemps, en avril 2023"])

    assert [one["finer"] for one in found] == ["avril 2023"]


@pytest.mark.parametrize("listed", ["printemps,; été", "printemps, , ; été", "; été", ""])
def test_a_comma_too_many_among_the_words_of_a_season_lets_nothing_pass(listed: str) -> None:
    kb = replace(base(), labels={**base().labels, "date-part-words": {"fr": listed}})

    assert dating.not_said(kb, "2023-21", "fr", "conclu, en 2023.") == ("printemps" if "print" in listed else "21")
    assert dating.not_said(kb, "2023-21", "fr", "au printemps 2023") == ("" if "print" in listed else "21")
    assert dating.not_said(kb, "2023-41", "fr", "conclu, en 2023.") == "41"  # which the list does not reach


@pytest.mark.parametrize(
    ("listed", "in_doubt"), [("vers,", 0), ("vers, , environ", 0), (", vers", 0), (",", 1), ("", 1)]
)
def test_a_comma_too_many_among_the_words_of_a_doubt_lets_nothing_pass(listed: str, in_doubt: int) -> None:
    kb = replace(base(), labels={**base().labels, "doubt-about": {"fr": listed}})
    hue = base().entities["hue"]

    def problems(words: str) -> int:
        passage = Evidence("cuf-2024-11", {"fr": words}, WHERE)
        dated = Statement("hue.x", "hue", "date", WHERE, date="2009~", evidence=(passage,))
        return len(list(doubts.doubts_of_dates_are_said(kb, (replace(hue, statements=(dated,), beyond=()),))))

    assert (problems("conclu, en 2009."), problems("vers 2009")) == (1, in_doubt)
