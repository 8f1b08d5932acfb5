"""`passerelles new`: the commented file of a thing that is still to be written, its blanks marked by «…».

In: the kind, the id, the language of the comments. Out: the text of data/<folder>/<id>.yml. Filled in, it passes the
check; until then the check names each blank. Pure: what may be asserted follows from data/schema.yml, what the comments
say from data/labels.yml (`new-…`).
"""

from __future__ import annotations

from collections.abc import Iterator

from passerelles.load.reading import is_id
from passerelles.model import Kind, KnowledgeBase, Language, Property
from passerelles.nearest import nearest, slug
from passerelles.register import is_spent
from passerelles.report import say

BLANK = "…"
LONGEST = 100  # characters of a line
PARTIES = 2  # what a partnership is between


class Refused(Exception):  # noqa: N818 - reads as what it says
    """Nothing is written: a label of data/labels.yml, with what fills its blanks."""

    def __init__(self, key: str, **blanks: str) -> None:
        super().__init__(key)
        self.key, self.blanks = key, blanks


def kind_named(kb: KnowledgeBase, word: str) -> Kind:
    """The kind that an editor names, by its name in the model.

    Raises Refused for another word, with the kind it was probably meant for, and for a source, which is received.
    """
    kinds = {name: kind for name, kind in kb.schema.kinds.items() if name != "source"}
    if word in kinds:
        return kinds[word]
    if word == "source":
        raise Refused("new-source")
    said = {slug(form): name for name, kind in kinds.items() for form in (*kind.label.values(), kind.folder, name)}
    near = said.get(nearest(slug(word), said), "")
    raise Refused("new-kind", kind=word, kinds=", ".join(kinds), near=near)


def vacant(kb: KnowledgeBase, name: str) -> str:
    """The id itself, if it is one and nobody has it or had it.

    Raises Refused otherwise.
    """
    if not name:
        raise Refused("new-without-id")
    if not is_id(name):
        raise Refused("new-id", id=name, near=slug(name) if slug(name) != name else "")
    if name in kb.entities:
        raise Refused("new-taken", id=name, path=kb.entities[name].path)
    if is_spent(kb, name):
        raise Refused("id-spent", id=name)
    return name


def draft(kb: KnowledgeBase, kind: Kind, language: Language) -> str:
    """The file of a thing of this kind, to be filled in."""
    return "\n".join(_Draft(kb, kind, language).lines()) + "\n"


def blanks(text: str) -> int:
    """How much of a draft is still to be filled in."""
    return sum(line.split("#")[0].count(BLANK) for line in text.split("\n"))


class _Draft:
    def __init__(self, kb: KnowledgeBase, kind: Kind, language: Language) -> None:
        self.kb, self.kind, self.language = kb, kind, language
        self.languages = tuple(kb.schema.languages)

    def say(self, key: str, **blanks: str) -> str:
        return say(self.kb, f"new-{key}", self.language, **blanks)

    def comment(self, key: str, indent: str = "", **blanks: str) -> Iterator[str]:
        """A comment, folded at the width of a screen."""
        line = f"{indent}#"
        for word in self.say(key, **blanks).split():
            if len(line) + len(word) >= LONGEST:
                yield line
                line = f"{indent}#"
            line = f"{line} {word}"
        yield line

    def lines(self) -> Iterator[str]:
        kind = self.kind
        yield f"# yaml-language-server: $schema=../schema/{kind.name}.schema.json"
        yield from self.comment("head", label=kind.label[self.language], definition=kind.definition[self.language])
        yield from (f"name:  # {self.say('name')}", *(f"  {code}: {BLANK}" for code in self.languages))
        if kind.types:
            yield from self.comment("type", choices=self._listed({k: v[self.language] for k, v in kind.types.items()}))
            yield f"type: {BLANK}"
        yield from {"territory": self._gazetteer, "theme": self._definition}.get(kind.name, self._nothing)()
        yield from self.comment("spellings")
        yield from (f"# spellings: [{{{code}: …}}, …]" for code in self.languages[:1])
        yield from self._statements()
        yield from self.comment("optional")

    def _nothing(self) -> Iterator[str]:
        yield from ()

    def _definition(self) -> Iterator[str]:
        yield from self.comment("definition")
        yield from ("definition:", *(f"  {code}: {BLANK}" for code in self.languages))

    def _gazetteer(self) -> Iterator[str]:
        yield from self.comment("gazetteer", gazetteers=", ".join(self.kb.schema.gazetteers))
        yield from ("gazetteer:", f"  reference: {BLANK}", f"  country: {BLANK}  # {self.say('country')}")
        yield from (f"  geonames: {BLANK}", f"  coordinates: [{BLANK}, {BLANK}]  # {self.say('coordinates')}")

    def _statements(self) -> Iterator[str]:
        """The statements that the kind requires, as blanks; the others it may have, in a comment."""
        properties = self.kind.properties.values()
        wanted = [p for p in properties if p.required] or list(properties)[:1]
        others = {p.name: p.label[self.language] for p in properties if p not in wanted}
        yield from ("statements:", *self.comment("statement", "  "))
        for declared in wanted:
            yield from self._statement(declared) * (PARTIES if declared.name == "party" else 1)
        if others:
            yield from self.comment("others", "  ", properties=self._listed(others))

    def _statement(self, declared: Property) -> tuple[str, ...]:
        words = [f"      {code}: {BLANK}" for code in self.languages]
        value = {
            "entity": [f"    value: {BLANK}  # {self.say('value-id', kinds=self._kinds(declared))}"],
            "choice": [
                *self.comment(
                    "type",
                    "    ",
                    choices=self._listed({c.code: c.label[self.language] for c in declared.choices.values()}),
                ),
                f"    value: {BLANK}",
            ],
            "text": [
                f"    id: {BLANK}  # {self.say('statement-id')}",
                f"    value:  # {self.say('value-text')}",
                *words,
            ],
            "date": [f"    date: {BLANK}  # {self.say('date')}"],
        }
        quote = [f"          {code}: {BLANK}" for code in self.languages]
        return (
            f"  - property: {declared.name}  # {declared.label[self.language]}",
            *value[declared.type],
            "    evidence:",
            f"      - source: {BLANK}  # {self.say('sources', ids=', '.join(list(self.kb.sources)[:6]))}",
            f"        quote:  # {self.say('quote')}",
            *quote,
        )

    def _kinds(self, declared: Property) -> str:
        return ", ".join(f"data/{self.kb.schema.kinds[name].folder}" for name in declared.targets)

    def _listed(self, labels: dict[str, str]) -> str:
        return ", ".join(f"{code} ({label})" for code, label in labels.items())
