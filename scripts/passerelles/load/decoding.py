"""The bytes of a file that an editor saved -> its text, and what in them no reader would see but a program would.

Line ends of Windows and a byte-order mark are problems, once a file, but reading goes on: the editor sees every other
problem at once. They are no mere matter of taste: git mends line ends in a clone (.gitattributes), but not in a file
sent through the page of a forge, and then every line of it counts as changed and nobody can judge the change.
"""

from __future__ import annotations

import re

from passerelles.model import Position, Problem

LARGEST = 2_000_000  # bytes; an entry of the base weighs about two thousand
# Controls, marks that turn the direction of the text around, and signs of no width that make equal words differ.
CONTROL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u0080-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"
)
# A word whose letters are of two alphabets that look alike is not the word it seems: «Rеnnes» with a Cyrillic «е».
LATIN = "A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff"
ALIKE = (  # Greek, Cyrillic, Armenian, Georgian, Cherokee, Lisu, mathematical letters
    "\u0370-\u0373\u0376-\u03ff\u0400-\u052f\u0531-\u0587\u10a0-\u10ff\u13a0-\u13ff\uab70-\uabbf\ua4d0-\ua4ff"
    "\U0001d400-\U0001d7ff"
)
MIXED = re.compile(f"[{LATIN}][{ALIKE}]|[{ALIKE}][{LATIN}]")
LOOKALIKE = re.compile(f"[{ALIKE}]")
ESCAPED = re.compile(f"\r|{CONTROL.pattern}")  # what an escape of YAML, between double quotes, must not bring in either
MERGE = re.compile(r"^(?:<{7}|\|{7}|>{7})(?: .*)?$", re.MULTILINE)
MARK = b"\xef\xbb\xbf"


class Unreadable(Exception):  # noqa: N818 - reads as what it says
    """The file cannot be read any further."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.key)
        self.problem = problem


def decode(path: str, raw: bytes) -> tuple[str, list[Problem]]:
    """The text of a file, its lines ended by line feeds, and what was wrong with its bytes.

    Raises Unreadable for a file that is too large, is not UTF-8, holds invisible characters or an unfinished merge.
    """
    if len(raw) > LARGEST:
        raise Unreadable(
            Problem(Position(path), "file-too-large", (("size", str(len(raw))), ("largest", str(LARGEST))))
        )
    problems = [Problem(Position(path), "byte-order-mark")] if raw.startswith(MARK) else []
    raw = raw.removeprefix(MARK)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8")
        where = place(path, before, len(before))
        raise Unreadable(Problem(where, "not-utf-8", (("byte", f"0x{raw[error.start]:02x}"),))) from None
    if "\r" in text:
        problems.append(Problem(place(path, text, text.index("\r")), "carriage-return"))
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if found := CONTROL.search(text):
        code = f"U+{ord(found.group()):04X}"
        raise Unreadable(Problem(place(path, text, found.start()), "control-character", (("code", code),)))
    if LOOKALIKE.search(text):  # hardly any text has one
        problems += [_mixed(path, text, found) for found in MIXED.finditer(text)]
    if found := MERGE.search(text):
        raise Unreadable(Problem(place(path, text, found.start()), "merge-conflict", (("line", found.group()[:7]),)))
    return text, problems


def _mixed(path: str, text: str, found: re.Match[str]) -> Problem:
    """The letter of another alphabet than its neighbour, which a reader would take for a Latin one."""
    offset = found.start() if re.match(f"[{ALIKE}]", found.group()) else found.start() + 1
    letter = text[offset]
    return Problem(place(path, text, offset), "mixed-alphabets", (("letter", letter), ("code", f"U+{ord(letter):04X}")))


def place(path: str, text: str, offset: int) -> Position:
    """Line and column of a character."""
    return Position(path, text.count("\n", 0, offset) + 1, offset - (text.rfind("\n", 0, offset) + 1) + 1)
