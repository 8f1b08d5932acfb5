"""Word files: unpacked with care, read by mammoth, and compared with their own XML so that no paragraph is missed."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from importlib.metadata import version

import mammoth  # type: ignore[import-untyped]
from lxml import etree

from passerelles.receive.layout import Block
from passerelles.receive.plain import clear
from passerelles.receive.reading import READER, Hint, Reading, Refused
from passerelles.receive.structured import everything, parsed, structured

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NOTES = (f"{WORD}footnoteReference", f"{WORD}endnoteReference")
NOTE = "\0"
STYLES = "\n".join(
    ["p[style-name='Title'] => h1:fresh", "p[style-name='Subtitle'] => p:fresh"]
    + [f"p[style-name='heading {n}'] => h{n + 1}:fresh" for n in range(1, 6)]
    + [f"p[style-name='Heading {n}'] => h{n + 1}:fresh" for n in range(1, 6)]
    + ["p[style-name='caption'] => figcaption:fresh", "p[style-name='Caption'] => figcaption:fresh"]
)
LARGEST_PART = 50_000_000  # bytes unpacked; a Word file of three hundred pages has two million
WITH_WORDS = re.compile(r"word/(?:document|footnotes|endnotes|header\d*|footer\d*)\.xml")
DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def read_docx(name: str, raw: bytes, encoding: str = "") -> Reading:
    """A Word file: its body as it stands, insertions accepted; running heads and feet are furniture."""
    del encoding
    packed = _parts(name, raw)
    try:
        rendered = mammoth.convert_to_html(io.BytesIO(raw), convert_image=_no_image, style_map=STYLES).value
        parts = {part: _xml(content) for part, content in packed.items() if WITH_WORDS.fullmatch(part)}
    except Exception:  # whatever the library stumbles on, the file is not what its name says
        raise Refused("received-corrupt", file=name) from None
    heads = [Block("paragraph", (words,), furniture=True) for words in _paragraphs(parts, r"word/header\d*\.xml")]
    feet = [Block("paragraph", (words,), furniture=True) for words in _paragraphs(parts, r"word/footer\d*\.xml")]
    body = list(everything(parsed(name, f"<div>{rendered}</div>"))) if rendered else []
    missed = [Block("paragraph", (words,)) for words in _missed(parts, body)]
    form = Hint("received-form-docx")
    tool = f"{READER}, mammoth {version('mammoth')}, lxml {version('lxml')}"
    hints = (Hint("received-paragraphs-apart", {"file": name, "count": len(missed)}),) if missed else ()
    return structured(name, raw, [*heads, *body, *missed, *feet], form, tool, hints=hints)


def _no_image(image: object) -> list[object]:
    del image
    return []


def _parts(name: str, raw: bytes) -> dict[str, bytes]:
    """The XML parts of a Word file. Raises Refused for one that is none, is locked, or unpacks beyond reason."""
    if raw.startswith(b"\xd0\xcf\x11\xe0"):
        raise Refused("received-old-or-locked", file=name)
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            if sum(item.file_size for item in packed.infolist()) > LARGEST_PART:
                raise Refused("received-too-large", file=name, size=LARGEST_PART // 1_000_000)
            parts = {item.filename: packed.read(item) for item in packed.infolist() if item.filename.endswith(".xml")}
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError, ValueError):
        raise Refused("received-corrupt", file=name) from None
    except Exception as error:
        if isinstance(error, Refused):
            raise
        raise Refused("received-corrupt", file=name) from None
    if "word/document.xml" not in parts or any(DOCTYPE.search(part) for part in parts.values()):
        raise Refused("received-corrupt", file=name)
    return parts


def _paragraphs(parts: dict[str, etree._Element], names: str, with_notes: bool = False) -> Iterator[str]:
    """The words of each paragraph of some parts of a Word file, deletions left out."""
    for part in sorted(parts):
        if re.fullmatch(names, part):
            for paragraph in parts[part].iter(f"{WORD}p"):
                words = "".join(_runs(paragraph))
                if folded := " ".join(clear(words.replace(NOTE, "")).split()):
                    yield folded if not with_notes else words


def _runs(paragraph: etree._Element) -> Iterator[str]:
    """The words of a paragraph, not those of a box that is anchored in it."""
    for node in paragraph.iter(f"{WORD}t", f"{WORD}tab", f"{WORD}br", *NOTES):
        if next(node.iterancestors(f"{WORD}p")) is paragraph:
            yield NOTE if node.tag in NOTES else (node.text or " ")


def _xml(part: bytes) -> etree._Element:
    """A part of a Word file. Raises ValueError for one in which there is no element at all."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    tree = etree.fromstring(part, parser) if part.strip() else None
    if tree is None:
        raise ValueError
    return tree


def _missed(parts: dict[str, etree._Element], body: list[Block]) -> Iterator[str]:
    """Paragraphs that the converter passed over (a kind of box or field that it does not know): nothing is lost."""
    kept = letters(" ".join(line for block in body for line in block.lines))
    for words in _paragraphs(parts, r"word/(?:document|footnotes|endnotes)\.xml", with_notes=True):
        if any(letters(chunk) not in kept for chunk in words.split(NOTE)):
            kept += letters(words)
            yield " ".join(clear(words.replace(NOTE, " ")).split())


def letters(words: str) -> str:
    """Letters and figures alone."""
    return "".join(c for c in words if c.isalnum())
