"""The draft of an apparatus: the differences of a received file and an edition, each with the kind that it looks like.

It collates as it is. A kind is a guess, and `unexplained` is no kind: the check stops at it until an editor says why.
"""

from __future__ import annotations

import difflib
import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath

from passerelles.changes import draft
from passerelles.clean.furniture import CRAWLED, dropped
from passerelles.clean.lines import BULLETS
from passerelles.collate import RAW, Word, witness_words
from passerelles.model import Paragraph

ALIKE = 0.6  # from this likeness on, a word is another one misread
BREAK = re.compile(r"[-‐\u00ad]\s")
UNEXPLAINED = "unexplained"
NONE: Mapping[int, str] = {}
HEAD = """\
# A draft, to be looked at line by line: what the edition of “{source}” changed in, or left out of, a file received.
# `python3 scripts/run.py collate {source}` proves it complete: witness words = edition words ± these changes.
source: {source}
witnesses:
"""


def draft_apparatus(
    file_name: str, witness_text: str, edition_paragraphs: Sequence[Paragraph], furniture: Mapping[int, str] = NONE
) -> str:
    """The YAML of an apparatus that makes this file agree with these paragraphs."""
    page = edition_paragraphs[0].where.path if edition_paragraphs else file_name
    head = HEAD.format(source=PurePosixPath(page).stem)
    return head + draft_witness(file_name, witness_text, edition_paragraphs, furniture)


def draft_witness(
    file_name: str, witness_text: str, edition_paragraphs: Sequence[Paragraph], furniture: Mapping[int, str] = NONE
) -> str:
    """The part of an apparatus that speaks of one file; `furniture` is what its lines lost besides `dropped`."""
    words = witness_words(f"{RAW}/{file_name}", witness_text)
    edition = [Word(word, paragraph.where) for paragraph in edition_paragraphs for word in paragraph.text.split()]
    opening = {word.where.line: word.text for word in reversed(words)}
    gone = dict(dropped(witness_text)) | dict(furniture)
    rows = []
    for line, old, new in draft(words, edition, furniture.keys()):
        kind = _kind_of_change(_without(old, furniture), new) if old and new else _kind_of_gain(new)
        if not new:
            kind = _kind_of_loss(old, gone.get(line, ""), opening.get(line, ""))
        rows.append(f"      - {{line: {line}, witness: {quoted(old)}, edition: {quoted(new)}, kind: {kind}}}\n")
    return f"  - file: {_scalar(file_name)}\n    changes:{'' if rows else ' []'}\n" + "".join(rows)


def _scalar(name: str) -> str:
    """The name of a file as YAML: between quotes unless nothing could take it for a number or a date."""
    return name if re.fullmatch(r"[\w-]+\.[A-Za-z][\w.]*", name) else quoted(name)


def quoted(words: str) -> str:
    """Words between double quotes, what cannot be seen written as a code."""
    text = json.dumps(words, ensure_ascii=False)
    return "".join(c if c.isprintable() else f"\\U{ord(c):08X}" for c in text)


def _kind_of_change(old: str, new: str) -> str:
    """Words mended: joined, or misread."""
    if _bare(old) == _bare(new) and len(new.split()) < len(old.split()) and BREAK.search(old):
        return "join"
    likeness = difflib.SequenceMatcher(None, _bare(old), _bare(new), autojunk=False).ratio()
    return "ocr" if likeness >= ALIKE else UNEXPLAINED


def _without(old: str, furniture: Mapping[int, str]) -> str:
    """The words of a change without the running heads and feet between the parts of a broken word."""
    for words in sorted(set(furniture.values()), key=len, reverse=True):
        old = old.replace(" ".join(words.split()), "")
    return " ".join(old.split())


def _kind_of_gain(new: str) -> str:
    """Words that only the edition has: in brackets they are the editor's, else another witness must give them."""
    return "supplied" if re.fullmatch(r"(?:\[[^\]]*\]\s*)+", new) else "lacuna"


def _kind_of_loss(old: str, gone: str, first: str) -> str:
    """Words left out of a line that began with `first` and of which the cleaning took `gone`."""
    if " ".join(old.split()) in " ".join(gone.split()):
        return "metadata" if CRAWLED.match(gone) else "furniture"
    if old in BULLETS and old == first:
        return "bullet"
    return UNEXPLAINED if re.search(r"\w{2}", old) else "noise"


def _bare(words: str) -> str:
    """Letters and figures alone, without accents or case."""
    flat = unicodedata.normalize("NFKD", words.casefold())
    return "".join(c for c in flat if c.isalnum())
