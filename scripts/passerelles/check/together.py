"""Rules on statements that rest on several passages: each bears on it, or a note says which of them gives what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from passerelles.check.dating import is_readable, not_said
from passerelles.check.evidence import NUMBER, Things, have_a_word_in_common, not_borne, stated
from passerelles.model import Evidence, KnowledgeBase, Language, Problem, Statement
from passerelles.naming import forms, occurs
from passerelles.quotes import fold


def passages_taken_together_are_explained(kb: KnowledgeBase, things: Things) -> Iterator[Problem]:
    """Where no single passage of a statement says all of it (its value and, if it is dated, the date and the thing that
    it is about), a note says which passage gives what."""
    for statement in stated(things):
        is_told = statement.note or statement.status  # the note of a conflict is asked for as such
        if len(statement.evidence) > 1 and not is_told and _is_pieced_together(kb, statement):
            yield Problem(statement.spot("evidence"), "passages-without-note")


def each_passage_bears_on_its_statement(kb: KnowledgeBase, things: Things) -> Iterator[Problem]:
    """Each passage of a statement says at least a part of it, the value or the date, unless a note says what it
    gives."""
    for statement in stated(things):
        is_told = statement.note or statement.status  # the note of a conflict is asked for as such
        for passage in statement.evidence if len(statement.evidence) > 1 and not is_told else ():
            mute = [key for key, words in _words(kb, (passage,)) if not _says_some(kb, statement, key, words)]
            if mute and _is_said_by_one(kb, statement):  # else it is asked what the passages give together
                yield Problem(passage.where, "passage-does-not-bear", (("language", mute[0]),))


def _says_some(kb: KnowledgeBase, statement: Statement, language: Language, words: str) -> bool:
    """Whether some words say the value, a word or a number of it, or the date."""
    if is_readable(statement.date) and not not_said(kb, statement.date, language, words):
        return True
    text = fold(statement.text.get(language, ""))
    if not text:
        return not not_borne(kb, statement, language, words)
    is_counted = bool(set(NUMBER.findall(text)) & set(NUMBER.findall(words)))
    return is_counted or have_a_word_in_common(kb, language, text, words)


def _is_pieced_together(kb: KnowledgeBase, statement: Statement) -> bool:
    """Whether only several passages say what no single one does; what none of them says is told of as such."""
    return not _is_said_by_one(kb, statement) and _bears(kb, statement, statement.evidence)


def _is_said_by_one(kb: KnowledgeBase, statement: Statement) -> bool:
    return any(_says_all(kb, statement, (passage,)) for passage in statement.evidence)


def _says_all(kb: KnowledgeBase, statement: Statement, passages: Sequence[Evidence]) -> bool:
    """Whether these passages, in each language, say what is stated, when, and of what."""
    if not _bears(kb, statement, passages):
        return False
    is_undated = not statement.date or statement.value == statement.date
    return is_undated or all(_names(kb, statement, key, words) for key, words in _words(kb, passages))


def _bears(kb: KnowledgeBase, statement: Statement, passages: Sequence[Evidence]) -> bool:
    """Whether these passages say, in each language, the value and the date; one that is none is told of as such."""
    edtf = statement.date if is_readable(statement.date) else ""
    return not any(
        not_borne(kb, statement, key, words) or (edtf and not_said(kb, edtf, key, words))
        for key, words in _words(kb, passages)
    )


def _names(kb: KnowledgeBase, statement: Statement, language: Language, words: str) -> bool:
    """Whether the words name the thing that the statement is about: of a partnership, one of its parties."""
    subject = kb.entities[statement.subject]
    parties = (kb.entities.get(party.entity) for party in subject.with_property("party"))
    return any(occurs(form, words) for thing in (subject, *parties) if thing for form in forms(thing, language))


def _words(kb: KnowledgeBase, passages: Iterable[Evidence]) -> Iterator[tuple[Language, str]]:
    """What the passages say, language by language; one in which they are not quoted is told of as such."""
    for language in kb.schema.languages:
        if words := fold(" ".join(passage.quote.get(language, "") for passage in passages)):
            yield language, words
