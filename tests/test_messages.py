"""What an editor is told after a slip: every line, as it appears, in French and in English."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from broken import broken
from conftest import ROOT, copy_project
from passerelles.check import check
from passerelles.load import files, load
from passerelles.model import KnowledgeBase, Position, Problem
from passerelles.report import as_github, as_json, as_text, sentence

CASES = ROOT / "tests/broken_edits.yml"
EDITS: dict[str, dict[str, Any]] = {edit["case"]: edit for edit in yaml.safe_load(CASES.read_text("utf-8"))}
LANGUAGES = ("fr", "en")
ASSISES = "docs/fr/sources/cvn-assises-12.md"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A copy of what editors edit, which each case breaks and puts right again; what stays the same is parsed once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(files, "parse", functools.cache(files.parse))
        yield copy_project(tmp_path_factory.mktemp("project") / "project")


@pytest.fixture(scope="module", autouse=True)
def blessed(project: Path, bless: bool) -> None:
    """With --bless: what the check says now becomes what it is expected to say."""
    if bless:
        text = CASES.read_text("utf-8")
        for edit in EDITS.values():
            edit |= {language: "\n".join(lines) for language, lines in said(project, edit).items()}
            text = rewritten(text, edit)
        CASES.write_text(text, "utf-8")


def rewritten(text: str, edit: dict[str, Any]) -> str:
    """The file of cases with the lines of one case replaced; comments stay."""
    blocks = "".join(f"  {k}: |-\n" + "".join(f"    {line}\n" for line in edit[k].splitlines()) for k in LANGUAGES)
    pattern = re.compile(
        rf"(^- case: {re.escape(edit['case'])}\n(?:  (?!fr: ).*\n)*)  fr: \|-\n(?:    .*\n|  en: .*\n)*", re.M
    )
    return pattern.sub(lambda match: match[1] + blocks, text)


def said(project: Path, edit: dict[str, Any]) -> dict[str, list[str]]:
    """Every line that the check prints, by language; warnings where the case is about them."""
    with broken(project, edit):
        loaded = load(project)
        problems = [p for p in check(loaded.kb, loaded.problems) if p.severity == "error" or edit.get("warned", False)]
    return {language: [sentence(problem, loaded.kb, language) for problem in problems] for language in LANGUAGES}


@pytest.mark.parametrize("case", EDITS)
def test_a_slip_is_told_with_its_place_and_its_remedy(project: Path, case: str) -> None:
    edit = EDITS[case]

    lines = said(project, edit)

    assert lines["fr"] or lines["en"], "it passes"
    assert lines == {language: edit[language].splitlines() for language in LANGUAGES}


def test_there_are_as_many_cases_as_people_have_ways_to_err() -> None:
    assert len(EDITS) > 190


def test_no_message_tells_to_copy_a_slip_out_of_an_altered_text(copy: Path) -> None:
    path = copy / ASSISES
    path.write_text(path.read_text("utf-8").replace("quatre nouveaux", "cinq nouveaux"), "utf-8")

    loaded = load(copy)

    keys = {problem.key for problem in check(loaded.kb, loaded.problems)}
    assert keys - {"texts-unrecorded"} == {"quote-of-altered-text", "word-altered", "translation-stale"}


HOSTILE = Problem(
    Position("data/people/a,b:c\n::error::%0A\x1b[31m.yml", 7, 5), "unknown-id",
    (("value", "x\n::set-env name=A::b %0A\r\x1b[1m"), ("near", ""), ("kinds", "person")),
)  # fmt: skip


def test_an_annotation_is_one_line_that_no_name_can_break_out_of(kb: KnowledgeBase) -> None:
    lines = as_github([HOSTILE], kb, "en").split("\n")

    mark = "\N{REPLACEMENT CHARACTER}"
    assert lines == [
        f"::error file=data/people/a%2Cb%3Ac{mark}%3A%3Aerror%3A%3A%250A{mark}[31m.yml,line=7,col=5::"
        f"data/people/a,b:c{mark}::error::%250A{mark}[31m.yml:7:5: "
        f"no entry has the id “x ::set-env name=A::b %250A {mark}[1m”"
        " — expected: an entry of kind person — correct it, or create the entry"
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_text_is_one_printable_line_a_problem(kb: KnowledgeBase, language: str) -> None:
    text = as_text([HOSTILE, HOSTILE], kb, language)

    assert len(text.splitlines()) == 2
    assert text.replace("\n", "").isprintable()


def test_json_gives_place_rule_and_the_three_parts_of_the_sentence(kb: KnowledgeBase) -> None:
    problem = Problem(Position("data/people/x.yml", 7, 5), "no-evidence", severity="warning")

    rows = json.loads(as_json([problem], kb, "en"))

    assert rows == [
        {
            "path": "data/people/x.yml", "line": 7, "column": 5, "severity": "warning", "rule": "no-evidence",
            "what": "the statement quotes no source", "expected": "“evidence:” with source and quote",
            "do": "quote the words of a source, or put the fact under “beyond:”",
        }
    ]  # fmt: skip


@pytest.mark.parametrize("slip", ["{vlaue}", "{", "{0}", "{value.x}", "}"])
def test_a_broken_message_of_labels_is_printed_as_it_stands(copy: Path, slip: str) -> None:
    path = copy / "data/labels.yml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("aucune fiche n’a l’identifiant « {value} »", f"aucune fiche {slip}"), "utf-8")
    entry = copy / "data/partnerships/rennes-hue.yml"
    entry.write_text(entry.read_text("utf-8").replace("value: rennes\n", "value: renes\n"), "utf-8")

    loaded = load(copy)

    lines = [sentence(problem, loaded.kb, "fr") for problem in check(loaded.kb, loaded.problems)]
    assert any(
        line.startswith("data/partnerships/rennes-hue.yml:6:12: aucune fiche {") or slip in line for line in lines
    )
