"""The fields of the forms, from the model: what Decap CMS calls widgets, as plain data.

In: the knowledge base and the language of the person who types. Out: dictionaries for its config.yml.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from passerelles.load.entities import BEYOND_PROPERTIES, MATCHES, OWN, REFERENCE_FIELDS
from passerelles.model import SPEAKERS, Kind, KnowledgeBase, Language, Property

Field = dict[str, object]
MANY = 400  # things to choose from; beyond it a list is no help, and the id is typed
ID_PATTERN = "^[a-z0-9]+(-[a-z0-9]+)*$"
LONG = {"note", "quote", "text", "definition", "unsaid"}  # fields that hold sentences


@dataclass(frozen=True)
class Fields:
    """The fields of one language's forms."""

    kb: KnowledgeBase
    language: Language

    def of_kind(self, kind: Kind) -> list[Field]:
        """The form of one kind of thing. What it leaves out (a territory's gazetteer) stays in the file as it is."""
        fields = [self.texts("name", required=True)]
        if kind.types:
            fields.append(self.select("type", ((code, text[self.language]) for code, text in kind.types.items()), True))
        fields.append(self.words("aliases"))
        if kind.name == "theme":
            fields += [self.texts("definition", required=True), self.entity("broader", ("theme",))]
        if "matches" in OWN.get(kind.name, ()):
            fields.append(self.matches())
        forms = " ".join(f"{{{{fields.{code}}}}}" for code in self.kb.schema.languages)
        spellings = [*self._each_language("string"), self.entity("source", ("source",))]
        fields.append(self.list("spellings", spellings) | {"summary": forms})
        return [*fields, self.statements(kind), self.beyond(), self.list("unsaid", self._each_language("text", True))]

    def statements(self, kind: Kind) -> Field:
        """One type of item a property, so that each offers just the values that the property may have."""
        types = [self.statement(declared) for declared in kind.properties.values()]
        return self.field("statements", "list", False) | {
            "typeKey": "property",
            "types": types,
            "label_singular": self._label("one-statements"),
        }

    def statement(self, declared: Property) -> Field:
        label = declared.label[self.language]
        dated = declared.type == "date"
        fields = [
            self.string("id", pattern=ID_PATTERN),
            *([] if dated else [self.value(declared)]),
            self.string("date", required=dated),
            self.entity("said_by", SPEAKERS),
            self.select("status", (("conflict", self._label("field-conflict")),), False),
            self.texts("note"),
            self.list("evidence", self.evidence(), required=True),
        ]
        shown = (
            ""
            if dated
            else f"{{{{fields.value{'' if declared.type in {'entity', 'choice'} else f'.{self.language}'}}}}}"
        )
        summary = f"{shown or '{{fields.date}}'}"
        return {"name": declared.name, "label": label, "widget": "object", "fields": fields, "summary": summary}

    def value(self, declared: Property) -> Field:
        if declared.type == "entity":
            return self.entity("value", declared.targets, required=True)
        if declared.type == "choice":
            choices = ((code, choice.label[self.language]) for code, choice in declared.choices.items())
            return self.select("value", choices, True)
        return self.texts("value", required=True)

    def evidence(self) -> list[Field]:
        return [
            self.entity("source", ("source",), required=True),
            self.texts("quote", required=True),
            self.string("at"),
        ]

    def beyond(self) -> Field:
        reference = [
            self.string(name, required=name in {"title", "publisher", "url", "read"}) for name in REFERENCE_FIELDS
        ]
        kinds = ((code, self._label(f"beyond-{code}")) for code in BEYOND_PROPERTIES)
        fields = [
            self.string("id", True, ID_PATTERN), self.select("property", kinds, False), self.string("date"),
            self.texts("text", required=True),
            self.field("reference", "object", True) | {"fields": reference},
        ]  # fmt: skip
        return self.list("beyond", fields)

    def matches(self) -> Field:
        """Subjects of public vocabularies, and how near each comes."""
        vocabularies = (
            (code, " / ".join(dict.fromkeys(v.title.values()))) for code, v in self.kb.schema.vocabularies.items()
        )
        near = ((code, self._label(f"match-{code}")) for code in MATCHES)
        fields = [
            self.select("vocabulary", vocabularies, True), self.string("code", True),
            self.string("name") | {"label": self._label("field-subject-name")}, self.select("match", near, True),
        ]  # fmt: skip
        return self.list("matches", fields)

    # Widgets ---------------------------------------------------------------------------------------------

    def texts(self, name: str, required: bool = False) -> Field:
        """The same words in each language."""
        widget = "text" if name in LONG else "string"
        return self.field(name, "object", required) | {"fields": self._each_language(widget, required)}

    def _each_language(self, widget: str, required: bool = False) -> list[Field]:
        names = self.kb.schema.languages.items()
        return [{"name": code, "label": name, "widget": widget, "required": required} for code, name in names]

    def string(self, name: str, required: bool = False, pattern: str = "") -> Field:
        checked = {"pattern": [pattern, self._label("hint-id")]} if pattern else {}
        return self.field(name, "string", required) | checked

    def words(self, name: str) -> Field:
        """A list of words, one below the other: names may have commas."""
        item = {"name": "item", "label": self._label(f"field-{name}"), "widget": "string"}
        return self.field(name, "list", False) | {"field": item, "label_singular": self._label(f"one-{name}")}

    def list(self, name: str, fields: list[Field], required: bool = False) -> Field:
        return self.field(name, "list", required) | {"fields": fields, "label_singular": self._label(f"one-{name}")}

    def select(self, name: str, options: Iterable[tuple[str, str]], required: bool) -> Field:
        choices = [{"value": code, "label": label} for code, label in options]
        return self.field(name, "select", required) | {"options": choices}

    def entity(self, name: str, kinds: tuple[str, ...], required: bool = False) -> Field:
        """One of the things of these kinds; where they are many, its id is typed and the check helps."""
        things = [entity for kind in kinds for entity in self.kb.of_kind(kind)]
        if len(things) > MANY or not things:
            return self.string(name, required, ID_PATTERN)
        options = sorted((f"{entity.name[self.language]} ({entity.id})", entity.id) for entity in things)
        return self.select(name, ((code, label) for label, code in options), required)

    def field(self, name: str, widget: str, required: bool) -> Field:
        hint: Mapping[str, object] = {"hint": self._label(f"hint-{name}")} if f"hint-{name}" in self.kb.labels else {}
        return {"name": name, "label": self._label(f"field-{name}"), "widget": widget, "required": required, **hint}

    def _label(self, key: str) -> str:
        return self.kb.labels[key][self.language]
