"""The pages of a miniature base, as fragments that a person can read in a diff: one element a line.

tests/golden/base holds two made-up texts, all kinds of things, and what real bases have of odd: a place without
coordinates, a hundred aliases, a name of two hundred letters, an event without a date, a theme that nobody uses, words
that look like markup. When a template changes on purpose: `python3 scripts/run.py test tests/test_golden.py --bless`,
and read the diff.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import lxml.html
import pytest
from lxml.etree import _Element as Element

from conftest import ROOT, build, miniature
from passerelles.check import check
from passerelles.graph import link
from passerelles.load import load
from passerelles.pages import Pages, environment
from passerelles.report import as_text

GOLDEN = ROOT / "tests/golden"
VOID = {"br", "hr", "img", "input", "meta", "link", "path", "circle", "line", "rect", "use"}
INLINE = {"a", "b", "i", "q", "cite", "span", "time", "code", "mark", "br", "del", "ins", "em", "strong", "label"}
SHOWN = (
    "partnerships/alba-bora/", "territories/alba/", "territories/cap-nulle-part/", "organisations/comite-au-long-nom/",
    "people/ada-lune/", "events/fete-des-ponts/", "themes/silence/", "terms/mot-pont/", "partnerships/", "conflicts/",
    "gaps/", "translation/",
)  # fmt: skip


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The miniature base with the model, the labels and the templates of the real one."""
    return miniature(tmp_path_factory.mktemp("golden") / "project")


@pytest.fixture(scope="module")
def fragments(project: Path) -> dict[str, str]:
    """The content of every generated page of the miniature base, by address."""
    graph = link(load(project).kb)
    templates = environment(ROOT / "overrides/kinds")
    pages = [page for language in ("fr", "en") for page in Pages(graph, language, templates).all()]
    return {f"{'' if page.language == 'fr' else 'en/'}{page.path}": page.content for page in pages}


def lines(html: str) -> Iterator[str]:
    """HTML, one element a line, what stands in a sentence on the line of its sentence."""
    for root in lxml.html.fragments_fromstring(html):
        if not isinstance(root, str):
            yield from _element(root, "")


def _element(element: Element, indent: str) -> Iterator[str]:
    if not isinstance(element.tag, str):
        return
    if all(child.tag in INLINE for child in element.iterdescendants()):
        yield indent + " ".join(lxml.html.tostring(element, encoding="unicode", with_tail=False).split())
        return
    attributes = "".join(f' {key}="{value}"' for key, value in element.attrib.items())
    yield f"{indent}<{element.tag}{attributes}>{' '.join((element.text or '').split())}"
    for child in element:
        yield from _element(child, indent + " ")
        if (child.tail or "").strip():
            yield indent + " " + " ".join(str(child.tail).split())
    if element.tag not in VOID:
        yield f"{indent}</{element.tag}>"


def test_the_miniature_base_passes_the_check(project: Path) -> None:
    loaded = load(project)

    assert as_text(check(loaded.kb, loaded.problems), loaded.kb, "en") == ""
    assert {e.kind for e in loaded.kb.entities.values()} == set(loaded.kb.schema.kinds)


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("address", SHOWN)
def test_a_page_is_what_it_was(fragments: dict[str, str], address: str, language: str, bless: bool) -> None:
    path = GOLDEN / "pages" / f"{address.strip('/').replace('/', '-')}.{language}.html"
    found = "\n".join(lines(fragments[("" if language == "fr" else "en/") + address])) + "\n"

    if bless:
        path.parent.mkdir(exist_ok=True)
        path.write_text(found, "utf-8")

    assert path.is_file(), "a new page: look at it, then bless it (see the head of this file)"
    assert found == path.read_text("utf-8")


def test_no_golden_page_is_left_without_its_page() -> None:
    kept = {path.name for path in (GOLDEN / "pages").glob("*.html")}

    assert kept == {f"{a.strip('/').replace('/', '-')}.{language}.html" for a in SHOWN for language in ("fr", "en")}


def test_words_that_look_like_markup_are_words(fragments: dict[str, str]) -> None:
    for address in ("people/ada-lune/", "en/people/ada-lune/"):
        tree = lxml.html.fromstring(fragments[address])
        quotes = [q.text_content() for q in tree.xpath("//span[@class='quote']")]
        assert any("<b>" in quote for quote in quotes)
        assert not tree.xpath("//span[@class='quote']//b")


def test_a_hundred_aliases_stay_off_the_page_and_a_long_name_keeps_its_words(fragments: dict[str, str]) -> None:
    assert "Alba 57" not in fragments["territories/alba/"]
    name = lxml.html.fromstring(fragments["organisations/comite-au-long-nom/"]).xpath("//h1")[0].text_content()
    assert len(name) > 150


def test_the_miniature_site_builds_without_a_warning(project: Path, tmp_path: Path) -> None:
    run = build(project, tmp_path / "site")

    assert run.returncode == 0, run.stderr
    assert "WARNING" not in run.stderr, run.stderr
    source = (tmp_path / "site/sources/gazette/index.html").read_text("utf-8")
    assert "&lt;b&gt;Jouons ensemble&lt;/b&gt;" in source
