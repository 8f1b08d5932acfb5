"""Of which things the data for other programs may say something else than at another state of the base.

Pure. What a file says of a thing depends on the thing, on what it names, and on what others say of it; besides, on who
is the first to quote a passage or to refer to a document, of which is told once, and on the days in the register.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import NamedTuple

from passerelles.export.linked.beyond import referring_first
from passerelles.export.linked.statements import quoted_first
from passerelles.export.told import OF_ALL
from passerelles.graph import Graph, mark_id
from passerelles.making.touched import others
from passerelles.model import Dated, KnowledgeBase
from passerelles.since import changed, naming


class Retold(NamedTuple):
    """The things of which something else may be said, and those whose feeds may tell something else."""

    things: frozenset[str] = frozenset()
    followed: frozenset[str] = frozenset()


def retold(old: Graph, new: Graph) -> Retold:
    """What may be told otherwise; where anything is, so may be what no thing alone decides."""
    dated = frozenset(_dated(old.kb.register.changes, new.kb.register.changes))
    other = changed(old.kb, new.kb)
    things = other.union(
        naming(new.kb, other), others(old.backlinks, new.backlinks), (name.partition(".")[0] for name in dated),
        _first(referring_first(old.kb), referring_first(new.kb)), _quoted(old, new),
    )  # fmt: skip
    followed = things.union(_named(new.kb, things), (part for name in dated for part in name.split(".")))
    is_same = not things and old.kb.register == new.kb.register and old.stale == new.stale
    return Retold(things if is_same else things | {OF_ALL}, followed)


def _dated(was: Mapping[str, Dated], now: Mapping[str, Dated]) -> Iterator[str]:
    """The statements of which the register says something else, wherever in its file."""
    for name in was.keys() | now.keys():
        before, after = was.get(name), now.get(name)
        if before is not after and _days(before) != _days(after):
            yield name


def _days(dated: Dated | None) -> object:
    """What a feed or a calendar may tell of a line of the register."""
    return dated and (dated.first, dated.last, dated.words)


def _first(was: Mapping[str, str], now: Mapping[str, str]) -> Iterator[str]:
    """The things that were first to name something, or are now, where these are two."""
    for name in was.keys() & now.keys():
        if was[name] != now[name]:
            yield from (was[name], now[name])


def _quoted(old: Graph, new: Graph) -> Iterator[str]:
    """The things that quote passages which others quoted first, or which stand elsewhere now."""
    for source in others(old.cited, new.cited):
        was, now = (quoted_first(graph, partial(mark_id, graph.kb), source) for graph in (old, new))
        yield from _first(was, now)
        before, after = _paragraphs(old, source), _paragraphs(new, source)
        if any(before.get(passage) != after.get(passage) for passage in was.keys() & now.keys()):
            yield from (statement.subject for statement in new.cited.get(source, ()))


def _paragraphs(graph: Graph, source: str) -> Mapping[str, str]:
    """Where the passages of a source stand."""
    return {mark.id: mark.paragraph for marks in graph.marks.values() for mark in marks.get(source, ())}


def _named(kb: KnowledgeBase, things: Iterable[str]) -> Iterator[str]:
    """What the statements of some things name: its feed tells of them. One that they no longer name is among them."""
    for thing in (kb.entities[name] for name in things if name in kb.entities):
        yield from (statement.entity for statement in thing.statements if statement.entity)
