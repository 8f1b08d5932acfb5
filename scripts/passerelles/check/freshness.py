"""Rules on the freshness of translations: labels, names, notes and sections, whose rereadings the register keeps."""

from __future__ import annotations

from collections.abc import Iterator

from passerelles.model import KnowledgeBase, Position, Problem
from passerelles.translated import REGISTER, state


def texts_are_reread_when_their_original_changes(kb: KnowledgeBase) -> Iterator[Problem]:
    """A label, a name, a note or a section whose original alone has changed is stale until somebody has reread it."""
    for text in kb.texts:
        for language in kb.schema.languages:
            if (text.path, text.key, language) not in kb.rereadings:
                continue  # new to the register
            if state(text, language, kb.schema.original, kb.rereadings) == "stale":
                recorded = kb.rereadings[text.path, text.key, language].split("-")[0]
                where = text.where[kb.schema.original]
                details = (("key", text.key), ("place", f"{where.path}:{where.line}"), ("made", recorded))
                yield Problem(text.where[language], "text-stale", details, "warning")


def rereadings_are_recorded(kb: KnowledgeBase) -> Iterator[Problem]:
    """The register knows every text that stands in several languages, so that a later change of one side shows."""
    new = [
        text.path
        for text in (kb.texts if kb.rereadings else ())
        for language in kb.schema.languages
        if state(text, language, kb.schema.original, kb.rereadings) == "new"
    ]
    if new:  # a base that has just begun keeps no register yet, and has none
        details = (("count", str(len(new))), ("paths", ", ".join(list(dict.fromkeys(new))[:3])))
        yield Problem(Position(REGISTER), "texts-unrecorded", details, "warning")
