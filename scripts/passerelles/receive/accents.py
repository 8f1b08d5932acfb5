"""Accents written apart from their letters, as a Macintosh, some PDFs and the old Vietnamese encoding have them.

The page of a source has each letter with its accent in one sign, for that is what people type, quote and search; the
file received stays as it came.
"""

from __future__ import annotations

import re
import unicodedata

APART = re.compile("\\w[\u0300-\u036f\u3099\u309a]+")  # of Latin letters, and of kana
JOINING = "Unicode NFC"


def joined(words: str) -> str:
    """The words with each letter and its accents in one sign, where there is one; every other sign as it came."""
    return APART.sub(lambda match: unicodedata.normalize("NFC", match.group()), words)


def joined_by(tool: str) -> str:
    """The tool of a reading that joined accents: with it, the words are no longer those of the file itself."""
    return f"{JOINING}, {tool}" if tool else JOINING
