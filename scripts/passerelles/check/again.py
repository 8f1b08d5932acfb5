"""Which things a change of the base may bring new problems to, or rid of old ones.

A rule of things looks at a thing, at the outside of what this names (see `since`), and at the model. To tell somebody
what was probably meant it looks further: so a thing that has a problem is always looked at again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from passerelles.model import Entity, KnowledgeBase, Problem, Source
from passerelles.since import changed, naming, reshaped

LABELS = (  # those that a rule reads
    "date-months", "date-first-day", "date-decade", "date-part-words",
    "doubt-about", "doubt-uncertain", "doubt-until", "doubt-from",
)  # fmt: skip


@dataclass(frozen=True)
class Checked:
    """A base, its problems, and those of single things by rule and id before it is said which follow from others."""

    kb: KnowledgeBase
    problems: tuple[Problem, ...]
    of_things: Mapping[str, Mapping[str, tuple[Problem, ...]]]


@dataclass(frozen=True)
class Again:
    """What to look at in a base; all of it, if nothing is known of an earlier state."""

    kb: KnowledgeBase
    touched: frozenset[str]
    is_text_changed: bool

    @classmethod
    def whole(cls, kb: KnowledgeBase) -> Again:
        return cls(kb, frozenset(kb.entities), is_text_changed=True)

    @classmethod
    def of(cls, previous: Checked, kb: KnowledgeBase) -> Again:
        old = previous.kb
        if _ground(old) != _ground(kb):
            return cls.whole(kb)
        read = changed(old, kb) | _rewitnessed(old, kb)
        # Of what states nothing of its own, whoever named it may have gone.
        bare = {name for name, thing in kb.entities.items() if not thing.statements and thing.kind != "source"}
        troubled = {name for by_thing in previous.of_things.values() for name in by_thing}
        touched = read | naming(kb, reshaped(old, kb, read)) | bare | troubled
        texts = any(isinstance(base.entities.get(name), Source) for base in (old, kb) for name in read)
        return cls(kb, touched & kb.entities.keys(), texts)

    def things(self, on_all_texts: bool) -> tuple[Entity, ...]:
        """The things that a rule must look at."""
        names = self.kb.entities if on_all_texts and self.is_text_changed else self.touched
        return tuple(self.kb.entities[name] for name in names)


def _ground(kb: KnowledgeBase) -> object:
    """What every rule stands on."""
    return kb.schema, kb.change_kinds, [kb.labels.get(name) for name in LABELS]


def _rewitnessed(old: KnowledgeBase, new: KnowledgeBase) -> frozenset[str]:
    """The texts of which a received file, or what was read out of one, is another now."""
    pairs = ((old.received, new.received), (old.extracted, new.extracted))
    files = {name for was, now in pairs for name in was.keys() | now.keys() if was.get(name) != now.get(name)}
    return frozenset(s.id for s in new.sources.values() if any(witness.file in files for witness in s.witnesses))
