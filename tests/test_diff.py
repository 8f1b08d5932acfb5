"""`passerelles diff`: what a change does to the statements, in words, safe to post on a forge."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from passerelles.__main__ import main
from passerelles.difference.markdown import code, safe
from repository import git, replace

RENNES = "data/partnerships/rennes-hue.yml"
HOSTILE = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "[x](javascript:alert(1))",
    "![x](https://evil.example/x)", "@everyone @some-org/team", "#12 GH-12 owner/repo#12 fixes #1",
    "https://evil.example www.evil.example a@b.example", "</details>\n\n# Approved\n\n- [x] done", "```\ncode", "~~~",
    "| a | b |\n|---|---|", "&lt;b&gt; &commat;me", "\\@me \\<b>", "$\\unicode{x}$", ":tada:",
    "a1b2c3d4e5f6a1b2c3d4e5f6a1b2c3d4e5f6a1b2", "___bold___ **bold**", "[^1]: note", "1. list", "\x1b[31m\u202e",
]  # fmt: skip


def diff(root: Path, capsys: pytest.CaptureFixture[str], language: str = "en") -> str:
    assert main(["--root", str(root), "diff", "HEAD", "--lang", language]) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize(("language", "said"), [("fr", "Aucun énoncé ne change."), ("en", "No statement changes.")])
def test_nothing_changed_is_said(root: Path, capsys: pytest.CaptureFixture[str], language: str, said: str) -> None:
    assert said in diff(root, capsys, language)


def test_a_statement_added_changed_and_lost_is_told_in_words_with_its_quotes(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (root / RENNES).read_text("utf-8")
    start, end = text.index("  - property: person"), text.index("unsaid:")
    added = (
        "  - property: aim\n    id: essai\n    value: {fr: nouveau partenariat, en: new partnership}\n    evidence:\n"
        "      - source: cvn-assises-12\n        quote: {fr: un nouveau partenariat, en: a new partnership}\n"
    )
    (root / RENNES).write_text(text[:start] + added + text[end:], "utf-8")
    replace(root, RENNES, 'date: "2023-04"', 'date: "2023-04-15"')

    report = diff(root, capsys)

    assert report.split("\n")[:6] == [
        "### What this change does to the statements", "",
        "Statements added: 1; changed: 1; lost: 1. Entries touched: 1.", "",
        "#### Rennes – Huế (partnership, `rennes-hue`)", "",
    ]  # fmt: skip
    lines = [re.sub(r"<!-- -->|\\", "", line) for line in report.split("\n")[6:]]
    assert lines[:2] == ["- **Added** – aim: new partnership", "  - “a new partnership” (`cvn-assises-12`)"]
    assert lines[2].startswith("- **Changed** – signing: 12th Assises")
    assert "  - date: 2023-04 → 2023-04-15" in lines
    assert "- **Lost** – person named: Flavie Boukhenoufa" in lines


def test_an_entry_under_another_name_is_renamed_and_those_that_speak_of_it_are_silent(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (root / "data/territories/rennes.yml").rename(root / "data/territories/ville-de-rennes.yml")
    for path in (root / "data").rglob("*.yml"):
        text = path.read_text("utf-8")
        path.write_text(re.sub(r"(value|said_by|entity): rennes$", r"\1: ville-de-rennes", text, flags=re.M), "utf-8")

    report = diff(root, capsys, "fr")

    assert report.split("\n")[2:] == [
        "Énoncés ajoutés : 0 ; modifiés : 0 ; perdus : 0. Fiches touchées : 1.", "",
        "#### Rennes (territoire, `ville-de-rennes`)", "", "Fiche renommée ; elle s’appelait `rennes`.", "",
    ]  # fmt: skip


def test_a_statement_under_another_id_with_the_same_words_is_changed_not_lost(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    replace(
        root,
        RENNES,
        "id: developpement-durable\n    value:\n      fr: coopération",
        "id: autre\n    value:\n      fr: une coopération",
    )

    report = diff(root, capsys, "fr")

    assert "ajoutés : 0 ; modifiés : 1 ; perdus : 0" in report
    assert "valeur : coopération sur le développement durable → une coopération" in report


QUOTE = "          fr: la ville française Rennes\n          en: the French city of Rennes\n"
OTHER = "          fr: Ville de Huê - Rennes\n          en: the City of Huê – Rennes\n"
SOURCE = "      - source: cvn-assises-12\n        quote:\n"
CHANGES = {  # an edit of what an entry says -> what the report has below its «changed»
    "another paragraph": (
        QUOTE, f"{QUOTE}        at: p4\n", "quote “the French city of Rennes” (`cvn-assises-12`), paragraph: ∅ → p4"
    ),
    "another order": (f"{QUOTE}{SOURCE}{OTHER}", f"{OTHER}{SOURCE}{QUOTE}", "quotes in another order"),
    "a note in the other language": ("L’article dit trois fois que", "L’article dit bien trois fois que", "bien"),
    "a value in the other language": ("fr: nouveau partenariat sur", "fr: partenariat sur", "nouveau partenariat sur"),
    "a quote in the other language": (QUOTE, QUOTE.replace("la ville fr", "ville fr"), "added: “ville fran"),
    "an address that people cite": (
        "id: developpement-durable", "id: durable", "id (`activity.developpement-durable` → `activity.durable`)"
    ),
}  # fmt: skip


def test_a_name_in_the_other_language_is_told_in_that_language(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    replace(root, RENNES, "fr: Rennes – Huế", "fr: Rennes et Huế")

    assert "- name: Rennes – Huế → Rennes et Huế" in re.sub(r"<!-- -->|\\", "", diff(root, capsys))


def test_a_source_under_another_name_leaves_the_spellings_as_they_were(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old, new = "cuf-2024-11", "cuf-groupe-pays"
    for path in [p for folder in ("data", "docs") for p in (root / folder).rglob("*") if p.is_file()]:
        if path.suffix in {".yml", ".md", ".txt"} and old in (text := path.read_text("utf-8")):
            path.write_text(text.replace(old, new), "utf-8")
        if path.stem == old:
            path.rename(path.with_stem(new))

    assert "spellings" not in diff(root, capsys)


@pytest.mark.parametrize("case", CHANGES)
def test_a_statement_is_told_as_changed_with_what_changed(
    root: Path, capsys: pytest.CaptureFixture[str], case: str
) -> None:
    old, new, told = CHANGES[case]
    replace(root, RENNES, old, new)

    lines = [re.sub(r"<!-- -->|\\", "", line) for line in diff(root, capsys).split("\n")]

    assert [line.split(" – ")[0] for line in lines[6:] if line.startswith("- ")] == ["- **Changed**"]
    assert any(told in line for line in lines), lines


def test_an_entry_that_cannot_be_read_is_named_so_that_nobody_takes_it_for_deleted(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    replace(root, RENNES, "name: {", "name: {{{")

    assert "Unreadable today, and so seemingly lost**: `data/partnerships/rennes-hue.yml`" in diff(root, capsys)


def test_altered_words_of_a_text_are_told_paragraph_by_paragraph(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    replace(root, "docs/fr/sources/kitakyushu-eau.md", "Cet engagement pour", "Cet engagement ferme pour")

    assert "- `docs/fr/sources/kitakyushu-eau.md`\n  - `p4` \\+ ferme" in diff(root, capsys)


@pytest.mark.parametrize("target", ["/etc/hostname", "../../../outside", "rennes-hue.yml"])
def test_a_link_in_an_earlier_state_is_not_followed_and_stops_nothing(
    root: Path, capsys: pytest.CaptureFixture[str], target: str
) -> None:
    link = root / "data/partnerships/lien.yml"
    link.symlink_to(target)
    git(root, "add", "-A")
    git(root, "commit", "-qm", "a link")
    link.unlink()
    try:
        assert "No statement changes." in diff(root, capsys)
    finally:
        git(root, "reset", "-q", "--hard", "HEAD~1")


@pytest.mark.parametrize("revision", ["nowhere", "--output=/tmp/x", "HEAD:data", "", "HEAD~99", "a b", "\x1b[31m"])
def test_an_unknown_state_is_wrong_use_told_in_a_sentence(
    root: Path, capsys: pytest.CaptureFixture[str], revision: str
) -> None:
    status = main(["--root", str(root), "diff", "--lang", "en", "--", revision])

    said = capsys.readouterr().err
    assert (status, said.count("\n"), "git knows no such state" in said, "\x1b" in said) == (2, 1, True, False)


def test_outside_a_repository_is_wrong_use_told_in_a_sentence(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status = main(["--root", str(copy), "diff", "HEAD", "--lang", "fr"])

    assert (status, "n’est pas un dépôt git" in capsys.readouterr().err) == (2, True)


@pytest.mark.parametrize("words", HOSTILE)
def test_what_a_stranger_writes_stays_words(words: str) -> None:
    tokens = MarkdownIt("gfm-like", {"linkify": False, "html": True}).parse(f"- “{safe(words)}”")

    inline = next(token for token in tokens if token.type == "inline")
    nodes = inline.children or []
    assert {token.type for token in tokens} <= {
        "bullet_list_open", "list_item_open", "paragraph_open", "inline",
        "paragraph_close", "list_item_close", "bullet_list_close",
    }  # fmt: skip
    assert {node.type for node in nodes} <= {"text", "text_special", "html_inline"}
    assert {node.content for node in nodes if node.type == "html_inline"} <= {"<!-- -->"}
    runs = re.split("\x00", "".join("\x00" if n.type == "html_inline" else n.content for n in nodes))
    shown = "".join(c if c.isprintable() else " " for c in " ".join(words.split()))
    assert " ".join("".join(runs).split()) == " ".join(f"“{shown}”".split())
    for run in runs:  # a forge looks for these in what was rendered
        assert not re.search(r"@\w|#\d|GH-\d|://|www\.\w|[0-9a-f]{7}|:\w+:", run), run


@pytest.mark.parametrize("name", ["a`b", "<b>", "x y", "@me", "é"])
def test_a_name_that_is_no_path_is_not_code(name: str) -> None:
    assert not code(name).startswith("`")


def test_a_hostile_entry_reaches_no_reviewer_as_anything_but_words(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    replace(
        root,
        RENNES,
        "fr: nouveau partenariat sur la transition écologique\n",
        'fr: "<script>x</script> @everyone fixes #1"\n',
    )

    report = diff(root, capsys, "fr")

    assert not re.search(r"(?<!\\)<(?!!-- -->)", report)
    assert not re.search(r"@\w|#1\b", report)
