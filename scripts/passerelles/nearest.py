"""Did you mean …? The known word, id or name that somebody probably meant. Pure."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Mapping

LIKELY = 0.6  # of 1: from this likeness on, a word is worth proposing
# Letters that no rule of Unicode takes apart into a plain one and its mark.
FLAT = str.maketrans(
    {"đ": "d", "ð": "d", "œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "ı": "i", "ß": "ss"}
    | {"Đ": "D", "Ð": "D", "Œ": "OE", "Æ": "AE", "Ø": "O", "Ł": "L", "ẞ": "SS"}
)


def nearest(word: str, known: Iterable[str], least: float = LIKELY) -> str:
    """The known word that this one was probably meant to be, or nothing; from likeness `least` on."""
    return next(iter(difflib.get_close_matches(word, list(known), n=1, cutoff=least)), "")


def plain(words: str) -> str:
    """The words in letters without marks and ligatures, other scripts as they are: «Đà Nẵng» gives «Da Nang»."""
    apart = unicodedata.normalize("NFKD", words.translate(FLAT))
    return "".join(c for c in apart if not unicodedata.combining(c))


def slug(words: str) -> str:
    """The id that a name suggests: «Thừa Thiên-Huế» gives «thua-thien-hue»."""
    return re.sub(r"[^a-z0-9]+", "-", plain(words).lower()).strip("-")


def nearest_id(word: str, names: Mapping[str, Iterable[str]]) -> str:
    """The id that was probably meant, `names` being the names of each: by id, by name as it is, by a name alike."""
    wanted = slug(word)
    if wanted in names:
        return wanted
    by_name = {slug(name): i for i, own in reversed(list(names.items())) for name in own}
    by_name.pop("", None)
    if wanted in by_name:
        return by_name[wanted]
    likely = nearest(wanted, {**dict.fromkeys(by_name), **dict.fromkeys(names)})
    return likely if likely in names else by_name.get(likely, "")
