"""Links over the built pages: each leads somewhere, and what is assumed of pages that were read before is doubted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from passerelles.links import Astray, Part, Place, Reader
from passerelles.links import broken as astray
from passerelles.model import KnowledgeBase, Link, Position
from passerelles.plugin.astray import told

PAGES = {
    "a/": '<h1 id="top"></h1><a href="#top">up</a> <a href="../b/#p1">b</a> <a href="https://a.example/">out</a>',
    "b/": '<p id="p1"></p><a href="../a/">a</a> <a href="../a/#top">a</a>',
}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    for address, html in PAGES.items():
        (tmp_path / address).mkdir()
        (tmp_path / address / "index.html").write_text(html, "utf-8")
    return tmp_path


def broken(parts: list[Part], site: Path, *doubted: Callable[[], None]) -> list[str]:
    return [str(link) for link in astray(parts, site, *doubted)]


def read_(**changed: str) -> Reader:
    reader = Reader()
    for address, html in PAGES.items():
        reader.read(address, changed.get(address[0], html))
    return reader


def places_() -> list[Place]:
    """Where the pages led, as a build leaves it."""
    return [f"{path}#{name}" if name else path for path, names in read_().places().items() for name in names]


def recalled(places: list[Place], *addresses: str) -> Part:
    """The pages at some addresses, read in an earlier build, whose links led to these places."""
    before, reader = read_(), Reader(places)
    for address in addresses:
        reader.anchors[address] = before.anchors[address]
    return reader.part()


def test_links_that_lead_somewhere_are_no_faults(site: Path) -> None:
    assert broken([read_().part()], site) == []


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ('<a href="../c/">', "a/: ../c/: c does not exist"),
        ('<a href="../b">', "a/: ../b: b is a page: its address ends in /"),
        ('<a href="#p9">', "a/: #p9: no element has the id p9"),
        ('<a href="../b/#p9">', "a/: ../b/#p9: no element has the id p9"),
        ('<a href="../b/#p%39">', "a/: ../b/#p%39: no element has the id p9"),
        ('<a href="../b/c/../#p9">', "a/: ../b/c/../#p9: no element has the id p9"),
        ('<a href="../../x/">', "a/: ../../x/: leads out of the site"),
    ],
)
def test_a_link_that_leads_nowhere_is_told_with_its_page(site: Path, html: str, said: str) -> None:
    assert broken([read_(a=f'<h1 id="top"></h1>{html}').part()], site) == [said]


def test_a_link_of_the_first_page_that_leads_out_is_told_as_it_is_written(tmp_path: Path) -> None:
    reader = Reader()
    reader.read("", '<a href="../x/">')

    assert broken([reader.part()], tmp_path) == ["/: ../x/: leads out of the site"]


def test_what_pages_led_to_is_told_once_for_all() -> None:
    assert read_().places() == {"b/": ["p1"], "a/": ["", "top"]}


@pytest.fixture
def doubts() -> tuple[list[str], Callable[[], None]]:
    said: list[str] = []
    return said, lambda: said.append("doubted")


def test_pages_that_were_read_before_are_not_read_again(
    site: Path, doubts: tuple[list[str], Callable[[], None]]
) -> None:
    for address in PAGES:
        (site / address / "index.html").unlink()

    assert broken([recalled(places_(), "a/", "b/")], site, doubts[1]) == []
    assert doubts[0] == []


def test_a_place_to_which_no_page_leads_any_more_is_no_fault(
    site: Path, doubts: tuple[list[str], Callable[[], None]]
) -> None:
    places = [*places_(), "gone/"]

    assert broken([recalled(places, "a/", "b/")], site, doubts[1]) == []
    assert doubts[0] == ["doubted"]


def test_a_page_that_leads_to_one_that_is_gone_is_found_and_named(
    site: Path, doubts: tuple[list[str], Callable[[], None]]
) -> None:
    assert broken([recalled(places_(), "a/")], site, doubts[1]) == ["a/: ../b/#p1: b does not exist"]


LINKS = (
    Link("../map/x/", Position("docs/en/about.md", 9, 3)),
    Link("../map/#l%E2%80%99autre", Position("docs/en/about.md", 11, 5)),
    Link("sources/cuf-2024-11.md#l%E2%80%99an", Position("docs/en/about.md", 12, 5)),  # the renderer writes its address
)


def test_a_link_that_only_the_build_saw_is_told_where_it_was_written_in_the_language_of_the_reader(
    kb: KnowledgeBase,
) -> None:
    page = replace(kb.markdown["docs/en/about.md"], links=(*LINKS,))
    base = replace(kb, markdown=dict(kb.markdown) | {page.path: page})
    found = [
        Astray("en/about/", "../map/x/", "en/map/x does not exist"),
        Astray("en/about/", "../reuse/#x", "no element has the id x", "x"),
        Astray("en/about/", "../sources/cuf-2024-11/#l’an", "no element has the id l’an", "l’an"),
        Astray("terms/jica/", "../x/", "terms/x does not exist"),
    ]

    assert [line.split(" — ")[0] for line in told(found, base, "fr")] == [
        "docs/en/about.md:1:1: « #x » n’est pas dans ../reuse/",
        "docs/en/about.md:9:3: le lien « ../map/x/ » ne mène à aucune page",
        "docs/en/about.md:12:5: « #l’an » n’est pas dans ../sources/cuf-2024-11/",
        "terms/jica/index.html:1:1: le lien « ../x/ » ne mène à aucune page",
    ]
