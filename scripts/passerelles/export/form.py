"""What a format gives: files one after another, each in pieces that are made while it is taken.

A large base makes files of tens of megabytes, half a gigabyte in all. Whoever takes a file takes its pieces before the
next file, and nobody has a whole one in memory; those that grow together wait on the disk for their turn.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import islice
from tempfile import TemporaryFile
from typing import IO, TypeVar

T = TypeVar("T")
Pieces = Iterable[bytes]
File = tuple[str, Pieces]  # its path from the root of the site, its content

TOGETHER = 32  # things or pieces of text at a time: more would not stay in the nearest memory of a processor
BLOCK = 1 << 18  # bytes that are read from the disk at once


def encoded(texts: Iterable[str]) -> Iterator[bytes]:
    """Pieces of text as UTF-8, many of them in one."""
    return ("".join(some).encode() for some in batches(texts))


def batches(items: Iterable[T]) -> Iterator[list[T]]:
    """Things some at a time, for who has several uses for each."""
    rest = iter(items)
    while some := list(islice(rest, TOGETHER)):
        yield some


def between(pieces: Iterable[str], sign: str) -> Iterator[str]:
    """Pieces with a sign between each two, as `join` sets it."""
    before = ""
    for piece in pieces:
        yield f"{before}{piece}"
        before = sign


def blocks(file: IO[bytes]) -> Iterator[bytes]:
    """What is left to read of a file, in pieces."""
    return iter(partial(file.read, BLOCK), b"")


class Growing:
    """A file that grows on the disk while others do, with a sign between each two of its pieces."""

    def __init__(self, head: str, sign: str) -> None:
        self._file = TemporaryFile(buffering=BLOCK)  # noqa: SIM115 - `closed` closes it
        self._file.write(head.encode())
        self._sign, self._before = sign, b""

    def add(self, pieces: Iterable[str]) -> None:
        """Set some pieces after those before them."""
        self._file.write(self._before)
        self._file.write(self._sign.join(pieces).encode())
        self._before = self._sign.encode()

    def closed(self, foot: str = "") -> Iterator[bytes]:
        """The whole file, in pieces; nothing can be added after."""
        with self._file:
            self._file.write(foot.encode())
            self._file.seek(0)
            yield from blocks(self._file)


class Measured:
    """A file that is measured while it is taken: at its end its size in bytes and its SHA-256 are known."""

    def __init__(self, pieces: Pieces) -> None:
        self._pieces, self._digest, self._size, self._is_taken = pieces, hashlib.sha256(), 0, False

    def __iter__(self) -> Iterator[bytes]:
        assert not self._is_taken, "the file is gone: its pieces are taken once, before the next file"
        self._is_taken = True
        for piece in self._pieces:
            self._digest.update(piece)
            self._size += len(piece)
            yield piece

    def measures(self) -> tuple[int, str]:
        """The size and the SHA-256; a file that nobody wanted is made for them all the same."""
        if not self._is_taken:
            for _ in self:
                pass
        return self._size, self._digest.hexdigest()


def gathered(files: Iterable[File]) -> dict[str, bytes]:
    """All these files whole, by path: for a few, or small ones."""
    return {path: b"".join(pieces) for path, pieces in files}
