"""Who signs: the names that stand alone after “Par”, or before that of an agency."""

from __future__ import annotations

import re

from passerelles.clean.blocks import blocks, ends_a_sentence, is_plain, laid_out, on_each, with_role

LONGEST_BYLINE = 60
_AGENCIES = r"[A-Z]{2,}(?:/[A-Z]{2,})*/?"
SIGNED = re.compile(rf"(?:Par |Propos recueillis par )(?P<name>\w.*)|(?P<one>\w[^/,]*?)\s?/\s?{_AGENCIES}")
BY = re.compile(r"(?:Par|Propos recueillis par) (?P<names>\w.*)")
LITTLE = frozenset(("de", "du", "des", "d", "la", "le", "van", "von", "et", ",", "’", "'"))  # within names
BYLINE = with_role("", "byline")  # how such a paragraph ends


def mark_signatures(text: str) -> str:
    """A line that is “Par” and the name of a person (“Par Jeanne Martin”) signs the text, wherever it stands."""
    return on_each(_signed, text)


def _signed(block: str) -> str:
    if not is_plain(block):
        return block
    parts: list[str] = [""]
    lines = block.split("\n")
    for line, after in zip(lines, [*lines[1:], ""], strict=True):
        if _is_signature(line) and not after[:1].islower():
            parts += [with_role(line, "byline"), ""]
        else:
            parts[-1] += f"\n{line}" if parts[-1] else line
    return "\n\n".join(filter(None, parts))


def _is_signature(line: str) -> bool:
    match = BY.fullmatch(line) if len(line) <= LONGEST_BYLINE and not ends_a_sentence(line) else None
    words = re.findall(r"[^\W_][^\s’',]*|\S", match["names"]) if match else []
    others = {word for word in words if not word[0].isupper()}
    return len(words) - len(others) > 1 and others <= LITTLE


def mark_byline(text: str) -> str:
    """The name that closes a text before that of an agency (“Hông Anh/CVN”), or that follows “Par”, signs it."""
    parts = blocks(text)
    places = {len(parts) - 1, *(n + 1 for n, part in enumerate(parts) if part.startswith("# "))}
    signed = {n for n in places if 0 < n < len(parts) and _signs(parts[n])}
    return laid_out([with_role(part, "byline") if n in signed else part for n, part in enumerate(parts)])


def _signs(part: str) -> bool:
    match = SIGNED.fullmatch(part) if is_plain(part) and len(part) <= LONGEST_BYLINE else None
    return bool(match and (match["name"] or match["one"])[0].isupper())
