"""What no single edit of the base shows well: the bounds of a rule, on small models."""

from __future__ import annotations

import hashlib
import math
import re
import shutil
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from conftest import ROOT
from passerelles import processes
from passerelles.check import (
    Rule,
    causes,
    checked,
    conflicts,
    dating,
    entries,
    evidence,
    freshness,
    names,
    permanence,
    placing,
    prose,
    sources,
)
from passerelles.earth.geometry import NEAR, bounds, outlines
from passerelles.load import load
from passerelles.model import (
    BeyondFact,
    Entity,
    KnowledgeBase,
    Link,
    Metadatum,
    Position,
    Problem,
    Published,
    Reference,
    Register,
    Rendered,
    Replacement,
    Spelling,
    Spots,
    Statement,
)
from passerelles.quotes import fingerprint
from passerelles.translated import pairing

PLACE = re.compile(" at 0x[0-9a-f]+")  # of an object in memory
SET = re.compile(r"frozenset\(\{(.*?)\}\)")  # in whichever order it was filled
WHERE = Position("data/terms/mot.yml", 1)
RULES_ON_WORDS = (dating.dates_stand_in_their_quotes, evidence.quotes_bear_on_their_value)


@cache
def base() -> KnowledgeBase:
    return load(ROOT).kb


def with_things(*things: Entity) -> KnowledgeBase:
    return replace(base(), entities={**base().entities, **{thing.id: thing for thing in things}})


@pytest.mark.parametrize(
    ("latitude", "longitude", "is_good"),
    [(90.0, 180.0, True), (-90.0, -180.0, True), (90.5, 0.0, False), (0.0, 180.5, False)],
)
def test_coordinates_reach_to_the_pole_and_the_date_line(latitude: float, longitude: float, is_good: bool) -> None:
    hue = base().entities["hue"]
    assert hue.gazetteer
    moved = replace(hue, gazetteer=replace(hue.gazetteer, coordinates=(latitude, longitude)))

    found = list(entries.identifiers_are_well_formed(base(), (moved,)))

    assert (not found) == is_good


@pytest.mark.parametrize(
    ("latitude", "longitude", "code", "told"),
    [
        (48.11, -1.67, "FR", []),
        (-1.67, 48.11, "FR", ["-1.67, 48.11"]),  # the two numbers in the wrong order: off Somalia
        (-20.9, 55.5, "FR", []),  # Réunion
        (46.8, -56.3, "PM", []),
        (48.11, -6.5, "FR", []),  # an island too small for the atlas
        (16.4, 107.6, "FR", ["16.4, 107.6"]),
        (91.0, 0.0, "FR", []),  # told otherwise
        (0.0, 181.0, "FR", []),
        (-16.8, -179.9, "FJ", []),  # beyond the date line
        (16.4, 107.6, "XX", []),  # no country that the atlas knows
    ],
)
def test_a_territory_far_from_its_country_is_told(
    latitude: float, longitude: float, code: str, told: list[str]
) -> None:
    rennes, france = base().entities["rennes"], base().entities["france"]
    assert rennes.gazetteer
    assert france.gazetteer
    moved = replace(rennes, gazetteer=replace(rennes.gazetteer, coordinates=(latitude, longitude)))
    country = replace(france, gazetteer=replace(france.gazetteer, iso_3166_1=code))

    problems = placing.territories_lie_in_their_country(with_things(moved, country))

    found = [dict(p.details) for p in problems if p.where == rennes.spots["gazetteer.coordinates"]]
    assert found == [{"value": value, "country": "france"} for value in told]


@pytest.mark.parametrize(
    ("code", "latitude", "longitude", "told"),
    [
        ("FR-NC", -22.28, 166.46, 0),  # Nouméa
        ("FR-PF", -17.54, -149.57, 0),  # Papeete
        ("FR-PM", 46.78, -56.18, 0),  # Saint-Pierre
        ("FR-GP", 16.24, -61.53, 0),  # Pointe-à-Pitre: the atlas draws it with France
        ("FR-35", -22.28, 166.46, 1),
        ("FR-NC", -17.54, -149.57, 1),
        ("FR-JP", 35.68, 139.69, 1),
        ("NC", -22.28, 166.46, 1),
    ],
)
def test_what_is_overseas_lies_in_the_outline_of_its_own_code(
    code: str, latitude: float, longitude: float, told: int
) -> None:
    rennes = base().entities["rennes"]
    assert rennes.gazetteer
    for field in ("iso_3166_2", "subdivision"):
        record = replace(rennes.gazetteer, iso_3166_2="", subdivision="", coordinates=(latitude, longitude))
        moved = replace(rennes, gazetteer=replace(record, **{field: code}))  # type: ignore[arg-type]

        found = list(placing.territories_lie_in_their_country(with_things(moved)))

        assert len(found) == told


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({}, []),
        ({"country": "le-havre"}, [("not-a-country", "country", "le-havre", "")]),
        ({"country": "to-lam"}, []),  # told of as of the wrong kind
        ({"country": "nowhere"}, []),
        ({"country": "", "subdivision": "VN-26"}, []),  # told of as a blank
        ({"subdivision": "VN-26"}, [("code-of-another-country", "subdivision", "VN-26", "FR")]),
        ({"iso_3166_2": "VN-HN"}, [("code-of-another-country", "iso_3166_2", "VN-HN", "FR")]),
        ({"iso_3166_2": "FR-35", "subdivision": ""}, []),
        ({"subdivision": "Rennes"}, []),  # told of as ill formed
        ({"geonames": ""}, []),
    ],
)
def test_a_record_is_held_against_that_of_the_country(
    change: dict[str, str], told: list[tuple[str, str, str, str]]
) -> None:
    rennes = base().entities["rennes"]
    assert rennes.gazetteer
    other = replace(rennes, gazetteer=replace(rennes.gazetteer, **change))  # type: ignore[arg-type]

    found = list(placing.records_agree_with_that_of_the_country(with_things(other)))

    assert [(p.key, *map(dict(p.details).get, ("field", "value", "other"))) for p in found] == told
    assert [p.where for p in found] == [rennes.spots.get(f"gazetteer.{one[1]}", rennes.gazetteer.where) for one in told]


@pytest.mark.parametrize(("type_", "keys"), [("city", ["no-country"]), ("country", [])])
def test_a_territory_lies_in_a_country(type_: str, keys: list[str]) -> None:
    rennes = base().entities["rennes"]
    assert rennes.gazetteer
    bare = replace(rennes, type=type_, gazetteer=replace(rennes.gazetteer, country=""), spots=Spots(""))

    found = list(placing.records_agree_with_that_of_the_country(with_things(bare)))

    assert [(p.key, p.where, dict(p.details)) for p in found] == [
        (key, rennes.gazetteer.where, {"field": "country", "value": "rennes", "other": ""}) for key in keys
    ]


def test_a_number_of_geonames_is_of_one_territory() -> None:
    hue, rennes, france = (base().entities[name] for name in ("hue", "rennes", "france"))
    assert hue.gazetteer
    assert rennes.gazetteer
    assert france.gazetteer
    again = replace(rennes, gazetteer=replace(rennes.gazetteer, geonames=hue.gazetteer.geonames))
    bare = replace(france, gazetteer=None)  # of which no code is known

    found = list(placing.records_agree_with_that_of_the_country(with_things(again, bare)))

    first = hue.spots["gazetteer.geonames"]
    assert [(p.key, p.where, dict(p.details)["other"]) for p in found] == [
        ("geonames-twice", rennes.spots["gazetteer.geonames"], f"{first.path}:{first.line}")
    ]


def test_a_country_lies_where_it_is() -> None:
    france = base().entities["france"]
    assert france.gazetteer
    moved = replace(france, gazetteer=replace(france.gazetteer, coordinates=(16.4, 107.6)))

    found = list(placing.territories_lie_in_their_country(with_things(moved)))

    assert [dict(problem.details)["value"] for problem in found] == ["16.4, 107.6"]


def test_what_is_as_far_as_islands_are_is_near() -> None:
    rennes, west = base().entities["rennes"], base().entities["france"]
    assert rennes.gazetteer
    assert west.gazetteer
    country = replace(west, gazetteer=replace(west.gazetteer, iso_3166_1="IS"))
    box = min(bounds(tuple(ring)) for ring in outlines().country("IS", 1.0))
    told = {}
    for longitude in (box[0] - NEAR, math.nextafter(box[0] - NEAR, -180)):
        moved = replace(rennes, gazetteer=replace(rennes.gazetteer, coordinates=(box[1], longitude)))
        problems = placing.territories_lie_in_their_country(with_things(moved, country))
        told[longitude] = any(p.where == rennes.spots["gazetteer.coordinates"] for p in problems)

    assert list(told.values()) == [False, True]


def test_a_territory_of_which_no_point_or_no_country_is_known_is_not_told() -> None:
    rennes, france = base().entities["rennes"], base().entities["france"]
    assert rennes.gazetteer
    unknown = [
        with_things(replace(rennes, gazetteer=None)),
        with_things(replace(rennes, gazetteer=replace(rennes.gazetteer, coordinates=None))),
        with_things(replace(france, gazetteer=None)),
        with_things(replace(rennes, statements=(), gazetteer=replace(rennes.gazetteer, country="nowhere"))),
    ]

    assert [problem for kb in unknown for problem in placing.territories_lie_in_their_country(kb)] == []


def test_a_form_asked_for_alone_stands_in_the_corpus_or_does_not() -> None:
    sante = base().entities["sante"]
    forms = [Spelling(form, "fr", WHERE) for form in ("épidémies", "épidémiques")]

    found = list(entries.spellings_stand_in_the_corpus(base(), (replace(sante, spellings=tuple(forms)),)))

    assert [dict(problem.details)["form"] for problem in found] == ["épidémiques"]


def test_the_words_that_a_form_was_meant_for_are_told_without_the_signs_around_them() -> None:
    source, sante = base().sources["kitakyushu-eau"], base().entities["sante"]
    edition = source.editions["fr"]
    paragraph = replace(edition.paragraphs[0], text="par (l’avenue X), puis")
    kb = with_things(replace(source, editions={"fr": replace(edition, paragraphs=(paragraph,))}))
    meant = Spelling("l’avenues X", "fr", WHERE, source.id)

    found = list(entries.spellings_stand_in_the_corpus(kb, (replace(sante, spellings=(meant,)),)))

    assert [dict(problem.details)["near"] for problem in found] == ["l’avenue X"]


@pytest.mark.parametrize(
    ("date", "words", "missing"),
    [
        ("2024-11-01", "le 1er novembre 2024", ""),
        ("2024-11-02", "le 1er novembre 2024", "2"),
        ("2024-01", "le 1er jour de 2024", "janvier"),
        ("2024-01", "en janvier 2024", ""),
        ("2024-03", "en 03/2024", ""),
    ],
)
def test_the_first_of_a_month_is_said_as_the_language_says_it(date: str, words: str, missing: str) -> None:
    hue = base().entities["hue"]
    fact = BeyondFact("x", {"fr": words}, hue.beyond[0].reference, WHERE, date=date)

    found = list(dating.dates_stand_in_their_quotes(base(), (replace(hue, statements=(), beyond=(fact,)),)))

    assert [dict(problem.details)["missing"] for problem in found] == [missing] * bool(missing)


def problem(file: str, key: str, line: int = 1, column: int = 1, **details: str) -> Problem:
    return Problem(Position(file, line, column), key, tuple(details.items()))


@pytest.mark.parametrize(
    ("lost", "follows", "stays"),
    [
        (
            problem("data/schema.yml", "yaml-colon", 3),
            [problem("data/terms/a.yml", "name-twice"), problem("data/terms/a.yml", "unknown-id", value="b")],
            [problem("data/terms/c.yml", "empty-file")],
        ),
        (
            problem("data/labels.yml", "not-utf-8", 3),
            [problem("a", "unknown-change-kind"), problem("a", "nothing-stated"), problem("a", "no-evidence")],
            [problem("a", "yaml-colon"), problem("b", "not-utf-8"), problem("data/schema.yml", "unknown-field")],
        ),
        (
            problem("data/schema.yml", "unknown-field", 3),
            [problem("a", "nothing-stated"), problem("a", "stray-file"), problem("a", "unknown-feed")],
            [problem("data/schema.yml", "unknown-feed"), problem("b", "not-utf-8"), problem("data/labels.yml", "x")],
        ),
        (
            problem("data/schema.yml", "empty-field", 3, field="folder"),
            [problem("a", "unknown-property"), problem("a", "unknown-id", value="b"), problem("a", "id-gone")],
            [problem("a", "no-evidence"), problem("a", "stray-file")],
        ),
        (
            problem("data/schema.yml", "blank", 3, field="folder"),
            [problem("a", "id-gone", value="b")],
            [problem("a", "one-party")],
        ),
        (problem("data/schema.yml", "empty-field", 3, field="label"), [], [problem("a", "unknown-id", value="b")]),
        (problem("data/schema.yml", "needs-quotes", 3), [problem("a", "wrong-kind")], [problem("a", "one-party")]),
        (problem("data/schema.yml", "unknown-feed", 3), [], [problem("a", "unknown-id", value="b")]),
        (
            problem("data/labels.yml", "missing-field", 9, 1),
            [problem("a", "nothing-stated"), problem("a", "stray-file"), problem("a", "missing-field")],
            [problem("data/labels.yml", "missing-field", 12, 3), problem("b", "not-utf-8")],
        ),
        (problem("data/labels.yml", "missing-field", 9, 3), [], [problem("a", "nothing-stated")]),
        (problem("data/labels.yml", "unknown-field", 9, 1), [], [problem("a", "nothing-stated")]),
        (problem("data/terms/hue.yml", "missing-field", 9, 1), [], [problem("a", "unknown-id", value="hue")]),
        (
            problem("docs/fr/sources/x.md", "paragraph-without-id", 3),
            [problem("docs/fr/sources/x.md", "paragraph-not-shown", 3)],
            [problem("docs/fr/sources/x.md", "paragraph-not-shown", 4)],
        ),
        (
            problem("data/terms/hue.yml", "yaml-colon", 3),
            [
                problem("a", "unknown-id", value="hue"), problem("b", "published-id-lost", id="hue.within.vietnam"),
                problem("a", "no-such-page", target="../terms/hue/"), problem("a", "received-file-missing"),
            ],
            [
                problem("a", "unknown-id", value="rennes"), problem("b", "published-id-lost", id="rennes.party.hue"),
                problem("a", "unknown-change-kind"), problem("a", "no-evidence"),
                problem("data/terms/hue.yml", "nothing-stated"), problem("a", "unknown-id", value="hue.x"),
            ],
        ),
        (
            problem("data/terms/hue.yml", "not-a-mapping"), [problem("a", "unknown-id", value="hue")], [],
        ),
        (
            problem("data/terms/hue.yml", "not-a-mapping", 2), [], [problem("a", "unknown-id", value="hue")],
        ),
        (
            problem("data/terms/hue.yml", "not-a-mapping", 1, 2), [], [problem("a", "unknown-id", value="hue")],
        ),
        (
            problem("docs/fr/sources/x.md", "no-translation", language="en", path="docs/en/sources/x.md"),
            [problem("a", "spelling-not-found", source="x"), problem("a", "spelling-not-found", source="corpus")],
            [problem("a", "spelling-not-found", source="y"), problem("a", "quote-not-found", source="x")],
        ),
    ],
)  # fmt: skip
def test_what_only_follows_from_another_slip_is_not_told(
    lost: Problem, follows: list[Problem], stays: list[Problem]
) -> None:
    assert set(causes.explained([lost, *follows, *stays])) == {lost, *stays}


@pytest.mark.parametrize("key", sorted(causes.OF_THE_MODEL))
def test_a_warning_on_the_model_hides_no_slip(key: str) -> None:
    stale, slip = replace(problem("data/schema.yml", "text-stale", 3), severity="warning"), problem("a", key)

    assert causes.explained([stale, slip]) == [stale, slip]


def test_a_name_is_the_same_whether_its_accents_are_typed_apart() -> None:
    apart = unicodedata.normalize("NFD", "Huế")
    first, other = (Entity(i, "territory", {"fr": n}, WHERE) for i, n in (("hue-1", "Huế"), ("hue-2", apart)))

    twice = list(
        names.names_are_distinct_within_a_kind(with_things(first, other, replace(other, id="hue-3", kind="term")))
    )
    listed = list(names.names_of_a_thing_are_listed_once(base(), (replace(first, aliases=("Huế", apart)),)))

    assert [dict(p.details)["name"] for p in twice] == ["Huế", "Huế", "Huế"]
    assert [p.key for p in listed] == ["listed-twice"]


NEW = Entity("nouveau", "territory", {"fr": "Nouveau", "en": "New"}, WHERE)


@pytest.mark.parametrize("how", ["value", "speaker", "record", "broader", "country", "nothing"])
def test_an_entry_that_another_speaks_of_needs_no_statement(how: str) -> None:
    sante, hue, source = base().entities["sante"], base().entities["hue"], base().sources["kitakyushu-eau"]
    assert hue.gazetteer
    told = {
        "value": replace(hue, statements=(replace(hue.statements[0], entity="nouveau"),)),
        "speaker": replace(hue, statements=(replace(hue.statements[0], said_by="nouveau"),)),
        "record": replace(source, record=(replace(source.record[0], entity="nouveau"),)),
        "broader": replace(sante, broader="nouveau"),
        "country": replace(hue, gazetteer=replace(hue.gazetteer, country="nouveau")),
        "nothing": sante,
    }

    found = list(entries.required_properties_are_stated(with_things(NEW, told[how]), (NEW,)))

    assert [p.key for p in found] == ["nothing-stated"] * (how == "nothing")


@pytest.mark.parametrize(("raw", "is_text"), [(b"\xe9t\xe9", False), (b"a\0b", False), ("été".encode(), True)])
def test_a_file_that_is_no_text_needs_its_words_read_out(raw: bytes, is_text: bool) -> None:
    name = "001_99b1a401f030a263.txt"
    sums = {**base().checksums, name: hashlib.sha256(raw).hexdigest()}
    kb = replace(base(), received={**base().received, name: raw}, checksums=sums)

    found = [p for p in sources.extractions_are_as_recorded(kb) if dict(p.details)["file"] == name]

    assert [p.key for p in found] == ["extraction-needed"] * (not is_text)


def test_the_note_of_a_conflict_vouches_for_no_date_and_no_value() -> None:
    hue = base().entities["hue"]
    words = {"text": {"fr": "zyxwvut"}, "date": "1999", "note": {"fr": "1999 zyxwvut"}}
    kept, other = (
        replace(hue, statements=(replace(hue.statements[0], entity="", **words, status=status),))
        for status in ("conflict", "")
    )

    found = [
        [p.key for rule in RULES_ON_WORDS for p in rule(base(), (thing,)) if dict(p.details)["language"] == "fr"]
        for thing in (kept, other)
    ]

    assert found == [["date-not-in-words", "quote-does-not-bear"], []]


@pytest.mark.parametrize("rule", RULES_ON_WORDS, ids=lambda rule: rule.__name__)
def test_a_language_without_a_word_to_quote_is_asked_for_no_word(rule: Rule) -> None:
    hue = base().entities["hue"]
    quote = replace(hue.statements[0].evidence[0], quote={"fr": "en 1999"})
    year = {"fr": "1999", "en": "1999"}
    said = replace(hue.statements[0], entity="", text=year, date="1999", note={}, evidence=(quote,))
    other = replace(quote, quote={"fr": "en 1998"})

    found = [
        list(rule(base(), (replace(hue, statements=(each,)),)))
        for each in (said, replace(said, evidence=(other,)), replace(said, evidence=()))
    ]

    assert [[dict(p.details)["language"] for p in each] for each in found] == [[], ["fr"], []]


@pytest.mark.parametrize(
    ("value", "words", "is_said"),
    [
        ("pont", "le pont", True),
        ("un pont", "la route un", False),
        ("les ponts", "les routes", False),
        ("ponton", "le pontonnier", True),
        ("pontage", "le pontonnier", False),
        ("le mot dit", "mot dit le", False),
        ("eau", "de l’eau et de l’assainissement", True),
        ("Eau", "de l’eau", True),
        ("APD", "l’APD", True),
        ("le mot dit", "où le mot dit", True),
        ("eau", "un seau", False),
        ("eau", "la mer", False),
        ("construction d’un aéroport avec Lyon", "Rennes a dîné avec Huê", False),
        ("construction d’un aéroport avec Lyon", "l’aéroport de Huê", True),
        ("Entre elles", "entre elles", True),
        ("une entrée", "entre nous", False),
        ("un avecteur", "Avecteurs", True),
    ],
)
def test_a_value_shares_a_word_of_four_letters_or_the_first_five_of_one_or_stands_whole_in_the_words(
    value: str, words: str, is_said: bool
) -> None:
    hue = base().entities["hue"]
    quote = replace(hue.statements[0].evidence[0], quote={"fr": words})
    said = replace(hue.statements[0], entity="", text={"fr": value}, note={}, evidence=(quote,))

    found = list(evidence.quotes_bear_on_their_value(base(), (replace(hue, statements=(said,)),)))

    assert (not found) == is_said


@pytest.mark.parametrize("value", ["10 000 habitants", "10\u202f000 habitants", "10\u00a0000 habitants"])
@pytest.mark.parametrize("words", ["10 000 habitants", "10\u202f000 habitants", "10\u00a0000 habitants"])
def test_a_number_is_the_same_whatever_the_space_in_it(value: str, words: str) -> None:
    hue = base().entities["hue"]
    quote = replace(hue.statements[0].evidence[0], quote={"fr": words})
    said = replace(hue.statements[0], entity="", text={"fr": value}, note={}, evidence=(quote,))
    other = replace(said, text={"fr": value.replace("10", "11")})

    found = [list(evidence.quotes_bear_on_their_value(base(), (replace(hue, statements=(s,)),))) for s in (said, other)]

    assert [[dict(p.details)["value"] for p in problems] for problems in found] == [[], ["11 000"]]


@pytest.mark.parametrize(
    ("value", "words", "absent"),
    [
        ("100 personnes", "En 2023 100 personnes ont participé", []),
        ("2023 personnes", "En 2023 100 personnes ont participé", []),
        ("12 500 personnes", "En 2023, 12 500 personnes", []),
        ("500 personnes", "12 500 personnes", ["500"]),
        ("2 500 personnes", "12 500 personnes", ["2 500"]),
        ("12 500 personnes", "12 5000 personnes", ["12 500"]),
        ("1.250.000", "de 1.250.000 euros", []),
    ],
)
def test_two_numbers_side_by_side_are_two_and_thousands_set_apart_are_one(
    value: str, words: str, absent: list[str]
) -> None:
    said = replace(base().entities["hue"].statements[0], entity="", text={"fr": value})

    assert borne(said, words) == absent


@pytest.mark.parametrize(
    ("kind", "choice", "words", "is_said"),
    [
        ("event", "considered", "L’entrevue a été revue.", False),
        ("event", "considered", "Une bévue", False),
        ("event", "considered", "En vue de la visite", True),
        ("event", "considered", "l’Horizon 2025", True),
        ("partnership", "signed", "le maire désigne un délégué résigné", False),
        ("partnership", "signed", "l’accord (signé hier)", True),
        ("partnership", "considered", "une REFLEXION", True),
        ("partnership", "agreement", "rien de cela", False),
    ],
)
def test_a_choice_is_said_by_the_beginning_of_a_word_and_by_no_other_part(
    kind: str, choice: str, words: str, is_said: bool
) -> None:
    stated = next(s for s in base().statements if s.choice and base().kind_of(s.subject) == kind)

    assert (borne(replace(stated, choice=choice), words) == []) == is_said


def borne(stated: Statement, words: str) -> list[str]:
    """What of a value some French words are told not to say."""
    quote = replace(stated.evidence[0], quote={"fr": words})
    thing = replace(base().entities[stated.subject], statements=(replace(stated, note={}, evidence=(quote,)),))
    found = evidence.quotes_bear_on_their_value(base(), (thing,))
    return [value for problem in found for value in dict(problem.details)["value"].split(", ")]


def test_a_thing_without_a_name_in_a_language_is_asked_for_by_its_id() -> None:
    said = next(s for s in base().statements if s.entity and base().kind_of(s.entity) == "territory" and not s.note)
    quote = replace(said.evidence[0], quote={"en": "X. «Y»"})
    kb = with_things(Entity("nouveau", "territory", {"fr": "Nouveau"}, WHERE))
    thing = replace(base().entities[said.subject], statements=(replace(said, entity="nouveau", evidence=(quote,)),))

    found = list(evidence.quotes_bear_on_their_value(kb, (thing,)))

    assert [dict(p.details) for p in found] == [{"value": "nouveau", "language": "en"}]


def test_a_sign_that_was_never_met_keeps_its_letter_and_loses_its_accent() -> None:
    words = unicodedata.normalize("NFD", "ề Ж é")

    assert words.translate(evidence._Bare()) == "e Ж e"


def test_a_quote_is_read_in_each_language_that_its_source_is_translated_into() -> None:
    source, hue = base().sources["kitakyushu-eau"], base().entities["hue"]
    quote = replace(hue.statements[0].evidence[0], source=source.id, quote={"en": "zyx", "fr": "wvu"}, at="")
    kb = with_things(replace(source, editions={"fr": source.editions["fr"]}))
    thing = replace(hue, statements=(replace(hue.statements[0], evidence=(quote,)),))

    found = list(evidence.quotes_are_verbatim(kb, (thing,)))

    assert [(p.key, dict(p.details)["quote"]) for p in found] == [("quote-not-found", "wvu")]


@pytest.mark.parametrize(
    ("at", "note", "languages", "doubted"),
    [
        ("p4", {}, "fr en", []), ("p3", {}, "fr en", ["fr", "en"]), ("p3", {}, "fr", ["fr"]), ("p99", {}, "fr en", []),
        ("p3", {"fr": "En 2009.", "en": "In 2009."}, "fr en", []), ("", {}, "fr en", ["fr", "en"]),
        ("", {"fr": "En 2009."}, "fr en", ["en"]),
    ],
)  # fmt: skip
def test_the_date_of_a_source_is_said_by_its_paragraph_or_its_note(
    at: str, note: dict[str, str], languages: str, doubted: list[str]
) -> None:
    source = base().sources["kitakyushu-eau"]
    record = Metadatum("date", {"fr": "2009"}, WHERE, at=at, note=note)
    editions = {language: source.editions[language] for language in languages.split()}
    thing = replace(source, record=(record,), editions=editions)

    found = list(dating.dates_stand_in_their_quotes(base(), (thing,)))

    assert [dict(p.details)["language"] for p in found] == doubted


@pytest.mark.parametrize("label", ["date-months", "date-first-day"])
def test_no_date_is_doubted_where_the_words_for_dates_are_not_all_there(label: str) -> None:
    hue = base().entities["hue"]
    fact = BeyondFact("x", {"fr": "jamais"}, hue.beyond[0].reference, WHERE, date="1999-01-01")
    without, fewer = ({**base().labels, label: words} for words in ({}, {"fr": "avril mai"}))

    found = [
        [
            p.key
            for p in dating.dates_stand_in_their_quotes(
                replace(base(), labels=labels), (replace(hue, statements=(), beyond=(fact,)),)
            )
        ]
        for labels in (without, fewer)
    ]

    assert found == [[], [] if label == "date-months" else ["date-not-in-text"]]


def test_bounds_that_are_known_are_told_in_their_order() -> None:
    hue = base().entities["hue"]
    assert hue.gazetteer
    facts = [replace(hue.beyond[0], date=date) for date in ("2020", "", "2010")]
    thing = replace(hue, beyond=tuple(facts), gazetteer=replace(hue.gazetteer, valid="/2030"))

    found = list(dating.units_end_when_a_reference_says_so(base(), (thing,)))

    assert [p.details for p in found] == [(("date", "2030"), ("known", "2010, 2020"))]


def test_words_of_a_file_that_was_touched_are_told_at_its_line_once() -> None:
    touched, whole = "data/raw/x.txt", "data/raw/y.txt"
    lost = [problem(path, "word-lost", 9, witness="de", edition="", after="", place=f"{touched}:3") for path in "ab"]
    other = problem("c", "word-lost", 9, witness="de", edition="", after="", place=f"{whole}:3")
    altered, unclaimed = problem(touched, "received-file-altered"), problem(whole, "received-file-unclaimed")

    told = causes.explained([altered, unclaimed, *lost, other])

    words = problem(touched, "received-words-touched", 3, witness="de", edition="∅", after="∅")
    assert told == [altered, unclaimed, words, other]


def test_a_file_that_was_touched_is_not_asked_to_be_read_out() -> None:
    source = next(iter(base().sources.values()))
    received = {**base().received, source.witnesses[0].file: b"\xe9"}

    assert list(sources.extractions_are_as_recorded(replace(base(), received=received))) == []


def spoken_of(name: str, *said: str, kind: str = "term") -> Entity:
    """A thing with statements of these ids."""
    statement = base().entities["hue"].statements[0]
    return Entity(name, kind, {}, WHERE, statements=tuple(replace(statement, id=f"{name}.{each}") for each in said))


def named(name: str, word: str) -> Entity:
    return replace(spoken_of(name), name={"fr": word})


def heirs_of(gone: str, things: list[Entity], published: str, replaced: str = "") -> list[tuple[str, dict[str, str]]]:
    """What is told of an id that is gone from a base of these things."""
    kinds = {name: "statement" if "." in name else "term" for name in (*published.split(), gone)}
    register = Register({name: Published(name, kind, WHERE) for name, kind in kinds.items()}, led(replaced))
    kb = replace(base(), entities={thing.id: thing for thing in things}, register=register)
    return [(p.key, dict(p.details)) for p in permanence.published_ids_are_kept(kb)]


UN = spoken_of("un")
SAID_ELSEWHERE = replace(spoken_of("mot"), beyond=(BeyondFact("mot.beyond.b", {}, Reference("", "", "", ""), WHERE),))
MET = "met a.with.mot b.with.mot"  # where a thing is named


@pytest.mark.parametrize(
    ("gone", "things", "published", "by"),
    [
        pytest.param("mot", [spoken_of("mot-ancien")], "", "mot-ancien", id="a new one called so and more"),
        pytest.param("lycees", [spoken_of("lyceees")], "", "lyceees", id="a new one with a slip"),
        pytest.param("mot", [named("un", "Mot")], "un", "un", id="one that bears the name"),
        pytest.param("mot", [spoken_of("un", "b", "c")], "mot.b mot.c", "un", id="a new one of which the same is said"),
        pytest.param(
            "mot", [spoken_of("a", "with.un"), spoken_of("b", "with.un"), spoken_of("un")], MET + " un", "un",
            id="one that is named where it was",
        ),
        pytest.param("mot-ancien", [spoken_of("mot")], "", "mot", id="a new one called so for short"),
        pytest.param(
            "mot", [UN, *(spoken_of(x, "with.un") for x in "ab"), *(spoken_of(x, "with.mot") for x in "cd")],
            MET + " c.with.mot d.with.mot un", "un", id="one that is named where it was, though not everywhere yet",
        ),
    ],
)  # fmt: skip
def test_what_seems_to_be_the_thing_that_is_gone_is_named(
    gone: str, things: list[Entity], published: str, by: str
) -> None:
    assert ("published-thing-moved", {"id": gone, "by": by}) in heirs_of(gone, things, published)


@pytest.mark.parametrize(
    ("gone", "things", "published"),
    [
        pytest.param("mot", [spoken_of("autre")], "", id="a new one"),
        pytest.param("rennes", [spoken_of("nantes")], "", id="a new one called nearly so"),
        pytest.param("trois-mots", [spoken_of("trois-mets")], "trois-mets", id="an old one called nearly so"),
        pytest.param("mot", [spoken_of("mot-ancien", kind="theme")], "", id="one of another kind"),
        pytest.param("mot", [spoken_of("un", "b")], "mot.b mot.c", id="one of which little of the same is said"),
        pytest.param("mot", [spoken_of("un", "b", "c")], "mot.b mot.c mot.d mot.e", id="one of which half is said"),
        pytest.param(
            "mot", [spoken_of("a", "near.un"), spoken_of("b", "near.un"), spoken_of("un")], "a.with.mot b.with.mot un",
            id="one of which the same things say something else",
        ),
        pytest.param("mot", [spoken_of("a", "with.un"), spoken_of("un")], "a.with.mot un", id="one met there too"),
    ],
)  # fmt: skip
def test_nothing_is_named_in_the_place_of_a_thing_without_a_reason(
    gone: str, things: list[Entity], published: str
) -> None:
    assert heirs_of(gone, things, published) == [("published-thing-lost", {"id": gone, "withdrawn": "withdrawn"})]


@pytest.mark.parametrize(
    ("gone", "things", "published", "replaced", "by"),
    [
        ("mot.sens.un", [spoken_of("mot", "sens.b"), spoken_of("nom", "sens.un")], "mot nom", "", "mot.sens.b"),
        ("mot.sens.un", [spoken_of("mot", "b")], "mot", "", "mot"),
        ("mot.sens.un", [spoken_of("mot", "sens.b")], "mot mot.sens.b", "", "mot"),
        ("mot.sens.un", [spoken_of("mot", "sens.nom"), spoken_of("nom"), spoken_of("un")], "mot nom un", "", "mot"),
        ("mot.sens.un", [spoken_of("nom", "sens.deux", "sens.b")], "mot mot.sens.deux", "mot nom", "nom.sens.b"),
        ("mot.sens.un", [spoken_of("nom", "sens.deux")], "mot mot.sens.deux", "mot nom", "nom"),
        ("mot.sens.un", [*map(spoken_of, ("nom", "b")), spoken_of("mot", "sens.nom")], "mot b un", "un b", "mot"),
        ("mot.beyond.un", [SAID_ELSEWHERE], "mot", "", "mot"),
    ],
    ids=[
        "a new one of its thing", "one of another property", "none new of its thing", "one that names another thing",
        "a new one of the successor", "what takes another’s place", "one that names a new thing",
        "what comes from elsewhere",
    ],
)  # fmt: skip
def test_what_may_take_the_place_of_a_statement_that_is_gone_is_named(
    gone: str, things: list[Entity], published: str, replaced: str, by: str
) -> None:
    assert heirs_of(gone, things, published, replaced) == [("published-id-lost", {"id": gone, "by": by})]


def led(pairs: str) -> dict[str, Replacement]:
    words = pairs.split()
    return {gone: Replacement(gone, by, WHERE) for gone, by in zip(words[::2], words[1::2], strict=True)}


def registered(things: list[Entity], published: str, replaced: str) -> KnowledgeBase:
    """A base of these things, of which these ids were published and these are said to be replaced."""
    kinds = {name: Published(name, "statement" if "." in name else "term", WHERE) for name in published.split()}
    entities = {thing.id: thing for thing in things}
    return replace(base(), entities=entities, register=Register(kinds, led(replaced)))


@pytest.mark.parametrize(
    ("published", "replaced", "told"),
    [
        ("mot", "", ("id-gone", {"value": "mot"})),
        ("", "mot nom", ("id-renamed", {"value": "mot", "by": "nom"})),
        ("mot", "mot nom", ("id-renamed", {"value": "mot", "by": "nom"})),
        ("mot", "mot withdrawn", ("id-gone", {"value": "mot"})),
        ("", "", ("unknown-id", {"value": "mot", "near": "", "kinds": "person, organisation, territory"})),
    ],
)
def test_what_was_an_entry_is_no_slip_for_another(published: str, replaced: str, told: tuple[str, object]) -> None:
    thing = spoken_of("un", "b")
    speaking = replace(thing, statements=(replace(thing.statements[0], said_by="mot"),))
    kb = registered([speaking, spoken_of("nom")], published, replaced)

    assert [(p.key, dict(p.details)) for p in entries.speakers_exist(kb, (speaking,))] == [told]


@pytest.mark.parametrize(
    ("published", "replaced", "near"),
    [
        pytest.param("nom tota", "toto nom", "tota", id="one that is gone is called nearly so"),
        pytest.param("nom tota", "toto nom tota nom", "", id="one that is gone and led on already"),
        pytest.param("nom toti", "toto nom", "", id="one that is in the base"),
    ],
)
def test_only_what_was_published_is_replaced(published: str, replaced: str, near: str) -> None:
    kb = registered([spoken_of("nom"), spoken_of("toti")], published, replaced)

    found = [(p.key, dict(p.details)) for p in permanence.replacements_lead_somewhere(kb)]

    assert found == [("replaced-id-unpublished", {"id": "toto", "near": near})]


@pytest.mark.parametrize(
    ("published", "replaced"),
    [("", "toto nom"), ("toto nom", "toto nom"), ("toto nom", "toto titi titi nom")],
    ids=["before anything is published", "what was published", "what leads on from it"],
)
def test_what_leads_on_from_what_was_published_may_stay(published: str, replaced: str) -> None:
    assert list(permanence.replacements_lead_somewhere(registered([spoken_of("nom")], published, replaced))) == []


def test_a_statement_that_the_thing_in_the_place_of_its_own_does_not_have_is_told_of_at_once() -> None:
    assert heirs_of("mot", [spoken_of("mot-ancien", "b")], "mot.b mot.c mot.d") == [
        ("published-thing-moved", {"id": "mot", "by": "mot-ancien"}),
        ("published-id-lost", {"id": "mot.c", "by": "mot-ancien"}),
        ("published-id-lost", {"id": "mot.d", "by": "mot-ancien"}),
    ]


@pytest.mark.parametrize(("gone", "replaced"), [("mot", "mot nom"), ("mot.b", "mot.b mot.c"), ("mot.b", "mot nom")])
def test_what_is_replaced_by_what_is_not_there_is_told_of_as_such_and_not_as_lost(gone: str, replaced: str) -> None:
    assert heirs_of(gone, [spoken_of("un")], "un", replaced) == []
    kb = registered([spoken_of("un")], f"un {gone}", replaced)
    assert [p.key for p in permanence.replacements_lead_somewhere(kb)] == ["unknown-successor"]


def test_no_list_is_asked_of_who_received_nothing() -> None:
    nothing = replace(base(), entities={}, received={}, checksums={})

    assert list(sources.received_files_are_as_received(nothing)) == []


def test_a_new_translation_hides_no_old_one() -> None:
    source = next(iter(base().sources.values()))
    new, old = (replace(source.editions["en"], made_from={}), replace(source.editions["en"], made_from={"p1": "x-y"}))
    both = replace(source, editions={"fr": source.editions["fr"], "en": new, "de": old})

    found = {p.key for p in sources.translations_are_reread(with_things(both), (both,))}

    assert found == {"translation-new", "translation-not-reread"}


@pytest.mark.parametrize(
    ("target", "scheme"),
    [
        pytest.param("`javascript:x`", "`", id="written as code"),
        pytest.param(r"java\-script:x", "java-script", id="with a sign escaped"),
        pytest.param("[javascript:x][a]", "javascript", id="the words of a link"),
        pytest.param(r"\\evil.example/", "//", id="slanting"),
    ],
)
def test_an_address_is_judged_as_the_renderer_would_read_it(target: str, scheme: str) -> None:
    kb = base()
    page = replace(kb.markdown["docs/fr/about.md"], links=(Link(target, WHERE), Link("https://[x]\\-y/", WHERE)))

    found = list(prose.links_are_addresses(replace(kb, markdown={page.path: page})))

    assert found == [Problem(WHERE, "link-scheme", (("target", target), ("scheme", scheme)))]


@pytest.mark.parametrize(
    ("target", "keys"),
    [
        ("ateliers.md", []),  # told of as untranslated
        ("ateliers.md#lyon", []),
        ("../en/ateliers.md#lyon", ["no-such-anchor"]),
        ("../de/ateliers.md", ["no-such-page"]),
        ("atelier.md", ["no-such-page"]),
    ],
)
def test_a_link_to_a_page_of_another_language_alone_is_told_of_at_that_page(target: str, keys: list[str]) -> None:
    about = base().markdown["docs/fr/about.md"]
    page = replace(about, path="docs/en/ateliers.md", address="ateliers/", language="en", links=(), is_completed=False)
    kb = replace(base(), markdown={each.path: each for each in (replace(about, links=(Link(target, WHERE),)), page)})

    assert [p.key for p in prose.links_lead_somewhere(kb)] == keys


@pytest.mark.parametrize(
    ("target", "is_there"),
    [
        ("../../data/labels.yml", False),
        ("../nowhere.pdf", False),
        ("../partnerships/rennes-hue/more/", False),
        ("../contribute/nowhere/", False),
        ("../assets/nowhere.svg", False),
        ("../partnerships/rennes-hue.yml", False),
        ("../assets/mark.svg", True),
        ("../api/v1/index.json", True),
        ("../downloads/passerelles-fr.pdf", True),
        ("../contribute/forge/", True),
        ("../sitemap.xml", True),
        ("./", True),
        ("../../nowhere/", False),
        ("../api/../partnerships/rennes-hue/index.md", True),  # else it is taken for a file of docs
        ("../api/../partnerships/rennes-hue/more.md", False),
        ("../api/../nowhere/index.md", False),
    ],
)
def test_a_link_to_what_the_build_would_not_find_is_refused(target: str, is_there: bool) -> None:
    assert links_told("fr", target) == ([] if is_there else [{"target": target, "near": ""}])


def links_told(language: str, *targets: str) -> list[dict[str, str]]:
    """What is told of links on a page of the base that lead to no page."""
    page = replace(base().markdown[f"docs/{language}/about.md"], links=tuple(Link(each, WHERE) for each in targets))
    kb = replace(base(), markdown=dict(base().markdown) | {page.path: page})
    return [dict(p.details) for p in prose.links_lead_somewhere(kb) if p.key == "no-such-page"]


def test_a_file_is_found_from_where_a_translation_is_written_and_from_its_address() -> None:
    there = ("../assets/mark.svg", "../../assets/mark.svg", "../../assets/css/site.css", "../../assets/previews/x.png")
    nowhere = ("../../../assets/mark.svg", "../../assets/nowhere.svg", "../../docs/assets/mark.svg")

    assert links_told("en", *there, *nowhere) == [{"target": target, "near": ""} for target in nowhere]


def test_a_link_to_what_was_published_and_is_gone_is_no_slip_for_another() -> None:
    terms = [name for name, thing in base().entities.items() if thing.kind == "term"]
    slip, gone = f"{terms[0]}x", f"{terms[1]}x"
    kb = replace(base(), register=Register({gone: Published(gone, "term", WHERE)}))
    page = replace(kb.markdown["docs/fr/about.md"], links=tuple(Link(f"../terms/{x}/", WHERE) for x in (slip, gone)))

    found = list(prose.links_lead_somewhere(replace(kb, markdown={page.path: page})))

    assert [dict(p.details)["near"] for p in found] == [f"../terms/{terms[0]}/", ""]


@pytest.mark.parametrize(
    ("target", "near"),
    [
        ("../term/long-term/", "../terms/long-term/"),
        ("../term/term/#term", "../terms/term/#term"),
        ("../terms/terms/", "../terms/termss/"),
        ("../terms/terms/#terms", "../terms/termss/#terms"),
        ("../terms/terms", "../terms/termss"),
        ("../terms/terms?x", "../terms/termss"),
        ("../people/termss/", ""),  # a term
        ("../terms/termss/termsss/", ""),
        ("../../t%65rm/", ""),  # as it is written, no part is the wrong one
        ("../map/", None),
        ("../digest/", ""),  # which has a label, and no page
        ("../date-interval-from/", ""),
        ("../doubt/", "../about/"),
        ("../mapp/", "../map/"),
    ],
)
def test_only_the_part_of_an_address_that_is_wrong_is_mended(target: str, near: str | None) -> None:
    kb = with_things(*(Entity(name, "term", {"fr": name}, WHERE) for name in ("long-term", "term", "termss")))
    page = replace(kb.markdown["docs/fr/about.md"], links=(Link(target, WHERE),))

    found = list(prose.links_lead_somewhere(replace(kb, markdown={page.path: page})))

    assert [dict(p.details).get("near") for p in found] == ([] if near is None else [near])


def test_where_nothing_stands_below_an_entry_all_of_it_is_wrong() -> None:
    site = prose._Site.of(base())

    assert [site.lacks("terms", ["essaimage", *more]) for more in ([], ["un"], ["un", "mot"])] == ["", "un", "un/mot"]


def test_a_field_that_the_model_lacks_too_is_told_there_alone() -> None:
    model, labels, entry = "data/schema.yml", "data/labels.yml", "data/people/to-lam.yml"
    made = [
        (model, "missing-field", "x"),
        (model, "unknown-field", "y"),
        (model, "not-an-id", "z"),
        (labels, "missing-field", "x"),
        (labels, "missing-field", "y"),
        (labels, "unknown-field", "y"),
        (labels, "unknown-field", "x"),
        (labels, "not-an-id", "z"),
        (labels, "label-missing", ""),
        (entry, "missing-field", "x"),
    ]
    problems = [Problem(Position(path, n, 2), key, (("field", field),)) for n, (path, key, field) in enumerate(made, 1)]

    assert [problem.where.line for problem in causes.explained(problems)] == [1, 2, 3, 5, 7, 8, 9]


def test_below_an_entry_no_other_entry_is_proposed() -> None:
    terms = [name for name, thing in base().entities.items() if thing.kind == "term"]

    told = links_told("fr", f"../terms/{terms[0]}/{terms[1]}x/", f"../terms/{terms[1]}x/")

    assert [one["near"] for one in told] == ["", f"../terms/{terms[1]}/"]


def test_a_page_in_a_folder_of_its_own_is_a_page() -> None:
    about = base().markdown["docs/fr/about.md"]
    targets = ("../ateliers/lyon/", "../ateliers/", "../atelier/lyon/", "../ateliers/lyon/#p1")
    page = replace(about, path="docs/fr/ateliers/lyon.md", address="ateliers/lyon/", links=())
    links = tuple(Link(target, WHERE) for target in targets)
    kb = replace(base(), markdown={each.path: each for each in (replace(about, links=links), page)})

    found = [dict(p.details) for p in prose.links_lead_somewhere(kb)]

    assert found == [
        {"target": "../atelier/lyon/", "near": "../ateliers/lyon/"},
        {"anchor": "p1", "path": page.path, "near": ""},
    ]


def test_a_text_whose_original_changed_alone_is_told_with_what_it_was_made_from() -> None:
    where = {"fr": Position("data/labels.yml", 3, 9), "en": Position("data/labels.yml", 4, 9)}
    text = Rendered("data/labels.yml", "labels.mot", {"fr": "un mot", "en": "a word"}, where)
    recorded = f"0a0a0a0a-{fingerprint('a word')}"
    kb = replace(base(), texts=(text,), rereadings={("data/labels.yml", "labels.mot", "en"): recorded})

    found = list(freshness.texts_are_reread_when_their_original_changes(kb))

    details = (("key", "labels.mot"), ("place", "data/labels.yml:3"), ("made", "0a0a0a0a"))
    assert found == [Problem(where["en"], "text-stale", details, "warning")]


def test_a_paragraph_whose_original_changed_alone_is_told_with_what_it_was_made_from() -> None:
    source = base().sources["kitakyushu-eau"]
    original, english = source.editions["fr"], source.editions["en"]
    here, there = english.by_id["p4"], original.by_id["p4"]
    recorded = {**english.made_from, "p4": f"0a0a0a0a-{fingerprint(here.text)}"}
    thing = replace(source, editions={"fr": original, "en": replace(english, made_from=recorded)})

    found = list(sources.translations_are_reread(base(), (thing,)))

    details = (("paragraph", "p4"), ("path", english.where.path), ("recorded", pairing(there.text, here.text)))
    place = f"{there.where.path}:{there.where.line}"
    told = (*details, ("place", place), ("made", "0a0a0a0a"))
    assert found == [Problem(here.where, "translation-stale", told, "warning")]


def test_paragraphs_that_changed_places_are_told_once_at_the_first() -> None:
    source = base().sources["kitakyushu-eau"]
    english = source.editions["en"]
    first, second, third, fourth, *rest = english.paragraphs
    moved = replace(english, paragraphs=(first, second, fourth, third, *rest))

    found = list(
        sources.translations_pair_paragraph_by_paragraph(
            base(), (replace(source, editions={**source.editions, "en": moved}),)
        )
    )

    assert [(p.key, p.where) for p in found] == [("paragraphs-in-another-order", fourth.where)]


@pytest.mark.parametrize(
    ("slip", "stay"),
    [
        (problem("docs/en/sources/x.md", "paragraph-untranslated", paragraph="p80"), [1, 3, 5]),
        (problem("docs/en/sources/x.md", "paragraph-without-original", paragraph="p8"), [2, 3, 4]),
        (problem("docs/en/sources/x.md", "paragraphs-in-another-order", paragraph="p9"), [3]),
        (problem("docs/en/sources/y.md", "paragraph-without-original", paragraph="p8"), [0, 1, 2, 4, 5]),
    ],
    ids=["one that is not translated", "one that translates none", "two in each other’s place", "of another text"],
)
def test_a_wrong_id_of_a_paragraph_is_told_without_all_that_is_said_of_it(slip: Problem, stay: list[int]) -> None:
    said = [
        problem("data/terms/a.yml", "quotes-apart", 1, paragraph="p8", original="p80", source="x"),
        problem("data/terms/a.yml", "quotes-apart", 2, paragraph="p8", original="p7", source="x"),
        problem("data/terms/a.yml", "quotes-apart", 3, paragraph="p7", original="p80", source="x"),
        problem("data/terms/a.yml", "quotes-apart", 4, paragraph="p8", original="p7", source="y"),
        problem("data/apparatus/x.yml", "oddity-not-found", 5, paragraph="p80"),
        problem("data/apparatus/x.yml", "oddity-not-found", 6, paragraph="p8"),
    ]
    other = problem("data/terms/a.yml", "quote-not-found", 7, paragraph="p8", source="x")

    found = causes.explained([slip, *said, other])

    assert found == [slip, *(said[n] for n in stay), other]


@pytest.mark.parametrize(
    ("path", "severity", "rules"),
    [
        ("data/schema.yml", "error", True),
        ("data/labels.yml", "error", True),
        ("data/labels.yml", "warning", False),
        ("data/territories/hue.yml", "error", False),
    ],
)
def test_what_is_wrong_in_the_model_or_the_words_of_the_site_rules_all(path: str, severity: str, rules: bool) -> None:
    assert causes.of_what_rules_all(replace(problem(path, "not-text"), severity=severity)) == rules


@pytest.mark.parametrize(
    ("said", "is_conflict"),
    [
        ([("signed", "2009"), ("signed", "2009")], False),
        ([("signed", "2009"), ("signed", "")], False),  # who gives no date contradicts none
        ([("signed", ""), ("signed", "")], False),
        ([("signed", "2009"), ("signed", "2010")], True),
        ([("signed", "2009"), ("signed", ""), ("signed", "2010")], True),
        ([("signed", "2009"), ("planned", "")], True),
    ],
)
def test_sources_contradict_each_other_where_they_say_something_else(
    said: list[tuple[str, str]], is_conflict: bool
) -> None:
    entry = base().entities["rennes-hue"]
    status = entry.with_property("status")[0]
    made = tuple(replace(status, choice=choice, date=date, status="") for choice, date in said)
    declared = tuple(replace(each, status="conflict", note={"fr": "mot"}) for each in made)

    silent = list(conflicts.conflicts_are_declared(base(), (replace(entry, statements=made),)))
    told = list(conflicts.declared_conflicts_are_real(base(), (replace(entry, statements=declared),)))

    assert {p.key for p in silent} == ({"undeclared-conflict"} if is_conflict else set())
    assert {p.key for p in told} == (set() if is_conflict else {"conflict-without-rival"})


def test_a_contradiction_names_what_the_others_say_and_nothing_for_who_says_no_date() -> None:
    entry = base().entities["rennes-hue"]
    status = entry.with_property("status")[0]
    made = tuple(replace(status, choice="signed", date=date, status="") for date in ("2009", "", "2010"))

    found = list(conflicts.conflicts_are_declared(base(), (replace(entry, statements=made),)))

    assert [dict(p.details)["others"] for p in found] == ["2010", "2009, 2010", "2009"]


@pytest.mark.parametrize(
    ("sigla", "told"),
    [
        ("A B", []), ("A B2 B Đ é a", []), ("A A", ["siglum-twice A"]), ("A B A A", ["siglum-twice A"] * 2),
        ("edited", ["siglum-unfit edited"]), ("A edited edited", ["siglum-unfit edited", "siglum-twice edited"]),
        ("2 A2b A-2 _ A\n", ["siglum-unfit 2", "siglum-unfit A2b", "siglum-unfit A-2", "siglum-unfit _",
                            "siglum-unfit A\n"]),
        ("  ", []),  # told of as missing
    ],
)  # fmt: skip
def test_a_witness_has_a_letter_of_its_own_in_its_source(sigla: str, told: list[str]) -> None:
    source = base().sources["kitakyushu-eau"]
    witnesses = tuple(replace(source.witnesses[0], siglum=siglum) for siglum in sigla.split(" "))
    other = replace(source, id="other", witnesses=(replace(source.witnesses[0], siglum="A"),))

    found = list(sources.witnesses_have_a_letter_of_their_own(base(), (other, replace(source, witnesses=witnesses))))

    assert [f"{p.key} {dict(p.details)['value']}" for p in found] == told


def test_what_was_published_is_gone_through_once_however_much_is_replaced() -> None:
    class Counted(dict[str, Published]):
        times = 0

        def __iter__(self) -> Iterator[str]:
            self.times += 1
            return super().__iter__()

    def times(count: int) -> int:
        published = Counted({f"x{i}": Published(f"x{i}", "term", WHERE) for i in range(count)})
        replaced = {name: Replacement(name, "hue", WHERE) for name in published}
        published.times = 0
        list(permanence.replacements_lead_somewhere(replace(base(), register=Register(published, replaced))))
        return published.times

    assert times(30) == times(3)


@pytest.mark.parametrize("key", ["not-a-number", "not-whole"])
def test_a_line_that_is_no_number_is_told_without_the_words_that_are_not_there(key: str) -> None:
    slip = problem("data/apparatus/x.yml", key, 9, value="twenty")
    elsewhere = problem("data/territories/x.yml", key, 9, value="twenty")
    follow = [
        problem("data/apparatus/x.yml", "change-does-not-apply", 9),
        *(problem("docs/fr/sources/x.md", key, 9, place="data/raw/x.txt:3") for key in sorted(causes.WORDS)),
    ]
    others = [
        replace(follow[1], where=Position("docs/fr/sources/y.md", 9)),
        problem("docs/fr/sources/x.md", "raw-html"),
    ]

    assert causes.explained([slip, *follow, *others]) == [slip, *others]
    assert causes.explained([elsewhere, *follow]) == [elsewhere, *follow]


def test_a_value_that_is_no_text_is_told_without_the_id_that_it_would_make() -> None:
    slip = problem("data/partnerships/a.yml", "not-text", 6)
    lost = [problem(f"data/partnerships/{name}.yml", "published-id-lost", 2, id=f"{name}.party.x") for name in "ab"]

    assert causes.explained([slip, *lost]) == [slip, lost[1]]


def test_a_slip_in_a_quote_is_no_sign_that_its_paragraph_was_altered() -> None:
    slip = problem("data/terms/a.yml", "quote-nearly", place="docs/fr/sources/x.md:9")
    others = [problem("docs/fr/sources/x.md", key, 9) for key in ("raw-html", "word-altered")]
    altered = replace(others[1], details=(("place", "data/raw/x.txt:3"),))

    assert causes.explained([slip, others[0]]) == [slip, others[0]]
    assert causes.explained([slip, altered]) == [replace(slip, key="quote-of-altered-text"), altered]


def test_halves_that_are_looked_at_side_by_side_have_the_problems_of_the_whole(
    kb: KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    lost = {name: thing for name, thing in kb.entities.items() if thing.kind != "territory"}
    broken = replace(kb, entities=lost)
    whole = checked(broken)
    monkeypatch.setattr(processes, "MANY", 1)
    monkeypatch.setattr(processes, "cores", lambda: 2)

    halves = checked(broken)

    assert len(whole.problems) > 50
    assert halves == whole


def _told(kb: KnowledgeBase) -> str:
    """All of a base in words, the same for the same base."""
    return SET.sub(lambda found: " ".join(sorted(found[1].split(", "))), PLACE.sub("", repr(kb)))


def test_a_base_that_is_read_in_halves_is_the_same_and_so_are_its_problems(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("data", "docs"):
        shutil.copytree(ROOT / name, tmp_path / name)
    for number, path in enumerate(sorted(tmp_path.glob("data/people/*.yml"))):
        path.write_text(path.read_text("utf-8").replace("fr: ", "fr: «", 1 + number % 3) + "slip: 1\n", "utf-8")
    monkeypatch.setattr(processes, "cores", lambda: 2)
    whole = load(tmp_path)
    monkeypatch.setattr(processes, "MANY", 1)

    halves = load(tmp_path)

    assert len(whole.problems) > 20
    assert halves.problems == whole.problems
    assert _told(halves.kb) == _told(whole.kb)
    assert checked(halves.kb, halves.problems).problems == checked(whole.kb, whole.problems).problems


def test_a_slip_in_a_mark_hides_what_the_page_would_show_and_nothing_else() -> None:
    page, other = "docs/fr/sources/x.md", "docs/fr/sources/y.md"
    for key in sorted(causes.OF_A_MARK):
        slip = problem(page, key, id="p1")
        follow = [problem(page, shown, 3, paragraph="p2") for shown in sorted(causes.SHOWN)]
        stay = [problem(other, "words-not-shown", 3, paragraph="p2"), problem(page, "oddity-not-found", 9)]

        assert causes.explained([slip, *follow, *stay]) == [slip, *stay]


def test_an_address_without_its_end_leads_to_no_page_that_is_missing() -> None:
    page = "docs/fr/a.md"
    stay = [problem("docs/fr/b.md", "no-such-page", 2, target="x"), problem(page, "no-such-image", 2, target="x")]
    for key in sorted(causes.OF_NO_LINK):
        slip = problem(page, key)

        assert causes.explained([slip, problem(page, "no-such-page", 2, target="x"), *stay]) == [slip, *stay]


def test_a_name_for_an_id_is_told_with_the_id_if_there_is_one() -> None:
    path = "data/territories/hue.yml"
    for key in sorted(causes.NAMING_A_THING):
        none, there = problem(path, "not-an-id", value="X"), problem(path, key, value="X", near="x")
        nowhere, elsewhere = problem(path, key, value="X", near=""), problem(path, "not-an-id", 2, value="Y")

        assert causes.explained([none, there, elsewhere]) == [there, elsewhere]
        assert causes.explained([none, nowhere]) == [none if key == "unknown-id" else nowhere]


def test_no_quotes_are_asked_for_around_a_value_that_is_none() -> None:
    path = "data/territories/hue.yml"
    for key in sorted(causes.JUDGED):
        asked, judged = problem(path, "needs-quotes", value="yes"), problem(path, key, value="yes", near="")
        elsewhere = problem(path, "needs-quotes", 2, value="no")

        assert causes.explained([asked, judged, elsewhere]) == [judged, elsewhere]


def test_the_list_of_received_files_is_wrong_where_a_text_says_otherwise() -> None:
    name, kb = next(iter(base().checksums)), base()
    others = {each: digest for each, digest in kb.checksums.items() if each != name}
    for checksums, line in (({**others, name: "0"}, len(others) + 1), (others, len(others))):
        found = list(sources.received_files_are_as_received(replace(kb, checksums=checksums)))

        assert [(p.key, p.where) for p in found] == [("received-list-wrong", Position("data/raw/SHA256SUMS", line))]
    altered = {**kb.received, name: b"x"}
    found = list(sources.received_files_are_as_received(replace(kb, received=altered)))
    assert [p.key for p in found] == ["received-file-altered"]


@pytest.mark.parametrize(
    ("change", "forms"),
    [
        ({"role": "item", "level": 1}, {"here": "␣␣␣␣-", "there": "—"}),
        ({"role": "heading", "level": 3}, {"here": "###", "there": "—"}),
        ({"role": "title", "level": 1}, {"here": "#", "there": "—"}),
        ({"role": "row"}, {"here": "|", "there": "—"}),
        ({"role": "lead"}, {"here": ".lead", "there": "—"}),
    ],
)
def test_a_paragraph_of_another_form_is_told_with_the_signs_of_both(
    change: dict[str, Any], forms: dict[str, str]
) -> None:
    source = next(iter(base().sources.values()))
    english = source.editions["en"]
    plain = next(p for p in english.paragraphs if p.role == "paragraph" and p.id)
    paragraphs = tuple(replace(p, **change) if p is plain else p for p in english.paragraphs)
    other = replace(source, editions={**source.editions, "en": replace(english, paragraphs=paragraphs)})

    found = list(sources.translations_pair_paragraph_by_paragraph(with_things(other), (other,)))

    assert [p.key for p in found] == ["paragraph-of-another-form"]
    assert forms.items() <= dict(found[0].details).items()


@pytest.mark.parametrize(
    ("form", "language", "is_told"),
    [("de", "fr", True), ("de la", "fr", True), ("de", "en", False), ("eau", "fr", False), ("de l’eau", "fr", False)],
)
def test_a_spelling_of_light_words_alone_names_nothing(form: str, language: str, is_told: bool) -> None:
    thing = next(thing for thing in base().entities.values() if thing.kind == "theme")
    spelt = replace(thing, spellings=(Spelling(form, language, WHERE),))

    found = [p.key for p in entries.spellings_stand_in_the_corpus(base(), (spelt,))]

    assert ("spelling-light" in found) == is_told


@pytest.mark.parametrize(("name", "key"), [("hue.beyond.x", "own-id-twice"), ("hue.role.x", "statement-id-twice")])
def test_a_fact_from_elsewhere_has_an_id_to_change_and_a_statement_one_to_add(name: str, key: str) -> None:
    thing = next(thing for thing in base().entities.values() if thing.statements and thing.statements[0].value)
    fact = BeyondFact(name, {}, Reference("", "", "", ""), WHERE)
    twice = (replace(thing.statements[0], id=name),) * 2
    stated = replace(
        thing, statements=() if "beyond" in name else twice, beyond=(fact, fact) if "beyond" in name else ()
    )

    found = list(entries.statements_have_distinct_ids(base(), (stated,)))

    assert [p.key for p in found] == [key]
