"""A text is shown as it was read, or refused: whatever Markdown an editor writes in it, no page breaks on it."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import lxml.html
import pytest
from jinja2 import Environment

from conftest import ROOT, miniature
from passerelles.building import Building
from passerelles.check import checked, shown
from passerelles.check.prose import pages_are_plain_markdown
from passerelles.check.shown import texts_are_shown_as_they_are_read
from passerelles.digest import Issue
from passerelles.digest.chapters import Compositor
from passerelles.fidelity import TextMismatchError, unlike
from passerelles.frame import Frames
from passerelles.graph import link
from passerelles.load import load
from passerelles.load.editions import FrontMatter, read_paragraphs, split
from passerelles.load.markdown import read_markdown
from passerelles.load.reading import Reader
from passerelles.markup import as_html
from passerelles.model import Edition, KnowledgeBase, Paragraph, Position, Problem, Source
from passerelles.pages import Pages, environment
from passerelles.pages.annotate import Block, annotate
from passerelles.pages.harmless import harmless
from passerelles.plugin.rendering import RenderingError, publication_of, render_page

PATH = "docs/fr/sources/x.md"


def read(text: str) -> tuple[tuple[Paragraph, ...], list[Problem]]:
    reader = Reader(("fr", "en"))
    return read_paragraphs(PATH, FrontMatter("", text, 1), reader), reader.problems


def problems_of(kb: KnowledgeBase, text: str) -> list[Problem]:
    """What the check says of the Markdown of a text."""
    paragraphs, problems = read(text)
    edition = Edition("x", "fr", "X", paragraphs, Position(PATH))
    source = Source("x", "source", {"fr": "X"}, Position(PATH), editions={"fr": edition})
    page = read_markdown(PATH, "fr", FrontMatter("", text, 1), is_completed=True)
    base = replace(kb, entities={"x": source}, markdown={PATH: page})
    return [*problems, *pages_are_plain_markdown(base), *texts_are_shown_as_they_are_read(base, [source])]


def put_on_a_page(text: str) -> str:
    return annotate(harmless(as_html(text)), {p.id: Block(p.text) for p in read(text)[0] if p.id}, "fr")


SHOWN = {
    "the head of a table": "| Poste { #p1 } | Montant |\n|---|---|\n| Fret { #p2 } | 12 |",
    "a head of one cell": "| Poste { #p1 } |\n|---|\n| Fret { #p2 } |",
    "a cell with an escaped side": "| a { #p1 } | b |\n|---|---|\n| c \\| d { #p2 } | e |",
    "an empty cell": "| [a] | [b] |\n|---|---|\n| c { #p2 } |  |",
    "a row with a cell too few": "| [a] | [b] | [c] |\n|---|---|---|\n| d { #p2 } | e |",
    "aligned columns": "| a { #p1 } | b |\n|:--|--:|\n| c { #p2 } | d |",
    "a hard break": "Mot  \nmot\n{ #p1 }",
    "two lines": "Mot\nmot\n{ #p1 }",
    "escaped signs": "5 \\* 3 \\* 2, a\\_b\\_c, \\[d\\](e), \\`f\\`\n{ #p1 }",
    "an escaped number": "1\\. Mot\n{ #p1 }",
    "entities": "&lt;b&gt; R&D &amp; &eacute; &#233;\n{ #p1 }",
    "a list in a list": "- un\n  { #p1 }\n    - deux\n      { #p2 }\n- trois\n  { #p3 }",
    "a list with blank lines": "- un\n  { #p1 }\n\n- deux\n  { #p2 }",
    "a paragraph in an item": "- un\n  { #p1 }\n\n    deux\n    { #p2 }",
    "stars for a list": "* un\n  { #p1 }\n* deux\n  { #p2 }",
    "a footnote mark": "Mot[^1] mot\n{ #p1 }",
    "words in brackets": "Mot [sic] mot\n{ #p1 }",
    "an id in the last cell": "| a | b { #p1 } |\n|---|---|\n| c { #p2 } | d |",
    "the colon of an attribute list": "Mot\n{: #p1 .lead }",
}
REFUSED = {
    "emphasis": "Le *mot* juste\n{ #p1 }",
    "nested emphasis": "Le **mot *juste* ici**\n{ #p1 }",
    "emphasis in a heading": "## Le _mot_ { #p1 }",
    "code": "Le `mot`\n{ #p1 }",
    "a link": "Le [mot](https://a.example/)\n{ #p1 }",
    "an address in angles": "Le <https://a.example/>\n{ #p1 }",
    "a picture": "Le ![mot](x.png)\n{ #p1 }",
    "a list by numbers": "1. un\n{ #p1 }",
    "a plus for a list": "+ un\n  { #p1 }",
    "a quotation": "> un\n> { #p1 }",
    "a line under words": "Un\n---\n{ #p1 }",
    "a definition": "Un\n:   deux\n{ #p1 }",
    "a footnote": "[^1]: Note\n{ #p1 }",
    "an id amid the words": "Un { #p1 } deux",
    "an id behind the words": "Un { #p1 }",
    "an indent": "Un\n{ #p1 }\n\n    deux\n    { #p2 }",
    "a fence": "```\nUn\n{ #p1 }\n```",
    "a cell too many": "| a { #p1 } | b |\n|---|---|\n| c { #p2 } | d | e |",
    "a table without its line": "| a { #p1 } | b |\n| c { #p2 } | d |",
    "a table right below words": "Un\n{ #p1 }\n| a { #p2 } | b |\n|---|---|",
    "a table without sides": "a | b\n---|---\nc | d\n{ #p1 }",
    "a list of sections": "[TOC]\n{ #p1 }",
}  # fmt: skip


@pytest.mark.parametrize("text", SHOWN.values(), ids=SHOWN.keys())
def test_what_the_check_lets_pass_stands_on_its_page(kb: KnowledgeBase, text: str) -> None:
    assert problems_of(kb, text) == []
    assert [p.id for p in read(text)[0] if p.id and f'id="{p.id}"' not in put_on_a_page(text)] == []


@pytest.mark.parametrize("text", REFUSED.values(), ids=REFUSED.keys())
def test_what_would_be_lost_on_its_page_is_refused_with_its_line(kb: KnowledgeBase, text: str) -> None:
    problems = problems_of(kb, text)

    assert {problem.key for problem in problems} <= {"words-not-shown", "paragraph-not-shown"}
    assert {problem.where.line for problem in problems} <= {p.where.line for p in read(text)[0]}
    with pytest.raises(TextMismatchError):
        put_on_a_page(text)


WORDS = ("mot ", "Mot", "R&D ", "12", "été ", " ", "(e)", ", ", "!")
SIGNS = (
    "\n", "\n    ", "\n  ", "1. ", "# ", "## ", "- ", "\n- ", "* ", "+ ", "> ", "    - ", "    ", "*", "**", "_", "__",
    "`", "\\*", "\\|", "\\", "|", "| ", " | ", "\n|---|---|\n", "\n|---|\n", "[d]", "](", "[^1]", "]: ", "\n: ",
    "\n---", "\n===", "~~~\n", "&amp;", "&lt;", "&#124;", "  \n", "![", "[TOC]", "{", "}", "\t", "<", ">",
    "| [a] | [b] |\n|---|---|\n| ",
)  # fmt: skip
IDS = ("\n{ #p%d }", "\n{ #p%d }", " { #p%d }", " { #p%d } | mot |", "\n  { #p%d }", "\n      { #p%d }", "{: #p%d }")


def scribbled(draw: random.Random) -> str:
    """A few blocks of words and any signs, each with an id where one may stand."""
    blocks = []
    for number in range(draw.randint(1, 4)):
        pieces = [draw.choice(WORDS if draw.random() < 0.6 else SIGNS) for _ in range(draw.randint(1, 5))]
        blocks.append("".join(pieces) + draw.choice(IDS) % number)
    return draw.choice(("\n\n", "\n\n", "\n\n", "\n")).join(blocks)


def test_whatever_is_written_is_refused_or_stands_on_its_page(kb: KnowledgeBase) -> None:
    draw, count = random.Random(11), 0
    for _ in range(3000):
        text = scribbled(draw)
        if read(text)[0] and not problems_of(kb, text):
            count += 1
            assert put_on_a_page(text), repr(text)
    assert count > 200


SURE = (
    "Mot et mot, R&D : « non » (12)\n{ #p%d }", "12es Assises\n{ #p%d .kicker }", "“Yes”\n{ #p%d .a .b }",
    "## 1. Un { #p%d }",
    "# Mot { #p%d }", "- un\n  { #p%d }\n- deux : trois\n  { #p%d }", "- un\n  { #p%d }\n    - deux\n      { #p%d }",
    "- un\n  { #p%d }\n    - deux\n      { #p%d }\n    - trois\n      { #p%d }\n- quatre\n  { #p%d }",
    "| [A] | [B] |\n|---|---|\n| un { #p%d } | deux |\n| trois { #p%d } |  |",
    "| A { #p%d } | B |\n|---|---|\n| un { #p%d } | 2 |",
    "| [A] |\n|---|\n| un { #p%d } |",
)  # fmt: skip
SLIPS = ("", "", "", "", "", "    ", "|", " ", "\n", "- ", "1. ", ": ", "*", "[a]", "&lt;", "#")


def test_a_text_that_is_not_rendered_to_be_checked_is_sure_to_be_shown() -> None:
    draw, sure, doubtful = random.Random(5), 0, 0
    for _ in range(3000):
        text = "\n\n".join(draw.choices(SURE, k=draw.randint(1, 6)))
        text = text % tuple(range(text.count("%d")))
        at = draw.randrange(len(text))
        text = text[:at] + draw.choice(SLIPS) + text[at:]
        paragraphs, problems = read(text)
        if problems or not shown.is_sure(text):
            doubtful += 1
        else:
            sure += 1
            assert list(unlike(as_html(text), paragraphs)) == [], repr(text)
    assert sure > 500
    assert doubtful > 300


# With all the rest -----------------------------------------------------------------------------------

TABLE = "\n| Poste { #p3 } | Montant |\n|---|---|\n| Fret { #p4 } | 12 |\n"


@pytest.fixture
def tabled(tmp_path: Path) -> Path:
    """The miniature base, with a table whose head is of the text."""
    project = miniature(tmp_path / "project")
    for language in ("fr", "en"):
        with (project / f"docs/{language}/sources/lettre.md").open("a", encoding="utf-8") as page:
            page.write(TABLE)
    return project


@pytest.fixture
def templates() -> Environment:
    return environment(ROOT / "overrides/kinds")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_table_with_a_head_of_its_own_is_on_its_page_and_in_the_volume(
    tabled: Path, templates: Environment, language: str
) -> None:
    graph = link(load(tabled).kb)
    body = split((tabled / f"docs/{language}/sources/lettre.md").read_text("utf-8"))
    assert body

    page = Pages(graph, language, templates).source("lettre", harmless(as_html(body.body))).content
    book = Compositor(
        graph, language, tabled, environment(ROOT / "overrides/print"), Issue("1", "2026-01-01", "")
    ).book()

    printed = "".join(chapter.html for chapter in book.chapters)
    for html, name in ((page, "p3"), (printed, "t-lettre.p3")):
        (row,) = lxml.html.fromstring(html).xpath("//tr[@id=$name]", name=name)
        assert [cell.tag for cell in row] == ["th", "th"]
        assert "Montant" in row.text_content()


def spoilt(project: Path) -> None:
    """What the check would have refused comes all the same: somebody writes while the site is built."""
    for language in ("fr", "en"):
        with (project / f"docs/{language}/sources/lettre.md").open("a", encoding="utf-8") as page:
            page.write("\nUn *mot*\n{ #p9 }\n")


def test_the_last_lock_tells_file_and_line_in_the_language_of_the_reader(
    tabled: Path, templates: Environment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANG", "fr_FR.UTF-8")
    monkeypatch.delenv("LC_ALL", raising=False)
    spoilt(tabled)
    kb = load(tabled).kb
    frames = Frames(link(kb), templates, publication_of(tabled))

    with pytest.raises(RenderingError) as of_page:
        render_page(tabled, frames, "docs/fr/sources/lettre.md")
    with pytest.raises(RenderingError) as of_volume:
        Building(tabled, kb, "fr").make_volumes(tabled)

    for found in (of_page, of_volume):
        assert str(found.value).startswith("docs/fr/sources/lettre.md:41:1: sur sa page, le paragraphe « p9 »")


def test_an_indent_is_seen_when_only_it_changed(tmp_path: Path) -> None:
    project = miniature(tmp_path / "project")
    path = project / "docs/fr/sources/lettre.md"
    loaded = load(project)
    before = checked(loaded.kb, loaded.problems)
    path.write_text(path.read_text("utf-8").replace("Bora, le 4 mai", "    Bora, le 4 mai"), "utf-8")

    again = load(project, loaded)

    told = checked(again.kb, again.problems, before).problems
    assert "paragraph-not-shown" in {problem.key for problem in told}
