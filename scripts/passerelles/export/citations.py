"""Every citation of the site, for reference managers: BibTeX, RIS and CSL-JSON, in two sets.

`citations.*`: the texts of the corpus and every page of a thing; `statements.*`: every statement, with the passages it
rests on. Two sets, because who gathers the sources does not want eight hundred statements among them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from passerelles.citation import Item, bibtex, csl, ris, statement_item, thing_item
from passerelles.export.form import File, Growing, Pieces, batches
from passerelles.export.versions import FOLDER
from passerelles.graph import Graph
from passerelles.pages.page import Addresses
from passerelles.pages.voice import Voice
from passerelles.publication import Publication

encode = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode


def citations(graph: Graph, site_url: str) -> Iterator[File]:
    """Six files: two sets in three forms, each item under the id of its thing or statement."""
    where = Publication(site_url)
    for name, items in (("citations", things(graph, where)), ("statements", statements(graph, where))):
        yield from ((f"{FOLDER}{name}.{end}", content) for end, content in _forms(items))


def _forms(items: Iterable[Item]) -> Iterator[tuple[str, Pieces]]:
    """The three forms, in one pass over the items, none of which is kept."""
    bib, refs, rows = Growing("", "\n"), Growing("", "\r\n"), Growing("[\n", ",\n")
    for some in batches(items):
        bib.add(map(bibtex, some))
        refs.add(map(ris, some))
        rows.add(encode(csl(item)) for item in some)
    yield "bib", bib.closed()
    yield "ris", refs.closed()
    yield "csl.json", rows.closed("\n]\n")


def things(graph: Graph, where: Publication) -> Iterator[Item]:
    """Each source as what it is, each other thing as its page: in the original language, its other names beside."""
    addresses, original = Addresses(graph.kb.schema), graph.kb.schema.original
    for entity in graph.kb.entities.values():
        item = thing_item(Voice(graph, original, addresses.entity_path(entity), where), entity)
        others = [name for language, name in entity.name.items() if language != original]
        yield item._replace(translated=tuple(name for name in dict.fromkeys(others) if name != entity.name[original]))


def statements(graph: Graph, where: Publication) -> Iterator[Item]:
    """Each statement, in the original language; its words in the others stand in statements.json."""
    voice = Voice(graph, graph.kb.schema.original, "", where)
    return (statement_item(voice, statement) for statement in graph.kb.statements)
