"""What a made-up base is built of: things, sentences of texts that speak of them, statements that quote these."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from words import Both, Words

Entry = dict[str, Any]


ALSO = Both("Le dernier passage parle de la même chose ailleurs.", "The last passage tells of the same elsewhere.")


@dataclass(eq=False)
class Scene:
    """One sentence of a source, in parts, so that a quote may take some of them."""

    parts: list[Both]
    source: str = ""

    def words(self, first: int = 0, last: int = -1) -> Both:
        taken = self.parts[first : last + 1 if last >= 0 else None]
        return Both(" ".join(part.fr for part in taken), " ".join(part.en for part in taken))


@dataclass(eq=False)
class Quote:
    """Some parts of a sentence; all of them, where a text would have the same words twice."""

    scene: Scene
    first: int = 0
    last: int = -1

    def words(self, sources: dict[str, Both]) -> Both:
        found, text = self.scene.words(self.first, self.last), sources[self.scene.source]
        once = text.fr.count(found.fr) == 1 and text.en.count(found.en) == 1
        return found if once else self.scene.words()


@dataclass(eq=False)
class Statement:
    """What a thing is said to be, with its quotes."""

    property: str
    quotes: list[Quote]
    value: str | Both | None = None
    id: str = ""
    date: str = ""
    said_by: str = ""
    note: Both | None = None
    is_conflict: bool = False

    def entry(self, sources: dict[str, Both]) -> Entry:
        """The statement as its file has it."""
        evidence = [{"source": q.scene.source, "quote": pair(q.words(sources))} for q in self.quotes]
        fields: Entry = {
            "property": self.property,
            "id": self.id,
            "value": pair(self.value) if isinstance(self.value, Both) else self.value,
            "date": self.date,
            "said_by": self.said_by,
            "status": "conflict" if self.is_conflict else "",
            "note": pair(self.note) if self.note else None,
            "evidence": evidence,
        }
        return {key: value for key, value in fields.items() if value}


@dataclass(eq=False)
class Thing:
    """An entry of the base in the making."""

    kind: str
    id: str
    name: Both
    type: str = ""
    own: Entry = field(default_factory=dict)  # what only this kind has
    statements: list[Statement] = field(default_factory=list)
    scenes: list[Scene] = field(default_factory=list)

    def state(self, name: str, quote: Quote, value: str | Both | None = None, **more: Any) -> None:
        """Add a statement; a thing that is already the value of the same property is not stated twice."""
        if isinstance(value, str) and any(s.property == name and s.value == value for s in self.statements):
            return
        own_id = f"s{len(self.statements)}" if isinstance(value, Both) or value is None else ""
        self.statements.append(Statement(name, [quote], value, own_id, **more))

    def colour(self, words: Words, others: list[Thing], speakers: list[Thing]) -> None:
        """Notes, speakers and second quotes, as often as the real base has them."""
        for statement in self.statements:
            scene = words.one(self.scenes)
            if words.chance(0.25) and scene is not statement.quotes[0].scene:
                statement.quotes.append(Quote(scene))
                statement.note = statement.note or ALSO  # the other scene need not bear on the value
            if words.chance(0.15) and not statement.note:
                other = words.one(others, 2).name
                statement.note = Both(f"Le texte cite aussi {other.fr}.", f"The text also cites {other.en}.")
            if words.chance(0.08) and isinstance(statement.value, Both):
                statement.said_by = words.one(speakers, 3).id

    def entry(self, words: Words, sources: dict[str, Both]) -> Entry:
        """The file of the thing: its names, its statements, what is known from elsewhere, what is unsaid."""
        spelled = [{code: getattr(self.name, code)} for code in ("fr", "en")] if self.kind != "partnership" else []
        if self.scenes and words.chance(0.3):
            spelled = [form | {"source": self.scenes[0].source} for form in spelled]
        fields: Entry = {
            "name": pair(self.name),
            "type": self.type,
            **self.own,
            "aliases": [self.name.fr.lower()],
            "spellings": spelled,
            "statements": [statement.entry(sources) for statement in self.statements],
            "beyond": [_beyond(self, words)] if words.chance(0.5) else [],
            "unsaid": [_unsaid(self, words)] if words.chance(0.8) else [],
        }
        return {key: value for key, value in fields.items() if value}


def pair(words: Both) -> Entry:
    return {"fr": words.fr, "en": words.en}


def _beyond(thing: Thing, words: Words) -> Entry:
    """A fact from outside the texts, with its reference."""
    day, said = words.date()
    text = Both(
        f"Un registre public donne une suite à {thing.name.fr} le {said.fr}.",
        f"A public register gives a sequel to {thing.name.en} on {said.en}.",
    )
    reference = {
        "title": f"Registre {thing.name.fr}",
        "publisher": "Registre public",
        "url": f"https://register.example/{thing.id}",
        "read": "2026-11-22",
        "language": "fr",
    }
    return {"id": "register", "property": "later", "date": day, "text": pair(text), "reference": reference}


def _unsaid(thing: Thing, words: Words) -> Entry:
    years = words.number()
    return pair(
        Both(
            f"Les textes ne disent pas ce que {thing.name.fr} devient après {years} mois.",
            f"The texts do not say what becomes of {thing.name.en} after {years} months.",
        )
    )
