"""A table of the data: columns, keys, rows; and the two rules that make its cells safe and reversible.

Several values in one cell are joined by « | »; a bar or a backslash inside a value is preceded by a backslash.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from passerelles.export.told import Told
from passerelles.model import Text

Cell = str | int | bool  # where there is nothing, an empty text
Cells = dict[str, Cell]  # a row, by column
References = Mapping[tuple[str, ...], tuple[str, tuple[str, ...]]]  # these columns -> a table and columns of it
BAR = " | "

TO_PROPERTY: References = {("kind", "property"): ("properties", ("kind", "property"))}


@dataclass(frozen=True)
class Column:
    """A column: `type` is «string», «integer» or «boolean»; `refers` is the table and the column that it points to."""

    name: str
    type: str = "string"
    refers: tuple[str, str] | None = None


@dataclass(frozen=True)
class Table:
    """A table, and what its rows tell, each with a cell a column: made when they are asked for.

    `pairs` are references of several columns at once.
    """

    name: str
    title: Text
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    told: Told[tuple[Cell, ...]]
    pairs: References = field(default_factory=dict)

    @property
    def rows(self) -> Iterator[tuple[Cell, ...]]:
        """Every row, made now."""
        return self.told.all()

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    @property
    def references(self) -> References:
        """Which columns point to which columns of another table."""
        return {**{(c.name,): (c.refers[0], (c.refers[1],)) for c in self.columns if c.refers}, **self.pairs}


def joined(values: Iterable[str]) -> str:
    """Several values in one cell."""
    listed = list(values)
    plain = BAR.join(listed)
    if "\\" not in plain and plain.count("|") < max(1, len(listed)):  # no bars but those between
        return plain
    return BAR.join([value.replace("\\", "\\\\").replace("|", "\\|") for value in listed])


def columns(*names: str, **refers: str) -> tuple[Column, ...]:
    """Columns by name; `subject="entities"` says that the column `subject` holds ids of the table `entities`."""
    return tuple(Column(name, refers=(refers[name], "id") if name in refers else None) for name in names)


@cache  # a large base asks a million times
def said_in(name: str, language: str) -> str:
    """The name of the column that says a thing in a language: `name_fr`."""
    return f"{name}_{language}"


def in_each(name: str, languages: Iterable[str]) -> tuple[str, ...]:
    """The names of the columns that say a thing in each language: `name_fr`, `name_en`."""
    return tuple(said_in(name, language) for language in languages)


def spoken(languages: Iterable[str], *names: str) -> tuple[Column, ...]:
    """The columns that say each of these things in each language."""
    return columns(*(column for name in names for column in in_each(name, languages)))


def coded(languages: Iterable[str], *names: str, **refers: str) -> tuple[Column, ...]:
    """The columns of codes, each with its labels beside it; `refers` as for `columns`."""
    spoken_in = tuple(languages)
    return tuple(c for name in names for c in columns(name, *in_each(name, spoken_in), **refers))


def spread(name: str, text: object) -> Cells:
    """A text in each language, as cells: `name_fr`, `name_en`; no text, no cells."""
    return (
        {said_in(name, language): words for language, words in text.items()}
        if text and isinstance(text, (dict, Mapping))
        else {}
    )


class Labelled(dict[str, Cells]):
    """The cells of a column of codes and of the labels beside each, by code: worked out once, not a row at a time."""

    def __init__(self, name: str, label: Callable[[str], Text]) -> None:
        self._name, self._label = name, label

    def __missing__(self, code: str) -> Cells:
        found: Cells = {self._name: code, **spread(self._name, self._label(code) if code else {})}
        self[code] = found
        return found


def as_number(value: object) -> int:
    """A number among the values of a row of JSON, which may be anything."""
    assert isinstance(value, int)
    return value


def table(
    name: str,
    title: Text,
    columns: Iterable[Column],
    key: tuple[str, ...],
    told: Told[Cells],
    pairs: References | None = None,
) -> Table:
    """A table from rows that name their cells."""
    listed = tuple(columns)
    nothing: Cells = dict.fromkeys([column.name for column in listed], "")
    cells = Told(told.units, lambda thing: _cells(name, nothing, told.make(thing)))
    return Table(name, title, listed, key, cells, pairs or {})


def _cells(name: str, nothing: Cells, rows: Iterable[Cells]) -> Iterator[tuple[Cell, ...]]:
    """The cells of each row in the order of the columns. Raises KeyError for a cell that has no column."""
    for row in rows:
        cells = nothing | row
        if len(cells) > len(nothing):
            raise KeyError(f"{name}: {sorted(row.keys() - nothing.keys())}")
        yield tuple(cells.values())
