"""Which words stand where: for each term the documents of which it is the title, an alias, a part of a name, a word."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from operator import add

from passerelles.model import Language
from passerelles.search.document import Document, is_called
from passerelles.search.fold import stem, tokens
from passerelles.search.postings import ALIAS, NAMED, PLACES, SAID, SHORTLY, TITLE

LONGEST_JOINED = 4  # words of a name that may be written as one: Hà Nội, Hanoi
SHORT = 3  # words of a name that is hardly more than the word asked for


class Stems(dict[str, str]):
    """Words and their stems; a base has some ten thousand words, of which its texts are made."""

    def __init__(self, language: Language) -> None:
        self.language = language

    def __missing__(self, word: str) -> str:
        self[word] = found = stem(word, self.language)
        return found


class Terms:
    """The terms of texts in one language; of names that are joined, also where their words stand apart."""

    def __init__(self, joined: frozenset[str], language: Language) -> None:
        self._joined, self._language = joined, language
        self._stem = Stems(language).__getitem__
        self._known: dict[str, tuple[str, ...]] = {}  # by sentence: many things rest on the same words of a text

    def by_place(self, document: Document) -> list[set[str]]:
        """The terms of a document, by where they stand in it."""
        found: list[set[str]] = [set() for _ in PLACES]
        for name in document.names:
            words = tokens(name)
            found[SHORTLY if len(words) <= SHORT else NAMED].update(self._of(words))
            if is_called(document.address) and 0 < len(words) <= LONGEST_JOINED:
                found[TITLE if name == document.title else ALIAS].add(stem("".join(words), self._language))
        found[SAID].update(*map(self._terms, document.sentences))
        return found

    def _terms(self, text: str) -> tuple[str, ...]:
        found = self._known.get(text)
        if found is None:
            found = self._known[text] = tuple(self._of(tokens(text)))
        return found

    def _of(self, words: list[str]) -> set[str]:
        """The terms of a name or a sentence: names written in two or three words count as one word too."""
        pairs = list(map(add, words, words[1:]))
        joined = self._joined.intersection(chain(pairs, map(add, pairs, words[2:])))
        return set(map(self._stem, joined.union(words)))


def joined(documents: Iterable[Document]) -> frozenset[str]:
    """The names of two words and more, each as one word; a part of a page has a heading, and is called nothing."""
    names = (tokens(name) for document in documents if is_called(document.address) for name in document.names)
    return frozenset("".join(words) for words in names if 1 < len(words) <= LONGEST_JOINED)
