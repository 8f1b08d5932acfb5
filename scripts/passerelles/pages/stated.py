"""What is stated from a paragraph of a source, folded at its end: a page has hundreds of such lines.

The sources of one language share one `Stated`, for they name the same things, and lead to them alike: what it says of a
thing it works out once. That each page depends on how the things of its own lines are called is noted with `asked`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

from passerelles.graph import Mark
from passerelles.model import Statement
from passerelles.pages.tree import as_attributes, as_text
from passerelles.pages.typography import typeset
from passerelles.pages.voice import Voice

SUBJECTS = 3  # named in the margin before its list is opened


class Known(NamedTuple):
    """A thing as the pages of sources have it: its kind, what it is called, the same between tags, the link to it."""

    kind: str
    words: str
    html: str
    href: str


class Stated:
    """The statements that quote sources, as the pages of these tell them; `voice` is that of any of the pages."""

    def __init__(self, voice: Voice) -> None:
        self.voice = voice
        self._up = as_attributes({"aria-label": voice.label("to-words")})
        self._parts = voice.graph.unwatched.parts  # who asks for the marks of a source is told these too
        self.thing, self._label, self.number = cache(self._known), cache(self._labelled), cache(self._numbered)

    def asked(self, marks: Iterable[Mark], names: Iterable[str]) -> None:
        """The page that is being made shows the statements that quote these passages, and these names."""
        shown = set(names)
        for mark in marks:
            for statement in mark.statements:
                shown.add(statement.subject)
                if statement.entity:
                    shown.add(statement.entity)
        called = self.voice.graph.kb.called
        for name in shown:
            called(name)

    def folded(self, marks: Sequence[Mark]) -> str:
        """The statements that quote these passages; nothing where there is none."""
        statements = list(dict.fromkeys([s for mark in marks for s in mark.statements]))
        if not statements:
            return ""
        count, subjects = self.set(self.voice.count("stated", len(statements))), self.set(self._subjects(statements))
        lines = [self._line(statement, mark.id) for mark in marks for statement in mark.statements]
        return f"<details><summary>{count} <span>{subjects}</span></summary><ul>{''.join(lines)}</ul></details>"

    def set(self, words: str) -> str:
        """Words as they stand between tags, with the spaces of the language."""
        return as_text(typeset(words, self.voice.language))

    def _subjects(self, statements: Sequence[Statement]) -> str:
        """What a passage is about: the things with the most statements from it, in the order of the text."""
        score = Counter([s.subject for s in statements])
        first = sorted(score, key=score.__getitem__, reverse=True)[:SUBJECTS]
        named = [self.thing(name).words for name in score if name in first]
        return ", ".join([*named, *(["…"] if len(score) > SUBJECTS else [])])

    def _line(self, statement: Statement, mark: str) -> str:
        """A statement, the link to it, and the link to the words that it quotes."""
        subject = self.thing(statement.subject)
        part = self._parts.get(statement.id, 1)
        href = subject.href if part == 1 else self._led(statement.subject, part)
        value = self._value(statement)
        said = f"{self._label(subject.kind, statement.property)}{value}"
        if not value[:1].isalnum():  # else what stands before it asks for no other space
            said = typeset(said, self.voice.language)
        return (
            f'<li><a href="{href}#{self.voice.anchor(statement)}">{subject.html}</a> <span>{as_text(said)}</span> '
            f'<a class="to-words" href="#{mark}"{self._up}>↑</a></li>'
        )

    def _value(self, statement: Statement) -> str:
        """What the statement says, as the voice of the page has it."""
        if statement.entity and not statement.date:
            return self.thing(statement.entity).words
        return self.voice.value_words(statement)

    def _known(self, name: str) -> Known:
        called = self.voice.called(name)
        words = self.voice.name(called)
        return Known(called.kind, words, as_text(words), self._led(name))

    def _labelled(self, kind: str, name: str) -> str:
        """What stands before the value of a property."""
        declared = self.voice.graph.kb.schema.kinds[kind].properties[name]
        return self.voice.typeset(f"{self.voice.title(declared.label)}{self.voice.colon}")

    def _numbered(self, paragraph: str) -> str:
        """The permanent link at the head of a paragraph."""
        number = paragraph[1:]
        label = self.voice.label("paragraph-link", number=number)
        led = as_attributes({"class": "number", "href": f"#{paragraph}", "aria-label": label})
        return f"<a{led}>{self.set(number)}</a>"

    def _led(self, name: str, part: int = 1) -> str:
        """The link to a page of a thing, as the voice has it: in a book it leads to a place of the book."""
        return self.voice.link(self.voice.part_path(self.voice.called(name), part))
