"""The guides: everything that an editor may write is documented in both languages, and the examples are valid."""

from __future__ import annotations

import re
import subprocess
import sys
from html import unescape
from pathlib import Path

import pytest

from conftest import ROOT
from passerelles.check import RULES, check
from passerelles.load import load
from passerelles.load.entities import BEYOND_FIELDS, COMMON, EVIDENCE_FIELDS, OWN, REFERENCE_FIELDS, STATEMENT_FIELDS
from passerelles.model import KnowledgeBase

LANGUAGES = ("fr", "en")
PAGES = ("examples", "reference", "translating", "forge")
# The verbs that the house has agreed on (and the command has, or will have): name -> what must be said of it.
VERBS = {
    "serve": "--port", "build": "--offline", "check": "--format", "clean": "--as", "collate": "", "new": "",
    "translated": "", "export": "", "diff": "",
}  # fmt: skip
BLOCK = re.compile(r"^```(yaml|markdown)\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def address(language: str, page: str) -> str:
    return f"{'en/' if language == 'en' else ''}contribute/{page}/"


def blocks(language: str) -> list[tuple[str, str]]:
    return BLOCK.findall((ROOT / f"docs/{language}/contribute/examples.md").read_text("utf-8"))


def put(project: Path, language: str) -> list[str]:
    """Write each example of the page where it says it belongs; the paths."""
    written = []
    for form, text in blocks(language):
        path = text.split("\n")[0].removeprefix("# ") if form == "yaml" else "docs/fr/sources/cuf-2024-11.md"
        file = project / path
        assert file.is_file(), path
        if form == "markdown":  # the beginning of a source: its record, and the words below it as far as they go
            whole = file.read_text("utf-8")
            head, body = (text.split("---\n", 2)[i] for i in (1, 2))
            assert whole.split("---\n", 2)[2].startswith(body)
            file.write_text(f"---\n{head}---\n{whole.split('---' + chr(10), 2)[2]}", "utf-8")
        else:
            file.write_text(text, "utf-8")
        written.append(path)
    return written


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_is_a_whole_example_of_every_kind(language: str, copy: Path, kb: KnowledgeBase) -> None:
    written = put(copy, language)

    folders = {path.split("/")[-2] for path in written}
    assert folders == {kind.folder for kind in kb.schema.kinds.values()}
    assert len(written) == len(kb.schema.kinds)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_examples_pass_check(language: str, copy: Path) -> None:
    put(copy, language)
    for name in ("published.txt", "changes.txt"):
        (copy / "data" / name).unlink()  # an example is shorter than the published entry that it stands for

    loaded = load(copy)

    assert [str(problem) for problem in check(loaded.kb, loaded.problems) if problem.severity == "error"] == []


def test_the_examples_are_the_same_in_both_languages_but_for_the_comments() -> None:
    french, english = ([re.sub(r"(?m)\s+# .*$", "", text) for _, text in blocks(language)] for language in LANGUAGES)

    assert len(french) == 8
    assert french == english


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_example_is_commented(language: str) -> None:
    counts = [len(re.findall(r"  # ", text)) for _, text in blocks(language)]

    assert min(counts) >= 3, counts


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_property_type_and_choice_is_documented(
    language: str, pages: dict[str, str], kb: KnowledgeBase
) -> None:
    page = unescape(pages[address(language, "reference")])

    for kind in kb.schema.kinds.values():
        assert f'id="kind-{kind.name}"' in page
        assert all(f"<code>{code}</code>" in page for code in kind.types), kind.name
        for declared in kind.properties.values():
            assert f'id="{kind.name}-{declared.name}"' in page
            row = page.split(f'id="{kind.name}-{declared.name}"')[1].split("</tr>")[0].replace("\u00a0", " ")
            assert declared.label[language].replace("\u202f", " ") in row.replace("\u202f", " ")
            assert all(f"<code>{code}</code>" in row for code in declared.choices)
            assert (kb.labels["guide-required"][language] in row) == declared.required


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_field_is_documented(language: str, pages: dict[str, str]) -> None:
    page = pages[address(language, "reference")]
    listed = {
        name: set(re.findall(r"<dt><code>(\w+)</code>", page.split(f'id="fields-{name}"')[1].split("</dl>")[0]))
        for name in ("entry", "statement", "evidence", "beyond", "reference")
    }

    assert listed == {
        "entry": {*COMMON, *(field for own in OWN.values() for field in own)},
        "statement": set(STATEMENT_FIELDS),
        "evidence": set(EVIDENCE_FIELDS),
        "beyond": set(BEYOND_FIELDS),
        "reference": set(REFERENCE_FIELDS),
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_is_documented_where_the_guide_sends_its_reader(language: str, pages: dict[str, str]) -> None:
    method = pages["en/method/" if language == "en" else "method/"]

    assert [rule.__name__ for rule in RULES if f'id="{rule.__name__}"' not in method] == []
    assert "method/#rules" in pages[address(language, "reference")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_verb_is_documented(language: str) -> None:
    guide = (ROOT / f"docs/{language}/contribute/reference.md").read_text("utf-8")
    rows = dict(re.findall(r"^\| `(\w+)( [^`]*)?` \|", guide, re.MULTILINE))

    assert set(rows) == set(VERBS)
    assert [verb for verb, option in VERBS.items() if option not in rows[verb]] == []


def test_the_command_has_no_verb_that_the_guides_leave_out() -> None:
    run = subprocess.run([sys.executable, "-m", "passerelles", "--help"], check=True, capture_output=True, text=True)
    verbs = set(re.findall(r"^    (\w+)\b", run.stdout, re.MULTILINE))

    assert len(verbs) >= 6
    assert verbs <= set(VERBS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_glossary_gives_each_term_in_both_languages(
    language: str, pages: dict[str, str], kb: KnowledgeBase
) -> None:
    page = unescape(pages[address(language, "translating")]).replace("\u00a0", " ").replace("\u202f", " ")
    glossary = page.split('id="glossary"')[1]

    assert len(kb.of_kind("term")) > 20
    for term in kb.of_kind("term"):
        assert all(term.name[code].replace("\u202f", " ").replace("\u00a0", " ") in glossary for code in LANGUAGES), (
            term.id
        )


@pytest.mark.parametrize("page", PAGES)
def test_a_guide_has_the_same_parts_in_both_languages(page: str) -> None:
    french, english = (
        re.findall(
            r"^#+ .*\{ #([\w-]+) \}$", (ROOT / f"docs/{code}/contribute/{page}.md").read_text("utf-8"), re.MULTILINE
        )
        for code in LANGUAGES
    )

    assert len(french) >= 2
    assert french == english


def test_the_front_of_the_guide_has_the_same_parts_and_leads_to_each_page() -> None:
    texts = {code: (ROOT / f"docs/{code}/contribute.md").read_text("utf-8") for code in LANGUAGES}
    parts = {code: re.findall(r"\{ #([\w-]+) \}", text) for code, text in texts.items()}

    assert parts["fr"] == parts["en"]
    assert all(f"(contribute/{page}.md" in text for page in PAGES for text in texts.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_good_and_bad_statements_stand_side_by_side(language: str, pages: dict[str, str]) -> None:
    page = pages["en/contribute/" if language == "en" else "contribute/"]
    table = page.split('id="good-statements"')[1].split("</table>")[0]

    assert table.count("<tr>") >= 7
    assert re.findall(r"<th[^>]*>([^<]*)</th>", table)[1:] == {
        "fr": ["Ne pas écrire", "Écrire"], "en": ["Do not write", "Write"],
    }[language]  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_forge_page_names_every_workflow(language: str) -> None:
    text = (ROOT / f"docs/{language}/contribute/forge.md").read_text("utf-8")
    named = set(re.findall(r"^\| `(\w+\.yml)`", text, re.MULTILINE))

    assert named == {path.name for path in (ROOT / ".github/workflows").glob("*.yml")}
