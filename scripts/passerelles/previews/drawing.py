"""One preview picture, 1200 by 630 pixels, drawn with the site's own fonts: paper, ink, and the bridge."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import groupby
from pathlib import Path

from fontTools.ttLib import TTFont
from PIL import Image, ImageColor, ImageDraw, ImageFont

from passerelles.previews.card import FACES, Card

SIZE = (1200, 630)
PAPER, INK, SOFT, BRIDGE = "#fbfaf6", "#20242a", "#565b63", "#a8321a"
MARGIN, COLUMN = 80, 1040
SHADES = 20  # steps from paper to each colour


@dataclass(frozen=True)
class Fonts:
    """The font files of the site; a sign is set in the first file of a face that has it."""

    folder: Path

    @cached_property
    def faces(self) -> dict[str, dict[int, Path]]:
        """For each face, the file that sets each sign: the first one that has it."""
        return {face: {s: p for p in reversed(self._paths(face)) for s in _signs(p)} for face in FACES}

    def _paths(self, face: str) -> list[Path]:
        return [self.folder / f"{name}.woff2" for name in FACES[face]]

    def runs(self, words: str, face: str, size: int, weight: int) -> Iterator[tuple[str, ImageFont.FreeTypeFont]]:
        """Stretches of words that one file can set."""
        files, first = self.faces[face], self._paths(face)[0]
        for path, run in groupby(words, key=lambda sign: files.get(ord(sign), first)):
            yield "".join(run), _font(path, size, weight)

    def width(self, words: str, face: str, size: int, weight: int) -> float:
        return sum(font.getlength(run) for run, font in self.runs(words, face, size, weight))


@lru_cache(maxsize=4)
def fonts_of(folder: Path) -> Fonts:
    """The fonts of a folder, whose signs are looked up once for all pictures."""
    return Fonts(folder)


def _signs(path: Path) -> frozenset[int]:
    return frozenset(TTFont(path).getBestCmap())


@lru_cache(maxsize=64)
def _font(path: Path, size: int, weight: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.BASIC)
    try:
        axes = font.get_variation_axes()
    except OSError:  # not a variable font: the names of the gazetteers
        return font
    font.set_variation_by_axes([float(weight if axis["name"] == b"Weight" else axis["default"] or 0) for axis in axes])
    return font


@lru_cache(maxsize=1)
def _palette() -> Image.Image:
    """Paper, and the steps from it to each colour: what anti-aliased words are made of."""
    paper = ImageColor.getrgb(PAPER)
    steps = [
        round(p + (c - p) * step / SHADES)
        for colour in (INK, SOFT, BRIDGE)
        for step in range(SHADES + 1)
        for p, c in zip(paper, ImageColor.getrgb(colour), strict=True)
    ]
    image = Image.new("P", (1, 1))
    image.putpalette(steps)
    return image


Style = tuple[str, int, int]  # face, size in pixels, weight


def drawn(card: Card, fonts: Fonts) -> bytes:
    """The picture as PNG; the same words give the same bytes."""
    image = Image.new("RGB", SIZE, PAPER)
    pen = ImageDraw.Draw(image)
    _bridge(pen)
    _line(pen, fonts, "Passerelles", 64, ("serif", 40, 600), INK)
    _line(pen, fonts, card.kicker, 170, ("sans", 30, 600), BRIDGE)
    size = 72 if fonts.width(card.title, "serif", 72, 600) < 2 * COLUMN else 54
    y = 222
    for words in wrapped(card.title, fonts, ("serif", size, 600), 3):
        _line(pen, fonts, words, y, ("serif", size, 600), INK)
        y += round(size * 1.18)
    for words in wrapped(card.facts, fonts, ("sans", 30, 400), 2):
        _line(pen, fonts, words, y + 16, ("sans", 30, 400), SOFT)
        y += 42
    data = io.BytesIO()
    image.quantize(palette=_palette(), dither=Image.Dither.NONE).save(data, "PNG", compress_level=9)
    return data.getvalue()


def wrapped(words: str, fonts: Fonts, style: Style, most: int) -> list[str]:
    """Words in lines no wider than the column; what does not fit in `most` lines ends in an ellipsis."""
    lines, rest = [""], words.split(" ")
    while rest:
        longer = f"{lines[-1]} {rest[0]}".strip()
        if not lines[-1] or fonts.width(longer, *style) <= COLUMN:
            lines[-1] = _fitting(longer, fonts, style)
            rest = rest[1:]
        elif len(lines) < most:
            lines.append("")
        else:
            lines[-1] = _fitting(lines[-1].rstrip(" ,;:·") + " …", fonts, style)
            break
    return lines


def _fitting(word: str, fonts: Fonts, style: Style) -> str:
    """A single word that is wider than the column is cut."""
    while fonts.width(word, *style) > COLUMN:
        word = word[:-2] + "…"
    return word


def _line(pen: ImageDraw.ImageDraw, fonts: Fonts, words: str, y: int, style: Style, colour: str) -> None:
    x: float = MARGIN
    for run, font in fonts.runs(words, *style):
        pen.text((x, y + style[1]), run, colour, font, anchor="ls")
        x += font.getlength(run)


def _bridge(pen: ImageDraw.ImageDraw) -> None:
    """The bridge of the wordmark, across the foot of the picture."""
    left, top, right, bottom = -60, 548, 1260, 760
    pen.arc((left, top, right, bottom), 180, 360, BRIDGE, 9)
    for x in range(0, SIZE[0] + 1, 80):
        middle, half = (left + right) / 2, (right - left) / 2
        y = (top + bottom) / 2 - (bottom - top) / 2 * max(0.0, 1 - ((x - middle) / half) ** 2) ** 0.5
        pen.line((x, y, x, SIZE[1]), BRIDGE, 3)
