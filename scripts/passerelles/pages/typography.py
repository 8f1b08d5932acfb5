"""What a language asks of its typesetter: spaces before French punctuation, and the order of an index."""

from __future__ import annotations

import re
from functools import lru_cache

from passerelles.nearest import plain

NARROW, FIXED = "\u202f", "\u00a0"
# French sets a narrow no-break space before ; ! ? » and %, after « and between thousands, a full one before the colon.
PARTED = r"(?:(?=[;!?»])|(?<=[«\d].)(?:(?<=«.)|(?=\d{3}\b|%)))"
FRENCH, FRENCH_FIXED = re.compile(f" {PARTED}"), re.compile(f"[ {FIXED}]{PARTED}")  # a blank alone is found far sooner
COLON = " :", f"{FIXED}:"
# Names that no line should part from what follows.
TITLED = ("M.", "Mme", "MM.", "Mr", "Ms", "Mrs", "Dr")
MET = ("M.", "Mme", "Mr", "Ms", "Dr")  # wherever one of the titles stands, one of these does
TITLES = re.compile(rf"\b({'|'.join(map(re.escape, TITLED))}) (?=[A-ZÀ-ÝĐ])")


def spaced(words: str, language: str) -> str:
    """The same words and signs with the spaces of a language; white space folded, both texts are equal."""
    if language == "fr":
        words = (FRENCH_FIXED if FIXED in words else FRENCH).sub(NARROW, words).replace(*COLON)
    if "M" in words or "D" in words:  # most have no title, as is soon seen
        for title in MET:
            if title in words:
                return TITLES.sub(lambda match: match[1] + FIXED, words)
    return words


# For words that are said again and again, such as names; sentences, and labels with blanks, would only push them out.
typeset = lru_cache(maxsize=50_000)(spaced)


def begun(words: str, most: int) -> str:
    """Words, or as many whole ones of them as there is room for, and an ellipsis."""
    if len(words) <= most:
        return words
    whole = words[: most + 1].rpartition(" ")[0] or words[:most]
    return f"{whole.rstrip(' ·/,;:–-«')} …"


def grouped(number: int, language: str) -> str:
    """A count with its thousands set apart: «12 345», “12,345”."""
    return f"{number:,}".replace(",", NARROW) if language == "fr" else f"{number:,}"


def colon(language: str) -> str:
    """What stands between a name and what is said of it."""
    return f"{FIXED}: " if language == "fr" else ": "


@lru_cache(maxsize=50_000)
def sort_key(name: str) -> tuple[str, str]:
    """É sorts with E, Đ with D, Ø with O, whatever the case; then the name itself, so that the order is total."""
    return re.sub(r"[^\w ]", "", plain(name).casefold()), name


@lru_cache(maxsize=50_000)
def initial(name: str) -> str:
    """The letter under which an index lists a name."""
    letter = sort_key(name)[0][:1].upper()
    return letter if letter.isalpha() else "#"
