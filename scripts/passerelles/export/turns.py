"""One thing after another has its say in the files of a section: what it said before, where nothing touched it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain, groupby, islice
from typing import Any, Generic, NamedTuple, TypeVar

from passerelles.export.form import Piece
from passerelles.export.past import Part, Past, Section
from passerelles.export.roll import Roll
from passerelles.export.told import Told

T = TypeVar("T")
NOWHERE = -1
TOGETHER = 4  # things of which something is said at a time: more would not stay in the nearest memory of a processor


class Fresh(NamedTuple, Generic[T]):
    """What is said of some things one after another, made now: by key."""

    told: dict[str, list[T]]

    @property
    def items(self) -> Iterator[T]:
        """All that is said, of whichever thing."""
        return chain.from_iterable(self.told.values())


class Still(NamedTuple):
    """What the last build said of some things one after another: from one place in its section to before another."""

    first: int
    last: int


Turn = Fresh[T] | Still


class Round(Generic[T]):
    """One thing after another has its say in the files of a section: again, where nothing touched it.

    `weigh` counts the items of a thing. `besides` are files that hold the same, and are copied from too.
    """

    def __init__(
        self, past: Past, name: str, told: Told[T], weigh: Callable[[list[T]], int] = len, besides: Iterable[str] = ()
    ) -> None:
        self._told, self._weigh, self._others = told, weigh, past.others
        self.old, self.now = past.section(name, *besides), past.now.setdefault(name, Section())

    @property
    def whole(self) -> Still:
        """All of what was said before, where nothing came between or went."""
        return Still(0, len(self.old.keys))

    def __iter__(self) -> Iterator[Turn[T]]:
        for is_still, found in groupby(self._found(), key=lambda found: isinstance(found, int)):
            turns: Callable[[Any], Iterator[Turn[T]]] = self._again if is_still else self._anew
            yield from turns(found)

    def _found(self) -> Iterator[int | tuple[str, list[T]]]:
        """Of each thing the place at which the last build said the same, or what is said now; nothing is no turn."""
        still = {key: at for at, key in enumerate(self.old.keys) if key.partition("/")[0] not in self._others}
        for key, thing in self._told.units:
            at = still.get(key, NOWHERE)
            if at != NOWHERE:
                yield at
            elif items := list(self._told.make(thing)):
                yield key, items

    def _again(self, places: Iterable[int]) -> Iterator[Still]:
        """What was said before, of as many things as stood side by side."""
        for _, run in groupby(enumerate(places), key=lambda numbered: numbered[1] - numbered[0]):
            side_by_side = [place for _, place in run]
            still = Still(side_by_side[0], side_by_side[-1] + 1)
            self.now.keys += self.old.keys[still.first : still.last]
            self.now.counts += self.old.counts[still.first : still.last]
            yield still

    def _anew(self, told: Iterable[tuple[str, list[T]]]) -> Iterator[Fresh[T]]:
        """What is said now, of some things at a time."""
        rest = iter(told)
        while some := dict(islice(rest, TOGETHER)):
            self.now.keys += some
            self.now.counts += map(self._weigh, some.values())
            yield Fresh(some)

    def of(self, roll: Roll, turn: Turn[T], write: Callable[[T], str]) -> tuple[Piece, ...]:
        """What a file has of those whose turn it is."""
        part = self.now.parts.get(roll.path) or self.now.parts.setdefault(roll.path, Part(roll.next, []))
        if isinstance(turn, Still):
            part.sizes += self.old.parts[roll.path].sizes[turn.first : turn.last]
            return roll.after(self.old.span(roll.path, roll.sign, *turn))
        said = [roll.sign.join(map(write, items)).encode() for items in turn.told.values()]
        part.sizes += map(len, said)
        return roll.after(roll.between.join(said))

    def rolled(
        self, roll: Roll, write: Callable[[T], str], foot: str = "", turns: Iterable[Turn[T]] | None = None
    ) -> Iterator[Piece]:
        """The whole of a file that has nothing but this section; its turns, where somebody sees them before."""
        yield roll.head
        for turn in turns or self:
            yield from self.of(roll, turn, write)
        yield foot.encode()
