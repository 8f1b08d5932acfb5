"""A font that draws certain signs and no other: what a copy carries of the site's fonts, which are made for any text.

In: the bytes of a woff2 file. Out: the same face, smaller; the same input gives the same bytes. What a language may
still need, when a reader types it or a later text has it, is kept whole: French, English and Vietnamese.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Iterable
from functools import lru_cache

FEATURES = ("lnum", "onum", "pnum", "tnum")  # of numbers, which the style sheets ask for, beside those of any text
ALPHABETS = (
    "".join(map(chr, (*range(0x20, 0x7F), *range(0xA0, 0x100))))
    + "ŒœŸĂăĐđĨĩŨũƠơƯư"
    + "".join(map(chr, range(0x1EA0, 0x1EFA)))
    + "‐‑–—‘’“”„†•…‰‹›€™−\u0300\u0301\u0303\u0309\u0323\u2009\u202f"
)


@lru_cache(maxsize=64)
def subset(font: bytes, signs: frozenset[str]) -> bytes:
    """The font with the glyphs of `signs` and of the alphabets of the site, as far as it has them."""
    from fontTools import subset as tools
    from fontTools.ttLib import TTFont

    logging.getLogger("fontTools").setLevel(logging.ERROR)
    options = tools.Options(recalc_timestamp=False, recalc_bounds=False, flavor="woff2", notdef_outline=True)
    options.layout_features = [*options.layout_features, *FEATURES]
    made = TTFont(io.BytesIO(font), recalcTimestamp=False)
    cutter = tools.Subsetter(options)
    cutter.populate(unicodes=[ord(sign) for sign in {*signs, *ALPHABETS}])
    cutter.subset(made)
    made.flavor = "woff2"
    target = io.BytesIO()
    made.save(target, reorderTables=True)
    return min(font, target.getvalue(), key=len)


def used(texts: Iterable[str]) -> frozenset[str]:
    """Every sign of some texts."""
    return frozenset().union(*map(frozenset, texts))
