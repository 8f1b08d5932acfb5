"""A draft, or the page of a source, received again: what an editor has seen stands as it is, metadata included."""

from __future__ import annotations

import re

from passerelles.clean.blocks import ID, blocks, is_edited, lines_and_edited
from passerelles.clean.lines import unify_line_ends
from passerelles.load.editions import draft_paragraphs, split
from passerelles.receive.encodings import decoded
from passerelles.receive.plain import as_words, clear
from passerelles.receive.reading import READER, Hint, Reading

BLANK_LINES = re.compile(r"\A(?:[^\S\n]*\n)+")


def has_ids(text: str) -> bool:
    """Whether some block of a Markdown text has its id already."""
    return bool(ID.search(text))


def read_edited(name: str, raw: bytes, encoding: str = "") -> Reading:
    """A text whose blocks have their ids: those stand; a block that has none is so many words."""
    text, codec = decoded(name, raw, encoding)
    head, body = _parted(unify_line_ends(text))
    marked = [line if seen else as_words(line) for line, seen in lines_and_edited(body)]
    words = "\n\n".join(map(_words, blocks(body)))
    tool = READER + (f", codec {codec}" if codec else "")
    return Reading(name, raw, f"{words}\n", "\n".join(marked), Hint("received-form-markdown"), tool, head=head)


def _parted(text: str) -> tuple[str, str]:
    """The metadata of a page with the blank lines under them, if it has any, and its text."""
    page = split(text)
    body = BLANK_LINES.sub("", page.body) if page else text
    return text.removesuffix(body), body


def _words(block: str) -> str:
    """What a reader of the page sees of a block."""
    return clear("\n".join(p.text for p in draft_paragraphs(block)) if is_edited(block) else block)
