"""Lists: the signs of a page (➢ • –) become the marks of Markdown, one level deeper for each new sign of a list."""

from __future__ import annotations

from passerelles.clean.blocks import is_alone, lines_and_edited
from passerelles.clean.lines import BULLET

DASHES = "-–—*·"
DEEPER = "    "


def mark_bullets(text: str) -> str:
    """Each line that a list sign opens is an item; a sign that comes under another makes a list within the list.

    A dash is a list sign only after a blank line, a colon, a semicolon or another item: in a sentence that the end of
    a line cuts (“Vietnam / - Japon”) it is a dash.
    """
    signs: list[tuple[str, int]] = []  # of the list being read, outermost first, each with its indent
    sentence = in_item = False  # whether the line before may go on in this one
    result: list[str] = []  # lines, each after its line feed or, where it goes on with the last, after a blank
    for line, edited in lines_and_edited(text):
        found = None if edited else BULLET.match(line)
        if found and found["sign"] in DASHES and sentence and not in_item:
            result.append(f" {line.lstrip()}")
        elif found:
            signs = _nested(signs, (found["sign"], len(found["indent"]) // 2))
            result.append(f"\n{DEEPER * (len(signs) - 1)}- {found['words']}")
            in_item = True
        else:
            result.append(f"\n{line if edited or is_alone(line) else line.lstrip()}")
            in_item = in_item and bool(line.strip())
            signs = signs if in_item or not line.strip() or line.lstrip()[0].islower() else []
        sentence = bool(line.strip()) and not (edited or is_alone(line) or line.endswith((":", ";")))
    return "".join(result)[1:]


def _nested(signs: list[tuple[str, int]], sign: tuple[str, int]) -> list[tuple[str, int]]:
    """The signs down to this one: back to its level when the list knows it, else one level deeper."""
    return signs[: signs.index(sign) + 1] if sign in signs else [*signs, sign]
