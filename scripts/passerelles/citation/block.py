"""The block «cite this page» at the foot of every page: its references in words, and the files for programs."""

from __future__ import annotations

from functools import lru_cache

from markupsafe import Markup

from passerelles.citation.item import PAGE, Item
from passerelles.citation.marks import coins
from passerelles.filled import filled, marked, together, words
from passerelles.pages.voice import Voice

FILES = {"bib": "BibTeX", "ris": "RIS", "csl.json": "CSL-JSON"}


def block(voice: Voice, items: list[tuple[Voice, Item]]) -> Markup:
    """Folded: a reference a language, that of the page first; behind them, without a script, the files of all."""
    here = next(item for said, item in items if said.language == voice.language)
    mark = coins(here) if voice.publication.site_url else ""
    own_first = sorted(items, key=lambda pair: pair[0].language != voice.language)
    lines = together("\n", [reference(said, item) for said, item in own_first])
    folded = '<details class="more cite-page" data-cite="{}"><summary>{}</summary>\n{}\n<p>{} {}</p>{}</details>'
    return filled(
        folded, here.key, voice.label("cite-page"), lines, voice.label("cite-files"), _files(voice.file("")), mark
    )


@lru_cache(maxsize=64)
def _files(root: str) -> Markup:
    """The links to the files of the whole corpus, from the pages at one depth."""
    links = (
        filled('<a href="{}{}">{}</a>', root.removeprefix("./"), f"api/v1/citations.{end}", name)
        for end, name in FILES.items()
    )
    return together(", ", links)


def reference(voice: Voice, item: Item) -> Markup:
    """A reference as the manners of a language have it, with what a script needs to put it otherwise."""
    if item.genre == PAGE:
        line = '<p class="cite" lang="{}">{}, <i>{}</i>, {}</p>'
        return filled(line, voice.language, _quoted(voice, item.title), item.container, item.url)
    facts = {
        "genre": item.genre, "date": item.date, "publisher": item.publisher, "title": item.title,
        "language": item.language, "translated": " / ".join(item.translated),
    }  # fmt: skip
    kept = together("", (filled(' data-{}="{}"', name, value) for name, value in facts.items() if value))
    return filled('<p class="cite" lang="{}"{}>{}</p>', voice.language, kept, source_reference(voice, item))


def source_reference(voice: Voice, item: Item) -> Markup:
    """Who wrote it, what, where it appeared and when, then where it is read: «Hông Anh/CVN, « … », Le Courrier …»."""
    parts = [filled('<span class="author">{}</span>', name) for name in item.authors]
    title = _quoted(voice, item.title)
    parts.append(title + (filled(" [{}]", " / ".join(item.translated)) if item.translated else Markup("")))
    if item.container:
        parts.append(filled("<i>{}</i>", item.container))
    parts += [filled("{}", word) for word in (item.publisher, voice.date(item.date) if item.date else "") if word]
    parts.append(filled('<span class="note">{}</span>', item.note))
    return together(", ", [*parts, filled("{}", item.url)])


def _quoted(voice: Voice, title: str) -> Markup:
    return marked(words(voice.label("cite-quoted", title=title)))
