"""Where the words of a quote stand in a text: white space is folded, nothing else is forgiven.

A near miss (another case, accent, apostrophe, dash, or a few other letters) is found too, to help the editor;
it never counts as a quote.
"""

from __future__ import annotations

import difflib
import hashlib
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from passerelles.model import Edition, Paragraph

SHORT = 3  # words: a quote as short as that may be misspelt in each of them
LIKELY = 4  # paragraphs
CLOSE = 0.75  # from this likeness on, a passage is probably the one that was meant


@dataclass(frozen=True, order=True)
class Passage:
    """Words of a paragraph, as offsets in its folded text."""

    paragraph: str
    start: int
    end: int


def fold(words: str) -> str:
    """White space folded: every run of blanks, no-break and narrow ones included, is one space."""
    return " ".join(words.split())


def occurrences(paragraph: Paragraph, quote: str) -> Iterable[Passage]:
    """Each place where the quote stands in the paragraph as whole words."""
    wanted = fold(quote)
    return (Passage(paragraph.id, start, start + len(wanted)) for start in starts(paragraph.text, wanted))


def starts(text: str, wanted: str) -> Iterator[int]:
    """Where folded words stand in a folded text as whole words."""
    start = text.find(wanted) if wanted else -1
    while start >= 0:
        end = start + len(wanted)
        if not (inside_word(text[start - 1 : start], wanted[0]) or inside_word(wanted[-1], text[end : end + 1])):
            yield start
        start = text.find(wanted, start + 1)  # two places may overlap


def inside_word(left: str, right: str) -> bool:
    """Whether no word ends between the two characters; an accent typed apart belongs to its letter."""
    if not (left and right):
        return False
    if right.isalnum() or right == "_":
        return left.isalnum() or left == "_" or bool(unicodedata.combining(left))
    return bool(unicodedata.combining(right))


def passages(edition: Edition, quote: str, at: str = "") -> tuple[Passage, ...]:
    """Each place where the quote stands in the edition, or in its paragraph `at`."""
    return tuple(_passages(edition, quote, at))


def first_passage(edition: Edition, quote: str, at: str = "") -> Passage | None:
    """The first of these places."""
    return next(_passages(edition, quote, at), None)


def _passages(edition: Edition, quote: str, at: str) -> Iterator[Passage]:
    """These places, looked for in all paragraphs at once: there are many, and hardly any has the words."""
    wanted = fold(quote)
    for start in starts(edition.words, wanted):
        paragraph, begin = edition.standing(start)
        if at in {"", paragraph.id}:
            yield Passage(paragraph.id, start - begin, start - begin + len(wanted))


def fingerprint(words: str) -> str:
    """Eight hexadecimal digits that change whenever the folded words do."""
    return hashlib.sha256(fold(words).encode()).hexdigest()[:8]


@dataclass(frozen=True)
class NearMiss:
    """The words that do stand in an edition, close to a quote that does not."""

    edition: Edition
    paragraph: Paragraph
    words: str


def near_miss(editions: Iterable[Edition], quote: str, at: str = "") -> NearMiss | None:
    """The closest passage of all these editions, or of their paragraphs `at`; the first ones win when equal."""
    wanted = fold(quote)
    anchors = set(_bare(wanted).split())
    if not anchors:  # signs alone are like any others
        return None
    paragraphs = ((edition, paragraph) for edition in editions for paragraph in edition.by_id.values())
    candidates = [(edition, paragraph) for edition, paragraph in paragraphs if at in {"", paragraph.id}]
    shared = {id(p): len(anchors & set(_bare(p.text).split())) for _, p in candidates}
    if len(anchors) > SHORT:  # the words that are right say which paragraphs to look at
        candidates = sorted(candidates, key=lambda pair: -shared[id(pair[1])])[:LIKELY]
    best, best_score = None, CLOSE
    for edition, paragraph in candidates:
        words, score = _closest(paragraph.text, wanted, best_score)
        if score > best_score:
            best, best_score = NearMiss(edition, paragraph, words), score
    return best


def _closest(text: str, wanted: str, least: float) -> tuple[str, float]:
    """The run of words of `text` most like `wanted`, with its likeness from 0 to 1, if above `least`."""
    words = text.split()
    plain = [_bare(word) for word in words]
    length = len([word for word in wanted.split() if _bare(word)])  # « and » are no words
    matcher = difflib.SequenceMatcher(None, "", _bare(wanted), autojunk=False)
    best, best_score = "", least
    for size in sorted({max(1, length - 1), length, length + 1}):
        for start in range(max(1, len(words) - size + 1)):
            matcher.set_seq1(" ".join(filter(None, plain[start : start + size])))
            if matcher.real_quick_ratio() > best_score and matcher.quick_ratio() > best_score:
                score = matcher.ratio()
                if score > best_score:
                    best, best_score = " ".join(words[start : start + size]), score
    return best, best_score


def _bare(words: str) -> str:
    """Letters and digits only, without case or accents."""
    flat = unicodedata.normalize("NFD", words.casefold())
    return " ".join("".join(c if c.isalnum() else " " for c in flat if not unicodedata.combining(c)).split())
