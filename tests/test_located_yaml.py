"""Hostile YAML: each trap is a problem with its line and column, and reading never raises."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from passerelles.load import load
from passerelles.load.decoding import LARGEST, Unreadable, decode
from passerelles.load.located import Located, parse
from passerelles.model import Position, Problem

ENTRY = "data/things/some-thing.yml"
SCHEMA = """\
languages: [{code: fr, name: Français}, {code: en, name: English}]
kinds:
  thing:
    folder: things
    label: {fr: chose, en: thing}
    plural: {fr: choses, en: things}
    definition: {fr: une chose, en: a thing}
"""
LABELS = "labels: {}\nproblems: {}\nchanges: {}\n"
NAME = "name: {fr: un, en: one}\n"
STEADY = settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A base of one kind, with no entry yet."""
    (tmp_path / "data/things").mkdir(parents=True)
    (tmp_path / "data/schema.yml").write_text(SCHEMA)
    (tmp_path / "data/labels.yml").write_text(LABELS)
    return tmp_path


def found(root: Path, raw: bytes, path: str = ENTRY) -> list[tuple[str, int, int]]:
    """What reading the base finds in one file: key, line, column."""
    (root / path).write_bytes(raw)
    return [(p.key, p.where.line, p.where.column) for p in load(root).problems if p.where.path == path]


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        pytest.param("name: {fr: NO, en: one}", 1, 12, id="a country that is false"),
        pytest.param("name: {fr: un, en: yes}", 1, 20, id="a word that is true"),
        pytest.param("name:\n  fr: 12:30\n  en: one", 2, 7, id="an hour that is 750"),
        pytest.param("name:\n  fr: 010\n  en: one", 2, 7, id="a number that is 8"),
        pytest.param("name:\n  fr: un\n  en: 1.0", 3, 7, id="a version that is a number"),
        pytest.param("name: {fr: é, en: 0x1F}", 1, 19, id="a code that is a number, after an accent"),
        pytest.param("name: {fr: 1_000, en: one}", 1, 12, id="digits with an underscore"),
        pytest.param("name: {fr: un, en: .inf}", 1, 20, id="infinity"),
        pytest.param(f"{NAME}aliases:\n  - 2023-04-15", 3, 5, id="a date without quotes"),
        pytest.param(f"{NAME}aliases:\n  - 2023-04", 3, 5, id="a month without quotes"),
        pytest.param(f"{NAME}aliases: [2023~]", 2, 11, id="a year with its doubt without quotes"),
        pytest.param(f"{NAME}aliases: [a, 199X]", 2, 14, id="a decade without quotes"),
        pytest.param(f"{NAME}aliases:\n  - 2009/2014", 3, 5, id="an interval without quotes"),
        pytest.param(f"{NAME}aliases:\n  - 2023-04/..", 3, 5, id="an open interval without quotes"),
        pytest.param(f"{NAME}aliases: [a, 1e3]", 2, 14, id="a power of ten"),
        pytest.param(f"{NAME}aliases: [=]", 2, 11, id="an equals sign"),
    ],
)
def test_what_other_readers_would_turn_into_something_else_needs_quotes(
    root: Path, text: str, line: int, column: int
) -> None:
    problems = found(root, f"{text}\n".encode())

    assert problems == [("needs-quotes", line, column)]


@pytest.mark.parametrize("quoted", ['"NO"', "'12:30'", '"010"', "'2023-04-15'", "|-\n    on", "Oslo, NO"])
def test_between_quotes_everything_is_text(root: Path, quoted: str) -> None:
    problems = found(root, f"name:\n  fr: {quoted}\n  en: one\n".encode())

    assert problems == []


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        pytest.param(b"", [("empty-file", 1, 1)], id="empty"),
        pytest.param(b"\n\n", [("empty-file", 1, 1)], id="blank lines"),
        pytest.param(b"# a comment\n", [("empty-file", 1, 1)], id="a comment alone"),
        pytest.param(b"~\n", [("empty-file", 1, 1)], id="nothing, said so"),
        pytest.param(f"{NAME}name: {{fr: deux, en: two}}\n".encode(), [("duplicate-key", 2, 1)], id="a key twice"),
        pytest.param(b"name: {fr: un, en: one, fr: deux}\n", [("duplicate-key", 1, 25)], id="a key twice in a line"),
        pytest.param(f"{NAME}aliases: &a [x]\n".encode(), [("yaml-alias", 2, 10)], id="an anchor"),
        pytest.param(f"{NAME}aliases: *a\n".encode(), [("yaml-alias", 2, 10)], id="an alias"),
        pytest.param("name: {fr: été, en: *one}\n".encode(), [("yaml-alias", 1, 21)], id="an alias after an accent"),
        pytest.param(f"{NAME}type: !!str x\n".encode(), [("yaml-tag", 2, 7)], id="a tag"),
        pytest.param(f"{NAME}type: !x y\n".encode(), [("yaml-tag", 2, 7)], id="a tag of one's own"),
        pytest.param(f"{NAME}---\n{NAME}".encode(), [("second-document", 2, 1)], id="a second document"),
        pytest.param(f"---\n{NAME}---\n".encode(), [("second-document", 3, 1)], id="a second document without words"),
        pytest.param(b"name:\n\tfr: un\n", [("yaml-tab", 2, 1)], id="a tab"),
        pytest.param(b'name: {fr: "un, en: one}\n', [("yaml-quote", 1, 12)], id="a quote never closed"),
        pytest.param(b"name: un: deux\n", [("yaml-colon", 1, 9)], id="a colon without quotes"),
        pytest.param("é: \"😀\" x\n".encode(), [("yaml-indent", 1, 8)], id="columns count characters"),
        pytest.param(b"\xef\xbb\xbf" + NAME.encode(), [("byte-order-mark", 1, 1)], id="a byte-order mark"),
        pytest.param("name: {fr: x\ufeffy, en: one}\n".encode(), [("control-character", 1, 13)], id="one inside"),
        pytest.param("name: {fr: été, en: one}\n".encode("latin-1"), [("not-utf-8", 1, 12)], id="Latin-1"),
        pytest.param("# à\nname: é".encode() + b"\xe9\n", [("not-utf-8", 2, 8)], id="Latin-1 after UTF-8"),
        pytest.param(NAME.encode("utf-16"), [("not-utf-8", 1, 1)], id="UTF-16"),
        pytest.param(NAME.replace("\n", "\r\n").encode(), [("carriage-return", 1, 24)], id="CRLF"),
        pytest.param(f"{NAME}aliases:\r  - x\r".encode(), [("carriage-return", 2, 9)], id="CR"),
        pytest.param(b"name: {fr: a\x00b, en: one}\n", [("control-character", 1, 13)], id="a null byte"),
        pytest.param("name:\n  fr: a\u202eb\n".encode(), [("control-character", 2, 8)], id="a change of direction"),
        pytest.param("name: {fr: a\u2028b, en: one}\n".encode(), [("control-character", 1, 13)], id="a line separator"),
        pytest.param("name: {fr: a\uffff, en: one}\n".encode(), [("control-character", 1, 13)], id="no character"),
        pytest.param(b"name: " + b"[" * 30, [("too-deep", 1, 27)], id="too deep"),
        pytest.param(b"[" * 100_000, [("too-deep", 1, 22)], id="much too deep"),
        pytest.param(b"{" * 100_000, [("too-deep", 1, 22)], id="too deep in keys"),
        pytest.param(b"- " * 30, [("too-deep", 1, 43)], id="too deep in dashes"),
        pytest.param(b"a" * (LARGEST + 1), [("file-too-large", 1, 1)], id="too large"),
        pytest.param(b"? [a]\n: b\n", [("key-not-text", 1, 3)], id="a list for a key"),
        pytest.param(b"~: x\n", [("key-not-text", 1, 1)], id="nothing for a key"),
        pytest.param(b"- name\n", [("not-a-mapping", 1, 1)], id="a list for a file"),
        pytest.param(b"name\n", [("not-a-mapping", 1, 1)], id="a word for a file"),
        pytest.param(f"{NAME}{{<<: x}}: y\n".encode(), [("key-not-text", 2, 1)], id="a mapping for a key"),
        pytest.param(f"{NAME}<<: {{type: x}}\n".encode(), [("unknown-field", 2, 1)], id="a merge key"),
        pytest.param(f"{NAME}nom: x\n".encode(), [("unknown-field", 2, 1)], id="an unknown key"),
        pytest.param(b"name: {fr: un}\n", [("missing-field", 1, 7)], id="one language of two"),
        pytest.param(b"name: {fr: un, en: }\n", [("empty-field", 1, 16)], id="a language without words"),
        pytest.param(b"name: un\n", [("not-multilingual", 1, 7)], id="one text for all languages"),
        pytest.param(f"{NAME}aliases: x\n".encode(), [("not-a-list", 2, 10)], id="a word for a list"),
        pytest.param(f"{NAME}aliases: [[x], ~]\n".encode(), [("not-text", 2, 11), ("not-text", 2, 16)], id="no text"),
    ],
)  # fmt: skip
def test_each_trap_is_a_problem_with_its_line_and_column(
    root: Path, raw: bytes, expected: list[tuple[str, int, int]]
) -> None:
    problems = found(root, raw)

    assert problems == expected


@pytest.mark.parametrize("value", ["NO", "2023-04-15", "un"])
def test_a_value_keeps_its_letters_its_place_and_what_yaml_would_make_of_it(value: str) -> None:
    kinds = {"NO": "bool", "2023-04-15": "timestamp", "un": "str"}

    tree, problems = parse("a.yml", f"name: {value}\n", first_line=5)

    scalar = Located("a.yml", 5, 7, value, kinds[value])
    expected = Located("a.yml", 5, 1, {"name": scalar}, "mapping", {"name": (5, 1)})
    assert (tree, problems) == (expected, [])


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("a: quai #3", [(1, 9)]),
        ("a: #3", [(1, 4)]),
        ("- a\n- b #c d", [(2, 5)]),
        ("a: é\r\nb: y #x\r\n", [(2, 6)]),
        ("a: b\x85c: d\x85e: f #x", [(3, 6)]),  # a break of lines for YAML too
        ("a: b # c\nd: e#f", []),  # a comment; a sign within a word
        ('a: b\n#c\nd: "e #f"\ng: |\n  h #i', []),
    ],
)
def test_what_a_hash_cuts_off_is_told(text: str, places: list[tuple[int, int]]) -> None:
    _, problems = parse("data/a.yml", text)

    assert [(problem.where.line, problem.where.column) for problem in problems] == places
    assert {problem.key for problem in problems} <= {"yaml-hash"}


def test_a_key_that_stands_twice_keeps_its_first_value() -> None:
    tree, problems = parse("a.yml", "a: x\nb: y\na: z\n")

    assert isinstance(tree.value, dict)
    assert tree.value["a"].value == "x"
    assert problems == [Problem(Position("a.yml", 3, 1), "duplicate-key", (("key", "a"), ("line", "1")))]


def test_the_head_of_a_page_is_counted_in_the_lines_of_its_file(root: Path) -> None:
    (root / "docs/fr/sources").mkdir(parents=True)
    page = "docs/fr/sources/some-text.md"

    problems = found(root, b"---\ntitle: T\ndescription: NO\nsource: *a\n---\n", page)

    assert problems == [("yaml-alias", 4, 9)]


@pytest.mark.parametrize("raw", [b"", b"\n---\n---\n", b"---\ntitle: x\n", b"title: x\n"])
def test_a_page_without_a_closed_head_is_a_problem(root: Path, raw: bytes) -> None:
    (root / "docs/fr/sources").mkdir(parents=True)

    problems = found(root, raw, "docs/fr/sources/some-text.md")

    assert problems == [("no-front-matter" if raw else "empty-page", 1, 1)]


@pytest.mark.parametrize("line", [".inf", ".nan", "1e400", "1_0", "'3'", "0x3", "-", "[3]", "trois"])
def test_the_line_of_a_change_is_a_whole_number_or_a_problem(root: Path, line: str) -> None:
    (root / "docs/fr/sources").mkdir(parents=True)
    (root / "data/apparatus").mkdir()
    (root / "docs/fr/sources/some-text.md").write_text("---\ntitle: T\n---\n\n# T { #p1 }\n")
    apparatus = "source: some-text\nwitnesses:\n  - file: a.txt\n    changes:\n      - {line: LINE, kind: ocr}\n"

    problems = found(root, apparatus.replace("LINE", line).encode(), "data/apparatus/some-text.yml")

    assert problems == ([] if line == "'3'" else [("not-a-number", 5, 16)])


def test_a_folder_or_a_broken_link_among_the_received_files_stops_nothing(root: Path) -> None:
    (root / "data/raw/folder").mkdir(parents=True)
    (root / "data/raw/gone.txt").symlink_to("nowhere.txt")

    loaded = load(root)

    assert loaded.kb.received == {}


@pytest.mark.parametrize("name", ["schema.yml", "labels.yml"])
@pytest.mark.parametrize(
    "raw", [b"", b"[]", b"x", b"\xff", b"kinds: {a: }\nlanguages: [x]\n", b"languages: {fr: en}\n"]
)
def test_a_model_or_labels_that_cannot_be_read_are_problems_too(root: Path, name: str, raw: bytes) -> None:
    (root / ENTRY).write_text(NAME)

    problems = found(root, raw, f"data/{name}")

    assert problems != []


def test_no_file_at_all_is_a_problem(tmp_path: Path) -> None:
    loaded = load(tmp_path)

    assert [(p.where.path, p.key) for p in loaded.problems] == [
        ("data/labels.yml", "cannot-read"),
        ("data/schema.yml", "cannot-read"),
    ]


HOSTILE = st.sampled_from(
    [b"NO", b"12:30", b"[]", b"{}", b"~", b"- x", b"&a", b"*a", b"!t", b"\n---\n", b".inf", b"\t", b"''", b"? ", b": "]
)
PIECES = st.lists(
    st.one_of(HOSTILE, st.binary(max_size=4), st.sampled_from([b"\n", b"  ", NAME.encode()])), max_size=12
)


@STEADY
@given(PIECES)
def test_reading_never_raises_whatever_the_bytes(root: Path, pieces: list[bytes]) -> None:
    problems = found(root, b"".join(pieces))

    assert all(line > 0 and column > 0 for _, line, column in problems)


@settings(STEADY, max_examples=500)
@given(st.text(max_size=40))
def test_any_text_is_parsed_or_a_problem(text: str) -> None:
    try:
        tree, problems = parse("a.yml", decode("a.yml", text.encode("utf-8", "surrogatepass"))[0])
    except Unreadable as stop:
        problems = [stop.problem]
    else:
        assert isinstance(tree, Located)

    assert all(isinstance(problem, Problem) for problem in problems)


@pytest.mark.parametrize("sign", ["\0", "\x07", "\x7f", "\x9f", "\ufffe"])
def test_a_sign_that_no_yaml_may_hold_stops_the_reading_where_it_stands(sign: str) -> None:
    with pytest.raises(Unreadable) as stopped:
        parse(ENTRY, f"name: é\nother: é{sign}", 5)

    code = f"U+{ord(sign):04X}"
    assert stopped.value.problem == Problem(Position(ENTRY, 6, 9), "control-character", (("code", code),))


@pytest.mark.parametrize("words", ["2023-04 encore", "XXL", "2023-", "12es Assises", "2023-04-15-16", "20230"])
def test_what_only_begins_like_a_date_needs_none(root: Path, words: str) -> None:
    expected = [] if words != "20230" else [("needs-quotes", 3, 5)]  # a number

    assert found(root, f"{NAME}aliases:\n  - {words}\n".encode()) == expected
