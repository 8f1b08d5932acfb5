"""Tables of what was measured, and the file that keeps them: a section for each bench, the machine named in it."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bounds import FOLDERS
from commands import versions
from measure import PROJECT, middle, weights

if TYPE_CHECKING:
    from build import Base

RESULTS = PROJECT / "tests/bench/RESULTS.md"
TITLE = "# What the benches measured\n"


def table(bases: list[Base]) -> str:
    """The times, the ratios and the weights, in Markdown."""
    times = [
        "| base | generated pages | ours, cold: processor s / wall s / MB | after one edit: processor s / wall s "
        "| stock MkDocs: processor s / wall s | Hugo + Pagefind: processor s / wall s |",
        "|---|---|---|---|---|---|",
        *(_row(base.name, f"{base.pages:,}", *(_time(base, name) for name in ("ours", "again", "stock", "hugo")))
          for base in bases),
    ]  # fmt: skip
    ratios = [
        "| base | ours / stock, processor | ours / Hugo + Pagefind, wall | one edit / cold, wall "
        "| ms a page | ms a thing: read, checked, linked | ms a page: search | heaviest page, bytes "
        "| heaviest page of a thing, gzipped |",
        "|---|---|---|---|---|---|---|---|---|",
        *(_row(base.name, *_ratios(base)) for base in bases),
    ]
    return "\n".join([*times, "", *ratios])


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _time(base: Base, name: str) -> str:
    times = base.times.get(name)
    if not times:
        return "not measured"
    said = f"{middle(times, 'processor'):.1f} / {middle(times, 'wall'):.1f}"
    return f"{said} / {middle(times, 'memory'):.0f}" if name == "ours" else said


def _ratios(base: Base) -> Sequence[str]:
    found = (base.ratio("ours", "stock"), base.ratio("ours", "hugo", "wall"), base.ratio("again", "ours", "wall"))
    weight = weights(base.root / "site", FOLDERS)
    return [
        *("" if ratio is None else f"{ratio:.2f}" for ratio in found),
        *(f"{base.phases[name]:.2f}" for name in ("page", "base", "search")),
        f"{weight.raw[0]:,} ({weight.raw[1]})",
        f"{weight.leaf[0]:,}",
    ]


def machine() -> str:
    """Where it was measured: cores, processor, versions; no name and no path of a machine."""
    model = next((line.split(":")[1].strip() for line in _cpu() if line.startswith("model name")), platform.machine())
    return f"{os.cpu_count()} cores ({model}), {platform.system()}, {versions()}"


def _cpu() -> list[str]:
    path = Path("/proc/cpuinfo")
    return path.read_text("utf-8").splitlines() if path.is_file() else []


def write_section(name: str, text: str, broken: Sequence[str]) -> None:
    """Put what was measured in the place of the section of that name; the others stay."""
    before = RESULTS.read_text("utf-8") if RESULTS.is_file() else TITLE
    head, *sections = before.split("\n## ")
    kept = {section.partition("\n")[0]: section.partition("\n")[2].strip("\n") for section in sections}
    kept[name] = "\n\n".join([f"Measured on {machine()}.", text, "\n".join(broken) or "Every bound is kept."])
    body = "".join(f"\n## {title}\n\n{words}\n" for title, words in sorted(kept.items()))
    RESULTS.write_text(f"{head.strip()}\n{body}", "utf-8")
