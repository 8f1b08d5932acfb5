"""What lies below the root of a base, by path from it: names, links, bytes, and what tells one content from another.

`seen` says what files held when they were read before: (stamp, digest) by path. A file whose stamp is still the same,
and was old enough then, is not opened again.
"""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Mapping
from functools import cache
from hashlib import blake2b
from pathlib import Path

from passerelles.load.decoding import LARGEST
from passerelles.model import Position, Problem

LARGEST_RECEIVED = 100_000_000  # bytes; a scanned text may be long
STEADY = 2_000_000_000  # nanoseconds: a file written less long ago may change again under the same stamp
Stamp = tuple[int, int, int, int]  # when a file was written and renamed, its size, its place on the disk
Seen = Mapping[str, tuple[Stamp, str]]


class Disk:
    """Looks at each file once; a file behind a link is never opened: it may be what was never to be shown."""

    def __init__(self, root: Path, seen: Seen | None = None) -> None:
        self.root = root
        self.seen: dict[str, tuple[Stamp, str]] = {}
        self.has_moved = False  # whether a file changed while the base was read
        self._top = str(root)
        self._before = seen or {}
        self._digests: dict[str, str] = {}
        self._read: dict[str, bytes] = {}  # and not yet asked for
        self._is_linked = cache(self._is_link)
        self._looks: dict[str, os.stat_result] = {}

    def has(self, path: str) -> bool:
        return os.path.isfile(f"{self._top}/{path}")

    def is_folder(self, path: str) -> bool:
        return os.path.isdir(f"{self._top}/{path}")

    def below(self, folder: str) -> list[str]:
        """What is right below a folder, sorted; hidden files are nobody's business."""
        names = sorted(os.listdir(f"{self._top}/{folder}")) if self.is_folder(folder) else []
        return [f"{folder}/{name}" for name in names if not name.startswith(".")]

    def all_below(self, folder: str) -> list[str]:
        """Every file at any depth, links among them, sorted; hidden ones are nobody's business."""
        found: list[str] = []
        waiting = [folder] if self.is_folder(folder) else []
        while waiting:
            place = waiting.pop()
            with os.scandir(f"{self._top}/{place}") as items:
                for item in items:
                    if not item.name.startswith("."):
                        is_folder = item.is_dir(follow_symlinks=False)
                        (waiting if is_folder else found).append(f"{place}/{item.name}")
        return sorted(found)

    def under(self, folder: str, suffix: str) -> list[str]:
        """The files at any depth below a folder whose names end so, sorted."""
        return [path for path in self.all_below(folder) if path.endswith(suffix)]

    def is_link(self, path: str) -> bool:
        """Whether a file, or a folder on the way to it from the root, is a symbolic link."""
        return self._is_linked(path)

    def _is_link(self, path: str) -> bool:
        folder = path.rpartition("/")[0]
        if folder and self._is_linked(folder):
            return True
        try:
            return stat.S_ISLNK(self._look(path).st_mode)
        except OSError:
            return False

    def _look(self, path: str) -> os.stat_result:
        """What the disk says of a file, or of the link that lies there; asked once. Raises OSError."""
        if path not in self._looks:
            self._looks[path] = os.lstat(f"{self._top}/{path}")
        return self._looks[path]

    def fault(self, path: str, largest: int) -> Problem | None:
        """Why a file is not to be opened. Raises OSError where it cannot be looked at."""
        if path in self._read:
            return None  # it was
        if self.is_link(path):
            return Problem(Position(path), "symbolic-link")
        found = os.stat(f"{self._top}/{path}")
        if not stat.S_ISREG(found.st_mode):
            return Problem(Position(path), "not-a-file")
        details = (("size", str(found.st_size)), ("largest", str(largest)))
        return Problem(Position(path), "file-too-large", details) if found.st_size > largest else None

    def content(self, path: str) -> bytes:
        """The bytes of a file; they are not kept. Raises OSError."""
        if path in self._read:
            return self._read.pop(path)
        with open(f"{self._top}/{path}", "rb") as file:  # a path costs more than what is read by it
            raw = file.read()
        if self._digests.get(path, _digest(raw)) != _digest(raw):
            self.has_moved = True
        return raw

    def digest(self, path: str) -> str:
        """What tells the content of a text from any other; nothing where it cannot be read, which reading will tell."""
        if path not in self._digests:
            self._digests[path] = self._kept(path) or self._opened(path)
        return self._digests[path]

    def _kept(self, path: str) -> str:
        """The digest that a file had before, if it is sure to have it still."""
        stamp, digest = self._before.get(path, (None, ""))
        if stamp is None or stamp != self._stamp(path) or self.is_link(path):
            return ""
        self.seen[path] = stamp, digest
        return digest

    def _opened(self, path: str) -> str:
        stamp, now = self._stamp(path), time.time_ns()
        try:
            if stamp is None or self.fault(path, LARGEST):
                return ""
            raw = self.content(path)
        except OSError:
            return ""
        self._read[path] = raw
        if now - max(stamp[:2]) > STEADY:
            self.seen[path] = stamp, _digest(raw)
        return _digest(raw)

    def _stamp(self, path: str) -> Stamp | None:
        try:
            found = self._look(path)
        except OSError:
            return None
        return found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino


def _digest(raw: bytes) -> str:
    return blake2b(raw, digest_size=16).hexdigest()
