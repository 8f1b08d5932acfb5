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
from passerelles.plugin.sources import SourcePage, rendered, source_renderer

TEXTS = sorted((ROOT / "docs").glob("*/sources/*.md"))
NARROW = (
    *(
        "mot ",
        "Mot",
        "été ",
        "«\u00a0Oui\u00a0»",
        "“Yes”",
        "(a)",
        "12",
        " ",
        "\n",
        "\n\n",
        "\n\n",
        "\n    ",
        "!",
        "{",
        "}",
    ),
    *("\n\n# Ici { #p1 }\n\n", "\n\n## 1. La { #p2 .kicker }\n\n", "\n{ #p3 }\n\n", "\n{ #p4 .a .b }\n\n", "{: #p5 }"),
    *(
        "\n- ",
        "\n* ",
        "\n1. ",
        "\n> ",
        "\n  ",
        "\n\n|a|b|\n|-|-|\n|c { #p6 }|d|\n\n",
        "*",
        "_",
        "\\*",
        "[d]",
        "(e)",
        "\\",
        ">",
    ),
)
OTHERS = (
    *(
        "\t",
        "  \n",
        "\n{ .a }",
        "\n{ #p7 b=c }",
        "\n# ",
        "\n: ",
        "\n:   ",
        "\n---",
        "\n===",
        "\n~~~\n",
        "`",
        "![",
        "\r",
    ),
    *(
        "[x](y.md)",
        "\n[d]: e",
        "<b>",
        "</b>",
        "<!-- -->",
        "&",
        "&amp;",
        "&#38",
        "\n[TOC]\n",
        "\n####### ",
        "\u2028",
        "\x02",
    ),
)


def drawn(draw: random.Random) -> str:
    """A text of any signs, most of them those of a source."""
    signs = draw.choices(NARROW, k=draw.randint(4, 30))
    for _ in range(draw.choice((0, 0, 0, 1, 2))):
        signs.insert(draw.randrange(len(signs)), draw.choice(OTHERS))
    return "".join(signs)


@pytest.fixture(scope="module")
def config() -> MkDocsConfig:
    return load_config(str(ROOT / "mkdocs.yml"))


def both(config: MkDocsConfig, text: str) -> tuple[str | None, str | None]:
    """What MkDocs makes of a text, and what we make of it."""
    file = File("fr/sources/x.md", str(ROOT / "docs"), config.site_dir, use_directory_urls=True)
    renderer = source_renderer(config)
    assert renderer
    pages = Page(None, file, config), SourcePage(file, config, renderer)
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
    draw, renderer, sooner = random.Random(7), source_renderer(config), 0
    assert renderer
    for _ in range(300):
        text = drawn(draw)
        theirs, ours = both(config, text)
        assert ours == theirs, repr(text)
        sooner += rendered(text, renderer) is not None
    assert 50 < sooner < 250


def test_an_extension_that_is_not_known_sees_every_line(config: MkDocsConfig, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "KNOWN", sources.KNOWN - {"tables"})

    assert source_renderer(config) is None
