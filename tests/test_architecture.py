"""One direction, and who may import what."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from conftest import ROOT
from passerelles.model import VIEWS
from passerelles.pages.views import VIEWS_OF

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
# The rooms from the ground up: each asks those below, none asks back, nor one beside it.
STOREYS = (
    ("alignment archive collector dates earth files filled history leaner ledger links markup model nearest packing "
     "publication sitemap subset"),
    ("collate dates_said facets faults fidelity offline outside paging quotes register regrouping report sealed since "
     "verbs"),
    "changes chronicle naming processes translated",
    "gaps load mentions",
    "clean drafts forms",
    "check",
    "difference editing graph receive",
    "atlas keeping proof relations timeline",
    "pages",
    "citation digest previews search",
    "export wholeness",
    "delivery twins",
    "alternates navigation",
    "frame",
    "making",
    "plugin",
    "building serving",
    "__main__",
)  # fmt: skip
STOREY = {name: number for number, names in enumerate(STOREYS) for name in names.split()}
# What a room may not ask, though it lies below.
NEVER = {
    "check": ("load",),
    "earth": ("model",),
    "atlas": ("load",),
    "pages": ("load",),
    "timeline": ("load",),
    "relations": ("load",),
    "clean": ("check",),
    "digest": ("check",),
    "graph": ("load",),
    "citation": ("load",),
    "search": ("load",),
    "twins": ("load",),
    "sitemap": ("load",),
}
CLOCK = {"today", "now", "utcnow", "localtime", "gmtime", "time", "time_ns", "monotonic"}
DISK = {"open", "read_text", "read_bytes", "write_text", "write_bytes", "exists", "is_file", "is_dir", "iterdir", "run"}
SYSTEM = {
    "os", "pathlib", "io", "time", "locale", "random", "shutil", "socket", "subprocess", "tempfile", "glob",
    "urllib", "secrets", "uuid",
}  # fmt: skip


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


def called(path: Path) -> set[str]:
    """The names of what a file calls, whatever they belong to."""
    calls = [node.func for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)]
    return {f.attr if isinstance(f, ast.Attribute) else f.id for f in calls if isinstance(f, ast.Attribute | ast.Name)}


def rooms_asked(path: Path) -> set[str]:
    """The rooms from which a file imports."""
    asked = {name.split(".")[1] for name in imports(path) if name.startswith("passerelles.")}
    return asked & STOREY.keys() - {of(path)}


def of(path: Path) -> str:
    """The room of a file: its folder, or the file itself."""
    return room(path).split("/")[0].removesuffix(".py")


def test_every_room_has_its_storey_and_every_storey_its_rooms() -> None:
    found = {of(path) for path in MODULES} - {"__init__"}

    assert found == STOREY.keys()
    assert len(STOREY) == sum(len(names.split()) for names in STOREYS)


@pytest.mark.parametrize("name", STOREY)
def test_nothing_flows_back(name: str) -> None:
    backwards = [
        f"{room(path)} imports {other}"
        for path in MODULES
        if of(path) == name
        for other in rooms_asked(path)
        if STOREY[other] >= STOREY[name] or other in NEVER.get(name, ())
    ]

    assert backwards == []


@pytest.mark.parametrize("name", PURE)
def test_a_pure_module_touches_no_file_and_no_clock(name: str) -> None:
    assert {module.split(".")[0] for module in imports(PACKAGE / name)} & SYSTEM == set()
    assert called(PACKAGE / name) & (CLOCK | DISK) == set()


def test_the_views_that_a_link_may_lead_to_are_those_that_are_made() -> None:
    assert set(VIEWS_OF) == VIEWS


def test_modules_stay_small() -> None:
    lengths = {room(path): len(path.read_text("utf-8").splitlines()) for path in MODULES}

    assert {name: length for name, length in lengths.items() if length > 250} == {}
