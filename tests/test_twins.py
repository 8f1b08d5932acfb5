"""Markdown twins: each page has one, with the evidence in it, and llms.txt leads to them."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urljoin

import lxml.html
import markdown
import pytest

from passerelles.graph import Graph
from passerelles.model import KnowledgeBase
from passerelles.publication import Publication
from passerelles.twins import twins
from passerelles.twins.writing import plain, target

SITE = "https://passerelles.example/"
LANGUAGES = ("fr", "en")


@pytest.fixture(scope="module")
def made(graph: Graph) -> dict[str, str]:
    return {path: text for language in LANGUAGES for path, text in twins(graph, language, Publication(SITE))}


def html(text: str) -> lxml.html.HtmlElement:
    """The twin as an independent reader renders it."""
    return lxml.html.fromstring(f"<div>{markdown.markdown(text, extensions=['tables'])}</div>")


def folded(words: str) -> str:
    return " ".join(words.split())


@pytest.mark.parametrize(
    ("address", "written"),
    [
        ("https://example.org/a_(b)?c=1&d=é#e", "https://example.org/a_%28b%29?c=1&d=é#e"),
        ('https://example.org/x"><script>1</script>', "https://example.org/x%22%3E%3Cscript%3E1%3C/script%3E"),
        ("https://example.org/a b\\`'", "https://example.org/a%20b%5C%60%27"),
    ],
)
def test_no_sign_of_an_address_ends_the_link_that_it_is_the_target_of(address: str, written: str) -> None:
    assert target(address) == written


def test_every_page_leads_to_a_twin_that_is_there(pages: dict[str, str], site: Path, made: dict[str, str]) -> None:
    led = {}
    for address, text in pages.items():
        if 'http-equiv="refresh"' not in text:
            (href,) = lxml.html.fromstring(text).xpath("//link[@type='text/markdown']/@href")
            led[address] = urljoin(SITE + address, href).removeprefix(SITE)

    assert {path for path in led.values() if not (site / path).is_file()} == set()
    assert set(made) == {*led.values(), "llms.txt", "en/llms.txt"}
    assert all((site / path).read_text("utf-8") == text for path, text in made.items())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_statement_is_in_the_twin_of_its_thing_with_its_words(
    made: dict[str, str], kb: KnowledgeBase, language: str
) -> None:
    for entity in kb.entities.values():
        if not entity.statements:
            continue
        folder = kb.schema.kinds[entity.kind].folder
        text = made[f"{'' if language == 'fr' else 'en/'}{folder}/{entity.id}/index.md"]
        said = folded(html(text).text_content())
        assert re.findall(r"^- .*`([^`]+)`$", text.split("\n## ", 1)[1], re.MULTILINE)
        for statement in entity.statements:
            assert f"`{statement.id}`" in text
            for evidence in statement.evidence:
                assert folded(evidence.quote[language]) in said, statement.id
                assert f"sources/{evidence.source}/#q-" in text


def test_what_is_beyond_the_corpus_stands_in_a_section_of_its_own(made: dict[str, str], kb: KnowledgeBase) -> None:
    seen = 0
    for entity in kb.entities.values():
        folder = kb.schema.kinds[entity.kind].folder
        before, _, after = made[f"en/{folder}/{entity.id}/index.md"].partition(f"\n## {kb.labels['beyond']['en']}\n")
        for fact in entity.beyond:
            assert fact.id not in before
            assert f"`{fact.id}`" in after
            assert fact.reference.url in after
            seen += 1
        own = made[f"en/{folder}/{entity.id}/index.md"].partition(f"\n## {kb.labels['matches']['en']}\n")[2]
        assert own.split("\n## ")[0].count("\n- ") == len(entity.matches)
    assert seen > 20


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_stands_whole_in_its_twin(made: dict[str, str], kb: KnowledgeBase, language: str) -> None:
    for source in kb.sources.values():
        said = folded(html(made[f"{'' if language == 'fr' else 'en/'}sources/{source.id}/index.md"]).text_content())
        assert [p.id for p in source.editions[language].paragraphs if folded(p.text) not in said] == []


def test_every_link_of_a_twin_leads_to_a_page_a_twin_or_a_file(
    made: dict[str, str], pages: dict[str, str], site: Path
) -> None:
    broken = []
    for path, text in made.items():
        for href in html(text).xpath("//a/@href"):
            target, _, anchor = href.removeprefix(SITE).partition("#")
            if not href.startswith(SITE):
                if "://" not in href and not href.startswith("mailto:"):
                    broken.append((path, href))
            elif target in pages:
                if anchor and f'id="{anchor}"' not in pages[target]:
                    broken.append((path, href))
            elif not (site / target).is_file():
                broken.append((path, href))

    assert broken == []


@pytest.mark.parametrize(("path", "other"), [("llms.txt", "en/llms.txt"), ("en/llms.txt", "llms.txt")])
def test_llms_txt_has_the_form_of_its_proposal(made: dict[str, str], kb: KnowledgeBase, path: str, other: str) -> None:
    title, _, quote, *rest = made[path].split("\n")

    assert title == "# Passerelles"
    assert quote.startswith("> ")
    named = [line for line in rest if line.startswith("- ")]
    assert all(re.match(r"- \[[^\]]+\]\(https://[^)]+\)", line) for line in named)
    for kind in ("source", "partnership"):
        folder = kb.schema.kinds[kind].folder
        assert sum(f"/{folder}/" in line and "index.md" in line for line in named) == len(kb.of_kind(kind)) + 1
    assert named[-1].endswith(f"({SITE}{other})")


@pytest.mark.parametrize("words", ["a * b _c_ [d](e) <f> `g`", "# no title", "- no item", "1. no number", "\\ é « x »"])
def test_words_that_look_like_markup_are_words(words: str) -> None:
    assert html(plain(words)).text_content() == words


def test_nothing_is_written_that_depends_on_when(graph: Graph, made: dict[str, str]) -> None:
    again = {path: text for language in LANGUAGES for path, text in twins(graph, language, Publication(SITE))}

    assert again == made
