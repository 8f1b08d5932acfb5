"""What the base gives to other programs: {path: text}, one module a format.

In: the linked base and the address of the site. Out: files, by path from the root of the site. To add a format,
write a module with a function of that shape and name it in FORMATS; index.json then lists its files by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from passerelles.export.agenda import agenda
from passerelles.export.api import api, described
from passerelles.export.citations import citations
from passerelles.export.database import database
from passerelles.export.feeds import feeds
from passerelles.export.geojson import geojson
from passerelles.export.linked import linked
from passerelles.export.sheets import sheets
from passerelles.export.tables import tables
from passerelles.export.words import Words
from passerelles.graph import Graph


def tabular(graph: Graph, site_url: str) -> Mapping[str, str | bytes]:
    """The tables, made once: as CSV with their description, and as a database."""
    made = tables(Words(graph, site_url))
    return {**sheets(graph, site_url, made), **database(graph, made)}


Format = Callable[[Graph, str], Mapping[str, str | bytes]]
FORMATS: tuple[Format, ...] = (api, tabular, linked, geojson, citations, feeds, agenda)


def exports(graph: Graph, site_url: str) -> dict[str, str | bytes]:
    """Every file of the published data; `site_url` ends in a slash, or is empty for a copy without an address."""
    files = {path: content for write in FORMATS for path, content in write(graph, site_url).items()}
    return {**files, **described(graph, site_url, files)}
