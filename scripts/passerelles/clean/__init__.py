"""A received file -> tidy draft Markdown, of the shape of docs/fr/sources: STEPS, small and pure, applied in order.

What an editor has already seen (it has an id) is left as it stands, so cleaning twice is cleaning once. What is taken
out is told by `dropped`, and every difference from the received words by `draft_apparatus`: no word vanishes unsaid.
"""

from __future__ import annotations

from collections.abc import Callable, Container
from functools import partial

from passerelles.clean.apparatus import HEAD, draft_apparatus, draft_witness
from passerelles.clean.bylines import mark_byline, mark_signatures
from passerelles.clean.furniture import FURNITURE, dropped
from passerelles.clean.headings import mark_headings, mark_title, split_rubrics
from passerelles.clean.lines import strip_blanks, unify_line_ends
from passerelles.clean.lists import mark_bullets
from passerelles.clean.paragraphs import join_across_pages, join_lines, mark_captions, part_lines
from passerelles.clean.points import mark_definitions, mark_points
from passerelles.clean.roles import escape_looks, mark_lead, mark_speakers, number_paragraphs
from passerelles.clean.words import drop_unseen, join_broken_words, vocabulary

__all__ = [
    "HEAD",
    "STEPS",
    "STEPS_OF_A_MARKED_TEXT",
    "Step",
    "beside",
    "clean",
    "draft_apparatus",
    "draft_witness",
    "dropped",
    "vocabulary",
]

Step = Callable[[str], str]

STEPS: tuple[Step, ...] = (
    unify_line_ends,
    *FURNITURE,
    strip_blanks,
    join_broken_words,
    drop_unseen,
    strip_blanks,
    mark_bullets,
    mark_captions,
    mark_definitions,
    mark_signatures,
    join_lines,
    join_across_pages,
    mark_title,
    part_lines,
    mark_points,
    split_rubrics,
    mark_byline,
    mark_headings,
    mark_speakers,
    mark_lead,
    escape_looks,
    number_paragraphs,
)


# Of a text whose form says where a paragraph begins (a web page, a Word file): no two are one for want of a full stop.
STEPS_OF_A_MARKED_TEXT: tuple[Step, ...] = tuple(step for step in STEPS if step is not join_across_pages)


def beside(words: Container[str], steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """The same steps for a text that comes to a base: a word that is broken may be one of its words."""
    return tuple(partial(join_broken_words, base=words) if step is join_broken_words else step for step in steps)


def clean(text: str, steps: tuple[Step, ...] = STEPS) -> str:
    """The draft of an edition: every step, in order."""
    for step in steps:
        text = step(text)
    return text
