"""Book -> EPUB 3: the same print HTML, serialised as XHTML by lxml and packed by the standard library.

Own packaging, because nothing kept fits: EbookLib is under the AGPL and writes the time of day into its files;
pandoc weighs 155 MB, loses ids of `article` elements and would need a second form of every chapter. What an EPUB
asks beside the chapters is one manifest, one table of contents and a zip in a given order, all below; epubcheck
judges the result in the tests.
"""

from __future__ import annotations

import io
import re
import uuid
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from html import unescape
from pathlib import Path

import lxml.html
from jinja2 import Environment
from lxml import etree
from markupsafe import Markup

from passerelles.digest import fonts
from passerelles.digest.book import Book, Chapter, Mention
from passerelles.digest.index import by_letter
from passerelles.subset import subset

EPOCH = (1980, 1, 1, 0, 0, 0)  # a zip has no older day: no clock enters it
CONTAINER = (
    '<?xml version="1.0" encoding="utf-8"?>\n'
    '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles></container>\n'
)
ID = re.compile(r'\sid="([^"]*)"')

# Reading systems have serifs with every Latin letter, Vietnamese ones included, and their readers choose among them;
# few have the kanji of Japanese names. Carrying all our fonts would add a fifth of a megabyte to each volume.
CARRIED = "-names"


def set_epub(book: Book, root: Path, templates: Environment) -> bytes:
    """The bytes of the EPUB: the same for the same book."""
    chapters = _chapters(book, templates)
    files = {name: f"{chapter.id}.xhtml" for chapter in chapters for name in map(unescape, ID.findall(chapter.html))}
    known = fonts.faces(root)
    words = "".join(_words(chapter.html) for chapter in chapters)
    used = tuple(face for face in fonts.needed(known, words) if CARRIED in face.file)
    style = fonts.sheet(used, "") + "\n" + (root / "overrides/print/epub.css").read_text("utf-8")
    nav = templates.get_template("nav.xhtml.html").render(book=book, chapters=chapters, files=files)
    pages = {f"{c.id}.xhtml": _page(book, templates, c, xhtml(c.html, f"{c.id}.xhtml", files)) for c in chapters}
    pages["nav.xhtml"] = _page(book, templates, Chapter("nav", book.contents_title, ""), nav)
    signs = frozenset(words)
    drawn = {name: subset(data, signs) for name, data in fonts.files(root, used).items()}
    package = templates.get_template("package.opf.html").render(
        book=book, chapters=chapters, fonts=sorted(drawn), identifier=identifier(book)
    )
    texts = {"package.opf": package, "book.css": style} | pages
    return packed({f"EPUB/{name}": text.encode() for name, text in texts.items()} | _below(drawn))


def _below(drawn: Mapping[str, bytes]) -> dict[str, bytes]:
    return {f"EPUB/{name}": data for name, data in drawn.items()}


def identifier(book: Book) -> str:
    """The same for every issue of a language's volume, as the format wants it."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"{book.issue.address}#{book.language}").urn


def _chapters(book: Book, templates: Environment) -> tuple[Chapter, ...]:
    """The chapters, and the index with its lines: without pages, they name paragraphs."""

    def places(line: Mention) -> Iterator[tuple[str, str]]:
        yield line.id, book.entry_word
        for name in line.paragraphs:
            yield name, f"§ {name.rsplit('.p', 1)[-1]}"

    lines = templates.get_template("lines.html").render(
        letters=by_letter(book.index), places=places, see=book.see, chapter=book.index_chapter
    )
    return (*book.chapters, replace(book.index_chapter, html=book.index_chapter.html + lines))


def _words(html: str) -> str:
    return "".join(lxml.html.fragment_fromstring(html, create_parent="div").itertext())


def _page(book: Book, templates: Environment, chapter: Chapter, body: str) -> str:
    title, landmark = chapter.title or book.title, chapter.landmark
    return templates.get_template("chapter.xhtml.html").render(
        book=book, title=title, landmark=landmark, body=Markup(body)
    )


def xhtml(html: str, here: str, files: Mapping[str, str]) -> str:
    """A chapter as XML: languages also as XML has them, links through the file that holds what they name."""
    tree = lxml.html.fragment_fromstring(html, create_parent="div")
    for element in tree.iter():
        if language := element.get("lang"):
            element.set("{http://www.w3.org/XML/1998/namespace}lang", language)
        target = element.get("href", "")
        if target.startswith("#") and files.get(target[1:], here) != here:
            element.set("href", files[target[1:]] + target)
    serialised = "".join(etree.tostring(child, encoding="unicode", method="xml") for child in tree)
    return serialised.replace("viewbox=", "viewBox=")  # the parser of HTML lowers it


def packed(files: Mapping[str, bytes]) -> bytes:
    """The zip of an EPUB: its type first and bare, the rest in the order of names."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        _add(archive, "mimetype", b"application/epub+zip", zipfile.ZIP_STORED)
        _add(archive, "META-INF/container.xml", CONTAINER.encode())
        for name in sorted(files):
            _add(archive, name, files[name])
    return target.getvalue()


def _add(archive: zipfile.ZipFile, name: str, data: bytes, method: int = zipfile.ZIP_DEFLATED) -> None:
    entry = zipfile.ZipInfo(name, EPOCH)
    entry.compress_type, entry.external_attr, entry.create_system = method, 0o644 << 16, 3
    archive.writestr(entry, data, compresslevel=9)
