"""Each date of the base with the words that must say it: of statements, of facts from elsewhere, of records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from passerelles.check.evidence import Things, stated
from passerelles.model import KnowledgeBase, Language, Metadatum, Position, Source, Statement
from passerelles.quotes import fold


@dataclass(frozen=True)
class Dated:
    """A date, the passages that give it, and the note that explains it, by language."""

    where: Position
    edtf: str
    passages: Mapping[Language, tuple[str, ...]]
    note: Mapping[Language, str]
    is_beyond: bool = False

    def said(self) -> dict[Language, str]:
        """All that is said of it, by language."""
        return {key: fold(" ".join((*words, self.note.get(key, "")))) for key, words in self.passages.items()}


def dated_words(kb: KnowledgeBase, things: Things) -> Iterator[Dated]:
    """Each date with the words that must say it."""
    for statement in stated(things):
        if statement.date:
            yield _stated(kb, statement)
    for entity in things:
        for fact in entity.beyond:
            if fact.date:
                text = {key: (words,) for key, words in fact.text.items()}
                yield Dated(fact.spots.get("date", fact.where), fact.date, text, {}, is_beyond=True)
    for source in (thing for thing in things if isinstance(thing, Source)):
        if record := source.metadatum("date"):
            said = _recorded(source, record)
            yield from (Dated(record.where, edtf, said, record.note) for edtf in record.value.values())


def _stated(kb: KnowledgeBase, statement: Statement) -> Dated:
    # The note of a conflict speaks of both dates: it cannot vouch for one of them.
    note = {} if statement.status == "conflict" else statement.note
    quotes = {key: tuple(e.quote.get(key, "") for e in statement.evidence) for key in kb.schema.languages}
    # No words at all are told of as such.
    worded = {key: words for key, words in quotes.items() if "".join((*words, note.get(key, ""))).strip()}
    return Dated(statement.spot("date"), statement.date, worded, note)


def _recorded(source: Source, record: Metadatum) -> dict[Language, tuple[str, ...]]:
    """The paragraph of a record, where there is such a paragraph: else this is told of."""
    texts = ((key, edition.by_id) for key, edition in source.editions.items())
    return {key: (by_id[record.at].text,) if record.at else () for key, by_id in texts if record.at in {"", *by_id}}
