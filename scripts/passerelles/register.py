"""Permanence: which ids the base has, and what takes the place of a published id that is gone.

A thing that is renamed takes its statements along: with `hue-ville: hue` in data/replaced.yml, the statement
`hue-ville.within.vietnam` is replaced by `hue.within.vietnam`, and `rennes.party.hue-ville` by `rennes.party.hue`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from passerelles.model import KnowledgeBase

STATEMENT, BEYOND = "statement", "beyond"
HEAD = """\
# Every id that was ever published: things, statements, outside facts. Made by a machine; nobody writes here.
#   remake (it only ever adds):   python3 scripts/run.py test --bless
# An id that goes away needs a successor in data/replaced.yml; `passerelles check` says when and which.
"""


def ids(kb: KnowledgeBase) -> dict[str, str]:
    """The kind of each id of the base that a reader can cite."""
    found = {entity.id: entity.kind for entity in kb.entities.values()}
    found |= {statement.id: STATEMENT for statement in kb.statements}
    return found | {fact.id: BEYOND for entity in kb.entities.values() for fact in entity.beyond}


def as_file(kb: KnowledgeBase) -> str:
    """The text of data/published.txt: what it has already, and what the base has now."""
    kinds = {item.id: item.kind for item in kb.register.published.values()} | ids(kb)
    return HEAD + "".join(f"{kind} {name}\n" for name, kind in sorted(kinds.items()))


def successor(kb: KnowledgeBase, name: str, known: Mapping[str, str]) -> str:
    """The id of the base (`known`) that takes the place of one that is gone, or nothing; follows chains."""
    seen: set[str] = set()
    while name not in known:
        if name in seen:
            return ""
        seen.add(name)
        replaced = kb.register.replaced.get(name)
        name = replaced.by if replaced else _carried_along(kb, name)
    return name


def _carried_along(kb: KnowledgeBase, name: str) -> str:
    """The id of a statement once the things that it names are called by their new ids."""
    parts = name.split(".")
    if len(parts) == 1:
        return name
    renamed = kb.register.replaced
    return ".".join(renamed[part].by if part in renamed else part for part in parts)


def successors(kb: KnowledgeBase) -> Iterator[tuple[str, str, str]]:
    """(id that is gone, its kind, what takes its place), in the order of ids; the check refuses one without."""
    if not (kb.register.published or kb.register.replaced):
        return
    known = ids(kb)
    kinds = {item.id: item.kind for item in kb.register.published.values()}
    for name in sorted({*kinds, *kb.register.replaced} - set(known)):
        if by := successor(kb, name, known):
            yield name, kinds.get(name, known[by]), by
