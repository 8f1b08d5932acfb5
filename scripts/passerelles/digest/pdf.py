"""Book -> PDF, by WeasyPrint from our own print HTML; it needs the library Pango, which not every machine has.

Each chapter is laid out once, in the order of the book: the texts come first, so what quotes them knows its pages.
The contents and the index are filled in when the pages of the rest are known, and all leaves are bound together.
(Page numbers by target-counter() gave the same leaves in two and a half times the time: 54 s against 22.)
Not tagged (PDF/UA): tags work, but nearly double a volume (1.18 MB against 0.65), and with two of them the offline
copy would pass its 5 MB. Who reads by ear has the EPUB, whose structure is whole, and the site.
No clock: the day is the data's. No network: the fetcher opens the site's own fonts and nothing else.
"""

from __future__ import annotations

import logging
import os
import re
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from html import unescape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from passerelles.digest import fonts
from passerelles.digest.binding import bound
from passerelles.digest.book import Book, Mention
from passerelles.digest.index import by_letter
from passerelles.digest.links import links_thinned
from passerelles.digest.rounding import rounded
from passerelles.digest.spaces import narrow_space

OPEN = ("part-sources", "part-partnerships", "conflicts")  # parts whose things the contents name
CITED = re.compile(r'<a class="from" href="#([^"]+)">(.*?)</a>', re.DOTALL)
LISTED = re.compile(r'<a class="line" href="#([^"]+)"')
Places = Callable[[Mention], Iterator[tuple[str, str]]]


def missing_library() -> bool:
    """Whether Pango or a library beside it is not on this machine."""
    try:
        import weasyprint  # noqa: F401
    except OSError:
        return True
    return False


def set_pdf(book: Book, root: Path, templates: Environment) -> bytes:
    """The bytes of the PDF: the same for the same book, whatever the day, the place or the hash seed."""
    with swept():
        return _set(book, root, templates)


@contextmanager
def swept() -> Iterator[None]:
    """Takes the temporary files of WeasyPrint away: it would at an end that our processes do not wait for."""
    before = tempfile.tempdir
    with TemporaryDirectory() as tempfile.tempdir:
        try:
            yield
        finally:
            tempfile.tempdir = before


def _set(book: Book, root: Path, templates: Environment) -> bytes:
    press = Press(root, templates, book)
    title, *chapters = [chapter.html for chapter in book.chapters]
    contents = templates.get_template("contents.html").render(book=book, open=OPEN)
    front = len(press.leaves([title, contents], 1, {}).pages)
    at = front + 1
    pages: dict[str, int] = {}
    leaves: list[Any] = []
    for html in [*chapters, book.index_chapter.html]:
        if html == book.index_chapter.html:
            html += index_lines(book, templates, _pages(pages | {book.index_chapter.id: at}))
        laid = press.leaves([html], at, pages)
        for number, page in enumerate(laid.pages, at):
            for name in page.anchors:
                pages.setdefault(name, number)  # what goes on over the leaf keeps the page where it begins
        leaves += laid.pages
        at += len(laid.pages)
    first = press.leaves([title, contents], 1, pages)
    assert len(first.pages) == front
    with fonts_dated(book.issue.day):
        return _written(first.copy([*first.pages, *leaves]))


def _written(document: Any) -> bytes:
    """The bytes of a document that is laid out; those that WeasyPrint itself would write are let go."""
    made: list[bytes] = []

    def finish(document: Any, pdf: Any) -> None:
        for step in (rounded, links_thinned):
            step(document, pdf)
        made.append(bound(pdf))

    document.write_pdf(finisher=finish, pdf_version="1.7")
    return made[0]


@contextmanager
def fonts_dated(day: str) -> Iterator[None]:
    """The day (ISO 8601) that the makers of subset fonts write into them, where they would ask the clock."""
    name = "SOURCE_DATE_EPOCH"
    before = os.environ.get(name)
    os.environ[name] = str(int(datetime.fromisoformat(f"{day}T00:00:00+00:00").timestamp()))
    try:
        yield
    finally:
        del os.environ[name]
        if before is not None:
            os.environ[name] = before


@dataclass
class Press:
    """WeasyPrint with the fonts and the style of our books."""

    root: Path
    templates: Environment
    book: Book
    fonts: Any = field(init=False)
    fetcher: Any = field(init=False)
    style: Any = field(init=False)

    def __post_init__(self) -> None:
        from weasyprint import CSS
        from weasyprint.text.fonts import FontConfiguration
        from weasyprint.urls import URLFetcher

        logging.getLogger("weasyprint").setLevel(logging.ERROR)
        self.fonts, self.fetcher = FontConfiguration(), URLFetcher(allowed_protocols=["file", "data"])
        self.style = CSS(string=self._rules(), font_config=self.fonts, url_fetcher=self.fetcher)

    @property
    def _base(self) -> str:
        return (self.root / fonts.FOLDER).resolve().as_uri() + "/"

    def _rules(self) -> str:
        known = fonts.faces(self.root)
        style = (self.root / "overrides/print/book.css").read_text("utf-8")
        return "\n".join([narrow_space(), fonts.sheet_by_file(known, self._base), fonts.stacked(known, style)])

    def leaves(self, parts: list[str], first: int, pages: Mapping[str, int]) -> Any:
        """A part of the book laid out, its first page numbered `first`, its citations with the pages known."""
        from weasyprint import CSS, HTML

        body = numbered("\n".join(parts), pages)
        html = self.templates.get_template("book.html").render(book=self.book, body=Markup(body))
        start = CSS(string=f"@page:first {{ counter-reset: page {first} }}")
        source = HTML(string=html, base_url=self._base, url_fetcher=self.fetcher)
        return source.render(font_config=self.fonts, stylesheets=[self.style, start])


def numbered(html: str, pages: Mapping[str, int]) -> str:
    """The same HTML with pages: behind a citation, as words; before a line of the contents, for the style to set."""

    def cited(link: re.Match[str]) -> str:
        page = pages.get(unescape(link[1]))
        return f'<a class="from" href="#{link[1]}">{link[2]}, p.\u00a0{page}</a>' if page else link[0]

    def listed(link: re.Match[str]) -> str:
        page = pages.get(unescape(link[1]))
        return f'{link[0]} data-page="{page}"' if page else link[0]

    return LISTED.sub(listed, CITED.sub(cited, html))


def _pages(pages: Mapping[str, int]) -> Places:
    """The places of a line as pages, each once."""

    def places(line: Mention) -> Iterator[tuple[str, str]]:
        yield line.id, str(pages[line.id])
        first: dict[int, str] = {}
        for name in line.paragraphs:
            first.setdefault(pages[name], name)
        yield from ((name, str(number)) for number, name in sorted(first.items()))

    return places


def index_lines(book: Book, templates: Environment, places: Places) -> str:
    """The lines of the index as HTML, their places as `places` words them."""
    letters = by_letter(book.index)
    return templates.get_template("lines.html").render(
        letters=letters, places=places, see=book.see, chapter=book.index_chapter
    )
