"""The ways in that every page offers: the kinds of things, the views of the whole base, the pages about it.

In: the voice of a page. Out: links with their titles; and which of them the page itself is, or lies within.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from passerelles.model import Schema
from passerelles.pages.voice import Voice

# Of the whole base, beside the kinds: each with the label that names it in the navigation.
VIEWS = {name: f"{name}-title" for name in ("map", "timeline", "relations", "browse")} | {
    "conflicts": "conflicts-short"
}
ABOUT = ("conflicts", "gaps", "translation", "method", "contribute", "reuse", "about")
Way = dict[str, str]


def ways(voice: Voice) -> Mapping[str, list[Way]]:
    """The links, by where they stand on a page."""
    kinds = voice.graph.kb.schema.kinds.values()
    return {
        "nav": [_way(voice, kind.folder, voice.title(kind.plural)) for kind in kinds],
        "views": [_way(voice, name, voice.label(label)) for name, label in VIEWS.items()],
        "about": [_way(voice, name, voice.label(f"{name}-title")) for name in ABOUT],
    }


def _way(voice: Voice, name: str, title: str) -> Way:
    return {"href": voice.link(f"{name}/"), "title": title, "slot": _slot(name)}


def slots(schema: Schema) -> tuple[str, ...]:
    """For each link, the name of the place where a page says that it is there."""
    return tuple(_slot(name) for name in _names(schema))


def here(schema: Schema, path: str) -> dict[str, str]:
    """What each link says of the page at an address: that it is this page, or that the page lies within."""
    return {_slot(name): _current(f"{name}/", path) for name in _names(schema)}


def _names(schema: Schema) -> Iterator[str]:
    yield from dict.fromkeys([*(kind.folder for kind in schema.kinds.values()), *VIEWS, *ABOUT])


def _slot(name: str) -> str:
    return "at_" + re.sub(r"\W", "_", name)


def _current(way: str, path: str) -> str:
    if path == way:
        return ' aria-current="page"'
    return ' aria-current="true"' if path.startswith(way) else ""
