"""What a format gives: files one after another, each in pieces that are made while it is taken.

A large base makes files of tens of megabytes, half a gigabyte in all. Whoever takes a file takes its pieces before the
next file, and nobody has a whole one in memory; A piece that
the last build wrote already is named, not made: it is copied from there.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from functools import partial
from itertools import chain
from pathlib import Path
from typing import IO, NamedTuple


class Span(NamedTuple):
    """Some bytes of the file that the last build wrote at the same path: from one to before another."""

    start: int
    end: int


class Former(NamedTuple):
    """A file that the last build wrote, as it still is on the disk."""

    path: Path
    size: int
    sha256: str

    @property
    def whole(self) -> Span:
        """All of its bytes."""
        return Span(0, self.size)


Pieces = Iterable[bytes]
Piece = bytes | Span
File = tuple[str, Iterable[Piece]]  # its path from the root of the site, its content

BLOCK = 1 << 18  # bytes that are read from the disk at once


def blocks(file: IO[bytes], size: int = -1) -> Iterator[bytes]:
    """What is left to read of a file, or so many bytes of it, in pieces."""
    if size < 0:
        yield from iter(partial(file.read, BLOCK), b"")
    while size > 0 and (block := file.read(min(size, BLOCK))):
        size -= len(block)
        yield block


def length(piece: Piece) -> int:
    """How many bytes there are in a piece."""
    return piece.end - piece.start if isinstance(piece, Span) else len(piece)


class Measured:
    """A file that is measured while it is taken: at its end its size in bytes and its SHA-256 are known."""

    def __init__(self, pieces: Iterable[Piece], former: Former | None = None) -> None:
        self._pieces, self._former = iter(pieces), former
        self._digest, self._size, self._is_taken, self._sha256 = hashlib.sha256(), 0, False, ""
        self._ahead: list[Piece] = []  # what was looked at already

    def is_former(self) -> bool:
        """Whether the file is the one that the last build wrote; its pieces are looked at until they differ."""
        if self._former is None:
            return False
        at = 0
        with self._former.path.open("rb") as file:
            for piece in self._pieces:
                if not _goes_on(file, at, piece):
                    self._ahead = [Span(0, at), piece]
                    return False
                at += length(piece)
        self._ahead = [Span(0, at)]
        if at == self._former.size:
            self._is_taken, self._size, self._sha256 = True, at, self._former.sha256
        return self._is_taken

    def __iter__(self) -> Iterator[bytes]:
        assert not self._is_taken, "the file is gone: its pieces are taken once, before the next file"
        self._is_taken = True
        for piece in self._spelled():
            self._digest.update(piece)
            self._size += len(piece)
            yield piece

    def _spelled(self) -> Iterator[bytes]:
        """The pieces, those of the former file as its bytes."""
        with self._former.path.open("rb") if self._former else nullcontext() as file:
            for piece in chain(self._ahead, self._pieces):
                if isinstance(piece, bytes):
                    yield piece
                else:
                    assert file, "nothing but a file of the last build has such pieces"
                    file.seek(piece.start)
                    yield from blocks(file, piece.end - piece.start)

    def measures(self) -> tuple[int, str]:
        """The size and the SHA-256; a file that nobody wanted is made for them all the same."""
        if not self._is_taken:
            for _ in self:
                pass
        return self._size, self._sha256 or self._digest.hexdigest()


def _goes_on(file: IO[bytes], at: int, piece: Piece) -> bool:
    """Whether a file has a piece at this place."""
    if isinstance(piece, Span):
        return piece.start == at
    file.seek(at)
    return file.read(len(piece)) == piece


def gathered(files: Iterable[File]) -> dict[str, bytes]:
    """All these files whole, by path: for a few, or small ones."""
    return {path: b"".join(Measured(pieces)) for path, pieces in files}
