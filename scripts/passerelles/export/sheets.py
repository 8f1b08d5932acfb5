"""Tables as CSV, for spreadsheets and programs, and their description as a Frictionless data package.

UTF-8 with a byte-order mark, so that spreadsheets read accents; CRLF and quotes as in RFC 4180. A cell that a
spreadsheet might take for a formula gets an apostrophe in front, and so does one that has an apostrophe there
already: who reads the file takes one leading apostrophe away and has every cell as it was.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Mapping, Sequence

from passerelles.export.table import Cell, Table
from passerelles.export.versions import FOLDER, VERSION
from passerelles.graph import Graph

BOM = "\ufeff"
FORMULA = tuple("=+-@＝＋－＠'")  # full-width signs begin a formula too, where Japanese is typed
BLANKS = tuple("\t\r\n")
TYPES = {"string": "string", "integer": "integer", "boolean": "boolean"}


def sheets(graph: Graph, site_url: str, made: Sequence[Table]) -> Mapping[str, str | bytes]:
    """A CSV a table, and datapackage.json."""
    files = {f"{item.name}.csv": sheet(item) for item in made}
    package = json.dumps(_package(graph, site_url, made, files), ensure_ascii=False, indent=1) + "\n"
    return {f"{FOLDER}{name}": text for name, text in {**files, "datapackage.json": package}.items()}


def sheet(item: Table) -> str:
    """One table as CSV."""
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\r\n")
    writer.writerow(item.names)
    writer.writerows([_cell(value) for value in row] for row in item.rows)
    return BOM + target.getvalue()


def _cell(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return harmless(value) if isinstance(value, str) else str(value)


def harmless(words: str) -> str:
    """A text that no spreadsheet runs as a formula; a leading apostrophe more or less is the whole difference."""
    return f"'{words}" if words.startswith(BLANKS) or words.lstrip().startswith(FORMULA) else words


def _package(graph: Graph, site_url: str, made: Sequence[Table], files: Mapping[str, str]) -> dict[str, object]:
    labels = graph.kb.labels
    return {
        "profile": "tabular-data-package",
        "name": "passerelles",
        "title": "Passerelles",
        "description": " / ".join(labels["data-about"].values()),
        **({"homepage": site_url} if site_url else {}),
        "version": VERSION,
        "licenses": [
            {"name": "CC-BY-4.0", "path": "https://creativecommons.org/licenses/by/4.0/", "title": "CC BY 4.0"}
        ],
        "resources": [_resource(item, files[f"{item.name}.csv"].encode()) for item in made],
    }


def _resource(item: Table, data: bytes) -> dict[str, object]:
    return {
        "profile": "tabular-data-resource",
        "name": item.name,
        "path": f"{item.name}.csv",
        "title": " / ".join(item.title.values()),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(data),
        "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
        "schema": {
            "fields": [{"name": c.name, "type": TYPES[c.type], **_constraints(item, c.name)} for c in item.columns],
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
