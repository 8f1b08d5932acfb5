"""The words read out of received files, read again: data/extracted holds what the tool said, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator

from passerelles.collate import extracted_path
from passerelles.model import KnowledgeBase, Position, Problem, Source
from passerelles.receive.readers import again


def reread(source: Source, kb: KnowledgeBase) -> Iterator[Problem]:
    """Each witness whose extraction is not what the same tools, of the same versions, read out of it today."""
    for witness in source.witnesses:
        kept, raw = kb.extracted.get(witness.file), kb.received.get(witness.file)
        if witness.extraction is None or kept is None or raw is None:
            continue  # the rules on received files and on extractions speak of it
        today = again(witness.file, raw, witness.extraction.tool)
        if today is not None and today.encode() != kept:
            details = (("file", witness.file), ("tool", witness.extraction.tool))
            yield Problem(
                Position(extracted_path(witness.file), _first_difference(today, kept)), "extraction-unlike", details
            )


def _first_difference(today: str, kept: bytes) -> int:
    """The line, from 1, on which two texts part."""
    lines, others = today.split("\n"), kept.decode("utf-8", "replace").split("\n")
    return next(
        (n for n, (a, b) in enumerate(zip(lines, others, strict=False), 1) if a != b), min(len(lines), len(others))
    )
