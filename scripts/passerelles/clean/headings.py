"""Titles and headings, told by what they look like: short, capital first, no full stop, and a text under them."""

from __future__ import annotations

import re

from passerelles.clean.blocks import (
    HEADING,
    ITEM,
    blocks,
    ends_a_sentence,
    is_alone,
    is_edited,
    is_plain,
    is_settled,
    laid_out,
    with_role,
)
from passerelles.clean.bylines import BYLINE

LONGEST_TITLE, LONGEST_NUMBERED, LONGEST_HEADING = 200, 160, 80
SHORTEST_TEXT = 80  # characters of what a run-in rubric opens
NUMBERED = re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2})+[.)]?|\d{1,2}[.)])\s+\w")
ANNEX = re.compile(r"(?:Annexe|Appendice|Chapitre|Partie|Section|Titre)\b")
DAY = re.compile(r"\b(?:19|20)\d\d\b")
_RUBRIC = (
    "contexte|objectifs?|enjeux|introduction|présentation|description|activités|actions|méthode|mise en œuvre|"
    "partenaires|financements?|budget|calendrier|résultats|impacts?|bilan|difficultés|perspectives|recommandations|"
    "conclusions?"
)
RUBRIC = re.compile(
    rf"(?P<rubric>(?i:{_RUBRIC})(?: et (?:les |des )?(?:{_RUBRIC}))?) (?P<words>[^\W\d_]\S*\s.*)\Z", re.DOTALL
)


def mark_title(text: str) -> str:
    """The first lines, if none is a sentence, are the title of the text, under what announces it."""
    parts = blocks(text)
    first = next((n for n, part in enumerate(parts) if not part.endswith(BYLINE)), 0)
    lines = parts[first].split("\n") if parts else []
    if not lines or not is_plain(parts[first]) or any(part.startswith("# ") for part in parts):
        return text
    if len(lines) > 3 or any(len(line) > LONGEST_TITLE or ends_a_sentence(line) for line in lines):
        return text
    kickers = [with_role(line, "kicker") for line in lines[:-1]]
    return laid_out([*parts[:first], *kickers, f"# {lines[-1]}", *parts[first + 1 :]])


def split_rubrics(text: str) -> str:
    """A rubric set in the margin (“Description Notre action…”) is a heading.

    Only where it is safe: the word is one of a closed list of rubrics and has its capital, another capital follows it
    at once, a whole paragraph comes after, and the text has two such rubrics or more.
    """
    parts = blocks(text)
    found = {part: match for part in parts if is_plain(part) and (match := RUBRIC.match(part)) and _is_run_in(match)}
    if len({match["rubric"] for match in found.values()}) < 2:
        return text
    return laid_out(
        [
            piece
            for part in parts
            for piece in ((f"## {found[part]['rubric']}", found[part]["words"]) if part in found else (part,))
        ]
    )


def _is_run_in(match: re.Match[str]) -> bool:
    words = match["words"]
    return (
        match["rubric"][0].isupper() and words[0].isupper() and len(words) >= SHORTEST_TEXT and ends_a_sentence(words)
    )


def mark_headings(text: str) -> str:
    """A short line that opens a text, or a numbered one, is a heading; numbered ones come below the others."""
    parts = blocks(text)
    result: list[str] = []
    for part, after in zip(reversed(parts), ["", *reversed(parts)], strict=False):
        following = result[-1] if result else after
        mark = "##" * _is_heading(part, following) or "###" * _is_numbered_title(part, following)
        result.append(f"{mark} {part}" if mark else part)
    return laid_out(_levelled(result[::-1]))


def _is_heading(part: str, after: str) -> bool:
    if not is_plain(part) or "\n" in part or ends_a_sentence(part) or NUMBERED.match(part):
        return False
    if not part[0].isupper() or len(part) > LONGEST_HEADING or DAY.search(part):
        return False
    return bool(ANNEX.match(part)) or ("," not in part and _is_text(after))


def _is_numbered_title(part: str, after: str) -> bool:
    """A numbered line is a title unless the next is numbered too: those are the points of a list."""
    if not is_plain(part) or not NUMBERED.match(part) or len(part) > LONGEST_NUMBERED or ends_a_sentence(part):
        return False
    return bool(after) and not NUMBERED.match(after)


def _is_text(part: str) -> bool:
    return (
        bool(HEADING.match(part) or ITEM.match(part)) or is_settled(part) or (is_plain(part) and ends_a_sentence(part))
    )


def _levelled(parts: list[str]) -> list[str]:
    """Numbered headings, drafted one level down, move up where nothing stands above them, and down by their points."""
    result, is_under = [], False
    for part in parts:
        number = NUMBERED.match(part.removeprefix("### "))
        if is_alone(part) and number and part.startswith("### ") and not is_edited(part):
            level = (3 if is_under else 2) + number["number"].rstrip(".)").count(".")
            part = f"{'#' * min(level, 6)} {part.removeprefix('### ')}"
        is_under = is_under or bool(part.startswith("## ") and not NUMBERED.match(part.removeprefix("## ")))
        result.append(part)
    return result
