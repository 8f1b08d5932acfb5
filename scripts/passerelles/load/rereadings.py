"""data/translations.txt, the register of rereadings: which words each translation was made from.

A line a file, then a line a text: language, key, fingerprints. Plain lines and not YAML: the register is long, no
person edits it, and two pull requests that touch different texts merge without a conflict.
"""

from __future__ import annotations

import re

from passerelles.load.files import Files
from passerelles.model import Position, Rereadings
from passerelles.translated import REGISTER as PATH

LINE = re.compile(r"  ([a-z]{2,3}) (\S+) ([0-9a-f]{8}-[0-9a-f]{8})\Z")


def read_register(files: Files) -> Rereadings:
    """What was recorded, by path, key and language; a line that is none is a problem."""
    found, path = {}, ""
    text = files.text(PATH) if files.has(PATH) else None
    for number, line in enumerate((text or "").split("\n"), 1):
        if match := LINE.match(line):
            found[path, match[2], match[1]] = match[3]
        elif line.startswith(("data/", "docs/")):
            path = line
        elif line and not line.startswith("#"):
            files.report(Position(PATH, number), "rereading-line", line=line[:60])
    return found
