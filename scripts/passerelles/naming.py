"""The forms under which things are named, and where a form stands in a text: as whole words, letter for letter.

Pure. Many forms are looked for at once by the word they begin with and their length, so that a thousand people of
one given name cost no more than one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from passerelles.model import Entity, Language
from passerelles.quotes import fold, inside_word, starts

WORDS = re.compile(r"\w+")


def forms(entity: Entity, language: Language) -> tuple[str, ...]:
    """The name of a thing and its declared spellings in the words of one language, longest first."""
    spelled = [spelling.form for spelling in entity.spellings if spelling.language == language]
    return tuple(sorted({entity.name.get(language, ""), *spelled} - {""}, key=lambda form: (-len(form), form)))


def occurs(form: str, words: str) -> bool:
    """Whether a name stands in these words, as whole words, letter for letter."""
    return next(starts(words, fold(form)), None) is not None


def standing(wanted: Iterable[str], texts: Iterable[str]) -> set[str]:
    """Those of many forms that occur in one of some texts."""
    by_words: dict[str, list[str]] = {}
    for form in wanted:
        by_words.setdefault(fold(form), []).append(form)
    lengths = lengths_by_first_word(by_words)
    odd = [words for words in by_words if not WORDS.match(words)]  # they begin with a sign: no word leads to them
    found: set[str] = set()
    for text in texts:
        found.update(words for words in odd if words not in found and occurs(words, text))
        for word in WORDS.finditer(text):
            start = word.start()
            for length in lengths.get(word.group(), ()):
                words = text[start : start + length]
                if words in by_words and words not in found and is_whole(text, start, start + length):
                    found.add(words)
    return {form for words in found for form in by_words[words]}


def is_whole(text: str, start: int, stop: int) -> bool:
    """Whether no word of a text goes on at either end of a part of it."""
    before, first = text[start - 1 : start], text[start : start + 1]
    return not (inside_word(before, first) or inside_word(text[stop - 1 : stop], text[stop : stop + 1]))


def lengths_by_first_word(wanted: Iterable[str]) -> Mapping[str, tuple[int, ...]]:
    """How long the forms are that begin with each word, the longest first."""
    found: dict[str, set[int]] = {}
    for form in wanted:
        if first := WORDS.match(form):
            found.setdefault(first.group(), set()).add(len(form))
    return {word: tuple(sorted(lengths, reverse=True)) for word, lengths in found.items()}
