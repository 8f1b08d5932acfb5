"""Which words stand where: for each term the documents of which it is the title, an alias, a part of a name, a word."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache

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
Posting = list[set[int]]  # documents by place


class Terms:
    """The terms of some documents in one language, and the tables that publish them."""

    def __init__(self, documents: Sequence[Document], language: Language) -> None:
        self.language = language
        self.postings: dict[str, Posting] = defaultdict(lambda: [set() for _ in PLACES])
        self._cached = lru_cache(maxsize=65_536)(self._stems)
        joined = {"".join(w) for d in documents for n in d.names if 1 < len(w := tokens(n)) <= LONGEST_JOINED}
        for number, document in enumerate(documents):
            for name in document.names:
                self._name(number, self._cached(name), TITLE if name == document.title else ALIAS, joined)
            for sentence in document.sentences:
                self._words(number, self._cached(sentence), SAID, joined)

    def _stems(self, words: str) -> tuple[tuple[str, str], ...]:
        """The tokens of a text, each with its stem."""
        return tuple((word, stem(word, self.language)) for word in tokens(words))

    def _name(self, number: int, words: Sequence[tuple[str, str]], whole: int, joined: set[str]) -> None:
        self._words(number, words, SHORTLY if len(words) <= SHORT else NAMED, joined)
        if 0 < len(words) <= LONGEST_JOINED:
            self.postings[stem("".join(word for word, _ in words), self.language)][whole].add(number)

    def _words(self, number: int, words: Sequence[tuple[str, str]], place: int, joined: set[str]) -> None:
        """The words of a name or a sentence; names written in two or three words count as one word too."""
        for i, (word, root) in enumerate(words):
            self.postings[root][place].add(number)
            for last in (i + 1, i + 2):
                word += words[last][0] if last < len(words) else "\0"
                if word in joined:
                    self.postings[stem(word, self.language)][place].add(number)

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
        return [set[int]().union(*(p[place] for p in found)) for place in PLACES]


def coded(posting: Posting) -> str:
    """A posting as text: lists of gaps; of the names of a document only the best counts, its text counts beside."""
    named = [posting[place] - set[int]().union(*posting[:place]) for place in PLACES if place != SAID]
    return "|".join(gaps(sorted(numbers)) for numbers in (*named, posting[SAID]))
