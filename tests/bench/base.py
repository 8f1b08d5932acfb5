"""What reading, checking and linking a base cost, its search index and its exports: bounds kept, or exit status 1.

.venv/bin/python tests/bench/base.py [--sizes 1000 10000] [--keep FOLDER]
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
from collections import deque
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path
from typing import TypeVar

from measure import processor
from synthetic import make

T = TypeVar("T")
Figures = dict[str, float]
MOST_MS, MOST_GROWTH, MOST_SHARE, MOST_SAVE, MOST_MEGABYTES, MOST_SEARCH = 2.0, 1.2, 1 / 20, 1.0, 1000, 3.0
BASE = ("read", "check", "link")


def main() -> int:
    options = _options()
    if options.measure:
        print(json.dumps(measured(options.measure)))
        return 0
    with tempfile.TemporaryDirectory() as scratch:
        found = {size: _apart(options.keep or Path(scratch), size) for size in sorted(options.sizes)}
    print(_table(found))
    broken = list(_broken(found))
    print("\n".join(broken) or "Every bound is kept.")
    return 1 if broken else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measures the base without its pages.")
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 10_000], help="things of each synthetic base")
    parser.add_argument("--keep", type=Path, help="a folder for the bases, kept afterwards and taken as it is")
    parser.add_argument("--measure", type=Path, help=argparse.SUPPRESS)
    return parser.parse_args()


def _apart(folder: Path, size: int) -> Figures:
    """The figures of a base of this size, measured in a process of its own: its memory is nobody else's."""
    root = folder / f"s{size}"
    if not (root / "data").is_dir():
        make(root, size)
    command = [sys.executable, __file__, "--measure", str(root)]
    found: Figures = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    return found


def measured(root: Path) -> Figures:
    """Processor seconds of each step in one process, cold and after one edited fact; counts; megabytes at the peak."""
    from passerelles.check import checked
    from passerelles.export import PARTS, exported
    from passerelles.export.past import Past
    from passerelles.export.rows import Row
    from passerelles.graph import link
    from passerelles.load import load
    from passerelles.search import documents, shards, words

    found: Figures = {}

    def timed(name: str, work: Callable[[], T]) -> T:
        begin = processor()
        done = work()
        found[name] = processor() - begin
        return done

    loaded = timed("read", lambda: load(root))
    was = timed("check", lambda: checked(loaded.kb, loaded.problems))
    graph = timed("link", lambda: link(loaded.kb))
    found |= {"things": len(loaded.kb.entities), "problems": len(was.problems), "MB base": _peak()}
    fact = next(iter(sorted((root / "data/people").glob("*.yml"))))
    text = fact.read_text("utf-8")
    try:
        fact.write_text(text.replace("aliases:", "aliases:\n- somebody", 1), "utf-8")
        again = timed("read again", lambda: load(root, loaded))
        timed("check again", lambda: checked(again.kb, again.problems, was))
        timed("link again", lambda: link(again.kb, graph))
    finally:
        fact.write_text(text, "utf-8")
    languages = loaded.kb.schema.languages
    sheets = timed("search texts", lambda: {language: documents(graph, language) for language in languages})
    timed("search", lambda: [deque(shards(sheets[code], code, words(graph, code)), maxlen=0) for code in languages])
    found["pages"] = sum(map(len, sheets.values()))
    listed: list[Row] = []
    for formats in PARTS:
        written = exported(graph, "https://passerelles.example/", formats, listed, Past())
        pieces = chain.from_iterable(content for _, content in written)
        names = ", ".join(write.__name__ for write in formats)
        timed(f"export {names}", lambda pieces=pieces: deque(pieces, maxlen=0))  # type: ignore[misc]
    return found | {"MB": _peak()}


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def each(found: Figures) -> float:
    """Processor milliseconds a thing: read, checked and linked, cold."""
    return 1000 * sum(found[name] for name in BASE) / found["things"]


def _search(found: Figures) -> float:
    return 1000 * (found["search texts"] + found["search"]) / found["pages"]


def _table(bases: dict[int, Figures]) -> str:
    """A column a base; seconds of the processor, and what is owed."""
    names = dict.fromkeys(name for found in bases.values() for name in found)
    rows = [(name, [f"{found[name]:,.2f}" for found in bases.values()]) for name in names]
    rows.append(("ms a thing", [f"{each(found):.2f}" for found in bases.values()]))
    rows.append(("search, ms a page", [f"{_search(found):.2f}" for found in bases.values()]))
    head = f"{'processor seconds':<22}" + "".join(f"{size:>12,}" for size in bases)
    return "\n".join([head, *(f"{name:<22}" + "".join(f"{cell:>12}" for cell in cells) for name, cells in rows)])


def _broken(bases: dict[int, Figures]) -> Iterator[str]:
    """A line for each bound that does not hold."""
    for size, found in bases.items():
        again = sum(found[f"{name} again"] for name in BASE)
        for what, value, most in (
            ("problems", found["problems"], 0),
            ("ms a thing to read, check and link", each(found), MOST_MS),
            ("seconds to do so again after an edited fact", again, MOST_SAVE),
            ("of the cold time to do so again", again / sum(found[name] for name in BASE), MOST_SHARE),
            ("ms a page of the search index", _search(found), MOST_SEARCH),
            ("megabytes at the peak", found["MB"], MOST_MEGABYTES),
        ):
            if value > most:
                yield f"BROKEN: {size:,} things: {value:.3g} {what}, at most {most:.3g} is allowed"
    small, large = (bases[size] for size in (min(bases), max(bases)))
    if (growth := each(large) / each(small)) > MOST_GROWTH:
        yield f"BROKEN: a thing of {max(bases):,} costs {growth:.2f} times one of {min(bases):,}, at most {MOST_GROWTH}"


if __name__ == "__main__":
    sys.exit(main())
