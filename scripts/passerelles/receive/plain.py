"""Plain text, paged or not: its own words; running heads and page numbers are furniture."""

from __future__ import annotations

import re

from passerelles.receive.accents import joined, joined_by
from passerelles.receive.encodings import decoded, is_guessed
from passerelles.receive.layout import unmarked
from passerelles.receive.reading import Hint, Reading
from passerelles.receive.running import running_lines

# What a page may not hold, line ends apart, and what parts no words though it stands between two letters.
INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x1f\x7f\x80-\x84\x86-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufffe\uffff]"
    r"|\u00ad(?=\w)"
)


def read_plain(name: str, raw: bytes, encoding: str = "") -> Reading:
    """A text file in UTF-8 is its own words; in another encoding they are kept beside it in UTF-8."""
    text, codec = decoded(name, raw, encoding)
    hints = (Hint("received-encoding-guessed", {"file": name, "encoding": codec}),) if is_guessed(raw, codec) else ()
    form = Hint("received-form-text", {"encoding": codec or "UTF-8"})
    return paged(name, raw, clear(text) if codec else text, form, f"codec {codec}" if codec else "", hints)


def paged(name: str, raw: bytes, text: str, form: Hint, tool: str, hints: tuple[Hint, ...] = ()) -> Reading:
    """A text whose pages, if it has any, end with form feeds."""
    if (words := joined(text)) != text:
        text, tool = clear(words), joined_by(tool)
    furniture = running_lines(text)
    lines = ["" if n in furniture else as_words(line) for n, line in enumerate(text.split("\n"), 1)]
    return Reading(name, raw, text, "\n".join(lines), form, tool, furniture, hints=hints)


def as_words(line: str) -> str:
    """A line that is so many words: no mark in it is Markdown, and nothing in it is unseen."""
    return clear(unmarked(line))


def clear(text: str) -> str:
    """The text without the characters that nobody sees and no page may hold."""
    return INVISIBLE.sub("", text)
