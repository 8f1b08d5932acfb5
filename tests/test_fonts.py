"""Every character of the corpus and of the base is drawn by the site's own fonts."""

from __future__ import annotations

import re
from collections import Counter

from fontTools.ttLib import TTFont

from conftest import ROOT

# Drawn by the system, everywhere: the signs of lists, ticks and arrows are decoration, not words.
DECORATION = set("→←↑↗▸✓➢∅\u202f\u2011\ufeff")


def test_names_and_texts_are_covered_by_our_fonts() -> None:
    fonts = sorted((ROOT / "docs/assets/fonts").glob("*.woff2"))
    covered = {chr(code) for path in fonts for code in TTFont(path).getBestCmap()}
    texts = [*(ROOT / "data").rglob("*.yml"), *(ROOT / "docs").rglob("*.md")]

    shown = {c for path in texts if path.parent.name != "apparatus" for c in path.read_text("utf-8") if not c.isspace()}

    assert len(fonts) >= 8
    assert "".join(sorted(shown - covered - DECORATION)) == ""


def test_no_letter_is_claimed_by_two_faces_of_a_style() -> None:
    """Where the one that holds it is late, the other would be fetched as well: on a slow line, for nothing."""
    css = (ROOT / "docs/assets/css/00-fonts.css").read_text("utf-8")
    claims: Counter[tuple[str, str, str]] = Counter()
    for face in re.findall(r"@font-face \{(.*?)\}", css, re.DOTALL):
        family, style = re.findall(r"font-(?:family|style): (.*?);", face)[:2]
        for first, last in re.findall(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?", face):
            claims.update((family, style, chr(code)) for code in range(int(first, 16), int(last or first, 16) + 1))

    assert claims['"Passerelles Serif"', "normal", "đ"] == 1
    assert {claim for claim, times in claims.items() if times > 1 and claim[2].isalpha()} == set()
