"""`passerelles diff REV`: the statements added, changed, lost since a state of the base, for whoever reviews them."""

from __future__ import annotations

import tempfile
from pathlib import Path

from passerelles.check.causes import unreadable
from passerelles.difference.report import Report
from passerelles.history import is_kept, resolve, unpack
from passerelles.load import load
from passerelles.model import Language
from passerelles.report import say

__all__ = ["difference"]


def difference(root: Path, revision: str, language: Language) -> tuple[int, str]:
    """Exit status and report; 2 and a sentence where git, the repository or the revision is missing."""
    today = load(root)
    commit = resolve(root, revision)
    if not commit:
        shown = "".join(c for c in revision if c.isprintable())
        return 2, say(today.kb, f"diff-{'unknown' if is_kept(root) else 'no-git'}", language, revision=shown)
    with tempfile.TemporaryDirectory() as folder:
        unpack(root, commit, Path(folder))
        before = load(Path(folder))
    unread = sorted({p.where.path for p in today.problems if unreadable(p)})
    return 0, Report(before.kb, today.kb, language, unread).markdown()
