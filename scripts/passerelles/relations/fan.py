"""The neighbourhood of one thing: a fan of lines from it to the nearest others, grouped by how they are tied.

In: the network and an id. Out: nodes in pixels, at most fourteen, and how many are left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from passerelles.relations import Neighbours, Network

MOST = 14  # with the thing itself, fifteen
NODE, HEAD, FIRST = 30, 24, 18  # pixels: rows are as high as a finger needs
ROOT, LEAF = 9, 92  # pixels from the left: the thing itself, its neighbours


class Leaf(NamedTuple):
    """A neighbour, with the height at which it is written."""

    id: str
    y: int


class Branch(NamedTuple):
    """The neighbours tied in one way, the line to each, and how many more there are."""

    group: Neighbours
    y: int
    leaves: tuple[Leaf, ...]
    path: str
    more: int


@dataclass(frozen=True)
class Fan:
    """What is drawn of a neighbourhood."""

    branches: tuple[Branch, ...]
    height: int
    root: int  # height of the thing itself

    @property
    def left(self) -> int:
        """How many times a neighbour is left out."""
        return sum([branch.more for branch in self.branches])


def fan(network: Network, name: str) -> Fan:
    """The fan of a thing; without branches where it has no tie."""
    groups = network.neighbours(name)
    kept = _shares([len(group.ids) for group in groups])
    height = FIRST + sum(HEAD + NODE * share for share in kept) if groups else 0
    root, y = height // 2, FIRST
    branches = []
    for group, share in zip(groups, kept, strict=True):
        shown = _nearest(network, group.ids, share)
        leaves = tuple([Leaf(i, y + HEAD + NODE * place) for place, i in enumerate(shown)])
        path = "".join([_bridge(root, leaf.y - 4) for leaf in leaves])
        branches.append(Branch(group, y + 4, leaves, path, len(group.ids) - share))
        y += HEAD + NODE * share
    return Fan(tuple(branches), height, root)


def _nearest(network: Network, ids: Sequence[str], share: int) -> Sequence[str]:
    """So many of these neighbours as are drawn, in their order: those with the most ties."""
    if share == len(ids):
        return ids
    nearest = sorted(ids, key=lambda i: (-network.degree(i), i))[:share]
    return [i for i in ids if i in nearest]


def _shares(sizes: Sequence[int]) -> list[int]:
    """How many of each group are drawn: one of each in turn, until there are enough."""
    shares, left = [0] * len(sizes), min(MOST, sum(sizes))
    while left:
        for i, size in enumerate(sizes):
            if left and shares[i] < size:
                shares[i] += 1
                left -= 1
    return shares


def _bridge(start: int, end: int) -> str:
    """A line from the thing to a neighbour, level at both ends."""
    middle = (ROOT + LEAF) // 2
    return f"M{ROOT} {start}C{middle} {start} {middle} {end} {LEAF - 8} {end}"
