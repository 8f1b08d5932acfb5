"""What a build leaves for the next one, as JSON: written whole or not at all, believed where it is whole and of now.

In front stand the words for all that it depends on, and the digest of the rest.
"""

from __future__ import annotations

import json
import os
import tempfile
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import Any

from passerelles.collector import paused


@paused
def read(path: Path, by: str) -> Any:
    """What was left; nothing where it is lost, cut short, altered, or depends on something else."""
    try:
        made_by, its_digest, raw = path.read_bytes().split(b"\n", 2)
        if made_by.decode() == by and its_digest.decode() == digest(raw):
            return json.loads(raw)
    except (OSError, ValueError):
        pass
    return None


def leave(path: Path, by: str, value: object) -> str:
    """Leave a value; the answer is its digest. A build that cannot leave anything is a build all the same."""
    raw = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
            file.write(b"\n".join([by.encode(), digest(raw).encode(), raw]))
        os.replace(file.name, path)
    return digest(raw)


def digest(data: bytes) -> str:
    """What tells some bytes from any others."""
    return blake2b(data, digest_size=16).hexdigest()
