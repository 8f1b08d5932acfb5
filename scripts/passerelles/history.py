"""What git remembers of the project: a state of it by name, the earlier words of a page, the day of a last change.

In: the root of the project. Out: folders, texts, a day; nothing where there is no git or no such state. What every
verb knows of git it has from here; only the forms, which write into a history, ask it themselves.
"""

from __future__ import annotations

import io
import subprocess
import tarfile
from collections.abc import Iterator
from pathlib import Path

DEEPEST = 200  # states of a file that are looked through for earlier words


def resolve(root: Path, revision: str) -> str:
    """The commit that a revision names, or nothing where git knows none."""
    return _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}").decode().strip()


def is_kept(root: Path) -> bool:
    """Whether the project lies in a git repository, and git is there to read it."""
    return bool(_git(root, "rev-parse", "--git-dir"))


def unpack(root: Path, commit: str, target: Path) -> None:
    """Write data/ and docs/ as they were at a commit below `target`."""
    kept = [name for name in ("data", "docs") if _git(root, "ls-tree", commit, name)]
    packed = _git(root, "archive", "--format=tar", commit, "--", *kept) if kept else b""
    if packed:
        with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
            archive.extractall(target, filter=_file)


def _file(member: tarfile.TarInfo, target: str) -> tarfile.TarInfo | None:
    """A file or a folder; nothing of a link, behind which no reader of a base looks either."""
    return tarfile.data_filter(member, target) if member.isfile() or member.isdir() else None


def earlier(root: Path, path: str) -> Iterator[str]:
    """A file as it was at each commit that changed it, the latest first."""
    commits = _git(root, "log", f"--max-count={DEEPEST}", "--format=%H", "--", path).decode().split()
    for commit in commits:
        yield _git(root, "show", f"{commit}:./{path}").decode("utf-8", "replace")


def last_day(root: Path, *paths: str) -> str:
    """The day on which something below these paths was last changed: «2026-11-22».

    A history that was not fetched whole has none: git takes all of its oldest commit for a change of that day.
    """
    if _git(root, "rev-parse", "--is-shallow-repository").strip() != b"false":
        return ""
    return _git(root, "log", "-1", "--format=%cs", "--", *paths).decode().strip()


def _git(root: Path, *words: str) -> bytes:
    """What git answers, or nothing when it refuses or is not installed."""
    command = ["git", "-c", "core.quotePath=false", *words]
    try:
        run = subprocess.run(command, cwd=root, capture_output=True, check=False)
    except OSError:
        return b""
    return run.stdout if run.returncode == 0 else b""
