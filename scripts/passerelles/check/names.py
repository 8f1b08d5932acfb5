"""Rules on names: each is listed once, and tells one thing from the others of its kind."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator

from passerelles.check.evidence import Things
from passerelles.model import KnowledgeBase, Problem


def names_of_a_thing_are_listed_once(_kb: KnowledgeBase, things: Things) -> Iterator[Problem]:
    """An alias, or a spelling in one language of one source, stands once in an entry."""
    for thing in things:
        seen: dict[tuple[str, ...], int] = {}
        aliases = ((thing.spot("aliases"), (_composed(alias),)) for alias in thing.aliases)
        spellings = ((s.where, (s.form, s.language, s.source)) for s in thing.spellings)
        for where, name in (*aliases, *spellings):
            if name in seen:
                yield Problem(where, "listed-twice", (("form", name[0]), ("line", str(seen[name]))))
            seen.setdefault(name, where.line)


def names_are_distinct_within_a_kind(kb: KnowledgeBase) -> Iterator[Problem]:
    """Two things of one kind do not bear the same name: a reader could not tell their pages apart."""
    for language in kb.schema.languages:
        things = [entity for entity in kb.entities.values() if entity.name.get(language)]
        named = [(entity, _composed(entity.name[language])) for entity in things]
        bearers = Counter([(entity.kind, name) for entity, name in named])
        for entity, name in named:
            if bearers[entity.kind, name] > 1:
                yield Problem(entity.spot("name"), "name-twice", (("name", name), ("language", language)))


def _composed(name: str) -> str:
    """A name as it is read: a letter and its accents are the same typed as one or apart."""
    return unicodedata.normalize("NFC", name)
