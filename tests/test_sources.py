"""The text of a source, read and rendered sooner: letter for letter what MkDocs itself reads and makes of it."""

from __future__ import annotations

import random

import pytest
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from conftest import ROOT
from passerelles.markup import rendered
from passerelles.model import Edition, KnowledgeBase, Position
from passerelles.plugin import sources
from passerelles.plugin.sources import SourcePage, source_renderer

NARROW = (
    "mot ", "Mot", "été ", "«\u00a0Oui\u00a0»", "“Yes”", "(a)", "12", " ", "\n", "\n\n", "\n\n", "\n    ", "!",
    "{", "}", "\n\n# Ici { #p1 }\n\n", "\n\n## 1. La { #p2 .kicker }\n\n", "\n{ #p3 }\n\n", "\n{ #p4 .a .b }\n\n",
    "{: #p5 }", "\n- ", "\n* ", "\n1. ", "\n> ", "\n  ", "\n\n|a|b|\n|-|-|\n|c { #p6 }|d|\n\n", "*", "_",
    "\\*", "[d]", "(e)", "\\", ">",
)  # fmt: skip
OTHERS = (
    "\t", "  \n", "\n{ .a }", "\n{ #p7 b=c }", "\n# ", "\n: ", "\n:   ", "\n---", "\n===", "\n~~~\n", "`", "![",
    "\r", "[x](y.md)", "\n[d]: e", "<b>", "</b>", "<!-- -->", "&", "&amp;", "&#38", "\n[TOC]\n", "\n####### ", "\u2028",
    "\x02",
)  # fmt: skip


def drawn(draw: random.Random) -> str:
    """A text of any signs, most of them those of a source."""
    signs = draw.choices(NARROW, k=draw.randint(4, 30))
    for _ in range(draw.choice((0, 0, 0, 1, 2))):
        signs.insert(draw.randrange(len(signs)), draw.choice(OTHERS))
    return "".join(signs)


@pytest.fixture(scope="module")
def config() -> MkDocsConfig:
    return load_config(str(ROOT / "mkdocs.yml"))


def pages(config: MkDocsConfig, path: str, edition: Edition) -> tuple[Page, SourcePage]:
    """A file below docs/ as a page of MkDocs, and as ours."""
    file = File(path, str(ROOT / "docs"), config.site_dir, use_directory_urls=True)
    renderer = source_renderer(config)
    assert renderer
    return Page(None, file, config), SourcePage(file, config, edition, renderer)


def test_each_text_of_the_corpus_is_what_mkdocs_reads_and_makes(config: MkDocsConfig, kb: KnowledgeBase) -> None:
    editions = [edition for source in kb.sources.values() for edition in source.editions.values()]
    sooner = 0
    for edition in editions:
        found = []
        for page in pages(config, edition.where.path.removeprefix("docs/"), edition):
            page.read_source(config)
            page.render(config, Files([page.file]))
            said = page.title, page.meta["description"]
            found.append((said, page.markdown, page.content))
        assert found[0] == found[1]
        sooner += page.present_anchor_ids is None  # which MkDocs would have looked for
    assert sooner > len(editions) // 2


def test_whatever_signs_a_text_has_it_is_what_mkdocs_makes(config: MkDocsConfig) -> None:
    draw, sooner = random.Random(7), 0
    edition = Edition("x", "fr", "X", (), Position("docs/fr/sources/x.md"))
    for _ in range(300):
        text = drawn(draw)
        theirs, ours = pages(config, "fr/sources/x.md", edition)
        for page in (theirs, ours):
            page.markdown, page.meta = text, {"title": "X"}
            page.render(config, Files([page.file]))
        assert ours.content == theirs.content, repr(text)
        sooner += ours.present_anchor_ids is None
    assert 50 < sooner < 250


def test_one_renderer_serves_many_texts(config: MkDocsConfig) -> None:
    renderer = source_renderer(config)
    assert renderer
    texts = ["- *un*\n  { #p1 }\n\nMots { #p2 }", "> deux\n\n|a|b|\n|-|-|\n|c|d|", "1. trois\n\n    - quatre"]

    first, second = ([rendered(text, renderer) for text in texts] for _ in range(2))

    assert first == second
    assert None not in first


def test_an_extension_that_is_not_known_sees_every_line(config: MkDocsConfig, monkeypatch: pytest.MonkeyPatch) -> None:
    known = tuple(name for name in sources.EXTENSIONS if name != "tables")
    monkeypatch.setattr(sources, "EXTENSIONS", known)

    assert source_renderer(config) is None
