"""Every character of the corpus and of the base is drawn by the site's own fonts."""

from __future__ import annotations

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
