"""What a format has to say: of which things, and what of each; what no thing alone decides has a key of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Generic, NamedTuple, TypeVar

from passerelles.model import Entity

T = TypeVar("T")
E = TypeVar("E", bound=Entity)
OF_ALL = ""  # the key of what no thing alone decides


class Told(NamedTuple, Generic[T]):
    """What there is to say: of which things, each under a key that begins with its id, and what of each."""

    units: Iterable[tuple[str, Any]]
    make: Callable[[Any], Iterable[T]]

    def all(self) -> Iterator[T]:
        """All of it, made now."""
        return (item for _, thing in self.units for item in self.make(thing))


def of_things(things: Iterable[E], make: Callable[[E], Iterable[T]]) -> Told[T]:
    """What is said of each of some things, and depends on it and on those that it names."""
    return Told(((thing.id, thing) for thing in things), make)


def of_all(make: Callable[[], Iterable[T]]) -> Told[T]:
    """What no thing alone decides."""
    return Told([(OF_ALL, None)], lambda _: make())
