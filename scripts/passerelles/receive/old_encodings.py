"""The old encodings of our texts, told apart by what only one of them would give: kana, accents on vowels, “œ” and “€”.

Each test is one that a text in another encoding does not pass by chance; what passes none is left to statistics.
"""

from __future__ import annotations

import re

JAPANESE = ("cp932", "euc_jp", "euc_jis_2004")
MOST_FOREIGN = 0.1  # a Japanese text has more hiragana than this among its signs that are not ASCII
HIRAGANA = re.compile(r"[\u3041-\u3096]")
NOT_ASCII = re.compile(r"[^\x00-\x7f]")
SHIFTED = b"\x1b$"  # begins a run of Japanese signs among ASCII, in the encoding of electronic mail

# Of Vietnamese in cp1258 the accents of tone are signs by themselves, each after its vowel.
TONE = re.compile(r"(.?)([\u0300\u0301\u0303\u0309\u0323])", re.DOTALL)
VOWELS = frozenset("aăâeêioôơuưyAĂÂEÊIOÔƠUƯY")
ONLY_VIETNAMESE = VOWELS - frozenset("aeiouyAEIOUY")

# Where cp1252 has ¤ ¼ ½ ¾, iso8859-15 has € Œ œ Ÿ; it has no sign where cp1252 has ’ “ ” – and others.
# Its Š š Ž ž prove nothing: a text in cp1252 may have “d´abord”.
OF_WINDOWS_ALONE = re.compile(rb"[\x80-\x9f]")
OF_8859_15 = re.compile(r"€|(?<![^\W_])[ŒœŸ](?=[^\W\d_])|(?<=[^\W\d_])[ŒœŸ](?!\d)")


def japanese(raw: bytes) -> str:
    """The Japanese encoding of these bytes; empty when they are no Japanese text."""
    if SHIFTED in raw and _text(raw, "iso2022_jp"):
        return "iso2022_jp"
    return next((codec for codec in JAPANESE if _has_hiragana(_text(raw, codec))), "")


def _has_hiragana(text: str) -> bool:
    return len(HIRAGANA.findall(text)) > MOST_FOREIGN * len(NOT_ASCII.findall(text))


def is_vietnamese(raw: bytes) -> bool:
    """Whether in cp1258 each accent of tone stands on a vowel, and they are not the “ò” of another language."""
    tones = TONE.findall(_text(raw, "cp1258"))
    sure = any(vowel in ONLY_VIETNAMESE for vowel, _ in tones) or len({tone for _, tone in tones}) > 1
    return sure and all(vowel in VOWELS for vowel, _ in tones)


def is_latin_9(raw: bytes) -> bool:
    """Whether these bytes, which cp1252 would read too, are iso8859-15: “œuvres” and “€”, not “½uvres” and “¤”."""
    return not OF_WINDOWS_ALONE.search(raw) and bool(OF_8859_15.search(_text(raw, "iso8859_15")))


def _text(raw: bytes, codec: str) -> str:
    """The bytes in an encoding; nothing where they are not in it."""
    try:
        return raw.decode(codec)
    except UnicodeError:
        return ""
