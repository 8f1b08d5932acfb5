"""The rule that a text is shown as it was read; what could not be shown is refused before anything is built.

Nearly every text is made of what the renderer shows as it stands: it is known by its form, and the renderer, which
takes longer to come than all other rules together, is asked of the others alone. A test compares both.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from passerelles.check.evidence import Things
from passerelles.check.sources import texts
from passerelles.fidelity import unlike
from passerelles.markup import as_html
from passerelles.model import Edition, KnowledgeBase, Markdown, Problem

# Words on one line without a sign of Markdown, begun by a letter or a figure that no list has; ids where they belong.
BEGUN, SIGN = r"[\"“‘«(]?[^\W_]", r"(?:[^\n\r\t|#`\\*_\[\]{}<~&\x02\x03]|&(?!#?\w+;))"
WORDS, NAMED = rf"(?!\d+\.){BEGUN}{SIGN}*(?<! )", r"\{ #[A-Za-z][\w-]*(?: \.[\w-]+)* \}"
ITEM, INNER = rf"- {WORDS}\n  {NAMED}", rf"    - {WORDS}\n      {NAMED}"
CELL = rf" (?:{WORDS} )?\|"
SURE = re.compile(
    rf"{WORDS}\n{NAMED}|#{{1,6}} {BEGUN}{SIGN}*(?<! ) {NAMED}"
    rf"|{ITEM}(?:\n(?:{ITEM}|{INNER}))*"
    rf"|(?P<table>\|(?:(?: \[{WORDS}\] \|)+| {WORDS} {NAMED} \|(?:{CELL})*)\n\|(?:---\|)+"
    rf"(?:\n\| {WORDS} {NAMED} \|(?:{CELL})*)+)"
)


def texts_are_shown_as_they_are_read(kb: KnowledgeBase, things: Things) -> Iterator[Problem]:
    """Each paragraph of a text stands on its page under its id, in the very words that were read."""
    for source in texts(things):
        for edition in source.editions.values():
            page = kb.markdown.get(edition.where.path)
            if page and not is_sure(page.body):
                yield from _not_shown(edition, page)


def is_sure(text: str) -> bool:
    """Whether a text is made of paragraphs, headings, lists and tables that the renderer shows as they stand."""
    found = [SURE.fullmatch(block.strip("\n")) for block in text.split("\n\n") if block.strip("\n")]
    return all(match and _is_even(match["table"] or "") for match in found)


def _is_even(table: str) -> bool:
    """Whether each row has as many cells as the first: the renderer leaves out what is more."""
    return len({line.count("|") for line in table.split("\n")}) == 1


def _not_shown(edition: Edition, page: Markdown) -> Iterator[Problem]:
    if page.tags:
        return  # told of as such: what HTML does to the words around it is seen when it is gone
    count = Counter(paragraph.id for paragraph in edition.paragraphs)
    yield from unlike(as_html(page.body), (p for p in edition.paragraphs if count[p.id] == 1))
