"""The picture of the network: actors one under the other by country, an arc to the right for each partnership,
to the left for each affiliation. The order is fixed by the data, so the same base gives the same picture.

In: the network and the order of actors. Out: rows and paths in units of a drawing 360 wide.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from passerelles.model import Entity, Statement
from passerelles.relations import Network

MOST = 48  # actors; the list has them all
ROW, HEAD = 24, 40
EDGE, NEAREST, REACH = (72, 288), 14, 64  # where the names end on either side; how far the widest arc goes


Pair = tuple[str, str, Entity | None, Statement]  # two actors, and the partnership that ties them, if one does


@dataclass(frozen=True, eq=False)
class Node:
    """An actor with the height of its name."""

    entity: Entity
    y: int


@dataclass(frozen=True, eq=False)
class Arc:
    """A tie between two actors: through a partnership, or stated of one of them."""

    path: str
    ends: tuple[int, int]  # the heights of their names
    partnership: Entity | None
    statement: Statement


@dataclass(frozen=True)
class Drawing:
    """Groups of names and the arcs between them."""

    groups: tuple[tuple[str, int, tuple[Node, ...]], ...]  # the country, the height of its name, its actors
    arcs: tuple[Arc, ...]
    height: int
    total: int  # actors, drawn or not

    @property
    def shown(self) -> int:
        return sum(len(nodes) for *_, nodes in self.groups)


def drawing(network: Network, country_of: Mapping[str, str], order: Mapping[str, tuple[str, str]]) -> Drawing:
    """The actors with most ties, grouped by country (`country_of`), in the order of a language (`order`)."""
    ties = _ties(network)
    drawn = _foremost(ties)
    kept = [tie for tie in ties if tie[0] in drawn and tie[1] in drawn]
    tied = {name for first, second, *_ in kept for name in (first, second)}
    rows = [e for e in network.actors if e.id in tied]
    groups, heights, height = _rows(network, rows, country_of, order)
    arcs = [
        Arc(_arc(heights[a], heights[b], height, bond is not None), (heights[a], heights[b]), bond, statement)
        for a, b, bond, statement in kept
    ]
    return Drawing(tuple(groups), tuple(arcs), height, len(network.actors))


def _foremost(ties: Sequence[Pair]) -> set[str]:
    """Who is drawn: those with most partnerships, then those with most other ties."""
    weights: dict[str, list[int]] = {}
    for first, second, partnership, _ in ties:
        for name in (first, second):
            weights.setdefault(name, [0, 0])[0 if partnership else 1] -= 1
    return set(sorted(weights, key=lambda name: (*weights[name], name))[:MOST])


def _ties(network: Network) -> Sequence[Pair]:
    """Parties two by two, and what actors state of one another."""
    actors = {e.id for e in network.actors}
    bound = [
        (a.entity, b.entity, p, a) for p in network.partnerships for a, b in combinations(network.parties(p.id), 2)
    ]
    stated = [
        (tie.subject, tie.value, None, tie.statement)
        for tie in network.ties
        if tie.subject in actors and tie.value in actors
    ]
    return [*bound, *stated]


def _rows(
    network: Network, drawn: Sequence[Entity], country_of: Mapping[str, str], order: Mapping[str, tuple[str, str]]
) -> tuple[list[tuple[str, int, tuple[Node, ...]]], dict[str, int], int]:
    kinds = list(network.kb.schema.kinds)
    groups: list[tuple[str, int, tuple[Node, ...]]] = []
    heights: dict[str, int] = {}
    y = 6
    countries = sorted({country_of[e.id] for e in drawn}, key=lambda c: (not c, order.get(c, (c, c))))
    for country in countries:
        members = [e for e in drawn if country_of[e.id] == country]
        members.sort(key=lambda e: (kinds.index(e.kind), order[e.id]))
        nodes = tuple(Node(e, y + HEAD + ROW * i) for i, e in enumerate(members))
        groups.append((country, y + 14, nodes))
        heights |= {node.entity.id: node.y for node in nodes}
        y += HEAD + ROW * len(members)
    return groups, heights, y


def _arc(start: int, end: int, height: int, is_right: bool) -> str:
    """A bridge between two rows; the further apart, the wider."""
    edge = EDGE[1] if is_right else EDGE[0]
    swing = (NEAREST + (REACH - NEAREST) * abs(end - start) // height) * 4 // 3
    bend = edge + swing if is_right else edge - swing
    return f"M{edge} {start - 4}C{bend} {start - 4} {bend} {end - 4} {edge} {end - 4}"
