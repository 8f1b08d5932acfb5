"""Work in processes of their own, which share what is in memory when they begin: the linked base is not copied.

Where there is one core, or no `fork`, the same work is done in this process when its answer is asked for: the answer
does not depend on which.
"""

from __future__ import annotations

import gc
import os
import pickle
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cached_property, partial
from tempfile import TemporaryFile
from typing import IO, Any, TypeVar

T = TypeVar("T")
U = TypeVar("U")
MANY = 2000  # things: what fewer of them cost is not worth a process


class Unfinished(RuntimeError):  # noqa: N818 - reads as what it says
    """The work did not end well; the words are those of the error, or that the process was killed."""


def cores() -> int:
    """How many processes may be kept busy, this one among them."""
    if sys.platform in {"win32", "darwin"}:  # there a process that begins does not share what is in memory
        return 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Beside:
    """Works that have begun, one after another, in a process of their own.

    Their answers wait in a file: a pipe holds little, and the process would keep all its memory until somebody reads.
    """

    def __init__(self, works: Sequence[Callable[[], object]]) -> None:
        import multiprocessing  # a small base has no use for it

        gc.freeze()  # what is shared stays shared: a collection would touch, and so copy, every object
        self._answers = TemporaryFile()  # noqa: SIM115 - `answers` closes it
        self._process = multiprocessing.get_context("fork").Process(
            target=_do, args=(works, self._answers), daemon=True
        )
        self._process.start()

    @cached_property
    def answers(self) -> Sequence[Any]:
        """The answers, once all are there. Raises Unfinished."""
        self._process.join()
        with self._answers as file:
            file.seek(0)
            try:
                is_well, found = pickle.load(file)
            except (EOFError, pickle.UnpicklingError):
                is_well, found = False, "a process of the build was killed"
        if not is_well:
            raise Unfinished(found)
        return found  # type: ignore[no-any-return]

    def stop(self) -> None:
        """End what has not ended; its answers are not wanted."""
        self._process.terminate()
        self._answers.close()


def _do(works: Iterable[Callable[[], object]], answers: IO[bytes]) -> None:
    try:
        found: tuple[bool, object] = True, [work() for work in works]
    except Exception as error:
        found = False, _explained(error)
    with suppress(OSError):  # a full disk: no answer is told from a whole one
        pickle.dump(found, answers, pickle.HIGHEST_PROTOCOL)
        answers.flush()


def _explained(error: Exception) -> str:
    from passerelles.faults import explained  # what knows templates is opened when there is a fault

    return explained(error)


def halved(items: Sequence[T], work: Callable[[Sequence[T]], U], theirs: float = 0.5) -> Iterator[U]:
    """What a work that knows no order gives for each half of many things; the second half is done beside the first.

    Between the two answers the caller may do what else there is, and so takes less than a half; or more, where it would
    have to wait for what the other process hands over: `theirs` is that one's share. Where there is one core, or the
    other process is killed, all is done here.
    """
    if cores() < 2 or len(items) < MANY:
        yield work(items)
        return
    shares: tuple[list[T], list[T]] = [], []
    for number, item in enumerate(items):  # in turn: what stands together may be long or short together
        shares[int((number + 1) * theirs) > int(number * theirs)].append(item)
    other = beside(partial(work, shares[1]), len(items))
    yield work(shares[0])
    yield other()


def beside(work: Callable[[], T], things: int) -> Callable[[], T]:
    """Begin a work on so many things; call the answer for what it gives.

    Where there is one core, or the other process is killed, it is done here.
    """
    if cores() < 2 or things < MANY:
        return work
    other = Beside([work])

    def answer() -> T:
        try:
            return other.answers[0]  # type: ignore[no-any-return]
        except Unfinished:
            return work()

    return answer


def apart(work: Callable[[], object], things: int) -> None:
    """Do a work on so many things that only leaves something behind, in a process whose memory ends with it."""
    if cores() < 2 or things < MANY:
        work()
        return
    with suppress(Unfinished):
        _ = Beside([work]).answers


def unwaited(work: Callable[[], object]) -> None:
    """Do some work in a process that goes on when this one ends; its words, good or bad, reach nobody."""
    if child := os.fork():
        os.waitpid(child, 0)
        return
    os.setsid()
    if os.fork() == 0:
        quiet = os.open(os.devnull, os.O_RDWR)  # whoever reads what this process says must not wait for the other
        for stream in range(3):
            os.dup2(quiet, stream)
        with suppress(BaseException):
            work()
    os._exit(0)


class Works:
    """The works of a build, begun together: as many processes as there are cores go through them.

    This process has work of its own, and goes through what is left of theirs after that, when their answers are asked
    for. Two processes on two cores hold the base twice in memory, not three times.
    """

    def __init__(self, works: Mapping[str, Callable[[], object]]) -> None:
        self._works = works
        self._next, writer = os.pipe()  # the numbers of the works that nobody has begun: whoever reads one does it
        os.write(writer, bytes(range(len(works))))
        os.close(writer)
        self._beside = [Beside([self._done]) for _ in range(min(cores() - 1, len(works)))]

    def _done(self) -> dict[str, object]:
        """Do one work after another that nobody has begun."""
        names, found = list(self._works), {}
        while number := os.read(self._next, 1):
            name = names[number[0]]
            found[name] = self._works[name]()
        return found

    @cached_property
    def answers(self) -> Mapping[str, Any]:
        """The answers, by name. Raises Unfinished, whichever process a work was done in."""
        try:
            found = self._done()
            for process in self._beside:
                found |= process.answers[0]
        except Unfinished:
            raise
        except Exception as error:
            raise Unfinished(_explained(error)) from error
        finally:
            self.stop()
            os.close(self._next)
        return {name: found[name] for name in self._works}

    def stop(self) -> None:
        """End the works that nobody will ask for."""
        for process in self._beside:
            process.stop()
