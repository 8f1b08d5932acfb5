"""A change of one side makes exactly its twin stale: for the reader, on /translation/, for check, with the words."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import ROOT
from passerelles import editing
from passerelles.__main__ import main
from passerelles.check import check
from passerelles.export.rows import stale_texts
from passerelles.export.view_tables import stale_texts_table
from passerelles.export.words import Words
from passerelles.graph import Graph, link
from passerelles.load import load
from passerelles.model import Position, Problem
from passerelles.pages import Pages, environment
from passerelles.translated import changed_words
from repository import git, replace

FR, EN = "docs/fr/sources/kitakyushu-eau.md", "docs/en/sources/kitakyushu-eau.md"
RENNES = "data/partnerships/rennes-hue.yml"
SORTS = {"translation-stale", "translation-not-reread", "text-stale", "texts-unrecorded", "paragraph-untranslated"}
SORTS |= {"paragraph-without-original", "paragraphs-in-another-order"}


def found(root: Path) -> list[tuple[str, str, str]]:
    """What the check says of freshness and pairing: key, file, paragraph or key of the text."""
    loaded = load(root)
    problems = [p for p in check(loaded.kb, loaded.problems) if p.key in SORTS]
    return [(p.key, p.where.path, _named(p)) for p in problems]


def _named(problem: Problem) -> str:
    details = dict(problem.details)
    return details.get("paragraph") or details.get("key") or details.get("count", "")


def graph(root: Path) -> Graph:
    return link(load(root).kb)


def pages(root: Path, language: str) -> Pages:
    return Pages(graph(root), language, environment(ROOT / "overrides/kinds"))


def test_nothing_is_stale_to_begin_with(root: Path) -> None:
    assert found(root) == []


def test_editing_one_french_paragraph_makes_exactly_its_twin_stale(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    replace(root, FR, "Cet engagement pour l’amélioration de", "Cet engagement fort pour")

    assert found(root) == [("translation-stale", EN, "p4")]

    main(["--root", str(root), "check", "--lang", "en"])
    said = [line for line in capsys.readouterr().out.split("\n") if line.startswith(EN)]
    assert [line.split(" — ")[0] for line in said] == [
        f"{EN}:23:1: the original of paragraph p4 ({FR}:50) has changed since it was translated "
        "(+ fort ; − l’amélioration de)"
    ]


def test_the_reader_is_told_under_the_paragraph_and_nowhere_else(root: Path) -> None:
    replace(root, FR, "Cet engagement pour", "Cet engagement fort pour")
    html = "".join(f'<p id="{p}">{t}</p>' for p, t in paragraphs(root, "en"))

    english = pages(root, "en").source("kitakyushu-eau", html).content
    french = pages(root, "fr").source(
        "kitakyushu-eau", "".join(f'<p id="{p}">{t}</p>' for p, t in paragraphs(root, "fr"))
    )

    assert len(re.findall('class="stale-notice"', english)) == 1
    assert "../../../sources/kitakyushu-eau/#p4" in english
    assert "stale-notice" not in french.content
    state = next(p for p in pages(root, "en").all() if p.path == "translation/").content
    assert len(re.findall('class="is-stale"', state)) == 1


def paragraphs(root: Path, language: str) -> list[tuple[str, str]]:
    edition = load(root).kb.sources["kitakyushu-eau"].editions[language]
    return [(p.id, p.text) for p in edition.by_id.values()]


def test_a_recorded_rereading_makes_it_fresh_again(root: Path) -> None:
    replace(root, FR, "Cet engagement pour", "Cet engagement fort pour")

    assert main(["--root", str(root), "translated", str(root / EN), "--lang", "en"]) == 0

    assert found(root) == []


@pytest.mark.parametrize(
    ("old", "new", "kept"),
    [
        ("\n---\n\n", "\n---  \n\n", "\n---  \n\n"),
        ("translation:\n", "translation: # relu par nous\n", "# relu par nous\n"),
        ("  made_from:\n", "  made_from:   # relu\n    # et encore\n", "  # relu\n  # et encore\n"),
        ("translation:\n", '"translation":\n', "\ndescription: "),
        ("translation:\n", "# de nous, ci-dessous\ntranslation:\n", "\n# de nous, ci-dessous\ntranslation:\n"),
        ("\n---\n\n", "\n\n# de nous\n---\n\n", "\n\n# de nous\n---\n\n"),
    ],
)
def test_a_rereading_is_recorded_however_the_head_is_laid_out_and_nothing_else_is_touched(
    root: Path, old: str, new: str, kept: str
) -> None:
    replace(root, EN, old, new)
    before = (root / EN).read_text("utf-8")
    replace(root, FR, "Cet engagement pour", "Cet engagement fort pour")

    assert main(["--root", str(root), "translated", str(root / EN), "--lang", "en"]) == 0

    now = (root / EN).read_text("utf-8")
    assert (found(root), now.count("translation"), kept in now) == ([], 1, True)
    assert now.split("---")[-1] == before.split("---")[-1]


def test_a_rereading_is_recorded_once(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    replace(root, EN, "translation:\n", "translation: # relu\n")
    told = []
    for _ in range(3):
        assert main(["--root", str(root), "translated", str(root / EN), "--lang", "en"]) == 0
        told.append((capsys.readouterr().out, (root / EN).read_bytes()))

    assert told[1] == told[2]
    assert "nothing to record" in told[1][0]


def test_the_first_rereading_of_a_translation_is_recorded_at_the_end_of_its_head(root: Path) -> None:
    text = (root / EN).read_text("utf-8")
    bare = re.sub(r"translation:\n(?: .*\n)+", "", text)
    assert bare != text
    (root / EN).write_text(bare, "utf-8")

    assert main(["--root", str(root), "translated", str(root / EN), "--lang", "en"]) == 0

    assert (root / EN).read_text("utf-8") == text


def test_a_head_on_one_line_is_left_as_it_is_and_said(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    body = (root / EN).read_text("utf-8").split("\n---\n", 1)[1]
    page = f'---\n{{title: Titre, description: "Une phrase."}}\n---\n{body}'
    (root / EN).write_text(page, "utf-8")

    assert main(["--root", str(root), "translated", str(root / EN), "--lang", "en"]) == 1

    assert ((root / EN).read_text("utf-8"), "one field per line" in capsys.readouterr().out) == (page, True)


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        pytest.param(
            lambda t: t.replace("\n## Description", "\nUn paragraphe de plus.\n{ #p4b }\n\n## Description"),
            [("paragraph-untranslated", EN, "p4b")], id="inserted",
        ),
        pytest.param(
            lambda t: t.replace("## Description { #p5 }\n", ""),
            [("paragraph-without-original", EN, "p5")], id="deleted",
        ),
        pytest.param(
            lambda t: t.replace(". Cet engagement pour", ".\n{ #p4 }\n\nCet engagement pour").replace(
                "secteur de l’eau.\n{ #p4 }", "secteur de l’eau.\n{ #p4b }"
            ),
            [("paragraph-untranslated", EN, "p4b"), ("translation-stale", EN, "p4")], id="split",
        ),
        pytest.param(
            lambda t: t.replace("## Description { #p5 }\n", "").replace("## R", "## Description { #p5 }\n\n## R"),
            [("paragraphs-in-another-order", EN, "p6")], id="moved",
        ),
    ],
)  # fmt: skip
def test_paragraphs_inserted_deleted_split_and_moved_are_told_at_their_twin(
    root: Path, edit: object, expected: list[tuple[str, str, str]]
) -> None:
    text = (root / FR).read_text("utf-8")
    changed = edit(text)  # type: ignore[operator]
    assert changed != text
    (root / FR).write_text(changed, "utf-8")

    assert found(root) == expected


TEXTS = {
    "a label": ("data/labels.yml", "  fresh: {fr: à jour,", "  fresh: {fr: toujours à jour,", "labels.fresh"),
    "a name": (RENNES, "name: {fr: Rennes – Huế,", "name: {fr: Rennes et Huế,", "name"),
    "a note": (RENNES, "L’article dit trois fois", "L’article dit bien trois fois", "statements.party.hue.note"),
    "a gap": (RENNES, "  - fr: Signataires, contenu", "  - fr: Les signataires, le contenu", "unsaid.2"),
    "the model": (
        "data/schema.yml", "label: {fr: suite envisagée,", "label: {fr: suites envisagées,",
        "kinds.partnership.properties.outlook.label",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", TEXTS)
def test_a_text_of_the_data_whose_french_changed_alone_is_stale(
    root: Path, case: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path, old, new, key = TEXTS[case]
    replace(root, path, old, new)

    assert found(root) == [("text-stale", path, key)]

    assert main(["--root", str(root), "check", "--lang", "en"]) == 0
    assert re.search(r"since it was translated \(.+\) — expected", capsys.readouterr().out)


def test_an_earlier_state_with_a_sign_that_no_yaml_may_hold_is_passed_over(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, old, new, key = next(iter(TEXTS.values()))
    project = shutil.copytree(root, tmp_path / "project")
    before = (project / path).read_text("utf-8")
    for state in (f"{before}# \x07\n", before.replace(old, new)):
        (project / path).write_text(state, "utf-8")
        git(project, "commit", "-qam", "a state")

    assert main(["--root", str(project), "check", "--lang", "en"]) == 0

    assert found(project) == [("text-stale", path, key)]
    assert re.search(r"since it was translated \(.+\) — expected", capsys.readouterr().out)


def test_a_page_with_a_stale_note_says_so_to_its_english_reader_alone(root: Path) -> None:
    replace(root, RENNES, "L’article dit trois fois", "L’article dit bien trois fois")

    told = {
        language: {
            p.path.split("/p/")[0].strip("/") for p in pages(root, language).all() if "stale-notice" in p.content
        }
        for language in ("fr", "en")
    }

    assert told == {"fr": set(), "en": {"partnerships/rennes-hue"}}


def test_a_section_of_prose_is_stale_and_its_page_says_so(root: Path) -> None:
    replace(root, "docs/fr/about.md", "\n## ", "\nUne phrase de plus.\n\n## ")

    keys = found(root)

    assert [(key, path) for key, path, _ in keys] == [("text-stale", "docs/en/about.md")]
    assert "stale-notice" in pages(root, "en").prose("prose", "about/", "<p>x</p>")
    assert "stale-notice" not in pages(root, "fr").prose("prose", "about/", "<p>x</p>")


def test_the_data_list_each_stale_text_that_the_page_of_translations_shows(root: Path) -> None:
    for path, old, new, _ in TEXTS.values():
        replace(root, path, old, new)
    replace(root, "docs/fr/about.md", "\n## ", "\nUne phrase de plus.\n\n## ")
    shown = next(p for p in pages(root, "en").all() if p.path == "translation/").content
    section = shown.split('aria-labelledby="texts-en"')[1]
    say = Words(graph(root), "")

    listed = [(row["path"], row["key"]) for row in stale_texts(say)]

    in_page = [re.findall("<code>(.+?)</code>", line) for line in section.split("<li>")[1:]]
    assert listed == [(path, key) for path, *keys in in_page for key in keys]
    assert {key for *_, key in TEXTS.values()} < {key for _, key in listed}
    assert {row["url"]["en"] for row in stale_texts(say)} == {"en/translation/#texts-en"}  # type: ignore[index]
    assert [row[:2] for row in stale_texts_table(say).rows] == listed


def test_what_changed_on_both_sides_is_nobodys_arrears(root: Path) -> None:
    replace(root, RENNES, "L’article dit trois fois", "L’article dit bien trois fois")
    replace(root, RENNES, "The article says three times", "The article does say three times")

    assert found(root) == [("texts-unrecorded", "data/translations.txt", "1")]


def test_translated_without_a_page_records_new_texts_and_keeps_stale_ones_stale(root: Path) -> None:
    replace(root, RENNES, "L’article dit trois fois", "L’article dit bien trois fois")
    replace(root, RENNES, "name: {fr: Rennes – Huế, en: Rennes – Huế}", "name: {fr: Rennes et Huế, en: Rennes and Huế}")

    assert main(["--root", str(root), "translated", "--lang", "fr"]) == 0

    assert found(root) == [("text-stale", RENNES, "statements.party.hue.note")]

    assert main(["--root", str(root), "translated", str(root / RENNES), "--lang", "fr"]) == 0

    assert found(root) == []


def test_nothing_is_recorded_while_a_file_cannot_be_read(root: Path) -> None:
    before = (root / "data/translations.txt").read_bytes()
    replace(root, RENNES, "name: {", "name: {{{")

    assert main(["--root", str(root), "translated", "--lang", "fr"]) == 1

    assert (root / "data/translations.txt").read_bytes() == before


@pytest.mark.parametrize(
    ("before", "now", "said"),
    [
        ("a b c", "a x c", "b → x"), ("a b", "a b c", "+ c"), ("a b c", "a c", "− b"), ("a", "a", ""),
        ("a b c d e f g h", "1 b 2 d 3 f 4 h", "a → 1 ; c → 2 ; e → 3 ; …"),
    ],
)  # fmt: skip
def test_the_words_that_changed_are_told_in_a_breath(before: str, now: str, said: str) -> None:
    assert changed_words(before, now) == said


def test_many_texts_fill_several_pages_each_once(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("passerelles.pages.views.TRANSLATIONS", 1)
    made = Pages(graph, "en", environment(ROOT / "overrides/kinds"))

    shown = [page for page in made.all() if page.path.startswith("translation/")]

    names = [name for page in shown for name in graph.kb.sources if f'id="{name}-en"' in page.content]
    assert [page.path for page in shown] == ["translation/", *(f"translation/p/{i}/" for i in range(2, len(shown) + 1))]
    assert names == list(graph.kb.sources)
    assert 'href="p/2/"' in shown[0].content


def test_each_state_of_a_file_is_read_once_however_many_texts_are_stale_and_saves_are_made(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def states(_root: Path, path: str) -> Iterator[str]:
        for _ in range(3):
            seen.append(path)
            yield (root / path).read_text("utf-8")

    kb, seen, head = load(root).kb, list[str](), ["a"]
    lost = (("place", f"{FR}:1"), ("made", "lost"))
    stale = [Problem(Position(EN), "translation-stale", (*lost, ("paragraph", name))) for name in ("p4", "p5")]
    monkeypatch.setattr(editing, "earlier", states)
    monkeypatch.setattr(editing, "resolve", lambda _root, _revision: head[0])
    past = editing.Past(root)

    assert [past.told(kb, stale) for _ in range(2)] == [stale, stale]
    assert seen == [FR] * 3
    head[0] = "b"  # a commit
    past.told(kb, stale)
    assert seen == [FR] * 6
