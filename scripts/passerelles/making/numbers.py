"""The numbers of questions from build to build: what is taken over names its questions as it did before."""

from __future__ import annotations

from collections.abc import Sequence

from passerelles.ledger import Key, asked_keys


class Numbers:
    """The questions of the last build at their numbers; new ones get those that are free, or the next."""

    def __init__(self, before: Sequence[Key | None]) -> None:
        self.keys = list(before)
        self._places = {key: place for place, key in enumerate(before) if key is not None}
        self._free = [place for place, key in enumerate(before) if key is None][::-1]
        self._known: dict[int, int] = {}

    def of(self, number: int) -> int:
        """The number, in what is left for the next build, of what has a number in this process."""
        found = self._known.get(number)
        if found is None:
            found = self._known[number] = self._place(asked_keys[number])
        return found

    def _place(self, key: Key) -> int:
        if key not in self._places:
            if self._free:
                self._places[key] = self._free.pop()
                self.keys[self._places[key]] = key
            else:
                self._places[key] = len(self.keys)
                self.keys.append(key)
        return self._places[key]
