"""The builds that are compared, each a command that a person would type; today's tools from today's machine."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from measure import PROJECT, Time, run

from passerelles.graph import link
from passerelles.load import load
from passerelles.previews import previews

PAGEFIND = "pagefind@1.5.2"
NOTE = re.compile(r"(  note:\n +fr: .+)(\n +en: .+)")
Beside = Callable[[str], Path]
Build = Callable[[], "Time | None"]


def of(root: Path, beside: Beside) -> Mapping[str, Build]:
    """Our build cold, again after an edit, stock MkDocs, Hugo with Pagefind, over the same pages."""
    return {
        "ours": partial(_ours, root, beside, is_cold=True),
        "again": partial(_ours, root, beside, is_cold=False),
        "stock": partial(_stock, beside),
        "hugo": partial(_hugo, beside),
    }


def draw_previews(root: Path, cache: Path) -> None:
    """The pictures that messages show, drawn beforehand: they are no part of what is compared."""
    previews(link(load(root).kb), root / "docs/assets/fonts", cache / "previews")


def _ours(root: Path, beside: Beside, *, is_cold: bool) -> Time | None:
    """`passerelles build`, but for the volumes; cold with nothing in the cache but pictures, and no site there yet."""
    cache = beside("cache")
    if is_cold:
        _set_aside(root / "site", beside("gone"))
        for kept in cache.iterdir():
            if kept.name != "previews":
                shutil.rmtree(kept) if kept.is_dir() else kept.unlink()
    elif not _edit(root):
        return None
    command = [sys.executable, "-m", "passerelles", "--root", str(root), "build", "--pages"]
    return run(command, root, beside("log"), PASSERELLES_CACHE=str(cache), PYTHONPATH=str(PROJECT / "scripts"))


def _set_aside(site: Path, gone: Path) -> None:
    """Take a built site away, and leave it on the disk: for minutes after fifty thousand files were deleted, a file
    system looks long for a place for each new one, and who builds a fresh clone has deleted none."""
    if site.exists():
        gone.mkdir(exist_ok=True)
        site.rename(gone / f"{site.parent.name}-{len(list(gone.iterdir()))}")


def _edit(root: Path) -> bool:
    """One fact is edited: the note of a statement says a little more, in both languages."""
    for path in sorted((root / "data/partnerships").glob("*.yml")):
        words, count = NOTE.subn(r"\1 Encore.\2 Again.", path.read_text("utf-8"), count=1)
        if count:
            path.write_text(words, "utf-8")
            return True
    return False


def _stock(beside: Beside) -> Time:
    """MkDocs + Material + static-i18n with their defaults."""
    site = beside("stock-site")
    _set_aside(site, beside("gone"))
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(site)]
    return run(command, beside("stock"), beside("log"), NO_MKDOCS_2_WARNING="1")


def _hugo(beside: Beside) -> Time | None:
    """Hugo, then Pagefind over what it wrote; nothing where one of them is not on this machine."""
    program = shutil.which("hugo")
    finder = shutil.which("pagefind")
    npx = shutil.which("npx")
    if not program or not (finder or npx):
        return None
    root, site = beside("hugo"), beside("hugo") / "public"
    _set_aside(site, beside("gone"))
    pages = run([program, "--quiet"], root, beside("log"))
    command = [finder] if finder else [str(npx), "--yes", PAGEFIND]
    return pages + run([*command, "--site", str(site)], root, beside("log"))


def versions() -> str:
    """Of everything that is compared."""
    said = [f"Python {sys.version.split()[0]}"]
    for command in (["hugo", "version"], ["npx", "--yes", PAGEFIND, "--version"]):
        try:
            output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        except (OSError, subprocess.CalledProcessError):
            continue
        said.append(" ".join(output.split()[:2]))
    return ", ".join(said)
