"""What may lie below docs/: the renderer publishes every file there as it is, so nothing else may be among them.

Pages are `.md` files in the folder of a language. Beside them there is docs/assets, with the style, the scripts and
the fonts in folders of their own, which only the people of the code change (.github/CODEOWNERS), and pictures, which
anybody may propose: those are looked into.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import PurePosixPath

from passerelles.load.files import Files
from passerelles.load.formats import FORMATS, LARGEST_PICTURE
from passerelles.load.reading import DEVICE
from passerelles.model import Position

NAME = re.compile(r"[a-z0-9][a-z0-9._-]*\Z", re.IGNORECASE)
OWN_FOLDERS = {".css": "css", ".js": "js", ".woff2": "fonts", ".txt": "fonts"}
NOTE = "docs/assets/fonts/README.md"  # which mkdocs.yml leaves out
# What makes a browser fetch another sheet, or anything but what lies beside this one; and a plain letter or sign under
# an escape, which would hide either.
ELSEWHERE = re.compile(
    r"""@import|url\(\s*["']?\s*(?:[a-z][a-z0-9+.-]*:|//)|["']\s*(?:https?:)?//|\\(?:[g-z]|0{0,4}[2-7][0-9a-f](?![0-9a-f]))""",
    re.IGNORECASE,
)
PICTURES = (*FORMATS, ".svg")


def report_publishable(files: Files, languages: Iterable[str]) -> None:
    """Every file of docs/ that no reader should get or that is not what its name says; links there and beside it."""
    folders = {language: f"docs/{language}/" for language in languages}
    for path in (path for folder in ("data", "docs", "overrides") for path in files.all_below(folder)):
        if files.is_link(path):
            files.report(Position(path), "symbolic-link")
        elif path.startswith("docs/assets/"):
            _asset(path, files)
        elif path.startswith("docs/") and not _is_told_of(path, tuple(folders.values())):
            files.report(Position(path), "not-for-the-site", folders=", ".join(folders.values()))


def _is_told_of(path: str, folders: tuple[str, ...]) -> bool:
    """Whether a file of docs/ is a page, or lies among the sources, where whoever reads them says what is not one."""
    is_page = path.endswith(".md") and path.startswith(folders)
    return is_page or str(PurePosixPath(path).parent) in {f"{folder}sources" for folder in folders}


def _asset(path: str, files: Files) -> None:
    name = PurePosixPath(path)
    own = OWN_FOLDERS.get(name.suffix, "")
    if not NAME.match(name.name) or DEVICE.match(name.name):
        files.report(Position(path), "asset-name", name=name.name)
    elif name.suffix in PICTURES:
        _picture(path, name.suffix, files)
    elif own == "css" == name.parts[2]:
        _sheet(path, files)
    elif path != NOTE and (not own or name.parts[2] != own):
        files.report(Position(path), "asset-kind", suffix=name.suffix or name.name, suffixes=", ".join(PICTURES))


def _sheet(path: str, files: Files) -> None:
    """A style asks nothing of another site: every page that is read would tell that site of it."""
    for number, line in enumerate((files.text(path) or "").split("\n"), 1):
        if found := ELSEWHERE.search(line):
            files.report(Position(path, number, found.start() + 1), "style-from-elsewhere", words=found[0])


def _picture(path: str, suffix: str, files: Files) -> None:
    raw = files.raw(path, LARGEST_PICTURE)
    if raw is None:
        return
    if suffix == ".svg":
        from passerelles.load.drawings import drawing_faults  # what reads pictures is opened when there is one

        for line, what in drawing_faults(raw):
            files.report(Position(path, line), "drawing-not-plain", what=what)
    else:
        from passerelles.load.pictures import picture_fault

        if fault := picture_fault(raw, suffix):
            files.report(Position(path), "picture-not-plain", what=fault, suffix=suffix)
