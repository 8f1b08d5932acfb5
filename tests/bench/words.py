"""The words of a made-up region: names that no two things share, dates, subjects, in French and in English."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple, TypeVar

T = TypeVar("T")


class Both(NamedTuple):
    """The same words in the two languages."""

    fr: str
    en: str


MONTHS = (
    Both("janvier", "January"), Both("février", "February"), Both("mars", "March"), Both("avril", "April"),
    Both("mai", "May"), Both("juin", "June"), Both("juillet", "July"), Both("août", "August"),
    Both("septembre", "September"), Both("octobre", "October"), Both("novembre", "November"),
    Both("décembre", "December"),
)  # fmt: skip
THEMES = (
    Both("eau potable", "drinking water"), Both("transport urbain", "urban transport"), Both("santé", "health"),
    Both("agriculture", "agriculture"), Both("patrimoine", "heritage"), Both("énergie", "energy"),
    Both("numérique", "digital affairs"), Both("formation", "training"), Both("tourisme", "tourism"),
    Both("climat", "climate"), Both("gestion de crise", "crisis management"), Both("égalité", "equality"),
)  # fmt: skip
COUNTRIES = (Both("France", "France"), Both("Vietnam", "Vietnam"), Both("Japon", "Japan"))
ROLES = (
    Both("maire adjointe", "deputy mayor"), Both("président du conseil", "council president"),
    Both("directrice des relations internationales", "director of international relations"),
    Both("conseiller délégué", "councillor"), Both("chargée de mission", "project officer"),
)  # fmt: skip
MEETINGS = (
    Both("Forum de {}", "Forum of {}"), Both("Rencontres de {}", "Meetings of {}"),
    Both("Atelier de {}", "Workshop of {}"), Both("Conférence de {}", "Conference of {}"),
)  # fmt: skip
SAID = (
    Both("Nous poursuivrons ces échanges pendant", "We shall continue these exchanges for"),
    Both("Nos collectivités travailleront ensemble pendant", "Our authorities will work together for"),
    Both("Ce projet pilote sera étendu pendant", "This pilot project will be extended for"),
)
SYLLABLES = (
    "bel", "cam", "dor", "fal", "gan", "hué", "jon", "kor", "lan", "mér", "nam", "oan", "phu", "qui", "rên", "son",
    "thai", "val", "yen", "zel", "bình", "châ", "đông", "gia",
)  # fmt: skip
GIVEN = (
    "Anne", "Bảo", "Claire", "Daisuke", "Élise", "Fabien", "Giang", "Hélène", "Isao", "Jeanne", "Keiko", "Linh",
    "Marc", "Nguyễn", "Olivier", "Phạm", "Quentin", "Rémi", "Sakura", "Trần", "Valérie", "Yves",
)  # fmt: skip


class Words:
    """Draws names and dates; the same seed draws the same ones."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self._taken: set[str] = set()

    def place(self) -> str:
        """A name of two to four syllables that was not drawn before."""
        while True:
            count = self.random.choice((2, 3, 3, 4))
            name = "".join(self.random.choice(SYLLABLES) for _ in range(count)).capitalize()
            if slug(name) not in self._taken:
                self._taken.add(slug(name))
                return name

    def person(self) -> str:
        return f"{self.random.choice(GIVEN)} {self.place()}"

    def acronym(self) -> str:
        while True:
            name = "".join(self.random.choice("ABCDEFGHIJKLMNOPQRSTUVWXYZ") for _ in range(4))
            if name.lower() not in self._taken:
                self._taken.add(name.lower())
                return name

    def date(self) -> tuple[str, Both]:
        """A day as EDTF and in words."""
        year, month, day = self.random.randint(1995, 2026), self.random.randint(1, 12), self.random.randint(2, 28)
        name = MONTHS[month - 1]
        return f"{year}-{month:02}-{day:02}", Both(f"{day} {name.fr} {year}", f"{day} {name.en} {year}")

    def number(self) -> int:
        return self.random.randint(2, 980)

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def one(self, items: Sequence[T], lean: float = 1.0) -> T:
        """One of these; the more it leans, the more often one of the first, so that a few become hubs."""
        return items[int(len(items) * self.random.random() ** lean)]


def slug(name: str) -> str:
    """The id of a name."""
    flat = unicodedata.normalize("NFD", name.lower().replace("đ", "d"))
    return re.sub(r"[^a-z0-9]+", "-", "".join(c for c in flat if not unicodedata.combining(c))).strip("-")
