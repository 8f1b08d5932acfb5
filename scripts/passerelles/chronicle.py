"""When each statement was first published and last changed: data/changes.txt, from which the feeds take their days.

A committed file, not the history of git: a copy of the project without its history, as automatic builds have it,
publishes the same bytes, and a day is that of a publication, not of a draft. Written together with the register of
ids, before a publication: `python3 scripts/run.py test tests/test_permanence.py --bless`. What changed since then waits
for the next one.
"""

from __future__ import annotations

from passerelles.model import Dated, KnowledgeBase, Position, Statement
from passerelles.quotes import fingerprint

CHANGES = "data/changes.txt"
GONE = "withdrawn"
HEAD = """\
# When each statement was first published and last changed, and a fingerprint of its words. Written by a machine.
#   bring it up to date, before a publication:   python3 scripts/run.py test tests/test_permanence.py --bless
"""


def words_of(statement: Statement) -> str:
    """A fingerprint of all that a reader is told by a statement: its value, its date, its words, in every language."""
    told = [statement.entity, statement.choice, statement.date, statement.said_by, statement.status]
    told += [f"{language}: {words}" for text in (statement.text, statement.note) for language, words in text.items()]
    for evidence in statement.evidence:
        told += [evidence.source, *(f"{language}: {words}" for language, words in evidence.quote.items())]
    return fingerprint("\n".join(told))


def up_to_date(kb: KnowledgeBase, day: str) -> dict[str, Dated]:
    """Every statement ever published, by id: what changed since the last time changed on `day` (ISO 8601)."""
    before, where = kb.register.changes, Position(CHANGES)
    now = {statement.id: words_of(statement) for statement in kb.statements}
    found = {}
    for name in sorted({*before, *now}):
        words, known = now.get(name, GONE), before.get(name)
        if known and known.words == words:
            found[name] = known
        else:
            found[name] = Dated(name, known.first if known else day, day, words, where)
    return found


def as_file(changes: dict[str, Dated]) -> str:
    """The text of data/changes.txt."""
    return HEAD + "".join(f"{item.id} {item.first} {item.last} {item.words}\n" for item in changes.values())
