"""Rules on permanence: what was published under an id stays there, or says where it went."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from passerelles.model import KnowledgeBase, Position, Problem, Published
from passerelles.nearest import nearest
from passerelles.register import ids, successor, successors


def published_ids_are_kept(kb: KnowledgeBase) -> Iterator[Problem]:
    """An id that was published stays in the base, or data/replaced.yml says what takes its place."""
    known = ids(kb) if kb.register.published else {}
    lost = [item for item in kb.register.published.values() if _is_lost(kb, item, known)]
    taken = {by for _, _, by in successors(kb)} if lost else set()
    new = {name: kind for name, kind in known.items() if name not in kb.register.published and name not in taken}
    for item in lost:
        near = _likely(item, successor(kb, item.id.split(".")[0], known), new, known)
        yield Problem(_where(kb, item), "published-id-lost", (("id", item.id), ("by", near)))


def _is_lost(kb: KnowledgeBase, item: Published, known: Mapping[str, str]) -> bool:
    """Whether nothing takes its place, not even in data/replaced.yml something that is not there."""
    is_led = item.id in kb.register.replaced or successor(kb, item.id, known)
    return not (is_led or _goes_along(kb, item, known))


def _goes_along(kb: KnowledgeBase, item: Published, known: Mapping[str, str]) -> bool:
    """Whether the thing itself is lost, or led nowhere: mended, its statements follow by themselves."""
    subject = item.id.split(".")[0]
    return subject != item.id and not successor(kb, subject, known)


def _likely(item: Published, thing: str, new: Mapping[str, str], known: Mapping[str, str]) -> str:
    """The id that may take its place: a new one of its kind (and `thing`, if that is there), else the thing itself.

    A thing that is gone without a new one may have been merged: only one that is much alike is then proposed.
    """
    own = [name for name, kind in new.items() if kind == item.kind and (not thing or name.split(".")[0] == thing)]
    alike = [name for name, kind in known.items() if kind == item.kind]
    return nearest(item.id, own, least=0) or thing or nearest(item.id, alike) or "…"


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
            near = nearest(item.by, known)
            yield Problem(item.where, "unknown-successor", (("id", item.id), ("by", item.by), ("near", near)))
