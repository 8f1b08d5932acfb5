"""Collation: what is not declared is found, wherever it is, and told with its file and line."""

from __future__ import annotations

import random
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from passerelles.changes import draft
from passerelles.collate import apply, collate, edition_words, witness_words
from passerelles.load import load
from passerelles.model import Change, Edition, KnowledgeBase, Paragraph, Position, Problem, Source, Witness

ROOT = Path(__file__).resolve().parents[1]
WITNESSES = (
    ("kitakyushu-eau", "000_78e98a94971a446d.txt"),
    ("kitakyushu-eau", "001_99b1a401f030a263.txt"),
    ("cvn-assises-12", "002_ba0824fabf630c2b.txt"),
    ("cvn-forum-2025", "003_2277e5586693ba18.txt"),
    ("cuf-2024-11", "004_3434c4e1e547ed3a.txt"),
)
SOURCES = sorted({source for source, _ in WITNESSES})
POSITIONS = 6  # words touched in each text, drawn with a fixed seed
PAGE, APPARATUS, FILE = "docs/fr/sources/some-text.md", "data/apparatus/some-text.yml", "data/raw/some.txt"


@cache
def base() -> KnowledgeBase:
    return load(ROOT).kb


def problems(source: Source, received: dict[str, bytes] | None = None) -> list[Problem]:
    return list(collate(source, "fr", dict(base().received) | (received or {})))


def positions(count: int, seed: str) -> list[int]:
    return sorted(random.Random(seed).sample(range(count), POSITIONS))


def places(found: list[Problem]) -> set[tuple[str, int]]:
    """Each line that the problems name: where they stand, and where they say that the witness stands."""
    told = [dict(problem.details).get("place", "") for problem in found]
    named = {(path, int(line)) for path, _, line in (place.rpartition(":") for place in told if place)}
    return {(problem.where.path, problem.where.line) for problem in found} | named


def edited(source: Source, index: int, word: str) -> Source:
    """The source, with the word of this index of its edition replaced (none: left out)."""
    edition = source.editions["fr"]
    seen, paragraphs = 0, []
    for paragraph in edition.paragraphs:
        words = paragraph.text.split()
        here = index - seen
        if 0 <= here < len(words):
            words[here : here + 1] = word.split()
        seen += len(paragraph.text.split())
        paragraphs.append(replace(paragraph, text=" ".join(words)))
    return replace(source, editions={"fr": replace(edition, paragraphs=tuple(paragraphs))})


def touched(text: str, index: int, word: str) -> tuple[int, str]:
    """A received text with the word of this index replaced (none: left out), and the line that it stands on."""
    lines, seen = text.split("\n"), 0
    for number, line in enumerate(lines):
        words = line.split()
        if 0 <= index - seen < len(words):
            words[index - seen : index - seen + 1] = word.split()
            lines[number] = " ".join(words)
            return number + 1, "\n".join(lines)
        seen += len(words)
    raise AssertionError(index)


@pytest.mark.parametrize("name", SOURCES)
def test_each_edition_equals_its_witnesses_give_or_take_the_apparatus(name: str) -> None:
    found = problems(base().sources[name])

    assert found == []


def test_every_received_file_is_a_witness() -> None:
    files = sorted(w.file for source in base().sources.values() for w in source.witnesses)

    assert files == sorted(base().received)


@pytest.mark.parametrize("name", SOURCES)
def test_a_word_that_the_edition_drops_is_reported_at_the_word_before_it(name: str) -> None:
    source = base().sources[name]
    words = edition_words(source.editions["fr"])

    for index in positions(len(words), f"drop {name}"):
        found = problems(edited(source, index, ""))

        before = words[max(0, index - 1)].where
        assert {p.key for p in found} <= {"word-lost", "word-altered"}
        assert (before.path, before.line) in places(found)


@pytest.mark.parametrize("name", SOURCES)
def test_a_word_that_the_edition_adds_is_reported_where_it_stands(name: str) -> None:
    source = base().sources[name]
    words = edition_words(source.editions["fr"])

    for index in positions(len(words), f"add {name}"):
        found = problems(edited(source, index, f"{words[index].text} inventé"))

        here = [p for p in found if p.where.path.startswith("docs/")]
        assert {(p.key, p.where, dict(p.details)["edition"]) for p in here} == {
            ("word-invented", words[index].where, "inventé")
        }
        assert len(here) == len(source.witnesses)


@pytest.mark.parametrize("name", SOURCES)
def test_a_word_that_the_edition_alters_is_reported_where_it_stands(name: str) -> None:
    source = base().sources[name]
    words = edition_words(source.editions["fr"])

    for index in positions(len(words), f"alter {name}"):
        found = problems(edited(source, index, f"{words[index].text}x"))

        here = [p for p in found if p.where.path.startswith("docs/")]
        assert {(p.key, p.where) for p in here} == {("word-altered", words[index].where)}
        assert {dict(p.details)["edition"] for p in here} == {f"{words[index].text}x"}


@pytest.mark.parametrize(("name", "file"), WITNESSES)
@pytest.mark.parametrize("word", ["", "{word} inventé", "{word}x"], ids=["dropped", "added", "altered"])
def test_a_word_touched_in_a_witness_is_reported_with_its_file_and_line(name: str, file: str, word: str) -> None:
    source = base().sources[name]
    text = base().received[file].decode()
    words = witness_words(f"data/raw/{file}", text)
    witness = next(w for w in source.witnesses if w.file == file)

    for index in positions(len(words), f"{word} {file}"):
        line, altered = touched(text, index, word.format(word=words[index].text))
        found = problems(source, {file: altered.encode()})

        kept = {word.where.line for word in apply(witness, words)[0] if not word.change}
        before = max((number for number in kept if number < line), default=line)
        declared = {(c.where.path, c.where.line) for c in witness.changes if before <= c.line <= line}
        assert places(found) & ({(f"data/raw/{file}", n) for n in (before, line)} | declared)


def some_text(edition: str, *changes: Change) -> Source:
    where = Position(PAGE, 1)
    lines = [
        Paragraph(f"p{n}", words, "paragraph", Position(PAGE, n)) for n, words in enumerate(edition.split("\n"), 1)
    ]
    text = Edition("some-text", "fr", "", tuple(line for line in lines if line.text), where)
    witness = Witness("some.txt", "A", "", {}, where, changes)
    return Source("some-text", "source", {}, where, editions={"fr": text}, witnesses=(witness,))


def change(line: int, witness: str, edition: str, at: int = 1) -> Change:
    return Change(line, witness, edition, "ocr", Position(APPARATUS, at))


def details(witness: str = "", edition: str = "", after: str = "", place: str = "") -> tuple[tuple[str, str], ...]:
    return (("witness", witness), ("edition", edition), ("after", after), ("place", place))


def test_the_end_of_a_line_is_no_word() -> None:
    source = some_text("l’eau et\nla ville")

    found = problems(source, {"some.txt": b"l\xe2\x80\x99eau\n\n  et la\tville \n"})

    assert found == []


def test_a_lost_word_is_told_with_the_words_before_it_and_its_line() -> None:
    source = some_text("un deux\nquatre")

    found = problems(source, {"some.txt": b"un\ndeux\ntrois\nquatre"})

    assert found == [Problem(Position(PAGE, 1), "word-lost", details("trois", "", "un deux", f"{FILE}:3"))]


def test_an_undeclared_change_of_order_is_found() -> None:
    source = some_text("deux un")

    found = problems(source, {"some.txt": b"un deux"})

    assert [p.key for p in found] == ["word-invented", "word-lost"]


@pytest.mark.parametrize(("edition", "received"), [("", b"un"), ("un", b""), ("", b" \n")])
def test_a_text_without_a_word_stops_nothing(edition: str, received: bytes) -> None:
    source = some_text(edition)

    found = problems(source, {"some.txt": received})

    assert [(p.key, p.where) for p in found] == [
        ("word-lost" if received.strip() else "word-invented", Position(PAGE, 1))
        for _ in edition.split() or received.split()
    ]


def test_bytes_that_are_no_text_are_words_that_differ() -> None:
    source = some_text("été")

    found = problems(source, {"some.txt": b"\xe9t\xe9"})

    assert [(p.key, dict(p.details)["witness"]) for p in found] == [("word-altered", "\ufffdt\ufffd")]


def test_a_declared_change_applies_once_on_its_line_after_the_one_before_it() -> None:
    source = some_text("à a à", change(1, "a", "à"), change(2, "a", "à"))

    found = problems(source, {"some.txt": b"a a\na"})

    assert found == []


def test_a_change_whose_words_stand_on_another_line_does_not_apply() -> None:
    source = some_text("à", change(2, "a", "à", at=7))

    found = problems(source, {"some.txt": b"a\nb"})

    assert found[0] == Problem(
        Position(APPARATUS, 7), "change-does-not-apply", (("line", "2"), ("words", "a"), ("there", "b"))
    )


def test_a_wrong_declared_change_is_reported_in_the_apparatus_too() -> None:
    source = some_text("l’eau", change(1, "I'eau", "l’aau", at=4))

    found = problems(source, {"some.txt": b"I'eau"})

    told = details("l’aau", "l’eau", "", f"{APPARATUS}:4")
    assert found == [
        Problem(Position(PAGE, 1), "word-altered", told),
        Problem(Position(APPARATUS, 4), "word-altered", told),
    ]


@pytest.mark.parametrize(
    ("witness", "edition", "changes"),
    [
        pytest.param("a b", "a b", [], id="equal"),
        pytest.param("a b\nc", "a X", [(1, "b c", "X")], id="over a line"),
        pytest.param("a b a b", "a b à b", [(1, "b a", "b à")], id="a word that stands twice on its line"),
        pytest.param("a\nb c", "a\nb X c", [(2, "b", "b X")], id="words added within a line"),
        pytest.param("a\nb", "a\nX b", [(2, "", "X")], id="words added before a line"),
        pytest.param("a b", "a b X", [(1, "b", "b X")], id="words added at the end"),
        pytest.param(
            "a\n>> b c\n>> d\ne", "a e", [(2, ">> b c", ""), (3, ">> d", "")], id="lines left out, one by one"
        ),
        pytest.param("", "a", [(1, "", "a")], id="nothing received"),
        pytest.param("a", "", [(1, "a", "")], id="nothing kept"),
    ],
)
def test_drafted_changes_apply_where_they_are_meant(
    witness: str, edition: str, changes: list[tuple[int, str, str]]
) -> None:
    source = some_text(edition)
    words = witness_words(FILE, witness)

    drafted = draft(words, edition_words(source.editions["fr"]))

    assert drafted == changes
    declared = tuple(change(*each) for each in drafted)
    result, left = apply(replace(source.witnesses[0], changes=declared), words)
    assert ([word.text for word in result], left) == (edition.split(), [])
