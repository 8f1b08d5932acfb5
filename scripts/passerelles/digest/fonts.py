"""The site's own fonts for a book: the faces that docs/assets/css declares, and those of them that a text needs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

SHEET = Path("docs/assets/css/00-fonts.css")
FOLDER = Path("docs/assets/fonts")
SPACES = "Passerelles Spaces"  # made by `spaces`
FACE = re.compile(r"@font-face \{(.*?)\}", re.DOTALL)
FILE = re.compile(r'url\("\.\./fonts/([^"]+)"\)')
RANGE = re.compile(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?")
UNSEEN = frozenset("\n\t \u00a0\u202f\u00ad\u2009\u2060")  # a face need not draw what has no ink


@dataclass(frozen=True)
class Face:
    """One file of a family: its rule, and the characters that it is for."""

    family: str
    file: str
    rule: str
    ranges: tuple[tuple[int, int], ...]

    def has(self, sign: str) -> bool:
        return any(first <= ord(sign) <= last for first, last in self.ranges)


def faces(root: Path) -> tuple[Face, ...]:
    """Every face that comes as a file; the local ones, which differ between machines, stay out of a book."""
    rules = FACE.findall((root / SHEET).read_text("utf-8"))
    return tuple(_face(rule, found[1]) for rule in rules if (found := FILE.search(rule)))


def _face(rule: str, file: str) -> Face:
    family = re.search(r'font-family: "([^"]+)"', rule)
    assert family is not None
    limits = tuple((int(a, 16), int(b or a, 16)) for a, b in RANGE.findall(rule.split("unicode-range:")[1]))
    return Face(family[1], file, rule, limits)


def needed(known: Sequence[Face], words: str) -> tuple[Face, ...]:
    """The faces that draw the characters of a text: where ranges overlap, the last rule wins, as in a browser."""
    signs = sorted(set(words) - UNSEEN)
    used = {face for sign in signs for face in _drawing(known, sign)}
    return tuple(face for face in known if face in used)


def _drawing(known: Sequence[Face], sign: str) -> Iterable[Face]:
    styles: dict[tuple[str, bool], Face] = {}
    for face in known:
        if face.has(sign):
            styles[face.family, "italic" in face.file] = face
    return styles.values()


def undrawn(known: Sequence[Face], words: str) -> str:
    """The characters that no face draws: a reader's machine must find them elsewhere, or shows boxes."""
    return "".join(sign for sign in sorted(set(words) - UNSEEN) if not any(face.has(sign) for face in known))


def sheet(known: Iterable[Face], folder: str) -> str:
    """The rules of faces whose files stand in `folder`."""
    return "\n".join(f"@font-face {{{face.rule.replace('../fonts/', folder)}}}" for face in known)


def stacked(known: Iterable[Face], css: str) -> str:
    """A style in which each of our families is a stack of one family a file, then names and spaces.

    WeasyPrint takes the files of one family for one file, and draws the glyphs of another (seen in 70.0).
    """
    families: dict[str, dict[str, None]] = {}
    for face in reversed(tuple(known)):  # the last rule has precedence
        families.setdefault(face.family, {}).setdefault(_own_family(face), None)
    last = ", ".join(f'"{name}"' for name in (*families.get("Passerelles Names", ()), SPACES))
    for family, stack in families.items():
        css = css.replace(f'"{family}"', ", ".join([*(f'"{name}"' for name in stack), last]))
    return css


def sheet_by_file(known: Iterable[Face], folder: str) -> str:
    """The rules of faces for `stacked`: a family a file, without ranges."""
    rules = []
    for face in known:
        rule = re.sub(r"unicode-range:[^;]*;", "", face.rule.replace("../fonts/", folder))
        rules.append(f"@font-face {{{rule.replace(face.family, _own_family(face), 1)}}}")
    return "\n".join(rules)


def _own_family(face: Face) -> str:
    """«Passerelles Serif vietnamese», roman and italic together."""
    subset = re.search(r"-(latin-ext|latin|vietnamese|names)", face.file)
    return f"{face.family} {subset[1] if subset else face.file}"


def files(root: Path, known: Iterable[Face]) -> Mapping[str, bytes]:
    """The bytes of each face, by name of file."""
    return {face.file: (root / FOLDER / face.file).read_bytes() for face in known}
