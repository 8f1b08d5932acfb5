"""What is asked of the base while a page is made: the ground of making again only what a change may touch.

Who asks is noted only between `noting`; at any other time nothing is written down. What is worked out once for many
pages is `Remembered` with what it asked, so that each page that is told the answer asked all of that too.

A page asks hundreds of times, most of it what other pages asked too: each question has a number in this process.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")
Key = tuple[str, object]  # what was asked, and of which thing; of all of them where that is None

asking: list[set[int]] = []  # the numbers of what is noted now, the innermost last
_names: list[str] = []  # of each question at its number: what it is called,
_about: list[object] = []  # and what it is about


class Questions(dict[Hashable, int]):
    """The numbers of the questions of one name, by what they are about; each gets its own when it is first asked."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __missing__(self, of: Hashable) -> int:
        number = self[of] = len(_names)
        _names.append(self._name)
        _about.append(of)
        return number


def asked_key(number: int) -> Key:
    """The question that has this number."""
    return _names[number], _about[number]


@cache
def questions(name: str) -> Questions:
    """The numbers of the questions of a name."""
    return Questions(name)


def note(name: str, of: Hashable) -> None:
    """The page that is being made depends on this."""
    if asking:
        asking[-1].add(questions(name)[of])


@contextmanager
def noting() -> Iterator[set[int]]:
    """The numbers of what is asked from here on; whoever noted already learns it too."""
    asked: set[int] = set()
    asking.append(asked)
    try:
        yield asked
    finally:
        asking.pop()
        if asking:
            asking[-1] |= asked


class Remembered(Generic[K, V]):
    """Answers that were worked out once, with what they asked."""

    def __init__(self) -> None:
        self._found: dict[K, tuple[V, tuple[int, ...] | None]] = {}  # a tuple is small: there are many

    def of(self, key: K, make: Callable[[], V]) -> V:
        """The answer for a key; worked out again where nobody noted what the first one asked."""
        if key in self._found:
            value, asked = self._found[key]
            if not asking:
                return value
            if asked is not None:
                asking[-1].update(asked)
                return value
        if not asking:
            value = make()
            self._found[key] = value, None
            return value
        with noting() as noted:
            value = make()
        self._found[key] = value, tuple(noted)
        return value
