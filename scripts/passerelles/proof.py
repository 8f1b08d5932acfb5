"""What the verb `collate` proves: each edition is its witnesses, and no text was left out of the comparison unsaid."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import PurePosixPath

from passerelles.check.causes import OF_SHAPE, SCHEMA, explained, unreadable
from passerelles.check.sources import extractions_are_as_recorded, received_files_are_as_received
from passerelles.collate import RAW, collate
from passerelles.load import Loaded
from passerelles.model import KnowledgeBase, Language, Problem
from passerelles.receive import reread

WITHOUT_WORDS = {"received-file-missing", "received-list-missing", "extraction-missing", "extraction-needed"}


def unproved(loaded: Loaded, ids: Collection[str]) -> list[Problem]:
    """Where these texts, or all, differ from their witnesses, and what kept any of them from being compared."""
    found = {*not_compared(loaded, ids), *_differences(loaded.kb, ids)}
    return sorted(explained(found))


def not_compared(loaded: Loaded, ids: Collection[str]) -> Iterator[Problem]:
    """What could not be read of the model, of these texts, of their apparatus and of their witnesses."""
    kb = loaded.kb
    received = (*received_files_are_as_received(kb), *extractions_are_as_recorded(kb))
    told = [
        *(problem for problem in loaded.problems if _hides_words(problem)),
        *(problem for problem in received if problem.key in WITHOUT_WORDS),
    ]
    original = next(iter(kb.schema.languages), "")
    yield from (problem for problem in told if _concerns(problem.where.path, original, ids))


def _concerns(file: str, original: Language, ids: Collection[str]) -> bool:
    """Whether one of these texts cannot be compared without a file."""
    path = PurePosixPath(file)
    of_all = file == SCHEMA or path.is_relative_to(RAW)
    is_of_a_text = str(path.parent) in {"data/apparatus", f"docs/{original}/sources"}
    return of_all or (is_of_a_text and (not ids or path.stem in ids))


def _hides_words(problem: Problem) -> bool:
    """Whether a text, its list of witnesses or some of its changes was not read."""
    is_bare = dict(problem.details).get("field") == "witnesses"
    return is_bare or problem.key in OF_SHAPE or unreadable(problem)


def _differences(kb: KnowledgeBase, ids: Collection[str]) -> Iterator[Problem]:
    for name, source in kb.sources.items():
        if not ids or name in ids:
            yield from collate(source, kb.schema.original, kb.received, kb.extracted)
            yield from reread(source, kb)
