"""Which terms came to a document or left it: as its words changed, or the names that count as one word."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from operator import xor

from passerelles.search.before import Before, MadeWhole
from passerelles.search.document import Document
from passerelles.search.fold import stem
from passerelles.search.postings import NOWHERE, coded, decoded, revised, united
from passerelles.search.terms import Terms, joined

MANY = 500  # documents: to read so many again costs as much as all else
Joined = Mapping[str, int]  # names that are written as one, and how many documents have them


def joined_names(documents: Iterable[Document]) -> Counter[str]:
    """The names that are joined."""
    return Counter(name for document in documents for name in joined([document]))


class Moved:
    """What changed in some documents, by number, and in those that have the words of a name that came or went."""

    def __init__(
        self, before: Before, names: Joined, now: Mapping[int, Document], document: Callable[[int], Document]
    ) -> None:
        self._before = before
        old = {number: before.document(number, new.kind) for number, new in now.items()}
        self.old, self.now = dict(old), dict(now)
        self.names = Counter(names)
        self.names.subtract(joined_names(old.values()))
        self.names.update(joined_names(now.values()))
        self.names = +self.names
        apart = set(self._apart(self.names.keys() ^ names.keys())) - now.keys()
        if len(apart) > MANY:
            raise MadeWhole
        for number in apart:
            self.old[number] = self.now[number] = document(number)
        was, new = (Terms(frozenset(each), before.language) for each in (names, self.names))
        self._terms = {n: (was.by_place(self.old[n]), new.by_place(self.now[n])) for n in self.now}

    def _apart(self, names: Iterable[str]) -> Iterator[int]:
        """The documents that had words which make one of these names, should they follow one another."""
        for name in names:
            for words in _split(name):
                yield from self._before.having([stem(word, self._before.language) for word in words])

    @cached_property
    def terms(self) -> Mapping[str, Mapping[int, Sequence[bool]]]:
        """The terms that came to a place, or went from one: by document, in which places they stand now."""
        found: dict[str, dict[int, Sequence[bool]]] = defaultdict(dict)
        for number, (was, now) in self._terms.items():
            for term in set[str]().union(*map(xor, was, now)):
                found[term][number] = [term in place for place in now]
        return found

    @cached_property
    def postings(self) -> Mapping[str, str]:
        """The texts of all postings now, by term."""
        found = dict(self._before.postings)
        for term, stands in self.terms.items():
            text = revised(found.pop(term, NOWHERE), stands)
            if text != NOWHERE:
                found[term] = text
        return found

    def beginning(self, prefix: str, terms: Sequence[str]) -> str:
        """The text of the posting of a beginning, and of all terms that begin so."""
        text = self._before.beginnings.get(prefix)
        if text is None:
            return coded(united([decoded(self.postings[term]) for term in terms]))
        stands = self._begun(prefix)
        return revised(text, stands) if stands else text

    def _begun(self, prefix: str) -> Mapping[int, Sequence[bool]]:
        """The documents of which a term that begins so has moved: in which places terms that do stand now."""
        numbers = {number for term, stands in self.terms.items() if term.startswith(prefix) for number in stands}
        return {
            number: [any(term.startswith(prefix) for term in place) for place in self._terms[number][1]]
            for number in numbers
        }


def _split(name: str) -> Iterator[tuple[str, ...]]:
    """Every two or three words that make a name when they are joined."""
    for end in range(1, len(name)):
        yield name[:end], name[end:]
        yield from ((name[:end], name[end:after], name[after:]) for after in range(end + 1, len(name)))
