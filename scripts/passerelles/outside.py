"""What a reader needs to find a document outside the corpus: its address on the web, the day it was read. Pure.

In: a reference as it was written. Out: the field that is not what it should be. A browser follows these addresses:
what it would run as a program is none.
"""

from __future__ import annotations

import re

from passerelles.dates import is_day
from passerelles.model import Reference

# No name before the host, «https://www.gouv.fr@example.org/»: it would pass for the host.
ADDRESS = re.compile(r"https?://[^\s<>\"'/?#@\\]+(?:[/?#][^\s<>\"']*)?")
LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")  # a tag of BCP 47, which screen readers follow


def is_language(words: str) -> bool:
    """Whether words are the code of a language, and nothing more: exports write it bare behind the words."""
    return LANGUAGE.fullmatch(words) is not None


def is_address(words: str) -> bool:
    """Whether words are an address of the web."""
    return ADDRESS.fullmatch(words) is not None


def lacking(reference: Reference) -> str:
    """The first field of a reference that is there and not valid; one that is missing was told of when it was read."""
    if reference.url and not is_address(reference.url):
        return "url"
    if reference.read and not is_day(reference.read):
        return "read"
    return "language" if reference.language and not is_language(reference.language) else ""
