"""Whatever is thrown at the readers: no traceback, no example of more than two seconds, and what each promises holds.

A few examples by default; `--full` runs the same claims in a process of their own with thousands of examples and a
bound on memory. With atheris installed beside (it is no dependency), `python tests/fuzz.py CLAIM` lets what the code
does choose the examples.
"""

from __future__ import annotations

import functools
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import FrameType

import lxml.html
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from markdown import Markdown

from conftest import ROOT, miniature
from hostile_base import hostile_words
from passerelles.check import check
from passerelles.check.prose import SCHEMES, _scheme
from passerelles.clean import clean
from passerelles.collate import collate
from passerelles.dates import NotADate, read
from passerelles.dates_said import label
from passerelles.graph import link
from passerelles.load import files, load
from passerelles.load.decoding import Unreadable, decode
from passerelles.load.editions import FrontMatter, read_paragraphs, split
from passerelles.load.located import parse
from passerelles.load.markdown import read_markdown
from passerelles.load.reading import Reader
from passerelles.markup import EXTENSIONS
from passerelles.model import Change, Edition, KnowledgeBase, Link, Paragraph, Position, Problem, Source, Witness
from passerelles.pages import Pages, environment
from passerelles.pages.harmless import harmless
from passerelles.quotes import fold, near_miss, passages
from passerelles.report import as_github, as_json, as_text
from passerelles.search import fold as search_fold
from passerelles.search import stem, tokens

EXAMPLES = int(os.environ.get("PASSERELLES_EXAMPLES", "25"))
LONGEST, LARGEST = 2.0, 500  # seconds of processor time an example; megabytes of the whole process
HERE = Position("docs/fr/sources/a.md", 9)


@pytest.fixture(autouse=True)
def bounded() -> Iterator[None]:
    """Sets the clock of the processor that an example may not run out of."""

    def stop(number: int, frame: FrameType | None) -> None:
        del number, frame
        raise TimeoutError(f"an example took more than {LONGEST} s")

    before = signal.signal(signal.SIGPROF, stop)
    yield
    signal.setitimer(signal.ITIMER_PROF, 0)
    signal.signal(signal.SIGPROF, before)


def quick() -> None:
    """Starts the clock of one example."""
    signal.setitimer(signal.ITIMER_PROF, LONGEST)


def fuzzed(factor: int = 1) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """So many times the usual examples; always the same ones by default."""
    health = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
    few = os.environ.get("PASSERELLES_EXAMPLES") is None
    return settings(
        max_examples=EXAMPLES * factor, deadline=None, derandomize=few, database=None, suppress_health_check=health
    )


def also(examples: Iterable[str]) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """These examples, whatever others are drawn."""
    return lambda claim: functools.reduce(lambda made, one: example(one)(made), examples, claim)


# The loader, the rules and the reports

TOKENS = [
    *hostile_words().values(),
    "\n", "\n\n", "  ", "- ", ": ", "? ", "{", "}", "[", "]", "&a ", "*a", "!t ", "|\n", ">\n",
    "'", '"', "#", "---\n", "...\n", "%", "@",
    "`",
    "\t", "\r\n", "~", "null", "true", "1e999", ".nan", "2021-13-45",
    "fr: ", "en: ", "statements:\n", "evidence:\n", "quote: x\n", "value: ", "{ #p3 }", "{ #p3 .lead }", "| a | b |\n",
    "# ", "## ", "![x](", "](", "[TOC]", "\u202e", "\u00a0", "\u2028", "é", "e\u0301", "\U0001f600", "漢", "\x00",
    "\ufeff", "x" * 5000, "9" * 5000, "[" * 200, "> " * 100, "- " * 100, "*" * 200, "a: " * 100,
]  # fmt: skip


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(files, "parse", functools.cache(files.parse))
        yield miniature(tmp_path_factory.mktemp("fuzz") / "project")


def spoilt(raw: bytes, seed: int, words: list[str]) -> bytes:
    """The bytes with a few stretches lost, doubled, moved, or with other words in their place."""
    chance, data = random.Random(seed), bytearray(raw)
    for word in words:
        at = chance.randrange(len(data) + 1)
        end = min(len(data), at + chance.choice([0, 0, 1, 3, 20, 200]))
        piece = chance.choice([word.encode("utf-8", "surrogatepass"), b"", bytes(data[at:end]) * 2, os.urandom(0)])
        data[at:end] = piece
    return bytes(data)


@fuzzed(2)
@given(st.integers(0, 2**32), st.lists(st.sampled_from(TOKENS) | st.text(max_size=8), min_size=1, max_size=4))
def test_a_spoilt_file_is_told_of_and_breaks_nothing(project: Path, seed: int, words: list[str]) -> None:
    paths = [path for path in sorted(project.rglob("*")) if path.suffix in {".yml", ".md", ".txt"} and _edited(path)]
    path = random.Random(seed).choice(paths)
    before = path.read_bytes()
    try:
        path.write_bytes(spoilt(before, seed, words))
        quick()
        loaded = load(project)
        problems = check(loaded.kb, loaded.problems)
        for language in ("fr", "en"):
            for report in (as_text, as_github, as_json):
                assert isinstance(report(problems, loaded.kb, language), str)
        if EXAMPLES > 25 and not any(problem.severity == "error" for problem in problems):
            quick()
            _made(loaded.kb)
    finally:
        path.write_bytes(before)
    assert all(problem.where.line > 0 and problem.where.column > 0 for problem in problems)


def _edited(path: Path) -> bool:
    """Whether people edit a file often: the labels and the model cost a second to read and change seldom."""
    return (
        path.name not in {"labels.yml", "schema.yml"} and "assets" not in path.parts and "overrides" not in path.parts
    )


def _made(kb: KnowledgeBase) -> None:
    """What the check lets pass can be built."""
    graph = link(kb)
    for language in kb.schema.languages:
        assert [page.content for page in Pages(graph, language, environment(ROOT / "overrides/kinds")).all()]


@fuzzed(8)
@given(st.lists(st.sampled_from(TOKENS) | st.text(max_size=8), max_size=8).map("".join))
def test_any_yaml_is_a_tree_or_a_problem(text: str) -> None:
    quick()
    try:
        tree, problems = parse("a.yml", *decode("a.yml", text.encode("utf-8", "surrogatepass"))[:1])
    except Unreadable as stop:
        tree, problems = None, [stop.problem]
    assert tree is not None or problems


ENDLESS_PAGES = {  # before, again and again, after: each once took as many steps as it has pairs of signs, or more
    "blanks": ("a", " ", "!"),
    "signs after a heading": ("# ", "#", "x"),
    "blanks in a heading": ("# x", " ", "y"),
    "names in braces": ("{", "#a", ""),
    "brackets": ("", "[\n", ""),
    "images": ("", "![", ""),
    "fences": ("", "~~~a\n", ""),
}


@pytest.mark.parametrize("page", ENDLESS_PAGES.values(), ids=ENDLESS_PAGES.keys())
def test_a_page_that_says_one_thing_without_end_is_read_in_time(page: tuple[str, str, str]) -> None:
    before, again, after = page
    body = before + again * (50_000 // len(again)) + after
    quick()

    read_paragraphs("docs/fr/sources/x.md", FrontMatter("", body, 1), Reader(("fr", "en")))
    assert read_markdown("docs/fr/sources/x.md", "fr", FrontMatter("", body, 1)).body == body


# Dates


@functools.cache
def spoken(language: str) -> dict[str, str]:
    """The labels in one language."""
    return {key: words[language] for key, words in load(ROOT).kb.labels.items()}


SIGNS = st.text(st.sampled_from("0123456789X-~?%/.,[]{} T:+Zu"), max_size=24)
MOMENTS = st.from_regex(r"\A([0-9]{4}|[0-9]{3}X|XXXX)(-(0[1-9]|1[0-2]|XX)(-([0-2][0-9]|3[01]|XX))?)?[~?%]?\Z")
SETS = st.tuples(st.sampled_from(["{}", "[]"]), st.lists(MOMENTS, min_size=1, max_size=3)).map(
    lambda drawn: drawn[0][0] + ",".join(drawn[1]) + drawn[0][1]
)


@fuzzed(6)
@given(
    SIGNS
    | MOMENTS
    | SETS
    | st.text(max_size=12)
    | st.from_regex(r"\A\[?[12][0-9]{3}(-[01][0-9])?(\.\.|/|,)?[0-9X-]{0,10}[~?%]?\]?\Z")
)
def test_any_text_is_a_date_that_has_bounds_and_words_or_none(text: str) -> None:
    quick()
    try:
        date = read(text)
    except NotADate:
        return
    assert date.earliest <= date.latest
    assert all(label(text, spoken(language)) for language in ("fr", "en"))


# Collation

TYPICAL = "la ville de Rennes et Huế , « ont » signé l’accord Accord accord. - 12 1 2024 à A"
WORDS = st.sampled_from(TYPICAL.split())
LINES = st.lists(st.lists(WORDS, min_size=1, max_size=6), min_size=1, max_size=6)


@st.composite
def collated(draw: st.DrawFn) -> tuple[list[list[str]], list[list[str]], list[Change]]:
    """Lines of a witness, the same lines of the edition, and the changes that make the one from the other."""
    witness, edition, changes = draw(LINES), [], []
    for number, line in enumerate(witness, 1):
        made: list[str] = []
        at = 0
        while at < len(line):
            length = draw(st.sampled_from([0, 0, 0, 1, 2]))
            old = line[at : at + length]
            if old:
                new = draw(st.lists(WORDS, max_size=2))
                changes.append(Change(number, " ".join(old), " ".join(new), "typography", HERE))
                made += new
                at += len(old)
            else:
                made.append(line[at])
                at += 1
        edition.append(made)
    return witness, edition, changes


def source_of(witness: list[list[str]], edition: list[list[str]], changes: list[Change]) -> tuple[Source, bytes]:
    paragraphs = tuple(
        Paragraph(f"p{n}", " ".join(line), "paragraph", HERE) for n, line in enumerate(edition, 1) if line
    )
    page = Edition("some", "fr", "", paragraphs, HERE)
    raw = "".join(f"{' '.join(line)}\n" for line in witness).encode()
    text = Witness("some.txt", "A", "", {}, HERE, tuple(changes))
    return Source("some", "source", {}, HERE, editions={"fr": page}, witnesses=(text,)), raw


def told(witness: list[list[str]], edition: list[list[str]], changes: list[Change]) -> list[Problem]:
    source, raw = source_of(witness, edition, changes)
    return list(collate(source, "fr", {"some.txt": raw}))


def flat(lines: list[list[str]]) -> list[str]:
    return [word for line in lines for word in line]


@fuzzed(8)
@given(collated(), st.randoms(use_true_random=False))
def test_collation_accepts_the_declared_differences_and_no_other(
    texts: tuple[list[list[str]], list[list[str]], list[Change]], chance: random.Random
) -> None:
    witness, edition, changes = texts
    quick()

    if _first_fits(witness, edition, changes):
        assert told(witness, edition, changes) == []
        if edition_words := flat(edition):
            at = chance.randrange(len(edition_words))
            assert told(witness, [edition_words[:at], edition_words[at + 1 :]], changes) != []
    lines = [list(line) for line in edition]
    i, j = chance.choice([(i, j) for i, line in enumerate(lines) for j in range(len(line) + 1)])
    lines[i].insert(j, "inventé")
    assert told(witness, lines, changes) != []


def _first_fits(witness: list[list[str]], edition: list[list[str]], changes: list[Change]) -> bool:
    """Whether each change, taken where its words first stand on its line, makes the edition: what is promised."""
    made, number = [], 0
    for number, line in enumerate(witness, 1):
        at = 0
        for change in (change for change in changes if change.line == number):
            wanted = change.witness.split()
            start = next((s for s in range(at, len(line)) if line[s : s + len(wanted)] == wanted), None)
            if start is None:
                return False
            made += [*line[at:start], *change.edition.split()]
            at = start + len(wanted)
        made += line[at:]
    return made == flat(edition)


# Cleaning, quotes

LONG = "Une phrase assez longue pour faire à elle seule un paragraphe entier du texte, et que rien ne coupe."
ENDLESS = 20_000  # signs in a row: what takes as many steps as there are pairs of them is not done in two seconds


@fuzzed(4)
@given(st.lists(st.sampled_from(TOKENS) | st.text(max_size=20), max_size=8).map("".join))
@example("x" * ENDLESS)
@example("x-" * ENDLESS + "!")
@example("9'" * ENDLESS)
@example("x-\n" * ENDLESS)
@example(f"Titre\n\n{LONG}\n\n" + "Mot, \n\n" * (ENDLESS // 2))
@example(f"{LONG}\n\nx/{'A' * 56}!")
@example(f"Mot {{ #p{'9' * 5000} }}\n\nMot")
def test_cleaning_anything_twice_is_cleaning_it_once(text: str) -> None:
    quick()
    draft = clean(text)
    quick()

    assert clean(draft) == draft


@fuzzed(8)
@given(st.text(max_size=80), st.integers(0, 80), st.integers(1, 80), st.text(max_size=20))
def test_words_of_a_text_are_found_in_it_and_others_never(text: str, start: int, length: int, other: str) -> None:
    quick()
    words = fold(text)
    page = Edition("some", "fr", "", (Paragraph("p1", words, "paragraph", HERE),), HERE)
    whole = words.split()[start % 9 :][:length]

    assert fold(words) == words
    if whole:
        assert passages(page, "\n ".join(whole)), whole
    for hit in passages(page, other):
        assert words[hit.start : hit.end] == fold(other)
    near = near_miss([page], other)
    assert near is None or near.words in words


# The search


def known_signs() -> list[str]:
    """The signs that this Python knows, without halves of pairs."""
    return [chr(n) for n in range(sys.maxunicode + 1) if unicodedata.category(chr(n)) not in {"Cn", "Cs", "Co"}]


def strings(count: int) -> list[str]:
    """Strings of every alphabet, each sign of Unicode with its neighbours, and hostile words."""
    chance, signs = random.Random(20261128), known_signs()
    latin = [sign for sign in signs if ord(sign) < 0x250 or 0x1E00 <= ord(sign) < 0x1F00 or 0x300 <= ord(sign) < 0x370]
    mixed = [
        "".join(chance.choice(chance.choice([latin, signs])) for _ in range(chance.randrange(1, 12)))
        for _ in range(count)
    ]
    return [*hostile_words().values(), *mixed]


FOLDED = """
const fs = require('fs'); globalThis.window = {}; eval(fs.readFileSync(process.argv[1], 'utf8'));
const given = JSON.parse(fs.readFileSync(0, 'utf8')), p = window.passerelles;
const stems = (s) => ['fr', 'en'].map((l) => p.tokens(s).map((w) => p.stem(w, l)));
process.stdout.write(JSON.stringify(given.map((s) => [p.fold(s), p.tokens(s), ...stems(s)])));
"""


@pytest.mark.skipif(shutil.which("node") is None and not os.environ.get("CI"), reason="no Node on this machine")
def test_thousands_of_strings_are_folded_alike_in_python_and_in_javascript() -> None:
    given_strings = strings(EXAMPLES * 160)
    script = str(ROOT / "docs/assets/js/search-fold.js")
    run = subprocess.run(
        ["node", "-e", FOLDED, script], input=json.dumps(given_strings), capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr

    here = [
        [search_fold(s), tokens(s), *([stem(w, language) for w in tokens(s)] for language in ("fr", "en"))]
        for s in given_strings
    ]

    there = json.loads(run.stdout)
    assert [
        (s, ours, theirs) for s, ours, theirs in zip(given_strings, here, there, strict=True) if ours != theirs
    ] == []


@fuzzed(8)
@given(st.text(max_size=60))
def test_folding_twice_is_folding_once_and_tokens_are_folded(text: str) -> None:
    quick()
    folded = search_fold(text)

    assert search_fold(folded) == folded
    assert [word for word in tokens(text) if search_fold(word) != word or " " in word] == []


# The two locks on HTML

PIECES = st.sampled_from([
    "<", ">", "<b>", "</b>", "<!--", "-->", "<script>", "</script>", "<img src=x onerror=y>", "<?x", "?>",
    "<![CDATA[", "]]>", "&lt;", "&#60;", "&#x3c;script&#x3e;", "`", "``", "```\n", "~~~\n", "\n", "\n\n", "    ",
    "\t", "\\", "\\<", "\\`", "[x](", "](", ")", "[", "]", "![x](", "x.png", "javascript:x", "https://example.org/",
    "//evil.example/", "[1]:", " ", "\"", "'", "{: ", "{ ", "}", "onclick=x", "#a", ".b", "style=x", "lang=fr",
    "- ", "1. ", "> ", "# ", "| a | b |\n", "|---|---|\n", ":   ", "*", "_", "**", "a", "é",
    "<https://example.org/>", "<a@example.org>", "<javascript:x>", "=", "/", "<div markdown=1>", "\n\nx\n:   y\n\n",
    "</", "<a", "<svg/onload=x>", "&", ";", ":", "![", "[a]", "[a]: ", "{", "onclick", "java", "script:x", "|",
    "~~~ { .a }\n", "===\n", "\\{", "\\}", "\\\\{",
])  # fmt: skip

SLIPPED = (  # what the first lock once let pass
    "[x]([x](javascript:x)", "[x](java\nscript:x)", "[x](< javascript:x>)", "[x](`javascript:x`)",
    "- [a]: javascript:x\n\n[a]", "[]: javascript:x\n\n[]",
    "[x]([javascript:x][a])\n\n[a]: y", "![x [y] z](https://example.org/x.png)",
    "![a](b c\n\n[a]: https://example.org/x.png",
    "``<`<script>`", "```\n`<script>`", "b`\na ` <script> `",
    "~~~ { .a }\n~~~\n<script>\n~~~\n",
    "| a | b |\n{: }", "*a*{: onclick }", "*a*{ onclick=x {b} }", "# x { onclick }", "x { onclick }\n\n:   y",
)  # fmt: skip


@fuzzed(16)
@given(st.lists(PIECES, max_size=10).map("".join))
@also(SLIPPED)
def test_what_the_first_lock_lets_pass_the_second_leaves_as_it_is(body: str) -> None:
    quick()
    page = split(f"---\ntitle: x\n---\n{body}")
    assert page is not None
    looked = read_markdown("docs/fr/x.md", "fr", page)
    if list(looked.tags) or list(looked.attributes) or not _are_plain(looked.links):
        return

    html = Markdown(extensions=list(EXTENSIONS)).convert(page.body)

    assert _made_of(harmless(html)) == _made_of(html), (body, html)


@pytest.mark.parametrize(
    "body", ["*a*\\{ onclick }", "# a \\{ b }", "*a*\\{b\\}", "| a | b |\n|---|---|\n| c \\{ d } | e |"]
)
def test_a_brace_of_the_text_is_written_with_a_backslash(body: str) -> None:
    page = split(f"---\ntitle: x\n---\n{body}")
    assert page is not None

    assert list(read_markdown("docs/fr/x.md", "fr", page).attributes) == []
    assert "{" in Markdown(extensions=list(EXTENSIONS)).convert(page.body)


def _are_plain(links: Iterable[Link]) -> bool:
    """Whether the rules on links and images let these pass, wherever in the site they lead."""
    schemes = [(_scheme(item.target), item.is_image) for item in links]
    return all(scheme in ("", *SCHEMES) and not (is_image and scheme) for scheme, is_image in schemes)


def _made_of(html: str) -> list[tuple[str, dict[str, str]]]:
    """The elements and attributes of rendered HTML, as a parser sees them; alignment of a cell is no harm."""
    tree = lxml.html.fragment_fromstring(html, create_parent="div")
    return [
        (str(element.tag), {k: v for k, v in element.attrib.items() if not (k == "style" and "text-align" in v)})
        for element in tree.iter()
        if element.tag != "div" or element.attrib
    ]


# Everything, long


@pytest.mark.full
def test_thousands_of_examples_stay_within_half_a_gigabyte() -> None:
    def bound() -> None:
        resource.setrlimit(resource.RLIMIT_DATA, (LARGEST * 10**6, LARGEST * 10**6))

    command = [sys.executable, "-m", "pytest", "-q", "-n", "0", "-p", "no:cacheprovider", __file__]
    variables = os.environ | {"PASSERELLES_EXAMPLES": "500"}
    run = subprocess.run(
        command, cwd=ROOT, env=variables, preexec_fn=bound, capture_output=True, text=True, check=False
    )

    assert run.returncode == 0, run.stdout[-6000:]
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1000 < LARGEST
