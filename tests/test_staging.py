"""The site is built aside and put in place whole: a build that fails, or is killed, leaves the last good site."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from functools import partial
from pathlib import Path

import pytest

from passerelles.making import staging
from passerelles.making.staging import recover, staged
from passerelles.processes import Beside, Unfinished, Works

OLD = {"index.html": "old", "a/index.html": "same"}
NEW = {"index.html": "new", "a/index.html": "same", "b/index.html": "more"}
KILLED = """
import os, signal, sys
from pathlib import Path
from passerelles.making.staging import staged
with staged(Path(sys.argv[1])) as folder:
    (folder / "index.html").write_text("half")
    os.kill(os.getpid(), signal.SIGKILL)
"""


def put(folder: Path, files: Mapping[str, str]) -> None:
    for name, words in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(words, "utf-8")


def files(folder: Path) -> dict[str, str]:
    return {p.relative_to(folder).as_posix(): p.read_text("utf-8") for p in folder.rglob("*") if p.is_file()}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site that stands, built a while ago."""
    with staged(tmp_path / "site") as folder:
        put(folder, OLD)
    for path in (tmp_path / "site").rglob("*.html"):
        os.utime(path, (1_000_000_000, 1_000_000_000))
    return tmp_path / "site"


def test_a_build_takes_the_place_of_the_last_one_whole(site: Path) -> None:
    with staged(site) as folder:
        put(folder, NEW)
        assert files(site) == OLD

    assert files(site) == NEW
    assert [path.name for path in site.parent.iterdir()] == ["site"]


def test_a_file_that_did_not_change_keeps_its_date(site: Path) -> None:
    with staged(site) as folder:
        put(folder, NEW)

    assert (site / "a/index.html").stat().st_mtime == 1_000_000_000
    assert (site / "index.html").stat().st_mtime > 1_000_000_000


def test_a_large_site_is_taken_away_by_a_process_that_nobody_waits_for(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(staging, "MANY", 1)
    monkeypatch.setattr(staging, "cores", lambda: 2)
    left = site.with_name(".site.gone-1")  # by a process that was killed
    put(left, OLD)

    with staged(site) as folder:
        put(folder, NEW)

    assert files(site) == NEW
    until = time.monotonic() + 20
    while len(list(site.parent.iterdir())) > 1 and time.monotonic() < until:
        time.sleep(0.01)
    assert [path.name for path in site.parent.iterdir()] == ["site"]


def test_a_build_that_fails_leaves_the_last_good_site_and_nothing_else(site: Path) -> None:
    def build() -> None:
        with staged(site) as folder:
            put(folder, NEW)
            raise OSError("disk full")

    with pytest.raises(OSError, match="disk"):
        build()

    assert files(site) == OLD
    assert [path.name for path in site.parent.iterdir()] == ["site"]


def test_a_build_that_is_killed_leaves_the_last_good_site(site: Path) -> None:
    run = subprocess.run([sys.executable, "-c", KILLED, str(site)], check=False)

    assert run.returncode == -signal.SIGKILL
    assert files(site) == OLD


def test_a_site_that_was_taken_away_by_a_killed_build_is_put_back(site: Path) -> None:
    site.rename(site.with_name(".site.last"))  # the instant between the two renames

    recover(site)

    assert files(site) == OLD


def test_two_builds_at_once_do_not_mix(site: Path) -> None:
    with staged(site) as one:
        put(one, NEW)
        with staged(site) as other:
            put(other, {"index.html": "other"})
        assert files(site) == {"index.html": "other"}

    assert files(site) == NEW


def test_works_beside_give_their_answers_or_say_why_not() -> None:
    def fail() -> None:
        raise ValueError("no such place")

    well, badly = Beside([lambda: 6 * 7, os.getpid]), Beside([lambda: 6 * 7, fail])
    killed = Beside([lambda: os.kill(os.getpid(), signal.SIGKILL)])

    assert well.answers[0] == 42
    assert well.answers[1] != os.getpid()
    with pytest.raises(Unfinished, match="ValueError: no such place"):
        _ = badly.answers
    with pytest.raises(Unfinished, match="killed"):
        _ = killed.answers


@pytest.mark.parametrize("cores", [1, 2, 3])
def test_as_many_processes_as_there_are_cores_share_the_works(monkeypatch: pytest.MonkeyPatch, cores: int) -> None:
    monkeypatch.setattr("passerelles.processes.cores", lambda: cores)

    def work(name: str) -> tuple[str, int]:
        time.sleep(0.2)
        return name, os.getpid()

    found = Works({name: partial(work, name) for name in "abcdef"}).answers

    assert {name: answer[0] for name, answer in found.items()} == {name: name for name in "abcdef"}
    processes = {process for _, process in found.values()}
    assert len(processes) == cores
    assert os.getpid() in processes


@pytest.mark.parametrize("cores", [1, 2])
def test_a_work_that_fails_is_told_of_in_words_whichever_process_did_it(
    monkeypatch: pytest.MonkeyPatch, cores: int
) -> None:
    monkeypatch.setattr("passerelles.processes.cores", lambda: cores)

    def fail() -> None:
        raise ValueError("no such place")

    with pytest.raises(Unfinished, match="ValueError: no such place"):
        _ = Works({"fr": fail, "en": fail}).answers
