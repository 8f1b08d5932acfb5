"""The index of one language as files: whatever a query needs is in a few of them, however large the base.

`start` is read when the field gets the focus: the kinds, the words to say, the first key of each file of the tables.
Then come the blocks of the words typed (see `terms`), the chunks of the documents shown, and, on the page of
results, the columns of the facets.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from passerelles.model import Language
from passerelles.search.documents import Document
from passerelles.search.facets import columns
from passerelles.search.lookup import tables
from passerelles.search.postings import Postings, coded
from passerelles.search.tables import Table, script
from passerelles.search.terms import Terms, joined

CHUNK_SIZE = 4_800  # characters of a file of documents, on average
LARGEST_CHUNK = 64  # documents
AT_ONCE = 24  # sentences of a document that come with its name; the rest is asked for when the match is not there
PART = 80  # sentences a file of the rest


def shards(documents: Sequence[Document], language: Language, words: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """Every file of the index of one language, by path from the root of the site, one after another."""
    names: Mapping[str, str] = words["names"]  # type: ignore[assignment]
    chunk, keys = _chunk(documents), {}
    for table in _tables(documents, language):
        keys[table.name] = table.keys
        yield from table.files(language)
    start = {
        "count": len(documents),
        "chunk": chunk,
        "first": _first(documents),
        "keys": keys,
        "words": {key: value for key, value in words.items() if key != "names"},
    }
    yield f"search/{language}/start.js", script(f"{language}/start", start)
    yield from columns(documents, language, names)
    yield from _texts(documents, language, chunk)


def _tables(documents: Sequence[Document], language: Language) -> tuple[Table, ...]:
    terms = Terms(joined(documents), language)
    postings = Postings(map(terms.by_place, documents))
    by_term = {term: coded(postings.of(term)) for term in postings.terms}
    return tables(by_term, lambda _, terms: coded(postings.union(terms)))


def _chunk(documents: Sequence[Document]) -> int:
    """How many documents a file holds, so that it has the wanted size."""
    size = sum(len(words) for d in documents for words in (d.title, d.address, *d.names, *d.sentences[:AT_ONCE]))
    return max(1, min(LARGEST_CHUNK, CHUNK_SIZE * len(documents) // max(1, size)))


def _first(documents: Sequence[Document]) -> list[list[object]]:
    """Each kind with the number of its first document; documents of one kind follow one another."""
    found: dict[str, int] = {}
    for number, document in enumerate(documents):
        found.setdefault(document.kind, number)
    return [[kind, number] for kind, number in found.items()]


def _texts(documents: Sequence[Document], language: Language, chunk: int) -> Iterator[tuple[str, str]]:
    """The documents in chunks, and what long documents say beyond their first sentences in parts."""
    for begin in range(0, len(documents), chunk):
        name = f"{language}/d/{begin // chunk}"
        yield f"search/{name}.js", script(name, [_row(d) for d in documents[begin : begin + chunk]])
    for number, document in enumerate(documents):
        for part, begin in enumerate(range(AT_ONCE, len(document.sentences), PART)):
            name = f"{language}/m/{number}-{part}"
            yield f"search/{name}.js", script(name, document.sentences[begin : begin + PART])


def _row(document: Document) -> list[object]:
    """Title, address, other names, first sentences, number of parts that follow."""
    parts = -(-max(0, len(document.sentences) - AT_ONCE) // PART)
    others = [name for name in document.names if name != document.title]
    return [document.title, document.address, others, document.sentences[:AT_ONCE], parts]
