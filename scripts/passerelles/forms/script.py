"""Decap's script, taken out of the package that the npm registry serves, once its checksum is the one expected."""

from __future__ import annotations

import base64
import hashlib
import io
import shutil
import subprocess
import tarfile
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

PACKAGE = "decap-cms@3.16.3"
INTEGRITY = "sha512-hf+dPlCh7TJmWl8+6VRzHYOWhri5xgUknrZbDewaWe4s9B7xJ8PQugp2QHeSldMUKzav6+z0oIpwUYhUJDYtYw=="
SCRIPT = "decap-cms.js"


class WrongPackage(ValueError):  # noqa: N818 - reads as what it says
    """The package is not the one that we read."""


def npm_package(folder: Path) -> bytes:
    """The package as npm fetches it, kept in `folder`. Raises OSError, with a sentence, where npm cannot."""
    file = folder / f"{PACKAGE.replace('@', '-')}.tgz"
    if not file.is_file():
        folder.mkdir(parents=True, exist_ok=True)
        npm = shutil.which("npm")
        if npm is None:
            raise FileNotFoundError("npm is needed for the forms / les formulaires ont besoin de npm (Node.js)")
        command = [npm, "pack", PACKAGE, "--silent", "--ignore-scripts", "--pack-destination", str(folder)]
        run = subprocess.run(command, capture_output=True, text=True, check=False)
        if not file.is_file():
            raise OSError(f"npm pack {PACKAGE}: {run.stderr.strip()}")
    return file.read_bytes()


def scripts(package: bytes) -> Mapping[str, bytes]:
    """The script, the parts that it loads of itself, and its licences, from the package as npm packs it."""
    found = "sha512-" + base64.b64encode(hashlib.sha512(package).digest()).decode()
    if found != INTEGRITY:
        raise WrongPackage(f"{PACKAGE}: {found} — {INTEGRITY}")
    with tarfile.open(fileobj=io.BytesIO(package)) as archive:
        return {
            PurePosixPath(member.name).name: opened.read()
            for member in archive
            if member.name.startswith("package/dist/") and member.name.endswith((SCRIPT, f"{SCRIPT}.LICENSE.txt"))
            if (opened := archive.extractfile(member))
        }
