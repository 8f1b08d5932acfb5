"""Decap's script, taken out of the package that the npm registry serves, once its checksum is the one expected."""

from __future__ import annotations

import base64
import hashlib
import io
import tarfile
from collections.abc import Mapping
from pathlib import PurePosixPath

PACKAGE = "decap-cms@3.16.3"
INTEGRITY = "sha512-hf+dPlCh7TJmWl8+6VRzHYOWhri5xgUknrZbDewaWe4s9B7xJ8PQugp2QHeSldMUKzav6+z0oIpwUYhUJDYtYw=="
SCRIPT = "decap-cms.js"


class WrongPackage(Exception):  # noqa: N818 - reads as what it says
    """The package is not the one that we read."""


def scripts(package: bytes) -> Mapping[str, bytes]:
    """The script, the parts that it loads of itself, and its licences, from the package as npm packs it."""
    found = "sha512-" + base64.b64encode(hashlib.sha512(package).digest()).decode()
    if found != INTEGRITY:
        raise WrongPackage(found)
    with tarfile.open(fileobj=io.BytesIO(package)) as archive:
        return {
            PurePosixPath(member.name).name: opened.read()
            for member in archive
            if member.name.startswith("package/dist/") and member.name.endswith((SCRIPT, f"{SCRIPT}.LICENSE.txt"))
            if (opened := archive.extractfile(member))
        }
