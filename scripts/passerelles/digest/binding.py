"""The file of a PDF, as small as its format allows; pydyf writes the same with 6 % more bytes.

Streams are deflated by zopfli, as in the zip of the copy. Everything else is in one object stream (ISO 32000-1,
7.5.7). The table of what stands where (7.5.8) says of each line how it differs from the one above: Predictor 12.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from passerelles.packing import framed

HEAD = b"%PDF-1.7\n%\xf0\x9f\x96\xa4\n"
WIDTHS = (1, 4, 2)  # bytes of a line of the table: the kind; the place or the stream; the number in the stream
FREE, AT, WITHIN = 0, 1, 2


def bound(pdf: Any) -> bytes:
    """The bytes of a finished pydyf.PDF; no clock and no identifier enters them."""
    pdf.info.number = len(pdf.objects)
    objects = [*pdf.objects, pdf.info]
    inside = [item for item in objects if item.free == "n" and item.compressible]
    body, table = bytearray(HEAD), {0: (FREE, 0, 65535)}
    for item in objects:
        if item.free == "n" and not item.compressible:
            table[item.number] = (AT, len(body), 0)
            body += _indirect(item.number, _deflated(b"\n".join(map(_bytes, item.stream)), item.extra))
    shelf, last = len(objects), len(objects) + 1
    table |= {item.number: (WITHIN, shelf, at) for at, item in enumerate(inside)}
    table |= {shelf: (AT, len(body), 0)}
    body += _indirect(shelf, _shelf(inside))
    table |= {last: (AT, len(body), 0)}
    lines = [table.get(number, (FREE, 0, 65535)) for number in range(last + 1)]
    start = len(body)
    body += _indirect(last, _table(lines, pdf))
    return bytes(body) + f"startxref\n{start}\n%%EOF\n".encode()


def _indirect(number: int, content: bytes) -> bytes:
    return f"{number} 0 obj\n".encode() + content + b"\nendobj\n"


def _bytes(part: Any) -> bytes:
    """A part of a stream as pydyf would write it."""
    if isinstance(part, bytes):
        return part
    return bytes(part.data) if hasattr(part, "data") else str(part).encode()


def _deflated(content: bytes, extra: dict[str, Any]) -> bytes:
    """A stream with what is said of it; one that has a filter already, such as a picture, is left as it is."""
    if "Filter" not in extra:
        content = framed(content)
        extra = {**extra, "Filter": "/FlateDecode"}
    said = b"".join(
        b"/" + key.encode() + b" " + _bytes(value) for key, value in (extra | {"Length": len(content)}).items()
    )
    return b"<<" + said + b">>\nstream\n" + content + b"\nendstream"


def _shelf(objects: Iterable[Any]) -> bytes:
    """The object stream: numbers and places first, then the objects."""
    places, content = [], bytearray()
    for item in objects:
        places.append(f"{item.number} {len(content)}")
        content += item.data + b"\n"
    head = " ".join(places).encode() + b"\n"
    return _deflated(head + content, {"Type": "/ObjStm", "N": len(places), "First": len(head)})


def _table(lines: Iterable[tuple[int, ...]], pdf: Any) -> bytes:
    """The cross-reference stream."""
    rows = [b"".join(value.to_bytes(width, "big") for value, width in zip(line, WIDTHS, strict=True)) for line in lines]
    above = bytes(sum(WIDTHS))
    content = bytearray()
    for row in rows:
        content += b"\x02" + bytes((byte - up) % 256 for byte, up in zip(row, above, strict=True))
        above = row
    return _deflated(bytes(content), {
        "Type": "/XRef", "W": f"[{' '.join(map(str, WIDTHS))}]", "Size": len(rows),
        "DecodeParms": f"<</Predictor 12/Columns {sum(WIDTHS)}>>",
        "Root": pdf.catalog.reference, "Info": pdf.info.reference,
    })  # fmt: skip
