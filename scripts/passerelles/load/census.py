"""What has no place where it lies: a file that nothing would read is told of, never passed over in silence."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from passerelles.load.files import Files
from passerelles.model import Kind, Position, Schema
from passerelles.nearest import nearest

KNOWN = ("schema.yml", "labels.yml", "replaced.yml", "published.txt", "changes.txt", "translations.txt")
READ = ("raw", "apparatus")  # by readers who tell of what is not theirs
YAML = (".yml", ".yaml")
# What systems and editors leave behind, and what people write for people; a name with a dot before it is hidden.
LEFT = re.compile(r"Thumbs\.db|desktop\.ini|Icon\r|.*~|#.*#|README\.md", re.IGNORECASE)
SCHEMA_LINE = re.compile(r"#\s*yaml-language-server:.*/([a-z]+)\.schema\.json\s*\Z")


def report_strays(files: Files, schema: Schema) -> None:
    """The files of data/ that nothing reads where they lie; links are told of as such."""
    for path in files.below("data"):
        name = PurePosixPath(path).name
        if files.is_link(path) or name in (KNOWN, (*READ, *_folders(schema)))[files.is_folder(path)]:
            continue
        if not files.is_folder(path):
            _nobody_reads(path, "", files, schema)
        elif name == "extracted":
            report_others(files, path, ".txt")
        elif name == "schema":
            _report_models(files, path, schema)
        else:
            _report_folder(files, path, schema)


def report_others(files: Files, folder: str, suffix: str) -> None:
    """The files of a folder with another ending than those that are read there, and its subfolders."""
    for path in files.below(folder):
        if not path.endswith(suffix):
            key = "stray-folder" if files.below(path) else "stray-file"
            files.report(Position(path), key, inner=path, folder=folder, suffix=suffix)


def _report_models(files: Files, folder: str, schema: Schema) -> None:
    """What is no model of a kind for the editors' programs."""
    made = {f"{folder}/{name}.schema.json" for name in schema.kinds}
    for path in files.all_below(folder):
        if path not in made:
            _nobody_reads(path, "", files, schema)


def _report_folder(files: Files, folder: str, schema: Schema) -> None:
    """Each file of a folder that the model does not know, with the folder that it was probably meant to be."""
    folders = _folders(schema)
    near = nearest(PurePosixPath(folder).name, (*folders, *folders.values()))
    home = next((there for there, kind in folders.items() if near in {there, kind}), "")
    for path in files.all_below(folder):
        _nobody_reads(path, home, files, schema)


def _folders(schema: Schema) -> dict[str, str]:
    """The folders of data/ that hold entries, each with its kind; texts lie in docs/."""
    return {kind.folder: kind.name for kind in schema.kinds.values() if kind.name != "source"}


def _nobody_reads(path: str, near: str, files: Files, schema: Schema) -> None:
    if files.is_link(path) or LEFT.fullmatch(PurePosixPath(path).name):
        return
    folders = ", ".join(f"data/{folder}" for folder in _folders(schema))
    key = "unknown-folder" if path.endswith(YAML) else "unread-file"  # the one may be an entry, which is missed then
    files.report(Position(path), key, folders=folders, near=near and f"data/{near}/")


def kind_of(path: str, kind: Kind, files: Files, schema: Schema) -> Kind:
    """The kind that an entry says it is of in its first line; another than its folder's is a problem."""
    named = SCHEMA_LINE.match(files.first_lines.get(path, ""))
    says = schema.kinds.get(named[1]) if named else None
    if says is None or says is kind:
        return kind
    there = f"data/{says.folder}/{PurePosixPath(path).name}"
    files.report(Position(path), "wrong-folder", kind=says.name, folder=f"data/{kind.folder}", there=there)
    return says
