"""What differs between two states of a base, and what a difference may touch: the ground of all that is done again.

Pure. Things are told apart by identity: what was not read again is the same object, and is taken for unchanged.
"""

from __future__ import annotations

from collections.abc import Collection

from passerelles.model import Entity, KnowledgeBase, Source


def changed(old: KnowledgeBase, new: KnowledgeBase) -> frozenset[str]:
    """The ids of things that came, went, or were read again."""
    gone = old.entities.keys() - new.entities.keys()
    return frozenset(gone | {name for name, thing in new.entities.items() if old.entities.get(name) is not thing})


def reshaped(old: KnowledgeBase, new: KnowledgeBase, ids: Collection[str]) -> frozenset[str]:
    """Those of some ids whose things now look different to others: another kind, name or spelling, text or validity."""
    return frozenset(name for name in ids if _face(old.entities.get(name)) != _face(new.entities.get(name)))


def naming(kb: KnowledgeBase, ids: Collection[str]) -> frozenset[str]:
    """The things that name one of these: as a value, a speaker, a source, a country, a broader theme."""
    return frozenset(name for name, thing in kb.entities.items() if not thing.refers.isdisjoint(ids)) if ids else NONE


NONE: frozenset[str] = frozenset()


def _face(thing: Entity | None) -> object:
    """All of a thing that a rule about another thing may look at."""
    if thing is None or isinstance(thing, Source):
        return thing
    spelled = [(spelling.form, spelling.language) for spelling in thing.spellings]
    return thing.kind, thing.name, spelled, thing.gazetteer.valid if thing.gazetteer else None
