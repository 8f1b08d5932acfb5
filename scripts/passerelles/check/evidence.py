"""Rules on evidence: the words of a source, verbatim, in one place, about the value."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from passerelles.check.misquoted import not_verbatim
from passerelles.model import Edition, Entity, Evidence, KnowledgeBase, Language, Problem, Statement
from passerelles.naming import forms, occurs
from passerelles.nearest import nearest_id
from passerelles.quotes import first_passage, fold, passages

Things = Iterable[Entity]

# In folded words. Thousands are set apart only behind a group of one to three: «2023 100» are a year and a number.
NUMBER = re.compile(r"(?<!\d)\d{1,3}(?:[., ]\d{3})+(?!\d)|\d+")
STEM = 5  # letters that two words must share at their beginning to be of one family


def every_statement_has_evidence(_kb: KnowledgeBase, things: Things) -> Iterator[Problem]:
    """Each statement quotes at least one source."""
    for statement in stated(things):
        if not statement.evidence:
            yield Problem(statement.where, "no-evidence")


def quotes_are_verbatim(kb: KnowledgeBase, things: Things) -> Iterator[Problem]:
    """The words of a quote stand in the source that it names, letter for letter, and in one paragraph in all languages;
    only white space (spaces, line ends) may differ."""
    for _, evidence in _quoted(things):
        if evidence.source in kb.sources:
            yield from _misquoted(kb, evidence)
        elif evidence.source:
            near = nearest_id(evidence.source, {s.id: s.name.values() for s in kb.sources.values()})
            yield Problem(evidence.spot("source"), "unknown-source", (("value", evidence.source), ("near", near)))


def _misquoted(kb: KnowledgeBase, evidence: Evidence) -> Iterator[Problem]:
    """What is wrong with a quote in each language; a source that is not translated is told of as such."""
    editions = kb.sources[evidence.source].editions
    translated = {language: quote for language, quote in evidence.quote.items() if language in editions}
    there = {}
    for language, quote in translated.items():
        found = first_passage(editions[language], quote)
        there[language] = found.paragraph if found else ""
        if not found:
            yield not_verbatim(kb, evidence, language, quote)
        elif evidence.at and not first_passage(editions[language], quote, evidence.at):
            details = (("paragraph", evidence.at), ("there", found.paragraph))
            yield Problem(evidence.spot("at"), "quote-not-in-paragraph", details)
    if not evidence.at and len(set(there.values())) > 1:
        yield from _apart(editions, evidence, there)


def _apart(
    editions: Mapping[Language, Edition], evidence: Evidence, there: Mapping[Language, str]
) -> Iterator[Problem]:
    """Quotes of another paragraph than that of the first; those that stand nowhere, or twice, are told of as such."""
    once = [
        language for language, paragraph in there.items()
        if paragraph and not editions[language].repeats(fold(evidence.quote[language]))
    ]  # fmt: skip
    for language in once[1:]:
        if there[language] != (first := there[once[0]]):
            places = (("paragraph", there[language]), ("original", first), ("source", evidence.source))
            details = (("quote", evidence.quote[language]), *places)
            yield Problem(evidence.spot(f"quote.{language}"), "quotes-apart", details)


def quotes_point_to_one_place(kb: KnowledgeBase, things: Things) -> Iterator[Problem]:
    """A quote stands once in its source, or says from which paragraph (`at`) it is taken."""
    for _, evidence in _quoted(things):
        source = kb.sources.get(evidence.source)
        for language, quote in evidence.quote.items() if source else ():
            edition = source.editions.get(language) if source else None
            # Hardly any quote stands twice, which is soon seen.
            hits = passages(edition, quote, evidence.at) if edition and edition.repeats(fold(quote)) else ()
            if len(hits) > 1:
                details = (("quote", quote), ("paragraphs", ", ".join(hit.paragraph for hit in hits)))
                yield Problem(evidence.spot(f"quote.{language}"), "quote-in-several-places", details)


def quotes_bear_on_their_value(kb: KnowledgeBase, things: Things) -> Iterator[Problem]:
    """The name, number or word that a statement asserts occurs in its quotes, or in the note that explains why not."""
    for statement in stated(things):
        for language in kb.schema.languages:
            words = _said(statement, language)
            if words and (missing := not_borne(kb, statement, language, words)):
                details = (("value", missing), ("language", language))
                yield Problem(statement.spot("value"), "quote-does-not-bear", details)


def not_borne(kb: KnowledgeBase, statement: Statement, language: Language, words: str) -> str:
    """What of the value the words do not say, or nothing."""
    declared = kb.property_of(statement)
    if declared is None:
        return ""  # told of as such
    if statement.entity:
        entity = kb.entities.get(statement.entity)
        if entity is None or entity.kind not in declared.targets:
            return ""  # told of as such
        name = entity.name.get(language, "")  # mostly it is this one that stands there
        is_named = occurs(name, words) or any(occurs(form, words) for form in forms(entity, language))
        return "" if is_named else name or entity.id
    if statement.choice:
        choice = declared.choices.get(statement.choice)
        bears = choice.bears.get(language, ()) if choice else ()
        return "" if _beginning(bears).search(_bare(words)) else " / ".join(bears)
    text = fold(statement.text.get(language, ""))
    if numbers := NUMBER.findall(text):
        quoted = set(NUMBER.findall(words))
        if absent := [number for number in numbers if number not in quoted]:
            return ", ".join(absent)
    return "" if have_a_word_in_common(kb, language, text, words) else text


def have_a_word_in_common(kb: KnowledgeBase, language: Language, text: str, words: str) -> bool:
    """Whether some words say at least one of a text, in any form, that carries something; both are folded."""
    shared = set(text.split()) & set(words.split())  # mostly the words of the quote themselves, which is soon seen
    light = _light(kb, language)
    if any(_stems(word, light) for word in shared) or _stems(text, light) & _stems(words, light):
        return True
    return occurs(_bare(text), _bare(words))


@lru_cache(maxsize=1024)
def _beginning(bears: tuple[str, ...]) -> re.Pattern[str]:
    """Where a word begins as one of these do."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(_bare(word)) for word in bears)})")


def _said(statement: Statement, language: Language) -> str:
    """Everything that the quotes of a statement and its note say in one language."""
    quotes = [evidence.quote.get(language, "") for evidence in statement.evidence]
    # The note of a conflict speaks of both values: it cannot vouch for one of them.
    note = "" if statement.status == "conflict" else statement.note.get(language, "")
    return fold(" ".join([*quotes, note]))


def is_light(kb: KnowledgeBase, form: str, language: Language) -> bool:
    """Whether a form is made of such words alone, as people write them within a sentence."""
    return form == form.lower() and _light(kb, language).issuperset(re.findall(r"\w+", _bare(form)))


def _light(kb: KnowledgeBase, language: Language) -> frozenset[str]:
    """The words of a language that carry nothing."""
    return _words_of(kb.labels.get("light-words", {}).get(language, ""))


@lru_cache(maxsize=16)
def _words_of(listed: str) -> frozenset[str]:
    return frozenset(_bare(word.strip()) for word in listed.split(","))


def _stems(words: str, light: frozenset[str]) -> set[str]:
    found = re.findall(r"\w+", _bare(words))
    return {word[:STEM] for word in found if len(word) >= STEM - 1 and word not in light}


def _bare(words: str) -> str:
    """Without case, accents and ligatures."""
    return unicodedata.normalize("NFD", words.casefold()).translate(BARE)


class _Bare(dict[int, str | int | None]):
    """What becomes of each sign; learnt as signs are met, for there are a million, and some hundred in use."""

    def __missing__(self, sign: int) -> str | int | None:
        self[sign] = None if unicodedata.combining(chr(sign)) else sign
        return self[sign]


BARE = _Bare({ord("œ"): "oe"})


def stated(things: Things) -> Iterator[Statement]:
    """All that is stated of these things."""
    for thing in things:
        yield from thing.statements


def of_kind(kind: str, things: Things) -> Iterator[Entity]:
    """The things of one kind among these."""
    return (thing for thing in things if thing.kind == kind)


def _quoted(things: Things) -> Iterator[tuple[Statement, Evidence]]:
    for statement in stated(things):
        for evidence in statement.evidence:
            yield statement, evidence
