"""The site that follows the base: after each save a new snapshot, or the problems that keep the last good one."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass

from passerelles.making.faults import explained
from passerelles.serving.snapshot import Answer, Snapshot


class Problems(Exception):  # noqa: N818 - what an editor has to mend, a line each
    """Why there is no new snapshot: the words are for the editor."""


@dataclass(frozen=True)
class News:
    """What a browser is told: the number of the state, and the problems that keep it from being shown."""

    state: int
    problems: str = ""


class Live:
    """The snapshot of now. `take` makes one, or raises Problems with every problem."""

    def __init__(self, take: Callable[[], Snapshot]) -> None:
        self._take = take
        self._last = self._now = take()
        self._has_failed = False
        self._changed = threading.Condition()
        self.news = News(0)

    def answer(self, address: str) -> Answer:
        """The file at an address; where a template fails, as it was before, and the fault is told."""
        now = self._now
        try:
            return now.answer(address)
        except Exception as error:
            problems = explained(error)
        if not self._has_failed:
            self._has_failed = True
            self._tell(problems)
        try:
            return self._last.answer(address)
        except Exception:  # there was no good one yet
            return Answer(500, "text/plain; charset=utf-8", problems.encode())

    def refresh(self) -> None:
        """Something was saved."""
        try:
            taken = self._take()
        except Problems as problems:
            self._tell(str(problems))
            return
        self._last = self._last if self._has_failed else self._now
        self._now, self._has_failed = taken, False
        self._announce("")

    def _tell(self, problems: str) -> None:
        print(problems, file=sys.stderr, flush=True)
        self._announce(problems)

    def _announce(self, problems: str) -> None:
        with self._changed:
            self.news = News(self.news.state + 1, problems)
            self._changed.notify_all()

    def after(self, state: int, seconds: float) -> News | None:
        """The next news after a state, or nothing if there is none for so long."""
        with self._changed:
            return self.news if self._changed.wait_for(lambda: self.news.state > state, seconds) else None
