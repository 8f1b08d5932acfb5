"""What each column of the tables and each key of the lists holds, in every language: one dictionary for all formats.

The words are those of the labels `column-…`; where a table of a kind has a column for a property, those of the model;
else those by which the keys of an entry are explained (`key-…`). Nothing here is asked of a row.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from passerelles.export.kind_tables import column_name
from passerelles.export.table import Column, in_each
from passerelles.model import KnowledgeBase, Language, Text

Schema = dict[str, object]


def meaning(kb: KnowledgeBase, within: str, name: str) -> Text:
    """What a name means within a table, a list or a part of one. Raises KeyError for a name that nothing explains."""
    keys = f"column-{within}-{name}", f"column-{within}_{name}", f"column-{name}", f"key-{name}"
    text = _stated(kb, within).get(name) or next(filter(None, map(kb.labels.get, keys)), None)
    if text is None:
        raise KeyError(f"column-{within}-{name}")
    return text


def _stated(kb: KnowledgeBase, within: str) -> Mapping[str, Text]:
    """What the properties of a kind are called, by the name of their column."""
    kind = kb.schema.kinds.get(within)
    return {column_name(item.name): item.label for item in kind.properties.values()} if kind else {}


def columns_told(kb: KnowledgeBase, within: str, columns: Iterable[Column]) -> Mapping[str, str]:
    """What each column of a table holds: a code, or the words for it in a language, told apart."""
    names = tuple(column.name for column in columns)
    return {name: _joined(_column(kb, within, name, names)) for name in names}


def _column(kb: KnowledgeBase, within: str, name: str, beside: tuple[str, ...]) -> Text:
    for language in kb.schema.languages:
        base = name.removesuffix(f"_{language}")
        if base != name and name not in _stated(kb, within):  # a property may be called so itself
            return _with(meaning(kb, within, base), _tongue(kb, language))
    is_code = set(in_each(name, kb.schema.languages)) <= set(beside)
    return _with(meaning(kb, within, name), kb.labels["column-coded"]) if is_code else meaning(kb, within, name)


def _tongue(kb: KnowledgeBase, language: Language) -> Text:
    """What a language is called; one that the labels do not have, by its own name."""
    return kb.labels.get(f"language-{language}", dict.fromkeys(kb.schema.languages, kb.schema.languages[language]))


def _with(text: Text, more: Text) -> Text:
    return {tongue: f"{words} ({more[tongue]})" for tongue, words in text.items()}


def explained(kb: KnowledgeBase, within: str, schema: Mapping[str, object]) -> Schema:
    """The schema of a list with a description of each key; a key of a part stands within that (`reference`)."""
    return dict(_explained(kb, within, schema))


def _explained(kb: KnowledgeBase, within: str, schema: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    for key, value in schema.items():
        if key == "properties" and isinstance(value, Mapping):
            yield key, {name: _key(kb, within, name, inner) for name, inner in value.items()}
        elif key == "items" and isinstance(value, Mapping):
            yield key, explained(kb, within, value)
        elif key == "anyOf" and isinstance(value, list):
            yield key, [explained(kb, within, each) for each in value]
        else:
            yield key, value


def _key(kb: KnowledgeBase, within: str, name: str, schema: Mapping[str, object]) -> Schema:
    kind = kb.schema.kinds.get(name) if within == "counts" else None
    said = _tongue(kb, name) if name in kb.schema.languages else kind.plural if kind else meaning(kb, within, name)
    return {"description": _joined(said)} | explained(kb, name, schema)


def _joined(text: Text) -> str:
    return " / ".join(text.values())
