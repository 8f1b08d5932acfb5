"""Pages drawn in as few bytes as paper can tell apart: a finisher of WeasyPrint, which writes more than it must.

Coordinates: WeasyPrint writes six decimals, which deflate cannot take back. One decimal of a CSS pixel is kept, a
fortieth of a millimetre; scales, sizes of letters and what is below one keep more: they count all along a line.
Letters: WeasyPrint says after each that it stands where it would stand anyway, and writes it as four hexadecimal
digits; here a run of letters is one string of bytes. Together an eighth of a volume.
"""

from __future__ import annotations

import re
from typing import Any

NUMBER = re.compile(rb"-?\d+\.\d{2,}")
SCALES = (b"cm", b"Tf")  # operators whose numbers count for everything that follows
NO_MOVE = re.compile(rb"(?<=>)0(?=[<\]])")
HEXADECIMAL = re.compile(rb"<([0-9a-f]+)>")
ESCAPED = re.compile(rb"[()\\\r]")  # of bytes in a string: ISO 32000-1, 7.3.4.2


def rounded(document: Any, pdf: Any) -> None:
    """Every coordinate of the pages and links of a pydyf.PDF, rounded in place, and every run of letters as bytes."""
    del document
    for item in pdf.objects:
        if hasattr(item, "stream"):
            if type(item).__module__.startswith("weasyprint"):  # what a page draws; fonts and pictures are bytes
                item.stream = [_in_stream(part) for part in item.stream]
        else:
            _value(item)


def _in_stream(part: Any) -> Any:
    part = part.encode("latin-1") if isinstance(part, str) else part
    if not isinstance(part, bytes):
        return _value(part)
    if part.endswith(b" TJ"):
        return HEXADECIMAL.sub(_string, NO_MOVE.sub(b"", part).replace(b"><", b""))
    if b"." not in part or part.endswith(b"ID"):
        return part
    places = 2 if part.endswith(SCALES) else 1
    return NUMBER.sub(lambda number: _short(float(number[0]), places), part)


def _string(letters: re.Match[bytes]) -> bytes:
    """Hexadecimal digits as the bytes that they stand for."""
    bare = bytes.fromhex(letters[1].decode())
    return b"(" + ESCAPED.sub(lambda sign: b"\\r" if sign[0] == b"\r" else b"\\" + sign[0], bare) + b")"


def _value(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, 1 if abs(value) >= 1 else 4)
    if isinstance(value, dict):
        value.update({key: _value(inside) for key, inside in value.items()})
    elif isinstance(value, list):
        value[:] = [_value(inside) for inside in value]
    return value


def _short(value: float, places: int) -> bytes:
    return f"{value:.{places if abs(value) >= 1 else 4}f}".rstrip("0").rstrip(".").encode()
