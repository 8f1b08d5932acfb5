"""About which things two states of the base may answer differently: all that is known of the others is the same.

Pure. `graph.link` hands on what no change touches as the very objects that it was, so that most is told by identity.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from passerelles.graph import Graph
from passerelles.since import changed

BY_THING = ("backlinks", "cited", "spoken")
BY_LANGUAGE = ("named", "marks", "mentions")
# The questions about one thing, or a place in one, of which this module tells; `stamps` has their answers.
OF_THINGS = frozenset({
    "entity", "is-there", "called", "linking", "backlinks", "cited", "around", "mark", "parts", "mentions", "marks",
    "partnerships_of",
})  # fmt: skip


def touched(old: Graph, new: Graph) -> frozenset[str]:
    """The ids of all things that were read again, and of those of which others say, quote or name something else."""
    return frozenset(changed(old.kb, new.kb).union(_linked_otherwise(old, new), _formerly(old, new)))


def _linked_otherwise(old: Graph, new: Graph) -> Iterator[str]:
    for name in BY_THING:
        yield from others(getattr(old, name), getattr(new, name))
    for name in BY_LANGUAGE:
        was, now = getattr(old, name), getattr(new, name)
        for language in was.keys() | now.keys():
            yield from others(was.get(language, {}), now.get(language, {}))


def others(old: Mapping[str, object], new: Mapping[str, object]) -> Iterator[str]:
    """The keys whose values are not the very same objects."""
    yield from old.keys() - new.keys()
    yield from (key for key, value in new.items() if old.get(key) is not value)


def _formerly(old: Graph, new: Graph) -> Iterator[str]:
    """The things whose statements had other ids before; of which the register tells."""
    return (statement.partition(".")[0] for statement, _ in old.former.items() ^ new.former.items())
