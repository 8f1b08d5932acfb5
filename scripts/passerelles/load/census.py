"""What has no place where it lies: a file that nothing would read is told of, never passed over in silence."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from passerelles.load.files import Files
from passerelles.model import Kind, Position, Schema
from passerelles.nearest import nearest

KNOWN = ("schema.yml", "labels.yml", "replaced.yml")
FOLDERS = ("raw", "extracted", "apparatus", "schema")
YAML = (".yml", ".yaml")
SCHEMA_LINE = re.compile(r"#\s*yaml-language-server:.*/([a-z]+)\.schema\.json\s*\Z")


def report_strays(files: Files, schema: Schema) -> None:
    """YAML files in data/ that stand in no folder of the model, and files among the entries that are no entries."""
    folders = (*schema.by_folder, *FOLDERS)
    for path in files.below("data"):
        name = PurePosixPath(path).name
        if files.is_folder(path) and name not in folders:
            named = dict.fromkeys(schema.by_folder) | {kind.name: None for kind in schema.kinds.values()}
            near = nearest(name, named)
            folder = schema.kinds[near].folder if near in schema.kinds else near
            for inside in files.below(path):
                if inside.endswith(YAML):
                    _nobody_reads(inside, folder, files, schema)
        elif path.endswith(YAML) and name not in KNOWN:
            _nobody_reads(path, "", files, schema)


def _nobody_reads(path: str, near: str, files: Files, schema: Schema) -> None:
    folders = ", ".join(f"data/{kind.folder}" for kind in schema.kinds.values() if kind.name != "source")
    files.report(Position(path), "unknown-folder", folders=folders, near=near and f"data/{near}/")


def kind_of(path: str, kind: Kind, files: Files, schema: Schema) -> Kind:
    """The kind that an entry says it is of in its first line; another than its folder's is a problem."""
    named = SCHEMA_LINE.match(files.first_lines.get(path, ""))
    says = schema.kinds.get(named[1]) if named else None
    if says is None or says is kind:
        return kind
    there = f"data/{says.folder}/{PurePosixPath(path).name}"
    files.report(Position(path), "wrong-folder", kind=says.name, folder=f"data/{kind.folder}", there=there)
    return says
