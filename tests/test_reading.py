"""What a reader has at hand on a page: the words around a quote, a citation, a correction, the readings of a source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from urllib.parse import parse_qs, urlsplit

import lxml.html
import pytest
from playwright.sync_api import Browser, Page

from conftest import ROOT
from passerelles.collate import witness_words
from passerelles.graph import Graph
from passerelles.model import KnowledgeBase
from passerelles.pages.received import received_lines
from passerelles.pages.voice import Voice
from passerelles.publication import Publication, publication


@pytest.fixture(params=[True, False], ids=["with script", "without script"])
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    context = browser.new_context(java_script_enabled=request.param, viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


# The statement ---------------------------------------------------------------------------------------


@pytest.mark.browser
def test_a_statement_opens_the_sentence_around_its_words_and_its_citation(page: Page, address: str) -> None:
    page.goto(f"{address}en/partnerships/rennes-hue/")
    statement = page.locator("[data-statement='rennes-hue.agreement']")

    assert not statement.locator(".around").first.is_visible()
    statement.locator("summary").click()

    assert statement.locator(".around").first.is_visible()
    cited = statement.locator(".cite").inner_text()
    assert "Le Courrier du Vietnam" in cited
    assert "§\u00a018" in cited
    assert "https://passerelles.example/en/partnerships/rennes-hue/#agreement" in cited


MARKS = """(sign) => [...document.querySelectorAll('.words :is(blockquote, .quote)')]
    .map((e) => getComputedStyle(e, sign).content).filter((c) => c !== 'none')"""


@pytest.mark.browser
def test_quoted_words_stand_in_one_pair_of_marks_in_each_language(page: Page, address: str) -> None:
    page.goto(f"{address}en/partnerships/rennes-hue/")

    quotes = page.locator(".words .quote").count()
    assert quotes > 10
    assert page.evaluate(MARKS, "::before") == ["open-quote"] * quotes
    assert page.evaluate(MARKS, "::after") == ["close-quote"] * quotes


def test_each_statement_says_how_many_sources_it_rests_on(pages: dict[str, str], kb: KnowledgeBase) -> None:
    seen = 0
    for address, html in pages.items():
        if "data-statement=" not in html or address.startswith("en/"):
            continue
        for statement in lxml.html.document_fromstring(html).xpath("//div[@data-statement and @id]"):
            identity = statement.get("data-statement")
            sources = {e.source for s in kb.statements if s.id == identity for e in s.evidence}
            said = statement.xpath(".//summary")[0].text_content()
            assert re.search(rf"\b{len(sources)} source", said), (identity, said)
            seen += 1
            if seen > 150:
                return
    raise AssertionError("no statement to look at")


def test_sources_that_complete_each_other_are_not_said_to_agree(graph: Graph) -> None:
    voice = Voice(graph, "fr", "")
    together = [s for s in graph.kb.statements if s.note and len({e.source for e in s.evidence}) > 1]
    alone = [s for s in graph.kb.statements if not s.note and len({e.source for e in s.evidence}) > 1]

    assert together
    assert alone
    assert not any("concordent" in voice.agreement(s) for s in together)
    assert all("concordent" in voice.agreement(s) for s in alone)


def test_the_words_around_a_quote_are_those_of_its_paragraph(graph: Graph) -> None:
    compared = 0
    for statement in graph.kb.statements:
        for evidence in statement.evidence:
            for language in ("fr", "en"):
                before, after = Voice(graph, language, "").around(evidence, language)
                edition = graph.kb.sources[evidence.source].editions[language]
                whole = "".join(f"{before}{evidence.quote[language]}{after}".replace("…", "").split())
                texts = ["".join(p.text.split()).replace("…", "") for p in edition.paragraphs]
                assert any(whole in text for text in texts), (statement.id, whole)
                compared += 1
    assert compared > 1000


def test_a_correction_opens_the_line_of_the_statement(pages: dict[str, str], kb: KnowledgeBase) -> None:
    statement = next(s for s in kb.statements if s.id == "rennes-hue.agreement")

    line = f"data/partnerships/rennes-hue.yml#L{statement.where.line}"

    assert f"https://forge.example/passerelles/passerelles/blob/main/{line}" in pages["partnerships/rennes-hue/"]


def test_an_error_is_reported_in_a_form_that_knows_the_page(pages: dict[str, str]) -> None:
    for address, form in (("partnerships/rennes-hue/", "corriger"), ("en/people/to-lam/", "correct")):
        found = re.search(r'<a href="([^"]+)" data-report>', pages[address])
        assert found
        asked = parse_qs(urlsplit(unescape(found[1])).query)
        assert asked["template"] == [f"{form}.yml"]
        assert asked["page"][0].startswith("https://passerelles.example/")
        assert (ROOT / f".github/ISSUE_TEMPLATE/{form}.yml").is_file()


def test_without_a_forge_there_are_no_dead_pencils(graph: Graph) -> None:
    voice = Voice(graph, "fr", "", Publication("https://x.example/"))

    assert voice.correction(graph.kb.statements[0]) == ""
    assert voice.help_href(graph.gaps[0]) == ""


@pytest.mark.parametrize(
    ("make", "address"),
    [
        ("github", "https://f.example/a/b/blob/main/data/x.yml#L7"),
        ("gitlab", "https://f.example/a/b/-/blob/main/data/x.yml#L7"),
        ("gitea", "https://f.example/a/b/src/branch/main/data/x.yml#L7"),
    ],
)
def test_each_make_of_forge_is_spelt_its_own_way(make: str, address: str) -> None:
    forge = publication("", {"repository": "https://f.example/a/b/", "branch": "main", "type": make})

    assert forge.view("data/x.yml", 7) == address
    assert forge.view("data/é x.yml", 7).endswith("/data/%C3%A9%20x.yml#L7")
    odd = replace(forge, repository="https://f.example/{path}/{line}")
    assert odd.view("data/x.yml", 7) == address.replace("a/b", "{path}/{line}")


@pytest.mark.parametrize("wrong", [{"repository": "ftp://x"}, {"repository": "https://x.example", "type": "svn"}])
def test_a_wrong_forge_setting_says_what_was_expected(wrong: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"mkdocs\.yml: extra\.forge\.\w+: .* was expected"):
        publication("", wrong)


@pytest.mark.browser
def test_a_link_to_a_statement_shows_its_words_on_hover_and_focus(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(f"{address}partnerships/rennes-hue/")
    link = page.locator("dl.front [data-shows]").first

    link.focus()
    page.wait_for_selector("#evidence-card")
    assert "nouveau partenariat sur la transition écologique" in page.locator("#evidence-card").inner_text()
    page.keyboard.press("Escape")
    assert page.locator("#evidence-card").count() == 0
    page.locator("h1").hover()
    page.locator(".thread [data-shows]").first.hover()
    page.wait_for_selector("#evidence-card")
    page.locator("#evidence-card").hover()
    page.wait_for_timeout(400)  # longer than it takes to close: a pointer on the card keeps it
    assert page.locator("#evidence-card").is_visible()
    context.close()


@pytest.mark.browser
def test_a_tap_shows_the_words_and_a_second_one_leads_to_them(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True)
    page = context.new_page()
    page.goto(f"{address}partnerships/rennes-hue/")
    link = page.locator("dl.front [data-shows]").first

    link.tap()
    page.wait_for_selector("#evidence-card")
    assert "nouveau partenariat sur la transition écologique" in page.locator("#evidence-card").inner_text()
    assert urlsplit(page.url).fragment == ""
    link.tap()
    page.wait_for_url("**#agreement")
    context.close()


@pytest.mark.browser
@pytest.mark.parametrize(
    ("path", "link"),
    [
        ("map/", ".map-table [data-shows]"),
        ("relations/", "table.ties [data-shows]"),
        ("timeline/", ".occurrence .facts [data-shows]"),
        ("relations/actors/", ".actors [data-shows]"),
    ],
)
def test_where_a_statement_stands_on_another_page_its_link_shows_the_words(
    browser: Browser, address: str, path: str, link: str
) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(f"{address}{path}")

    page.locator(link).first.focus()

    card = page.wait_for_selector("#evidence-card")
    assert card.is_visible()
    words, source = page.locator(link).first.get_attribute("data-shows"), card.query_selector(".from")
    assert words
    assert words in card.inner_text()
    assert source
    assert "§" in source.inner_text()
    page.locator(link).first.press("Enter")
    page.wait_for_url("**#*")
    assert words in page.locator(f"[id='{urlsplit(page.url).fragment}']").inner_text()
    context.close()


# The readings of a source ----------------------------------------------------------------------------


@pytest.mark.browser
def test_a_source_is_read_beside_its_translation_paragraph_by_paragraph(page: Page, address: str) -> None:
    page.goto(f"{address}sources/cvn-assises-12/")

    page.locator("#read-parallel").check()

    french, english = page.locator("#p5"), page.locator("#p5 + .twin")
    assert english.get_attribute("lang") == "en"
    left, right = french.bounding_box(), english.bounding_box()
    assert left
    assert right
    assert abs(left["y"] - right["y"]) < 4
    assert right["x"] > left["x"] + left["width"]


@pytest.mark.browser
def test_a_source_is_read_as_it_was_received_with_its_corrections(page: Page, address: str) -> None:
    page.goto(f"{address}en/sources/kitakyushu-eau/")

    page.locator("#read-A").check()

    assert not page.locator(".edition > p").first.is_visible()
    received = page.locator(".received:visible")
    assert received.count() == 1
    assert received.locator("del", has_text="viethamiens a").count() == 1
    assert received.locator("ins", has_text="vietnamiens à").count() == 1


def test_a_received_file_is_shown_whole(kb: KnowledgeBase) -> None:
    shown = 0
    for source in kb.sources.values():
        for witness in source.witnesses:
            data = kb.received[witness.file]
            words = [word.text for word in witness_words("", data.decode("utf-8", "replace"))]
            pieces = [piece for _, line in received_lines(witness, data) for piece in line]
            assert " ".join(piece.words for piece in pieces if piece.words).split() == words, witness.file
            assert {piece.change for piece in pieces if piece.change} == set(witness.changes)
            shown += 1
    assert shown == 5


# The kinds -------------------------------------------------------------------------------------------


def test_a_disputed_date_is_said_in_words(pages: dict[str, str]) -> None:
    def line(address: str) -> str:
        found = lxml.html.document_fromstring(pages[address]).xpath("//p[@class='date-line']")[0]
        return " ".join(found.text_content().split())

    assert line("events/cloture-assises-12/").startswith("15 ou 16 avril 2023 : les sources divergent")
    assert line("en/events/cloture-assises-12/").startswith("15 or 16 April 2023: the sources disagree")


def test_a_dossier_sets_two_parties_face_to_face_and_tells_what_is_beyond_the_texts_apart(
    pages: dict[str, str],
) -> None:
    tree = lxml.html.document_fromstring(pages["partnerships/kitakyushu-haiphong/"])

    names = [" ".join(e.text_content().split()) for e in tree.xpath("//div[@class='party']/p[@class='name']")]
    beyond = tree.xpath("//ol[@class='thread']/li[@class='is-beyond']")
    stated = tree.xpath("//ol[@class='thread']/li[not(@class)]")

    assert names == ["Kitakyushu", "Haïphong"]
    assert len(beyond) == 3
    assert all("hors des textes" in e.text_content() for e in beyond)
    assert stated
    assert not any("hors des textes" in e.text_content() for e in stated)


def test_every_gap_says_how_to_help(pages: dict[str, str], graph: Graph) -> None:
    roots = [lxml.html.document_fromstring(h) for a, h in pages.items() if a.startswith("gaps/")]
    listed = [e for root in roots for e in root.xpath("//ul[contains(@class, 'gaps')]/li")]
    said = {(e.xpath("../@class")[0], e.xpath("./a/text()")[0]) for e in listed}
    spoken = [p for e in listed for p in e.xpath("./p")]
    terse = [g for g in graph.gaps if g.kind in {"undated", "unthemed", "single-source"}]

    assert all("/edit/main/" in e.xpath("./a[@data-correct]/@href")[0] for e in listed)
    assert len(spoken) == len(graph.gaps) - len(terse)
    assert {("gaps is-terse", g.subject.name["fr"]) for g in terse} == {s for s in said if "is-terse" in s[0]}


# What each kind of page says first --------------------------------------------------------------------


def _headings(html: str) -> list[str]:
    return [h.text_content().strip() for h in lxml.html.document_fromstring(html).xpath("//main//h2")]


def test_a_territory_says_first_what_ties_it_to_others_and_a_country_leads_to_its_entries(
    pages: dict[str, str],
) -> None:
    hue = lxml.html.document_fromstring(pages["territories/hue/"])
    vietnam = lxml.html.document_fromstring(pages["territories/vietnam/"])

    assert _headings(pages["territories/hue/"])[0] == "Partenariats"
    assert _headings(pages["territories/hue/"]).count("Partenariats") == 1
    assert [a.text for a in hue.xpath("//div[@class='whereabouts']//li/a")] == ["Rennes – Huế"]
    assert "../../browse/countries/vietnam/" in vietnam.xpath("//section[@aria-labelledby='of-country']/p/a/@href")
    assert not hue.xpath("//div[@class='whereabouts']//p/a")


def test_a_name_in_a_language_that_nobody_has_named_yet_says_its_code(graph: Graph) -> None:
    said = {tongue: [Voice(graph, tongue, "").name_in(code) for code in ("ja", "ko")] for tongue in ("fr", "en")}

    assert said == {
        "fr": ["Nom en japonais", "Nom (langue\u00a0: ko)"], "en": ["Name in Japanese", "Name (language: ko)"],
    }  # fmt: skip


def test_a_place_shows_its_name_in_another_script_beside_its_map(pages: dict[str, str]) -> None:
    def scripts(address: str) -> list[tuple[str, str]]:
        found = lxml.html.document_fromstring(pages[address]).xpath("//p[@class='script']/b")
        return [(b.get("lang"), b.text) for b in found]

    assert scripts("territories/kitakyushu/") == [("ja", "北九州市")]
    assert scripts("en/territories/haiphong/") == [("vi", "Hải Phòng")]
    assert scripts("territories/metropole-rouen-normandie/") == []


def test_a_theme_names_each_partnership_that_works_on_it_once_with_the_words_that_say_so(pages: dict[str, str]) -> None:
    water = lxml.html.document_fromstring(pages["themes/eau-assainissement/"])
    workers = water.xpath("//section[@aria-labelledby='workers']//li")
    listed = [a.text for a in water.xpath("//ul[@class='cards']/li/a")]

    assert [li.xpath("./a")[0].text for li in workers] == ["Kitakyushu – Haïphong", "SEAFF / SFL – Bình Định"]
    assert all(li.xpath("./q")[0].text_content() for li in workers)
    assert listed.count("Kitakyushu – Haïphong") == 1


def test_the_pages_of_a_long_entry_are_named_by_what_they_hold(pages: dict[str, str]) -> None:
    first = lxml.html.document_fromstring(pages["partnerships/kitakyushu-haiphong/"])
    named = [" ".join(a.text_content().split()) for a in first.xpath("(//nav[@class='parts'])[1]//a")]
    others = [h for a, h in pages.items() if re.fullmatch(r"partnerships/kitakyushu-haiphong/p/\d+/", a)]

    assert len(named) == len(others) + 1
    assert named[0].startswith("1 Partenaire, État")
    for name, html in zip(named[1:], others, strict=True):
        assert name.split(" ", 1)[1].split(",")[0].rstrip("…") == _headings(html)[0]


def test_a_long_page_of_prose_lists_its_sections_in_its_margin(pages: dict[str, str]) -> None:
    seen = 0
    for address in ("method/", "contribute/", "en/reuse/"):
        tree = lxml.html.document_fromstring(pages[address])
        targets = [href.lstrip("#") for href in tree.xpath("//nav[@class='contents']//a/@href")]
        assert targets == tree.xpath("//article//h2/@id")
        seen += len(targets)
    assert seen > 12


def test_each_page_has_a_description_of_its_own(pages: dict[str, str]) -> None:
    described: dict[tuple[str, str], str] = {}
    for address, html in pages.items():
        tree = lxml.html.document_fromstring(html)
        words = tree.xpath("//meta[@name='description']/@content")
        if tree.xpath("//meta[@http-equiv='refresh']") or not words:
            continue
        assert len(words[0]) >= 25, address
        assert described.setdefault((tree.get("lang"), words[0]), address) == address
    assert len(described) > 300


def test_in_the_language_of_the_author_the_translation_stands_folded_with_the_context(
    pages: dict[str, str], kb: KnowledgeBase
) -> None:
    told = {s.id: s for s in kb.statements}
    statements = lxml.html.document_fromstring(pages["partnerships/rennes-hue/"]).xpath("//div[@data-statement]")

    for element in statements:
        evidence = told[element.get("data-statement")].evidence
        shown = [" ".join(q.text_content().split()) for q in element.xpath(".//blockquote[@class='tr']")]
        assert shown == [" ".join(e.quote["en"].split()) for e in evidence]
    assert len(statements) > 4
    assert 'class="tr"' not in pages["en/partnerships/rennes-hue/"]


def test_a_citation_names_each_source_once_with_its_paragraphs(graph: Graph) -> None:
    status = next(s for s in graph.kb.statements if s.id == "le-havre-da-nang.status")

    assert Voice(graph, "fr", "").passages(status) == (
        "«\u202fRéunion du groupe-pays Vietnam\u202f» (Cités Unies France, 6\u00a0novembre 2024, §\u00a02, 8, 17)"
    )
    assert Voice(graph, "en", "").passages(status) == (
        "“Meeting of the Vietnam country group” (Cités Unies France, 6\u00a0November 2024, §\u00a02, 8, 17)"
    )


@pytest.mark.parametrize("language", ["fr", "en"])
def test_near_subjects_of_public_vocabularies_stand_beyond_the_texts(
    pages: dict[str, str], kb: KnowledgeBase, language: str
) -> None:
    things, seen = [*kb.of_kind("theme"), *kb.of_kind("term")], 0
    for thing in things:
        folder = kb.schema.kinds[thing.kind].folder
        page = lxml.html.document_fromstring(pages[f"{'' if language == 'fr' else 'en/'}{folder}/{thing.id}/"])
        sections = page.xpath("//section[@aria-labelledby='matches']")
        assert len(sections) == bool(thing.matches), thing.id
        for section in sections:
            assert section.get("class") == "beyond"
            assert section.xpath("string(h2)").startswith(kb.labels["beyond"][language])
            shown = [
                (dt.xpath("string(a)"), dt.text_content().rsplit(", ", 1)[1], item.text_content(), item.get("href"))
                for dt in section.xpath(".//dt")
                for item in dt.getnext().xpath("*[@lang='en']")
            ]
            known = kb.schema.vocabularies
            groups = [(m.vocabulary, m.match) for m in thing.matches]
            assert shown == [
                (
                    known[m.vocabulary].title[language], kb.labels[f"matches-{m.match}"][language],
                    f"{m.code} {m.name}".strip(), known[m.vocabulary].address_of(m.code) or None,
                )
                for m in sorted(thing.matches, key=lambda m: groups.index((m.vocabulary, m.match)))
            ]  # fmt: skip
            urls = {known[m.vocabulary].title[language]: known[m.vocabulary].url for m in thing.matches}
            assert {a.text: a.get("href") for a in section.xpath(".//dt/a")} == urls
            seen += len(shown)
    assert seen > 50
