"""Writing a draft: all of it or nothing, and nothing over anything."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from passerelles.receive.plan import Draft
from passerelles.receive.reading import Refused


def write(root: Path, draft: Draft) -> list[str]:
    """Write the files of a draft below `root`; answer their paths.

    Raises Refused, and leaves everything as it was, on any failure.
    """
    made: list[str] = []
    before = {path: _text(root / path) for path in draft.grown}
    try:
        for path, content in draft.new.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            with (root / path).open("xb") as file:  # never over a file, even one that came since we looked
                made.append(path)
                file.write(content)
        for path, content in draft.grown.items():
            (root / path).write_bytes(content)
    except OSError as error:
        _restore(root, made, before)
        key = ("received-cannot-write", "received-would-overwrite")[isinstance(error, FileExistsError)]
        raise Refused(key, path=error.filename, why=error.strerror) from None
    return [*draft.new, *draft.grown]


def undo(root: Path, draft: Draft, before: Mapping[str, str]) -> None:
    """Take away what was written, give back what was there before."""
    _restore(root, draft.new, {path: before.get(path) for path in draft.grown})


def _text(path: Path) -> str | None:
    return path.read_bytes().decode() if path.is_file() else None


def _restore(root: Path, made: Iterable[str], before: Mapping[str, str | None]) -> None:
    for path in made:
        (root / path).unlink(missing_ok=True)
    for path, content in before.items():
        if content is None:
            (root / path).unlink(missing_ok=True)
        else:
            (root / path).write_bytes(content.encode())
