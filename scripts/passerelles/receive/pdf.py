"""PDF: the words of its text layer, page by page; the pages that are mere pictures go through optical recognition."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from itertools import pairwise
from statistics import median

import pypdfium2 as pdfium  # type: ignore[import-untyped]

from passerelles.receive.ocr import recognised, recogniser
from passerelles.receive.plain import clear, paged
from passerelles.receive.reading import READER, Hint, Reading, Refused

MOST_PAGES = 1000
FEWEST_LETTERS = 20  # on a page that is not a picture
BROKEN = "\ufffe"  # a hyphen that ends a line, as pdfium gives it: the end of the line is left out with it
LINE = re.compile(rf"[^\r\n{BROKEN}]+{BROKEN}?")
WIDER, OTHER_SIZE = 1.3, 1.15  # than the usual step between lines; than the letters of the line before
IMAGE = pdfium.raw.FPDF_PAGEOBJ_IMAGE


def read_pdf(name: str, raw: bytes, encoding: str = "") -> Reading:
    """The words of a PDF in the order of the file. Raises Refused where there are none without a recogniser."""
    del encoding
    try:
        with pdfium.PdfDocument(raw) as document:
            if len(document) > MOST_PAGES:
                raise Refused("received-too-long", file=name)
            return _read(name, raw, document)
    except pdfium.PdfiumError as error:
        locked = "password" in str(error).lower()
        raise Refused(("received-corrupt", "received-old-or-locked")[locked], file=name) from None


def _read(name: str, raw: bytes, document: pdfium.PdfDocument) -> Reading:
    pages = [_words(document[n]) for n in range(len(document))]
    pictures = [n for n, words in enumerate(pages) if _letters(words) < FEWEST_LETTERS and _has_image(document[n])]
    layer = sum(map(_letters, pages)) >= FEWEST_LETTERS
    tool, hints = f"{READER}, pypdfium2 {version('pypdfium2')}", []
    if pictures and (reader := recogniser()):
        for n in pictures:
            pages[n] = recognised(name, document[n], reader)
        tool += f", {reader.name}"
        hints.append(Hint("received-recognised", {"file": name, "pages": _numbers(pictures), "tool": reader.name}))
    elif pictures and not layer:
        raise Refused("received-needs-ocr", file=name, pages=_numbers(pictures))
    elif pictures:
        hints.append(Hint("received-pages-are-pictures", {"file": name, "pages": _numbers(pictures)}))
    form = Hint("received-form-pdf", {"count": len(document)})
    return paged(name, raw, "\n\f\n".join(pages), form, tool, tuple(hints))


def _words(page: pdfium.PdfPage) -> str:
    """The text layer of a page, a line a line, a blank one where the page has a gap or letters of another size."""
    layer = page.get_textpage()
    text = layer.get_text_range().replace("\x02", BROKEN)
    lines = [Line(match.group(), *_box(layer, match)) for match in LINE.finditer(text)]
    steps = [step for line, after in pairwise(lines) if (step := line.bottom - after.bottom) > 0]
    usual = median(steps) if steps else 0.0
    parted = [line.words + "\n" * line.is_parted(after, usual) for line, after in pairwise(lines)]
    words = "\n".join([*parted, *(line.words for line in lines[-1:])])
    return clear(words.replace(BROKEN, "-").replace("\f", " "))


@dataclass(frozen=True)
class Line:
    """A line of a page: its words, the height of its letters and where they stand, in points from the foot."""

    words: str
    bottom: float
    height: float

    def is_parted(self, after: Line, usual: float) -> bool:
        """Whether the next line stands further down than usual, or is set in another size."""
        small, large = sorted((self.height, after.height))
        return self.bottom - after.bottom > WIDER * max(usual, small) or large > OTHER_SIZE * small > 0


def _box(layer: pdfium.PdfTextPage, match: re.Match[str]) -> tuple[float, float]:
    """Bottom and height of the first letter of a line; the box is that of the font, whatever the letter."""
    first = re.search(r"\w", match.group())
    _, bottom, _, top = layer.get_charbox(match.start() + (first.start() if first else 0), loose=True)
    return bottom, top - bottom


def _letters(words: str) -> int:
    return sum(c.isalnum() for c in words)


def _has_image(page: pdfium.PdfPage) -> bool:
    return next(iter(page.get_objects(filter=(IMAGE,), max_depth=5)), None) is not None


def _numbers(pages: Sequence[int]) -> str:
    return ", ".join(str(page + 1) for page in pages[:12]) + ("…" if len(pages) > 12 else "")
