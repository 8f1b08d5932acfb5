"""Two states of the base -> what was added, changed, lost and renamed between them. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from typing import TypeVar

from passerelles.model import BeyondFact, Edition, Entity, KnowledgeBase, Statement
from passerelles.translated import changed_words

ALIKE = 0.5  # of their statements, that a file and one of another name must share to be the same thing renamed
T = TypeVar("T")


@dataclass(frozen=True)
class Change:
    """A statement, or a fact from elsewhere, before and after; one of the two may not be there."""

    before: Statement | BeyondFact | None
    after: Statement | BeyondFact | None

    @property
    def sort(self) -> str:
        return "added" if self.before is None else "lost" if self.after is None else "changed"


@dataclass(frozen=True)
class EntityChange:
    """A thing before and after, what changed in what is stated of it, and which of its other fields differ."""

    before: Entity | None
    after: Entity | None
    statements: tuple[Change, ...]
    beyond: tuple[Change, ...]
    others: tuple[str, ...]

    @property
    def id(self) -> str:
        entity = self.after or self.before
        return entity.id if entity else ""

    @property
    def sort(self) -> str:
        if self.before and self.after:
            return "renamed" if self.before.id != self.after.id else "changed"
        return "added" if self.after else "lost"


@dataclass(frozen=True)
class TextChange:
    """A page of a source whose paragraphs differ: by id, the words that changed."""

    path: str
    paragraphs: tuple[tuple[str, str], ...]


def compare(old: KnowledgeBase, new: KnowledgeBase) -> tuple[EntityChange, ...]:
    """What differs, thing by thing, in the order of their ids."""
    renamed = renames(old, new)
    pairs = [(old.entities.get(before), new.entities.get(after)) for before, after in renamed.items()]
    pairs += [(old.entities.get(i), e) for i, e in new.entities.items() if i not in renamed.values()]
    pairs += [(e, None) for i, e in old.entities.items() if i not in renamed and i not in new.entities]
    changes = [_entity(before, after, renamed) for before, after in pairs]
    found = [c for c in changes if c.statements or c.beyond or c.others or c.sort != "changed"]
    return tuple(sorted(found, key=lambda change: change.id))


def renames(old: KnowledgeBase, new: KnowledgeBase) -> Mapping[str, str]:
    """The ids that gave way to others: the same kind, and the same name or half of the same statements."""
    gone = [e for i, e in old.entities.items() if i not in new.entities]
    come = {i: e for i, e in new.entities.items() if i not in old.entities}
    found: dict[str, str] = {}
    for entity in gone:
        likely = [(_likeness(entity, e), i) for i, e in come.items() if e.kind == entity.kind]
        best = max(likely, default=(0.0, ""), key=lambda pair: (pair[0], pair[1]))
        if best[0] >= ALIKE:
            found[entity.id] = best[1]
            del come[best[1]]
    return found


def _likeness(one: Entity, other: Entity) -> float:
    mine, theirs = set(_signatures(one)), set(_signatures(other))
    shared = len(mine & theirs) / max(len(mine), len(theirs), 1)
    return max(shared, 1.0 if one.name == other.name and one.name else 0.0)


def _signatures(entity: Entity) -> Iterator[tuple[str, tuple[str, ...]]]:
    for statement in entity.statements:
        yield statement.property, tuple(sorted(quote for e in statement.evidence for quote in e.quote.values()))


def _entity(before: Entity | None, after: Entity | None, renamed: Mapping[str, str]) -> EntityChange:
    old, new = (entity.statements if entity else () for entity in (before, after))
    old_facts, new_facts = (entity.beyond if entity else () for entity in (before, after))
    facts = _matched({_own(f.id): f for f in old_facts}, {_own(f.id): f for f in new_facts})
    return EntityChange(
        before=before,
        after=after,
        statements=tuple(_statements(old, new, renamed)),
        beyond=tuple(Change(a, b) for a, b in facts if _fact(a) != _fact(b)),
        others=tuple(_others(before, after, renamed)) if before and after else (),
    )


def _statements(old: Iterable[Statement], new: Iterable[Statement], renamed: Mapping[str, str]) -> Iterator[Change]:
    """The statements that differ: the same id is the same statement; so is one of another id with the same words."""
    before, after = {_key(s, renamed): s for s in old}, {_key(s, {}): s for s in new}
    lost = [s for key, s in before.items() if key not in after]
    added = [s for key, s in after.items() if key not in before]
    for key, statement in after.items():
        if key in before and _content(before[key], renamed) != _content(statement, {}):
            yield Change(before[key], statement)
    for statement in lost:
        same = next((s for s in added if _is_reworded(statement, s)), None)
        if same:
            added.remove(same)
        yield Change(statement, same)  # of another id: whoever cites it is led astray, whatever it says
    yield from (Change(None, statement) for statement in added)


def _key(statement: Statement, renamed: Mapping[str, str]) -> tuple[str, str, str]:
    value = renamed.get(statement.entity, statement.entity)
    rest = statement.id.removeprefix(f"{statement.subject}.{statement.property}")
    return statement.property, value, rest.removeprefix(f".{statement.entity}" if statement.entity else "")


def _is_reworded(one: Statement, other: Statement) -> bool:
    quotes = [{quote for e in s.evidence for quote in e.quote.values()} for s in (one, other)]
    same_value = (one.entity, one.choice, one.text, one.date) == (other.entity, other.choice, other.text, other.date)
    return one.property == other.property and (same_value or (bool(quotes[0] & quotes[1]) and not one.entity))


def _content(statement: Statement, renamed: Mapping[str, str]) -> tuple[object, ...]:
    """All that a reader sees of a statement."""
    said = (statement.choice, statement.text, statement.date, statement.status, statement.note)
    evidence = [(renamed.get(e.source, e.source), e.at, e.quote) for e in statement.evidence]
    return *said, renamed.get(statement.said_by, statement.said_by), evidence


def _own(name: str) -> str:
    return name.split(".beyond.", 1)[-1]


def _fact(fact: BeyondFact | None) -> tuple[object, ...]:
    return (fact.text, fact.reference, fact.property, fact.date) if fact else ()


def _matched(old: Mapping[str, T], new: Mapping[str, T]) -> list[tuple[T | None, T | None]]:
    return [(old.get(key), new.get(key)) for key in dict.fromkeys([*old, *new])]


def _others(before: Entity, after: Entity, renamed: Mapping[str, str]) -> Iterator[str]:
    """The fields, statements and outside facts aside, that are not what they were."""
    for name in ("name", "type", "aliases", "unsaid", "definition", "broader", "matches"):
        if getattr(before, name) != getattr(after, name):
            yield name
    spelt = [(s.form, s.language, renamed.get(s.source, s.source)) for s in before.spellings]
    if spelt != [(s.form, s.language, s.source) for s in after.spellings]:
        yield "spellings"
    if _place(before) != _place(after):
        yield "gazetteer"


def _place(entity: Entity) -> tuple[object, ...]:
    gazetteer = entity.gazetteer
    return tuple(getattr(gazetteer, f.name) for f in fields(gazetteer) if f.name != "where") if gazetteer else ()


def texts(old: KnowledgeBase, new: KnowledgeBase) -> tuple[TextChange, ...]:
    """The pages of sources that stand in both states, and whose words differ."""
    found = []
    for name, source in new.sources.items():
        for language, edition in source.editions.items():
            before = old.sources[name].editions.get(language) if name in old.sources else None
            if before and (paragraphs := tuple(_paragraphs(before, edition))):
                found.append(TextChange(edition.where.path, paragraphs))
    return tuple(found)


def _paragraphs(before: Edition, after: Edition) -> Iterator[tuple[str, str]]:
    for name in dict.fromkeys([*before.by_id, *after.by_id]):
        one, other = (e.by_id[name].text if name in e.by_id else "" for e in (before, after))
        if one != other:
            yield name, changed_words(one, other)
