"""Files written: a page that is the same already keeps its date; a file of people's is whole or as it was."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


def write(path: Path | str, content: str | bytes) -> None:
    """Write a file, unless it has this content already."""
    data = content.encode() if isinstance(content, str) else content
    try:
        _create(path, data)
    except FileNotFoundError:  # mostly a page is the first file of its folder
        make_folder(os.path.dirname(path))
        _create(path, data)
    except FileExistsError:
        old = Path(path)
        if not old.is_file() or old.read_bytes() != data:
            old.unlink(missing_ok=True)  # it may be a file of the last site too
            _create(path, data)


def make_folder(path: str) -> None:
    """Make a folder, unless it is there; mostly the one around it is."""
    try:
        os.mkdir(path)
    except FileNotFoundError:
        os.makedirs(path, exist_ok=True)
    except FileExistsError:
        pass


def mark(path: str) -> str:
    """What tells a file on the disk from one that was written there since; nothing where there is none."""
    try:
        found = os.stat(path)
    except OSError:
        return ""
    return f"{found.st_mtime_ns} {found.st_size} {found.st_ino}"


def put_there(source: str, target: str) -> None:
    """Give a file another name; where its disk has no links, copy it. Raises OSError."""
    with suppress(OSError):
        os.link(source, target)  # most often the folder is there
        return
    make_folder(os.path.dirname(target))
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)


def _create(path: Path | str, data: bytes) -> None:
    with open(path, "xb") as file:
        file.write(data)


def pour(path: Path, pieces: Iterable[bytes]) -> None:
    """Write a file piece by piece, which is never whole in memory."""
    try:
        path.parent.mkdir(parents=True)
    except FileExistsError:
        path.unlink(missing_ok=True)  # it may be a file of the last site too
    with path.open("wb") as file:
        file.writelines(pieces)


def put(path: Path, content: str | bytes) -> None:
    """Write a file aside, then put it in place: what was there stays until the new one is whole."""
    with aside(path) as new:
        new.write_bytes(content.encode() if isinstance(content, str) else content)


@contextmanager
def aside(path: Path) -> Iterator[Path]:
    """Where to write what takes the place of a file, once it is written."""
    new = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        yield new
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)
