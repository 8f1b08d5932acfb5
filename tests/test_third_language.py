"""A third language is a setting, a folder and labels: the miniature base, a slice of it put into Vietnamese.

The slice is made from the English of the base: the words of VIETNAMESE are ours, everything else stands for what a
translator has still to do. The code, the templates and the configuration are those of the real site.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import lxml.html
import pytest
import yaml

from conftest import ROOT, build
from passerelles.__main__ import main
from passerelles.check import check
from passerelles.load import load
from passerelles.report import as_text

BASE = ROOT / "tests/golden/base"
VIETNAMESE = {
    "signed an agreement on music": "đã ký một thỏa thuận về âm nhạc",
    "an agreement on music": "một thỏa thuận về âm nhạc",
    "agreement on music": "thỏa thuận về âm nhạc",
    "partnership signed": "quan hệ hợp tác đã ký kết",
    "Partnerships": "Quan hệ hợp tác",
    "partnership": "quan hệ hợp tác",
    "Territories": "Lãnh thổ",
    "Music": "Âm nhạc",
    "music": "âm nhạc",
}
MONOLINGUAL = {"names"}  # names in the languages of a place are no translations


def vietnamese(words: str) -> str:
    for english, ours in VIETNAMESE.items():
        words = words.replace(english, ours)
    return words


def with_vietnamese(node: object, key: str = "") -> object:
    """The same YAML, with Vietnamese wherever there is French and English."""
    if isinstance(node, list):
        return [item for one in node for item in _spelt(with_vietnamese(one))]
    if not isinstance(node, dict):
        return node
    found = {name: with_vietnamese(value, name) for name, value in node.items()}
    if {"fr", "en"} <= set(node) and key not in MONOLINGUAL:
        english = node["en"]
        found["vi"] = vietnamese(english) if isinstance(english, str) else [*english, "ký", "hợp tác"]
    return found


def _spelt(item: object) -> list[object]:
    """An English spelling, and the same form in Vietnamese."""
    if isinstance(item, dict) and "en" in item and set(item) <= {"en", "source"}:
        return [item, {"vi": vietnamese(item["en"])} | {k: v for k, v in item.items() if k == "source"}]
    return [item]


def rewritten(text: str, change: Callable[[object], object]) -> str:
    """A YAML text, changed; everything but true and false stands between quotes, as the check wants it."""
    made = yaml.dump(change(yaml.load(text, yaml.BaseLoader)), allow_unicode=True, sort_keys=False, default_style='"')
    return made.replace(': "true"\n', ": true\n").replace(': "false"\n', ": false\n")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The miniature base in three languages."""
    root = tmp_path_factory.mktemp("three") / "project"
    shutil.copytree(BASE, root)
    shutil.copytree(ROOT / "overrides", root / "overrides")
    shutil.copytree(ROOT / "docs/assets", root / "docs/assets")
    for name in ("schema.yml", "labels.yml"):
        shutil.copy(ROOT / "data" / name, root / "data" / name)
    _set(root)
    _label(root)
    _translate(root)
    return root


def _set(root: Path) -> None:
    """The setting: one line in the model, one for the renderer."""
    english = "    - {locale: en, name: English, build: true}\n"
    settings = (ROOT / "mkdocs.yml").read_text("utf-8")
    assert english in settings
    ours = english.replace("locale: en, name: English", "locale: vi, name: Tiếng Việt")
    (root / "mkdocs.yml").write_text(settings.replace(english, english + ours), "utf-8")


def _label(root: Path) -> None:
    """The labels, the model's among them, and the words of the entries."""
    for path in sorted((root / "data").rglob("*.yml")):
        path.write_text(rewritten(path.read_text("utf-8"), with_vietnamese), "utf-8")
    labels = root / "data/labels.yml"
    labels.write_text(rewritten(labels.read_text("utf-8"), _with_labels_of_the_language), "utf-8")
    schema = root / "data/schema.yml"
    schema.write_text(rewritten(schema.read_text("utf-8"), _with_language), "utf-8")


def _with_labels_of_the_language(words: object) -> object:
    """The labels that speak of a language by its name, such as «search-also-en»."""
    assert isinstance(words, dict)
    ours = {f"{key[:-2]}vi": dict(text) for key, text in words["labels"].items() if key.endswith("-en")}
    return words | {"labels": words["labels"] | ours}


def _with_language(model: object) -> object:
    assert isinstance(model, dict)
    return model | {"languages": [*model["languages"], {"code": "vi", "name": "Tiếng Việt"}]}


def _translate(root: Path) -> None:
    """The folder, its rereadings recorded by the command."""
    shutil.copytree(root / "docs/en", root / "docs/vi")
    for path in sorted((root / "docs/vi").rglob("*.md")):
        path.write_text(vietnamese(path.read_text("utf-8")), "utf-8")
    for path in sorted((root / "docs/fr/sources").glob("*.md")):
        _, head, body = path.read_text("utf-8").split("---\n", 2)
        path.write_text(f"---\n{rewritten(head, with_vietnamese)}---\n{body}", "utf-8")
    pages = sorted(map(str, (root / "docs/vi/sources").glob("*.md")))
    assert main(["--root", str(root), "translated", "--lang", "fr", *pages]) == 0


@pytest.fixture(scope="module")
def site(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("three-site") / "site"
    run = build(project, target)
    assert run.returncode == 0, run.stderr[-3000:]
    return target


def test_the_base_in_three_languages_passes_the_check(project: Path) -> None:
    loaded = load(project)

    assert list(loaded.kb.schema.languages) == ["fr", "en", "vi"]
    assert as_text(check(loaded.kb, loaded.problems), loaded.kb, "vi") == ""


def test_a_text_that_lacks_the_third_language_is_told(project: Path, tmp_path: Path) -> None:
    root = shutil.copytree(project, tmp_path / "project")
    path = root / "data/partnerships/alba-bora.yml"
    text = path.read_text("utf-8")
    path.write_text(text.replace('  "vi": "Alba – Bora"\n', "", 1), "utf-8")

    loaded = load(root)

    assert [p.key for p in check(loaded.kb, loaded.problems) if p.severity == "error"] == ["missing-field"]


def test_every_page_stands_in_vietnamese_too(site: Path) -> None:
    english = {p.relative_to(site / "en") for p in (site / "en").rglob("*.html")}
    vietnamese_pages = {p.relative_to(site / "vi") for p in (site / "vi").rglob("*.html")}

    assert len(english) > 30
    assert vietnamese_pages == english


@pytest.mark.parametrize("path", ["", "partnerships/", "partnerships/alba-bora/", "sources/gazette/", "translation/"])
def test_a_vietnamese_page_says_its_language_and_leads_to_the_others(site: Path, path: str) -> None:
    page = lxml.html.parse(str(site / "vi" / path / "index.html")).getroot()

    assert page.get("lang") == "vi"
    assert {a.get("hreflang") for a in page.iter("a") if a.get("lang") and a.get("hreflang")} >= {"fr", "en", "vi"}


def test_the_vietnamese_words_stand_on_their_pages_and_on_no_other(site: Path) -> None:
    pages = {"fr": site, "en": site / "en", "vi": site / "vi"}

    found = {
        language: (folder / "partnerships/alba-bora/index.html").read_text("utf-8").count("thỏa thuận về âm nhạc")
        for language, folder in pages.items()
    }

    assert found["vi"] > 0
    assert (found["fr"], found["en"]) == (0, 0)


def test_a_vietnamese_statement_leads_to_its_marked_words(site: Path) -> None:
    page = lxml.html.parse(str(site / "vi/partnerships/alba-bora/index.html")).getroot()
    link = next(a.get("href") for a in page.iter("a") if a.get("data-evidence") is not None)
    name = link.split("#")[1]

    source = lxml.html.parse(str(site / "vi/sources/gazette/index.html")).getroot()

    assert link.startswith("../../sources/gazette/#q-")
    assert source.get_element_by_id(name).tag == "mark"


def test_a_change_of_the_french_makes_both_translations_stale(project: Path, tmp_path: Path) -> None:
    root = shutil.copytree(project, tmp_path / "project")
    path = root / "docs/fr/sources/gazette.md"
    text = path.read_text("utf-8")
    path.write_text(text.replace("la ville d'Alba", "la grande ville d'Alba", 1), "utf-8")

    loaded = load(root)

    stale = [p.where.path for p in check(loaded.kb, loaded.problems) if p.key == "translation-stale"]
    assert stale == ["docs/en/sources/gazette.md", "docs/vi/sources/gazette.md"]
