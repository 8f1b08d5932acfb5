"""The text of a source as an edition: marked passages, linked names, explained oddities, what is stated from it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from passerelles.fidelity import TextMismatchError, UnfaithfulError, problem
from passerelles.gaps import freshness
from passerelles.graph import Mark
from passerelles.mentions import Mentioned
from passerelles.model import Change, Oddity, Paragraph, Source, Witness
from passerelles.pages.annotate import Block, annotate
from passerelles.pages.received import Piece, received_lines
from passerelles.pages.spans import Range
from passerelles.pages.stated import Stated
from passerelles.pages.tree import as_attributes, as_text
from passerelles.pages.typography import spaced
from passerelles.pages.voice import Voice

Name = tuple[int, int, str]  # where in a paragraph a thing is named, and which
LINKED_ROLES = ("paragraph", "lead", "caption", "item", "row", "byline", "speaker")


@dataclass(frozen=True)
class SourceText:
    """One source in the language of a page; `shared` is what the sources of this language tell alike."""

    voice: Voice
    source: Source
    shared: Stated | None = None

    def annotated(self, html: str) -> str:
        """The rendered text, typeset, with everything that the base knows of its words.

        Raises UnfaithfulError where the renderer did not make of a paragraph what was read, and checked, as such.
        """
        try:
            return annotate(html, dict(self._blocks()), self.voice.language)
        except TextMismatchError as fault:
            paragraph = self.source.editions[self.voice.language].by_id[fault.name]
            raise UnfaithfulError(problem(paragraph, fault.shown)) from fault

    def _blocks(self) -> Iterator[tuple[str, Block]]:
        marks: dict[str, list[Mark]] = defaultdict(list)
        of_source = self.voice.graph.marks[self.voice.language].get(self.source.id, ())
        named = self.voice.graph.mentions[self.voice.language].get(self.source.id, {})
        self._statements.asked(of_source, named)
        for mark in of_source:
            marks[mark.paragraph].append(mark)
        names = _by_paragraph(named)
        linked: set[str] = set()
        for paragraph in self.source.editions[self.voice.language].paragraphs:
            if not paragraph.id:
                continue
            if paragraph.role == "heading":
                linked = set()  # a name is linked at its first mention in a section
            here = marks[paragraph.id]
            ranges = (*_marked(here), *self._names(paragraph, names[paragraph.id], linked), *self._oddities(paragraph))
            behind = (*self._twins(paragraph), *self._stated(paragraph, here), *self._stale(paragraph))
            yield paragraph.id, Block(paragraph.text, ranges, self._number(paragraph), behind)

    def _stale(self, paragraph: Paragraph) -> Iterator[str]:
        """Under a paragraph whose original has changed since: that it has, and where to read it."""
        if self._states.get(paragraph.id, "fresh") == "fresh":
            return
        href = f"{self.voice.original_href(self.source)}#{paragraph.id}"
        led = as_attributes({"href": href, "hreflang": self.voice.original})
        said, original = (self._statements.set(self.voice.label(f"stale-{what}")) for what in ("paragraph", "original"))
        yield f'<p class="stale-notice">{said} <a{led}>{original}</a></p>'

    @cached_property
    def _states(self) -> dict[str, str]:
        """How each paragraph stands to its original, where the base knows of one that is not fresh."""
        language, original = self.voice.language, self.source.editions[self.voice.original]
        gaps = self.voice.graph.unwatched.gaps_of.get(self.source.id, ())  # they follow from the source alone
        if not any(gap.kind == "untranslated" and gap.property == language for gap in gaps):
            return {}
        return {found.paragraph: found.state for found in freshness(original, self.source.editions[language])}

    def _names(self, paragraph: Paragraph, named: Sequence[Name], linked: set[str]) -> Iterator[Range]:
        for start, end, name in named if paragraph.role in LINKED_ROLES else ():
            if name not in linked:
                linked.add(name)
                yield Range(start, end, "a", f' class="name" href="{self._statements.thing(name).href}"')

    def _oddities(self, paragraph: Paragraph) -> Iterator[Range]:
        """The author's own words that look like slips, where they stand in this language too."""
        for oddity in self._notes(paragraph):
            start = paragraph.text.find(oddity.words)
            if start >= 0:
                reason = self.voice.typeset(oddity.reason[self.voice.language])
                told = as_attributes({"class": "sic", "title": reason})
                yield Range(start, start + len(oddity.words), "span", told)

    def _notes(self, paragraph: Paragraph) -> list[Oddity]:
        return [oddity for oddity in self.source.oddities if oddity.at == paragraph.id]

    def _number(self, paragraph: Paragraph) -> str:
        return self._statements.number(paragraph.id)

    def _twins(self, paragraph: Paragraph) -> Iterator[str]:
        """The same paragraph in the other languages, for who reads the two side by side."""
        for language, edition in self.source.editions.items():
            twin = edition.by_id.get(paragraph.id)
            if language != self.voice.language and twin:
                words = as_text(spaced(spaced(twin.text, language), self.voice.language))
                yield f"<div{as_attributes({'class': f'twin {twin.role}', 'lang': language})}>{words}</div>"

    def received(self) -> list[tuple[Witness, list[tuple[int, list[Piece]]]]]:
        """Each witness as it came, line by line."""
        kb = self.voice.graph.kb
        texts = ((w, (kb.extracted if w.extraction else kb.received).get(w.file)) for w in self.source.witnesses)
        return [(witness, received_lines(witness, text)) for witness, text in texts if text is not None]

    def _stated(self, paragraph: Paragraph, marks: Sequence[Mark]) -> Iterator[str]:
        """At the end of a paragraph: notes on the author's words, and, folded, what is stated from it."""
        notes = [self._note(oddity) for oddity in self._notes(paragraph)]
        if inside := "".join([*notes, self._statements.folded(marks)]):
            yield f'<div class="stated">{inside}</div>'

    @cached_property
    def _statements(self) -> Stated:
        return self.shared or Stated(self.voice)

    def _note(self, oddity: Oddity) -> str:
        colon, reason = self.voice.colon, self.voice.typeset(oddity.reason[self.voice.language])
        where = "" if self.voice.language == self.voice.original else f" ({self.voice.label('in-the-original')})"
        words, said = self._statements.set(oddity.words), self._statements.set(f"{where}{colon}{reason}")
        return f'<p class="sic-note"><i{as_attributes({"lang": self.voice.original})}>{words}</i>{said}</p>'

    def corrections(self) -> list[tuple[Witness, list[tuple[Change, str]]]]:
        """Each witness with what the edition changed in it, and why."""
        kinds = self.voice.graph.kb.change_kinds
        language = self.voice.language
        return [
            (w, [(c, c.reason.get(language) or kinds[c.kind]["reason"][language]) for c in w.changes])
            for w in self.source.witnesses
        ]


def _marked(marks: Sequence[Mark]) -> Iterator[Range]:
    for mark in marks:
        yield Range(mark.start, mark.end, "mark", f' data-quote="{mark.id}"', f' id="{mark.id}"')


def _by_paragraph(named: Mentioned) -> Mapping[str, list[Name]]:
    """By paragraph, where each thing is named first in it, in the order of the text."""
    found: dict[str, list[Name]] = defaultdict(list)
    for name, places in named.items():
        for place in places:
            found[place.paragraph].append((place.offset + place.start, place.offset + place.end, name))
    for of in found.values():
        of.sort()
    return found
