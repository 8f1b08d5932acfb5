"""The built site, read as files: addresses, links, pencils, alternates, weight."""

from __future__ import annotations

import csv
import html
import io
import posixpath
import re
import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import lxml.html
import pytest

from conftest import ROOT, build, copy_project
from passerelles.graph import Graph
from passerelles.model import KnowledgeBase

SITE_URL = "https://passerelles.example/"
FIXED = (
    "",
    "map/",
    "timeline/",
    "relations/",
    "browse/",
    "conflicts/",
    "gaps/",
    "translation/",
    "method/",
    "contribute/",
    "reuse/",
    "about/",
)
HEAVIEST = 40_000  # bytes of a page's HTML, source pages apart


class Reader(HTMLParser):
    """What a page links to, and what may be linked to on it."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.tags.append(tag)
        self.links += [value for key in ("href", "src") if (value := values.get(key)) is not None]
        if values.get("id"):
            self.ids.append(str(values["id"]))


def read(page: str) -> Reader:
    reader = Reader()
    reader.feed(page)
    return reader


@pytest.fixture(scope="module")
def readers(pages: dict[str, str]) -> dict[str, Reader]:
    return {address: read(page) for address, page in pages.items()}


def test_every_address_of_the_contract_is_there_in_both_languages(pages: dict[str, str], kb: KnowledgeBase) -> None:
    indexes = [f"{kind.folder}/" for kind in kb.schema.kinds.values()]
    things = [f"{kb.schema.kinds[entity.kind].folder}/{entity.id}/" for entity in kb.entities.values()]

    owed = [prefix + path for prefix in ("", "en/") for path in (*FIXED, *indexes, *things)]

    assert len(owed) > 250
    assert [address for address in owed if address not in pages] == []


def test_no_internal_link_or_anchor_is_broken(readers: dict[str, Reader], site: Path) -> None:
    broken = [
        f"{address}: {link}"
        for address, reader in readers.items()
        for link in reader.links
        if not leads_somewhere(link, address, readers, site)
    ]

    assert broken == []


def leads_somewhere(link: str, address: str, readers: dict[str, Reader], site: Path) -> bool:
    """Whether a link leads out of the site, to a file, to a page, or to an element that a page has."""
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return True
    path = posixpath.normpath(posixpath.join(address, unquote(parts.path))) if parts.path else address.rstrip("/")
    page = readers.get("" if path in {".", ""} else f"{path}/")
    if page is None:
        return (site / path).is_file()
    return not parts.fragment or unquote(parts.fragment) in page.ids


def test_no_id_stands_twice_on_a_page(readers: dict[str, Reader]) -> None:
    twice = {address: [i for i in set(r.ids) if r.ids.count(i) > 1] for address, r in readers.items()}

    assert {address: ids for address, ids in twice.items() if ids} == {}


def test_nothing_is_asked_of_another_host(pages: dict[str, str]) -> None:
    asked = re.compile(r'<(?:script|img|link(?![^>]*rel="(?:canonical|alternate)"))[^>]*(?:src|href)="(?:https?:)?//')

    assert [address for address, page in pages.items() if asked.search(page)] == []


def test_no_machine_is_told_a_date_that_is_not_certain(pages: dict[str, str]) -> None:
    told = {date for page in pages.values() for date in re.findall(r'<time datetime="([^"]*)"', page)}

    assert "2023-04" in told
    assert [date for date in told if not re.fullmatch(r"\d{4}(-\d\d){0,2}", date)] == []


def test_every_page_forbids_what_is_not_its_own(pages: dict[str, str]) -> None:
    for address, page in pages.items():
        assert "default-src 'self'; base-uri 'none'" in page, address
        code = page.replace('<script type="application/ld+json">', "<data>")  # which no browser runs: test_firefox
        assert not re.search(r"<script(?![^>]*\ssrc=)|\son[a-z]+=|<style|\sstyle=", code), address


def test_every_statement_is_displayed_with_its_evidence(pages: dict[str, str], kb: KnowledgeBase) -> None:
    for prefix in ("", "en/"):
        shown = {i for address, page in pages.items() if address.startswith("en/") == bool(prefix)
                 for i in re.findall(r'data-statement="([^"]+)"', page)}  # fmt: skip
        assert shown == {statement.id for statement in kb.statements}


def test_every_evidence_link_leads_to_marked_words(pages: dict[str, str]) -> None:
    links = 0
    for address, page in pages.items():
        for link in re.findall(r'<a data-evidence href="([^"]+)"', page):
            links += 1
            path, fragment = html.unescape(link).split("#")
            target = posixpath.normpath(posixpath.join(address, path)) + "/"
            assert f'<mark data-quote="{fragment}" id="{fragment}">' in pages[target], (address, link)
            assert target.startswith("en/") == address.startswith("en/"), (address, link)
    assert links > 1500


def test_marked_words_are_the_quote_letter_for_letter(pages: dict[str, str], kb: KnowledgeBase, graph: Graph) -> None:
    compared = 0
    for language, prefix in (("fr", ""), ("en", "en/")):
        for name, marks in graph.marks[language].items():
            tree = lxml.html.document_fromstring(pages[f"{prefix}sources/{name}/"])
            for mark in marks:
                pieces = tree.xpath("//mark[@data-quote=$id]", id=mark.id)
                marked = "".join("".join(piece.itertext()) for piece in pieces)
                quote = kb.sources[name].editions[language].by_id[mark.paragraph].text[mark.start : mark.end]
                assert "".join(marked.split()) == "".join(quote.split()), (name, mark.id)
                assert [piece.get("id") for piece in pieces] == [mark.id, *[None] * (len(pieces) - 1)]
                compared += 1
    assert compared > 500


def test_a_pencil_opens_the_file_that_makes_the_page(pages: dict[str, str]) -> None:
    forge = "https://forge.example/passerelles/passerelles/edit/main/"

    def pencil(address: str) -> str:
        found = re.search(r'<a href="([^"]+)" data-pencil>', pages[address])
        assert found, address
        return found[1]

    assert pencil("partnerships/rennes-hue/") == f"{forge}data/partnerships/rennes-hue.yml"
    assert pencil("en/partnerships/rennes-hue/") == f"{forge}data/partnerships/rennes-hue.yml"
    assert pencil("sources/cuf-2024-11/") == f"{forge}docs/fr/sources/cuf-2024-11.md"
    assert pencil("en/sources/cuf-2024-11/") == f"{forge}docs/en/sources/cuf-2024-11.md"
    for address in pages:
        if "data-pencil" in pages[address]:
            assert (ROOT / pencil(address).removeprefix(forge)).is_file(), address


def test_canonical_and_alternates_are_absolute_and_exist(pages: dict[str, str]) -> None:
    for address, page in pages.items():
        canonical = re.findall(r'<link rel="canonical" href="([^"]+)"', page)
        alternates = dict(re.findall(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)"', page))
        path = address.removeprefix("en/")
        assert canonical == [SITE_URL + address]
        assert alternates == {
            "fr": SITE_URL + path, "en": f"{SITE_URL}en/{path}", "x-default": SITE_URL + path,
        }, address  # fmt: skip
        assert path in pages
        assert f"en/{path}" in pages


def test_the_language_switch_stays_on_the_same_thing(pages: dict[str, str]) -> None:
    for address, page in pages.items():
        other = address.removeprefix("en/") if address.startswith("en/") else f"en/{address}"
        switch = re.search(r'<ul class="languages".*?</ul>', page, re.DOTALL)
        assert switch
        links = [posixpath.normpath(posixpath.join(address, link)) for link in re.findall(r'href="([^"]+)"', switch[0])]
        assert (other.rstrip("/") or ".") in links, address


def test_the_sitemap_lists_every_page_once_with_its_languages(site: Path, pages: dict[str, str]) -> None:
    space = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}

    tree = ET.parse(site / "sitemap.xml")

    listed = [str(loc.text).removeprefix(SITE_URL) for loc in tree.findall("s:url/s:loc", space)]
    assert sorted(listed) == sorted(pages)
    assert all(len(url.findall("x:link", space)) == 3 for url in tree.findall("s:url", space))
    assert not (site / "sitemap.xml.gz").exists()


def test_each_language_has_its_own_404_page_with_links_from_the_root(site: Path) -> None:
    french, english = (site / "404.html").read_text("utf-8"), (site / "en/404.html").read_text("utf-8")

    assert '<html lang="fr">' in french
    assert "Page introuvable" in french
    assert '<html lang="en">' in english
    assert "Page not found" in english
    assert 'href="/en/partnerships/"' in english
    for page in (french, english):
        relative = [link for link in read(page).links if not link.startswith(("/", "#", "https://"))]
        assert relative == []
        led = re.findall(r' (?:action|data-search-root)="([^"]*)"', page)
        assert len(led) > 1
        assert [where for where in led if not where.startswith("/")] == []  # nor does the search stay where one is lost


def test_no_page_but_a_source_and_the_map_weighs_more_than_forty_kilobytes(pages: dict[str, str]) -> None:
    others = {a: len(p.encode()) for a, p in pages.items() if "sources/" not in a and not a.endswith("map/")}
    heavy = {a: size for a, size in others.items() if size > HEAVIEST}

    assert heavy == {}


def test_every_page_has_one_heading_a_title_and_a_description(
    pages: dict[str, str], readers: dict[str, Reader]
) -> None:
    titles: dict[str, str] = {}
    for address, page in pages.items():
        title = re.search(r"<title>(.*?)</title>", page)
        description = re.search(r'<meta name="description" content="([^"]*)"', page)
        assert readers[address].tags.count("h1") == 1, address
        assert title
        assert description
        assert len(description[1]) > 20, (address, description[1])
        assert titles.setdefault(f"{address[:3] == 'en/'}{title[1]}", address) == address, title[1]


def test_a_vocabulary_and_a_nearness_are_named_once_on_the_page_of_a_theme(pages: dict[str, str]) -> None:
    named = {
        path: [
            dt.text_content() for dt in lxml.html.fromstring(html).xpath("//section[@aria-labelledby='matches']//dt")
        ]
        for path, html in pages.items()
        if 'aria-labelledby="matches"' in html
    }

    assert len(named) > 20
    assert {path: found for path, found in named.items() if len(found) != len(set(found))} == {}


def test_names_in_a_text_are_linked_at_their_first_mention_in_a_section(pages: dict[str, str]) -> None:
    edition = pages["sources/cvn-assises-12/"]

    first_section = edition[: edition.index("Nouvelles approches")]

    assert first_section.count('class="name" href="../../people/constance-koukoui/"') == 1
    assert edition.count('class="name" href="../../people/constance-koukoui/"') > 1


def test_a_thing_shows_the_sentences_that_name_it(pages: dict[str, str]) -> None:
    named = re.search(r'<section class="named".*?</section>', pages["people/constance-koukoui/"], re.DOTALL)

    assert named
    assert "<b>Constance Koukoui</b>, a salué les" in named[0]


def test_the_same_base_gives_the_same_bytes(site: Path, tmp_path: Path) -> None:
    run = build(ROOT, tmp_path / "again", PYTHONHASHSEED="7", TZ="Asia/Tokyo", LC_ALL="C")

    assert run.returncode == 0, run.stderr
    first = {p.relative_to(site).as_posix(): p.read_bytes() for p in site.rglob("*") if p.is_file()}
    again = tmp_path / "again"
    second = {p.relative_to(again).as_posix(): p.read_bytes() for p in again.rglob("*") if p.is_file()}
    assert [name for name in first if first[name] != second.get(name)] == []
    assert first.keys() == second.keys()


def test_the_build_refuses_to_start_with_a_problem(tmp_path: Path) -> None:
    project = copy_project(tmp_path / "project")
    entry = project / "data/partnerships/rennes-hue.yml"
    entry.write_text(
        entry.read_text("utf-8").replace("la ville française Rennes", "la ville francaise Rennes"), "utf-8"
    )

    run = build(project, tmp_path / "site")

    assert run.returncode != 0
    assert "data/partnerships/rennes-hue.yml:" in run.stderr
    assert "as they stand at docs/fr/sources/cvn-assises-12.md:" in run.stderr
    assert "Traceback" not in run.stderr


def test_the_rights_of_each_source_stand_on_its_page_and_in_the_data(
    pages: dict[str, str], kb: KnowledgeBase, site: Path
) -> None:
    rows = list(csv.DictReader(io.StringIO((site / "api/v1/source.csv").read_text("utf-8-sig"))))
    published = {row["id"]: row for row in rows}
    for source in kb.sources.values():
        (rights,) = (datum.value for datum in source.record if datum.name == "rights")
        for language, prefix in (("fr", ""), ("en", "en/")):
            shown = lxml.html.fromstring(pages[f"{prefix}sources/{source.id}/"]).text_content()  # type: ignore[attr-defined]
            assert "".join(rights[language].split()) in "".join(shown.split()), (source.id, language)
            assert published[source.id][f"record_rights_{language}"].split() == rights[language].split()
    assert len(kb.sources) > 3
