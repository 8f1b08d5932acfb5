"""The site is built aside, then put in the place of the last one: a build that fails or is killed leaves that alone.

Two builds at once each build their own; whichever ends last is the site that stays. What did not change keeps its file,
with its date, so that a copy to a server stays small.
"""

from __future__ import annotations

import contextlib
import filecmp
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

STAGED, LAST = ".staged-", ".last"


@contextlib.contextmanager
def staged(site: Path) -> Iterator[Path]:
    """An empty folder beside the site, which takes its place when the work in it ends well."""
    site = site.absolute()
    site.parent.mkdir(parents=True, exist_ok=True)
    recover(site)
    folder = Path(tempfile.mkdtemp(prefix=f".{site.name}{STAGED}", dir=site.parent))
    try:
        yield folder
        _keep_unchanged(folder, site)
        folder.chmod(0o755)  # a temporary folder is its maker's alone
        _swap(folder, site)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def recover(site: Path) -> None:
    """Put back the last site, should a build have been killed between taking it away and putting its own there."""
    last = _last(site)
    if last.is_dir() and not site.exists():
        last.rename(site)


def _last(site: Path) -> Path:
    return site.with_name(f".{site.name}{LAST}")


def _swap(folder: Path, site: Path) -> None:
    """Two renames: readers find a whole site before and after. The last one goes only when the new one stands."""
    last = _last(site)
    shutil.rmtree(last, ignore_errors=True)
    if site.exists():
        site.rename(last)
    try:
        folder.rename(site)
    except OSError:
        if last.exists() and not site.exists():  # another build may have put its own there meanwhile
            last.rename(site)
        raise
    shutil.rmtree(last, ignore_errors=True)


def _keep_unchanged(folder: Path, site: Path) -> None:
    """Files that are the same as before become the files of before."""
    for place, _, names in os.walk(folder):
        before = site / os.path.relpath(place, folder)
        if not before.is_dir():
            continue
        for name in names:
            new, old = Path(place, name), before / name
            with contextlib.suppress(OSError):  # a file system without links: the new file stays
                if not os.path.samefile(new, old) and not old.is_symlink() and filecmp.cmp(new, old, shallow=False):
                    kept = new.with_name(f"{name}.kept")
                    os.link(old, kept)
                    kept.replace(new)
