"""Whole processes measured: processor and wall seconds, peak memory of all their processes; what built pages weigh."""

from __future__ import annotations

import gzip
import os
import subprocess
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

PROJECT = Path(__file__).resolve().parent.parent.parent


@dataclass(frozen=True)
class Time:
    """Seconds of the processor (user and system, children included) and of the clock; megabytes at the most."""

    processor: float
    wall: float
    memory: float = 0.0

    def __add__(self, other: Time) -> Time:
        return Time(self.processor + other.processor, self.wall + other.wall, max(self.memory, other.memory))


class BuildFailed(Exception):  # noqa: N818 - reads as what it says
    """A build that was to be measured did not succeed."""


def processor() -> float:
    """Seconds of the processor that this process took so far, and those that it began and that ended."""
    return sum(os.times()[:4])


def run(command: Sequence[str], folder: Path, log: Path, **environment: str) -> Time:
    """A cold process and what it costs. Raises BuildFailed with the end of its output."""
    begin = time.perf_counter()
    with log.open("wb") as output:
        # Bytecode is kept, as on any machine: a build that compiles every module again measures Python's compiler.
        kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        process = subprocess.Popen(command, cwd=folder, env=kept | environment, stdout=output, stderr=output)
        memory = Memory(process.pid)
        _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - begin
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise BuildFailed(f"{' '.join(command)}: {log.read_text('utf-8', 'replace')[-2000:]}")
    return Time(usage.ru_utime + usage.ru_stime, wall, memory.peak())


class Memory:
    """The memory of a process and its children, asked for four times a second (Linux: what they share counts once)."""

    def __init__(self, process: int) -> None:
        self._process, self._most = process, 0.0
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._follow, daemon=True)
        self._thread.start()

    def peak(self) -> float:
        """Megabytes, once the process has ended."""
        self._ended.set()
        self._thread.join()
        return self._most

    def _follow(self) -> None:
        while not self._ended.wait(0.25):
            self._most = max(self._most, _megabytes(self._process))


def _megabytes(process: int) -> float:
    """The proportional share of memory of a process and all below it; nothing where the system does not tell."""
    folder = Path(f"/proc/{process}")
    try:
        words = (folder / "smaps_rollup").read_text().split()
        below = [
            int(child) for task in (folder / "task").iterdir() for child in (task / "children").read_text().split()
        ]
    except OSError:
        return 0.0
    return int(words[words.index("Pss:") + 1]) / 1024 + sum(map(_megabytes, below))


def middle(times: Sequence[Time], what: str) -> float:
    """The median of one of the three."""
    return median(getattr(each, what) for each in times)


@dataclass(frozen=True)
class Weights:
    """The heaviest pages of a site: raw of all, gzipped of the leaves (pages of things), in bytes, with their names."""

    raw: tuple[int, str]
    leaf: tuple[int, str]


def weights(site: Path, folders: Sequence[str]) -> Weights:
    """What the heaviest pages weigh, the texts of the corpus apart; `folders` are those of things."""
    raw, leaf = (0, ""), (0, "")
    for path in site.rglob("*.html"):
        name, parts = path.relative_to(site).as_posix(), path.relative_to(site).parts
        if "sources" in parts[:-1]:
            continue
        raw = max(raw, (path.stat().st_size, name))
        place = parts[1:] if parts[0] == "en" else parts
        if len(place) == 3 and place[0] in folders:
            leaf = max(leaf, (len(gzip.compress(path.read_bytes(), mtime=0)), name))
    return Weights(raw, leaf)
