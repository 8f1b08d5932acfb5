"""What a language asks of its typesetter: spaces before French punctuation, and the order of an index."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

NARROW, FIXED = "\u202f", "\u00a0"
# French sets a narrow no-break space before ; ! ? » and %, after « and between thousands, a full one before the colon.
# Each expression begins with the sign to be replaced, or with a letter: a text is searched for that alone.
FRENCH = (
    (re.compile(r"[ \u00a0](?:(?=[;!?»])|(?<=«.)|(?<=\d.)(?=\d{3}\b|%))"), NARROW),
    (re.compile(r"[ \u00a0](?=:)"), FIXED),
)
ASKED = re.compile(r"[ \u00a0][;!?»:%\d]|«[ \u00a0]")  # stands wherever French has anything to set
# Names that no line should part from what follows: M., MM., Mme, Mr, Mrs, Ms, Dr.
TITLES = re.compile(r"(M(?<!\wM)(?:\.|M\.|me|rs?|s)|D(?<!\wD)r) (?=[A-ZÀ-ÝĐ])")


@lru_cache(maxsize=10_000)
def typeset(words: str, language: str) -> str:
    """The same words and signs with the spaces of a language; white space folded, both texts are equal."""
    if language == "fr" and ASKED.search(words):
        for pattern, space in FRENCH:
            words = pattern.sub(space, words)
    return TITLES.sub(lambda match: match[1] + FIXED, words)


def colon(language: str) -> str:
    """What stands between a name and what is said of it."""
    return f"{FIXED}: " if language == "fr" else ": "


@lru_cache(maxsize=10_000)
def sort_key(name: str) -> tuple[str, str]:
    """É sorts with E, Đ with D, whatever the case; then the name itself, so that the order is total."""
    bare = unicodedata.normalize("NFD", name.casefold().replace("đ", "d").replace("œ", "oe").replace("æ", "ae"))
    plain = "".join(c for c in bare if not unicodedata.combining(c))
    return re.sub(r"[^\w ]", "", plain), name


def initial(name: str) -> str:
    """The letter under which an index lists a name."""
    letter = sort_key(name)[0][:1].upper()
    return letter if letter.isalpha() else "#"
