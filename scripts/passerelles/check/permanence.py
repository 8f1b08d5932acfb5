"""Rules on permanence: what was published under an id stays there, or says where it went."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping

from passerelles.model import KnowledgeBase, Position, Problem, Published
from passerelles.register import ids, successor


def published_ids_are_kept(kb: KnowledgeBase) -> Iterator[Problem]:
    """An id that was published stays in the base, or data/replaced.yml says what takes its place."""
    known = ids(kb) if kb.register.published else {}
    for item in kb.register.published.values():
        if item.id in known or item.id in kb.register.replaced or successor(kb, item.id, known):
            continue
        if not (_is_being_written(kb, item) or _goes_along(kb, item, known)):
            near = next(iter(difflib.get_close_matches(item.id, _candidates(kb, item, known), n=1, cutoff=0)), "…")
            yield Problem(_where(kb, item), "published-id-lost", (("id", item.id), ("by", near)))


def _is_being_written(kb: KnowledgeBase, item: Published) -> bool:
    """Whether a value of the same thing names nothing: another rule says so, and the id follows from it."""
    subject = kb.entities.get(item.id.split(".")[0])
    return subject is not None and any(s.entity and s.entity not in kb.entities for s in subject.statements)


def _goes_along(kb: KnowledgeBase, item: Published, known: Mapping[str, str]) -> bool:
    """Whether the thing itself is lost, or led nowhere: mended, its statements follow by themselves."""
    subject = item.id.split(".")[0]
    return subject != item.id and not successor(kb, subject, known)


def _candidates(kb: KnowledgeBase, item: Published, known: Mapping[str, str]) -> list[str]:
    """The ids that may be meant: new ones of the same kind (and thing), else the thing that lost a statement."""
    subject = item.id.split(".")[0]
    same = [name for name, kind in known.items() if kind == item.kind]
    if subject in known:
        new = [name for name in same if name.split(".")[0] == subject and name not in kb.register.published]
        return new or [subject]
    return [name for name in same if name not in kb.register.published] or same


def _where(kb: KnowledgeBase, item: Published) -> Position:
    """The file of the thing, for whoever edits it; the line of the register where the file is gone too."""
    subject = kb.entities.get(item.id.split(".")[0])
    return subject.where if subject else item.where


def replacements_lead_somewhere(kb: KnowledgeBase) -> Iterator[Problem]:
    """What data/replaced.yml replaces is no longer in the base, and its successor, in the end, is."""
    known = ids(kb) if kb.register.replaced else {}
    for item in kb.register.replaced.values():
        if item.id in known:
            yield Problem(item.where, "replaced-id-in-use", (("id", item.id), ("by", item.by)))
        elif not successor(kb, item.id, known):
            near = next(iter(difflib.get_close_matches(item.by, list(known), n=1, cutoff=0.6)), "")
            yield Problem(item.where, "unknown-successor", (("id", item.id), ("by", item.by), ("near", near)))
