"""Every text of a YAML file that stands there in several languages, and every blank that nobody has filled yet.

Found by shape, not by kind of file: a mapping whose keys are languages. So labels, the model, entries, the heads of
pages and apparatus are all covered, and whatever is added to them.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping

from passerelles.load.located import Located
from passerelles.load.once import once
from passerelles.model import Language, Rendered, Spots

BLANK = "…"
NO_TRANSLATION = {"quote", "names", "bears"}  # verbatim words, names in the languages of a place, pieces of words
Step = str | tuple[int, Located]  # a key; or the number of an item, and the item
Trail = tuple[Step, ...]  # from the root
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
    for trail, fields in _mappings(tree, (), []):
        if original not in fields or len(fields) < 2:
            continue
        if trail and _step(trail[-1]).rsplit(".", 1)[-1] in NO_TRANSLATION:
            continue
        words = {name: item.value for name, item in fields.items() if isinstance(item.value, str)}
        if set(fields) <= set(languages) and len(words) > 1 and BLANK not in words.values():
            where = Spots.of(path, {name: (fields[name].line, fields[name].column) for name in words})
            yield Rendered(path, sys.intern(".".join(map(_step, trail))), once(words), where)


def _mappings(
    node: Located, trail: Trail, found: list[tuple[Trail, dict[str, Located]]]
) -> list[tuple[Trail, dict[str, Located]]]:
    """Every mapping of a tree with the way to it, parents first. Few are texts, so that a way is put in words later."""
    value = node.value
    if isinstance(value, dict):
        found.append((trail, value))
        for name, inner in value.items():
            if isinstance(inner.value, (dict, list)):
                _mappings(inner, (*trail, name), found)
    elif isinstance(value, list):
        for number, inner in enumerate(value, 1):
            if isinstance(inner.value, (dict, list)):
                _mappings(inner, (*trail, (number, inner)), found)
    return found


def _step(step: Step) -> str:
    """What a way goes through: «statements», «role.president», «note»."""
    return step if isinstance(step, str) else _name(step[1]) or str(step[0])


def blanks(tree: Located) -> Iterator[tuple[str, Located]]:
    """The values that are still the sign which `passerelles new` leaves to be filled in."""
    for key, node in walk(tree):
        if is_blank(node):
            yield key, node


def is_blank(node: Located) -> bool:
    """Whether a value is the sign that stands for what an editor has still to write."""
    return isinstance(node.value, str) and node.value.strip() == BLANK
