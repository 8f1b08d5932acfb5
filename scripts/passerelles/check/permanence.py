"""Rules on permanence: what was published under an id stays there, or says where it went."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from passerelles.check.succession import Heirs
from passerelles.chronicle import CHANGES
from passerelles.model import KnowledgeBase, Position, Problem, Published, Replacement
from passerelles.nearest import nearest
from passerelles.register import PUBLISHED, WITHDRAWN, ids, successor, successors
from passerelles.translated import REGISTER as REREADINGS


def registers_stand_together(kb: KnowledgeBase) -> Iterator[Problem]:
    """Once something was published, all three registers have lines: ids, days of change, rereadings of translations."""
    kept = {PUBLISHED: kb.register.published, CHANGES: kb.register.changes, REREADINGS: kb.rereadings}
    if kb.register.published or kb.register.changes:  # a base that has just begun keeps none
        for path in (path for path, lines in kept.items() if not lines):
            yield Problem(Position(path), "register-empty", (("path", path),))


def published_ids_are_kept(kb: KnowledgeBase) -> Iterator[Problem]:
    """An id that was published stays in the base, or data/replaced.yml says what takes its place."""
    known = ids(kb) if kb.register.published else {}
    lost = [item for item in kb.register.published.values() if _is_lost(kb, item, known)]
    if not lost:
        return
    heirs = Heirs(kb, known, {by for _, _, by in successors(kb)})
    things = [(item, heirs.of_thing(item)) for item in lost if "." not in item.id]
    yield from (_lost_thing(kb, item, by) for item, by in things)
    mended = _with_lines(kb, [(item, by or WITHDRAWN) for item, by in things])
    for item in lost:
        if _is_lost(mended, item, known):  # else it follows by itself, as each thing does by its line
            thing = successor(mended, item.id.split(".")[0], known)
            details = (("id", item.id), ("by", heirs.of_statement(item, thing)))
            yield Problem(_where(kb, item), "published-id-lost", details)


def _is_lost(kb: KnowledgeBase, item: Published, known: Mapping[str, str]) -> bool:
    """Whether nothing takes its place, not even in data/replaced.yml something that is not there."""
    return not (item.id in kb.register.replaced or successor(kb, item.id, known) or _goes_along(kb, item, known))


def _goes_along(kb: KnowledgeBase, item: Published, known: Mapping[str, str]) -> bool:
    """Whether it is stated of something that data/replaced.yml leads nowhere: mended, it follows by itself."""
    subject = item.id.split(".")[0]
    return subject in kb.register.replaced and not successor(kb, subject, known)


def _with_lines(kb: KnowledgeBase, lines: Sequence[tuple[Published, str]]) -> KnowledgeBase:
    """The base as it is once data/replaced.yml has these lines."""
    added = {item.id: Replacement(item.id, by, item.where) for item, by in lines}
    return replace(kb, register=replace(kb.register, replaced={**kb.register.replaced, **added}))


def _lost_thing(kb: KnowledgeBase, item: Published, by: str) -> Problem:
    if by:
        return Problem(_where(kb, item), "published-thing-moved", (("id", item.id), ("by", by)))
    return Problem(_where(kb, item), "published-thing-lost", (("id", item.id), ("withdrawn", WITHDRAWN)))


def _where(kb: KnowledgeBase, item: Published) -> Position:
    """The file of the thing, for whoever edits it; the line of the register where the file is gone too."""
    subject = kb.entities.get(item.id.split(".")[0])
    return subject.where if subject else item.where


def replacements_lead_somewhere(kb: KnowledgeBase) -> Iterator[Problem]:
    """What data/replaced.yml replaces was published and is no longer in the base; its successor, in the end, is."""
    known = ids(kb) if kb.register.replaced else {}
    met = {*kb.register.published, *(item.by for item in kb.register.replaced.values())}
    for item in kb.register.replaced.values():
        if item.id in known:
            yield Problem(item.where, "replaced-id-in-use", (("id", item.id), ("by", item.by)))
        elif not successor(kb, item.id, known):
            near = nearest(item.by, known)
            yield Problem(item.where, "unknown-successor", (("id", item.id), ("by", item.by), ("near", near)))
        elif kb.register.published and item.id not in met:
            near = nearest(item.id, kb.register.published.keys() - known.keys() - kb.register.replaced.keys())
            yield Problem(item.where, "replaced-id-unpublished", (("id", item.id), ("near", near)))
