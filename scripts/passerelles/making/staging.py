"""The site is built aside, then put in the place of the last one: a build that fails or is killed leaves that alone.

Two builds at once each build their own; whichever ends last is the site that stays. What did not change keeps its file,
with its date, so that a copy to a server stays small. To take away a site of fifty thousand files keeps the disk busy
for half a minute: a process that nobody waits for does it, or the next build, should that one be killed.
"""

from __future__ import annotations

import contextlib
import filecmp
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

from passerelles.processes import cores, unwaited

STAGED, LAST, GONE = ".staged-", ".last", ".gone-"
MANY = 5000  # files: fewer are taken away at once


@contextlib.contextmanager
def staged(site: Path) -> Iterator[Path]:
    """An empty folder beside the site, which takes its place when the work in it ends well."""
    site = site.absolute()
    site.parent.mkdir(parents=True, exist_ok=True)
    recover(site)
    folder = Path(tempfile.mkdtemp(prefix=f".{site.name}{STAGED}", dir=site.parent))
    try:
        yield folder
        count = _keep_unchanged(str(folder), str(site)) if site.exists() else 0
        folder.chmod(0o755)  # a temporary folder is its maker's alone
        _swap(folder, site)
        _clear(site, count)
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


def _clear(site: Path, count: int) -> None:
    """Take away the site that was replaced, of about so many files, and what earlier builds could not take away."""
    with contextlib.suppress(OSError):
        _last(site).rename(site.with_name(f".{site.name}{GONE}{os.getpid()}"))
    gone = [_last(site), *site.parent.glob(f".{site.name}{GONE}*")]
    if count > MANY and cores() > 1:
        unwaited(partial(_remove, gone))
    else:
        _remove(gone)


def _remove(folders: Iterable[Path]) -> None:
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)


def _keep_unchanged(folder: str, before: str) -> int:
    """Files that are the same as before become the files of before; the answer is how many files there are.

    What was taken over from there has two names already.
    """
    with os.scandir(folder) as items:
        found = [item for item in items if not item.is_symlink()]
    count = 0
    for item in found:
        old = f"{before}/{item.name}"
        if item.is_dir():
            count += _keep_unchanged(item.path, old)
        else:
            count += 1
            if item.stat().st_nlink == 1 and not os.path.islink(old):
                _keep(item.path, old)
    return count


def _keep(new: str, old: str) -> None:
    with contextlib.suppress(OSError):  # there was none, or the file system has no links: the new file stays
        if filecmp.cmp(new, old, shallow=False):
            os.link(old, f"{new}.kept")
            os.replace(f"{new}.kept", new)
