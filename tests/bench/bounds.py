"""What is owed, and a line for each bound that does not hold on what was measured."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from measure import Weights, middle, weights

if TYPE_CHECKING:
    from build import Base

LARGE, SMALL = 10_000, 1_000  # things: what is owed is owed at the first, growth is counted from the second
PAGE, BASE = 1.0, 2.0  # processor milliseconds of a generated page, cold, and of a thing (read, checked, linked)
HUGO = 0.7  # of the wall time of Hugo and Pagefind
AGAIN = 1 / 20  # of the cold build, after one edited fact
GROWTH = 1.2  # of a page at LARGE, over one at SMALL
MEMORY = 1024.0  # megabytes
TODAY = 5.0  # processor seconds of today's corpus, pictures and volumes apart
RAW, LEAF = 200_000, 8_000  # bytes: any page but a text, raw; the page of a thing, gzipped
FOLDERS = ("partnerships", "territories", "organisations", "people", "events", "themes", "terms")


def broken(bases: list[Base]) -> Iterator[str]:
    """A line for each bound that is broken."""
    for base in bases:
        for sort, (weight, name), most in (("", _weights(base).raw, RAW), (" gzipped", _weights(base).leaf, LEAF)):
            if weight > most:
                yield f"BROKEN: {base.name}: {name} weighs {weight:,} bytes{sort}, at most {most:,} is allowed"
        if not base.size and (found := middle(base.times["ours"], "processor")) > TODAY:
            yield f"BROKEN: {base.name} takes {found:.1f} s of the processor, at most {TODAY} is allowed"
        if base.size >= LARGE:
            yield from _large(base)
    cost = {base.size: base.phases["page"] for base in bases}
    if LARGE in cost and SMALL in cost and (found := cost[LARGE] / cost[SMALL]) > GROWTH:
        yield f"BROKEN: a page costs {found:.2f} times as much at {LARGE:,} as at {SMALL:,}, at most {GROWTH} is owed"


def _large(base: Base) -> Iterator[str]:
    """What is owed of a base of ten thousand things."""
    owed = (
        ("a generated page takes {:.2f} ms of the processor", base.phases["page"], PAGE),
        ("to read, check and link a thing takes {:.2f} ms of the processor", base.phases["base"], BASE),
        ("our build takes {:.2f} of the wall time of Hugo and Pagefind", base.ratio("ours", "hugo", "wall"), HUGO),
        ("after one edit it takes {:.3f} of the cold build", base.ratio("again", "ours", "wall"), AGAIN),
        ("our build holds {:.0f} MB of memory", middle(base.times["ours"], "memory"), MEMORY),
    )
    for words, found, most in owed:
        if found is not None and found > most:
            yield f"BROKEN: {base.name}: {words.format(found)}, at most {most:g} is allowed"


def _weights(base: Base) -> Weights:
    return weights(base.root / "site", FOLDERS)
