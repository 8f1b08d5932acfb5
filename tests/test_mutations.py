"""One character changed anywhere that matters is caught, with the right file and line."""

from __future__ import annotations

import functools
import random
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from conftest import ROOT
from passerelles.check import check
from passerelles.load import files, load

SEED = 20261122
KINDS = ("partnerships", "territories", "organisations", "people", "events", "themes", "terms")


@dataclass(frozen=True)
class Place:
    """A character of a file that a slip of the keyboard may change."""

    path: str
    offset: int
    line: int


def places(pattern: str, *globs: str) -> Iterator[Place]:
    """Every letter or digit inside the first group of a pattern, in the files of these globs."""
    for glob in globs:
        for path in sorted(ROOT.glob(glob)):
            text = path.read_text("utf-8")
            for match in re.finditer(pattern, text, re.MULTILINE):
                for offset in range(*match.span(1)):
                    if text[offset].isalnum():
                        yield Place(path.relative_to(ROOT).as_posix(), offset, text.count("\n", 0, offset) + 1)


ENTRIES = tuple(f"data/{kind}/*.yml" for kind in KINDS)
SORTS = {
    "quotes": ("", ()),  # see quote_places
    "ids": (r"^\s+(?:- )?(?:value|source|said_by): ([a-z0-9-]+)$", ENTRIES),
    "dates": (
        r'^    date: "([^"]+)"',
        tuple(f"data/{k}/*.yml" for k in ("partnerships", "people", "organisations", "events")),
    ),
    "editions": (r"^(?!\s*(?:\{|---|\||[a-z_]+:|  ))(.{20,})$", ("docs/fr/sources/*.md",)),
    "translations": (r"^(?!\s*(?:\{|---|\||[a-z_]+:|  ))(.{20,})$", ("docs/en/sources/*.md",)),
}


def quote_places() -> list[Place]:
    """The letters of quotes: the lines below `quote:`, or a quote on one line."""
    found = []
    for glob in ENTRIES:
        for path in sorted(ROOT.glob(glob)):
            offset, inside = 0, False
            for number, line in enumerate(path.read_text("utf-8").split("\n"), 1):
                indent = len(line) - len(line.lstrip())
                if line.strip() == "quote:":
                    inside, depth = True, indent
                elif inside and indent <= depth:
                    inside = False
                if inside and (match := re.match(r"\s+(?:fr|en): (.*)$", line)):
                    name = path.relative_to(ROOT).as_posix()
                    found += [Place(name, offset + i, number) for i in range(*match.span(1)) if line[i].isalnum()]
                offset += len(line) + 1
    return found


def chosen(sort: str, count: int) -> list[Place]:
    """So many places of one sort, always the same ones."""
    known = quote_places() if sort == "quotes" else list(places(SORTS[sort][0], *SORTS[sort][1]))
    assert len(known) > 100, sort
    return random.Random(f"{SEED}-{sort}").sample(known, count)


def mutated(text: str, offset: int) -> str:
    """The text with one character replaced by its neighbour of the same class, never by an equal one."""
    old = text[offset]
    new = str((int(old) + 1) % 10) if old.isdigit() else ("x" if old != "x" else "y")
    return text[:offset] + new + text[offset + 1 :]


def is_caught(project: Path, place: Place) -> bool:
    """Whether a change there is reported in that file, on that line or on the line of its entry's statement."""
    path = project / place.path
    text = path.read_text("utf-8")
    path.write_text(mutated(text, place.offset), "utf-8")
    loaded = load(project)
    found = {(p.where.path, p.where.line) for p in [*loaded.problems, *check(loaded.kb)] if p.severity == "error"}
    path.write_text(text, "utf-8")
    return (place.path, place.line) in found


QUALIFIED = re.compile(r'^    date: "(\d[\d-]*)"', re.MULTILINE)
SLIPS = ("{}~", "{}?", "{}%", "{}/", "{}/..", "../{}", "[{}..]", "[..{}]")


def doubted(date: str) -> list[str]:
    """The date with one sign of doubt more, or with the last digit of its year left out."""
    return [*(slip.format(date) for slip in SLIPS), f"{date[:3]}X{date[4:]}", f"XXXX{date[4:]}"]


@pytest.mark.parametrize(
    "path", ["data/events/accord-kitakyushu-haiphong.yml", "data/people/to-lam.yml", "data/partnerships/rennes-hue.yml"]
)
def test_a_doubt_that_nobody_expressed_is_caught_on_its_line(copy: Path, path: str) -> None:
    text = (copy / path).read_text("utf-8")
    dates = [match for match in QUALIFIED.finditer(text) if text.rfind("\nbeyond:", 0, match.start()) < 0]
    slips = [(match, wrong) for match in dates for wrong in doubted(match[1])]

    missed = []
    for match, wrong in slips:
        (copy / path).write_text(text[: match.start(1)] + wrong + text[match.end(1) :], "utf-8")
        loaded = load(copy)
        lines = {p.where.line for p in [*loaded.problems, *check(loaded.kb)] if p.severity == "error"}
        missed += [] if text.count("\n", 0, match.start(1)) + 1 in lines else [(path, match[1], wrong)]

    assert len(slips) >= len(doubted("2023"))
    assert missed == []


@pytest.mark.parametrize("sort", SORTS)
def test_a_one_character_slip_is_caught_on_its_line(copy: Path, sort: str) -> None:
    slips = chosen(sort, 8)

    missed = [place for place in slips if not is_caught(copy, place)]

    assert missed == []


@pytest.mark.full
@pytest.mark.parametrize("sort", SORTS)
def test_a_hundred_slips_of_each_sort_are_caught(copy: Path, sort: str) -> None:
    slips = chosen(sort, 100)

    missed = [place for place in slips if not is_caught(copy, place)]

    assert missed == []


# Any place at all: what passes is listed, with its reason.

EVERYWHERE = {
    "data": ENTRIES,
    "apparatus": ("data/apparatus/*.yml",),
    "editions": ("docs/fr/sources/*.md",),
    "translations": ("docs/en/sources/*.md",),
}
MAY_PASS = {  # by the last key above the mutated word: why no rule can know better
    "url": "the address of a reference is read by a person; only its form is checked",
    "read": "the day on which an editor read a reference is the editor's word; only its form is checked",
    "date": "the date of an outside fact or of its document is the reference's; a corpus date must stand in its quote",
    "coordinates": "where a place lies is compared with GeoNames by tests/test_gazetteer.py, which check must not need",
    "geonames": "compared with GeoNames by tests/test_gazetteer.py",
    "iso_3166_1": "compared with ISO 3166 by tests/test_gazetteer.py",
    "iso_3166_2": "compared with ISO 3166 by tests/test_gazetteer.py",
    "subdivision": "compared with ISO 3166 by tests/test_gazetteer.py",
    "valid": "bounds are compared with outside facts, which may be wrong together",
    "names": "the name of a place in its own languages; compared with GeoNames by tests/test_gazetteer.py",
    "title": "the title of an outside document stands in no text of ours",
    "publisher": "the publisher of an outside document, or of a source, as the editor knows it",
    "language": "the language of an outside document",
    "siglum": "the letter of a witness is the editor's choice",
    "aliases": "what else a reader may type in the search; a spelling of the texts is under `spellings`, and checked",
    "id": "an id not published yet may be any; a published one needs a successor (data/published.txt)",
    "tool": "the tool that read an extraction, as the editor recorded it",
    "author": "the record of a source, where it rests on the editor and not on the text",
    "place": "the record of a source, where it rests on the editor and not on the text",
    "rights": "the record of a source, where it rests on the editor and not on the text",
    "note": "an editor's sentence in one language only",
    "description": "prose of one language: the text of a page has no register of rereading",
    "comment": "a comment of YAML is read by people alone",
}


@dataclass(frozen=True)
class Mutation:
    """One change of one file: what was done, where, and under which key of its YAML."""

    path: str
    line: int
    what: str
    key: str
    text: str


def mutations(sort: str, count: int) -> Iterator[Mutation]:
    """So many random single changes of one sort of file, always the same ones."""
    chance = random.Random(f"{SEED}-{sort}-anywhere")
    paths = [path for glob in EVERYWHERE[sort] for path in sorted(ROOT.glob(glob))]
    for _ in range(count):
        path = chance.choice(paths)
        yield _mutation(path.relative_to(ROOT).as_posix(), path.read_text("utf-8"), chance)


def _mutation(path: str, text: str, chance: random.Random) -> Mutation:
    lines = text.split("\n")
    number = chance.choice([i for i, line in enumerate(lines) if re.search(r"\w", line)])
    spots = [match.start() for match in re.finditer(r"[^\W_]", lines[number])]
    column = chance.choice(spots)
    what = chance.choice(("letter", "letter", "letter", "lost", "swapped", "line lost", "line twice"))
    line = lines[number]
    if what == "letter":
        lines[number] = mutated(line, column)
    elif what == "lost":
        lines[number] = line[:column] + line[column + 1 :]
    elif what == "swapped":
        lines[number] = line[:column] + line[column : column + 2][::-1] + line[column + 2 :]
    else:
        lines[number : number + 1] = [] if what == "line lost" else [line, line]
    return Mutation(path, number + 1, what, key_at(path, text, number, column), "\n".join(lines))


def key_at(path: str, text: str, number: int, column: int) -> str:
    """The key under which a word of a file stands: «note», «url»; «words» in the body of a page."""
    lines = text.split("\n")
    if path.endswith(".md") and number > lines.index("---", 1):
        return "words"
    if re.match(r"\s*#", lines[number]) or re.search(r"\s#\s", lines[number][:column]):
        return "comment"
    before = lines[number][: column + 1]
    inside = re.findall(r"([a-z_0-9]+):(?=\s)", before)
    indent = len(lines[number]) - len(lines[number].lstrip(" -"))
    for above in reversed(lines[:number]):
        match = re.match(r"(\s*(?:- )*)([a-z_0-9]+):(?:\s|$)", above)
        if match and len(match[1]) < indent:
            inside.insert(0, match[2])
            indent = len(match[1])
    named = [key for key in inside if key not in {"fr", "en", "value", "ja", "vi", "km"}]
    return named[-1] if named else ""


@pytest.fixture(scope="module")
def quickly_read() -> Iterator[None]:
    """What stays the same is parsed once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(files, "parse", functools.cache(files.parse))
        yield


def outcome(project: Path, mutation: Mutation, known: set[tuple[str, str]]) -> str:
    """«error», «warning» or «passes»."""
    path = project / mutation.path
    before = path.read_text("utf-8")
    path.write_text(mutation.text, "utf-8")
    loaded = load(project)
    found = check(loaded.kb, loaded.problems)
    path.write_text(before, "utf-8")
    if mutation.text == before:
        return "no change"
    new = {p.severity for p in found if (p.key, str(p.details)) not in known}
    return "error" if "error" in new else ("warning" if new else "passes")


def surprises(project: Path, sort: str, count: int) -> tuple[Counter[str], list[tuple[str, int, str, str]]]:
    """How the mutations of one sort end, and each that passes although nothing says that it may."""
    loaded = load(project)
    known = {(p.key, str(p.details)) for p in check(loaded.kb, loaded.problems)}
    ended: Counter[str] = Counter()
    passed = []
    for mutation in mutations(sort, count):
        how = outcome(project, mutation, known)
        ended[how] += 1
        if how == "passes" and mutation.key not in MAY_PASS:
            passed.append((mutation.path, mutation.line, mutation.what, mutation.key))
    return ended, passed


@pytest.mark.usefixtures("quickly_read")
@pytest.mark.parametrize("sort", EVERYWHERE)
def test_a_change_anywhere_is_caught_or_listed_with_its_reason(copy: Path, sort: str) -> None:
    ended, passed = surprises(copy, sort, 6)

    assert passed == []
    assert ended["error"] + ended["warning"] > 0


@pytest.mark.full
@pytest.mark.usefixtures("quickly_read")
@pytest.mark.parametrize("sort", EVERYWHERE)
def test_a_hundred_changes_anywhere_are_caught_or_listed(copy: Path, sort: str) -> None:
    ended, passed = surprises(copy, sort, 100)

    print(f"{sort}: {dict(sorted(ended.items()))}")
    assert passed == []
    assert ended["error"] > ended["passes"]
