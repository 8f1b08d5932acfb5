"""Collation: what is not declared is found, wherever it is, and told with its file and line."""

from __future__ import annotations

import difflib
import random
import time
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import combinations, pairwise, permutations
from pathlib import Path

import pytest

from passerelles.alignment import Opcode, _merged, _once, _rising, opcodes
from passerelles.changes import draft
from passerelles.collate import apply, collate, edition_words, extracted_path, placed, witness_words, words_by_line
from passerelles.load import load
from passerelles.model import Change, Edition, Extraction, KnowledgeBase, Paragraph, Position, Problem, Source, Witness

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


def test_the_words_of_a_received_file_are_known_by_their_lines() -> None:
    assert words_by_line("Huê, à l’est\n\n deux mots\n") == (
        ["Huê,", "à", "l’est", "deux", "mots"],
        [1, 1, 1, 3, 3],
    )


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


def test_several_words_that_differ_are_told_as_they_stand() -> None:
    source = some_text("un deux\nquatre cinq")

    found = problems(source, {"some.txt": b"un deux six sept"})

    told = details("six sept", "quatre cinq", "un deux", f"{FILE}:1")
    assert found == [Problem(Position(PAGE, 2), "word-altered", told)]


def test_what_stands_before_the_first_word_is_told_at_that() -> None:
    lost = problems(some_text("deux\ntrois"), {"some.txt": b"un\ndeux\ntrois"})
    invented = problems(some_text("un\ndeux\ntrois"), {"some.txt": b"deux\ntrois"})

    assert lost == [Problem(Position(PAGE, 1), "word-lost", details("un", "", "", f"{FILE}:1"))]
    assert invented == [Problem(Position(PAGE, 1), "word-invented", details("", "un", "", f"{FILE}:1"))]


def test_words_added_on_a_line_without_any_stand_before_the_next() -> None:
    source = some_text("a X b", change(2, "", "X"))

    assert problems(source, {"some.txt": b"a\n\nb"}) == []


def test_an_undeclared_change_of_order_is_found() -> None:
    source = some_text("deux un")

    found = problems(source, {"some.txt": b"un deux"})

    assert [p.key for p in found] == ["word-invented", "word-lost"]


@pytest.mark.parametrize(("edition", "received"), [("", b"un"), ("un", b""), ("", b" \n")])
def test_a_text_without_a_word_stops_nothing(edition: str, received: bytes) -> None:
    source = some_text(edition)

    found = problems(source, {"some.txt": received})

    assert [(p.key, p.where, dict(p.details)["place"]) for p in found] == [
        ("word-lost" if received.strip() else "word-invented", Position(PAGE, 1), f"{FILE}:1")
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


LONG = [f"mot{n}" for n in range(4000)]  # more words than difflib is asked to compare at once


@pytest.mark.parametrize(
    ("right", "expected"),
    [
        pytest.param(LONG, [("equal", 0, 4000, 0, 4000)], id="equal"),
        pytest.param(
            [*LONG[:2000], "autre", *LONG[2001:]],
            [("equal", 0, 2000, 0, 2000), ("replace", 2000, 2001, 2000, 2001), ("equal", 2001, 4000, 2001, 4000)],
            id="altered",
        ),
        pytest.param(
            [*LONG[:2000], *LONG[2003:]],
            [("equal", 0, 2000, 0, 2000), ("delete", 2000, 2003, 2000, 2000), ("equal", 2003, 4000, 2000, 3997)],
            id="lost",
        ),
        pytest.param(
            ["début", *LONG, "fin"],
            [("insert", 0, 0, 0, 1), ("equal", 0, 4000, 1, 4001), ("insert", 4000, 4000, 4001, 4002)],
            id="added at both ends",
        ),
        pytest.param(
            [*LONG[:1000], *LONG[1100:2000], *LONG[1000:1100], *LONG[2000:]],
            [
                ("equal", 0, 1000, 0, 1000), ("delete", 1000, 1100, 1000, 1000), ("equal", 1100, 2000, 1000, 1900),
                ("insert", 2000, 2000, 1900, 2000), ("equal", 2000, 4000, 2000, 4000),
            ],
            id="moved",
        ),
        pytest.param(["rien"] * 3001, [("replace", 0, 4000, 0, 3001)], id="nothing in common"),
    ],
)  # fmt: skip
def test_a_long_text_is_laid_side_by_side_as_a_short_one_is(right: list[str], expected: list[Opcode]) -> None:
    assert opcodes(LONG, right) == expected


def test_a_text_that_repeats_itself_is_laid_side_by_side_word_for_word() -> None:
    chance = random.Random(7)
    left = [chance.choice("abcd") for _ in range(3200)]
    right = [word if chance.random() > 0.02 else chance.choice("abcde") for word in left]

    codes = opcodes(left, right)

    rebuilt = [word for tag, i, j, k, m in codes for word in (left[i:j] if tag == "equal" else right[k:m])]
    assert rebuilt == right
    assert [code[1:2] + code[3:4] for code in codes[1:]] == [code[2:3] + code[4:5] for code in codes[:-1]]
    assert all((tag == "equal") == (left[i:j] == right[k:m]) for tag, i, j, k, m in codes)
    assert all(before[0] != after[0] for before, after in pairwise(codes))


@pytest.mark.parametrize(("more", "is_by_difflib"), [(0, True), (1, False)])
def test_a_text_of_three_thousand_words_is_left_to_difflib_alone(more: int, is_by_difflib: bool) -> None:
    """Difflib keeps the longest run in its place; the pins keep two shorter ones, which are more words together."""
    head, long, one, two = LONG[: 2779 + more], [f"x{n}" for n in range(100)], LONG[3000:3060], LONG[3100:3160]
    left, right = [*head, *long, *one, "z", *two, "fin"], [*head, *one, "w", *two, *long]

    told = difflib.SequenceMatcher(None, left, right, autojunk=False).get_opcodes()

    assert min(len(left), len(right)) == 3000 + more
    assert (opcodes(left, right) == told) == is_by_difflib


def test_a_word_that_comes_over_and_over_is_laid_side_by_side_too() -> None:
    left, right = ["un", *["de"] * 300], ["deux", "trois", *["de"] * 300]

    assert opcodes(left, right) == [("replace", 0, 1, 0, 2), ("equal", 1, 301, 2, 302)]


@pytest.mark.parametrize("right", [["mot"] * 9_999, [*["mot"] * 5000, "autre", *["mot"] * 4999], ["mot", "ou"] * 5000])
def test_a_word_that_comes_ten_thousand_times_takes_no_minute(right: list[str]) -> None:
    left = ["mot"] * 10_000
    begun = time.process_time()

    codes = opcodes(left, right)

    assert time.process_time() - begun < 5  # difflib alone: a hundred and more
    assert [word for tag, i, j, k, m in codes for word in (left[i:j] if tag == "equal" else right[k:m])] == right
    assert [word for _, i, j, _, _ in codes for word in left[i:j]] == left
    assert sum(j - i for tag, i, j, _, _ in codes if tag == "equal") >= right.count("mot") // 2


def test_runs_of_six_words_that_stand_once_are_pins() -> None:
    words = list("abcdefgabcdefh")

    assert _once(words) == {
        tuple(words[n : n + 6]): n
        for n in (1, 2, 3, 4, 5, 6, 8)  # those at 0 and 7 are the same
    }


@pytest.mark.parametrize("count", range(6))
def test_as_many_pins_as_can_come_in_one_order_are_kept(count: int) -> None:
    for order in permutations(range(count)):
        pairs = list(enumerate(order))
        rising = [kept for size in range(count + 1) for kept in combinations(pairs, size) if _is_rising(kept)]

        found = tuple(_rising(pairs))

        assert found in rising
        assert len(found) == max(map(len, rising))


def _is_rising(pairs: Sequence[tuple[int, int]]) -> bool:
    return all(before[1] < after[1] for before, after in pairwise(pairs))


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        ([("insert", 0, 0, 0, 1), ("delete", 0, 1, 1, 1)], [("replace", 0, 1, 0, 1)]),
        ([("delete", 0, 1, 0, 0), ("delete", 1, 3, 0, 0)], [("delete", 0, 3, 0, 0)]),
        ([("insert", 0, 0, 0, 1), ("insert", 0, 0, 1, 2)], [("insert", 0, 0, 0, 2)]),
        ([("equal", 0, 1, 0, 1), ("equal", 1, 2, 1, 2)], [("equal", 0, 2, 0, 2)]),
        (
            [("equal", 0, 1, 0, 1), ("replace", 1, 2, 1, 2), ("equal", 2, 3, 2, 3)],
            [("equal", 0, 1, 0, 1), ("replace", 1, 2, 1, 2), ("equal", 2, 3, 2, 3)],
        ),
    ],
)
def test_neighbours_of_one_nature_are_one(codes: list[Opcode], expected: list[Opcode]) -> None:
    assert _merged(codes) == expected


def test_each_change_that_applies_is_placed_at_its_first_word() -> None:
    changes = (
        change(2, "a", "à"),
        change(1, "b c", "B"),
        change(1, "zz", "Z"),
        change(2, "a", "â"),
        change(9, "", "fin"),
    )
    source = some_text("", *changes)

    found = list(placed(source.witnesses[0], ["b", "c", "a", "b", "a"], [1, 1, 2, 2, 2]))

    assert found == [(changes[1], 0), (changes[0], 2), (changes[3], 4), (changes[4], 5)]


def test_the_words_read_out_of_a_file_are_those_that_are_collated() -> None:
    source = some_text("un deux")
    witness = replace(source.witnesses[0], extraction=Extraction("pdftotext", "", Position(PAGE, 1)))
    source = replace(source, witnesses=(witness,))

    found = list(collate(source, "fr", {"some.txt": b"%PDF"}, {"some.txt": b"un trois"}))

    assert extracted_path("some.txt") == "data/extracted/some.txt.txt"
    told = details("trois", "deux", "un", "data/extracted/some.txt.txt:1")
    assert found == [Problem(Position(PAGE, 1), "word-altered", told)]
    assert list(collate(source, "fr", {"some.txt": b"un deux trois"})) == []


def test_a_file_that_is_not_there_stops_nothing_of_the_others() -> None:
    source = some_text("un deux")
    other = replace(source.witnesses[0], file="other.txt")

    found = list(collate(replace(source, witnesses=(other, *source.witnesses)), "fr", {"some.txt": b"un"}))

    assert found == [Problem(Position(PAGE, 1), "word-invented", details("", "deux", "un", f"{FILE}:1"))]


def test_a_change_that_does_not_apply_leaves_those_after_it() -> None:
    source = some_text("un DEUX", change(1, "zz", "Z", at=3), change(1, "deux", "DEUX", at=4))

    found = problems(source, {"some.txt": b"un deux"})

    there = (("line", "1"), ("words", "zz"), ("there", "un deux"))
    assert found == [Problem(Position(APPARATUS, 3), "change-does-not-apply", there)]


def test_a_change_on_a_line_that_is_not_there_says_so() -> None:
    source = some_text("un", change(4, "zz", "Z", at=3))

    found = problems(source, {"some.txt": b"un"})

    there = (("line", "4"), ("words", "zz"), ("there", "∅"))
    assert found == [Problem(Position(APPARATUS, 3), "change-does-not-apply", there)]


def test_four_words_before_a_difference_are_told() -> None:
    source = some_text("un deux trois quatre cinq six")

    found = problems(source, {"some.txt": b"un deux trois quatre cinq"})

    assert found == [
        Problem(Position(PAGE, 1), "word-invented", details("", "six", "deux trois quatre cinq", f"{FILE}:1"))
    ]


def test_words_lost_at_the_beginning_are_told_at_the_first_word_kept() -> None:
    source = some_text("\n\ndeux")

    found = problems(source, {"some.txt": b"un\ndeux"})

    assert found == [Problem(Position(PAGE, 3), "word-lost", details("un", "", "", f"{FILE}:1"))]
