"""The timeline: nothing dated is forgotten, no doubt is hidden, and the picture says what the list says."""

from __future__ import annotations

import re
from itertools import pairwise

import lxml.html
import pytest
from playwright.sync_api import Browser

from passerelles.dates import MONTHS
from passerelles.export.agenda import agenda
from passerelles.export.form import gathered
from passerelles.export.past import Past
from passerelles.graph import Graph
from passerelles.model import KnowledgeBase
from passerelles.pages.timeline import sift_path
from passerelles.pages.voice import Voice
from passerelles.timeline import occurrences, sifts
from passerelles.timeline.axis import axis
from passerelles.timeline.lanes import DISC, picture
from passerelles.timeline.span import span_of
from small_base import base, pages_of, select, state, thing


def lines(html: str) -> list[str]:
    """The list as a reader reads it, a line each."""
    tree = lxml.html.fromstring(html)
    return [f"{li.get('value')}. {' '.join(' '.join(li.itertext()).split())}" for li in select(tree, "li.occurrence")]


def marks(html: str) -> list[str]:
    return [str(a.get("aria-label")) for a in select(lxml.html.fromstring(html), "svg.frieze a")]


@pytest.fixture(scope="module")
def odd(kb: KnowledgeBase) -> Graph:
    """One of each oddity that a date may have."""
    held, planned = state("state", choice="held"), state("state", choice="planned")
    return base(
        kb,
        thing("event", "sure", state("date", date="2023-04-15"), held, kind_type="meeting"),
        thing("event", "undated", held, kind_type="ceremony"),
        thing("event", "open", state("date", date="2020/.."), held),
        thing("event", "before", state("date", date="../2014"), held),
        thing("event", "decade", state("date", date="201X"), held),
        thing("event", "no-year", state("date", date="XXXX-04-15"), held),
        thing("event", "nothing", held),
        thing("event", "next", state("date", date="2019"), planned),
        thing("event", "long", state("date", date="2023-04"), held, label="Assemblée " * 20),
    )  # fmt: skip


def test_every_dated_statement_of_the_corpus_is_told_once(kb: KnowledgeBase, graph: Graph) -> None:
    told = [s.id for o in occurrences(graph) for s in (*o.statements, *o.attached)]

    dated = [s.id for s in kb.statements if s.date]

    assert len(dated) > 30
    assert sorted(set(dated) - set(told)) == []
    assert [i for i in set(told) if told.count(i) > 1] == []


def test_the_list_reads_as_the_sources_date_it(kb: KnowledgeBase) -> None:
    graph = base(
        kb,
        thing("event", "assises", kind_type="series", label="Assises"),
        thing(
            "event", "closing", state("date", date="2023-04-16", status="conflict"),
            state("date", date="2023-04-15", status="conflict"), state("state", choice="held"),
            state("series", "assises"), kind_type="ceremony", label="Clôture",
        ),
        thing("event", "next", state("date", date="2026~"), state("state", choice="planned"), label="Prochaine"),
        thing("event", "lost", state("state", choice="held"), label="Oubliée"),
        thing(
            "partnership", "a-b", state("signature", "closing", date="2023-04"),
            state("agreement", words="un accord", date="2009"), label="A – B",
        ),
    )  # fmt: skip

    page = pages_of(graph)["timeline/"].content

    assert lines(page) == [
        "1. 2009 A – B accord un accord",
        "2. 15 ou 16 avril 2023 : les sources divergent Clôture cérémonie Édition de la série : Assises "
        "A – B signature, avril 2023",
        "3. vers 2026 Prochaine prévu à la date du texte (Cités Unies France, 6 novembre 2024, § 35)",
        "4. date non précisée Oubliée",
    ]
    assert marks(page) == [
        "2. Clôture, 15\u00a0ou 16\u00a0avril 2023\u00a0: les sources divergent",
        "1. A – B, accord, 2009",
        "3. Prochaine, vers 2026, prévu ou envisagé à la date du texte",
    ]


@pytest.mark.parametrize(
    "rival", [*(f"2023-{part}" for part in MONTHS), "2023/2024", "2023-05?", "[2023,2024]", "../2014"]
)
def test_disputed_dates_of_any_form_are_told_together_on_every_page(kb: KnowledgeBase, rival: str) -> None:
    dates = [state("date", date=date, status="conflict") for date in ("2022-04-15", rival)]
    graph = base(
        kb,
        thing("territory", "a"), thing("territory", "b"), thing("organisation", "o"),
        thing("event", "closing", *dates, state("participant", "o"), state("place", "a")),
        thing("partnership", "a-b", state("party", "a"), state("party", "b"), state("signature", "closing")),
    )  # fmt: skip

    pages = pages_of(graph)
    told = Voice(graph, "fr", "events/closing/").dates(tuple(sorted(["2022-04-15", rival])))

    listed = ("events/closing/", "partnerships/a-b/", "organisations/o/", "territories/a/", "timeline/")
    assert [path for path in listed if " ou " not in told or told not in pages[path].content] == []
    (calendar,) = gathered(agenda(graph, "", Past())).values()
    assert b"BEGIN:VJOURNAL" in calendar  # of no one day


def test_an_oddly_dated_event_is_placed_by_what_is_known_of_it(odd: Graph) -> None:
    placed = {o.subject.id: (o.section, o.span and (o.span.year, o.span.month)) for o in occurrences(odd)}

    assert placed == {
        "decade": ("past", (2010, -1)),
        "before": ("past", (2014, -1)),
        "open": ("past", (2020, -1)),
        "long": ("past", (2023, 4)),
        "sure": ("past", (2023, 4)),
        "next": ("planned", (2019, 0)),
        "undated": ("undated", None),
        "no-year": ("undated", None),
        "nothing": ("undated", None),
    }


def test_only_a_certain_day_is_drawn_as_a_full_disc(odd: Graph) -> None:
    drawn = picture(list(enumerate(occurrences(odd), 1)))

    full = [m.occurrence.subject.id for lane in drawn.lanes for m in lane.marks if not m.width]

    assert full == ["sure"]


def test_an_open_end_runs_to_the_edge_of_the_picture(odd: Graph) -> None:
    drawn = {
        m.occurrence.subject.id: m for lane in picture(list(enumerate(occurrences(odd), 1))).lanes for m in lane.marks
    }

    assert drawn["before"].left == 0
    assert drawn["open"].left + drawn["open"].width == pytest.approx(100)


@pytest.mark.parametrize("dates", [("2023-04-15",), ("1901", "2099"), ("201X", "2023-04"), ("0001", "9999")])
def test_an_axis_holds_every_day_of_its_spans(dates: tuple[str, ...]) -> None:
    spans = [span for date in dates if (span := span_of((date,)))]

    scale = axis(spans)

    for span in spans:
        left, right = scale.reach(span)
        assert 0 <= left <= right <= 100


def test_the_picture_of_one_year_names_its_quarters(kb: KnowledgeBase) -> None:
    held = state("state", choice="held")
    events = [thing("event", f"e{month}", state("date", date=f"2023-{month:02}"), held) for month in (2, 11)]

    page = pages_of(base(kb, *events))["timeline/"].content

    written = [text.text_content() for text in select(lxml.html.fromstring(page), "svg.frieze text.axis")]
    assert written == ["2023", "avril", "juillet", "octobre"]


def test_a_hundred_editions_are_one_lane_whose_marks_do_not_touch(kb: KnowledgeBase) -> None:
    held = state("state", choice="held")
    editions = [
        thing("event", f"edition-{i}", state("date", date=f"{1900 + i}-05-01"), held, state("series", "series"))
        for i in range(100)
    ]
    graph = base(kb, thing("event", "series", kind_type="series"), *editions)

    drawn = picture(list(enumerate(occurrences(graph), 1)))

    assert [lane.key for lane in drawn.lanes] == ["series"]
    rows: dict[int, list[float]] = {}
    for mark in drawn.lanes[0].marks:
        rows.setdefault(mark.top, []).append(mark.centre)
    assert sum(map(len, rows.values())) == 100
    for centres in rows.values():
        assert all(b - a >= 2 * DISC - 0.02 for a, b in pairwise(centres))


def test_a_page_of_a_long_timeline_stays_light_and_the_numbers_go_on(kb: KnowledgeBase) -> None:
    held = state("state", choice="held")
    events = [
        thing(
            "event", f"e{i:03}", state("date", date=f"{1950 + i % 70}-0{i % 9 + 1}"), held, label=f"Réunion {i} " * 12
        )
        for i in range(120)
    ]

    pages = pages_of(base(kb, *events))

    found = {path: page for path, page in pages.items() if re.fullmatch(r"timeline/(p/\d+/)?", path)}
    numbers = [int(line.split(".")[0]) for page in found.values() for line in lines(page.content)]
    assert len(found) > 2
    assert numbers == list(range(1, 121))
    assert max(len(page.content.encode()) for page in found.values()) < 33_000
    years = re.findall(r'<li><a href="([^"]*)#([^"]*)"[^>]*>(\d{4}|années [\d]+) ', found["timeline/"].content)
    assert years
    for _, anchor, _ in years:
        assert sum(f'id="{anchor}"' in page.content for page in found.values()) >= 1


def test_each_mark_of_a_picture_leads_to_its_line_and_says_the_same(pages: dict[str, str]) -> None:
    checked = 0
    for address, page in pages.items():
        if not re.match(r"(en/)?timeline/", address):
            continue
        tree = lxml.html.fromstring(page)
        words = {li.get("id"): " ".join(" ".join(li.itertext()).split()) for li in select(tree, "li.occurrence")}
        for mark in select(tree, "svg.frieze a"):
            said = " ".join(str(mark.get("aria-label")).split())
            name, date = re.match(r"\d+\. (.*?), ([^,]*\d{4})", said).groups()  # type: ignore[union-attr]
            line = words[str(mark.get("href")).removeprefix("#")]
            assert date in line, (address, date, line)
            assert name.split(",")[0] in line, (address, name, line)
            checked += 1
        undated = {i for i, text in words.items() if "date non précisée" in text or "date not stated" in text}
        assert undated.isdisjoint(str(a.get("href"))[1:] for a in select(tree, "svg.frieze a"))
    assert checked > 100


def test_a_filter_keeps_what_it_says_and_counts_it(graph: Graph, pages: dict[str, str]) -> None:
    assert {group for group, _ in sifts(graph)} == {"kinds", "themes", "countries"}
    for sift, told in sifts(graph).items():
        assert len(lines(pages[sift_path(sift)])) == len(told), sift
        assert re.search(rf'aria-current="page">[^<]+</a> <span>{len(told)}</span>', pages[sift_path(sift)]), sift


def test_the_two_sources_of_the_closing_day_are_told_apart(pages: dict[str, str]) -> None:
    assert any("15 ou 16 avril 2023 : les sources divergent" in line for line in lines(pages["timeline/"]))
    assert any(
        name.endswith("15\u00a0or 16\u00a0April 2023: the sources disagree") for name in marks(pages["en/timeline/"])
    )


@pytest.mark.browser
@pytest.mark.parametrize("width", [390, 1920])
def test_the_frieze_fits_its_screen_and_its_marks_do_not_touch(browser: Browser, address: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, java_script_enabled=True)
    page = context.new_page()
    page.goto(f"{address}timeline/")

    boxes = page.eval_on_selector_all(
        ".frieze circle", "all => all.map(c => { const b = c.getBoundingClientRect(); return [b.x, b.y, b.right]; })"
    )
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")

    assert wide <= 0
    assert len(boxes) > 20
    touching = [
        (a, b)
        for i, a in enumerate(boxes)
        for b in boxes[i + 1 :]
        if abs(a[1] - b[1]) < 20 and a[0] < b[2] - 1 and b[0] < a[2] - 1
    ]
    assert touching == []
    page.locator(".frieze a").first.focus()
    page.keyboard.press("Enter")
    assert re.search(r"#n\d+$", page.url)
    context.close()
