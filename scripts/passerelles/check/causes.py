"""A text that was altered breaks every quote taken from it: say so at each quote, and where to mend, once.

Without this an editor who slips in an edition would be told, at every quote, to copy the slip.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from passerelles.model import Problem

ALTERED = {"word-altered", "word-lost", "word-invented", "translation-not-reread"}


def explained(problems: Iterable[Problem]) -> list[Problem]:
    """The same problems; a quote that nearly stands in an altered paragraph points at that paragraph."""
    found = list(problems)
    altered = {f"{p.where.path}:{p.where.line}" for p in found if p.key in ALTERED}
    return [_pointing_at(problem, altered) for problem in found]


def _pointing_at(problem: Problem, altered: set[str]) -> Problem:
    if problem.key == "quote-nearly" and dict(problem.details)["place"] in altered:
        return replace(problem, key="quote-of-altered-text")
    return problem
