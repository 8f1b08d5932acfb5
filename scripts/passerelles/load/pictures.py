"""A photograph that people propose: really of the format that its name says, and no larger than a page can bear."""

from __future__ import annotations

import io
import warnings

from PIL import Image

from passerelles.load.formats import FORMATS

WIDEST = 4096  # pixels; a small file can unfold into a picture that fills a memory


def picture_fault(raw: bytes, suffix: str) -> str:
    """What is wrong with a picture, in a word of the format's own, or nothing."""
    try:
        with warnings.catch_warnings(action="error"), Image.open(io.BytesIO(raw), formats=[FORMATS[suffix]]) as found:
            size = f"{found.width} × {found.height} px"
            found.verify()
    except (OSError, ValueError, SyntaxError, ArithmeticError, Warning, Image.DecompressionBombError):
        return f"≠ {FORMATS[suffix]}"
    return size if max(found.width, found.height) > WIDEST else ""
