"""A file that one build leaves for the next: written whole or not at all, believed where it is whole and of now.

In front stand the words for all that it depends on, and the digest of the rest: what is lost, cut short, altered or of
another version is told from what is good.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import IO

from passerelles.files import aside

SIZE = 16  # bytes of a digest


class Seal:
    """A file that is being written, piece by piece, and the digest of what is in it so far."""

    def __init__(self, file: IO[bytes] | None = None) -> None:
        self._file, self._found = file, blake2b(digest_size=SIZE)

    def write(self, data: bytes) -> int:
        self._found.update(data)
        return self._file.write(data) if self._file else len(data)

    @property
    def digest(self) -> str:
        return self._found.hexdigest()


def seal(path: Path, by: str, write: Callable[[Seal], object]) -> str:
    """Write a file, which is never whole in memory; the answer is the digest of what is in it.

    Where it cannot be written, what lay there stays: a build that cannot leave anything is a build all the same.
    """
    found = Seal()
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        with aside(path) as new, new.open("wb") as file:
            file.write(f"{by}\n".encode())
            place = file.tell()
            file.write(b"0" * 2 * SIZE + b"\n")
            found = Seal(file)
            write(found)
            file.seek(place)
            file.write(found.digest.encode())
    return found.digest


def unsealed(path: Path, by: str) -> bytes | None:
    """What is in a file; None where that is not to be believed."""
    try:
        with path.open("rb") as file:
            made_by, its_digest, raw = file.readline(), file.readline(), file.read()
    except OSError:
        return None
    is_good = made_by.strip() == by.encode() and its_digest.strip() == digest(raw).encode()
    return raw if is_good else None


def digest_of(path: Path) -> str:
    """The digest that stands in front of a file, believed or not. Raises OSError, ValueError."""
    with path.open("rb") as file:
        file.readline()
        return file.readline().decode().strip()


def digest(data: bytes) -> str:
    """What tells some bytes from any others."""
    return blake2b(data, digest_size=SIZE).hexdigest()
