"""Whole processes measured: processor and wall seconds of a build, and what the built pages weigh."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

PROJECT = Path(__file__).resolve().parent.parent.parent


@dataclass(frozen=True)
class Time:
    """Seconds of one process: of the processor (user and system), and of the clock."""

    processor: float
    wall: float


class BuildFailed(Exception):  # noqa: N818 - reads as what it says
    """A build that was to be measured did not succeed."""


def build(root: Path, site: Path) -> Time:
    """Build the site below `root` with a cold process."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(site)]
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(PROJECT / "scripts")}
    log = site.with_suffix(".log")
    shutil.rmtree(site, ignore_errors=True)  # outside the time: taking an old site away is no part of a build
    begin = time.perf_counter()
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=root, env=environment, stdout=output, stderr=output)
        _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - begin
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise BuildFailed(f"{root}: {log.read_text('utf-8', 'replace')[-2000:]}")
    return Time(usage.ru_utime + usage.ru_stime, wall)


def processor(times: list[Time]) -> float:
    return median(t.processor for t in times)


def wall(times: list[Time]) -> float:
    return median(t.wall for t in times)


def ratio(ours: list[Time], theirs: list[Time]) -> float:
    """Median of the ratios of processor time of runs that followed one another."""
    return median(a.processor / b.processor for a, b in zip(ours, theirs, strict=True))


def wall_ratio(ours: list[Time], theirs: list[Time]) -> float:
    return median(a.wall / b.wall for a, b in zip(ours, theirs, strict=True))


def largest_page(site: Path) -> tuple[int, str]:
    """The heaviest HTML page of a site, in bytes, but for the texts of the corpus."""
    pages = (p for p in site.rglob("*.html") if p.parent.parent.name != "sources")
    return max((page.stat().st_size, page.relative_to(site).as_posix()) for page in pages)
