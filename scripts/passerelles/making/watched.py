"""The base as it is while pages are made that the next build may take over: it notes everything that they ask of it.

Each field of the base and of its links that holds something of many things is seen through a `Watched`, which notes
what is asked of which thing. The next build compares the answer to the same question in its own base (see `holding`). A
question that has none to compare, such as one about all things, is never taken for answered: its page is made anew.

Of what kind a thing is, and that there is one, is not noted, though every name on a page asks it: in a checked base
whatever is named exists, so that a page that names a thing which is gone was told so by the statement that named it.
What is left, a thing that becomes one of another kind, is seen by `taken`.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import fields
from typing import Any, TypeVar, overload

from passerelles.graph import Graph
from passerelles.ledger import asking, note, questions
from passerelles.model import Called, Entity, KnowledgeBase, Register, Statement

K = TypeVar("K")
V = TypeVar("V")

CALLED = questions("called")
AROUND, MARK = "around", "mark"  # several mappings, which have one answer in `stamps`
OF_THE_BASE = ("markdown", "received", "checksums", "extracted", "rereadings")  # asked by no page of a thing


class Watched(Mapping[K, V]):
    """A mapping that notes which of its keys are asked for.

    Where one answer of `stamps` stands for several keys, or for several mappings, `about` says of a key what it is.
    """

    def __init__(self, name: str, inner: Mapping[K, V], about: Callable[[K], Hashable] | None = None) -> None:
        self.name, self._inner, self._about, self._numbers = name, inner, about, questions(name)

    def __getitem__(self, key: K) -> V:
        if asking:  # as `note` does: a page asks hundreds of times
            asking[-1].add(self._numbers[self._about(key) if self._about else key])
        return self._inner[key]

    def __contains__(self, key: object) -> bool:
        if asking:
            asking[-1].add(self._numbers[self._about(key) if self._about else key])  # type: ignore[arg-type]
        return key in self._inner

    def get(self, key: K, default: Any = None) -> Any:
        if asking:
            asking[-1].add(self._numbers[self._about(key) if self._about else key])
        return self._inner.get(key, default)

    def __iter__(self) -> Iterator[K]:
        note(self.name, None)
        return iter(self._inner)

    def __len__(self) -> int:
        note(self.name, None)
        return len(self._inner)


class WatchedThings(Watched[str, V]):
    """Things by id; that there is none is noted, for there may be one tomorrow."""

    def __contains__(self, key: object) -> bool:
        found = key in self._inner
        if not found:
            note("is-there", key)
        return found


class WatchedList(Sequence[V]):
    """A list of the whole base, which whoever looks at it depends on as a whole."""

    def __init__(self, inner: Sequence[V]) -> None:
        self._inner = inner

    @overload
    def __getitem__(self, at: int) -> V: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[V]: ...
    def __getitem__(self, at: int | slice) -> V | Sequence[V]:
        note("list", None)
        return self._inner[at]

    def __iter__(self) -> Iterator[V]:
        note("list", None)
        return iter(self._inner)

    def __len__(self) -> int:
        note("list", None)
        return len(self._inner)


class WatchedBase(KnowledgeBase):
    """The base, watched; but for its model and its words, on which every page depends (see `taken`)."""

    def __init__(self, kb: KnowledgeBase) -> None:
        own = {field.name: getattr(kb, field.name) for field in fields(kb)}
        own |= {name: Watched(name, own[name]) for name in OF_THE_BASE}
        own |= {"entities": WatchedThings("entity", kb.entities), "texts": WatchedList(kb.texts)}
        register = {field.name: Watched(field.name, getattr(kb.register, field.name)) for field in fields(kb.register)}
        own["register"] = Register(**register)
        super().__init__(**own)
        self.__dict__["sources"] = WatchedThings("entity", kb.sources)
        self.__dict__["statements"] = WatchedList(kb.statements)
        self.__dict__.update(_unwatched=kb, _called=kb._called)
        # Every name on a page asks these, and none of them is noted: asked of the base, without a detour.
        self.__dict__.update(kind_of=kb.kind_of, property_of=kb.property_of)

    def of_kind(self, kind: str) -> tuple[Entity, ...]:
        note("kind", kind)
        return self._seen.of_kind(kind)

    def called(self, name: str) -> Called:
        if asking:
            asking[-1].add(CALLED[name])
        return self._called[name]

    def linking(self, name: str) -> tuple[Statement, ...]:
        note("linking", name)
        return self._seen.linking(name)

    @property
    def _seen(self) -> KnowledgeBase:
        found: KnowledgeBase = self.__dict__["_unwatched"]
        return found


class WatchedGraph(Graph):
    """The links of the base, watched. What only the page of a thing itself asks about it is one question."""

    def __init__(self, graph: Graph) -> None:
        by_thing = {name: Watched(name, getattr(graph, name)) for name in ("backlinks", "cited")}
        by_thing |= {"parts": Watched("parts", graph.parts, _subject), "spoken": Watched(AROUND, graph.spoken)}
        by_language = {name: _each(f"{name} {{}}", getattr(graph, name)) for name in ("marks", "mentions")}
        by_language["named"] = _each(AROUND, graph.named)
        lists = {name: WatchedList(getattr(graph, name)) for name in ("conflicts", "gaps")}
        names = Watched("names", graph.names)
        super().__init__(kb=WatchedBase(graph.kb), names=names, **by_thing, **by_language, **lists)  # type: ignore[arg-type]
        for name in ("conflict_pages", "partnerships_of"):
            self.__dict__[name] = Watched(name, getattr(graph, name))
        self.__dict__["former"] = Watched(AROUND, graph.former, _subject)
        self.__dict__["gaps_of"] = Watched(AROUND, graph.gaps_of)
        self.__dict__["mark_of"] = _each(MARK, graph.mark_of)
        self.__dict__["mark_paragraphs"] = Watched(MARK, graph.mark_paragraphs)
        self.__dict__["stale"] = _each("stale {}", graph.stale)
        self.__dict__["written"] = Watched("written", dict.fromkeys(graph.written))
        self.__dict__["_unwatched"] = graph

    @property
    def unwatched(self) -> Graph:
        found: Graph = self.__dict__["_unwatched"]
        return found


def _each(name: str, by_language: Mapping[str, Mapping[K, V]]) -> Mapping[str, Watched[K, V]]:
    """What stands in each language; `name` has a blank for it where each has an answer of its own."""
    return {language: Watched(name.format(language), found) for language, found in by_language.items()}


def _subject(statement: str) -> str:
    """The thing whose statement has this id."""
    return statement.partition(".")[0]
