"""One character changed anywhere that matters is caught, with the right file and line."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from conftest import ROOT
from passerelles.check import check
from passerelles.load import load

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
