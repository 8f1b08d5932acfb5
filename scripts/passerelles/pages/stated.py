"""What is stated from a paragraph of a source, folded at its end: a page has hundreds of such lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache

from passerelles.graph import Mark
from passerelles.model import Statement
from passerelles.pages.tree import as_attributes, as_text
from passerelles.pages.typography import typeset
from passerelles.pages.voice import Voice

SUBJECTS = 3  # named in the margin before its list is opened


class Stated:
    """The statements that quote a source, as one page tells them: what it says of a thing it works out once."""

    def __init__(self, voice: Voice) -> None:
        self.voice = voice
        self._up = as_attributes({"aria-label": voice.label("to-words")})
        self._parts = voice.graph.unwatched.parts  # who asks for the marks of a source is told these too
        self._thing, self._name, self._label = cache(voice.called), cache(self._named), cache(self._labelled)
        self.href = cache(self._led)

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
        first = sorted(score, key=lambda name: -score[name])[:SUBJECTS]
        named = [self.voice.name(self.voice.called(name)) for name in score if name in first]
        return ", ".join([*named, *(["…"] if len(score) > SUBJECTS else [])])

    def _line(self, statement: Statement, mark: str) -> str:
        """A statement, the link to it, and the link to the words that it quotes."""
        subject = statement.subject
        href = f"{self.href(subject, self._parts.get(statement.id, 1))}#{self.voice.anchor(statement)}"
        value = self._value(statement)
        said = f"{self._label(self._thing(subject).kind, statement.property)}{value}"
        if not value[:1].isalnum():  # else what stands before it asks for no other space
            said = typeset(said, self.voice.language)
        return (
            f'<li><a href="{href}">{self._name(subject)}</a> <span>{as_text(said)}</span> '
            f'<a class="to-words" href="#{mark}"{self._up}>↑</a></li>'
        )

    def _value(self, statement: Statement) -> str:
        """What the statement says, as the voice of the page has it."""
        if statement.entity and not statement.date:
            return self.voice.name(self._thing(statement.entity))
        return self.voice.value_words(statement)

    def _named(self, name: str) -> str:
        """What a thing is called, as it stands between tags."""
        return as_text(self.voice.name(self._thing(name)))

    def _labelled(self, kind: str, name: str) -> str:
        """What stands before the value of a property."""
        declared = self.voice.graph.kb.schema.kinds[kind].properties[name]
        return self.voice.typeset(f"{self.voice.title(declared.label)}{self.voice.colon}")

    def _led(self, name: str, part: int = 1) -> str:
        """The link to a page of a thing, as the voice has it: in a book it leads to a place of the book."""
        return self.voice.link(self.voice.part_path(self._thing(name), part))
