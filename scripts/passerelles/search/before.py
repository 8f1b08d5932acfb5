"""The last index of a language, read back from its files: what was said of each document, and where each term stood."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from passerelles.model import Language
from passerelles.search.document import Document
from passerelles.search.postings import decoded
from passerelles.search.rows import Row, said
from passerelles.search.tables import value_of


class MadeWhole(Exception):  # noqa: N818 - reads as what it says
    """So much changed that the index must be made whole."""


@dataclass(frozen=True, eq=False)
class Before:
    """An index whose files `read` hands over by their paths."""

    language: Language
    read: Callable[[str], str]

    def path(self, name: str) -> str:
        return f"search/{self.language}/{name}.js"

    def value(self, name: str) -> Any:
        """What one of the files says."""
        return value_of(self.read(self.path(name)))

    @cached_property
    def start(self) -> Mapping[str, Any]:
        found: Mapping[str, Any] = self.value("start")
        return found

    def document(self, number: int, kind: str) -> Document:
        """What was said of a document, but for what it counts for."""
        row = self.row(number)
        return said(row, [self.value(f"m/{number}-{part}") for part in range(row[-1])], kind)

    def row(self, number: int) -> Row:
        at, place = divmod(number, self.start["chunk"])
        found: Row = self.rows(at)[place]
        return found

    def rows(self, at: int) -> list[Row]:
        """The rows of one file."""
        found: list[Row] = self.value(f"d/{at}")
        return found

    @cached_property
    def postings(self) -> Mapping[str, str]:
        """The texts of all postings, by term."""
        return self._entries("t")

    @cached_property
    def beginnings(self) -> Mapping[str, str]:
        """Those of the beginnings that many terms share."""
        return self._entries("p")

    def _entries(self, name: str) -> dict[str, str]:
        blocks = [self.value(f"{name}/{number}") for number in range(len(self.start["keys"][name]))]
        return {key: entry for block in blocks for key, entry in zip(block[::2], block[1::2], strict=True)}

    def having(self, terms: Sequence[str]) -> set[int]:
        """The documents that had each of these terms, wherever."""
        if not all(term in self.postings for term in terms):
            return set()
        return set.intersection(*(set[int]().union(*decoded(self.postings[term])) for term in terms))
