"""Who speaks, what opens: the roles of paragraphs, told by their form; and the id of each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from passerelles.clean.blocks import (
    HEADING,
    ITEM,
    ROLE,
    blocks,
    ends_a_sentence,
    is_alone,
    is_edited,
    is_plain,
    is_settled,
    laid_out,
    on_each,
    with_role,
)

SHORTEST_SPEECH, SHORTEST_LEAD, LONGEST_NAME = 80, 100, 160
SPEAKER = re.compile(r"(?P<name>[\w’'.-]+(?: [\w’'.-]+){1,4}), (?P<office>\w)")
FULL_STOP = re.compile(r"[.!?…][\s»”\"’]+(?=\w)")
TAKEN = re.compile(r"#p(\d{1,9})(?=[\s}])")  # a longer one is nobody's count
CELL_WITH_WORDS = re.compile(r"\A(\s*\|(?:\s*\|)*(?:\\.|[^|\\])*?)\s*\|")  # in an empty one nothing has the id
DEFINES = re.compile(r":[ \t]")  # Markdown has no backslash for it
LOOKS_MARKED = re.compile(r"(?P<number>\d*)(?P<sign>[.)|+>*#-])")


def mark_speakers(text: str) -> str:
    """A name and an office above a paragraph (“Jeanne Martin, Maire”) say who speaks in it."""
    parts = blocks(text)
    speaks = {
        n
        for n, (part, after) in enumerate(pairwise(parts))
        if is_plain(part) and _is_name_and_office(part) and is_plain(after) and _is_speech(after)
    }
    return laid_out([with_role(part, "speaker") if n in speaks else part for n, part in enumerate(parts)])


def _is_name_and_office(part: str) -> bool:
    match = SPEAKER.match(part)
    return bool(match and match["name"][0].isupper() and match["office"].isupper()) and (
        len(part) <= LONGEST_NAME and not ends_a_sentence(part)
    )


def _is_speech(part: str) -> bool:
    return len(part) >= SHORTEST_SPEECH and ends_a_sentence(part)


def mark_lead(text: str) -> str:
    """The one long sentence that follows the title of a text, before its paragraphs, sums it up."""
    parts = blocks(text)
    for n, (title, part, after) in enumerate(zip(parts, parts[1:], parts[2:], strict=False)):
        if title.startswith("# ") and not HEADING.match(part) and is_plain(part) and after and _is_one_sentence(part):
            parts[n + 1] = with_role(part, "lead")
    return laid_out(parts)


def _is_one_sentence(part: str) -> bool:
    return len(part) >= SHORTEST_LEAD and part.endswith((".", "…")) and not FULL_STOP.search(part)


def escape_looks(text: str) -> str:
    """A paragraph that begins like a list, a quotation or a table, and is none, says so to Markdown."""
    return on_each(lambda block: block if is_alone(block.split("\n")[0]) else _escaped(block), text)


def _escaped(block: str) -> str:
    match = LOOKS_MARKED.match(block)
    needed = match and (match["number"] or match["sign"] not in ".)") and block[match.end() : match.end() + 1] in " \n"
    needed = needed or (match and match["sign"] in "|>" and not match["number"])
    if DEFINES.match(block):
        return f"&#58;{block[1:]}"
    return f"{block[: match.start('sign')]}\\{block[match.start('sign') :]}" if match and needed else block


def number_paragraphs(text: str) -> str:
    """Each paragraph has an id, `p` and a number that none had before, for ever."""
    free = _free_numbers(text)
    return laid_out([part if is_edited(part) else _identified(part, next(free)) for part in blocks(text)])


def _free_numbers(text: str) -> Iterator[int]:
    number = max((int(digits) for digits in TAKEN.findall(text)), default=0)
    while True:
        number += 1
        yield number


def _identified(part: str, number: int) -> str:
    if part.lstrip().startswith("|"):
        return CELL_WITH_WORDS.sub(rf"\1 {{ #p{number} }} |", part, count=1)
    if ITEM.match(part):
        indent = part[: len(part) - len(part.lstrip())]
        return f"{part}\n{indent}  {{ #p{number} }}"
    if is_alone(part):
        return f"{part} {{ #p{number} }}"
    role = ROLE.search(part)
    words = part[: role.start()] if role else part
    name = f" .{role['role']}" if role and not is_settled(part) else ""
    return f"{words}\n{{ #p{number}{name} }}"
