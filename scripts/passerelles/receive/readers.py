"""Which reader takes which file, and what no reader takes."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from passerelles.receive.docx import read_docx
from passerelles.receive.edited import has_ids, read_edited
from passerelles.receive.encodings import decoded
from passerelles.receive.pdf import read_pdf
from passerelles.receive.plain import read_plain
from passerelles.receive.reading import Reading, Refused
from passerelles.receive.structured import read_html, read_markdown

Reader = Callable[[str, bytes, str], Reading]
LARGEST = 50_000_000  # bytes received
LONGEST = 1_000_000  # characters read out of them: an article has five thousand, a book of 500 pages a million


def _read_markdown_or_draft(name: str, raw: bytes, encoding: str) -> Reading:
    """Markdown; a draft whose paragraphs have their ids already is taken as it stands."""
    is_draft = has_ids(decoded(name, raw, encoding)[0])
    return read_edited(name, raw, encoding) if is_draft else read_markdown(name, raw, encoding)


READERS: Mapping[str, Reader] = {
    ".txt": read_plain,
    ".md": _read_markdown_or_draft,
    ".html": read_html,
    ".htm": read_html,
    ".xhtml": read_html,
    ".docx": read_docx,
    ".pdf": read_pdf,
}


def read(name: str, raw: bytes, encoding: str = "") -> Reading:
    """The words of a received file, by the suffix of its name. Raises Refused with one clear sentence."""
    suffix = suffix_of(name)
    if suffix not in READERS:
        raise Refused("received-unknown-format", file=name, formats=", ".join(READERS))
    if not raw.strip():
        raise Refused("received-empty", file=name)
    if len(raw) > LARGEST:
        raise Refused("received-too-large", file=name, size=LARGEST // 1_000_000)
    reading = READERS[suffix](name, raw, encoding)
    if not any(c.isalnum() for c in reading.text):
        raise Refused("received-empty", file=name)
    if len(reading.text) > LONGEST:
        raise Refused("received-too-long", file=name)
    return reading


def suffix_of(name: str) -> str:
    """The end of a name that says what is in the file, in lower case."""
    return "." + name.rsplit(".", 1)[-1].lower() if "." in name else ""


def again(name: str, raw: bytes, tool: str) -> str | None:
    """What the same tools read out of a file today; None when they are not those of then."""
    codec = tool.rsplit("codec ", 1)[-1] if "codec " in tool else ""
    try:
        reading = read(name, raw, codec)
    except Refused:
        return None
    return reading.text if reading.tool == tool else None
