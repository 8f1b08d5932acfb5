"""The register: which ids were published, and what takes the place of those that are no longer used."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from passerelles.model.place import Position


@dataclass(frozen=True)
class Published:
    """An id that readers may have cited: of a thing (`kind` is its kind), a «statement» or a «beyond» fact."""

    id: str
    kind: str
    where: Position


@dataclass(frozen=True)
class Replacement:
    """What takes the place of an id that is no longer used."""

    id: str
    by: str
    where: Position


@dataclass(frozen=True)
class Register:
    """Published ids, in the order of the file, and the replacements that people declare."""

    published: Mapping[str, Published] = field(default_factory=dict)
    replaced: Mapping[str, Replacement] = field(default_factory=dict)
