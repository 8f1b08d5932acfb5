"""Is our build as fast as we say? Measures it beside stock MkDocs, and Hugo with Pagefind, in one run.

.venv/bin/python tests/bench/build.py [--sizes 100 1000] [--runs 1] [--keep FOLDER] [--write]

Every build is a cold process over the same pages; ours again after one edited fact. See README.md for what is compared.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import commands
from bounds import broken
from hugo import write_hugo
from measure import PROJECT, BuildFailed, Time, middle
from phases import spent_by_phase
from results import table, write_section
from stock import write_stock
from synthetic import make

EMPTY, TODAY = "empty base", "today's corpus"
STOCK_MOST = 2000  # above, stock MkDocs takes hours: its search de-duplication is quadratic


@dataclass
class Base:
    """A base on disk with its twins, and what was measured on it."""

    name: str
    root: Path
    size: int = 0  # things that were generated; none in today's corpus
    pages: int = 0  # generated pages, in both languages
    times: dict[str, list[Time]] = field(default_factory=dict)
    phases: dict[str, float] = field(default_factory=dict)

    def beside(self, name: str) -> Path:
        return self.root.with_name(f"{self.root.name}-{name}")

    def ratio(self, one: str, other: str, what: str = "processor") -> float | None:
        """The median of one over the median of the other; nothing where either was not measured."""
        if not (self.times.get(one) and self.times.get(other)):
            return None
        return middle(self.times[one], what) / middle(self.times[other], what)


def main() -> int:
    options = _options()
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.keep or Path(scratch)
        bases = [_measured(base, options.runs) for base in _bases(folder, sorted(options.sizes))]
        said, found = table(bases), list(broken(bases))
    print(said, "\n".join(found) or "Every bound is kept.", sep="\n\n")
    if options.write:
        write_section("Build", said, found)
    return 1 if found else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measures our build beside stock MkDocs and Hugo with Pagefind.")
    parser.add_argument("--sizes", type=int, nargs="+", default=[100, 1000], help="things of each synthetic base")
    parser.add_argument("--runs", type=int, default=1, help="builds of each sort; the median counts")
    parser.add_argument("--keep", type=Path, help="an empty folder for bases and sites, kept afterwards")
    parser.add_argument("--write", action="store_true", help="into tests/bench/RESULTS.md")
    return parser.parse_args()


def _bases(folder: Path, sizes: list[int]) -> Iterator[Base]:
    """Today's corpus as it is now, and each synthetic base, with their twins."""
    today = Base(TODAY, folder / "today")
    for name in ("data", "docs", "overrides"):
        shutil.copytree(PROJECT / name, today.root / name)
    shutil.copy(PROJECT / "mkdocs.yml", today.root)
    (today.root / "scripts").symlink_to(PROJECT / "scripts")
    yield today
    for size in sizes:
        base = Base(f"{size:,} things", folder / f"s{size}", size)
        make(base.root, size)
        yield base


def _measured(base: Base, runs: int) -> Base:
    """Every sort of build in turn, so that whatever else the machine does falls on all."""
    _say(f"{base.name}: the twins")
    base.pages = write_stock(base.root, base.beside("stock"))
    write_hugo(base.beside("stock"), base.beside("hugo"))
    commands.draw_previews(base.root, base.beside("cache"))
    for number in range(1, runs + 1):
        for name, build in commands.of(base.root, base.beside).items():
            if name == "stock" and base.size > STOCK_MOST:
                continue
            _say(f"{base.name}: {name}, {number} of {runs}")
            if (time := build()) is not None:
                base.times.setdefault(name, []).append(time)
    _say(f"{base.name}: where the time goes")
    base.phases = spent_by_phase(base.root)
    return base


def _say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except BuildFailed as stop:
        sys.exit(f"BROKEN: a build failed. {stop}")
