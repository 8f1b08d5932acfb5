"""Files written: a page that is the same already keeps its date; a file of people's is whole or as it was."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path


def write(path: Path, content: str | bytes) -> None:
    """Write a file, unless it has this content already."""
    data = content.encode() if isinstance(content, str) else content
    try:
        path.parent.mkdir()  # mostly a page is the first file of its folder: then there is nothing to compare with
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        if path.is_file() and path.read_bytes() == data:
            return
        path.unlink(missing_ok=True)  # it may be a file of the last site too
    path.write_bytes(data)


def put(path: Path, content: str | bytes) -> None:
    """Write a file aside, then put it in place: what was there stays until the new one is whole."""
    with _aside(path) as aside:
        aside.write_bytes(content.encode() if isinstance(content, str) else content)


def pour(path: Path, pieces: Iterable[bytes]) -> None:
    """The same of a file that is never whole in memory."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with _aside(path) as aside, aside.open("wb") as file:
        file.writelines(pieces)


@contextmanager
def _aside(path: Path) -> Iterator[Path]:
    """Where to write what takes the place of a file, once it is written."""
    aside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        yield aside
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)
