"""What of a page of Markdown is code, and so no markup: at most what the renderer takes for code, never more.

What looked like code here and was published as HTML would pass unseen. So where there is any doubt, nothing is code: a
fence with attributes and what follows it, a paragraph in which a backtick has no partner on its line, follows a
backslash or has the side of a cell between it and its partner.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

FENCE = re.compile(r"(?P<fence>~{3,}|`{3,})(?P<rest>.*)")
LANGUAGE = re.compile(r" *[\w#.+-]* *\Z")
TICKS = re.compile("`+")
BLANK = re.compile(r"[ \t]*\Z")


def without_code(body: str) -> str:
    """The page with its code left blank, sign for sign, and the backticks around it left as they are."""
    lines = body.split("\n")
    fenced = {number for first, last in _fences(lines) for number in range(first, last + 1)}
    for paragraph in _paragraphs(lines, fenced):
        plain = [_without_spans(lines[number]) for number in paragraph if number not in fenced]
        if None not in plain:
            rest = iter(plain)
            for number in paragraph:
                lines[number] = lines[number] if number in fenced else next(rest) or ""
    return "\n".join(" " * len(line) if n in fenced else line for n, line in enumerate(lines))


def _fences(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The numbers of the first and last line of each fenced block, up to a fence that says more than a language."""
    marks = {n: match for n, line in enumerate(lines) if (match := FENCE.match(line))}
    closing: dict[str, list[int]] = {}
    for number in reversed(marks):
        if not marks[number]["rest"].strip(" "):
            closing.setdefault(marks[number]["fence"], []).append(number)
    last = -1
    for number, match in marks.items():
        if number <= last:
            continue
        if "{" in match["rest"] or "hl_lines" in match["rest"]:
            return
        ends = closing.get(match["fence"], [])
        while ends and ends[-1] <= number:
            ends.pop()
        if ends and LANGUAGE.match(match["rest"]):
            last = ends[-1]
            yield number, last


def _paragraphs(lines: Sequence[str], fenced: set[int]) -> Iterator[list[int]]:
    """The numbers of the lines between blank ones. A fenced block parts no paragraph: the renderer puts it in one."""
    found: list[int] = []
    for number, line in enumerate(lines):
        if number in fenced or not BLANK.match(line):
            found.append(number)
        elif found:
            yield found
            found = []
    if found:
        yield found


def _without_spans(line: str) -> str | None:
    """The line, the code within it left blank; nothing where it is in doubt what is code."""
    runs = list(TICKS.finditer(line))
    pieces: list[str] = []
    at = number = 0
    while number < len(runs):
        first = runs[number]
        second = next((n for n in range(number + 1, len(runs)) if runs[n][0] == first[0]), None)
        if second is None or line[first.start() - 1 : first.start()] == "\\":
            return None
        inside = line[first.end() : runs[second].start()]
        if "|" in inside or inside.endswith("\\"):
            return None
        pieces += [line[at : first.end()], " " * len(inside)]
        at, number = runs[second].start(), second + 1
    return "".join([*pieces, line[at:]])
