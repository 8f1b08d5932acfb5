"""A statement that rests on several passages together says, in a note, which of them gives what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from passerelles.check import together
from passerelles.model import Entity, Statement
from small_base import HERE
from test_rules import base

Words = Mapping[str, str]
ACT: Words = {"fr": "Rennes a signé aux 12es Assises", "en": "Rennes signed at the 12th Assises"}
YEAR: Words = {"fr": "les 12es Assises, en avril 2023", "en": "the 12th Assises, in April 2023"}
ALL: Words = {
    "fr": "Rennes a signé aux 12es Assises, en avril 2023",
    "en": "Rennes signed at the 12th Assises, in April 2023",
}


def signed(*passages: Words, **other: object) -> Entity:
    """The partnership of Rennes and Huế with its signature alone beside its parties, resting on these passages."""
    subject = base().entities["rennes-hue"]
    signature = subject.with_property("signature")[0]
    quotes = tuple(replace(signature.evidence[0], quote=passage) for passage in passages)
    stated = replace(signature, note={}, evidence=quotes, **other)  # type: ignore[arg-type]
    return replace(subject, statements=(*subject.with_property("party"), stated))


def unexplained(thing: Entity) -> list[str]:
    return [p.key for p in together.passages_taken_together_are_explained(base(), (thing,))]


def test_a_signature_of_which_one_text_gives_the_act_and_another_the_year_needs_its_note() -> None:
    entry = base().entities["rennes-hue"]

    bare = replace(entry, statements=tuple(replace(s, note={}) for s in entry.with_property("signature")))

    assert unexplained(entry) == []
    assert unexplained(replace(bare, statements=(*entry.with_property("party"), *bare.statements))) == [
        "passages-without-note"
    ]


@pytest.mark.parametrize(
    ("passages", "is_explained"),
    [
        ((ACT, YEAR), False),
        ((YEAR, ACT), False),
        ((ACT, ALL), True),
        ((ALL, YEAR), True),
        ((ACT, {**ALL, "en": YEAR["en"]}), False),  # what the French says, the translation does not
        ((ACT, YEAR, {"fr": ALL["fr"]}), True),  # not translated, which is told of as such
    ],
)
def test_one_passage_that_says_all_needs_no_note(passages: tuple[Words, ...], is_explained: bool) -> None:
    assert (unexplained(signed(*passages)) == []) == is_explained


@pytest.mark.parametrize(
    ("passages", "other"),
    [
        ((YEAR,), {}),
        ((ACT, ACT), {}),
        ((ACT, YEAR), {"note": {"fr": "un mot", "en": "a word"}}),
        ((ACT, YEAR), {"status": "conflict"}),
    ],
    ids=["a single passage", "the date is in none", "a note", "a conflict"],
)
def test_what_is_told_otherwise_is_not_told_twice(passages: tuple[Words, ...], other: dict[str, object]) -> None:
    thing = signed(*passages)
    *parties, signature = thing.statements

    found = unexplained(replace(thing, statements=(*parties, replace(signature, **other))))  # type: ignore[arg-type]

    assert found == []


def test_a_party_without_an_entry_has_no_name_to_look_for() -> None:
    cities, thirteen = {"fr": "les 12 villes, en 2023", "en": "the 12 cities, in 2023"}, {"fr": "13", "en": "13"}
    thing = signed(cities, thirteen, entity="", date="2023", text={"fr": "12 villes", "en": "12 cities"})
    *parties, signature = thing.statements
    unknown = replace(parties[0], entity="personne")
    thing = replace(thing, statements=(unknown, *parties, signature))
    kb = replace(base(), entities={**base().entities, thing.id: thing})

    found = [p.key for p in together.passages_taken_together_are_explained(kb, (thing,))]

    assert found == ["passages-without-note"]


def test_a_date_that_is_none_is_asked_of_no_passage() -> None:
    assert unexplained(signed(ACT, YEAR, date="avril")) == []


@pytest.mark.parametrize(
    ("edtf", "text", "is_explained"),
    [
        ("", {"fr": "12 villes et 13", "en": "12 cities and 13"}, False),
        ("", {"fr": "12 villes", "en": "12 cities"}, True),
        ("2023", {}, True),
        ("2023-04", {}, False),
    ],
    ids=["numbers of two passages", "a number of one", "a date of one passage", "a date of two"],
)
def test_a_value_alone_or_a_date_alone_is_given_by_one_passage_that_need_not_name_the_thing(
    edtf: str, text: Words, is_explained: bool
) -> None:
    first = {"fr": "les 12 villes, en 2023", "en": "the 12 cities, in 2023"}
    second = {"fr": "les 13, en avril", "en": "the 13, in April"}

    assert (unexplained(signed(first, second, entity="", date=edtf, text=text)) == []) == is_explained


def test_the_notes_of_the_base_are_what_its_own_rule_asks_for() -> None:
    """Without its notes, the base has statements that several texts, or lines of one, make together."""

    def bare(statement: Statement) -> Statement:
        return replace(statement, note={})

    told = {
        thing.id for thing in base().entities.values()
        if unexplained(replace(thing, statements=tuple(bare(s) for s in thing.statements)))
    }  # fmt: skip

    assert told >= {"rennes", "rennes-hue", "le-havre-da-nang", "mot-assises"}


# Each passage by itself


MUTE = {"fr": "l’accès à l’eau potable", "en": "access to drinking water"}


def mute(*passages: Words, **other: object) -> list[int]:
    """The passages, by number, of which it is told that they say nothing of what is stated."""
    subject = base().entities["rennes-hue"]
    first = subject.with_property("party")[0]
    quotes = tuple(
        replace(first.evidence[0], quote=passage, where=replace(HERE, line=number))
        for number, passage in enumerate(passages)
    )
    stated = replace(replace(first, note={}), evidence=quotes, **other)  # type: ignore[arg-type]
    thing = replace(subject, statements=(stated,))
    found = list(together.each_passage_bears_on_its_statement(base(), (thing,)))
    assert {p.key for p in found} <= {"passage-does-not-bear"}
    return [p.where.line for p in found]


PARTY = {"fr": "la ville de Rennes", "en": "the city of Rennes"}
THEN = {"fr": "Rennes, en 2023", "en": "Rennes, in 2023"}
TEXT = {"entity": "", "text": {"fr": "coopération de 12 villes", "en": "cooperation of 12 cities"}}
WHOLE = {"fr": "la coopération de 12 villes", "en": "the cooperation of 12 cities"}


@pytest.mark.parametrize(
    ("passages", "other", "found"),
    [
        ((PARTY, MUTE), {}, [1]),
        ((MUTE, PARTY, MUTE), {}, [0, 2]),
        ((PARTY, {**MUTE, "fr": PARTY["fr"]}), {}, [1]),  # what the French says, the translation does not
        ((PARTY, {"fr": PARTY["fr"]}), {}, []),  # not translated, which is told of as such
        ((PARTY, PARTY), {}, []),
        ((PARTY, MUTE), {"note": {"fr": "un mot", "en": "a word"}}, []),
        ((PARTY, MUTE), {"status": "conflict"}, []),
        ((MUTE,), {}, []),
        ((MUTE, MUTE), {}, []),  # the value is in none, which is told of as such
        ((PARTY, {"fr": "en 2023", "en": "in 2023"}), {}, [1]),
        (
            ({"fr": "Rennes, en 2023", "en": "Rennes, in 2023"}, {"fr": "en 2023", "en": "in 2023"}),
            {"date": "2023"},
            [],
        ),
        ((WHOLE, MUTE), TEXT, [1]),
        ((WHOLE, {"fr": "coopérer", "en": "cooperate"}), TEXT, []),
        ((WHOLE, {"fr": "douze, soit 12", "en": "twelve, that is 12"}), TEXT, []),
        ((WHOLE, {"fr": "13", "en": "13"}), TEXT, [1]),
    ],
)
def test_a_passage_that_says_nothing_of_what_is_stated_needs_a_note(
    passages: tuple[Words, ...], other: dict[str, object], found: list[int]
) -> None:
    assert mute(*passages, **other) == found


def test_a_dated_statement_whose_passages_say_it_only_together_is_told_of_once() -> None:
    thing = signed(ACT, YEAR, MUTE)

    assert unexplained(thing) == ["passages-without-note"]
    assert list(together.each_passage_bears_on_its_statement(base(), (thing,))) == []
