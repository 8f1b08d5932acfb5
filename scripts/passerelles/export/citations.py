"""Every citation of the site, for reference managers: BibTeX, RIS and CSL-JSON, in two sets.

`citations.*`: the texts of the corpus and every page of a thing; `statements.*`: every statement, with the passages it
rests on. Two sets, because who gathers the sources does not want eight hundred statements among them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from passerelles.citation import Item, bibtex, csl, ris, statement_item, thing_item
from passerelles.export.form import File
from passerelles.export.past import Past
from passerelles.export.roll import Growing, Roll
from passerelles.export.told import Told, of_things
from passerelles.export.turns import Round
from passerelles.export.versions import FOLDER
from passerelles.graph import Graph
from passerelles.model import Entity
from passerelles.pages.page import Addresses
from passerelles.pages.voice import Voice
from passerelles.publication import Publication

encode = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode


def citations(graph: Graph, site_url: str, past: Past) -> Iterator[File]:
    """Six files: two sets in three forms, each item under the id of its thing or statement."""
    where = Publication(site_url)
    for name, items in (("citations", things(graph, where)), ("statements", statements(graph, where))):
        yield from _forms(f"{FOLDER}{name}", Round(past, f"{FOLDER}{name}", items))


def _forms(name: str, items: Round[Item]) -> Iterator[File]:
    """The three forms, in one pass over the items, none of which is kept."""
    rolls = [Roll(f"{name}.{end}", head, sign) for end, head, sign, _, _ in FORMS]
    files = [(roll, Growing(roll), form[-2], form[-1]) for roll, form in zip(rolls, FORMS, strict=True)]
    for turn in items:
        for roll, file, _, write in files:
            file.add(items.of(roll, turn, write))
    yield from ((roll.path, file.closed(foot)) for roll, file, foot, _ in files)


def things(graph: Graph, where: Publication) -> Told[Item]:
    """Each source as what it is, each other thing as its page: in the original language, its other names beside."""
    addresses, original = Addresses(graph.kb.schema), graph.kb.schema.original

    def cited(entity: Entity) -> Iterator[Item]:
        item = thing_item(Voice(graph, original, addresses.entity_path(entity), where), entity)
        others = [name for language, name in entity.name.items() if language != original]
        yield item._replace(translated=tuple(name for name in dict.fromkeys(others) if name != entity.name[original]))

    return of_things(graph.kb.entities.values(), cited)


def statements(graph: Graph, where: Publication) -> Told[Item]:
    """Each statement, in the original language; its words in the others stand in statements.json."""
    voice = Voice(graph, graph.kb.schema.original, "", where)
    return of_things(graph.kb.entities.values(), lambda subject: (statement_item(voice, s) for s in subject.statements))


def _csl(item: Item) -> str:
    return encode(csl(item))


FORMS = ("bib", "", "\n", "", bibtex), ("ris", "", "\r\n", "", ris), ("csl.json", "[\n", ",\n", "\n]\n", _csl)
"""How a file ends, what stands before its items, between them, and after them, and what an item is there."""
