"""The register: which ids were published, when, and what takes the place of those that are no longer used."""

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
class Dated:
    """The days (ISO 8601) on which a statement was first published and last changed; `words`: a fingerprint of it,
    or «withdrawn»."""

    id: str
    first: str
    last: str
    words: str
    where: Position


@dataclass(frozen=True)
class Register:
    """Published ids, in the order of the file, the replacements that people declare, and the days of changes."""

    published: Mapping[str, Published] = field(default_factory=dict)
    replaced: Mapping[str, Replacement] = field(default_factory=dict)
    changes: Mapping[str, Dated] = field(default_factory=dict)
