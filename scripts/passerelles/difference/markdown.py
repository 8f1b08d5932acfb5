"""What a stranger writes, made harmless in the Markdown of a forge: words stay words.

No HTML, link, image, heading or list comes of them; nobody is mentioned, no issue is closed, no address is linked.
"""

from __future__ import annotations

import re

LONGEST = 400  # characters of a text that the report repeats
PUNCTUATION = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~&$=^])")
# A forge looks for these in the finished page, after any escape: only another node between the two signs stops it.
CALLING = re.compile(r"([@#:/])(?=\S)|(?<=[Gg][Hh])(-)(?=\d)|(?<=[Ww]{3})(\.)|(?<=[0-9a-f]{6})(?=[0-9a-f])")
APART = "<!-- -->"
CODE = re.compile(r"[a-zA-Z0-9./_-]+\Z")


def safe(words: str) -> str:
    """The words on one line, as Markdown that shows them and nothing else."""
    plain = "".join(c if c.isprintable() else " " for c in " ".join(words.split()))
    plain = plain if len(plain) <= LONGEST else f"{plain[:LONGEST]}…"
    parts = re.split(r"(\x00)", CALLING.sub(lambda m: f"{m[0]}\x00", plain))
    return "".join(APART if part == "\x00" else PUNCTUATION.sub(r"\\\1", part) for part in parts)


def code(name: str) -> str:
    """An id or a path as code, where it is one; otherwise as words."""
    return f"`{name}`" if CODE.match(name) else safe(name)
