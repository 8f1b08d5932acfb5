"""A text of the base in several languages, wherever it stands: what freshness is measured on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from passerelles.model.place import Position
from passerelles.model.schema import Language, Text

Rereadings = Mapping[tuple[str, str, Language], str]
"""What data/translations.txt records, by path, key and language: the fingerprints of the two sides."""


@dataclass(frozen=True)
class Rendered:
    """One label, name, note or section: the file it stands in, its key there, its words and where they are."""

    path: str
    key: str  # «statements.role.president.note», «labels.home»
    words: Text
    where: Mapping[Language, Position]
