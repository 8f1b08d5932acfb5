"""Which words stand where: for each term the documents of which it is the title, an alias, a part of a name, a word."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import chain
from operator import add

from passerelles.model import Language
from passerelles.search.documents import Document
from passerelles.search.fold import stem, tokens
from passerelles.search.tables import Table, gaps, starting, table

LONGEST_JOINED = 4  # words of a name that may be written as one: Hà Nội, Hanoi
SHORT = 3  # words of a name that is hardly more than the word asked for
BLOCK = 8_000  # characters of a file of postings
WORDS_BLOCK = 6_000  # characters of a file of words alone
MOST_BLOCKS = 2  # files that the beginning of a word may need before it gets an entry of its own

# Where a term stands: it is the title, it is another name, it is in a short name, in a long one, in the text.
PLACES = TITLE, ALIAS, SHORTLY, NAMED, SAID = range(5)
Posting = list[list[int]]  # documents by place, in rising order


class Terms:
    """The terms of some documents in one language, and the tables that publish them."""

    def __init__(self, documents: Sequence[Document], language: Language) -> None:
        self.language = language
        self.postings: dict[str, Posting] = defaultdict(lambda: [[] for _ in PLACES])
        self._known = lru_cache(maxsize=65_536)(self._terms)
        self._joined = {"".join(w) for d in documents for n in d.names if 1 < len(w := tokens(n)) <= LONGEST_JOINED}
        for number, document in enumerate(documents):
            for place, terms in enumerate(self._by_place(document)):
                for term in terms:
                    self.postings[term][place].append(number)

    def _by_place(self, document: Document) -> list[set[str]]:
        """The terms of a document, by where they stand in it."""
        found: list[set[str]] = [set() for _ in PLACES]
        for name in document.names:
            count, whole, terms = self._known(name)
            found[SHORTLY if count <= SHORT else NAMED].update(terms)
            if 0 < count <= LONGEST_JOINED:
                found[TITLE if name == document.title else ALIAS].add(whole)
        for sentence in document.sentences:
            found[SAID].update(self._known(sentence)[2])
        return found

    def _terms(self, text: str) -> tuple[int, str, tuple[str, ...]]:
        """How many words a name or a sentence has, the term of them all in one, and each of its terms.

        Names written in two or three words count as one word too.
        """
        words = tokens(text)
        pairs = list(map(add, words, words[1:]))
        joined = self._joined.intersection(chain(pairs, map(add, pairs, words[2:])))
        terms = tuple({stem(word, self.language) for word in joined.union(words)})
        return len(words), stem("".join(words), self.language) if len(words) <= LONGEST_JOINED else "", terms

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        """Postings by term; by beginnings that many terms share; the terms alone, forwards and backwards."""
        by_term = table("t", {term: coded(posting) for term, posting in self.postings.items()}, BLOCK)
        beginnings = {prefix: coded(self._union(prefix)) for prefix in self._heavy(by_term)}
        forwards = table("w", dict.fromkeys(self.postings, ""), WORDS_BLOCK)
        backwards = table("v", {term[::-1]: "" for term in self.postings}, WORDS_BLOCK)
        return by_term, table("p", beginnings, BLOCK), forwards, backwards

    @cached_property
    def _sorted(self) -> list[str]:
        return sorted(self.postings)

    def _heavy(self, by_term: Table) -> Iterator[str]:
        """Beginnings whose terms fill too many files to be read while one types; one letter may be a second word."""
        waiting = {key[:1] for key in self._sorted}
        while waiting:
            heavy = {prefix for prefix in waiting if by_term.spanned(prefix) > MOST_BLOCKS}
            yield from sorted(heavy)
            waiting = {t[: len(p) + 1] for p in heavy for t in starting(self._sorted, p) if len(t) > len(p)}

    def _union(self, prefix: str) -> Posting:
        """The documents of every term that begins so, each by its best place, as when the terms are read one by one."""
        found = [self.postings[term] for term in starting(self._sorted, prefix)]
        return [sorted(set[int]().union(*(p[place] for p in found))) for place in PLACES]


def coded(posting: Posting) -> str:
    """A posting as text: lists of gaps; of the names of a document only the best counts, its text counts beside."""
    told, better = [], set[int]()
    for place, numbers in enumerate(posting):
        is_best = place == SAID or not better
        told.append(gaps(numbers if is_best else [number for number in numbers if number not in better]))
        better.update(numbers)
    return "|".join(told)
