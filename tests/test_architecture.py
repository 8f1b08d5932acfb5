"""One direction, and who may import what."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from conftest import ROOT

PACKAGE = ROOT / "scripts/passerelles"
MODULES = sorted(PACKAGE.rglob("*.py"))
ONLY = {
    "yaml": ("load/",),
    "weasyprint": ("digest/pdf.py", "digest/shelf.py"),
    "markdown": ("markup.py", "plugin/sources.py", "receive/"),
    "sqlite3": ("export/database.py",),
    "lxml": ("pages/tree.py", "pages/annotate.py", "pages/prose.py", "receive/", "digest/", "load/drawings.py"),
    "mkdocs": ("plugin/",),
    "watchdog": ("serving/watch.py",),
    "multiprocessing": ("processes.py",),
    "subprocess": ("history.py", "forms/", "receive/ocr.py"),
    "pypdfium2": ("receive/",),
    "mammoth": ("receive/docx.py",),
    "zopfli": ("packing.py",),
    "PIL": ("load/pictures.py", "previews/"),
    "nh3": ("pages/harmless.py",),
    "charset_normalizer": ("receive/encodings.py",),
}
PURE = (
    "model/entry.py",
    "model/text.py",
    "dates.py",
    "quotes.py",
    "fidelity.py",
    "alignment.py",
    "changes.py",
    "collate.py",
    "mentions.py",
    "graph.py",
    "paging.py",
    "facets.py",
    "timeline/__init__.py",
    "timeline/span.py",
    "timeline/axis.py",
    "timeline/lanes.py",
    "relations/__init__.py",
    "relations/fan.py",
    "relations/arcs.py",
    "translated.py",
    "register.py",
    "nearest.py",
    "drafts.py",
    "difference/compare.py",
    "difference/report.py",
    "difference/markdown.py",
    "sitemap.py",
    "earth/simplify.py",
    "atlas/projection.py",
    "atlas/picture.py",
    "atlas/places.py",
    "atlas/labels.py",
    "atlas/facets.py",
    "atlas/world.py",
    "atlas/insets.py",
    "atlas/small.py",
)
# What each room may ask of the others: nothing flows back.
LATER = {
    "load": ("check", "graph", "pages", "plugin", "receive"),
    "check": ("graph", "pages", "load", "plugin", "receive"),
    "earth": ("model", "check", "atlas", "graph", "pages", "plugin", "load"),
    "atlas": ("pages", "plugin", "load"),
    "pages": ("plugin", "load", "digest"),
    "timeline": ("pages", "search", "plugin", "load"),
    "relations": ("pages", "search", "plugin", "load"),
    "facets": ("graph", "pages", "search", "plugin", "load"),
    "forms": ("plugin", "pages", "graph"),
    "clean": ("check", "graph", "pages", "plugin", "receive"),
    "receive": ("graph", "pages", "plugin"),
    "digest": ("plugin", "building", "check"),
}


def imports(path: Path) -> set[str]:
    """The modules that a file imports, in full."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def room(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def test_there_are_modules_to_look_at() -> None:
    assert len(MODULES) > 20


@pytest.mark.parametrize("library", ONLY)
def test_a_library_is_imported_in_one_room_only(library: str) -> None:
    users = [room(path) for path in MODULES if any(name.split(".")[0] == library for name in imports(path))]

    assert users, f"nobody imports {library}: remove it from this test"
    assert [user for user in users if not user.startswith(ONLY[library])] == []


@pytest.mark.parametrize("name", LATER)
def test_nothing_flows_back(name: str) -> None:
    backwards = [
        f"{room(path)} imports {module}"
        for path in MODULES
        if room(path).split("/")[0].removesuffix(".py") == name
        for module in imports(path)
        if module.startswith(tuple(f"passerelles.{later}" for later in LATER[name]))
    ]

    assert backwards == []


@pytest.mark.parametrize("name", PURE)
def test_a_pure_module_touches_no_file_and_no_clock(name: str) -> None:
    touched = imports(PACKAGE / name) & {"os", "pathlib", "io", "time", "locale", "random", "shutil", "socket"}

    assert touched == set()


def test_modules_stay_small() -> None:
    lengths = {room(path): len(path.read_text("utf-8").splitlines()) for path in MODULES}

    assert {name: length for name, length in lengths.items() if length > 250} == {}
