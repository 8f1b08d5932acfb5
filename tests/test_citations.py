"""Citations: every page and statement, in words and for reference managers, read back by programs that are not ours."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape
from typing import Any
from urllib.parse import parse_qs, quote_plus

import lxml.html
import pytest
import rispy
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from playwright.sync_api import Browser, Page
from pybtex.database import BibliographyData, parse_string

from passerelles.citation import Item, bibtex, csl, page_items, ris, source_item, statement_item
from passerelles.export.citations import citations
from passerelles.export.form import gathered
from passerelles.export.past import Past
from passerelles.graph import Graph
from passerelles.model import KnowledgeBase
from passerelles.pages import Page as PageOf
from passerelles.pages.voice import Voice
from passerelles.publication import Publication, quoted
from small_base import base, thing
from test_dates import READ

WHERE = Publication("https://passerelles.example/")
SETS = ("citations", "statements")
WRITTEN = "https://passerelles.example/en/a_b/~c?d=e&f#g h", "« Huế » – Đà Nẵng + l’eau, 100 %", "~.-_/\n\t𝄞"
TODAY = "2026-11-28T12:00:00"


@pytest.mark.parametrize("words", WRITTEN)
def test_words_are_written_in_an_address_as_programs_read_them(words: str) -> None:
    assert quoted(words) == quote_plus(words)


@pytest.fixture(scope="module")
def files(graph: Graph) -> dict[str, str]:
    return {
        path.removeprefix("api/v1/"): content.decode()
        for path, content in gathered(citations(graph, WHERE.site_url, Past())).items()
    }


def ids(kb: KnowledgeBase, name: str) -> list[str]:
    return [s.id for s in kb.statements] if name == "statements" else list(kb.entities)


@pytest.mark.parametrize("name", SETS)
def test_pybtex_reads_every_entry_with_its_accents(files: dict[str, str], kb: KnowledgeBase, name: str) -> None:
    found: BibliographyData = parse_string(files[f"{name}.bib"], "bibtex")

    assert list(found.entries) == ids(kb, name)
    assert all(entry.fields["title"] and entry.fields["url"].startswith("https://") for entry in found.entries.values())
    if name == "citations":
        article = found.entries["cvn-assises-12"]
        assert article.type == "article"
        assert article.fields["journal"] == "Le Courrier du Vietnam"
        assert article.fields["date"] == "2023-04~"
        assert [str(person) for person in article.persons["author"]] == ["{Hông Anh/CVN}"]


@pytest.mark.parametrize("name", SETS)
def test_rispy_reads_every_record(files: dict[str, str], kb: KnowledgeBase, name: str) -> None:
    found = rispy.loads(files[f"{name}.ris"])

    assert [record["id"] for record in found] == ids(kb, name)
    if name == "citations":
        by_id = {record["id"]: record for record in found}
        assert by_id["cuf-2024-11"]["type_of_reference"] == "RPRT"
        assert by_id["cuf-2024-11"]["date"] == "2024/11/06"
        assert "year" not in by_id["cvn-assises-12"]  # about April 2023: no field of RIS can say «about»


@pytest.mark.parametrize("name", SETS)
def test_citeproc_sets_every_item(files: dict[str, str], kb: KnowledgeBase, name: str) -> None:
    items: list[dict[str, Any]] = json.loads(files[f"{name}.csl.json"])
    assert [item["id"] for item in items] == ids(kb, name)

    some = [item for item in items if item["id"] in {"cvn-assises-12", "cuf-2024-11"}] or items[:20]
    style = CitationStylesStyle("harvard-cite-them-right", validate=False)
    made = CitationStylesBibliography(style, CiteProcJSON([_plain(item) for item in some]), formatter.plain)
    for item in some:
        made.register(Citation([CitationItem(item["id"])]))

    lines = [str(line) for line in made.bibliography()]
    assert len(lines) == len(some)
    assert all(item["title"] in unescape(line) for item, line in zip(some, sorted_like(some, lines), strict=True))


def _plain(item: dict[str, Any]) -> dict[str, Any]:
    """Without what CSL 1.0.2 has and this reader does not know yet."""
    return {key: value for key, value in item.items() if key != "custom"}


def sorted_like(items: list[dict[str, Any]], lines: list[str]) -> list[str]:
    return [next((line for line in lines if item["title"] in unescape(line)), "") for item in items]


def test_a_statement_names_each_source_that_it_quotes(files: dict[str, str], graph: Graph) -> None:
    found = parse_string(files["statements.bib"], "bibtex").entries

    for statement in graph.kb.statements:
        for evidence in statement.evidence:
            title = graph.kb.sources[evidence.source].name["fr"]
            assert re.sub(r"\s", "", title) in re.sub(r"\s", "", found[statement.id].fields["note"])


def test_a_statement_keeps_who_says_so_and_that_sources_disagree_at_an_address_that_lasts(
    files: dict[str, str], graph: Graph
) -> None:
    found = parse_string(files["statements.bib"], "bibtex").entries
    told = {s.id: found[s.id].fields for s in graph.kb.statements}
    spoken = [s for s in graph.kb.statements if s.said_by]
    disputed = [s for s in graph.kb.statements if s.status]

    assert len(spoken) > 100
    assert [s.id for s in spoken if f"selon {graph.kb.entities[s.said_by].name['fr']}" not in told[s.id]["note"]] == []
    assert {s.id for s in graph.kb.statements if "les sources divergent" in told[s.id]["note"]} == {
        s.id for s in disputed
    }
    assert len(disputed) > 5
    assert [s.id for s in graph.kb.statements if "/p/" in told[s.id]["url"]] == []  # pages of an entry come and go


def test_the_editors_words_for_an_absent_name_name_nobody(graph: Graph) -> None:
    unsigned = graph.kb.sources["cuf-2024-11"]
    voice = Voice(graph, "en", "sources/cuf-2024-11/", WHERE)

    assert unsigned.metadatum("author") is not None
    assert source_item(voice, unsigned) == Item(
        key="cuf-2024-11",
        genre="minutes",
        title="Réunion du groupe-pays Vietnam",
        url="https://passerelles.example/en/sources/cuf-2024-11/",
        language="fr",
        publisher="Cités Unies France",
        date="2024-11-06",
        note="unofficial translation in Passerelles",
        translated=("Meeting of the Vietnam country group",),
    )


@pytest.mark.parametrize(
    ("date", "parts", "about"),
    [
        ("2024-11-06", [2024, 11, 6], None),
        ("2023-04~", [2023, 4], True),
        ("[2009..]", None, None),
        ("2009/2011", None, None),
        ("202X", None, None),
        ("2009-XX", [2009], None),
        ("2009-04-XX~", [2009, 4], True),
        ("{2009,2010}", None, None),
        ("", None, None),
    ],
)
def test_a_date_is_as_certain_as_it_was(date: str, parts: list[int] | None, about: bool | None) -> None:
    item = Item("k", "article", "T", "https://x.example/", "fr", date=date)
    issued = csl(item).get("issued", {})

    assert isinstance(issued, dict)
    assert issued.get("date-parts") == (parts and [parts])
    assert issued.get("circa") is about
    assert ("PY  - " in ris(item)) is (parts is not None and not about)
    assert (f"date = {{{date}}}" in bibtex(item)) is bool(date)


def test_a_year_of_three_digits_is_written_with_the_four_that_ris_has() -> None:
    said = ris(Item("k", "article", "T", "https://x.example/", "fr", date="0938-04"))

    assert "PY  - 0938\r\nDA  - 0938/04/\r\n" in said


def test_signs_that_tex_reads_as_commands_come_back_as_they_were() -> None:
    title = "A & B_c 100 % #1 $ « é »"
    entry = parse_string(bibtex(Item("k", "page", title, "https://x.example/a_b#c", "fr")), "bibtex").entries["k"]

    assert re.sub(r"\\(.)", r"\1", entry.fields["title"]) == f"{{{title}}}"
    assert entry.fields["url"] == "https://x.example/a_b#c"


def test_every_page_can_be_cited_in_both_languages_and_by_reference_managers(pages: dict[str, str]) -> None:
    for address, html in pages.items():
        if 'http-equiv="refresh"' in html:
            continue
        tree = lxml.html.fromstring(html)
        own = tree.get("lang")
        cited = {
            p.get("lang"): p.text_content()
            for p in tree.xpath("//details[contains(@class, 'cite-page')]/p[@class='cite']")
        }
        other = {"fr": "en", "en": "fr"}[own]  # that of the page comes first
        assert list(cited) == ([own] if re.search("(?:contribute|reuse)/.", address) else [own, other]), address
        for language, line in cited.items():  # each with the address of its own page
            assert (".example/en/" in line) == (language == "en"), (address, line)
        meta = {name: tree.xpath(f"string(//meta[@name='{name}']/@content)") for name in ("citation_title", "DC.title")}
        assert meta["citation_title"] == meta["DC.title"] != "", address
        url = tree.xpath("string(//meta[@name='citation_public_url']/@content)")
        assert url == tree.xpath("string(//link[@rel='canonical']/@href)"), address
        said = parse_qs(tree.xpath("string(//span[@class='Z3988']/@title)"))
        assert said["rft_id"] == [url], address
        assert said.get("rft.title", said.get("rft.atitle")) == [meta["citation_title"]], address


def test_reference_managers_are_told_who_wrote_a_source_and_no_date_that_is_not_certain(pages: dict[str, str]) -> None:
    def meta(address: str) -> dict[str, str]:
        tree = lxml.html.fromstring(pages[address])
        return {m.get("name"): m.get("content") for m in tree.xpath("//meta[starts-with(@name, 'citation_')]")}

    assert meta("en/sources/cvn-assises-12/") == {
        "citation_title": "Coopération mutuelle pour un développement durable et inclusif",
        "citation_author": "Hông Anh/CVN",
        "citation_journal_title": "Le Courrier du Vietnam",
        "citation_language": "fr",
        "citation_public_url": "https://passerelles.example/en/sources/cvn-assises-12/",
    }
    assert meta("sources/cvn-forum-2025/")["citation_publication_date"] == "2025/11/25"


# In a browser ---------------------------------------------------------------------------------------


@pytest.fixture
def reader(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(accept_downloads=True)
    page = context.new_page()
    page.clock.set_fixed_time(TODAY)
    yield page
    context.close()


def saved(page: Page, scope: str, form: str) -> tuple[str, str]:
    """The name and the text of what the button downloads."""
    with page.expect_download() as waiting:
        page.locator(f"{scope} .cite-tools p").nth(1).get_by_text(form, exact=True).click()
    return waiting.value.suggested_filename, waiting.value.path().read_bytes().decode()


def without_the_day(text: str) -> str:
    """The same without the day of the visit, which a file made with the site cannot know."""
    text = text.replace("Y2  - 2026/11/28\r\n", "").replace(",\n  urldate = {2026-11-28}", "")
    assert "28" not in text.replace("#p28", "")
    return text


def three(item: Item) -> dict[str, Any]:
    return {"BibTeX": bibtex(item), "RIS": ris(item), "CSL-JSON": csl(item)}


def as_the_script_has_them(page: Page, scope: str) -> dict[str, Any]:
    made: dict[str, Any] = {form: saved(page, scope, form)[1] for form in ("BibTeX", "RIS", "CSL-JSON")}
    (item,) = json.loads(made["CSL-JSON"])
    assert item.pop("accessed") == {"date-parts": [[2026, 11, 28]]}
    return {"BibTeX": without_the_day(made["BibTeX"]), "RIS": without_the_day(made["RIS"]), "CSL-JSON": item}


@pytest.mark.browser
@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_script_makes_of_a_statement_what_we_make(reader: Page, address: str, graph: Graph, language: str) -> None:
    reader.goto(f"{address}{'' if language == 'fr' else 'en/'}partnerships/rennes-hue/")
    voice = Voice(graph, language, "partnerships/rennes-hue/", WHERE)
    for statement in graph.kb.entities["rennes-hue"].statements[:6:2]:
        scope = f'[data-statement="{statement.id}"]'
        reader.locator(f"{scope} .more summary").click()
        assert as_the_script_has_them(reader, scope) == three(statement_item(voice, statement))


@pytest.mark.browser
@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("name", ["cvn-assises-12", "cuf-2024-11", "kitakyushu-eau"])
def test_the_script_makes_of_a_source_what_we_make(
    reader: Page, address: str, graph: Graph, name: str, language: str
) -> None:
    reader.goto(f"{address}{'' if language == 'fr' else 'en/'}sources/{name}/")
    reader.locator(".cite-page summary").click()
    voice = Voice(graph, language, f"sources/{name}/", WHERE)

    assert as_the_script_has_them(reader, ".cite-page") == three(source_item(voice, graph.kb.sources[name]))


@pytest.mark.browser
@pytest.mark.parametrize("date", ["2009-04-XX?", "202X~", "{2009-04-XX,2010}", "0938-04", *READ])
def test_the_script_makes_of_any_date_what_we_make(reader: Page, address: str, graph: Graph, date: str) -> None:
    reader.goto(f"{address}sources/cvn-assises-12/")
    reader.locator(".cite-page [data-date][lang=fr]").evaluate("(line, date) => { line.dataset.date = date; }", date)
    reader.locator(".cite-page summary").click()
    item = source_item(Voice(graph, "fr", "sources/cvn-assises-12/", WHERE), graph.kb.sources["cvn-assises-12"])

    assert as_the_script_has_them(reader, ".cite-page") == three(item._replace(date=date))


@pytest.mark.browser
def test_a_reader_copies_the_reference_with_the_day_of_the_visit(reader: Page, address: str) -> None:
    reader.context.grant_permissions(["clipboard-read", "clipboard-write"])
    reader.goto(f"{address}partnerships/rennes-hue/")
    reader.locator(".cite-page summary").click()
    reader.locator(".cite-tools").get_by_text("la référence").click()

    assert reader.locator(".cite-tools [role=status]").inner_text() == "Copié."
    assert reader.evaluate("navigator.clipboard.readText()") == (
        "«\u202fRennes – Huế\u202f», Passerelles, https://passerelles.example/partnerships/rennes-hue/, "
        "consulté le 28 novembre 2026."
    )


@pytest.mark.browser
def test_a_statement_is_cited_in_the_other_language_on_its_page_there(reader: Page, address: str) -> None:
    reader.goto(f"{address}partnerships/rennes-hue/")
    reader.locator('[data-statement="rennes-hue.status"] .more summary').click()
    reader.locator('[data-statement="rennes-hue.status"] .cite-tools a').click()

    reader.wait_for_url("**/en/partnerships/rennes-hue/?cite#status")
    cited = reader.locator('[data-statement="rennes-hue.status"] .cite')
    assert cited.is_visible()
    assert "partnership signed (Status, Rennes – Huế), from “" in cited.inner_text()


def test_a_selection_of_a_view_is_cited_under_its_title_in_each_language(pages: dict[str, str]) -> None:
    french, english = "«\u202fFiches, lettre\u00a0: H\u202f»", "“Entries, letter: H”"
    for here, titles in {"browse/a-z/h/": [french, english], "en/browse/a-z/h/": [english, french]}.items():
        cited = lxml.html.fromstring(pages[here]).xpath("//p[@class='cite']")
        assert [line.text_content().split(", Passerelles")[0] for line in cited] == titles


@pytest.mark.parametrize(
    ("path", "title", "key"),
    [
        ("reuse/iati/", "IATI, élément par élément", "reuse-iati"),
        ("terms/iati/", "APDX", "iati"),
        ("terms/iati/p/2/", "APDX", "iati"),
        ("people/iati/", "Personnes", "people-iati"),
    ],
)
def test_a_page_is_cited_under_the_name_of_a_thing_only_where_it_is_the_page_of_the_thing(
    kb: KnowledgeBase, path: str, title: str, key: str
) -> None:
    graph = base(kb, thing("term", "iati", label="APDX"))
    page = PageOf(path, "fr", "IATI, élément par élément", "", "")

    _, item = page_items(Voice(graph, "fr", path, WHERE), page)[0]

    assert (item.title, item.key) == (title, key)
