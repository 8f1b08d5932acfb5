"""Lines as a computer should find them: one kind of line end, no blanks around, none doubled."""

from __future__ import annotations

import re

from passerelles.clean.blocks import ITEM, lines_and_edited

LINE_END = re.compile("\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
BULLETS = "➢➤►▶•▪■●○◦‣⁃∙·✓✔➔→*–—-"
BULLET = re.compile(rf"(?P<indent>\s*)(?P<sign>[{BULLETS}])\s+(?P<words>\S.*)\Z")


def unify_line_ends(text: str) -> str:
    """Every line ends the same way, a new page is a new line, and no byte-order mark is left."""
    return LINE_END.sub("\n", text.replace("\ufeff", ""))


def numbered_lines(text: str) -> list[tuple[int, str]]:
    """The lines that `unify_line_ends` makes, each with its number in the file, where only line feeds count."""
    found, number, start = [], 1, 0
    for end in LINE_END.finditer(text):
        found.append((number, text[start : end.start()]))
        number, start = number + end.group().count("\n"), end.end()
    return [*found, (number, text[start:])]


def strip_blanks(text: str) -> str:
    """No line ends in blanks, none but that of a list begins with them, and one plain space parts two words."""
    return "\n".join(line.rstrip() if edited else _stripped(line) for line, edited in lines_and_edited(text))


def _stripped(line: str) -> str:
    bare = line.rstrip()
    words = re.sub(r"(?<=\S)\s+", " ", bare)
    return words if BULLET.match(bare) or ITEM.match(bare) else words.lstrip()
