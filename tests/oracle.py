"""What the check says of every broken base of tests/broken_edits.yml: what a wrong rule would say otherwise of some.

Each base is read once. A rule is asked of those of which it has something to say, and of the base as it is.
"""

from __future__ import annotations

import functools
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

import pytest
import yaml

from broken import broken
from passerelles.check import OF_THE_BASE, RULES, Rule
from passerelles.check.causes import explained
from passerelles.load import files, load
from passerelles.model import KnowledgeBase, Problem

Found = Mapping[str, frozenset[Problem]]  # by the name of a rule


@dataclass(frozen=True)
class Case:
    """A base, what was told while it was read, what each rule finds, and which functions it runs to find it."""

    name: str
    kb: KnowledgeBase
    reading: tuple[Problem, ...]
    found: Found
    runs: Mapping[str, frozenset[str]]

    def told(self, found: Found) -> list[Problem]:
        """The errors that an editor is shown."""
        every = {problem for problems in found.values() for problem in problems}
        return sorted(p for p in explained({*self.reading, *every}) if p.severity == "error")

    def told_with(self, rule: Rule) -> list[Problem]:
        """The same, one rule asked again."""
        return self.told({**self.found, rule.__name__: asked(rule, self.kb)})


def asked(rule: Rule, kb: KnowledgeBase) -> frozenset[Problem]:
    """Everything that a rule finds in a base."""
    return frozenset(rule(kb) if rule in OF_THE_BASE else rule(kb, tuple(kb.entities.values())))


def cases(project: Path, edits: Iterable[Mapping[str, Any]]) -> list[Case]:
    """The base as it is, first, and each broken one."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(files, "parse", functools.cache(files.parse))
        whole = case("as it is", project, None)
        return [whole, *(broken_case(project, edit, whole) for edit in edits)]


def broken_case(project: Path, edit: Mapping[str, Any], whole: Case) -> Case:
    with broken(project, edit):
        return case(edit["case"], project, whole)


def case(name: str, project: Path, whole: Case | None) -> Case:
    loaded = load(project)
    found: dict[str, frozenset[Problem]] = {}
    runs: dict[str, frozenset[str]] = {}
    for rule in RULES:
        found[rule.__name__] = asked(rule, loaded.kb)
        if whole is None or found[rule.__name__] != whole.found[rule.__name__]:
            runs[rule.__name__] = run_by(rule, loaded.kb)
    return Case(name, loaded.kb, tuple(loaded.problems), found, runs)


def run_by(rule: Rule, kb: KnowledgeBase) -> frozenset[str]:
    """The functions of the project that a rule runs on a base."""
    seen: set[CodeType] = set()
    with profiled(seen):
        asked(rule, kb)
    return frozenset(f"{Path(code.co_filename).stem}.{code.co_qualname}" for code in seen)


@contextmanager
def profiled(seen: set[CodeType]) -> Iterator[None]:
    def note(frame: FrameType, event: str, _: object) -> None:
        if event == "call":
            seen.add(frame.f_code)

    sys.setprofile(note)
    try:
        yield
    finally:
        sys.setprofile(None)


def tells_otherwise(all_cases: Sequence[Case], function: str) -> str:
    """The first base of which the rules, one of whose functions was changed, now tell otherwise, or nothing."""
    rules = {rule.__name__: rule for rule in RULES}
    for one in all_cases:
        for name, run in one.runs.items():
            if function in run:
                try:
                    if one.told_with(rules[name]) != one.told(one.found):
                        return one.name
                except Exception as error:  # a mutant that stops is seen
                    return f"{one.name}: {type(error).__name__}"
    return ""


def edits() -> list[dict[str, Any]]:
    path = Path(__file__).parent / "broken_edits.yml"
    found: list[dict[str, Any]] = yaml.safe_load(path.read_text("utf-8"))
    return found
