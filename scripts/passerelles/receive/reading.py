"""What was read out of a received file, and the refusal to read it."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass, field

from passerelles.clean import STEPS, Step, beside, clean

READER = "passerelles 2"  # our part in a reading; to be raised when a reader of ours gives other words for a file


class Refused(Exception):  # noqa: N818 - reads as what it says
    """The file, or the request, cannot be taken: `key` names the sentence of data/labels.yml, `blanks` fill it in."""

    def __init__(self, key: str, **blanks: object) -> None:
        super().__init__(key, blanks)
        self.key, self.blanks = key, blanks


@dataclass(frozen=True)
class Fact:
    """Something that a received file says of itself outside its text, and where: never our guess."""

    name: str  # of the record: url, publisher, author, date, language
    value: str
    place: str  # such as <meta name="author">


@dataclass(frozen=True)
class Hint:
    """Something that a person should know or look at: a sentence of data/labels.yml and its blanks."""

    key: str
    blanks: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Reading:
    """The words of a received file.

    `text` is what is collated, line by line: every word that a reader of the file sees, furniture included. `marked`
    is the same without the furniture, with the marks of Markdown that the file's own structure gives. `furniture` is
    what was left out of each line of `text`. `tool` is empty when the file is its own text. `steps` are those of a
    draft made of `marked`; `head` is the metadata of a page of ours received again, which stand above it as they are.
    """

    file: str
    raw: bytes
    text: str
    marked: str
    form: Hint  # such as “PDF file, 3 pages”
    tool: str = ""
    furniture: Mapping[int, str] = field(default_factory=dict)
    facts: tuple[Fact, ...] = ()
    hints: tuple[Hint, ...] = ()
    steps: tuple[Step, ...] = STEPS
    head: str = ""

    def draft(self, words: Container[str] = frozenset()) -> str:
        """The body of a page, as far as it can be told; `words` are those of the base."""
        return clean(self.marked, beside(words, self.steps))
