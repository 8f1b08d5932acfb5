"""The same words in each language, kept once in memory for all that say them while a base is read.

Three statements of four quote words that another one quotes too, and a note stands among the texts of its file as well.
"""

from __future__ import annotations

from passerelles.model import Text

_known: dict[tuple[tuple[str, str], ...], Text] = {}


def once(words: Text) -> Text:
    """These words, or equal ones that were met before; nobody changes either."""
    return _known.setdefault(tuple(words.items()), words)


def forget() -> None:
    """A base was read: what is kept of its words is no longer needed."""
    _known.clear()
