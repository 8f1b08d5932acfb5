"""The site that follows the base: after each save a new snapshot, or the problems that keep the last good one."""

from __future__ import annotations

import sys
import threading
from dataclasses import dataclass
from typing import Protocol

from passerelles.serving.snapshot import Answer, Snapshot


class Problems(Exception):  # noqa: N818 - what an editor has to mend, a line each
    """Why there is no new snapshot: the words are for the editor."""


class Followed(Protocol):
    """What a live site follows."""

    def take(self) -> Snapshot:
        """The site as it is now. Raises Problems with every problem."""

    def told(self, error: Exception) -> str:
        """An error met on the way, for who made the last save."""

    @property
    def summary(self) -> str:
        """What is left to mend of what was taken last, or that nothing is."""


@dataclass(frozen=True)
class News:
    """What a browser is told: the number of the state, and the problems that keep it from being shown."""

    state: int
    problems: str = ""


class Live:
    """The snapshot of now."""

    def __init__(self, followed: Followed) -> None:
        self._followed = followed
        self._last = self._now = followed.take()
        self._has_failed = False
        self._changed = threading.Condition()
        self.news = News(0)

    def answer(self, address: str) -> Answer:
        """The file at an address; where a template fails, as it was before, and the fault is told."""
        now = self._now
        try:
            return now.answer(address)
        except Exception as error:
            problems = self._followed.told(error)
        if not self._has_failed:
            self._has_failed = True
            self._tell(problems)
        try:
            return self._last.answer(address)
        except Exception:  # there was no good one yet
            return Answer(500, "text/plain; charset=utf-8", problems.encode())

    def refresh(self) -> None:
        """Something was saved. Whatever it does, the next save is looked at too."""
        try:
            taken = self._followed.take()
        except Exception as error:
            self._tell(self._followed.told(error))
            return
        if self.news.problems:
            print(self._followed.summary, file=sys.stderr, flush=True)
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
