"""What changed, in words, as the Markdown of a pull request. In: two states of the base. Out: the report. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass

from passerelles.dates import NotADate
from passerelles.dates_said import label
from passerelles.difference.compare import Change, EntityChange, TextChange, compare, texts
from passerelles.difference.markdown import code, safe
from passerelles.model import BeyondFact, Entity, Evidence, KnowledgeBase, Language, Statement, Text
from passerelles.report import say
from passerelles.translated import changed_words

LARGEST = 55_000  # characters; a forge takes some 65,000 in one comment
SORTS = ("added", "changed", "lost")
LONG = 80  # characters: of longer texts only the words that changed are told
PARAGRAPHS = 10  # of a text that are told one by one


@dataclass(frozen=True)
class Report:
    """The report in one language; `unread` are files of today that cannot be read, so that they seem lost."""

    old: KnowledgeBase
    new: KnowledgeBase
    language: Language
    unread: Sequence[str] = ()

    def markdown(self) -> str:
        """The whole report, cut after some entries where there is too much for one comment."""
        changes, words = compare(self.old, self.new), texts(self.old, self.new)
        lines = [f"### {self.say('title')}", "", self._summary(changes), *self._unread()]
        size = 0
        for number, change in enumerate(changes):
            block = list(self._entity(change))
            size += sum(map(len, block))
            if size > LARGEST:
                lines += ["", self.say("more", count=len(changes) - number)]
                break
            lines += ["", *block]
        return "\n".join([*lines, *(self._texts(words) if size <= LARGEST else ())])

    def say(self, key: str, **blanks: object) -> str:
        words = self.new if self.new.labels else self.old  # today's may be what cannot be read
        return say(words, f"diff-{key}", self.language, **{name: str(value) for name, value in blanks.items()})

    def _summary(self, changes: Sequence[EntityChange]) -> str:
        counts = {sort: sum(c.sort == sort for e in changes for c in e.statements) for sort in SORTS}
        return self.say("summary", **counts, entries=len(changes)) if changes else self.say("nothing")

    def _unread(self) -> Iterator[str]:
        if self.unread:
            yield from ("", self.say("unread", paths=", ".join(map(code, self.unread))))

    def _entity(self, change: EntityChange) -> Iterator[str]:
        entity = change.after or change.before
        assert entity is not None
        yield f"#### {safe(self._name(entity))} ({safe(self._kind(entity))}, {code(entity.id)})"
        yield ""
        if change.sort != "changed":
            yield self.say(f"entry-{change.sort}", old=code(change.before.id) if change.before else "")
        yield from self._others(change)
        for item in sorted(change.statements, key=lambda c: SORTS.index(c.sort)):
            yield from self._change(item)
        for item in sorted(change.beyond, key=lambda c: SORTS.index(c.sort)):
            yield from self._fact(item)

    def _others(self, change: EntityChange) -> Iterator[str]:
        before, after = change.before, change.after
        if "name" in change.others and before and after:
            yield f"- {self.say('name')} {self._arrow(*self._words(before.name, after.name))}"
        if others := [name for name in change.others if name != "name"]:
            yield f"- {self.say('others', fields=', '.join(map(code, others)))}"

    def _change(self, change: Change) -> Iterator[str]:
        before, after = (s if isinstance(s, Statement) else None for s in (change.before, change.after))
        statement = after or before
        assert statement is not None
        told = {"property": safe(self._property(statement)), "value": safe(self._value(statement))}
        yield f"- {self.say('line', sort=self.say(change.sort), **told)}"
        if before and after:
            yield from self._differences(before, after)
        else:
            yield from (f"  - {self._quote(evidence)}" for evidence in statement.evidence)

    def _differences(self, before: Statement, after: Statement) -> Iterator[str]:
        """What of a statement is not what it was, its address first: people cite it."""
        ids = [statement.id.removeprefix(f"{statement.subject}.") for statement in (before, after)]
        if ids[0] != ids[1] and before.entity == after.entity:
            yield f"  - {self.say('others', fields=f'id ({code(ids[0])} → {code(ids[1])})')}"
        values = self._value(before), self._value(after)
        pairs = {
            "value": values if values[0] != values[1] else self._words(before.text, after.text),
            "date": (before.date, after.date),
            "said-by": (before.said_by, after.said_by),
            "status": (before.status, after.status),
            "note": self._words(before.note, after.note),
        }
        for key, (one, other) in pairs.items():
            if one != other:
                yield f"  - {self.say(key)} {self._arrow(one, other)}"
        yield from self._quotes(before.evidence, after.evidence)

    def _quotes(self, before: Sequence[Evidence], after: Sequence[Evidence]) -> Iterator[str]:
        """The quotes that went and came, those said to stand elsewhere, and whether they come in another order."""
        old, new = ({(e.source, *e.quote.items()): e for e in evidence} for evidence in (before, after))
        lost, added = ([e for key, e in one.items() if key not in other] for one, other in ((old, new), (new, old)))
        yield from (f"  - {self.say('quote-lost')} {self._quote(e, added)}" for e in lost)
        yield from (f"  - {self.say('quote-added')} {self._quote(e, lost)}" for e in added)
        for key, evidence in new.items():
            if key in old and old[key].at != evidence.at:
                moved = self._arrow(old[key].at, evidence.at)
                yield f"  - {self.say('quote-at', quote=self._quote(evidence), places=moved)}"
        if old.keys() == new.keys() and [*old] != [*new]:
            yield f"  - {self.say('quote-order')}"

    def _fact(self, change: Change) -> Iterator[str]:
        before, after = (f if isinstance(f, BeyondFact) else None for f in (change.before, change.after))
        fact = after or before
        assert fact is not None
        words = safe(fact.text.get(self.language, ""))
        yield f"- **{self.say(change.sort)}** {self.say('beyond')} {words} ({safe(fact.reference.title)})"
        if before and after:
            yield from self._fact_differences(before, after)

    def _fact_differences(self, before: BeyondFact, after: BeyondFact) -> Iterator[str]:
        """What of an outside fact is not what it was."""
        if before.text != after.text:
            yield f"  - {self.say('value')} {self._arrow(*self._words(before.text, after.text))}"
        if before.date != after.date:
            yield f"  - {self.say('date')} {self._arrow(before.date, after.date)}"
        others = ["property"] if before.property != after.property else []
        one, other = asdict(before.reference), asdict(after.reference)
        others += [f"reference.{name}" for name in one if one[name] != other[name]]
        if others:
            yield f"  - {self.say('others', fields=', '.join(map(code, others)))}"

    def _words(self, before: Text, after: Text) -> tuple[str, str]:
        """A text before and after in the language of the report or, where it is the same there, where it is not."""
        languages = dict.fromkeys((self.language, *before, *after))
        changed = next((key for key in languages if before.get(key) != after.get(key)), self.language)
        return before.get(changed, ""), after.get(changed, "")

    def _texts(self, changes: Sequence[TextChange]) -> Iterator[str]:
        if changes:
            yield from ("", f"#### {self.say('texts')}", "")
        for change in changes:
            yield f"- {code(change.path)}"
            yield from (f"  - {code(name)} {safe(words)}" for name, words in change.paragraphs[:PARAGRAPHS])
            if len(change.paragraphs) > PARAGRAPHS:
                yield f"  - {self.say('paragraphs', count=len(change.paragraphs) - PARAGRAPHS)}"

    # Words -----------------------------------------------------------------------------------------

    def _arrow(self, before: str, after: str) -> str:
        if before and after and len(before) > LONG:
            return safe(changed_words(before, after))
        return f"{safe(before) or '∅'} → {safe(after) or '∅'}"

    def _quote(self, evidence: Evidence, others: Sequence[Evidence] = ()) -> str:
        """A quote in the language of the report or, where others read the same in it, in one that tells them apart."""
        told = [key for key in (self.language, *evidence.quote) if evidence.quote.get(key)]
        apart = [key for key in told if all(evidence.quote[key] != other.quote.get(key) for other in others)]
        quote = evidence.quote[(apart or told)[0]] if told else ""
        return f"{self.say('quote', words=safe(quote))} ({code(evidence.source)})"

    def _name(self, entity: Entity) -> str:
        return entity.name.get(self.language) or entity.id

    def _kind(self, entity: Entity) -> str:
        kind = self.new.schema.kinds.get(entity.kind) or self.old.schema.kinds.get(entity.kind)
        return kind.label.get(self.language, entity.kind) if kind else entity.kind

    def _property(self, statement: Statement) -> str:
        declared = self.new.property_of(statement) or self.old.property_of(statement)
        return declared.label.get(self.language, declared.name) if declared else statement.property

    def _value(self, statement: Statement) -> str:
        """The value as a reader would be told it: a name, a label, words, with their date."""
        entity = self.new.entities.get(statement.entity) or self.old.entities.get(statement.entity)
        declared = self.new.property_of(statement) or self.old.property_of(statement)
        choice = declared.choices.get(statement.choice) if declared else None
        words = self._name(entity) if entity else statement.entity
        words = words or (choice.label.get(self.language, "") if choice else statement.choice)
        words = words or statement.text.get(self.language, "")
        return ", ".join(part for part in (words, self._date(statement.date)) if part)

    def _date(self, edtf: str) -> str:
        labels = self.new.labels
        try:
            return label(edtf, {k: v[self.language] for k, v in labels.items() if k.startswith("date-")})
        except (NotADate, KeyError):
            return edtf
