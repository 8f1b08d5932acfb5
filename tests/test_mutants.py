"""Mutation testing of the rules and of collation: a program that is wrong in one sign is seen, or said to be as good.

The survivors are in tests/mutants_explained.yml, each with the reason why no input tells it from the program.
"""

from __future__ import annotations

import gc
import importlib
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

import pytest
import yaml

import mutants
import oracle
import test_collate
import test_doubts
import test_rules
import test_rules_on_texts
import test_together
from conftest import ROOT, copy_project
from mutants import Mutant, functions, in_place

CHECKS = (
    "causes", "conflicts", "dated", "dating", "doubts", "entries", "evidence", "freshness", "misquoted", "names",
    "permanence", "placing", "prose", "references", "sections", "shown", "sources", "succession",
    "together",
)  # fmt: skip
TEXTS = ("collate", "alignment")
PATIENCE = 20  # seconds of processor time: what takes longer loops, and would be noticed

See = Callable[[Mutant], str]


def explained(module: str) -> set[str]:
    """The mutants of a module that are as good as the program."""
    rows = yaml.safe_load((ROOT / "tests/mutants_explained.yml").read_text("utf-8"))
    return {name for row in rows for name in row["mutants"] if name.startswith(f"{module}.")}


def survivors(module: ModuleType, sees: See) -> set[str]:
    """The mutants of a module that nobody sees, by name."""
    own = functions(module)
    left = set()
    for mutant in mutants.mutants(module):
        with in_place(mutant, own[mutant.function]), stopped():
            if not _seen(mutant, sees):
                left.add(mutant.name)
    return left


def _seen(mutant: Mutant, sees: See) -> bool:
    try:
        return bool(sees(mutant))
    except TimeoutError:
        return True


@contextmanager
def stopped() -> Iterator[None]:
    """What runs meanwhile is stopped when it takes too long."""

    def stop(*_: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, PATIENCE)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


@pytest.fixture(scope="module")
def check_sees(tmp_path_factory: pytest.TempPathFactory) -> See:
    """Whether the check of some broken base, or a claim on the rules, tells a mutant from the program."""
    found = oracle.cases(copy_project(tmp_path_factory.mktemp("mutants") / "project"), oracle.edits())
    now = [one.told() for one in found]
    rooms = (test_rules, test_rules_on_texts, test_together, test_doubts)
    claims = [claim for tests in rooms for claim in oracle.claims(tests)]
    assert oracle.refutes(claims) == ""
    gc.freeze()

    def sees(mutant: Mutant) -> str:
        name = f"{mutant.module.rpartition('.')[2]}.{mutant.function}"
        return oracle.tells_otherwise(found, now, name) or oracle.refutes(claims)

    return sees


def test_no_rule_is_left_out() -> None:
    rooms = {path.stem for path in (ROOT / "scripts/passerelles/check").glob("*.py")}

    assert rooms - {"__init__", "again"} == set(CHECKS)  # what is looked at again is asked in test_incremental.py


@pytest.mark.full
@pytest.mark.parametrize("name", CHECKS)
def test_every_wrong_rule_is_seen_or_explained(check_sees: See, name: str) -> None:
    left = survivors(importlib.import_module(f"passerelles.check.{name}"), check_sees)

    assert left == explained(f"check.{name}")


@pytest.mark.full
@pytest.mark.parametrize("name", TEXTS)
def test_every_wrong_collation_is_seen_or_explained(name: str) -> None:
    claims = oracle.claims(test_collate)
    assert oracle.refutes(claims) == ""  # and the base is read

    left = survivors(importlib.import_module(f"passerelles.{name}"), lambda _: oracle.refutes(claims))

    assert left == explained(name)


SMALL = '''\
def is_first(number: int) -> bool:
    """Whether it is the first."""
    return number < 1 or not number > 0


class Row:
    def total(self) -> int:
        width: list[int | None]
        return len("ab") + 1
'''


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    (tmp_path / "small_program.py").write_text(SMALL, "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "small_program", raising=False)
    return importlib.import_module("small_program")


def test_wrong_programs_are_made_in_the_order_of_lines_and_leave_the_right_one(small: ModuleType) -> None:
    made = list(mutants.mutants(small))

    assert [m.line for m in made] == sorted(m.line for m in made)
    assert {m.name for m in made if m.function == "Row.total"} == {
        "small_program.Row.total: return len('ab') + 1  →  return None",
        "small_program.Row.total: len('ab') + 1  →  len('ab') - 1",
        "small_program.Row.total: len('ab') + 1  →  len('ab') + 2",
        "small_program.Row.total: len('ab')  →  len('abX')",
    }
    assert "small_program.is_first: number < 1  →  number <= 1" in {m.name for m in made}
    assert small.Row().total() == 3


def test_a_wrong_program_is_seen_by_a_claim_and_one_as_good_is_not(small: ModuleType) -> None:
    def sees(_: Mutant) -> str:
        return "" if [small.is_first(n) for n in (0, 1, 2)] == [True, False, False] else "is_first"

    left = survivors(small, sees)

    assert "small_program.is_first: number < 1  →  number <= 1" not in left
    assert "small_program.is_first: number < 1 or not number > 0  →  number < 1" in left  # one half says the other


def test_a_wrong_program_that_loops_is_stopped_and_seen(small: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("test_mutants.PATIENCE", 1)

    def loops(mutant: Mutant) -> str:
        while mutant.function == "Row.total" and mutant.name.endswith("None"):
            pass
        return ""

    left = survivors(small, loops)

    assert len(left) == len({m.name for m in mutants.mutants(small)}) - 1


def test_a_claim_is_called_with_each_of_its_parameters() -> None:
    names = [name for name, _ in oracle.claims(test_collate)]

    assert names.count("test_a_text_without_a_word_stops_nothing") == 3
    assert names.count("test_a_word_touched_in_a_witness_is_reported_with_its_file_and_line") == 15


def test_the_first_claim_that_fails_is_named() -> None:
    def fails() -> None:
        raise AssertionError

    assert oracle.refutes([("holds", lambda: None), ("fails", fails)]) == "fails"
    assert oracle.refutes([("holds", lambda: None)]) == ""
