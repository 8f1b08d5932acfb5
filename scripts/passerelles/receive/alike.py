"""Whether two texts are witnesses of one: how many of their runs of words they share."""

from __future__ import annotations

import re
from collections.abc import Iterable

from passerelles.model import KnowledgeBase, Source
from passerelles.nearest import plain

RUN = 3  # words
SAME = 0.25  # share of the runs of the shorter text: unrelated texts have a hundredth, a page badly read the half
FEWEST = 12  # runs: a line or two are no witness


def likeness(one: str, other: str) -> float:
    """From 0 to 1: the share of the shorter text's runs of three words that the other has too, œ being oe, é e."""
    here, there = _runs(one), _runs(other)
    fewer = min(len(here), len(there))
    return len(here & there) / fewer if fewer >= FEWEST else 0.0


def _runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"[^\W_]+", plain(text).casefold())
    return {tuple(words[n : n + RUN]) for n in range(len(words) - RUN + 1)}


def in_the_corpus(kb: KnowledgeBase, text: str) -> tuple[Source | None, float]:
    """The source whose words these are most likely, and how like they are; None when no source is alike."""
    scores = [(likeness(text, words), source.id) for source, words in _texts(kb)]
    best, name = max(scores, default=(0.0, ""))
    return (kb.sources[name], best) if best >= SAME else (None, best)


def _texts(kb: KnowledgeBase) -> Iterable[tuple[Source, str]]:
    for source in kb.sources.values():
        edition = source.editions[kb.schema.original]
        yield source, " ".join(paragraph.text for paragraph in edition.paragraphs)
