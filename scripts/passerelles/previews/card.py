"""What a preview picture says, and what tells it from any other: its words and the fonts that set them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

DRAWING = "1"  # changes when the drawing does, so that what was kept is drawn again
FACES = {
    "serif": ("source-serif-4-latin", "source-serif-4-vietnamese", "source-serif-4-latin-ext", "noto-sans-jp-names"),
    "sans": (
        "hanken-grotesk-latin",
        "hanken-grotesk-vietnamese",
        "hanken-grotesk-latin-ext",
        "noto-sans-jp-names",
    ),
}


@dataclass(frozen=True)
class Card:
    """The words of a picture: what kind of thing, its name, what there is to know at a glance."""

    kicker: str
    title: str
    facts: str


def fingerprint(fonts: Path) -> bytes:
    """What tells the fonts of a folder, and the drawing, from any other."""
    names = sorted({name for face in FACES.values() for name in face})
    return hashlib.sha256(DRAWING.encode() + b"".join((fonts / f"{n}.woff2").read_bytes() for n in names)).digest()
