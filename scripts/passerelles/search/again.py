"""The index of a language after a few documents have changed: what they changed in it, worked out of the last one.

A term, a beginning, a facet says of each document where it stands, whatever the others say: the last index has what
was said of the changed ones and of all others. So their old words are read back from it, and only entries of terms that
came or went are written anew. Where that is not enough, the index must be made whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Any, NamedTuple

from passerelles.search.before import Before, MadeWhole
from passerelles.search.document import Document
from passerelles.search.facets import COLUMNS, column, values_of
from passerelles.search.index import start_script
from passerelles.search.lookup import tables
from passerelles.search.moved import Joined, Moved, joined_names
from passerelles.search.rows import chunk_of, rest, row, rows_file, size_of

Files = Iterator[tuple[str, str]]


class Notes(NamedTuple):
    """What is known of an index besides its files: the names that are joined, the characters of all rows."""

    joined: Joined
    size: int


def notes(documents: Iterable[Document]) -> Notes:
    """What to know of the index of these documents when some of them have changed."""
    return Notes(joined_names(documents), size_of(documents))


@dataclass(frozen=True, eq=False)
class Changes:
    """Documents that are others than in the last index, by number; `document` has any other one.

    There are as many documents as there were, of the same kinds, at the same numbers.
    """

    before: Before
    known: Notes
    now: Mapping[int, Document]
    document: Callable[[int], Document]

    @cached_property
    def _moved(self) -> Moved:
        return Moved(self.before, self.known.joined, self.now, self.document)

    @cached_property
    def notes(self) -> Notes:
        """What to know of the new index."""
        was, now = (size_of(documents.values()) for documents in (self._moved.old, self._moved.now))
        return Notes(self._moved.names, self.known.size - was + now)

    def files(self, words: Mapping[str, Any]) -> dict[str, str | None]:
        """By path the files that are others than in the last index; nothing where one is no more. Raises MadeWhole."""
        start = self.before.start
        if chunk_of(start["count"], self.notes.size) != start["chunk"]:
            raise MadeWhole
        found = tables(self._moved.postings, self._moved.beginning)
        start = {**start, "keys": {table.name: table.keys for table in found}}
        made = dict(chain.from_iterable(table.files(self.before.language) for table in found))
        made |= [start_script(self.before.language, start, words), *self._columns(words["names"]), *self._texts()]
        gone = {path for path in (*self._blocks(), *self._parts()) if path not in made}
        return {path: text for path, text in made.items() if not self._has(path, text)} | dict.fromkeys(gone)

    def _has(self, path: str, text: str) -> bool:
        try:
            return self.before.read(path) == text
        except KeyError:  # there was no such file
            return False

    def _columns(self, names: Mapping[str, str]) -> Files:
        for facet in COLUMNS:
            values = values_of(self.before.value(f"f/{facet}"))
            for number, document in self.now.items():
                values[number] = getattr(document, facet)
            yield column(facet, values, self.before.language, names)

    def _texts(self) -> Files:
        """The rows of the files in which a document changed, and all else that it says."""
        chunk = self.before.start["chunk"]
        changed = {at: self.before.rows(at) for at in sorted({number // chunk for number in self.now})}
        for number, document in self.now.items():
            changed[number // chunk][number % chunk] = row(document)
        yield from (rows_file(self.before.language, at, rows) for at, rows in changed.items())
        yield from rest(self.now.items(), self.before.language)

    def _blocks(self) -> Iterator[str]:
        """The files of the last tables."""
        for name, keys in self.before.start["keys"].items():
            yield from (self.before.path(f"{name}/{number}") for number in range(len(keys)))

    def _parts(self) -> Iterator[str]:
        """Those of what the documents said that changed."""
        for number in self.now:
            yield from (self.before.path(f"m/{number}-{part}") for part in range(self.before.row(number)[-1]))
