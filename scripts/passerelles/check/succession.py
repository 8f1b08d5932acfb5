"""What may take the place of a published id that is gone: what the base shows a reason for, or nothing.

A name of letters much alike is no reason: whoever removes Rennes does not mean Nantes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from passerelles.model import Entity, KnowledgeBase, Published
from passerelles.nearest import nearest, slug

TYPO = 0.85  # of 1: from this likeness on, an id is another one with a slip mended
Trait = tuple[str, ...]  # the thing that states it, or nothing for the thing itself; then what, the thing left out


@dataclass(frozen=True)
class Heirs:
    """What a base has that was never published, by kind (`new`), in which what is gone may go on; `taken`: what is
    known to be something else."""

    kb: KnowledgeBase
    known: Mapping[str, str]
    taken: Collection[str]

    @cached_property
    def new(self) -> Mapping[str, str]:
        register = self.kb.register.published
        return {name: kind for name, kind in self.known.items() if name not in register and name not in self.taken}

    def of_thing(self, gone: Published) -> str:
        """The thing that bears its name, or a new one that holds most of what was stated of it and with it."""
        alike = self.kb.of_kind(gone.kind)
        if bearing := next((thing.id for thing in alike if _bears(thing, gone.id)), ""):
            return bearing
        new = [name for name, kind in self.new.items() if kind == gone.kind]
        if near := next((name for name in new if _is_longer(name, gone.id)), "") or nearest(gone.id, new, TYPO):
            return near
        before = self._traits_before.get(gone.id, set())
        return next(
            (thing.id for thing in alike if _is_most(before & self._traits_now.get(thing.id, set()), before)), ""
        )

    def of_statement(self, gone: Published, thing: str) -> str:
        """A new one of the same property of its thing, unless each of them names another thing; else the thing."""
        wanted = [thing, *gone.id.split(".")[1:2]]
        own = [name for name, kind in self.new.items() if kind == gone.kind and name.split(".")[:2] == wanted]
        if self._names_a_thing(gone.id):
            own = [name for name in own if not self._names_a_thing(name)]
        return nearest(gone.id, own, least=0) or thing

    def _names_a_thing(self, statement: str) -> bool:
        value = statement.rpartition(".")[2]
        return value in self.kb.entities or value in self.kb.register.published

    @cached_property
    def _traits_before(self) -> Mapping[str, set[Trait]]:
        return _traits(name for name in self.kb.register.published if name not in self.known)

    @cached_property
    def _traits_now(self) -> Mapping[str, set[Trait]]:
        return _traits(self.new)


def _bears(thing: Entity, name: str) -> bool:
    """Whether an id is made of a name by which the thing is known."""
    forms = (*thing.name.values(), *thing.aliases, *(s.form for s in thing.spellings))
    return any(slug(form) == name for form in forms)


def _is_longer(new: str, old: str) -> bool:
    """Whether one of two ids is the other with words added: «hue», «hue-ville»."""
    words = {*new.split("-")}, {*old.split("-")}
    return words[0] <= words[1] or words[1] <= words[0]


def _is_most(shared: Collection[Trait], before: Collection[Trait]) -> bool:
    """Whether so much is shared that it can be no chance: one statement may be, two people go to one meeting."""
    return len(shared) > 1 and 2 * len(shared) > len(before)


def _traits(names: Iterable[str]) -> Mapping[str, set[Trait]]:
    """By each thing, what statements say of it: its own, and those of others that name it."""
    found: dict[str, set[Trait]] = {}
    for name in names:
        subject, *rest = name.split(".")
        if rest:
            found.setdefault(subject, set()).add(("", *rest))
            found.setdefault(rest[-1], set()).add((subject, *rest[:-1]))
    return found
