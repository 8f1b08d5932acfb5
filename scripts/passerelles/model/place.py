"""Where an editor wrote something, and what is wrong there."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Position:
    """Where an editor wrote something: path from the root of the project, line and column from 1."""

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, order=True)
class Problem:
    """Something that an editor can mend: a key of `problems` in data/labels.yml and what fills its blanks."""

    where: Position
    key: str
    details: tuple[tuple[str, str], ...] = ()
    severity: str = "error"
