"""What a build leaves for the next one, lines of JSON: written whole or not at all, believed where whole and of now.

In front stand the words for all that it depends on, and the digest of the rest. Lines are written and read one after
another: of a large base there are a hundred thousand, and nobody needs them all as one text.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import suppress
from hashlib import blake2b
from io import BytesIO
from pathlib import Path
from typing import Any

from passerelles.making.files import aside

SIZE = 16  # bytes of a digest
encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def read(path: Path, by: str) -> Iterator[Any] | None:
    """What was left, line by line; None where it is lost, cut short, altered, or depends on something else."""
    try:
        made_by, its_digest, raw = path.read_bytes().split(b"\n", 2)
        is_good = made_by.decode() == by and its_digest.decode() == digest(raw)
    except (OSError, ValueError):
        return None
    return map(json.loads, BytesIO(raw)) if is_good else None


def digest_of(path: Path) -> str:
    """The digest that stands in front of what was left, believed or not. Raises OSError, ValueError."""
    with path.open("rb") as file:
        file.readline()
        return file.readline().decode().strip()


def leave(path: Path, by: str, values: Iterable[object]) -> str:
    """Leave some values; the answer is their digest. A build that cannot leave anything is a build all the same."""
    found = blake2b(digest_size=SIZE)
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        with aside(path) as new, new.open("wb") as file:
            file.write(f"{by}\n".encode())
            place = file.tell()
            file.write(b"0" * 2 * SIZE + b"\n")
            for value in values:
                line = f"{encode(value)}\n".encode()
                found.update(line)
                file.write(line)
            file.seek(place)
            file.write(found.hexdigest().encode())
    return found.hexdigest()


def digest(data: bytes) -> str:
    """What tells some bytes from any others."""
    return blake2b(data, digest_size=SIZE).hexdigest()
