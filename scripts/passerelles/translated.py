"""Records that a person has reread a translation: the fingerprints of each pair of paragraphs, in the page's head.

Pure: the text of a page in, the text of the page out; nothing but the `translation:` block of its head changes.
"""

from __future__ import annotations

import re

from passerelles.model import Edition
from passerelles.quotes import fingerprint

BLOCK = re.compile(r"^translation:\n(?:[ \t]+.*\n|\n)*", re.MULTILINE)


def pairing(original: str, translated: str) -> str:
    """What is recorded of a reread pair: the fingerprints of its two sides."""
    return f"{fingerprint(original)}-{fingerprint(translated)}"


def record_rereading(page: str, original: Edition, edition: Edition) -> str:
    """The page with today's pairs recorded; its words are untouched."""
    pairs = [
        f'    {p.id}: "{pairing(original.by_id[p.id].text, p.text)}"'
        for p in edition.paragraphs
        if p.id in original.by_id
    ]
    block = "\n".join(["translation:", "  made_from:", *pairs, ""])
    head, body = page.split("\n---\n", 1)
    head += "\n"
    recorded = BLOCK.sub(block, head, count=1) if BLOCK.search(head) else head + block
    return f"{recorded}---\n{body}"
