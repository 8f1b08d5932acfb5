"""`python -m passerelles.forms REV [--root FOLDER]`: puts back in order the files that a form has saved since REV.

The files of data/ and docs/ that differ from REV keep what was typed and get back comments, quotes and line breaks.
Exit status 0, also where nothing had to be done; 2 for a revision that git does not know.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
from pathlib import Path

from passerelles.forms.merge import Unmergeable
from passerelles.forms.page import merge_file
from passerelles.load import load
from passerelles.load.decoding import Unreadable, decode

EDITED = re.compile(r"data/[a-z]+/[^/]+\.yml|docs/[a-z]+/sources/[^/]+\.md")


def main(arguments: list[str] | None = None) -> int:
    """Rewrite each file that a form has touched; say which."""
    parser = argparse.ArgumentParser(prog="python -m passerelles.forms")
    parser.add_argument("revision", metavar="REV", help="what the forms started from, such as origin/main")
    parser.add_argument("--root", type=Path, default=Path())
    options = parser.parse_args(arguments)
    listed = _git(options.root, "diff", "-z", "--name-only", "--diff-filter=M", "--end-of-options", options.revision)
    if listed is None:
        print(f"git: {options.revision}?", file=sys.stderr)
        return 2
    for path in listed.decode().split("\0"):
        if EDITED.fullmatch(path) and not (options.root / path).is_symlink():
            _restore(options.root, path, options.revision)
    return 0


def _restore(root: Path, path: str, revision: str) -> None:
    before, file = _git(root, "show", "--end-of-options", f"{revision}:{path}"), root / path
    try:
        saved, _ = decode(path, file.read_bytes())
        merged = merge_file(path, decode(path, before or b"")[0], saved)
    except (Unreadable, Unmergeable):
        _say(root, "forms-not-restored", path)
        return
    if merged != saved:
        file.write_text(merged, "utf-8")
        _say(root, "forms-restored", path)


def _say(root: Path, key: str, path: str) -> None:
    spoken = "fr" if (os.environ.get("LC_ALL") or os.environ.get("LANG") or "").lower().startswith("fr") else "en"
    words = load(root).kb.labels.get(key, {}).get(spoken, key)
    print(words.format(path=path))


def _git(root: Path, *words: str) -> bytes | None:
    run = subprocess.run(["git", *words], cwd=root, capture_output=True, check=False)
    return run.stdout if run.returncode == 0 else None


if __name__ == "__main__":
    sys.exit(main())
