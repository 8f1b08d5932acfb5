"""Is our search as light and quick as we say? Beside stock Material lunr and Pagefind; fails when a bound is broken.

.venv/bin/python tests/bench/search.py [--sizes 100 1000 10000] [--alone]
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import search_reader as reader
import search_sites as sites
from playwright.sync_api import Browser, sync_playwright
from search_reader import Reading
from search_sites import Base, Site
from synthetic import make

from passerelles.plugin.base import link_base

LARGE, MIDDLE, SMALL = 10_000, 1_000, 100
MOST_BYTES, MOST_GROWTH = 150_000, 3.0  # gzipped, of a first query at 10,000 pages; of those at 1,000
MOST_KEY = {LARGE: 100.0, SMALL: 30.0}  # median milliseconds from a key to its results
MOST_COLD = 300.0  # median milliseconds to the first results of a page just opened, at 10,000
MOST_BUILD = 3.0  # milliseconds of the processor a page
MOST_INDEX = 0.4  # of the bytes of the words of the pages
MOST_HEAP = 8_000_000


@dataclass
class Result:
    """One search engine over one base."""

    base: Base
    site: Site
    reading: Reading

    @property
    def build(self) -> float:
        return 1000 * self.site.seconds / len(self.base.pages)

    @property
    def share(self) -> float:
        return self.site.index / self.base.text


def queries(base: Base) -> list[tuple[str, str, int]]:
    """What a reader types, the address that they expect, and how far down it may stand; always the same ones."""
    things = {kind: [d for d in base.listed if d.kind == kind] for kind in ("territory", "person", "partnership")}
    place, person, link = (things[kind][len(things[kind]) // 3] for kind in things)
    other = next(d for d in reversed(things["territory"]) if len(d.title) >= 8 and " " not in d.title)
    theme = next(d for d in base.listed if d.kind == "theme" and d.title == "eau potable")
    return [
        (place.title.lower(), place.address, 1),
        (person.title, person.address, 1),
        (link.title.replace(" –", ""), link.address, 1),
        (other.title[:3] + other.title[4:], other.address, 3),
        ("eau potable", theme.address, 1),
        ("projet", "", 0),
        ("collectivités", "", 0),
        ("forum", "", 0),
    ]


def main() -> int:
    options = _options()
    results: list[Result] = []
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=reader.CHROMIUM, args=list(reader.FLAGS))
        for size in sorted(options.sizes):
            results += _measured(Path(scratch) / str(size), size, browser, options.alone)
        browser.close()
    print(_table(results))
    broken = [*_broken([r for r in results if r.site.name == "ours"])]
    print("\n".join(broken) or "Every bound is kept.")
    return 1 if broken else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measures our search beside Material lunr and Pagefind.")
    parser.add_argument("--sizes", type=int, nargs="+", default=[SMALL, MIDDLE, LARGE], help="things of each base")
    parser.add_argument("--alone", action="store_true", help="ours alone")
    return parser.parse_args()


def _measured(folder: Path, size: int, browser: Browser, is_alone: bool) -> Iterator[Result]:
    """Our search over a base of that size, then the two others over its pages."""
    print(f"a base of {size} things", file=sys.stderr, flush=True)
    make(folder / "base", size)
    base = Base(link_base(folder / "base"), size)
    asked = [query for query, *_ in queries(base)]
    yield _said(Result(base, site := sites.ours(base, folder / "ours"), reader.ours(browser, site.root, asked)))
    if is_alone:
        return
    found = sites.pagefind(base, folder / "pagefind")
    if found:
        yield _said(Result(base, found, reader.pagefind(browser, found.root, asked)))
    else:
        print("Pagefind cannot be fetched here: not measured", file=sys.stderr)
    yield _said(Result(base, site := sites.lunr(base, folder / "lunr"), reader.lunr(browser, site.root, asked)))


def _said(result: Result) -> Result:
    print(f"{result.site.name}: done", file=sys.stderr, flush=True)
    return result


def _table(results: list[Result]) -> str:
    head = (
        "| pages | engine | build, ms a page | index ÷ text of the pages, ÷ words held "
        "| first query, kB: pasted, typed | first results, ms "
        "| a key, ms | heap, MB | expected found |\n|---|---|---|---|---|---|---|---|---|"
    )
    return "\n".join([head, *map(_row, results)])


def _row(result: Result) -> str:
    reading = result.reading
    return (
        f"| {len(result.base.pages):,} | {result.site.name} | {result.build:.2f} "
        f"| {result.share:.0%}, {result.site.index / result.base.said:.0%} "
        f"| {max(reading.at_once) / 1000:.0f}, {max(reading.typed) / 1000:.0f} | {_middle(reading.cold):.0f} "
        f"| {reading.key:.0f} | {reading.heap / 1e6:.1f} | {_as_expected(result)} |"
    )


def _middle(numbers: list[float]) -> float:
    return sorted(numbers)[len(numbers) // 2]


def _as_expected(result: Result) -> str:
    wanted = [row for row in queries(result.base) if row[1]]
    return f"{len(wanted) - len(list(_missed(result)))} of {len(wanted)}"


def _missed(result: Result) -> Iterator[str]:
    for (query, address, rank), found in zip(queries(result.base), result.reading.first, strict=True):
        if address and address not in found[:rank]:
            yield f"«{query}» should give {address} among the first {rank}, and gives {found[:3]}"


def _broken(results: list[Result]) -> Iterator[str]:
    """A line for each bound that is broken."""
    by_size = {result.base.size: result for result in results}
    for size, result in by_size.items():
        said = f"BROKEN at {size} things:"
        yield from (f"{said} {missed}" for missed in _missed(result))
        if result.build > MOST_BUILD:
            yield f"{said} the index takes {result.build:.1f} ms a page, more than {MOST_BUILD}"
        if result.share > MOST_INDEX:
            yield f"{said} the index is {result.share:.0%} of the text, more than {MOST_INDEX:.0%}"
        if result.reading.key > MOST_KEY.get(size, MOST_KEY[LARGE]):
            yield f"{said} {result.reading.key:.0f} ms from a key to its results"
        if result.reading.heap > MOST_HEAP:
            yield f"{said} {result.reading.heap / 1e6:.1f} MB of heap, more than {MOST_HEAP / 1e6:.0f}"
    if LARGE in by_size:
        yield from _broken_large(by_size)


def _broken_large(by_size: dict[int, Result]) -> Iterator[str]:
    """What is owed at 10,000 things, of a query typed key by key, the heaviest of them."""
    most, cold = max(by_size[LARGE].reading.typed), _middle(by_size[LARGE].reading.cold)
    if most > MOST_BYTES:
        yield f"BROKEN: a first query fetches {most / 1000:.0f} kB at {LARGE}, more than {MOST_BYTES / 1000:.0f}"
    if cold > MOST_COLD:
        yield f"BROKEN: {cold:.0f} ms to the first results at {LARGE}, more than {MOST_COLD:.0f}"
    if MIDDLE in by_size and most > MOST_GROWTH * max(by_size[MIDDLE].reading.typed):
        yield f"BROKEN: a first query fetches more than {MOST_GROWTH} times what it fetches at {MIDDLE}"


if __name__ == "__main__":
    sys.exit(main())
