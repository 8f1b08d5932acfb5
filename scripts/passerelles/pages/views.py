"""The pages that show the whole base from one side: disagreements, silences, translations, search.

Each view is a function of `Pages`; to add one, write it and name it in VIEWS.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, TypeVar

from passerelles.gaps import freshness, in_order
from passerelles.graph import CONFLICTS_A_PAGE
from passerelles.pages.browse import browse
from passerelles.pages.maps import map_pages
from passerelles.pages.page import Page, portions
from passerelles.pages.relations import relations
from passerelles.pages.timeline import timeline

if TYPE_CHECKING:
    from passerelles.pages import Pages

T = TypeVar("T")
TRANSLATIONS = 30  # of sources, a strip of paragraphs each
GAP_ITEMS = 60  # a page of a list stays below 40 kB


def conflicts(pages: Pages) -> Iterator[Page]:
    """Where sources disagree."""
    yield from _list(pages, "conflicts", pages.graph.unwatched.conflicts, CONFLICTS_A_PAGE)


def gaps(pages: Pages) -> Iterator[Page]:
    """What the sources do not say."""
    listed = in_order(pages.graph.unwatched.gaps, pages.graph.kb.schema)
    counts = Counter(gap.kind for gap in listed)
    starts: dict[str, int] = {}  # the page on which each kind begins
    for place, gap in enumerate(listed):
        starts.setdefault(gap.kind, place // GAP_ITEMS + 1)
    yield from _list(pages, "gaps", listed, GAP_ITEMS, counts=counts, starts=starts)


def _list(pages: Pages, name: str, items: Sequence[T], size: int, **values: object) -> Iterator[Page]:
    """A page that lists what the graph found."""
    parts = portions(items, size)
    for number, part in enumerate(parts, 1):
        path = f"{name}/" if number == 1 else f"{name}/p/{number}/"
        voice = pages.voice(path)
        title = voice.label(f"{name}-title")
        content = pages.later(name, voice, items=part, total=len(items), number=number, pages=len(parts), **values)
        described = voice.label(f"{name}-about")
        if number > 1:
            title = voice.label("page-of", title=title, page=number, pages=len(parts))
            described = f"{title}. {described}"
        yield Page(path, pages.language, title, described, content, kind=name)


def translation(pages: Pages) -> Iterator[Page]:
    """How fresh each translation is, paragraph by paragraph."""
    rows = []
    for source in pages.graph.unwatched.kb.sources.values():
        original = source.editions[pages.graph.kb.schema.original]
        for language, edition in source.editions.items():
            if edition is not original:
                rows.append((source, language, tuple(freshness(original, edition))))
    old = {language: by_path for language, by_path in pages.graph.unwatched.stale.items() if by_path}
    yield from _list(pages, "translation", rows, TRANSLATIONS, texts=old)


def search(pages: Pages) -> Iterator[Page]:
    """The page of results, which the reader's browser fills."""
    yield _single(pages, "search", "search")


def _single(pages: Pages, name: str, title: str, **values: object) -> Page:
    """A view of one page: its template and its labels bear its name."""
    voice = pages.voice(f"{name}/")
    content = pages.later(name, voice, **values)
    return Page(voice.path, pages.language, voice.label(title), voice.label(f"{name}-about"), content, kind=name)


VIEWS: tuple[Callable[[Pages], Iterator[Page]], ...] = (
    conflicts,
    gaps,
    translation,
    search,
    timeline,
    relations,
    browse,
    map_pages,
)
# By the first word of the addresses of their pages.
VIEWS_OF: Mapping[str, Sequence[Callable[[Pages], Iterator[Page]]]] = {
    view.__name__.removesuffix("_pages"): (view,) for view in VIEWS
}
