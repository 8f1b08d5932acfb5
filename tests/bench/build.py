"""Is our build as fast as we say? Measures it against stock MkDocs in one run, and fails when a bound is broken.

.venv/bin/python tests/bench/build.py [--sizes 100 2000] [--runs 3] [--keep FOLDER]
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from measure import PROJECT, BuildFailed, Time, build, largest_page, processor, ratio, wall, wall_ratio
from stock import write_stock
from synthetic import make

MOST_TODAY, MOST_LARGE, MOST_GROWTH, MOST_BYTES = 1.0, 0.2, 1.3, 40_000
LARGE, EMPTY, TODAY = 2000, "empty base", "today's corpus"
SMALL, SMALL_RUNS = 500, 4  # up to this size a base is built so often in each round: its few seconds are noisier


@dataclass
class Base:
    """A base on disk, its stock twin, and the times of both."""

    name: str
    root: Path
    size: int = 0  # things that were generated; none in today's corpus
    pages: int = 0  # pages that our plugin generates
    ours: list[Time] = field(default_factory=list)
    stock: list[Time] = field(default_factory=list)

    @property
    def twin(self) -> Path:
        return self.root.with_name(f"{self.root.name}-stock")

    def site(self, root: Path) -> Path:
        return root.with_name(f"{root.name}-site")


def main() -> int:
    options = _options()
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.keep or Path(scratch)
        bases = list(_bases(folder, sorted(options.sizes)))
        for number in range(1, options.runs + 1):
            print(f"round {number} of {options.runs}", file=sys.stderr, flush=True)
            _round(bases)
        print(_table(bases))
        broken = list(_broken(bases))
    print("\n".join(broken) or "Every bound is kept.")
    return 1 if broken else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measures our build against stock MkDocs.")
    parser.add_argument("--sizes", type=int, nargs="+", default=[100, LARGE], help="things of each synthetic base")
    parser.add_argument("--runs", type=int, default=3, help="rounds, ours and stock alternating in each")
    parser.add_argument("--keep", type=Path, help="an empty folder for bases and sites, kept afterwards")
    return parser.parse_args()


def _bases(folder: Path, sizes: list[int]) -> Iterator[Base]:
    """The empty base, today's corpus as it is now, and each synthetic one, with their stock twins."""
    for size in (0, *sizes):
        base = Base(f"{size:,} things" if size else EMPTY, folder / f"s{size}", size)
        make(base.root, size)
        base.pages = write_stock(base.root, base.twin)
        yield base
        if not size:
            today = Base(TODAY, folder / "today")
            for name in ("data", "docs", "overrides"):
                shutil.copytree(PROJECT / name, today.root / name)
            shutil.copy(PROJECT / "mkdocs.yml", today.root)
            (today.root / "scripts").symlink_to(PROJECT / "scripts")
            today.pages = write_stock(today.root, today.twin)
            yield today


def _round(bases: list[Base]) -> None:
    """Ours, stock, ours, stock, the small bases in turn: whatever else the machine does falls on all."""
    small, large = ([b for b in bases if (b.size <= SMALL) == is_small] for is_small in (True, False))
    for base in small * SMALL_RUNS + large:
        base.ours.append(build(base.root, base.site(base.root)))
        base.stock.append(build(base.twin, base.site(base.twin)))


def page_cost(base: Base, empty: Base) -> float:
    """Processor milliseconds that a generated page adds: the time above that of an empty base, over the pages above
    its own; a small base is compared with the empty one built just before. Reading, checking and sources are in it."""
    fixed = processor(empty.ours)
    nearby = [t.processor for t in empty.ours] if len(empty.ours) == len(base.ours) else [fixed] * len(base.ours)
    above = median(t.processor - start for t, start in zip(base.ours, nearby, strict=True))
    return 1000 * above / (base.pages - empty.pages)


def _table(bases: list[Base]) -> str:
    empty = bases[0]
    lines = [
        "median processor seconds, wall seconds; ratios are medians of paired runs",
        f"{'base':<16}{'pages':>7}{'ours':>8}{'stock':>8}{'ratio':>7}{'ours':>9}{'stock':>8}{'ratio':>7}"
        f"{'ms a page':>11}{'largest page':>14}",
    ]
    for b in bases:
        cost = "" if b is empty else f"{page_cost(b, empty):.2f}"
        weight, name = largest_page(b.site(b.root))
        spent = f"{processor(b.ours):>8.2f}{processor(b.stock):>8.2f}{ratio(b.ours, b.stock):>7.2f}"
        waited = f"{wall(b.ours):>9.2f}{wall(b.stock):>8.2f}{wall_ratio(b.ours, b.stock):>7.2f}"
        lines.append(f"{b.name:<16}{b.pages:>7,}{spent}{waited}{cost:>11}{weight:>14,} {name}")
    return "\n".join(lines)


def _broken(bases: list[Base]) -> Iterator[str]:
    """A line for each bound that does not hold."""
    empty, today, small, large = bases[0], bases[1], bases[2], bases[-1]
    if (found := ratio(today.ours, today.stock)) > MOST_TODAY:
        yield f"BROKEN: today's corpus takes {found:.2f} times what stock MkDocs takes, at most {MOST_TODAY} is allowed"
    if large.size >= LARGE and (found := ratio(large.ours, large.stock)) > MOST_LARGE:
        yield f"BROKEN: {large.name} take {found:.2f} times what stock MkDocs takes, at most {MOST_LARGE} is allowed"
    if large.size > small.size:
        found = page_cost(large, empty) / page_cost(small, empty)
        if found > MOST_GROWTH:
            yield f"BROKEN: a page of {large.name} costs {found:.2f} times one of {small.name}, at most {MOST_GROWTH}"
    for base in bases:
        weight, name = largest_page(base.site(base.root))
        if weight > MOST_BYTES:
            yield f"BROKEN: {base.name}: {name} weighs {weight:,} bytes, at most {MOST_BYTES:,} is allowed"


if __name__ == "__main__":
    try:
        sys.exit(main())
    except BuildFailed as stop:
        sys.exit(f"BROKEN: a build failed. {stop}")
