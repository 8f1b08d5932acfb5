"""A font that draws certain signs and no other: what a copy carries of the site's fonts, which are made for any text.

In: the bytes of a woff2 file. Out: the same face, smaller; the same input gives the same bytes. What a language may
still need, when a reader types it or a later text has it, is kept whole: French, English and Vietnamese.
"""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

FEATURES = ("lnum", "onum", "pnum", "tnum")  # of numbers, which the style sheets ask for, beside those of any text
ALPHABETS = (
    "".join(map(chr, (*range(0x20, 0x7F), *range(0xA0, 0x100))))
    + "ŒœŸĂăĐđĨĩŨũƠơƯư"
    + "".join(map(chr, range(0x1EA0, 0x1EFA)))
    + "‐‑–—‘’“”„†•…‰‹›€™−\u0300\u0301\u0303\u0309\u0323\u2009\u202f"
)
LETTERS = frozenset(map(chr, (*range(0x20, 0x7F), *range(0xC0, 0x100))))
SLANTED = re.compile(
    r"<(em|i|cite|dfn|address|var)\b[^>]*>(.*?)</\1>", re.DOTALL
)  # by what browsers do, no style of ours
TYPED = "hanken-grotesk"  # in the name of a file: the face of the search field
LIGHTEST, HEAVIEST = 400, 700  # weights that the style sheets ask for


def faces(fonts: Mapping[str, bytes], texts: Iterable[str]) -> dict[str, bytes]:
    """The fonts, by path, as some pages and scripts need them."""
    texts = tuple(texts)
    signs, slanted = used(texts), used(m[2] for text in texts for m in SLANTED.finditer(text)) | LETTERS
    needs = {path: slanted if "italic" in path else signs | used(ALPHABETS * (TYPED in path)) for path in fonts}
    return {path: subset(font, needs[path]) for path, font in fonts.items()}


@lru_cache(maxsize=64)
def subset(font: bytes, signs: frozenset[str]) -> bytes:
    """The font with the glyphs of `signs`, as far as it has them, in the weights that the style sheets ask for."""
    from fontTools import subset as tools
    from fontTools.ttLib import TTFont
    from fontTools.varLib.instancer import instantiateVariableFont

    logging.getLogger("fontTools").setLevel(logging.ERROR)
    options = tools.Options(recalc_timestamp=False, recalc_bounds=False, flavor="woff2", notdef_outline=True)
    options.layout_features = [*options.layout_features, *FEATURES]
    made = TTFont(io.BytesIO(font), recalcTimestamp=False)
    cutter = tools.Subsetter(options)
    cutter.populate(unicodes=[ord(sign) for sign in signs])
    cutter.subset(made)
    if "fvar" in made:
        made = instantiateVariableFont(made, {"wght": (LIGHTEST, HEAVIEST)})
    made.flavor = "woff2"
    target = io.BytesIO()
    made.save(target, reorderTables=True)
    return min(font, target.getvalue(), key=len)


def used(texts: Iterable[str]) -> frozenset[str]:
    """Every sign of some texts."""
    return frozenset().union(*map(frozenset, texts))
