"""Work in processes of their own, which share what is in memory when they begin: the linked base is not copied.

Where there is one core, or no `fork`, the same work is done in this process when its answer is asked for: the answer
does not depend on which.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import sys
from collections.abc import Callable, Iterable
from functools import cache
from multiprocessing.connection import Connection
from typing import Generic, TypeVar

from passerelles.making.faults import explained

T = TypeVar("T")


class Unfinished(RuntimeError):  # noqa: N818 - reads as what it says
    """The work did not end well; the words are those of the error, or that the process was killed."""


def cores() -> int:
    """How many processes this one may keep busy."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Beside(Generic[T]):
    """Work that has begun in a process of its own."""

    def __init__(self, work: Callable[[], T]) -> None:
        gc.freeze()  # what is shared stays shared: a collection would touch, and so copy, every object
        context = multiprocessing.get_context("fork")
        self._answer, sender = context.Pipe(duplex=False)
        self._process = context.Process(target=_do, args=(work, sender), daemon=True)
        self._process.start()
        sender.close()

    def __call__(self) -> T:
        """The answer. Raises Unfinished."""
        try:
            is_well, answer = self._answer.recv()
        except EOFError:
            is_well, answer = False, "a process of the build was killed"
        self._process.join()
        if not is_well:
            raise Unfinished(answer)
        return answer  # type: ignore[no-any-return]

    def stop(self) -> None:
        self._process.terminate()


def _do(work: Callable[[], T], sender: Connection) -> None:
    try:
        sender.send((True, work()))
    except Exception as error:
        sender.send((False, explained(error)))


def beside(work: Callable[[], T]) -> Callable[[], T]:
    """Begin some work; the answer is had by calling what this returns."""
    if cores() < 2 or sys.platform in {"win32", "darwin"}:
        return cache(work)
    return Beside(work)


def stop(works: Iterable[Callable[[], T]]) -> None:
    """End work that nobody will ask for."""
    for work in works:
        if isinstance(work, Beside):
            work.stop()
