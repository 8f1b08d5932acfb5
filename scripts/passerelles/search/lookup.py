"""The tables in which a query is looked up: postings by term, by beginnings of many terms, and the terms alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from passerelles.search.tables import Table, starting, table

BLOCK = 8_000  # characters of a file of postings
WORDS_BLOCK = 6_000  # characters of a file of words alone
FEW_BLOCKS = 12  # files of postings, all of which a page may read to know every term
MOST_BLOCKS = 2  # files that the beginning of a word may need before it gets an entry of its own


def tables(postings: Mapping[str, str], of_terms: Callable[[str, Sequence[str]], str]) -> tuple[Table, ...]:
    """Postings by term; by beginnings that many terms share; the terms alone, forwards and backwards, if they are many.

    `of_terms` has the posting of a beginning, and of all terms that begin so.
    """
    by_term = table("t", postings, BLOCK)
    beginnings = {prefix: of_terms(prefix, terms) for prefix, terms in _heavy(by_term, sorted(postings))}
    alone = postings if len(by_term.blocks) > FEW_BLOCKS else ()
    forwards = table("w", dict.fromkeys(alone, ""), WORDS_BLOCK)
    backwards = table("v", {term[::-1]: "" for term in alone}, WORDS_BLOCK)
    return by_term, table("p", beginnings, BLOCK), forwards, backwards


def _heavy(by_term: Table, terms: list[str]) -> Iterator[tuple[str, list[str]]]:
    """Beginnings whose terms fill too many files to be read while one types; one letter may be a second word."""
    waiting = {term[:1] for term in terms}
    while waiting:
        heavy = {prefix: starting(terms, prefix) for prefix in waiting if by_term.spanned(prefix) > MOST_BLOCKS}
        yield from heavy.items()
        waiting = {term[: len(p) + 1] for p, found in heavy.items() for term in found if len(term) > len(p)}
