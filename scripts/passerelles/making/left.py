"""What a build notes for the next one, lines of JSON, sealed.

Lines are written and read one after another: of a large base there are a hundred thousand, and nobody needs them all
as one text.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from passerelles.sealed import Seal, seal, unsealed

encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def read(path: Path, by: str) -> Iterator[Any] | None:
    """What was left, line by line; None where it is lost, cut short, altered, or depends on something else."""
    raw = unsealed(path, by)
    return None if raw is None else map(json.loads, BytesIO(raw))


def leave(path: Path, by: str, values: Iterable[object]) -> str:
    """Leave some values; the answer is their digest."""

    def write(file: Seal) -> None:
        for value in values:
            file.write(f"{encode(value)}\n".encode())

    return seal(path, by, write)
