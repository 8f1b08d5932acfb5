"""Where the texts name the things of the base: names in running text, longest form first.

In: the forms of every thing in one language. Out: non-overlapping mentions in any text of that language.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Protocol

from passerelles.model import Edition, KnowledgeBase, Language, Paragraph
from passerelles.naming import WORDS, forms, is_whole, lengths_by_first_word
from passerelles.quotes import fold, starts

# When one form is the name of several things, the first of these kinds is meant.
PRECEDENCE = ("person", "organisation", "event", "partnership", "territory", "theme", "term")
# A full stop ends a sentence unless it abbreviates a title or an initial.
SENTENCE_END = re.compile(r"(?<!\bM)(?<!\bMr)(?<!\bMs)(?<=[.!?…])[”\"»]?\s+(?=[\"“«A-ZÀ-ÝĐ])")


@dataclass(frozen=True, order=True)
class Mention:
    """Words of a text (as offsets) that name a thing."""

    start: int
    end: int
    entity: str


@dataclass(frozen=True)
class Names:
    """Every form under which the things of the base are named in one language."""

    forms: tuple[tuple[str, str], ...]  # (form, entity id)

    @cached_property
    def owners(self) -> Mapping[str, str]:
        return dict(self.forms)

    @cached_property
    def _lengths(self) -> Mapping[str, tuple[int, ...]]:
        return lengths_by_first_word(form for form, _ in self.forms)

    @cached_property
    def _odd(self) -> tuple[str, ...]:
        """The forms that begin with a sign: no word leads to them."""
        return tuple(form for form, _ in self.forms if not WORDS.match(form))

    def _places(self, text: str) -> Iterable[tuple[int, tuple[int, ...]]]:
        """Where in a text a form may begin, and how long those are that may, the longest first."""
        lengths = self._lengths
        begun = ((word.start(), lengths[word.group()]) for word in WORDS.finditer(text) if word.group() in lengths)
        odd = [(start, (len(form),)) for form in self._odd for start in starts(text, form)]
        return sorted([*begun, *odd], key=lambda place: (place[0], -place[1][0])) if odd else begun

    def mentions(self, text: str) -> Iterator[Mention]:
        """The names in a text, from left to right, the longest form at each place."""
        end, owners = 0, self.owners
        for start, found in self._places(text):
            for length in found if start >= end else ():
                stop = start + length
                owner = owners.get(text[start:stop])
                # Near the end of a text what a longer form would take is cut short, and may be a shorter form.
                if owner is not None and stop <= len(text) and is_whole(text, start, stop):
                    end = stop
                    yield Mention(start, end, owner)
                    break


def names(kb: KnowledgeBase, language: Language) -> Names:
    """The forms of one language; sources are named by their statements, not by running text."""
    owners: dict[str, tuple[int, str]] = {}
    for entity in kb.entities.values():
        if entity.kind in PRECEDENCE:
            for form in forms(entity, language):
                claim = (PRECEDENCE.index(entity.kind), entity.id)
                words = fold(form)  # as the texts are
                owners[words] = min(owners.get(words, claim), claim)
    return Names(tuple(sorted((form, owner) for form, (_, owner) in owners.items())))


@lru_cache(
    maxsize=40_000
)  # of a large corpus in two languages; a paragraph is asked about once for each quote and each name in it
def sentence_stops(text: str) -> tuple[tuple[int, int, int], ...]:
    """Where sentences end within a text: the blank after each begins, ends, and where its last sign ends."""
    found = SENTENCE_END.finditer(text)
    return tuple((stop.start(), stop.end(), stop.start() + len(stop.group().rstrip())) for stop in found)


def sentence_bounds(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the sentence of a text begins and ends in which these offsets lie."""
    stops = sentence_stops(text)
    after = bisect_left(stops, (end,))  # the first stop that comes behind these words
    before = after
    while before and stops[before - 1][1] > start:
        before -= 1
    return stops[before - 1][1] if before else 0, stops[after][2] if after < len(stops) else len(text)


@dataclass(frozen=True, slots=True)
class Named:
    """A paragraph of a source that names a thing, and where the sentence stands that does: a large base has a hundred
    thousand, which share the words of the paragraphs."""

    source: str
    paragraph: str
    words: str = field(repr=False)  # of the paragraph
    offset: int  # of the sentence in the paragraph
    stop: int
    start: int  # of the name in the sentence
    end: int

    @property
    def sentence(self) -> str:
        return self.words[self.offset : self.stop]

    def __reduce__(self) -> tuple[type[Named], tuple[str, str, str, int, int, int, int]]:
        return Named, (self.source, self.paragraph, self.words, self.offset, self.stop, self.start, self.end)


Mentioned = Mapping[str, tuple[Named, ...]]
"""The paragraphs of one source that name each thing, the first time in each."""
ByThing = Mapping[str, tuple[Named, ...]]


class Before(Protocol):
    """What was known of an earlier state of the base."""

    @property
    def names(self) -> Mapping[Language, Names]: ...
    @property
    def named(self) -> Mapping[Language, ByThing]: ...
    @property
    def mentions(self) -> Mapping[Language, Mapping[str, Mentioned]]: ...


def renamed(
    before: Before, kb: KnowledgeBase, language: Language, known: Names, ids: Collection[str]
) -> tuple[ByThing, Mapping[str, Mentioned]]:
    """Each thing's mentions in the sources, and each source's; read again where text or names are others."""
    old, was = before.mentions.get(language, {}), before.names.get(language, Names(()))
    others = {form for form, _ in set(was.forms) ^ set(known.forms)} if was is not known else set()
    editions = {source.id: source.editions[language] for source in kb.sources.values() if language in source.editions}
    again = [
        i for i, text in editions.items() if i in ids or i not in old or any(form in text.words for form in others)
    ]
    by_source = {i: old[i] for i in editions if i in old} | {i: mentioned(i, editions[i], known) for i in again}
    if not old:
        return _by_thing(by_source), by_source
    redone = {*again, *(old.keys() - editions.keys())}
    things = {thing for of in (old, by_source) for i in redone if i in of for thing in of[i]}
    fresh = _by_thing({i: by_source[i] for i in again}, things)
    named = dict(before.named.get(language, {}))
    for thing in sorted(things):
        kept = [item for item in named.get(thing, ()) if item.source not in redone]
        named[thing] = tuple(sorted([*kept, *fresh.get(thing, ())], key=lambda item: item.source))
    return {thing: items for thing, items in named.items() if items}, by_source


def mentioned(source: str, edition: Edition, known: Names) -> Mentioned:
    """What one source names, paragraph by paragraph."""
    found: dict[str, list[Named]] = {}
    for paragraph in edition.by_id.values():
        seen: set[str] = set()
        for mention in known.mentions(paragraph.text):
            if mention.entity not in seen:
                seen.add(mention.entity)
                found.setdefault(mention.entity, []).append(_in_sentence(source, paragraph, mention))
    return {thing: tuple(items) for thing, items in found.items()}


def _in_sentence(source: str, paragraph: Paragraph, found: Mention) -> Named:
    begin, stop = sentence_bounds(paragraph.text, found.start, found.end)
    return Named(source, paragraph.id, paragraph.text, begin, stop, found.start - begin, found.end - begin)


def _by_thing(
    by_source: Mapping[str, Mentioned], things: Collection[str] | None = None
) -> dict[str, tuple[Named, ...]]:
    """The same by thing, sources in order."""
    found: dict[str, list[Named]] = {}
    for _, of in sorted(by_source.items()):
        for thing, items in of.items():
            if things is None or thing in things:
                found.setdefault(thing, []).extend(items)
    return {thing: tuple(items) for thing, items in found.items()}
