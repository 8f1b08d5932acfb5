"""Words that the end of a line or a page broke in two.

The hyphen of a compound stays, that of a plain hyphenation goes. It stays, in this order,
1. before a capital or a figure: Val-de-/Marne, 2009-/2015;
2. after a part that compounds only (franco-/vietnamienne), a little word within a compound (vis-à-/vis, Boulogne-/sur-
   Mer), or a verb or pronoun before what leans on it (dit-/il, celles-/ci, peut-/être), or before an elision
   (main-/d’œuvre);
3. when the compound stands unbroken elsewhere in the text, or else in the base (and before all that it goes when only
   the joined word does);
4. when, the joined word standing nowhere else, each half does as a word by itself (compte-/rendu).
Otherwise it goes: coopé-/ration. Of a compound that has a hyphen already, only the last part is looked at: that of
franco-vietna-/mienne goes like that of vietna-/mienne. Every such word is a change of kind “join” in the draft
apparatus, to be looked at.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable

from passerelles.clean.blocks import lines_and_edited
from passerelles.load.decoding import CONTROL

# A word is looked for from its first letter only, and no further than words go: a line that is one endless word, or a
# thousand lines that each break one, take no longer than any others.
LONGEST_WORD = 80  # letters and hyphens
_HEAD = rf"(?<![\w’'-])[\w’'-]{{0,{LONGEST_WORD}}}\w"
BROKEN = re.compile(rf"(?P<head>{_HEAD})(?P<hyphen>[-‐\u00ad])\Z")
PARTED = re.compile(rf"{_HEAD}[-‐\u00ad]\n\s*[\w’'-]*")
WORD = re.compile(r"[\w-]+")
NONE: frozenset[str] = frozenset()
TAIL = re.compile(r"[^\W_][\w’'-]*")
_COMPOUNDING = """afro anglo après arrière austro avant demi euro ex extra franco gallo germano hispano indo inter italo
latino luso mi micro mini multi nippo non nord nouveau outre péri physico post pro quasi russo semi sino socio sous
sud sur techno turco ultra vice est ouest agro bio éco géo là par petit petite porte grand haut"""
COMPOUNDING = frozenset(_COMPOUNDING.split())
_LEANING = """ce ci elle elles en être il ils je là le les lui même mêmes moi nous on toi tu vous y t
dessus dessous dedans dehors"""
LEANING = frozenset(_LEANING.split())
_WITHIN = "à au aux de des du en et sous sur"
WITHIN = frozenset(_WITHIN.split())  # a compound, before its last part or after its first
JOINED = {"portefeuille", "portefeuilles"}  # though “porte” mostly compounds
ENDINGS = {"ne", "nes", "se", "ses", "te", "tes", "ment", "ments"}  # as in nord-coréen-/nes
LEARNED = re.compile(r"log|nom|graph|gramm|métr|phon|scop|syst")  # what makes one word with a part in -o: éco-/nomie


def join_broken_words(text: str, base: Container[str] = NONE) -> str:
    """A word broken at the end of a line or a page is whole again, with its hyphen if it is a compound."""
    known = frozenset(WORD.findall(PARTED.sub("\n", text.lower())))  # the parts of a broken word are no words
    result: list[str] = []  # lines, each after its line feed; a line whose last word is joined stands as two pieces
    last, head = 0, None  # the last line that is not blank, and the word that it breaks
    for line, edited in lines_and_edited(text):
        tail = None if edited else TAIL.match(line)
        if head and tail and _is_one_word(head, tail.group(), in_line=last == len(result) - 1):
            joined = head["head"] + _joint(head, tail.group(), known, base) + line
            result[last:] = [result[last][: head.start()], joined]
        else:
            result.append(f"\n{line}")
        if line:
            last = len(result) - 1
            head = None if edited else BROKEN.search(result[last])
    return "".join(result)[1:]


def vocabulary(texts: Iterable[str]) -> frozenset[str]:
    """The words of a base: as they stand, for “estelle” is not known by Estelle; a compound in lower case too."""
    words = {word for text in texts for word in WORD.findall(text)}
    return frozenset(words | {word.lower() for word in words if "-" in word})


def drop_unseen(text: str) -> str:
    """What no reader would see and no page may hold is gone: a soft hyphen within a line, a mark of no width."""
    return CONTROL.sub(lambda sign: " " if sign[0].isspace() else "", text)


def _is_one_word(head: re.Match[str], tail: str, in_line: bool) -> bool:
    """A figure goes on only in the next line, after a figure: elsewhere it numbers a title."""
    return not tail[0].isdigit() or (in_line and head["head"][-1].isdigit())


def _joint(head: re.Match[str], tail: str, known: Container[str], base: Container[str]) -> str:
    if head["hyphen"] == "\u00ad":  # the soft hyphen of a word processor
        return ""
    before, after = re.split("[’']", head["head"].lower())[-1], tail.lower()
    whole, compound = before + after, f"{before}-{after}"
    for words in (known, base):
        if (whole in words) != (compound in words) and tail[0].islower():
            return "-" if compound in words else ""
    if not tail[0].islower() or re.search("[’']", tail) or compound in known:
        return "-"
    return _joint_of_parts(before.split("-"), after.split("-"), known)


def _joint_of_parts(before: list[str], after: list[str], known: Container[str]) -> str:
    """The joint of two parts that stand nowhere joined nor with a hyphen: by those next to it alone."""
    last, first = before[-1], after[0]
    if last + first in known or last + first in JOINED or (last.endswith("o") and LEARNED.match(first)):
        return ""
    compounds = last in COMPOUNDING or first in LEANING
    within = (len(before) > 1 and last in WITHIN) or (len(after) > 1 and first in WITHIN)
    alone = last in known and first not in ENDINGS and (first in known or len(before) > 1)
    return "-" if compounds or within or alone else ""
