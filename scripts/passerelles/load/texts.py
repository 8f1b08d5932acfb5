"""Every text of a YAML file that stands there in several languages, and every blank that nobody has filled yet.

Found by shape, not by kind of file: a mapping whose keys are languages. So labels, the model, entries, the heads of
pages and apparatus are all covered, and whatever is added to them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from passerelles.load.located import Located
from passerelles.model import Language, Rendered, Spots

BLANK = "…"
NO_TRANSLATION = {"quote", "names", "bears"}  # verbatim words, names in the languages of a place, pieces of words
NAMING = ("property", "file", "id", "value")  # what an item of a list is called by, in this order


def walk(node: Located, key: str = "") -> Iterator[tuple[str, Located]]:
    """Every value of a tree with the path of its keys, parents first."""
    yield key, node
    if isinstance(node.value, dict):
        for name, value in node.value.items():
            yield from walk(value, f"{key}.{name}" if key else name)
    elif isinstance(node.value, list):
        for number, item in enumerate(node.value, 1):
            yield from walk(item, f"{key}.{_name(item) or number}")


def _name(item: Located) -> str:
    """«role.president»: so that a text keeps its key when another is put before it."""
    if not isinstance(item.value, dict):
        return ""
    parts = [item.value[field].value for field in NAMING if field in item.value]
    return ".".join(part for part in parts if isinstance(part, str) and part.isascii() and " " not in part)


def rendered(path: str, tree: Located, languages: Mapping[Language, str]) -> Iterator[Rendered]:
    """The texts of a file that stand in the original language and in another."""
    original = next(iter(languages), "")
    for key, fields in mappings(tree):
        if original not in fields or len(fields) < 2 or key.rsplit(".", 1)[-1] in NO_TRANSLATION:
            continue
        words = {name: item.value for name, item in fields.items() if isinstance(item.value, str)}
        if set(fields) <= set(languages) and len(words) > 1 and BLANK not in words.values():
            where = Spots.of(path, {name: (fields[name].line, fields[name].column) for name in words})
            yield Rendered(path, key, words, where)


def mappings(node: Located, key: str = "") -> Iterator[tuple[str, dict[str, Located]]]:
    """Every mapping of a tree with the path of its keys, parents first."""
    value, prefix = node.value, f"{key}." if key else ""
    if isinstance(value, dict):
        yield key, value
        for name, inner in value.items():
            if isinstance(inner.value, (dict, list)):
                yield from mappings(inner, prefix + name)
    elif isinstance(value, list):
        for number, inner in enumerate(value, 1):
            if isinstance(inner.value, (dict, list)):
                yield from mappings(inner, f"{key}.{_name(inner) or number}")


def blanks(tree: Located) -> Iterator[tuple[str, Located]]:
    """The values that are still the sign which `passerelles new` leaves to be filled in."""
    for key, node in walk(tree):
        if is_blank(node):
            yield key, node


def is_blank(node: Located) -> bool:
    """Whether a value is the sign that stands for what an editor has still to write."""
    return isinstance(node.value, str) and node.value.strip() == BLANK
