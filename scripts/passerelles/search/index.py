"""The index of one language as files: whatever a query needs is in a few of them, however large the base.

`start` is read when the field gets the focus: the kinds, the words to say, the first key of each file of the tables.
Then come the blocks of the words typed (see `terms`), the chunks of the documents shown, and, on the page of
results, the columns of the facets.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from passerelles.model import Language
from passerelles.search.document import Document
from passerelles.search.facets import columns
from passerelles.search.lookup import tables
from passerelles.search.postings import Postings, coded
from passerelles.search.rows import chunk_of, rows, size_of
from passerelles.search.tables import Table, script
from passerelles.search.terms import Terms, joined


def shards(documents: Sequence[Document], language: Language, words: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """Every file of the index of one language, by path from the root of the site, one after another."""
    names: Mapping[str, str] = words["names"]  # type: ignore[assignment]
    chunk, keys = chunk_of(len(documents), size_of(documents)), {}
    for table in _tables(documents, language):
        keys[table.name] = table.keys
        yield from table.files(language)
    start = {"count": len(documents), "chunk": chunk, "first": _first(documents), "keys": keys}
    yield start_script(language, start, words)
    yield from columns(documents, language, names)
    yield from rows(documents, language, chunk)


def start_script(language: Language, start: Mapping[str, object], words: Mapping[str, object]) -> tuple[str, str]:
    """The file that is read first: how many documents there are, where all else begins, and the words to say."""
    told = {key: value for key, value in words.items() if key != "names"}
    return f"search/{language}/start.js", script(f"{language}/start", {**start, "words": told})


def _tables(documents: Sequence[Document], language: Language) -> tuple[Table, ...]:
    terms = Terms(joined(documents), language)
    postings = Postings(map(terms.by_place, documents))
    by_term = {term: coded(postings.of(term)) for term in postings.terms}
    return tables(by_term, lambda _, terms: coded(postings.union(terms)))


def _first(documents: Sequence[Document]) -> list[list[object]]:
    """Each kind with the number of its first document; documents of one kind follow one another."""
    found: dict[str, int] = {}
    for number, document in enumerate(documents):
        found.setdefault(document.kind, number)
    return [[kind, number] for kind, number in found.items()]
