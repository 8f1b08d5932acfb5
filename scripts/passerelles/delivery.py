"""Files handed over into a folder that may hold other people's: nothing that we did not write is overwritten.

A list beside them, `.passerelles-export`, remembers what was written, with checksums: a file of ours that somebody
changed since is theirs.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from passerelles.making.files import put

LIST = ".passerelles-export"


def deliver(folder: Path, files: Mapping[str, str | bytes]) -> list[str]:
    """Write the files below `folder`, and take away those of an earlier delivery that are no longer part of it.

    Answers the paths that are in the way, when there are any: then nothing was written. Raises OSError when the disk
    refuses.
    """
    data = {path: content.encode() if isinstance(content, str) else content for path, content in files.items()}
    ours = _written(folder)
    if taken := sorted(path for path, content in data.items() if _is_foreign(folder / path, content, ours.get(path))):
        return taken
    for path in sorted(set(ours) - set(data)):
        if (folder / path).is_file() and _digest((folder / path).read_bytes()) == ours[path]:
            (folder / path).unlink()
    for path, content in data.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        put(folder / path, content)
    lines = [f"{_digest(content)}  {path}\n" for path, content in sorted(data.items())]
    put(folder / LIST, "".join(lines))
    return []


def _is_foreign(path: Path, content: bytes, recorded: str | None) -> bool:
    """Whether something stands there that is neither what we wrote nor what we are about to write."""
    above = next((parent for parent in path.parents if parent.exists()), None)
    if above is not None and not above.is_dir():
        return True
    if not path.exists():
        return path.is_symlink()  # a link that leads nowhere is somebody's too
    if not path.is_file():
        return True
    found = _digest(path.read_bytes())
    return found not in {recorded, _digest(content)}


def _written(folder: Path) -> dict[str, str]:
    """The files of the delivery before, by path, with their checksums; a path never leads out of the folder."""
    listed = folder / LIST
    lines = listed.read_text("utf-8").splitlines() if listed.is_file() else []
    pairs = [line.split("  ", 1) for line in lines if "  " in line]
    return {path: digest for digest, path in pairs if not path.startswith("/") and ".." not in path.split("/")}


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
