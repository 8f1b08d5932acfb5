"""What a timeline tells of each occurrence, in words and as HTML: the same on every list that it stands in.

In: an occurrence and the voice of a page. Out: lines, numbered as on the picture beside them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from passerelles.filled import marked
from passerelles.ledger import Remembered
from passerelles.model import Statement
from passerelles.pages.voice import Voice
from passerelles.timeline import Occurrence

if TYPE_CHECKING:
    from passerelles.pages import Pages

FOLDER = "timeline/"
ATTACHED = 4  # of what others state of an event, a line shows these


class Line(NamedTuple):
    """A line of a list, as HTML: its number there is its number in the picture."""

    number: int
    told: str


@dataclass(frozen=True, eq=False)
class Telling:
    """An occurrence in words."""

    occurrence: Occurrence
    when: str
    what: str
    attached: Sequence[Statement]
    more: int  # attached statements that the line leaves out

    @property
    def date(self) -> Statement | None:
        """The statement that dates it, on whose page its words are."""
        return self.occurrence.statements[0] if self.occurrence.statements else None


@dataclass(frozen=True, eq=False)
class Lines:
    """What the lists tell of each occurrence: it stands in several of them, which lead out of the folder of all."""

    first: Voice  # of the first page of all

    @cached_property
    def _told(self) -> Remembered[Occurrence, str]:
        return Remembered()

    def of(self, made: Pages, voice: Voice, number: int, o: Occurrence) -> Line:
        told = self._told.of(o, lambda: self._telling(made, o))
        return Line(number, _deeper(told, voice.path.count("/") - FOLDER.count("/")))

    def _telling(self, made: Pages, o: Occurrence) -> str:
        """As the first page tells it."""
        return made.piece("_timeline", "telling", self.first, _telling(self.first, o))

    @cached_property
    def _named(self) -> Remembered[Occurrence, str]:
        return Remembered()

    def name(self, made: Pages, voice: Voice, o: Occurrence) -> str:
        """What the picture says of an occurrence, but for its number."""
        return self._named.of(o, lambda: made.piece("_timeline", "named", voice, o, when(voice, o)))


def _deeper(told: str, levels: int) -> str:
    """The same, so many folders further down: within values a quotation mark is escaped."""
    return marked(str(told).replace('href="../', f'href="{levels * "../"}../')) if levels else told


def _telling(voice: Voice, o: Occurrence) -> Telling:
    return Telling(o, when(voice, o), what(voice, o), o.attached[:ATTACHED], max(0, len(o.attached) - ATTACHED))


def when(voice: Voice, o: Occurrence) -> str:
    """The dates that sources give, together: «15 ou 16 avril 2023»."""
    return voice.dates(o.dates) if o.dates else voice.label("timeline-no-date")


def what(voice: Voice, o: Occurrence) -> str:
    """What happened, in words: the event's name, or what is stated, without its date."""
    if o.is_event:
        return voice.typeset(o.subject.name[voice.language])
    said = o.statements[0]
    if said.entity:
        return voice.typeset(voice.called(said.entity).name[voice.language])
    return voice.choice(said) if said.choice else voice.typeset(said.text.get(voice.language, ""))
