"""What a page carries beside its text: links to other articles, commands of the site, the masthead, a robot's notes.

Each step leaves blank what it takes out, so that line numbers stay, and `dropped` tells it: nothing vanishes unsaid.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from passerelles.clean.blocks import lines_and_edited
from passerelles.clean.lines import numbered_lines, unify_line_ends

LINK = re.compile(r"\s*(?:>>|»»|&gt;&gt;)\s*\S")
COMMAND = re.compile(
    r"\s*(?:back to top|retour en haut|haut de (?:la )?page|retour au sommaire|imprimer|partager|"
    r"page\s+\d+\s*(?:/|sur|of)\s*\d+|[-_=*~—–]{3,})\s*\Z",
    re.IGNORECASE,
)
MASTHEAD = re.compile(
    r"\s*(?:adresse|siège|tél(?:éphone)?\.?|tel\.?|fax|télécopie|e-?mail|courriel|mél|site(?: web| internet)?|"
    r"(?:rédact|direct)(?:eur|rice)s?(?: en chef| de (?:la )?(?:publication|rédaction)| générale?)?|"
    r"permis de publication|licence|issn|hébergeur)\s*:",
    re.IGNORECASE,
)
CRAWLED = re.compile(r"\A(?P<blank>\s*)(?:date:? \d{4}-\d{2}-\d{2}(?:\s+|\Z))+")


def drop_crawled_date(text: str) -> str:
    """The day that a robot wrote before the first word, as in “date 2025-11-25 Forum…”, is no part of the text."""
    if next((edited for line, edited in lines_and_edited(text) if line.strip()), False):
        return text
    return CRAWLED.sub(lambda match: "\n" * match.group().count("\n"), text)


def drop_related_links(text: str) -> str:
    """A line that begins with “>>” leads to another article."""
    return _without(text, (n for n, line in enumerate(text.split("\n")) if LINK.match(line)))


def drop_commands(text: str) -> str:
    """A line that is a command of a site (“back to top”), a page number or a drawn line says nothing."""
    return _without(text, (n for n, line in enumerate(text.split("\n")) if COMMAND.match(line)))


def drop_masthead(text: str) -> str:
    """Lines of contact that close a page (“Adresse :”, “Tél :”…) are its publisher's; one alone may be the author's."""
    lines = text.split("\n")
    last = next((n for n in range(len(lines) - 1, -1, -1) if lines[n].strip() and not MASTHEAD.match(lines[n])), -1)
    tail = [n for n in range(last + 1, len(lines)) if lines[n].strip()]
    return _without(text, tail if len(tail) > 1 else ())


FURNITURE = (drop_related_links, drop_commands, drop_masthead, drop_crawled_date)


def dropped(text: str) -> list[tuple[int, str]]:
    """The words that these steps take out of a text, with the line that each stands on."""
    numbers, lines = zip(*numbered_lines(text.replace("\ufeff", "")), strict=True)
    kept = unify_line_ends(text)
    for step in FURNITURE:
        kept = step(kept)
    pairs = zip(numbers, lines, kept.split("\n"), strict=True)
    return [(n, line.removesuffix(rest).strip()) for n, line, rest in pairs if line.strip() != rest.strip()]


def _without(text: str, numbers: Iterable[int]) -> str:
    """The text with these lines left blank, unless an editor has seen them."""
    gone = set(numbers)
    lines = enumerate(lines_and_edited(text))
    return "\n".join("" if n in gone and not edited else line for n, (line, edited) in lines)
