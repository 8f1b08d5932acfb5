"""Files handed over into a folder that may hold other people's: nothing that we did not write is overwritten.

A list beside them, `.passerelles-export`, remembers what was written, with checksums: a file of ours that somebody
changed since is theirs.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from passerelles.making.files import put

LIST = ".passerelles-export"


@dataclass(frozen=True)
class Delivery:
    """The paths that were written; or those that are in the way, when there are any: then nothing was written."""

    written: tuple[str, ...] = ()
    taken: tuple[str, ...] = ()


def deliver(folder: Path, files: Iterable[tuple[str, bytes]]) -> Delivery:
    """Write the files below `folder`, and take away those of an earlier delivery that are no longer part of it.

    Each file waits on the disk until the last is made, since one path in the way stops all: never all of them in
    memory. Raises OSError when the disk refuses.
    """
    with TemporaryDirectory(prefix="passerelles-") as name:
        aside = Path(name)
        digests = {path: _set_aside(aside / str(number), content) for number, (path, content) in enumerate(files)}
        ours = _written(folder)
        if taken := [path for path in sorted(digests) if _is_foreign(folder / path, digests[path], ours.get(path))]:
            return Delivery(taken=tuple(taken))
        for path in sorted(set(ours) - set(digests)):
            if (folder / path).is_file() and _digest((folder / path).read_bytes()) == ours[path]:
                (folder / path).unlink()
        for number, path in enumerate(digests):
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            put(folder / path, (aside / str(number)).read_bytes())
    put(folder / LIST, "".join(f"{digest}  {path}\n" for path, digest in sorted(digests.items())))
    return Delivery(written=tuple(digests))


def _set_aside(path: Path, content: bytes) -> str:
    path.write_bytes(content)
    return _digest(content)


def _is_foreign(path: Path, wanted: str, recorded: str | None) -> bool:
    """Whether something stands there that is neither what we wrote nor what we are about to write, by checksums."""
    above = next((parent for parent in path.parents if parent.exists()), None)
    if above is not None and not above.is_dir():
        return True
    if not path.exists():
        return path.is_symlink()  # a link that leads nowhere is somebody's too
    if not path.is_file():
        return True
    found = _digest(path.read_bytes())
    return found not in {recorded, wanted}


def _written(folder: Path) -> dict[str, str]:
    """The files of the delivery before, by path, with their checksums; a path never leads out of the folder."""
    listed = folder / LIST
    lines = listed.read_text("utf-8").splitlines() if listed.is_file() else []
    pairs = [line.split("  ", 1) for line in lines if "  " in line]
    return {path: digest for digest, path in pairs if not path.startswith("/") and ".." not in path.split("/")}


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
