"""A file of the site: one that is the same already keeps its date, so that a copy to a server stays small."""

from __future__ import annotations

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
    path.write_bytes(data)
