"""One result of the search, and where results come from: what everything else in this room works on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True)
class Document:
    """One result: its address, names to be found by, words to show, and the facets that it counts for."""

    kind: str
    title: str
    address: str  # from the root of the site
    names: tuple[str, ...]
    sentences: tuple[str, ...]
    countries: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    years: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


class Sheet(NamedTuple):
    """Documents that follow one another: a thing, the paragraphs of a source, the sections of a page of the site."""

    name: str
    kind: str
    make: Callable[[], list[Document]]
    thing: str = ""  # of which they tell, by its id
    written: tuple[str, ...] = ()  # what else they tell, as it was written


def is_called(address: str) -> bool:
    """Whether a result has its title for a name: a part of a page bears the title of that page, and is no thing."""
    return "#" not in address
