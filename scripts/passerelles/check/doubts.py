"""Rules on how sure and how fine a date is: neither more nor less than the words that are quoted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from passerelles.check.dated import Dated, dated_words
from passerelles.check.dating import WHOLE, date_of
from passerelles.check.evidence import Things
from passerelles.dates import Date, Moment
from passerelles.model import KnowledgeBase, Language, Problem
from passerelles.quotes import fold

OPEN = {0: "doubt-until", -1: "doubt-from"}  # which end of an interval or a range is open
QUALIFIED = {"~": ("doubt-about",), "?": ("doubt-uncertain",), "%": ("doubt-about", "doubt-uncertain")}
A_YEAR = r"[12][0-9]{3}"


def doubts_of_dates_are_said(kb: KnowledgeBase, things: Things) -> Iterator[Problem]:
    """What makes a date approximate, uncertain or open is said by its quotes, its paragraph, or its note."""
    for dated in dated_words(kb, things):
        for sign, name in _doubts(date_of(dated.edtf)):
            for language, words in dated.said().items():
                hedges = kb.labels.get(name, {}).get(language)
                # Words that are not given at all are told of as such, at the labels.
                if hedges is not None and not _hedge(hedges).search(words.replace("'", "’")):
                    details = (("date", dated.edtf), ("sign", sign), ("language", language), ("words", hedges))
                    yield Problem(dated.where, "doubt-not-in-words", details)


def dates_are_as_fine_as_their_quotes(kb: KnowledgeBase, things: Things) -> Iterator[Problem]:
    """A date has the year, month and day that a quote of it gives, unless a note explains why not."""
    for dated in dated_words(kb, things):
        date = date_of(dated.edtf)
        moment = date.moments[0] if date and date.form == "moment" else None
        if moment and ("X" in moment.year or not moment.day):
            for language, finer in _finer(kb, dated, moment):
                details = (("date", dated.edtf), ("finer", finer), ("language", language))
                yield Problem(dated.where, "date-coarser-than-quote", details)


def _doubts(date: Date | None) -> Iterator[tuple[str, str]]:
    """Each doubt of a date: its sign, and the label that has the words to say it."""
    for moment in dict.fromkeys(date.moments) if date else ():
        if moment and moment.qualifier:
            yield from ((moment.qualifier, name) for name in QUALIFIED[moment.qualifier])
    for end, name in OPEN.items():
        if date and date.moments[end] is None:
            yield "..", name


@lru_cache(maxsize=64)
def _hedge(listed: str) -> re.Pattern[str]:
    words = "|".join(re.escape(word.strip()) for word in listed.split(",") if word.strip()) or "(?!)"
    return re.compile(WHOLE.format(words), re.IGNORECASE)


def _finer(kb: KnowledgeBase, dated: Dated, moment: Moment) -> Iterator[tuple[Language, str]]:
    """The words of a passage that give more of the date, in each language in which no note explains that."""
    for language, passages in dated.passages.items():
        months = kb.labels.get("date-months", {}).get(language, "").split()
        note = dated.note.get(language, "").strip()
        if len(months) != 12 or _is_explained(kb, moment, language, note):  # other numbers are told of, at the labels
            continue
        pattern = _finer_words(moment, tuple(months), kb.labels.get("date-decade", {}).get(language, ""))
        found = (pattern.search(fold(words)) for words in (*passages, note))
        yield from [(language, match["finer"]) for match in found if match][:1]


def _is_explained(kb: KnowledgeBase, moment: Moment, language: Language, note: str) -> bool:
    """Whether a note says why a date is left so coarse; a year without its last digit, only where it doubts it."""
    if "X" not in moment.year:
        return bool(note)
    hedges = (kb.labels.get(name, {}).get(language, "") for name in QUALIFIED["%"])
    return any(_hedge(listed).search(note) for listed in hedges)


@lru_cache(maxsize=4096)
def _finer_words(moment: Moment, months: tuple[str, ...], decade: str) -> re.Pattern[str]:
    """What gives more than the moment: a day of the month, a month of the year, a year of the decade, any year."""
    said = months[int(moment.month) - 1] if moment.month else "|".join(months)
    year = A_YEAR if moment.year == "XXXX" else moment.year.replace("X", "[0-9]")
    if "X" in moment.year:
        before, _, after = map(re.escape, decade.partition("{year}"))
        finer = (f"(?<!{before})" if before else "") + year + (f"(?!{after})" if after else "")
        finer = rf"(?:{said}) {year}|{year}-{moment.month}" if moment.month else finer
    elif moment.month:
        finer = rf"[0-9]{{1,2}}\w* (?:{said})|(?:{said}) [0-9]{{1,2}}(?:, {year})?"
    else:
        finer = rf"(?:{said})(?: [0-9]{{1,2}},)? {year}"
    return re.compile(rf"(?<![\w-])(?P<finer>{finer})(?!\w)", re.IGNORECASE)
