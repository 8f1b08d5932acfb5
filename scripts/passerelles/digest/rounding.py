"""Coordinates as fine as paper can show: two decimals of a point, a three-hundredth of a millimetre.

WeasyPrint writes six, which deflate cannot take back: an eighth of a volume. Numbers below one keep four: they are
colours, scales and opacities.
"""

from __future__ import annotations

import re
from typing import Any

NUMBER = re.compile(r"-?\d+\.\d{3,}")


def rounded(document: Any, pdf: Any) -> None:
    """A finisher of WeasyPrint: every coordinate of its pages and links, rounded in place."""
    del document
    for item in pdf.objects:
        if hasattr(item, "stream"):
            if type(item).__module__.startswith("weasyprint"):  # what a page draws; fonts and pictures are bytes
                item.stream = [_in_stream(part) for part in item.stream]
        elif isinstance(item, dict):
            item.update({key: _value(value) for key, value in item.items()})
        elif isinstance(item, list):
            item[:] = [_value(value) for value in item]


def _in_stream(part: Any) -> Any:
    if isinstance(part, bytes):
        return NUMBER.sub(_short, part.decode("latin-1")).encode("latin-1") if b"." in part else part
    return NUMBER.sub(_short, part) if isinstance(part, str) and "." in part else _value(part)


def _value(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, 2 if abs(value) >= 1 else 4)
    if isinstance(value, list):
        value[:] = [_value(inside) for inside in value]
    return value


def _short(number: re.Match[str]) -> str:
    value = float(number[0])
    return f"{value:.{2 if abs(value) >= 1 else 4}f}".rstrip("0").rstrip(".")
