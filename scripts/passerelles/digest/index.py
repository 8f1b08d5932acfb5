"""The index of a book: every thing under its name and under each form that the texts give it."""

from __future__ import annotations

from collections.abc import Iterator

from passerelles.digest.book import Mention
from passerelles.digest.voice import BookVoice
from passerelles.model import Entity
from passerelles.pages.typography import initial, sort_key


def mentions(voice: BookVoice) -> tuple[Mention, ...]:
    """The lines of the index in the order of the language."""
    things = [entity for entity in voice.graph.kb.entities.values() if entity.kind != "source"]
    lines = [line for entity in things for line in _lines(voice, entity)]
    return tuple(sorted(lines, key=lambda line: (sort_key(line.name), line.id, line.see)))


def by_letter(lines: tuple[Mention, ...]) -> list[tuple[str, list[Mention]]]:
    """The lines under their first letters, in order."""
    groups: dict[str, list[Mention]] = {}
    for line in lines:
        groups.setdefault(initial(line.name), []).append(line)
    return list(groups.items())


def _lines(voice: BookVoice, entity: Entity) -> Iterator[Mention]:
    name = entity.name[voice.language]
    paragraphs = tuple(f"t-{named.source}.{named.paragraph}" for named in voice.named(entity))
    native = tuple((language, words) for language, words in _native(entity) if words != name)
    yield Mention(name, f"e-{entity.id}", paragraphs, native=native)
    for form in voice.spellings(entity):
        if sort_key(form)[0] != sort_key(name)[0]:  # a line that would stand beside the name says nothing
            yield Mention(form, f"e-{entity.id}", see=name)


def _native(entity: Entity) -> Iterator[tuple[str, str]]:
    for language, words in (entity.gazetteer.names if entity.gazetteer else {}).items():
        if language in {"vi", "ja"}:
            yield language, words
