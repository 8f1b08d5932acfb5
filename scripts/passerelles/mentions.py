"""Where the texts name the things of the base: names in running text, longest form first.

In: the forms of every thing in one language. Out: non-overlapping mentions in any text of that language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from passerelles.check.evidence import forms
from passerelles.model import KnowledgeBase, Language

# When one form is the name of several things, the first of these kinds is meant.
PRECEDENCE = ("person", "organisation", "event", "partnership", "territory", "theme", "term")
WORD = re.compile(r"\w+")
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
    def by_first_word(self) -> dict[str, list[tuple[str, str]]]:
        index: dict[str, list[tuple[str, str]]] = {}
        for form, entity in self.forms:
            if first := WORD.match(form):
                index.setdefault(first.group(), []).append((form, entity))
        return {word: sorted(found, key=lambda pair: -len(pair[0])) for word, found in index.items()}

    def mentions(self, text: str) -> Iterator[Mention]:
        """The names in a text, from left to right, the longest form at each place."""
        end = 0
        for word in WORD.finditer(text):
            start = word.start()
            if start < end:
                continue
            for form, entity in self.by_first_word.get(word.group(), ()):
                if text.startswith(form, start) and not text[start + len(form) :][:1].isalnum():
                    end = start + len(form)
                    yield Mention(start, end, entity)
                    break


def names(kb: KnowledgeBase, language: Language) -> Names:
    """The forms of one language; sources are named by their statements, not by running text."""
    owners: dict[str, tuple[int, str]] = {}
    for entity in kb.entities.values():
        if entity.kind in PRECEDENCE:
            for form in forms(entity, language):
                claim = (PRECEDENCE.index(entity.kind), entity.id)
                owners[form] = min(owners.get(form, claim), claim)
    return Names(tuple(sorted((form, owner) for form, (_, owner) in owners.items())))


def sentence_bounds(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the sentence of a text begins and ends in which these offsets lie."""
    begin = 0
    for last, stop, following in _sentence_ends(text):
        if last >= end:
            return begin, stop
        if following <= start:
            begin = following
    return begin, len(text)


@lru_cache(maxsize=4_000)  # a paragraph is asked about once for each quote and each name in it
def _sentence_ends(text: str) -> tuple[tuple[int, int, int], ...]:
    """Of each end of a sentence: where its words end, with its closing quotation mark, where the next one begins."""
    stops = SENTENCE_END.finditer(text)
    return tuple((stop.start(), stop.start() + len(stop.group().rstrip()), stop.end()) for stop in stops)
