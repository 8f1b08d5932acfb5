"""The real corpus: what the four texts say, and what they do not."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from conftest import ROOT
from passerelles.check import check
from passerelles.collate import collate
from passerelles.graph import Graph
from passerelles.load import Loaded
from passerelles.model import KnowledgeBase
from passerelles.pages.voice import Voice

RECEIVED = {
    "000_78e98a94971a446d.txt": "3844278f2c5ab660db66ff2d0ae96abffbe3f9f4054f0effefee9c3eea3927ee",
    "001_99b1a401f030a263.txt": "de1436c156e3e5ef80d78ef022b4e23f7739447b117c7f5ab467de09e8c9658f",
    "002_ba0824fabf630c2b.txt": "2b3bbe2098062d45bdfa8d574e8fb2d7a37c890c877589be7b5247408b7b8f25",
    "003_2277e5586693ba18.txt": "e58178c4d01f690ed67c9a7f8e799806c49bc9ff90e5921f2159412368173619",
    "004_3434c4e1e547ed3a.txt": "bb373de58af05a0904029883314a338205722893a54bbf227082500392b391b3",
}


def parties(kb: KnowledgeBase, partnership: str) -> set[str]:
    return {s.entity for s in kb.entities[partnership].with_property("party")}


def themes(kb: KnowledgeBase, partnership: str) -> set[str]:
    return {s.entity for s in kb.entities[partnership].with_property("theme")}


def test_the_five_files_are_as_received() -> None:
    found = {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in (ROOT / "data/raw").glob("*.txt")}

    assert found == RECEIVED


def test_the_base_has_no_problem(loaded: Loaded) -> None:
    problems = [*loaded.problems, *check(loaded.kb)]

    # What the register of rereadings does not know yet is the reviewer's to record, not the author's.
    assert [problem for problem in problems if problem.key != "texts-unrecorded"] == []


@pytest.mark.parametrize("source", ["cuf-2024-11", "cvn-assises-12", "cvn-forum-2025", "kitakyushu-eau"])
def test_an_edition_loses_and_invents_nothing(kb: KnowledgeBase, source: str) -> None:
    assert list(collate(kb.sources[source], "fr", dict(kb.received))) == []


def test_the_two_witnesses_of_kitakyushu_are_corrected_word_by_word(kb: KnowledgeBase) -> None:
    ocr, clean = kb.sources["kitakyushu-eau"].witnesses

    assert ("CEuvrer", "Œuvrer") in {(c.witness, c.edition) for c in ocr.changes}
    assert len(ocr.changes) > 30
    assert [c.kind for c in clean.changes] == ["lacuna"]


def test_the_city_and_the_province_of_hue_have_different_partners(kb: KnowledgeBase) -> None:
    assert parties(kb, "rennes-hue") == {"rennes", "hue"}
    assert parties(kb, "grand-poitiers-thua-thien-hue") == {"grand-poitiers", "thua-thien-hue"}
    assert any(s.status == "conflict" for s in kb.entities["hue"].with_property("designation"))


def test_partnerships_without_a_theme_in_the_sources_have_none(kb: KnowledgeBase) -> None:
    unthemed = {p.id for p in kb.of_kind("partnership") if not themes(kb, p.id)}

    assert unthemed == {"toulouse-hanoi", "le-havre-da-nang"}


def test_the_twinning_under_consideration_is_not_said_to_be_signed(kb: KnowledgeBase) -> None:
    (status,) = kb.entities["le-havre-da-nang"].with_property("status")

    assert status.choice == "considered"
    assert kb.entities["le-havre-da-nang"].with_property("signature") == ()


def test_participants_with_no_partner_named_are_no_partnerships(kb: KnowledgeBase) -> None:
    in_partnerships = {s.entity for p in kb.of_kind("partnership") for s in p.with_property("party")}

    assert len(kb.of_kind("partnership")) == 7
    assert in_partnerships.isdisjoint({"limoges-metropole", "metropole-rouen-normandie", "vietnam", "japon", "france"})


def test_the_closing_of_the_12th_assises_is_shown_on_both_days(graph: Graph) -> None:
    conflict = next(c for c in graph.conflicts if c.subject.id == "cloture-assises-12" and c.property == "date")

    assert {s.date for s in conflict.statements} == {"2023-04-15", "2023-04-16"}
    assert all(s.note for s in conflict.statements)


def test_the_13th_assises_are_in_2026_or_around_2027(graph: Graph) -> None:
    conflict = next(c for c in graph.conflicts if c.subject.id == "assises-13" and c.property == "date")

    assert {s.date[:4] for s in conflict.statements} == {"2026", "2027"}


def test_unnamed_office_holders_stay_unnamed(kb: KnowledgeBase) -> None:
    names = {name for person in kb.of_kind("person") for name in person.name.values()}

    assert len(kb.of_kind("person")) == 22
    assert not names & {"Gérard Larcher", "Nathalie Appéré", "Ito Naoki", "Nguyễn Hồng Nga"}


def test_a_corpus_statement_never_rests_on_the_outside(kb: KnowledgeBase) -> None:
    for statement in kb.statements:
        assert statement.evidence, statement.id
        assert all(evidence.source in kb.sources for evidence in statement.evidence), statement.id


def test_every_outside_fact_of_the_list_is_in_the_base(kb: KnowledgeBase) -> None:
    addresses = {fact.reference.url for entity in kb.entities.values() for fact in entity.beyond}
    owed = json.loads((Path(__file__).parent / "outside.json").read_text("utf-8"))

    assert len(owed) >= 15
    assert [url for url in owed if url not in addresses] == []


def test_acronyms_are_expanded_only_where_a_text_does(kb: KnowledgeBase) -> None:
    expanded = {term.id for term in kb.of_kind("term") if term.with_property("expansion")}

    assert expanded <= {"sigle-scac", "sigle-cuf", "sigle-ia"}
    assert "sigle-scac" in expanded


def test_every_translated_paragraph_was_reread_as_it_stands(kb: KnowledgeBase) -> None:
    for source in kb.sources.values():
        translation = source.editions["en"]
        assert set(translation.made_from) == set(translation.by_id), source.id


def test_what_is_quoted_or_said_many_times_is_in_memory_once(kb: KnowledgeBase) -> None:
    quotes = [evidence.quote for statement in kb.statements for evidence in statement.evidence]
    noted = [statement.note for statement in kb.statements if statement.note]
    told = [text.words for text in kb.texts if text.key.endswith(".note")]

    assert len(quotes) > len({id(quote) for quote in quotes}) == len({tuple(quote.items()) for quote in quotes})
    assert {id(note) for note in noted} <= {id(words) for words in told}


def test_a_sentence_that_names_a_thing_is_part_of_its_paragraph(graph: Graph) -> None:
    found = [(lang, named) for lang, by_thing in graph.named.items() for of in by_thing.values() for named in of]

    assert len(found) > 100
    for language, named in found:
        paragraph = graph.kb.sources[named.source].editions[language].by_id[named.paragraph]
        assert named.words is paragraph.text
        assert named.sentence[named.start : named.end] in paragraph.text


def test_a_source_that_only_dates_a_partnership_is_not_one_that_speaks_of_it(graph: Graph) -> None:
    """The minutes date the 12th Assises, at which Toulouse and Hanoi signed, and do not mention the two."""
    alone = {gap.subject.id for gap in graph.gaps if gap.kind == "single-source"}

    assert alone == {"kitakyushu-haiphong", "le-havre-da-nang", "seaff-binh-dinh", "toulouse-hanoi"}


@pytest.mark.parametrize("language", ["fr", "en"])
def test_what_is_open_is_told_with_every_state_that_the_sources_give(graph: Graph, language: str) -> None:
    event = graph.kb.entities["assises-13"]
    voice = Voice(graph, language, "events/assises-13/")
    told = [voice.gap(gap) for gap in graph.gaps_of[event.id] if gap.kind == "unconfirmed"]

    assert len(told) == 1
    assert all(voice.choice(state) in told[0] for state in event.with_property("state"))
    assert len({voice.choice(state) for state in event.with_property("state")}) == 2
