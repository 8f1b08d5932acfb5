"""What is shown of documents: rows, some a file, and in parts what long ones say beyond their first sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from passerelles.model import Language
from passerelles.search.document import Document, is_called
from passerelles.search.tables import script

CHUNK_SIZE = 4_800  # characters of a file of rows, on average
LARGEST_CHUNK = 64  # documents
AT_ONCE = 24  # sentences of a document that come with its name; the rest is asked for when the match is not there
PART = 80  # sentences a file of the rest
Row = Sequence[Any]


def rows(documents: Sequence[Document], language: Language, chunk: int) -> Iterator[tuple[str, str]]:
    """The files of all rows, so many each, then those of the rest."""
    for begin in range(0, len(documents), chunk):
        yield rows_file(language, begin // chunk, map(row, documents[begin : begin + chunk]))
    yield from rest(enumerate(documents), language)


def rest(documents: Iterable[tuple[int, Document]], language: Language) -> Iterator[tuple[str, str]]:
    """What some documents, by number, say beyond their first sentences."""
    for number, document in documents:
        for part, begin in enumerate(range(AT_ONCE, len(document.sentences), PART)):
            name = f"{language}/m/{number}-{part}"
            yield f"search/{name}.js", script(name, document.sentences[begin : begin + PART])


def rows_file(language: Language, at: int, some: Iterable[Row]) -> tuple[str, str]:
    """One file of rows."""
    name = f"{language}/d/{at}"
    return f"search/{name}.js", script(name, list(some))


def chunk_of(count: int, size: int) -> int:
    """How many rows a file holds, so that it has the wanted size."""
    return max(1, min(LARGEST_CHUNK, CHUNK_SIZE * count // max(1, size)))


def size_of(documents: Iterable[Document]) -> int:
    """The characters of the rows of documents."""
    return sum(len(words) for d in documents for words in (d.title, d.address, *d.names, *d.sentences[:AT_ONCE]))


def row(document: Document) -> Row:
    """Title, address, other names, first sentences, number of parts that follow."""
    parts = -(-max(0, len(document.sentences) - AT_ONCE) // PART)
    own = document.title if is_called(document.address) else None
    others = [name for name in document.names if name != own]
    return [document.title, document.address, others, document.sentences[:AT_ONCE], parts]


def said(row: Row, more: Iterable[Sequence[str]], kind: str) -> Document:
    """The names and the sentences of a document, as its row and its parts have them."""
    title, address, others, first, _ = row
    names = (title, *others) if is_called(address) else tuple(others)
    return Document(kind, title, address, names, (*first, *(sentence for part in more for sentence in part)))
