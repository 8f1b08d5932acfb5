"""Permanence: which ids the base has, and what takes the place of a published id that is gone.

A thing that is renamed takes its statements along: with `hue-ville: hue` in data/replaced.yml, the statement
`hue-ville.within.vietnam` is replaced by `hue.within.vietnam`, and `rennes.party.hue-ville` by `rennes.party.hue`.
One that is withdrawn for good (`hue-ville: withdrawn`) takes along its own, and those of others that name it: they are
replaced by the thing that stated them. Nothing takes its place; its address leads to the list of its kind.
"""

from __future__ import annotations

from collections.abc import Container, Iterator

from passerelles.model import KnowledgeBase

STATEMENT, BEYOND = "statement", "beyond"
PUBLISHED = "data/published.txt"
WITHDRAWN = "withdrawn"  # in the place of a successor; no thing may be called so
HEAD = """\
# Every id that was ever published: things, statements, outside facts. Made by a machine; nobody writes here.
#   remake (it only ever adds):   python3 scripts/run.py test tests/test_permanence.py --bless
# An id that goes away needs a line in data/replaced.yml; `python3 scripts/run.py check` says when and which.
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


def is_spent(kb: KnowledgeBase, name: str) -> bool:
    """Whether an id was published or replaced and is of nothing any more: nothing else is ever called so."""
    return name not in kb.entities and (name in kb.register.published or name in kb.register.replaced)


def successor(kb: KnowledgeBase, name: str, known: Container[str]) -> str:
    """The id of the base (`known`) that takes the place of one that is gone, WITHDRAWN, or nothing; follows chains."""
    seen: set[str] = set()
    while name not in known and name != WITHDRAWN:
        if name in seen:
            return ""
        seen.add(name)
        name = _next(kb, name)
    return name


def _next(kb: KnowledgeBase, name: str) -> str:
    """What takes the place of an id at once; of a statement that is withdrawn, the thing that it was stated of."""
    replaced, subject = kb.register.replaced.get(name), name.partition(".")[0]
    if replaced is None:
        return _carried_along(kb, name)
    return subject if replaced.by == WITHDRAWN and subject != name else replaced.by


def _carried_along(kb: KnowledgeBase, name: str) -> str:
    """The id of a statement once the things that it names are called by their new ids; of one that names what is
    withdrawn, its thing."""
    parts = name.split(".")
    if len(parts) == 1:
        return name
    renamed = kb.register.replaced
    subject, *others = (renamed[part].by if part in renamed else part for part in parts)
    return subject if WITHDRAWN in {subject, *others} else ".".join([subject, *others])


def kind_before(kb: KnowledgeBase, name: str) -> str:
    """The kind of the thing that an id names first, as it is or was when it was published; nothing, if never."""
    subject = name.partition(".")[0]
    known = kb.entities.get(subject) or kb.register.published.get(subject)
    return known.kind if known and known.kind in kb.schema.kinds else ""


def successors(kb: KnowledgeBase) -> Iterator[tuple[str, str, str]]:
    """(id that is gone, its kind, what takes its place or WITHDRAWN), by id; the check refuses one without."""
    if not (kb.register.published or kb.register.replaced):
        return
    known = ids(kb)
    kinds = {item.id: item.kind for item in kb.register.published.values()}
    for name in sorted({*kinds, *kb.register.replaced} - set(known)):
        by = successor(kb, name, known)
        if by and (by != WITHDRAWN or kind_before(kb, name)):
            yield name, kinds.get(name) or known.get(by, STATEMENT), by
