"""The blocks of a text: paragraphs, and each heading, list item and table row by itself.

A block that carries an id, as in `{ #p3 }`, is edited: an editor has seen it, no step touches it again. That, and the
ids that the last step gives to all the others, is why cleaning twice is cleaning once.
"""

from __future__ import annotations

import re
from collections.abc import Callable

ID = re.compile(r"\{:?\s*#(?P<id>[A-Za-z][\w-]*)(?:\s+\.[\w-]+)*\s*\}")
ROLE = re.compile(r"\n\{ \.(?P<role>[a-z]+) \}\Z")
PARAGRAPH = "paragraph"  # the role of what is one for sure, and no heading: no reader need know
HEADING = re.compile(r"#{1,6}\s+\S")
ITEM = re.compile(r"\s*[-*]\s+\S")
ROW = re.compile(r"\s*\|.*\|\s*\Z")
RULE = re.compile(r"\s*\|(?:\s*:?-+:?\s*\|)+\s*\Z")
RULE_OR_HEAD = re.compile(r"\s*\|(?:\s*(?::?-+:?|\[[^\]|]*\])\s*\|)+\s*\Z")
END = re.compile(r"[.!?:;…][\s»”\"’')\]]*\Z")


def blocks(text: str) -> list[str]:
    """The text cut at blank lines, and before and after what stands on a line of its own."""
    return ["\n".join(lines) for lines in _grouped(text) if lines[0].strip()]


def lines_and_edited(text: str) -> list[tuple[str, bool]]:
    """Each line, blank ones too, and whether it belongs to a block that an editor has seen."""
    groups = ((lines, is_edited("\n".join(lines))) for lines in _grouped(text))
    return [(line, edited) for lines, edited in groups for line in lines]


def _grouped(text: str) -> list[list[str]]:
    """The lines of each block; a blank line is a group of its own."""
    found: list[list[str]] = []
    for line in text.split("\n"):
        if found and _goes_with(found[-1], line):
            found[-1].append(line)
        else:
            found.append([line])
    return found


def _goes_with(block: list[str], line: str) -> bool:
    if not (line.strip() and block[0].strip()):
        return False
    return bool(ID.match(line.lstrip())) or not (is_alone(line) or HEADING.match(block[0]) or ROW.match(block[0]))


def is_alone(line: str) -> bool:
    """Whether a line is a heading, opens a list item, or is a row of a table."""
    return bool(HEADING.match(line) or ITEM.match(line) or ROW.match(line))


def laid_out(parts: list[str]) -> str:
    """The blocks as a text: a blank line between them, none between the items of a list or the rows of a table."""
    text = ""
    for before, part, after in zip(["", *parts], parts, [*parts[1:], ""], strict=False):
        tight = any(kind.match(before) and kind.match(part) for kind in (ITEM, ROW)) and not _opens_a_table(part, after)
        text += ("\n" if tight else "\n\n") + part if text else part
    return text + "\n" if text else ""


def _opens_a_table(part: str, after: str) -> bool:
    """Whether a row is the head of a table: a rule comes under it, which stands nowhere else."""
    return bool(RULE.match(after)) and not RULE.match(part)


def is_edited(block: str) -> bool:
    """Whether the block has its id, or needs none: the head and the rule of a table."""
    return bool(ID.search(block) or RULE_OR_HEAD.match(block))


def is_plain(block: str) -> bool:
    """Whether the block is a paragraph of which nothing is known yet."""
    return not (is_edited(block) or is_alone(block.split("\n")[0]) or ROLE.search(block))


def is_settled(block: str) -> bool:
    """Whether the block is a paragraph for sure, such as a point of a numbered list."""
    role = ROLE.search(block)
    return bool(role and role["role"] == PARAGRAPH)


def ends_a_sentence(words: str) -> bool:
    """Whether the last sign is one that closes or suspends a sentence."""
    return bool(END.search(words))


def on_each(block_to_text: Callable[[str], str], text: str) -> str:
    """The text with each unedited block put through a change."""
    return laid_out([part if is_edited(part) else block_to_text(part) for part in blocks(text)])


def with_role(words: str, role: str) -> str:
    """The paragraph, marked for `number_paragraphs` with what it is: kicker, lead, caption… or just a paragraph."""
    return f"{words}\n{{ .{role} }}"
