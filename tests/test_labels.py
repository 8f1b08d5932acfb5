"""Every string is there in both languages, and every rule is documented by its own words."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from conftest import ROOT
from passerelles.check import RULES
from passerelles.load.located import parse
from passerelles.load.needed import LIST, lines
from passerelles.model import KnowledgeBase, Position, Problem
from passerelles.report import OWN, as_github, as_text

KEYS = re.compile(r'(?:say\.label|voice\.label|voice\.count|say\.count|\{ label)\(\s*[\'"]([a-z-]+)[\'"]')


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_a_rule_is_documented_by_its_docstring(rule: object, kb: KnowledgeBase) -> None:
    label = kb.labels[f"rule-{rule.__name__}"]  # type: ignore[attr-defined]

    assert label["en"] == " ".join(str(rule.__doc__).split())
    assert label["fr"]


def test_every_problem_that_the_code_reports_has_its_sentences(kb: KnowledgeBase) -> None:
    code = "\n".join(path.read_text("utf-8") for path in (ROOT / "scripts/passerelles").rglob("*.py"))
    reported = set(re.findall(r'(?:Problem\([^"]*|report\([^"]*|stop\([^"]*|else )"([a-z]+(?:-[a-z0-9]+)+)"', code))

    assert len(reported) > 30
    assert sorted(reported - set(kb.problem_texts)) == []
    for key, parts in kb.problem_texts.items():
        assert set(parts) == {"what", "expected", "do"}, key
        assert all(parts[part][language] for part in parts for language in ("fr", "en")), key


def test_the_words_for_labels_that_cannot_be_read_are_those_of_the_labels(kb: KnowledgeBase, bless: bool) -> None:
    """The file names them; with --bless it says them as data/labels.yml does."""
    kept = json.loads(OWN.read_text("utf-8"))
    known = {"labels": kb.labels, "problems": kb.problem_texts}
    made = {part: {key: known[part][key] for key in kept[part]} for part in known}
    if bless:
        OWN.write_text(f"{json.dumps(made, ensure_ascii=False, indent=1)}\n", "utf-8")

    said = json.loads(OWN.read_text("utf-8"))
    assert said == made, "If the new labels are right: python3 scripts/run.py test --bless"


def test_the_list_of_what_is_needed_is_that_of_the_labels(bless: bool) -> None:
    """With --bless it is written: whoever adds a string, takes one away or fills another blank does that."""
    labels, problems = parse("data/labels.yml", (ROOT / "data/labels.yml").read_text("utf-8"))
    assert problems == []
    made = lines(labels)
    if bless:
        LIST.write_text("".join(f"{line}\n" for line in made), "utf-8")

    assert len(made) > 1000
    assert LIST.read_text("utf-8").splitlines() == made, "If that is meant: python3 scripts/run.py test --bless"


def test_every_label_that_a_template_asks_for_exists(kb: KnowledgeBase) -> None:
    templates = [*(ROOT / "overrides").rglob("*.html"), *(ROOT / "scripts/passerelles").rglob("*.py")]
    asked = {key for path in templates for key in KEYS.findall(path.read_text("utf-8"))}

    known = set(kb.labels) | {key.removesuffix("-one") for key in kb.labels if key.endswith("-one")}

    assert len(asked) > 40
    assert sorted(key for key in asked - known if not key.endswith("-")) == []


def test_a_message_says_where_what_and_what_to_do(kb: KnowledgeBase) -> None:
    problem = Problem(Position("data/people/x.yml", 7, 5), "unknown-source", (("value", "leter"), ("near", "letter")))

    french = as_text([problem], kb, "fr")

    assert french == (
        "data/people/x.yml:7:5: aucune source « leter » — attendu : l’identifiant d’une source — "
        "corrigez-le (vouliez-vous dire « letter » ?)"
    )


def test_a_pull_request_is_annotated_on_the_line(kb: KnowledgeBase) -> None:
    problem = Problem(Position("data/people/x.yml", 7, 5), "no-evidence")

    line = as_github([problem], kb, "en")

    assert line.startswith(
        "::error file=data/people/x.yml,line=7,col=5::data/people/x.yml:7:5: the statement quotes no"
    )


def test_the_guide_to_the_data_names_every_folder(kb: KnowledgeBase) -> None:
    guide = (ROOT / "data/README.md").read_text("utf-8")

    assert [
        kind.folder for kind in kb.schema.kinds.values() if kind.name != "source" and kind.folder not in guide
    ] == []
    assert (Path(ROOT) / "README.md").is_file()
