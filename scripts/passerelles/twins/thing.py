"""The twin of a thing: all its statements with their words, what texts leave open, and, apart, what is known beyond."""

from __future__ import annotations

from collections.abc import Iterator

from passerelles.model import Entity, Property, Statement
from passerelles.twins.writing import Pen, page, plain, target


def thing_twin(pen: Pen, entity: Entity) -> str:
    """The whole twin of a thing, in the language of the pen."""
    return page(_lines(pen, entity))


def _lines(pen: Pen, entity: Entity) -> Iterator[str]:
    voice = pen.voice
    kind = voice.kind(entity).label[pen.language]
    name, path = voice.typeset(entity.name[pen.language]), voice.addresses.entity_path(entity)
    yield from pen.head(f"{name} ({kind})", path)
    if spelled := voice.spellings(entity):
        yield f"{voice.label('spellings')} {', '.join(map(plain, spelled))}"
    if entity.definition:
        yield from ("", f"{plain(voice.typeset(entity.definition[pen.language]))} {voice.label('editors-definition')}")
    for declared, group in voice.grouped(entity):
        yield from ("", f"## {plain(voice.title(declared.label))}", "")
        for statement in group:
            yield from pen.statement(statement)
    yield from _unsaid(pen, entity)
    yield from _beyond(pen, entity)
    yield from _matches(pen, entity)
    for declared, others in voice.backlinks(entity):
        yield from _back(pen, declared, others)
    yield from _named(pen, entity)


def _unsaid(pen: Pen, entity: Entity) -> Iterator[str]:
    if gaps := pen.voice.gaps(entity):
        yield from ("", f"## {pen.voice.label('unsaid')}", "", *(f"- {plain(gap)}" for gap in gaps))


def _beyond(pen: Pen, entity: Entity) -> Iterator[str]:
    """What is not of the corpus, said to be so, each with its reference."""
    voice = pen.voice
    if entity.beyond:
        yield from ("", f"## {voice.label('beyond')}", "", voice.label("beyond-hint"), "")
    for fact in entity.beyond:
        told = fact.reference
        read = f"{voice.label('read-on')} {voice.date(told.read)}"
        origin = f"{plain(told.publisher)}, [{plain(told.title)}]({target(told.url)}), {read}"
        yield f"- {plain(voice.typeset(fact.text[pen.language]))} `{fact.id}` ({origin})"


def _matches(pen: Pen, entity: Entity) -> Iterator[str]:
    """The near subjects of public vocabularies, which no text of the corpus names."""
    voice = pen.voice
    if entity.matches:
        yield from ("", f"## {voice.label('matches')}", "", voice.label("matches-hint"), "")
    for match in entity.matches:
        vocabulary = voice.graph.kb.schema.vocabularies[match.vocabulary]
        code = plain(" ".join(filter(None, (match.code, match.name))))
        linked = f"[{code}]({target(vocabulary.address_of(match.code) or vocabulary.url)})"
        yield f"- {plain(vocabulary.title[pen.language])}, {voice.label(f'matches-{match.match}')}{voice.colon}{linked}"


def _back(pen: Pen, declared: Property, group: list[Statement]) -> Iterator[str]:
    """Other things that state something of this one; their words stand in their own twins."""
    yield from ("", f"## {plain(pen.voice.title(declared.inverse or declared.label))}", "")
    for statement in group:
        date = f", {pen.voice.date(statement.date)}" if statement.date else ""
        yield f"- {pen.thing(pen.voice.called(statement.subject))}{date} `{statement.id}`"


def _named(pen: Pen, entity: Entity) -> Iterator[str]:
    """The sentences of the texts that name it."""
    if named := pen.voice.named(entity):
        yield from ("", f"## {pen.voice.label('named')}", "")
    for item in named:
        yield f"- {plain(pen.voice.typeset(item.sentence))} ({pen.paragraph(item)})"
