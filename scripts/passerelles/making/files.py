"""Files written: a page that is the same already keeps its date; a file of people's is whole or as it was."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path


def write(path: Path | str, content: str | bytes) -> None:
    """Write a file, unless it has this content already."""
    data = content.encode() if isinstance(content, str) else content
    try:
        _create(path, data)
    except FileNotFoundError:  # mostly a page is the first file of its folder
        os.makedirs(os.path.dirname(path), exist_ok=True)
        _create(path, data)
    except FileExistsError:
        old = Path(path)
        if not old.is_file() or old.read_bytes() != data:
            old.unlink(missing_ok=True)  # it may be a file of the last site too
            _create(path, data)


def _create(path: Path | str, data: bytes) -> None:
    with open(path, "xb") as file:
        file.write(data)


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
