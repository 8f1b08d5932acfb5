"""Paragraphs out of lines that were cut to the width of a page, and across the ends of pages.

A line goes on in the next when the sentence is not over and the line is about as wide as the others, or the next one
begins in lower case; when it is over, only if the line is full. Nothing here depends on what the words say, but for the
little words (“de”, “au”, “avec”…) that end no sentence.
"""

from __future__ import annotations

import re
from statistics import median

from passerelles.clean.blocks import (
    ROW,
    blocks,
    ends_a_sentence,
    is_alone,
    is_edited,
    is_plain,
    laid_out,
    on_each,
    with_role,
)
from passerelles.clean.points import opening

WIDE, FULL = 0.66, 0.9  # of the usual line: for one that may go on, for one that ends a sentence
LONGEST_CAPTION = 12  # lines
_LITTLE = """à au aux avec ce ces cet cette chez dans de des du en entre et la le les leur leurs mais ni nos notre ou
par pour que qui sa sans sauf se ses son sous sur un une vers votre vos"""
LITTLE = frozenset(_LITTLE.split())
CREDIT = re.compile(
    r"(?:\A|[.!?…»”\"]\s)(?:Photos?|Crédits?(?: photos?)?|Illustrations?)\s?:\s(?:[^.!?]|\b[A-Z]\.){2,80}\Z"
)


def mark_captions(text: str) -> str:
    """Words that end with the credit of a picture (“Photo : …”) are its caption."""
    return on_each(_caption, text)


def _caption(block: str) -> str:
    lines = block.split("\n")
    for count in range(1, min(len(lines), LONGEST_CAPTION) + 1) if is_plain(block) else ():
        words = " ".join(lines[:count])
        if CREDIT.search(words) and not is_alone(words):
            return "\n\n".join([with_role(words, "caption"), *filter(None, ["\n".join(lines[count:])])])
    return block


def join_lines(text: str) -> str:
    """The lines of a paragraph or of a list item are one line."""
    raw = [line for part in blocks(text) if is_plain(part) for line in part.split("\n")]
    usual = median(map(len, raw)) if raw else 0
    return on_each(lambda block: _joined(block, usual), text)


def _joined(block: str, usual: float) -> str:
    if not is_plain(block) and not is_alone(block.split("\n")[0]):
        return block
    result: list[list[str]] = []
    lines = block.split("\n")
    points = opening(lines)
    for n, line in enumerate(lines):
        if result and n not in points and _goes_on(result[-1][-1], line, usual):
            result[-1].append(line)
        else:
            result.append([line])
    between = "\n" if is_plain(block) else "\n\n"  # under an item, what does not go on is no part of the list
    return between.join(" ".join(lines) for lines in result)


def _goes_on(line: str, after: str, usual: float) -> bool:
    if ends_a_sentence(line):
        return len(line) >= FULL * usual and not line.rstrip().endswith(":")
    return len(line) >= WIDE * usual or _is_unfinished(line) or not _begins(after)


def _begins(line: str) -> bool:
    """Whether the line may open a paragraph: it does not begin in lower case or with a closing sign."""
    return not (line[0].islower() or line[0] in ",;:.)]»”") or bool(re.match(r"[a-z][.)]\s|https?:|www\.", line))


def _is_unfinished(line: str) -> bool:
    last = line.split()[-1]
    return last.lower() in LITTLE or last in {"-", "–", "—", "/", "&"} or last.endswith((",", "("))


def join_across_pages(text: str) -> str:
    """A sentence that a page break or a picture interrupts is one paragraph."""
    result: list[list[str]] = []
    is_open = False  # whether the last paragraph is one that may go on
    for part in blocks(text):
        if is_open and is_plain(part) and _is_interrupted(result[-1][-1], part):
            result[-1].append(part)
        else:
            result.append([part])
            is_open = is_plain(part) or (is_alone(part) and not is_edited(part))
    return laid_out([" ".join(pieces) for pieces in result])


def _is_interrupted(before: str, after: str) -> bool:
    last, first = before.split("\n")[-1], after.split("\n")[0]
    if ends_a_sentence(last) or ROW.match(last):
        return False
    return _is_unfinished(last) or not _begins(first)


def part_lines(text: str) -> str:
    """Lines that stand one under the other and are not one paragraph are as many paragraphs."""
    return on_each(lambda block: "\n\n".join(block.split("\n")) if is_plain(block) else block, text)
