"""The timeline as pages: all of it, and again by kind, theme and country, so that sifting needs no script.

Each page is a list, and the picture of that list with the same numbers. Pages are cut alike in every language.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING

from passerelles.ledger import Remembered
from passerelles.pages.page import Page
from passerelles.pages.periods import periods
from passerelles.pages.telling import ATTACHED, FOLDER, Line, Lines
from passerelles.pages.voice import Voice
from passerelles.timeline import Occurrence, occurrences, sifts
from passerelles.timeline.lanes import picture

if TYPE_CHECKING:
    from passerelles.pages import Pages

PAGE_BYTES, LINE_BYTES, ATTACHED_BYTES = 32_000, 950, 210  # with frame, filters and picture a page stays below 40 kB
CHOICES = 24  # of a filter, the most frequent; the pages under /browse/ lead to each

Sift = tuple[str, str]  # («themes», «eau-assainissement»); two empty words for everything
Choices = Mapping[str, Sequence[tuple[Sift, int]]]  # the filters offered, by group, with their counts


@dataclass(frozen=True, eq=False)
class Sieve:
    """The filters that the pages of one timeline offer, and the one by which it is sifted."""

    choices: Choices
    sift: Sift

    @cached_property
    def _shown(self) -> Remembered[bool, str]:
        return Remembered()

    def of(self, made: Pages, voice: Voice, number: int) -> str:
        """As HTML: once for the first page, and once for the others, from which links are longer."""
        named = voice, self.choices, self.sift, sift_path, partial(sift_name, voice)
        return self._shown.of(number == 1, lambda: made.piece("_timeline", "sieve", *named))


def timeline(pages: Pages) -> Iterator[Page]:
    """Events and dated statements, in the order of time."""
    told, sifted = occurrences(pages.graph.unwatched), sifts(pages.graph.unwatched)
    weights, lines = {occurrence: _weight(occurrence) for occurrence in told}, Lines(pages.voice(FOLDER))
    for sift, found in {("", ""): told, **sifted}.items():
        yield from _sifted(pages, sift, _cut(found, weights), sifted, lines)


def sift_path(sift: Sift) -> str:
    """The address of the timeline of one kind, theme or country."""
    return f"timeline/{sift[0]}/{sift[1]}/" if sift[0] else "timeline/"


def _sifted(
    pages: Pages, sift: Sift, parts: Sequence[Sequence[Occurrence]], sifted: Mapping[Sift, Sequence[Occurrence]],
    lines: Lines,
) -> Iterator[Page]:  # fmt: skip
    sieve = Sieve(_choices({key: len(found) for key, found in sifted.items()}, sift), sift)
    summary = periods(pages.voice(""), parts)
    first = 1
    for number, part in enumerate(parts, 1):
        base = sift_path(sift)
        voice = pages.voice(base if number == 1 else f"{base}p/{number}/")
        numbered = list(enumerate(part, first))
        first += len(part)
        content = partial(
            _content, pages, voice, numbered, sieve, lines, total=sum(map(len, parts)), number=number,
            pages=len(parts), summary=summary, base=base,
        )  # fmt: skip
        title = _title(voice, sift, number, len(parts))
        described = voice.label("timeline-about")
        if title != voice.label("timeline-title"):
            described = f"{title}. {described}"
        yield Page(voice.path, pages.language, title, described, content, kind="timeline")


def _content(
    made: Pages, voice: Voice, numbered: Sequence[tuple[int, Occurrence]], sieve: Sieve, lines: Lines, number: int,
    **values: object,
) -> str:  # fmt: skip
    return made.render(
        "timeline", voice, sections=_sections(numbered, partial(lines.of, made, voice)), picture=picture(numbered),
        number=number, sift=sieve.sift, name=sift_name(voice, sieve.sift), sieve=sieve.of(made, voice, number),
        tell=partial(lines.name, made, voice), **values,
    )  # fmt: skip


def _title(voice: Voice, sift: Sift, number: int, pages: int) -> str:
    title = voice.label("timeline-title")
    title = voice.label("timeline-of", name=sift_name(voice, sift)) if sift[0] else title
    return title if number == 1 else voice.label("page-of", title=title, page=number, pages=pages)


def sift_name(voice: Voice, sift: Sift) -> str:
    """What a filter is called in the language of the page."""
    group, key = sift
    if group in {"themes", "countries"}:
        return voice.called(key).name[voice.language]
    kind, _, kind_type = key.partition("-")
    declared = voice.graph.kb.schema.kinds.get(kind)
    if declared is None:
        return ""
    return declared.types[kind_type][voice.language] if kind_type else declared.plural[voice.language].lower()


def _choices(counts: Mapping[Sift, int], sift: Sift) -> Choices:
    """The most frequent filters, and the one chosen."""
    groups: dict[str, list[tuple[Sift, int]]] = {"kinds": [], "themes": [], "countries": []}
    for key, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        if len(groups[key[0]]) < CHOICES or key == sift:
            groups[key[0]].append((key, count))
    return {group: found for group, found in groups.items() if found}


def _cut(told: Sequence[Occurrence], weights: Mapping[Occurrence, int]) -> list[Sequence[Occurrence]]:
    """Pages by weight: the longest of the names counts, so that every language has the same pages."""
    parts: list[list[Occurrence]] = [[]]
    filled = 0
    for occurrence in told:
        weight = weights[occurrence]
        if parts[-1] and filled + weight > PAGE_BYTES:
            parts.append([])
            filled = 0
        parts[-1].append(occurrence)
        filled += weight
    return list(parts)


def _weight(occurrence: Occurrence) -> int:
    texts = (occurrence.subject.name, *(s.text for s in occurrence.statements))
    words = sum(max((len(words.encode()) for words in text.values()), default=0) for text in texts)
    return LINE_BYTES + 2 * words + ATTACHED_BYTES * min(len(occurrence.attached), ATTACHED)


def _sections(
    numbered: Sequence[tuple[int, Occurrence]], line: Callable[[int, Occurrence], Line]
) -> Sequence[tuple[str, Sequence[tuple[int, int, Sequence[Line]]]]]:
    """The lines of a page by section (past, planned, undated), year and month; 0 and -1 are no month."""
    sections: dict[str, dict[tuple[int, int], list[Line]]] = {}
    for number, o in numbered:
        place = (o.span.year, o.span.month) if o.span else (0, 0)
        sections.setdefault(o.section, {}).setdefault(place, []).append(line(number, o))
    return [(name, [(*place, lines) for place, lines in found.items()]) for name, found in sections.items()]
