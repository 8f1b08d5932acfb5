"""What the page of a person, of an organisation and the first page put first."""

from __future__ import annotations

import lxml.html
import pytest

from passerelles.graph import Graph
from passerelles.model import KnowledgeBase
from passerelles.pages.company import encounters, members
from passerelles.pages.news import DAYS, news
from passerelles.pages.voice import Voice
from passerelles.publication import Publication


@pytest.fixture(scope="module")
def voice(graph: Graph) -> Voice:
    return Voice(graph, "fr", "", Publication("https://passerelles.example/"))


def test_every_event_that_a_person_or_organisation_belongs_to_stands_in_the_order_of_time(
    voice: Voice, kb: KnowledgeBase
) -> None:
    seen = 0
    for entity in (*kb.of_kind("person"), *kb.of_kind("organisation")):
        found = encounters(voice, entity)
        stated = {(s.subject, s.property) for s in voice.graph.backlinks.get(entity.id, ())}
        events = {(name, prop) for name, prop in stated if kb.entities[name].kind == "event"}
        assert {(e.event.id, e.statement.property) for e in found} == events
        dated = [e.dates for e in found if e.dates]
        assert [bool(e.dates) for e in found] == [True] * len(dated) + [False] * (len(found) - len(dated))
        seen += len(found)
    assert seen > 20


def test_an_organisation_shows_its_people_with_their_roles(voice: Voice, kb: KnowledgeBase) -> None:
    found = members(voice, kb.entities["cites-unies-france"])

    assert {m.person.id: [voice.value_words(s) for s in m.roles] for m in found} == {
        "constance-koukoui": ["cheffe du Service Animation géographique et thématique de Cités Unies France"],
        "magali-combe": ["chargée de mission Asie"],
        "virginie-rouquette": ["directrice générale de Cités Unies France"],
    }


def test_the_page_of_a_person_says_each_meeting_once(pages: dict[str, str]) -> None:
    page = lxml.html.fromstring(pages["people/caroline-leclercq/"])

    assert [a.text for a in page.xpath("//section[@aria-labelledby='encounters']//a")] == [
        "12es Assises de la coopération décentralisée franco-vietnamienne",
        "Réunion du groupe-pays Vietnam (6 novembre 2024)",
        "Réunion du groupe-pays Vietnam (6 novembre 2024)",
    ]
    assert page.xpath("//section[@class='backlinks']//a[contains(@href, '/events/')]") == []


def test_the_first_page_tells_the_last_days_from_the_register_of_changes(voice: Voice, kb: KnowledgeBase) -> None:
    found = news(voice)

    published = [item for item in kb.register.changes.values() if item.id in {s.id for s in kb.statements}]
    days = sorted({item.last for item in published}, reverse=True)[:DAYS]
    assert [n.day for n in found] == days
    assert [n.statements for n in found] == [sum(item.last == day for item in published) for day in days]
    assert all(len(n.things) + n.others > 0 for n in found)


def test_the_margin_of_a_source_names_what_is_stated_from_a_passage(pages: dict[str, str]) -> None:
    page = lxml.html.fromstring(pages["sources/cuf-2024-11/"])

    named = [s.text_content() for s in page.xpath("//div[@class='stated']//summary/span")]
    assert len(named) > 30
    assert all(named)
