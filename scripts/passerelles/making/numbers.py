"""The numbers of questions from build to build: what is taken over names its questions as it did before."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping

from passerelles.ledger import asked_key

Asked = Mapping[str, Mapping[int, Hashable]]  # by the name of a question and its number, what it was about


class Numbers:
    """The questions of the last build at their numbers; new ones get those that are free, or the next."""

    def __init__(self, before: Asked) -> None:
        self.asked = {name: dict(about) for name, about in before.items()}
        self._places = {name: {of: number for number, of in about.items()} for name, about in before.items()}
        used = {number for about in before.values() for number in about}
        self._next = max(used, default=-1) + 1
        self._free = sorted(set(range(self._next)) - used, reverse=True)
        self._known: dict[int, int] = {}  # by the number that a question has in this process

    def of(self, numbers: Iterable[int]) -> list[int]:
        """The numbers, in what is left for the next build, of what has these in this process."""
        return [self._known[number] if number in self._known else self._found(number) for number in numbers]

    def _found(self, number: int) -> int:
        name, of = asked_key(number)
        found = self._places.get(name, {}).get(of)
        if found is None:
            found = self._new()
            self.asked.setdefault(name, {})[found] = of
        self._known[number] = found
        return found

    def _new(self) -> int:
        if self._free:
            return self._free.pop()
        self._next += 1
        return self._next - 1
