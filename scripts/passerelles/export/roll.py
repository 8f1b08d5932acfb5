"""A file as it is written, piece by piece; one that grows while others do waits on the disk for its turn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from tempfile import TemporaryFile

from passerelles.export.form import BLOCK, Piece, Span, blocks, length


class Roll:
    """A file as it is written: how long it is so far, and what is set between each two of its pieces."""

    def __init__(self, path: str, head: str, sign: str) -> None:
        self.path, self.sign, self.head = path, sign, head.encode()
        self.between, self._before, self._length = sign.encode(), b"", len(self.head)

    @property
    def next(self) -> int:
        """Where the next piece will begin."""
        return self._length + len(self._before)

    def after(self, piece: Piece) -> tuple[Piece, ...]:
        """A piece, with the sign that sets it off from those before."""
        found = (self._before, piece) if self._before else (piece,)
        self._length = self.next + length(piece)
        self._before = self.between
        return found


class Growing:
    """A file that grows on the disk while others do; what the last build wrote of it is not copied twice."""

    def __init__(self, roll: Roll) -> None:
        self._file = TemporaryFile(buffering=BLOCK)  # noqa: SIM115 - `closed` closes it
        self._parts: list[Span | int] = []  # what was written before, and how many bytes of this file
        self.add((roll.head,))

    def add(self, pieces: Iterable[Piece]) -> None:
        """Set some pieces after those before them."""
        for piece in pieces:
            if isinstance(piece, Span):
                self._parts.append(piece)
            else:
                self._file.write(piece)
                own = self._parts.pop() if self._parts and isinstance(self._parts[-1], int) else 0
                self._parts.append(own + len(piece))  # type: ignore[operator]

    def closed(self, foot: str = "") -> Iterator[Piece]:
        """The whole file, in pieces; nothing can be added after."""
        self.add((foot.encode(),))
        with self._file:
            self._file.seek(0)
            for part in self._parts:
                yield from (part,) if isinstance(part, Span) else blocks(self._file, part)
