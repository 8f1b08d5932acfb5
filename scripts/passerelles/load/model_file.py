"""data/schema.yml and data/labels.yml, read into the model and the words of the site."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from string import Formatter

from passerelles.load.located import Located
from passerelles.load.needed import report_what_is_lacking
from passerelles.load.reading import Reader
from passerelles.model import Choice, Kind, Language, Property, Reference, Schema, Text, Vocabulary
from passerelles.outside import is_address, is_language, lacking

FEEDS = ("front", "map", "timeline", "relations")
OWN_TYPES = ("text", "date", "choice")
PROPERTY_FIELDS = ("label", "inverse", "type", "choices", "required", "single", "expected", "feeds")
KIND_FIELDS = ("folder", "label", "plural", "definition", "types", "properties")

LANGUAGE_FIELDS = ("code", "name")
# Those of which the code itself speaks: the pages, the views and the rules of the base are made of them.
KINDS = ("source", "partnership", "territory", "organisation", "person", "event", "theme", "term")
WIDTH = re.compile(r"(?:0?\d)?\Z")  # «{minutes:02}»; a larger one would fill a memory with spaces


def read_languages(node: Located, reader: Reader) -> dict[Language, str]:
    """Code and own name of each language, the original first; read before anything else can be. None if one has no
    code: no text could be read in it."""
    listed = node.value.get("languages") if isinstance(node.value, dict) else None
    named = reader.each(listed, lambda item: reader.fields(item, LANGUAGE_FIELDS, LANGUAGE_FIELDS))
    pairs = [(reader.identifier(fields.get("code")), reader.text(fields.get("name"))) for fields in named]
    for code, fields in ((code, fields) for (code, _), fields in zip(pairs, named, strict=True) if code):
        if not is_language(code):
            reader.report(fields["code"].where, "not-a-language", value=code, near="")
    if not pairs and listed is not None and not reader.problems:
        reader.report(listed.where, "missing-field", field="code")
    return {} if reader.problems else dict(pairs)


def read_schema(node: Located, reader: Reader, languages: Mapping[Language, str]) -> Schema:
    """The model that every other module asks."""
    fields = reader.fields(node, ("languages", "gazetteers", "vocabularies", "kinds"), ("languages", "kinds"))
    kinds = reader.mapping(fields.get("kinds"), lambda item: item)
    for name in KINDS if kinds else ():
        if name not in kinds:
            reader.report(fields["kinds"].where, "missing-field", field=name)
    known = tuple(dict.fromkeys((*kinds, *KINDS)))  # one that is missing is told of once
    return Schema(
        languages=languages,
        kinds={name: _kind(name, item, reader, known) for name, item in kinds.items()},
        gazetteers=reader.mapping(fields.get("gazetteers"), lambda item: _gazetteer(item, reader)),
        vocabularies=reader.mapping(fields.get("vocabularies"), lambda item: _vocabulary(item, reader)),
    )


def _gazetteer(node: Located, reader: Reader) -> Reference:
    names = ("title", "publisher", "url", "licence", "read")
    fields = reader.fields(node, names, ("title", "url", "read"))
    reference = Reference(**{key: reader.text(fields.get(key)) for key in names})
    if wrong := lacking(reference):
        reader.report(fields[wrong].where, "incomplete-reference", field=wrong)
    return reference


def _vocabulary(node: Located, reader: Reader) -> Vocabulary:
    names = ("title", "publisher", "url", "address")
    fields = reader.fields(node, names, names[:3])
    title, *plain = names
    told = {key: reader.text(fields.get(key)) for key in plain}
    for key in ("url", "address"):
        if told[key] and not is_address(told[key]):
            reader.report(fields[key].where, "incomplete-reference", field=key)
    if told["address"] and "{code}" not in told["address"]:
        reader.report(fields["address"].where, "address-without-code", value=told["address"])
    return Vocabulary(reader.texts(fields.get(title)), **told)


def _kind(name: str, node: Located, reader: Reader, kinds: tuple[str, ...]) -> Kind:
    fields = reader.fields(node, KIND_FIELDS, ("folder", "label", "plural", "definition"))
    properties = reader.mapping(fields.get("properties"), lambda item: item)
    return Kind(
        name=name,
        folder=reader.identifier(fields.get("folder")),
        label=reader.texts(fields.get("label")),
        plural=reader.texts(fields.get("plural")),
        definition=reader.texts(fields.get("definition")),
        types=reader.mapping(fields.get("types"), reader.texts),
        properties={key: _property(key, item, reader, kinds) for key, item in properties.items()},
    )


def _property(name: str, node: Located, reader: Reader, kinds: tuple[str, ...]) -> Property:
    fields = reader.fields(node, PROPERTY_FIELDS, ("label", "type"))
    type_node = fields.get("type", node)
    targets = reader.each(type_node, reader.text) if isinstance(type_node.value, list) else ()
    own = "entity" if targets else reader.text(fields.get("type"))
    if own not in (*OWN_TYPES, "entity") or not set(targets) <= set(kinds):
        reader.report(type_node.where, "unknown-type", types=", ".join((*OWN_TYPES, *kinds)))
    if targets and "inverse" not in fields:  # the page of the other thing has a list under this name
        reader.report(node.where, "missing-field", field="inverse")
    feeds = reader.each(fields.get("feeds"), reader.text)
    if not set(feeds) <= set(FEEDS):
        reader.report(fields["feeds"].where, "unknown-feed", feeds=", ".join(FEEDS))
    choices = reader.mapping(fields.get("choices"), lambda item: item)
    return Property(
        name=name,
        label=reader.texts(fields.get("label")),
        type=own,
        targets=targets,
        inverse=reader.texts(fields.get("inverse")),
        choices={code: _choice(code, item, reader) for code, item in choices.items()},
        required=reader.flag(fields.get("required")),
        single=reader.flag(fields.get("single")),
        expected=reader.flag(fields.get("expected")),
        feeds=tuple(feeds),
    )


def _choice(code: str, node: Located, reader: Reader) -> Choice:
    fields = reader.fields(node, ("label", "bears", "open"), ("label", "bears"))
    return Choice(
        code, reader.texts(fields.get("label")), _bears(fields.get("bears"), reader), reader.flag(fields.get("open"))
    )


def _bears(node: Located | None, reader: Reader) -> Mapping[Language, tuple[str, ...]]:
    """The beginnings of words in each language: where they lack, any quote of that language would do."""
    fields = reader.fields(node, reader.languages, reader.languages) if node else {}
    found = {language: reader.each(words, reader.text) for language, words in fields.items()}
    for language in (language for language, words in found.items() if not words):
        reader.report(fields[language].where, "missing-field", field=language)
    return found


def _same_blanks(node: Located, reader: Reader) -> Text:
    """A string in each language; what is in {braces} is filled in later, and is the same in all of them."""
    texts = reader.texts(node)
    named = {language: _braces(words) for language, words in texts.items()}
    if len(set(named.values())) > 1 or None in named.values():
        reader.report(node.where, "label-blanks", found=" / ".join(_listed(names) for names in named.values()))
    return texts


def _braces(words: str) -> frozenset[str] | None:
    """The names in braces, or None where the braces do not match or ask for more than a word to be filled in."""
    try:
        blanks = [(name, form, how) for _, name, form, how in Formatter().parse(words) if name is not None]
    except ValueError:
        return None
    is_plain = all(not {*name} & {*".["} and WIDTH.match(form or "") and not how for name, form, how in blanks)
    return frozenset(name for name, _, _ in blanks) if is_plain else None


def _listed(names: frozenset[str] | None) -> str:
    return "{ }?" if names is None else ", ".join(f"{{{name}}}" for name in sorted(names)) or "∅"


# Labels that hold a list: what parts it, and how many it has.
WORDED = (
    ("date-months", None, 12, "months-not-twelve"),
    ("date-parts", ";", 10, "parts-not-ten"),
    ("date-part-words", ";", 10, "parts-not-ten"),
)


@dataclass(frozen=True)
class Words:
    """data/labels.yml: the interface, what the problems say, what the edition does to a witness."""

    labels: Mapping[str, Text] = field(default_factory=dict)
    problems: Mapping[str, Mapping[str, Text]] = field(default_factory=dict)
    changes: Mapping[str, Mapping[str, Text]] = field(default_factory=dict)


def read_words(node: Located, reader: Reader) -> Words:
    """Every string of the interface, the languages side by side."""
    fields = reader.fields(node, ("labels", "problems", "changes"), ("labels", "problems", "changes"))

    def several(item: Located) -> Mapping[str, Text]:
        return reader.mapping(item, lambda words: _same_blanks(words, reader))

    labels = several(fields["labels"]) if "labels" in fields else {}
    if labels:
        _dates_are_worded(fields["labels"], labels, reader)
        report_what_is_lacking(node, reader)
    return Words(
        labels=labels,
        problems=reader.mapping(fields.get("problems"), several),
        changes=reader.mapping(fields.get("changes"), several),
    )


def _dates_are_worded(node: Located, labels: Mapping[str, Text], reader: Reader) -> None:
    """The check knows a date in a text by the names of months and parts of a year: without them it would doubt all."""
    for key, sign, wanted, message in WORDED:
        for language, names in labels.get(key, {}).items():
            if (count := len(names.split(sign))) != wanted:
                reader.report(node.key(key), message, language=language, count=str(count))
