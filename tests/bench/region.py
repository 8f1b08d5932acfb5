"""A made-up region while it is told: its things by kind, and every sentence that its texts will have."""

from __future__ import annotations

from dataclasses import dataclass, field

from things import Scene, Thing
from words import Both, Words

NOUNS = {
    "villes": "cities", "délégations": "delegations", "projets": "projects", "ans": "years", "visites": "visits",
}  # fmt: skip


@dataclass(eq=False)
class Region:
    """Things and sentences; what is told later may name what was told before."""

    words: Words
    scenes: list[Scene] = field(default_factory=list)
    themes: list[Thing] = field(default_factory=list)
    countries: list[Thing] = field(default_factory=list)
    territories: list[Thing] = field(default_factory=list)
    organisations: list[Thing] = field(default_factory=list)
    people: list[Thing] = field(default_factory=list)
    events: list[Thing] = field(default_factory=list)
    terms: list[Thing] = field(default_factory=list)
    partnerships: list[Thing] = field(default_factory=list)

    @property
    def things(self) -> list[Thing]:
        return [
            *self.themes, *self.countries, *self.territories, *self.organisations,
            *self.people, *self.events, *self.terms, *self.partnerships,
        ]  # fmt: skip

    def tell(self, things: list[Thing], *parts: Both) -> Scene:
        """A new sentence, known to the things that it names."""
        scene = Scene(list(parts))
        self.scenes.append(scene)
        for thing in things:
            thing.scenes.append(scene)
        return scene

    def many(self, noun: str) -> Both:
        """A number of things, such as «314 projets»."""
        number = self.words.number()
        return Both(f"{number} {noun}", f"{number} {NOUNS[noun]}")
