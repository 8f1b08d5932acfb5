"""The twins of the lists of a language: as they were where they say of every thing what they said.

What a list says of a thing follows from what was read of it, from what leads to it and names it, and from the names of
all things; of a text, from all texts.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, partial
from pathlib import Path

from passerelles.collector import paused
from passerelles.graph import Graph
from passerelles.making.standing import Standing, word
from passerelles.model import Language
from passerelles.twins import listed, said
from passerelles.twins.writing import Pen


@paused
def write_lists(pen: Pen, standing: Standing, keys: Mapping[str, str], folder: Path) -> None:
    """Write the twins below a folder; `keys` has for each thing a word that tells it from another reading of it."""
    graph, things = pen.voice.graph, pen.voice.graph.kb.entities
    of = cache(partial(said, pen))
    names = [(thing.id, thing.kind, list(thing.name.items())) for thing in things.values()]
    about = word([names, [keys[name] for name in graph.kb.sources]])
    told = [(name, f"{keys[name]} {_around(graph, pen.language, name)}") for name in things]
    parts = standing.told(about, told, lambda name: [repr(of(things[name]))])
    if standing.others(about, parts) == frozenset() and standing.stand():
        standing.take_others({}, folder)
    else:
        for path, text in listed(pen, of):
            standing.write(path, text, folder)
    standing.leave(about, {}, parts)


def _around(graph: Graph, language: Language, name: str) -> str:
    """A word for what leads to a thing, and for the texts that name it."""
    leading = [(statement.subject, statement.property) for statement in graph.backlinks.get(name, ())]
    naming = sorted({named.source for named in graph.named[language].get(name, ())})
    return word([leading, naming]) if leading or naming else ""
