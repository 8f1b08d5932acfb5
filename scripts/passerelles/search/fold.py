"""Words as a reader may type them: no case, accent, ligature, apostrophe, hyphen or light inflection left.

The same rules stand in docs/assets/js/search-fold.js: change both, or the test that compares them fails.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import chain

PLAIN = str.maketrans({"đ": "d", "ð": "d", "ø": "o", "ł": "l", "ı": "i", "œ": "oe", "æ": "ae", "ß": "ss"})
PLAIN |= dict.fromkeys(map(ord, "ʹʻʼʽʾʿˈꞌ"), " ")  # letters to Unicode, apostrophes to who typed them
PLAIN |= {sign: chr(sign + 0x60) for sign in range(0x3041, 0x3097)}  # hiragana as katakana
UNLIKE = re.compile(f"[{''.join(map(chr, PLAIN))}]")  # what is not written so yet
WORD = re.compile(r"[^\W_]+")
# What an apostrophe leaves behind in French and English: l’, d’, qu’, ’s …
ELIDED = frozenset(["c", "d", "j", "l", "m", "n", "s", "t", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu"])
UNSEEN = frozenset(["Mn", "Mc", "Me", "Cf"])  # marks; soft hyphens, joiners, signs of direction
ACCENTS = re.compile("[\u0300-\u036f]")  # nearly all of the marks that our languages leave
# Signs that may be unseen: outside Latin with its punctuation, where but for accents and soft hyphens all are seen.
DOUBTED = re.compile("[^\\x00-\xac\xae-\u02ff\u1e00-\u1eff\u2010-\u2029\u202f-\u205f]")
CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff]")  # kana, Han
SHORTEST = 3  # letters that a stem keeps
AS_WRITTEN = 3  # letters at the beginning of an English word that are no ending: size, hour, tour
# French plurals, without their x, that are not as most of those in -aux or in -eaux.
FROM_AUX = {f"{word}au": f"{word}ail" for word in ("b", "cor", "em", "soupir", "trav", "vant", "vitr")}
FROM_AUX["ideau"] = "ideal"
IN_AU = re.compile("[iuy]au$")  # matériau, gruau, noyau
ROMAN = {
    "x" * tens + ones: str(10 * tens + value)
    for tens in range(4)
    for value, ones in enumerate(("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"))
}
ORDINAL = re.compile("([0-9]+)(?:es?|i?emes?|ers?|eres?|res?|st|nde?|rd|th)")
ROMAN_ORDINAL = re.compile("([ivx]{2,})(?:es?|i?emes?|th)")
NO_ORDINAL = frozenset(["vie", "vies"])  # lives, far more often than sixth ones


def fold(words: str) -> str:
    """Lower case, without accents, ligatures, decomposed, wide or invisible signs: «Hải Phòng» is «hai phong»."""
    if words.isascii():
        return words.lower()
    bare = ACCENTS.sub("", unicodedata.normalize("NFKD", words).lower())
    if DOUBTED.search(bare):
        bare = "".join([c for c in bare if unicodedata.category(c) not in UNSEEN])
    bare = unicodedata.normalize("NFC", bare)
    return bare.translate(PLAIN) if UNLIKE.search(bare) else bare


def tokens(words: str) -> list[str]:
    """The folded words of a text, elided ones left out; Han and kana are cut into single signs."""
    return list(chain.from_iterable(map(_tokens, words.split())))


@lru_cache(maxsize=65_536)  # nothing that is folded looks beyond a space, and the same words come again and again
def _tokens(words: str) -> tuple[str, ...]:
    """The folded words between two spaces."""
    folded = fold(words)
    found = [cardinal(word) for word in WORD.findall(folded) if word not in ELIDED]
    if not CJK.search(folded):
        return tuple(found)
    return tuple([part for word in found for part in (word if CJK.match(word) else (word,))])


def cardinal(word: str) -> str:
    """The number of an edition without its ending: 12es, 12e, 12ème, 12th and XIIe are 12; any other word as it is."""
    if found := ORDINAL.fullmatch(word):
        return found[1]
    found = ROMAN_ORDINAL.fullmatch(word) if word not in NO_ORDINAL else None
    return ROMAN.get(found[1], word) if found else word


def spelled(word: str, language: str) -> str:
    """An English word, or its beginning, in one spelling for both: urbanization, analyze, harbour, programme.

    Each rule looks back only, so that what begins a word still does when both are respelled, letter by letter typed.
    """
    if language != "en":
        return word
    first, rest = word[:AS_WRITTEN], word[AS_WRITTEN:]
    return first + rest.replace("iz", "is").replace("yz", "ys").replace("ou", "o").replace("gramm", "gram")


@lru_cache(maxsize=65_536)
def stem(word: str, language: str) -> str:
    """A word without its plural and feminine endings: partenariats, partenariat; cities, city."""
    word = spelled(word, language)
    if language == "en" and word.endswith("ies") and len(word) > SHORTEST + 1:
        return word[:-3] + "y"
    word = _one(word) if language == "fr" else _cut(word, "s")
    if language == "en" and word.endswith("grame"):  # a programme is a program
        return word[:-1]
    if language == "fr":
        word = _cut(_cut(word, "e"), "e")
        if len(word) > SHORTEST and word[-1] == word[-2] and word[-1] in "nl":
            word = word[:-1]
        word = _cut(word, "s")
    return word


def _one(word: str) -> str:
    """A French word of which there is one: locaux, local; travaux, travail; a matériau meets its matériaux in -al."""
    single = _cut(word, "sx")
    is_many = word.endswith("aux") and single != word
    if is_many and single in FROM_AUX:
        return FROM_AUX[single]
    is_changed = (is_many and not single.endswith("eau")) or IN_AU.search(single)
    return f"{single[:-1]}l" if is_changed else single


def _cut(word: str, endings: str) -> str:
    """Without its last letter, where that is one of these and enough remains."""
    return word[:-1] if len(word) > SHORTEST and word[-1] in endings and word[-2:] != "ss" else word
