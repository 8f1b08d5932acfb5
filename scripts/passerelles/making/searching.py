"""The search of a language below the folder of a site: as it was where nothing that can be found changed.

After an edit that changed a few documents, all that they did not change in the index is taken over from the last site.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from passerelles.collector import paused
from passerelles.graph import Graph
from passerelles.making.standing import Standing, word
from passerelles.model import Language
from passerelles.search import Document, countries, faults, shards, sheets, words
from passerelles.search.again import Changes, Notes, notes
from passerelles.search.before import Before, MadeWhole
from passerelles.search.document import Sheet

FEW = 50  # things and texts: where more of them changed, the index is as soon made whole
Files = dict[str, str | None]


class Searching:
    """The index of one language: that of the last site, with what changed in it, or a new one."""

    def __init__(self, graph: Graph, language: Language, standing: Standing, keys: Mapping[str, str]) -> None:
        """`keys` has for each thing a word that tells it from another reading of it."""
        self._language, self._standing, self._words = language, standing, words(graph, language)
        self._sheets = {sheet.name: sheet for sheet in sheets(graph, language)}
        self._documents = cache(lambda name: self._sheets[name].make())
        order = [(sheet.name, sheet.kind) for sheet in self._sheets.values()]
        self._about = word([order, sorted(countries(graph).items())])
        told = [(name, _key(sheet, keys)) for name, sheet in self._sheets.items()]
        self._parts = standing.told(self._about, told, lambda name: _plain(self._documents(name)))

    @paused
    def write(self, folder: Path) -> list[str]:
        """Write the index below a folder; the answer is what is wrong with it."""
        try:
            changed, kept = self._changed()
        except MadeWhole:
            documents = [document for name in self._sheets for document in self._documents(name)]
            wrong = faults(self._written(documents, folder), (self._language,))
            kept = notes(documents)
        else:
            wrong = []  # the last one was whole
            self._standing.take_others(changed, folder)
        if not wrong:
            self._standing.leave(self._about, {**kept._asdict(), "words": word(self._words)}, self._parts)
        return wrong

    def _written(self, documents: Sequence[Document], folder: Path) -> Iterator[tuple[str, str]]:
        for path, text in shards(documents, self._language, self._words):
            self._standing.write(path, text, folder)
            yield path, text

    def _changed(self) -> tuple[Files, Notes]:
        """The files that are others than in the last site, and what to know of the index. Raises MadeWhole."""
        standing = self._standing
        others = standing.others(self._about, self._parts)
        if others is None or len(others) > FEW or not standing.stand():
            raise MadeWhole
        before: Any = standing.notes
        known = Notes(before["joined"], before["size"])
        if not others and before["words"] == word(self._words):
            return {}, known
        now = {number: self._document(number) for number, (name, _) in enumerate(self._places) if name in others}
        changes = Changes(Before(self._language, standing.read), known, now, self._document)
        return changes.files(self._words), changes.notes

    def _document(self, number: int) -> Document:
        name, at = self._places[number]
        return self._documents(name)[at]

    @cached_property
    def _places(self) -> list[tuple[str, int]]:
        """Of each document, the sheet in which it is, and where."""
        return [(name, at) for name, part in self._parts.items() for at in range(part.items)]


def _key(sheet: Sheet, keys: Mapping[str, str]) -> str:
    """What tells the documents of a sheet from those of another reading of what they tell."""
    return keys[sheet.thing] if sheet.thing else word(list(sheet.written))


def _plain(documents: Sequence[Document]) -> list[object]:
    return [tuple(vars(document).values()) for document in documents]
