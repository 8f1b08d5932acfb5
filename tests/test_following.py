"""Following the base: feeds of what changed and a calendar of events, read back by programs that are not ours."""

from __future__ import annotations

import datetime
from dataclasses import replace

import feedparser
import icalendar
import lxml.html
import pytest

from passerelles.chronicle import as_file, up_to_date, words_of
from passerelles.export.agenda import agenda, is_given_to_the_day
from passerelles.export.feeds import ENTRIES, SITE_ENTRIES, feeds
from passerelles.export.form import gathered
from passerelles.export.past import Past
from passerelles.graph import Graph, link
from passerelles.model import KnowledgeBase, Replacement, Statement
from small_base import base, state, thing

SITE = "https://passerelles.example/"


@pytest.fixture(scope="module")
def made(graph: Graph) -> dict[str, str]:
    return {path: content.decode() for path, content in gathered(feeds(graph, SITE, Past())).items()}


def edited(kb: KnowledgeBase, subject: str, *statements: Statement) -> KnowledgeBase:
    """The base with other statements of one thing."""
    return replace(kb, entities={**kb.entities, subject: replace(kb.entities[subject], statements=statements)})


def dated(kb: KnowledgeBase, day: str) -> KnowledgeBase:
    """The base as published on a day: its changes recorded."""
    return replace(kb, register=replace(kb.register, changes=up_to_date(kb, day)))


def test_there_is_a_feed_a_language_for_the_site_each_theme_and_each_territory(
    made: dict[str, str], kb: KnowledgeBase
) -> None:
    followed = [entity.id for kind in ("theme", "territory") for entity in kb.of_kind(kind)]

    assert len(followed) > 20
    assert set(made) == {
        f"api/v1/{name}.{language}.xml"
        for language in ("fr", "en")
        for name in ("feed", *(f"feeds/{id_}" for id_ in followed))
    }


def test_feedparser_reads_every_feed_and_every_entry_is_whole(made: dict[str, str], pages: dict[str, str]) -> None:
    for path, text in made.items():
        feed = feedparser.parse(text.encode())
        assert not feed.bozo, (path, feed.get("bozo_exception"))
        assert feed.version == "atom10"
        assert feed.feed.id.startswith("urn:uuid:")
        assert feed.feed.language == path.split(".")[-2]
        assert [link.href for link in feed.feed.links if link.rel == "self"] == [SITE + path]
        assert len(feed.entries) <= (ENTRIES if "/feeds/" in path else SITE_ENTRIES)
        assert len({entry.id for entry in feed.entries}) == len(feed.entries)
        for entry in feed.entries:
            address, _, anchor = entry.link.removeprefix(SITE).partition("#")
            # What is gone for good leads to its entry, which needs no anchor.
            assert not anchor or f'id="{anchor}"' in pages[address], (path, entry.link)
            assert entry.title
            is_gone = "withdrawn" in entry.summary or "retiré" in entry.summary
            assert is_gone or "<blockquote>" in entry.content[0].value


def test_a_feed_says_what_is_new_what_changed_and_what_is_gone(kb: KnowledgeBase) -> None:
    base = dated(kb, "2026-11-22")
    hue = base.entities["hue"]
    first, second, *others = hue.statements
    note = {"fr": "Autre note.", "en": "Another note."}
    after = edited(base, "hue", replace(second, note=note), *others)
    gone = Replacement(first.id, "hue", first.where)
    after = replace(after, register=replace(after.register, replaced={first.id: gone}))

    text = gathered(feeds(link(dated(after, "2027-01-05")), SITE, Past()))["api/v1/feeds/hue.en.xml"].decode()
    entries = feedparser.parse(str(text).encode()).entries

    found = {
        entry.summary: (entry.title, entry.link, entry.published[:10], entry.updated[:10]) for entry in entries[:2]
    }
    assert set(found) == {"Statement withdrawn on 5\u00a0January 2027.", "Statement changed on 5\u00a0January 2027."}
    assert found["Statement withdrawn on 5\u00a0January 2027."] == (
        first.id, f"{SITE}en/territories/hue/", "2026-11-22", "2027-01-05",
    )  # fmt: skip
    changed = next(entry for entry in entries if "changed" in entry.summary)
    assert changed.link.endswith(f"#{second.id.removeprefix('hue.')}")
    assert "Another note." in changed.content[0].value


def test_nothing_changed_nothing_written_otherwise(kb: KnowledgeBase, graph: Graph) -> None:
    later = dated(dated(kb, "2026-11-22"), "2031-01-01")

    assert as_file(later.register.changes) == as_file(dated(kb, "2026-11-22").register.changes)
    assert gathered(feeds(link(later), SITE, Past())) == gathered(feeds(link(dated(kb, "2026-11-22")), SITE, Past()))
    assert gathered(feeds(graph, SITE, Past())) == gathered(feeds(graph, SITE, Past()))


def test_a_word_of_a_quote_is_a_change(kb: KnowledgeBase) -> None:
    statement = kb.statements[0]
    evidence = statement.evidence[0]
    other = replace(evidence, quote={**evidence.quote, "en": evidence.quote["en"] + " x"})

    assert words_of(statement) != words_of(replace(statement, evidence=(other, *statement.evidence[1:])))
    assert words_of(statement) != words_of(replace(statement, status="conflict"))
    assert words_of(statement) == words_of(replace(statement))


def test_a_feed_says_that_sources_disagree_and_whose_the_words_are(made: dict[str, str], graph: Graph) -> None:
    disputed = {s.subject for s in graph.kb.statements if s.status} & {"hue", "thua-thien-hue"}

    assert len(disputed) == 2
    for name in disputed:
        assert "The sources disagree" in made[f"api/v1/feeds/{name}.en.xml"]
        assert "authors and publishers" in made[f"api/v1/feeds/{name}.en.xml"]


def test_without_an_address_the_links_of_a_feed_start_at_the_root_of_the_copy(graph: Graph) -> None:
    alone = gathered(feeds(graph, "", Past()))

    for path in ("api/v1/feed.fr.xml", "api/v1/feeds/hue.fr.xml"):
        found = feedparser.parse(alone[path], response_headers={"content-location": f"https://h.example/copy/{path}"})
        assert all(entry.link.startswith("https://h.example/copy/") for entry in found.entries)
        assert not any("/api/" in entry.link for entry in found.entries)


def test_a_site_that_moves_keeps_the_ids_of_its_entries(graph: Graph) -> None:
    def ids(site: str) -> list[str]:
        text = gathered(feeds(graph, site, Past()))["api/v1/feed.fr.xml"].decode()
        return [entry.id for entry in feedparser.parse(text.encode()).entries]

    assert ids(SITE) == ids("https://elsewhere.example/base/") == ids("")


@pytest.mark.parametrize(
    ("address", "named"),
    [
        ("partnerships/rennes-hue/", ["feed.fr.xml"]),
        ("en/territories/hue/", ["feeds/hue.en.xml", "feed.en.xml"]),
        ("themes/numerique/", ["feeds/numerique.fr.xml", "feed.fr.xml"]),
    ],
)
def test_a_page_leads_programs_to_its_feeds(pages: dict[str, str], address: str, named: list[str]) -> None:
    tree = lxml.html.fromstring(pages[address])
    found = tree.xpath("//link[@type='application/atom+xml']/@href")

    assert found == [f"{SITE}api/v1/{name}" for name in named]
    seen = [href.rsplit("/api/v1/")[-1] for href in tree.xpath("//p[@class='follow']/a/@href")]
    assert seen == [name for name in named if name.startswith("feeds/")]


# The calendar ---------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def calendar(graph: Graph) -> icalendar.Calendar:
    (content,) = gathered(agenda(graph, SITE, Past())).values()
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    return icalendar.Calendar.from_ical(content.decode())


@pytest.mark.parametrize(
    ("edtf", "first", "after"),
    [
        ("0001-01-01", "00010101", "00010102"),
        ("0938-04-15", "09380415", "09380416"),
        ("0938-04-15/0938-04-20", "09380415", "09380421"),
        ("9999-12-30", "99991230", "99991231"),
        ("9999-12-31", "", ""),  # there is no day after it to end with
        ("2009/..", "", ""),
        ("../2009", "", ""),
        ("XXXX-01-01", "", ""),
    ],
)
def test_a_day_at_the_borders_of_the_calendar_is_written_whole_or_not_at_all(
    kb: KnowledgeBase, edtf: str, first: str, after: str
) -> None:
    made = gathered(agenda(base(kb, thing("event", "fete", state("date", date=edtf))), SITE, Past()))
    lines = b"".join(made.values()).decode().split("\r\n")

    (kind,) = {line for line in lines if line in {"BEGIN:VEVENT", "BEGIN:VJOURNAL"}}
    found = {line.split(":")[0]: line.split(":")[1] for line in lines if line.startswith("DT") and "VALUE" in line}
    assert kind == ("BEGIN:VEVENT" if first else "BEGIN:VJOURNAL")
    assert found == ({"DTSTART;VALUE=DATE": first, "DTEND;VALUE=DATE": after} if first else {})


def test_a_calendar_without_an_address_has_no_half_of_one(graph: Graph) -> None:
    (content,) = gathered(agenda(graph, "", Past())).values()

    assert b"\r\nURL" not in content


def test_every_dated_event_is_in_the_calendar_once(calendar: icalendar.Calendar, graph: Graph) -> None:
    dated_events = {e.id for e in graph.kb.of_kind("event") if e.with_property("date")}
    found = [str(part["UID"]).removesuffix("@passerelles") for part in calendar.walk() if "UID" in part]

    assert sorted(found) == sorted(dated_events)
    assert calendar.errors == []


def test_only_a_day_without_doubt_that_has_come_is_confirmed(calendar: icalendar.Calendar, graph: Graph) -> None:
    confirmed = set()
    for part in calendar.walk("VEVENT"):
        event = graph.kb.entities[str(part["UID"]).removesuffix("@passerelles")]
        held = {s.choice for s in event.with_property("state")} == {"held"}
        days = {s.date for s in event.with_property("date")}
        is_sure = len(days) == 1 and all(map(is_given_to_the_day, days))
        assert part["STATUS"] == ("CONFIRMED" if held and is_sure else "TENTATIVE"), event.id
        assert ("day uncertain" in part["SUMMARY"]) is not is_sure, event.id
        confirmed |= {event.id} if part["STATUS"] == "CONFIRMED" else set()

    assert "reunion-groupe-pays-2024-11" in confirmed
    assert {str(part["STATUS"]) for part in calendar.walk("VEVENT")} == {"CONFIRMED", "TENTATIVE"}


def test_a_disputed_day_spans_all_that_it_may_be(calendar: icalendar.Calendar) -> None:
    parts = {str(part["UID"]): part for part in calendar.walk("VEVENT")}
    closing = parts["cloture-assises-12@passerelles"]

    assert (closing["DTSTART"].dt, closing["DTEND"].dt) == (datetime.date(2023, 4, 15), datetime.date(2023, 4, 17))
    assert "15\u00a0or 16\u00a0April 2023" in closing["SUMMARY"]


def test_what_may_be_any_day_of_a_year_has_no_day(calendar: icalendar.Calendar) -> None:
    journals = {str(part["UID"]).removesuffix("@passerelles"): part for part in calendar.walk("VJOURNAL")}

    assert "assises-13" in journals
    assert all("DTSTART" not in part and "STATUS" not in part for part in journals.values())


@pytest.mark.parametrize(
    ("date", "is_sure"),
    [
        ("2024-11-06", True), ("2024-11-06/2024-11-08", True), ("2024-11", False), ("2023-04-16?", False),
        ("[2023-04-15,2023-04-16]", False), ("2024-11-06/..", False), ("XXXX-11-06", False), ("2009", False),
    ],
)  # fmt: skip
def test_a_day_without_doubt(date: str, is_sure: bool) -> None:
    assert is_given_to_the_day(date) is is_sure
