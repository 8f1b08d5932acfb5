"""A file of the site: one that is the same already keeps its date, so that a copy to a server stays small."""

from __future__ import annotations

import contextlib
from pathlib import Path


def write(path: Path, content: str | bytes) -> None:
    """Write a file, unless it has this content already."""
    data = content.encode() if isinstance(content, str) else content
    with contextlib.suppress(OSError):
        if path.read_bytes() == data:
            return
    try:
        path.write_bytes(data)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
