"""A font of one empty glyph, the narrow no-break space of French, which our families do not have.

A browser makes that space itself; the printer would take it from whatever font the machine has, and two machines
would not make the same bytes.
"""

from __future__ import annotations

import base64
import io

from fontTools.fontBuilder import FontBuilder
from fontTools.ttLib.tables._g_l_y_f import Glyph

FAMILY = "Passerelles Spaces"
EM, WIDTH = 1000, 190  # units; about a fifth of an em, as thin spaces are
NARROW = 0x202F


def narrow_space() -> str:
    """The @font-face rule, the font inside it."""
    builder = FontBuilder(EM, isTTF=True)
    builder.setupGlyphOrder([".notdef", "narrow"])
    builder.setupCharacterMap({NARROW: "narrow"})
    builder.setupGlyf({".notdef": Glyph(), "narrow": Glyph()})
    builder.setupHorizontalMetrics({".notdef": (WIDTH, 0), "narrow": (WIDTH, 0)})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": FAMILY, "styleName": "Regular"})
    builder.setupOS2()
    builder.setupPost()
    builder.updateHead(created=0, modified=0)
    target = io.BytesIO()
    builder.font.recalcTimestamp = False
    builder.save(target)
    data = base64.b64encode(target.getvalue()).decode()
    return f'@font-face {{ font-family: "{FAMILY}"; src: url("data:font/ttf;base64,{data}") format("truetype"); }}'
