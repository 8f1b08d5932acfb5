"""`passerelles new`: for every kind a file that names its blanks, and passes the check once they are filled."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from conftest import ROOT
from passerelles.__main__ import main
from passerelles.check import check
from passerelles.drafts import BLANK
from passerelles.editing import record
from passerelles.load import load
from passerelles.model import KnowledgeBase

ASSISES = ["cvn-assises-12", "la ville française Rennes", "the French city of Rennes"]
HUE = ["cvn-assises-12", "Ville de Huê - Rennes", "the City of Huê – Rennes"]
SIGNED = [
    "cvn-assises-12",
    "Rennes et la ville de Huê ont signé un nouveau partenariat sur la transition écologique",
    "Rennes and the city of Huê signed a new partnership on the ecological transition",
]
WORDS = ["essai", "nouveau partenariat", "new partnership"]
# What somebody writes into the blanks of each kind, from top to bottom.
FILLED = {
    "partnership": ["Essai", "Trial", "rennes", *ASSISES, "hue", *HUE, "signed", *SIGNED],
    "territory": ["Essai", "Trial", "city", "geonames", "france", "2988507", "48.1", "-1.7", *WORDS, *SIGNED],
    "organisation": ["Essai", "Trial", "network", *WORDS, *SIGNED],
    "person": ["Essai", "Trial", *WORDS, *SIGNED],
    "event": ["Essai", "Trial", "ceremony", "held", *SIGNED],
    "theme": ["Essai", "Trial", "Ce que cela couvre.", "What it covers.", *WORDS, *SIGNED],
    "term": ["Essai", "Trial", "word", *WORDS, *SIGNED],
}

PAGE = """<html lang="fr"><head><meta property="article:published_time" content="2024-02-03"></head>
<body><h1>Une page</h1><p>Des mots qui ne sont dans aucun texte.</p></body></html>"""


def errors(project: Path) -> list[tuple[str, str, str]]:
    loaded = load(project)
    return [
        (p.where.path, p.key, dict(p.details).get("field", ""))
        for p in check(loaded.kb, loaded.problems)
        if p.severity == "error"
    ]


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("kind", FILLED)
def test_a_new_file_names_its_blanks_and_passes_once_they_are_filled(
    copy: Path, kb: KnowledgeBase, kind: str, language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    name = f"data/{kb.schema.kinds[kind].folder}/un-essai.yml"

    status = main(["--root", str(copy), "new", kind, "un-essai", "--lang", language])

    text = (copy / name).read_text("utf-8")
    assert (status, text.split("\n")[0]) == (0, f"# yaml-language-server: $schema=../schema/{kind}.schema.json")
    assert str(len(FILLED[kind])) in capsys.readouterr().out
    found = errors(copy)
    assert [(path, key) for path, key, _ in found] == [(name, "blank")] * len(FILLED[kind])
    assert all(field for _, _, field in found)

    lines = iter(FILLED[kind])
    code = re.sub(r"(?m)^ *#.*$", "", text)  # what is said in comments stays; the blanks of the file are filled
    filled = re.sub(BLANK, lambda _: next(lines), re.sub(r"  #.*", "", code))
    (copy / name).write_text(filled, "utf-8")

    assert next(lines, None) is None
    assert errors(copy) == []


def test_every_kind_that_people_write_is_tested(kb: KnowledgeBase) -> None:
    assert {*FILLED, "source"} == set(kb.schema.kinds)


@pytest.mark.parametrize(
    ("kind", "name", "said"),
    [
        ("persn", "x", "(did you mean “person”?)"),
        ("partenariat", "x", "(did you mean “partnership”?)"),
        ("people", "x", "(did you mean “person”?)"),
        ("../raw", "x", "is not a kind of entry"),
        ("source", "x", "run.py clean"),
        ("person", "Édouard Đặng", "(did you mean “edouard-dang”?)"),
        ("person", "../../evil", "(did you mean “evil”?)"),
        ("person", "a--b", "(did you mean “a-b”?)"),
        ("person", "", "The id is missing"),
        ("person", "aux", "nor a name that Windows reserves"),
        ("person", "com1", "nor a name that Windows reserves"),
        ("person", "withdrawn", "neither “withdrawn”"),
        ("person", "gone", "was used before"),
        ("person", "renamed", "was used before"),
        ("person", "rennes", "already that of data/territories/rennes.yml"),
        ("person", "cuf-2024-11", "already that of docs/fr/sources/cuf-2024-11.md"),
        ("person", "a" * 101, "100 characters at most"),
    ],
)
def test_what_is_no_kind_or_no_free_id_is_refused_in_a_sentence(
    copy: Path, kind: str, name: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with (copy / "data/published.txt").open("a", encoding="utf-8") as published:
        published.write("person gone\n")
    with (copy / "data/replaced.yml").open("a", encoding="utf-8") as replaced:
        replaced.write("renamed: rennes\n")
    before = sorted(copy.rglob("*"))

    status = main(["--root", str(copy), "new", kind, name, "--lang", "en"])

    assert (status, said in capsys.readouterr().err, sorted(copy.rglob("*"))) == (2, True, before)


def test_a_file_that_is_there_is_never_overwritten_even_unreadable(copy: Path) -> None:
    path = copy / "data/people/brouillon.yml"
    path.write_bytes(b"\xff my notes")

    status = main(["--root", str(copy), "new", "person", "brouillon", "--lang", "fr"])

    assert (status, path.read_bytes()) == (2, b"\xff my notes")


def test_new_and_register_name_the_root_only(copy: Path) -> None:
    status, sentence = record(copy, load(copy), [ROOT / "README.md"], "en")

    assert (status, "README.md" in sentence) == (2, True)


VERBS = (
    ["new", "person", "x"], ["new", "persn", "x"], ["translated"], ["diff", "HEAD"], ["check"],
    ["check", "--format", "json"], ["check", "--format", "github"], ["collate", "cuf-2024-11"],
    ["clean", "no-such-file.txt"], ["clean", "{page}"], ["clean", "{page}", "--as", "une-page"],
)  # fmt: skip


@pytest.mark.parametrize("name", ["labels.yml", "schema.yml"])
@pytest.mark.parametrize("damage", [b"labels: {\n", b"", b"labels: {}\n", b"caf\xe9: 1\n", b"- a\n", None])
def test_no_verb_stumbles_over_labels_or_a_model_that_cannot_be_read(
    copy: Path, name: str, damage: bytes | None
) -> None:
    path = copy / "data" / name
    path.unlink() if damage is None else path.write_bytes(damage)
    before = files(copy)

    for words in VERBS:
        assert run(copy, words) in {0, 1, 2}, words
        assert files(copy) == before, words


@pytest.mark.parametrize(
    ("words", "key"),
    [
        (["new", "person", "x"], "new-head"),
        (["new", "persn", "x"], "new-kind"),
        (["clean", "no-such-file.txt"], "received-cannot-read"),
        (["clean", "{page}"], "received-proposed"),
        (["clean", "{page}", "--as", "une-page"], "received-declared"),
        (["clean", "{page}", "--as", "une-page"], "date-months"),
        (["translated", "README.md"], "translated-unknown"),
    ],
)
@pytest.mark.parametrize("label", ["", "  {key}: {{fr: a}}", "  {key}: [a]", '  {key}: {{fr: "{{", en: "{{0.x}}"}}'])
def test_no_verb_stumbles_over_a_label_that_an_editor_broke(
    copy: Path, words: list[str], key: str, label: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = copy / "data/labels.yml"
    labels = path.read_text("utf-8")
    path.write_text(re.sub(rf"(?m)^  {key}: .*", lambda _: label.format(key=key), labels), "utf-8")
    before = files(copy)

    assert run(copy, words) in {0, 1, 2}

    said = capsys.readouterr()
    assert said.out + said.err
    assert files(copy) == before


def test_no_verb_stumbles_over_a_folder_that_is_not_there(copy: Path) -> None:
    """What is written there would be in nobody's base."""
    for words in VERBS:
        assert run(copy / "nowhere", words) in {0, 1, 2}, words

    assert not (copy / "nowhere").exists()


def test_a_new_file_is_refused_until_the_labels_are_whole(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = copy / "data/labels.yml"
    path.write_text(path.read_text("utf-8").replace("  new-head:", "  new-heading:"), "utf-8")

    assert run(copy, ["new", "person", "x"]) == 1

    assert "in data/schema.yml or data/labels.yml: first see what" in capsys.readouterr().out
    assert not (copy / "data/people/x.yml").exists()


def run(root: Path, words: list[str]) -> int:
    """A verb, given what it may ask for: a page received."""
    page = root.parent / "page.html"
    page.parent.mkdir(exist_ok=True)
    page.write_text(PAGE, "utf-8")
    return main(["--root", str(root), *(word.format(page=page) for word in words), "--lang", "en"])


def files(root: Path) -> dict[str, bytes]:
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in root.rglob("*") if p.is_file()}
