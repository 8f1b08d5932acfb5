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
import re
from dataclasses import dataclass, field

from passerelles.export.form import File
from passerelles.export.table import Table
from passerelles.export.versions import FOLDER, VERSION
from passerelles.graph import Graph

BOM = "\ufeff"
RUN = re.compile(r"[\t\r\n]|\s*[-=+@＝＋－＠']")  # full-width signs begin a formula too, where Japanese is typed
TYPES = {"string": "string", "integer": "integer", "boolean": "boolean"}


@dataclass(frozen=True)
class Package:
    """The sheets of a base: one a table, and datapackage.json, which describes those that were made."""

    graph: Graph
    site_url: str
    _resources: list[dict[str, object]] = field(default_factory=list)

    def sheet(self, item: Table) -> File:
        """The CSV of a table."""
        content = sheet(item)
        self._resources.append(_resource(item, content))
        return f"{FOLDER}{item.name}.csv", content

    def description(self) -> File:
        """datapackage.json."""
        package = _package(self.graph, self.site_url) | {"resources": self._resources}
        return f"{FOLDER}datapackage.json", (json.dumps(package, ensure_ascii=False, indent=1) + "\n").encode()


def sheet(item: Table) -> bytes:
    """One table as CSV."""
    target = io.BytesIO()
    text = io.TextIOWrapper(target, "utf-8", newline="")
    text.write(BOM)
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(item.names)
    writer.writerows(
        [harmless(c) if isinstance(c, str) else c if c is None else _plain(c) for c in row] for row in item.rows
    )
    text.flush()
    return target.getvalue()


def _plain(value: int) -> str:
    """A number, or whether something is so."""
    return str(value).lower()


def harmless(words: str) -> str:
    """A text that no spreadsheet runs as a formula; a leading apostrophe more or less is the whole difference."""
    return f"'{words}" if RUN.match(words) else words


def _package(graph: Graph, site_url: str) -> dict[str, object]:
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
