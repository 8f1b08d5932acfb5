"""How a translation stands to its original, and the record that a person has reread it.

A source's translation keeps the fingerprints of its paragraphs in its own head (`made_from`); labels, names, notes and
sections of prose, which have no head, are kept in one register, data/translations.txt. Pure: texts in, texts out.
"""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable
from itertools import groupby

from passerelles.model import Edition, Language, Rendered, Rereadings
from passerelles.quotes import fingerprint, fold

REGISTER = "data/translations.txt"
HEAD = """\
# Which words each translation was made from: written by `passerelles translated`, by no hand.
# Under the path of a file: language, key of the text, fingerprints of the original and of the translation.
"""
SHOWN = 3  # changes that a message repeats


def pairing(original: str, translated: str) -> str:
    """What is recorded of a reread pair: the fingerprints of its two sides."""
    return f"{fingerprint(original)}-{fingerprint(translated)}"


def rereading(original: Edition, edition: Edition) -> list[str]:
    """What the head of a translation says below `translation:`, reread today."""
    pairs = [
        f'    {p.id}: "{pairing(original.by_id[p.id].text, p.text)}"'
        for p in edition.paragraphs
        if p.id in original.by_id
    ]
    return ["  made_from:", *pairs]


def state(text: Rendered, language: Language, original: Language, rereadings: Rereadings) -> str:
    """How a text stands: fresh, stale (its original changed alone since it was reread), or new to the register.

    What changed in the translation, or in both at once, is taken for the work of somebody who had both before them.
    """
    if language == original or not {language, original} <= set(text.words):
        return "fresh"
    expected = pairing(text.words[original], text.words[language])
    recorded = rereadings.get((text.path, text.key, language), "")
    if recorded == expected:
        return "fresh"
    return "stale" if recorded and recorded.split("-")[1] == expected.split("-")[1] else "new"


def stale_texts(
    texts: Iterable[Rendered], language: Language, original: Language, rereadings: Rereadings
) -> dict[str, list[Rendered]]:
    """The texts of each file that are stale in one language."""
    found: dict[str, list[Rendered]] = {}
    for text in texts if language != original else ():
        if (text.path, text.key, language) not in rereadings:
            continue  # nothing is known of it
        if state(text, language, original, rereadings) == "stale":
            found.setdefault(text.path, []).append(text)
    return found


def register(texts: Iterable[Rendered], original: Language, rereadings: Rereadings, reread: Collection[str]) -> str:
    """The register with every new text recorded, and the stale ones of the files that somebody has `reread`."""
    lines = []
    for text in texts:
        for language in sorted(set(text.words) - {original}):
            key = (text.path, text.key, language)
            is_kept = state(text, language, original, rereadings) == "stale" and text.path not in reread
            pair = rereadings[key] if is_kept else pairing(text.words[original], text.words[language])
            lines.append((text.path, f"  {language} {text.key} {pair}"))
    blocks = ("\n".join([path, *(line for _, line in group)]) for path, group in groupby(sorted(lines), lambda x: x[0]))
    return HEAD + "\n".join([*blocks, ""])


def changed_words(before: str, now: str) -> str:
    """What changed between two states of a text: «quatre → cinq», «+ très», «− nouveaux»; at most three changes."""
    old, new = fold(before).split(), fold(now).split()
    found = []
    for sort, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        lost, added = " ".join(old[a:b]), " ".join(new[c:d])
        if sort != "equal":
            found.append(f"{lost} → {added}" if lost and added else f"+ {added}" if added else f"− {lost}")
    return " ; ".join([*found[:SHOWN], *(["…"] if len(found) > SHOWN else [])])
