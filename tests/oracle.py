"""Whether a wrong program is seen: what the check says of every broken base, and what the tests of a module assert.

Each base of tests/broken_edits.yml is read once. A changed rule is asked of the bases of which it has something to
say, of the base as it is, and of what was edited in each other base: there it has to stay silent.
"""

from __future__ import annotations

import functools
import inspect
import itertools
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, FrameType, ModuleType
from typing import Any

import pytest
import yaml

from broken import broken
from passerelles.check import OF_THE_BASE, RULES, Rule
from passerelles.check.causes import explained
from passerelles.load import files, load
from passerelles.model import Entity, KnowledgeBase, Problem
from passerelles.report import sentence

CAUSES = "causes."  # its functions are asked of every base, after all the rules


@dataclass(frozen=True)
class Asked:
    """What a rule finds in some things of a base, or in the base as a whole, and the functions that it runs."""

    rule: Rule
    things: tuple[Entity, ...]
    found: frozenset[Problem]
    runs: frozenset[str]


@dataclass(frozen=True)
class Case:
    """A base, what was told while it was read, what each rule finds in the whole, and what a changed rule is asked."""

    name: str
    kb: KnowledgeBase
    reading: tuple[Problem, ...]
    severities: frozenset[str]
    found: Mapping[str, frozenset[Problem]]
    asked: tuple[Asked, ...]

    def told(self, rule: Rule | None = None) -> list[Problem]:
        """What an editor is told now, a rule asked again."""
        again = {rule.__name__: find(rule, self.kb, tuple(self.kb.entities.values()))} if rule else {}
        every = {problem for problems in {**self.found, **again}.values() for problem in problems}
        return sorted(p for p in explained({*self.reading, *every}) if p.severity in self.severities)

    def lines(self, problems: Iterable[Problem]) -> list[tuple[str, ...]]:
        """The same as it is printed."""
        return [(p.key, p.severity, *(sentence(p, self.kb, language) for language in ("fr", "en"))) for p in problems]


def find(rule: Rule, kb: KnowledgeBase, things: tuple[Entity, ...]) -> frozenset[Problem]:
    """Everything that a rule finds in these things."""
    return frozenset(rule(kb) if rule in OF_THE_BASE else rule(kb, things))


def cases(project: Path, edits: Iterable[Mapping[str, Any]]) -> list[Case]:
    """The base as it is, first, and each broken one."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(files, "parse", functools.cache(files.parse))
        whole = case("as it is", project, None, frozenset({"error", "warning"}))
        return [whole, *(broken_case(project, edit, whole) for edit in edits)]


def broken_case(project: Path, edit: Mapping[str, Any], whole: Case) -> Case:
    """The base with one edit."""
    with broken(project, edit):
        severities = {"error", "warning"} if edit.get("warned") else {"error"}
        return case(str(edit["case"]), project, whole, frozenset(severities))


def case(name: str, project: Path, whole: Case | None, severities: frozenset[str]) -> Case:
    """The base of a project; a rule that finds what it finds in `whole` is asked of what differs alone."""
    loaded = load(project)
    kb, every = loaded.kb, tuple(loaded.kb.entities.values())
    other = tuple(e for e in every if whole and whole.kb.entities.get(e.id) != e)
    found = {rule.__name__: find(rule, kb, every) for rule in RULES}
    asked = []
    for rule in RULES:
        is_same = whole is not None and found[rule.__name__] == whole.found[rule.__name__]
        things = other if is_same else every
        if things or rule in OF_THE_BASE:
            with profiled() as runs:
                here = find(rule, kb, things)
            asked.append(Asked(rule, things, here, names(runs)))
    return Case(name, kb, tuple(loaded.problems), severities, found, tuple(asked))


@contextmanager
def profiled() -> Iterator[set[CodeType]]:
    """The code that runs meanwhile."""
    seen: set[CodeType] = set()

    def note(frame: FrameType, event: str, _: object) -> None:
        if event == "call":
            seen.add(frame.f_code)

    sys.setprofile(note)
    try:
        yield seen
    finally:
        sys.setprofile(None)


def names(codes: Iterable[CodeType]) -> frozenset[str]:
    """Functions by the name of their module and their own."""
    return frozenset(f"{Path(code.co_filename).stem}.{code.co_qualname}" for code in codes)


def tells_otherwise(all_cases: Sequence[Case], now: Sequence[list[Problem]], function: str) -> str:
    """The first base of which the check, one of whose functions was changed, tells otherwise, or nothing."""
    for one, problems in zip(all_cases, now, strict=True):
        try:
            if _otherwise(one, problems, function):
                return one.name
        except Exception as error:  # a mutant that stops is seen
            return f"{one.name}: {type(error).__name__}"
    return ""


def _otherwise(one: Case, problems: list[Problem], function: str) -> bool:
    if function.startswith(CAUSES):
        return _differ(one, one.told(), problems)
    rules = (asked for asked in one.asked if function in asked.runs)
    return any(
        _differ(one, one.told(asked.rule), problems)
        for asked in rules
        if find(asked.rule, one.kb, asked.things) != asked.found
    )


def _differ(one: Case, told: list[Problem], problems: list[Problem]) -> bool:
    return told != problems and one.lines(told) != one.lines(problems)


def claims(module: ModuleType) -> list[tuple[str, Callable[[], None]]]:
    """The tests of a module that need no fixture, each with all its parameters, to be called."""
    found: list[tuple[str, Callable[[], None]]] = []
    for name, test in inspect.getmembers(module, inspect.isfunction):
        if name.startswith("test_"):
            rows = [list(_rows(mark)) for mark in getattr(test, "pytestmark", []) if mark.name == "parametrize"]
            for chosen in itertools.product(*rows):
                values = {key: value for row in chosen for key, value in row.items()}
                if set(inspect.signature(test).parameters) == set(values):
                    found.append((name, functools.partial(test, **values)))
    return found


def _rows(mark: pytest.Mark) -> Iterator[dict[str, Any]]:
    """What each row of a `parametrize` gives, by the name of the parameter."""
    given, rows = mark.args
    keys = given.split(", ") if isinstance(given, str) else list(given)
    for row in rows:
        values = getattr(row, "values", row)
        yield dict(zip(keys, [values] if len(keys) == 1 and not hasattr(row, "values") else values, strict=True))


def refutes(tests: Iterable[tuple[str, Callable[[], None]]]) -> str:
    """The first test that fails now, or nothing."""
    for name, test in tests:
        try:
            test()
        except (Exception, pytest.fail.Exception):  # of an assertion, of `raises`, or of a mutant that stops
            return name
    return ""


def edits() -> list[dict[str, Any]]:
    """The cases of tests/broken_edits.yml."""
    path = Path(__file__).parent / "broken_edits.yml"
    found: list[dict[str, Any]] = yaml.safe_load(path.read_text("utf-8"))
    return found
