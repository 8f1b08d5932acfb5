"""The garbage collector, held back while a base is read or linked, or written in the formats of other programs.

A base is a million small values that point one way, none of which is garbage: to go through them again and again while
they are made took half of the time of making them. What is dropped is freed by its count of references all the same.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")
SWEPT = 250  # pages: their garbage is some megabytes
SELDOM = (20_000, 20, 20)  # values that are new before they are looked at, and how often the older ones are


@contextmanager
def held() -> Iterator[None]:
    """A time in which nothing is collected."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def paused(work: Callable[P, T]) -> Callable[P, T]:
    """The same work, during which nothing is collected."""

    @wraps(work)
    def quietly(*arguments: P.args, **named: P.kwargs) -> T:
        with held():
            return work(*arguments, **named)

    return quietly


def swept(items: Iterable[T]) -> Iterator[T]:
    """The same things one after another; what was made of some, and stays, is not gone through again for the others.

    A template leaves little garbage, but what is noted of pages grows: the collector would go through all of it again
    and again.
    """
    with held():
        for number, item in enumerate(items, 1):
            yield item
            if number % SWEPT == 0:
                gc.collect()
                gc.freeze()


def settle() -> None:
    """Collect again, seldom, and without what there is now: it stays to the end, here and in processes begun here."""
    gc.freeze()
    gc.set_threshold(*SELDOM)
    gc.enable()
