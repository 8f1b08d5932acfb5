"""What the base gives to other programs: files, one module a format.

In: the linked base, the address of the site, and what the last build said. Out: (path from the root of the site, pieces
of bytes), one file after another: a large base gives half a gigabyte, so that whoever takes a file writes its pieces
before the next. To add a format, write a module with a function of that shape and name it in PARTS; index.json then
lists its files by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain

from passerelles.collector import held
from passerelles.export.agenda import agenda
from passerelles.export.api import api, described, entry
from passerelles.export.citations import citations
from passerelles.export.database import DATABASE, database
from passerelles.export.feeds import feeds
from passerelles.export.form import File, Measured, Pieces
from passerelles.export.geojson import geojson
from passerelles.export.iati import iati
from passerelles.export.linked import linked
from passerelles.export.past import Past
from passerelles.export.rows import Row
from passerelles.export.sheets import Package, line, sheet
from passerelles.export.tables import tables
from passerelles.export.turns import Round
from passerelles.export.versions import FOLDER
from passerelles.export.words import Words
from passerelles.graph import Graph


def tabular(graph: Graph, site_url: str, past: Past) -> Iterator[File]:
    """The tables, whose rows pass through a database into a CSV; then what describes the sheets, and the database."""
    with database(past.files.get(DATABASE)) as base:
        package = Package(graph, site_url)
        for table in tables(Words(graph, site_url)):
            roll = sheet(table)
            rows = Round(past, roll.path, table.told, besides=(DATABASE,))
            pieces = rows.rolled(roll, line, turns=base.passing(table, rows))
            content = Measured(pieces, past.files.get(roll.path))
            yield roll.path, content
            package.add(table, *content.measures())
        yield package.description()
        yield from base.files(graph, past)


Format = Callable[[Graph, str, Past], Iterator[File]]
# In parts, of which a build may have two processes each write the next one that is left: the smallest last.
PARTS: tuple[tuple[Format, ...], ...] = (
    (tabular,), (linked,), (geojson, iati, citations, feeds, agenda), (api,),
)  # fmt: skip


def exports(graph: Graph, site_url: str) -> Iterator[tuple[str, Pieces]]:
    """Every file of the published data; `site_url` ends in a slash, or is empty for a copy without an address."""
    listed: list[Row] = []
    for formats in PARTS:
        yield from exported(graph, site_url, formats, listed, Past())
    yield from described(graph, site_url, listed)


def exported(
    graph: Graph, site_url: str, formats: Iterable[Format], listed: list[Row], past: Past
) -> Iterator[tuple[str, Measured]]:
    """The files of some formats; `listed` is told what the index says of each."""
    with held():
        for path, pieces in chain.from_iterable(write(graph, site_url, past) for write in formats):
            content = pieces if isinstance(pieces, Measured) else Measured(pieces, past.files.get(path))
            yield path, content
            if path.startswith(FOLDER):
                listed.append(entry(path, *content.measures()))
