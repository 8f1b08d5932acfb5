"""Why a quote is not word for word in the text that it names: the first of the mistakes that people make."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping

from passerelles.model import Edition, Evidence, KnowledgeBase, Language, Position, Problem
from passerelles.quotes import NearMiss, first_passage, fold, near_miss, passages

OMISSION = re.compile(r"\s*(?:\[\s*(?:…|\.\.\.)\s*\]|\(\s*(?:…|\.\.\.)\s*\)|…|\.\.\.)\s*")
Told = tuple[str, tuple[tuple[str, str], ...]]  # what is told, with what fills its blanks


def not_verbatim(kb: KnowledgeBase, evidence: Evidence, language: Language, quote: str) -> Problem:
    """What was probably done wrong, and where the words do stand."""
    where = evidence.spot(f"quote.{language}")
    for mistake in MISTAKES:
        for key, details in mistake(kb, evidence, language, quote):
            return Problem(where, key, (("quote", quote), *details))
    return Problem(where, "quote-not-found", (("quote", quote), ("source", evidence.source)))


def _in_another_language(kb: KnowledgeBase, evidence: Evidence, language: Language, quote: str) -> Iterator[Told]:
    """The words of a translation under the language of the original, or the other way round."""
    editions = kb.sources[evidence.source].editions
    for other, edition in editions.items():
        if found := first_passage(edition, quote):
            place, path = _line(edition.by_id[found.paragraph].where), editions[language].where.path
            yield (
                "quote-in-another-language",
                (("language", language), ("other", other), ("place", place), ("path", path)),
            )


def _over_paragraphs(kb: KnowledgeBase, evidence: Evidence, language: Language, quote: str) -> Iterator[Told]:
    """Words that go on from one paragraph into the next."""
    edition, wanted = kb.sources[evidence.source].editions[language], fold(quote)
    start = edition.words.replace("\n", " ").find(wanted)
    if start >= 0 and "\n" in edition.words[start : start + len(wanted)]:
        ends = [edition.standing(offset)[0].id for offset in (start, start + len(wanted) - 1)]
        yield "quote-over-paragraphs", (("first", ends[0]), ("last", ends[1]))


def _with_an_omission(kb: KnowledgeBase, evidence: Evidence, language: Language, quote: str) -> Iterator[Told]:
    """Words left out: every part stands in the text, the sign between them does not."""
    edition = kb.sources[evidence.source].editions[language]
    sign, parts = OMISSION.search(quote), list(filter(None, OMISSION.split(quote)))
    first = first_passage(edition, parts[0]) if parts else None
    if sign and first and all(first_passage(edition, part) for part in parts):
        place = _line(edition.by_id[first.paragraph].where)
        yield "quote-with-omission", (("sign", sign[0].strip()), ("place", place))


def _of_another_source(kb: KnowledgeBase, evidence: Evidence, language: Language, quote: str) -> Iterator[Told]:
    """Words that stand in another text."""
    for edition in _others(kb, evidence, language):
        if hits := passages(edition, quote):
            place = _line(edition.by_id[hits[0].paragraph].where)
            yield "quote-of-another-source", (("source", evidence.source), ("other", edition.source), ("place", place))


def _nearly(kb: KnowledgeBase, evidence: Evidence, language: Language, quote: str) -> Iterator[Told]:
    """Words that are nearly so, where they were meant first of all; those that look the same differ in how their
    accents are written."""
    editions = kb.sources[evidence.source].editions
    meant = (near_miss([editions[language]], quote, at) for at in _meant(editions, evidence))
    if miss := next(filter(None, meant), None) or near_miss(
        [editions[language], *_others(kb, evidence, language)], quote
    ):
        key = "quote-decomposed" if _looks_alike(miss, quote) else "quote-nearly"
        yield key, (("words", miss.words), ("place", _line(miss.paragraph.where)))


def _meant(editions: Mapping[Language, Edition], evidence: Evidence) -> Iterator[str]:
    """The paragraphs that an evidence names, or from which it has the words of another language."""
    if evidence.at:
        yield evidence.at
    for language, quote in evidence.quote.items():
        hits = passages(editions[language], quote) if language in editions else ()
        if len(hits) == 1:
            yield hits[0].paragraph


def _looks_alike(miss: NearMiss, quote: str) -> bool:
    one, other = (unicodedata.normalize("NFC", fold(words)) for words in (miss.words, quote))
    return one == other


MISTAKES: tuple[Callable[[KnowledgeBase, Evidence, Language, str], Iterator[Told]], ...] = (
    _in_another_language, _over_paragraphs, _of_another_source, _with_an_omission, _nearly,
)  # fmt: skip


def _others(kb: KnowledgeBase, evidence: Evidence, language: Language) -> list[Edition]:
    return [s.editions[language] for s in kb.sources.values() if s.id != evidence.source and language in s.editions]


def _line(where: Position) -> str:
    return f"{where.path}:{where.line}"
