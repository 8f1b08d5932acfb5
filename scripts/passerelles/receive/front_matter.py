"""The head of a Markdown file, between two lines “---”: what the file says of itself, and no part of its text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from passerelles.load.decoding import Unreadable
from passerelles.load.located import Located, parse
from passerelles.receive.facts import LANGUAGE, URL, WORDS, agreed, day, whole
from passerelles.receive.reading import Fact

LINE_END = re.compile("\r\n|\r|\n")
KEY = re.compile(r"[A-Za-z_][\w-]*:(?:\s|\Z)")
WITHIN = re.compile(r"\s|-\s|#|\Z")  # of a value of several lines, a comment, nothing
DECLARED = {  # of the record, under which keys, and what it must look like
    "title": (("title",), whole(WORDS)),
    "author": (("author", "authors"), whole(WORDS)),
    "publisher": (("publisher",), whole(WORDS)),
    "date": (("date",), day),
    "language": (("lang", "language"), whole(LANGUAGE)),
    "url": (("url", "canonical_url"), whole(URL)),
}


def parted(text: str) -> tuple[Sequence[str], str]:
    """The lines of the head of a file, and what comes below; no head where these are anything but keys and values."""
    lines = LINE_END.split(text)
    end = next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() in {"---", "..."}), 0)
    head = lines[1:end]
    if lines[0].rstrip() != "---" or not any(map(KEY.match, head)):
        return (), text
    return (
        (head, "\n".join(lines[end + 1 :]))
        if all(KEY.match(line) or WITHIN.match(line) for line in head)
        else ((), text)
    )


def declared(head: Sequence[str]) -> tuple[Fact, ...]:
    """What the head says that the record of a source has; nothing where it is no YAML."""
    try:
        tree, _ = parse("", "\n".join(head))
    except Unreadable:
        return ()
    return agreed(_facts(tree.value)) if isinstance(tree.value, dict) else ()


def _facts(values: dict[str, Located]) -> Iterator[Fact]:
    for name, (keys, form) in DECLARED.items():
        for key in keys:
            if key in values and (value := form(_words(values[key]))):
                yield Fact(name, value, f"{key}:")


def _words(value: Located) -> str:
    """A text, or the texts of a list one after the other, on one line."""
    items = value.value if isinstance(value.value, list) else [value]
    texts = [item.value for item in items if isinstance(item.value, str)]
    return " ".join(", ".join(texts).split()) if len(texts) == len(items) else ""
