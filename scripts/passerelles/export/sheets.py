"""Tables as CSV, for spreadsheets and programs, and their description as a Frictionless data package.

UTF-8 with a byte-order mark, so that spreadsheets read accents; CRLF and quotes as in RFC 4180. A cell that a
spreadsheet might take for a formula gets an apostrophe in front, and so does one that has an apostrophe there
already: who reads the file takes one leading apostrophe away and has every cell as it was.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from passerelles.export.dictionary import columns_told
from passerelles.export.form import File
from passerelles.export.rights import LICENCE, Credit, about, credits, licence
from passerelles.export.roll import Roll
from passerelles.export.table import Cell, Table
from passerelles.export.versions import FOLDER, VERSION
from passerelles.graph import Graph

BOM = "\ufeff"
RUN = re.compile(r"[\t\r\n]|\s*[-=+@＝＋－＠']")  # full-width signs begin a formula too, where Japanese is typed
TYPES = {"string": "string", "integer": "integer", "boolean": "boolean"}


@dataclass(frozen=True)
class Package:
    """What datapackage.json says of the sheets of a base, one a table, that were made so far."""

    graph: Graph
    site_url: str
    _resources: list[dict[str, object]] = field(default_factory=list)

    def add(self, item: Table, size: int, sha256: str) -> None:
        """The sheet of a table, by the size of its file in bytes and its SHA-256."""
        self._resources.append(_resource(item, size, sha256, columns_told(self.graph.kb, item.name, item.columns)))

    def description(self) -> File:
        """datapackage.json."""
        package = _package(self.graph, self.site_url) | {"resources": self._resources}
        return f"{FOLDER}datapackage.json", [(json.dumps(package, ensure_ascii=False, indent=1) + "\n").encode()]


def sheet(item: Table) -> Roll:
    """The file of a table, which begins with the names of its columns."""
    return Roll(f"{FOLDER}{item.name}.csv", BOM + line(item.names), "")


def line(row: tuple[Cell, ...]) -> str:
    """A row as the csv module writes it, which looks at each letter in turn and took four times as long.

    What begins with a letter or a digit, as nearly all cells do, runs nowhere.
    """
    cells = [c if c == "" or (isinstance(c, str) and c[0].isalnum()) else _told(c) for c in row]
    plain = ",".join(cells)
    if '"' in plain or "\n" in plain or "\r" in plain or plain.count(",") >= len(cells):
        plain = ",".join([c and _quoted(c) for c in cells])  # many are empty
    return f"{plain}\r\n"


def _told(value: str | int) -> str:
    """Words, a number, or whether something is so."""
    return harmless(value) if isinstance(value, str) else str(value).lower()


def _quoted(cell: str) -> str:
    if '"' in cell:
        cell = cell.replace('"', '""')
    elif not ("," in cell or "\n" in cell or "\r" in cell):
        return cell
    return f'"{cell}"'


def harmless(words: str) -> str:
    """A text that no spreadsheet runs as a formula; a leading apostrophe more or less is the whole difference."""
    return f"'{words}" if RUN.match(words) else words


def _package(graph: Graph, site_url: str) -> dict[str, object]:
    return {
        "profile": "tabular-data-package",
        "name": "passerelles",
        "title": "Passerelles",
        "description": about(graph.kb),
        **({"homepage": site_url} if site_url else {}),
        "version": VERSION,
        "licenses": [{"name": "CC-BY-4.0", "path": LICENCE, "title": licence(graph.kb)}],
        "sources": [_source(credit) for credit in credits(graph.kb)],
    }


def _source(credit: Credit) -> dict[str, str]:
    """A source as a data package has it, with the rights in it."""
    told = {"title": " / ".join(dict.fromkeys(credit.title.values())), "path": credit.address}
    told["rights"] = " / ".join(dict.fromkeys(credit.rights.values()))
    return {key: words for key, words in told.items() if words}


def _resource(item: Table, size: int, sha256: str, told: Mapping[str, str]) -> dict[str, object]:
    return {
        "profile": "tabular-data-resource",
        "name": item.name,
        "path": f"{item.name}.csv",
        "title": " / ".join(item.title.values()),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": size,
        "hash": f"sha256:{sha256}",
        "schema": {
            "fields": [
                {"name": c.name, "type": TYPES[c.type], "description": told[c.name], **_constraints(item, c.name)}
                for c in item.columns
            ],
            "primaryKey": list(item.key),
            "foreignKeys": [
                {"fields": list(here), "reference": {"resource": there, "fields": list(keys)}}
                for here, (there, keys) in item.references.items()
            ],
            "missingValues": [""],
        },
    }


def _constraints(item: Table, name: str) -> dict[str, object]:
    return {"constraints": {"required": True}} if name in item.key else {}
