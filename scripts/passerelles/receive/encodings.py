"""Bytes -> text: UTF-8 as it is, what a byte-order mark declares, else the likeliest of the old encodings."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from passerelles.receive.old_encodings import SHIFTED, is_latin_9, is_vietnamese, japanese
from passerelles.receive.reading import Refused

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
LEGACY = ["cp1252", "mac_roman"]  # Windows and the old Macintosh, in which French texts were written
BINARY = re.compile("[\0-\x08\x0e-\x1b\x7f]")
MOST_BINARY = 0.01  # of the characters of a text: beyond, it is none
SAMPLE = 4096


def decoded(name: str, raw: bytes, encoding: str = "") -> tuple[str, str]:
    """The text, and the codec that gave it: empty when the bytes are plain UTF-8.

    Raises Refused for what is no text.
    """
    codec = encoding or _declared(raw) or _likeliest(name, raw)
    try:
        text = raw.decode(codec or "utf-8")
        text.encode()  # a codec may give halves of characters, which no file of ours could hold
    except (UnicodeError, LookupError):
        raise Refused("received-not-so-encoded", file=name, encoding=codec) from None
    if len(BINARY.findall(text)) > MOST_BINARY * len(text):
        raise Refused("received-no-text", file=name)
    return text, _named(codec)


def is_guessed(raw: bytes, codec: str) -> bool:
    """Whether nothing in the bytes says that this is their encoding."""
    return bool(codec) and codec != _declared(raw)


def _named(codec: str) -> str:
    """The name of a codec; none when UTF-8 gives the same."""
    return "" if codec and codecs.lookup(codec).name == "utf-8" else codec


def _declared(raw: bytes) -> str:
    return next((codec for mark, codec in MARKS if raw.startswith(mark)), "")


def _likeliest(name: str, raw: bytes) -> str:
    if _is_utf_8(raw) and b"\0" not in raw and SHIFTED not in raw:
        return ""
    if found := _without_mark(raw) or japanese(raw) or "cp1258" * is_vietnamese(raw):
        return found
    best = from_bytes(raw, cp_isolation=LEGACY).best()
    if best is None:
        is_binary = len(BINARY.findall(raw.decode("latin-1"))) > MOST_BINARY * len(raw)
        raise Refused(("received-encoding-unknown", "received-no-text")[is_binary], file=name)
    return "iso8859_15" if best.encoding == "cp1252" and is_latin_9(raw) else str(best.encoding)


def _is_utf_8(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _without_mark(raw: bytes) -> str:
    """UTF-16 without its mark: nearly every second byte of a European text is zero."""
    sample = raw[:SAMPLE]
    half = len(sample) / 2
    for start, codec in ((1, "utf-16-le"), (0, "utf-16-be")):
        if half and sample[start::2].count(0) > 0.7 * half and sample[1 - start :: 2].count(0) < 0.1 * half:
            return codec
    return ""
