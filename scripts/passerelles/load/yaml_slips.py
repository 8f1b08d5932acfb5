"""What somebody typed on a line of YAML that cannot be read, where the parser only says that it stumbled.

In: the lines of a text, and the numbers of those it may be. Out: the message, the column, the words that show it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

BLANK = "\u00a0\u202f\u2007\u3000"  # spaces that look like one and are none to YAML
FIRST = r"^(?P<before>[ ]*(?:-[ ]+)?)"
KEY = r"[a-z][a-z_0-9]*"
SLIPS = (
    ("yaml-tab", re.compile(r"^(?P<before>[ ]*)\t")),
    ("yaml-space", re.compile(rf"^(?P<before>[ ]*)[{BLANK}]")),
    ("yaml-space", re.compile(rf"{FIRST}{KEY}[ ]*:(?P<at>[{BLANK}])")),
    ("yaml-wide-colon", re.compile(rf"{FIRST}(?P<key>{KEY})[ {BLANK}]*：")),
    ("yaml-colon-close", re.compile(rf"{FIRST}(?P<key>{KEY}):(?![ \n/]|$)")),
)
# What libyaml says, and the slip that it mostly means.
SIGNS = (
    ("scanning a quoted scalar", "yaml-quote"),
    ("unknown escape character", "yaml-escape"),
    ("mapping values are not allowed", "yaml-colon"),
    ("parsing a flow", "yaml-bracket"),
    ("parsing a block", "yaml-indent"),
)


def slip(lines: Sequence[str], numbers: Iterable[int]) -> tuple[str, int, int, str] | None:
    """The first slip on these lines: message, line and column from 0, key of the line."""
    for number in numbers:
        for message, pattern in SLIPS:
            if found := pattern.match(lines[number]) if 0 <= number < len(lines) else None:
                groups = found.groupdict()
                at = found.start("at") if "at" in groups else found.end("before")
                return message, number, at, groups.get("key", "")
    return None
