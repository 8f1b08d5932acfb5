"""The text of a source, rendered by what is made once: letter for letter what MkDocs itself makes of it."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from conftest import ROOT
from passerelles.plugin import sources
from passerelles.plugin.sources import PLAIN, UNCOMMON, SourcePage, source_renderer

TEXTS = sorted((ROOT / "docs").glob("*/sources/*.md"))
SIGNS = (
    *(
        "mot ",
        "Mot",
        "été",
        "«\u00a0Oui\u00a0»",
        "“Yes”",
        "(a)",
        "12",
        " ",
        "\t",
        "  \n",
        "\n",
        "\n\n",
        "\n\n",
        "\n    ",
    ),
    *("\n{ #p1 }", "\n{ #p2 .caption }", " { #p3 }", "{: #p4 }", "\n{ #p5 .a .b }", "\n{ .a }", "\n{ #p6 b=c }"),
    *("{", "}", "# ", "## ", "\n- ", "\n* ", "\n1. ", "\n> ", "\n: ", "\n:   ", "\n|a|b|\n|-|-|\n|c|d|", "\n---"),
    *("\n===", "\n~~~\n", "`", "*", "_", "\\*", "[d]", "(e)", "![", "[x](y.md)", "\n[d]: e", "<b>", "</b>", "<!-- -->"),
    *("&", "&amp;", "&#38", "\n[TOC]\n", "!", "\\"),
)


@pytest.fixture(scope="module")
def config() -> MkDocsConfig:
    return load_config(str(ROOT / "mkdocs.yml"))


def both(config: MkDocsConfig, text: str) -> tuple[str | None, str | None]:
    """What MkDocs makes of a text, and what we make of it, after another one."""
    file = File("fr/sources/x.md", str(ROOT / "docs"), config.site_dir, use_directory_urls=True)
    renderer = source_renderer(config)
    assert renderer
    pages = Page(None, file, config), SourcePage(file, config, renderer)
    renderer.convert("# Un autre { #p1 }\n\nA*b*\n{ #p2 }\n\n- c\n")
    for page in pages:
        page.markdown, page.meta = text, {"title": "x"}
        page.render(config, Files([file]))
    return pages[0].content, pages[1].content


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: f"{path.parts[-3]}/{path.stem}")
def test_each_text_of_the_corpus_is_what_mkdocs_makes(config: MkDocsConfig, path: Path) -> None:
    body = path.read_text("utf-8").split("---\n", 2)[2]

    theirs, ours = both(config, body)

    assert ours == theirs
    assert theirs


def test_whatever_signs_a_text_has_it_is_what_mkdocs_makes(config: MkDocsConfig) -> None:
    draw, quick, plain = random.Random(7), 0, 0
    for _ in range(300):
        text = "".join(draw.choices(SIGNS, k=draw.randint(2, 14)))
        text = f"{text}\n\nDes mots.\n{{ #p7 }}\n\n{''.join(draw.choices(SIGNS[:20], k=5))}"
        theirs, ours = both(config, text)
        assert ours == theirs, repr(text)
        quick += not UNCOMMON.search(text)
        plain += any(PLAIN.fullmatch(block) for block in text.split("\n\n"))
    assert quick > 50
    assert plain > 50


def test_an_extension_that_is_not_known_sees_every_line(config: MkDocsConfig, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "KNOWN", sources.KNOWN - {"tables"})

    assert source_renderer(config) is None
