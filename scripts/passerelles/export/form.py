"""What a format gives: files one after another, each as the bytes that are published.

A large base makes files of tens of megabytes. Each is written as bytes from the first, piece by piece, since a text
with one rare letter takes two or four bytes a letter in memory; and none is kept by who makes it.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator

File = tuple[str, bytes]  # its path from the root of the site, its content


def gathered(pieces: Iterable[str]) -> bytes:
    """One file of pieces of text, as UTF-8."""
    target = io.BytesIO()
    target.writelines(piece.encode() for piece in pieces)
    return target.getvalue()


def between(pieces: Iterable[str], sign: str) -> Iterator[str]:
    """Pieces with a sign between each two, as `join` sets it."""
    before = ""
    for piece in pieces:
        yield f"{before}{piece}"
        before = sign


class Growing:
    """A file that grows while others do, with a sign between each two of its pieces."""

    def __init__(self, head: str, sign: str) -> None:
        self._target = io.BytesIO(head.encode())
        self._target.seek(0, io.SEEK_END)
        self._sign, self._before = sign.encode(), b""

    def add(self, piece: str) -> None:
        """Set a piece after those before it."""
        self._target.write(self._before + piece.encode())
        self._before = self._sign

    def closed(self, foot: str = "") -> bytes:
        """The whole file; nothing can be added after."""
        self._target.write(foot.encode())
        content = self._target.getvalue()
        self._target.close()
        return content
