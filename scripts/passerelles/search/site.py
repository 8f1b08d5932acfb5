"""The pages of the site itself: what people write of it, section by section; views and lists by their names."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from passerelles.model import KnowledgeBase, Language, Markdown
from passerelles.pages.page import Addresses
from passerelles.pages.typography import colon
from passerelles.search.document import Document, Sheet
from passerelles.search.plain import plain, sentences

KIND = "page"
SOURCES = "sources/"
# The views by their addresses, and how the labels of each begin.
VIEWS = {
    "map/": "map",
    "timeline/": "timeline",
    "relations/": "relations",
    "relations/actors/": "actors",
    "conflicts/": "conflicts",
    "gaps/": "gaps",
    "translation/": "translation",
    "browse/": "browse",
}
CALLED = ("heading", "title", "short")  # labels of a view: what its page is called, what links to it are


def site_sheets(kb: KnowledgeBase, language: Language) -> Iterator[Sheet]:
    """The pages that people write, then the lists and the views: in the same order in every language."""
    pages = {(page.language, page.address): page for page in kb.markdown.values()}
    for address in sorted({address for _, address in pages if not address.startswith(SOURCES)}):
        each = {code: pages[code, address] for code in kb.schema.languages if (code, address) in pages}
        written = tuple(page.body for page in each.values())
        yield Sheet(f"/{address}", KIND, partial(_sections, kb, each, language), written=written)
    yield Sheet("/lists", KIND, partial(_lists, kb, language))


def _sections(kb: KnowledgeBase, each: dict[Language, Markdown], language: Language) -> list[Document]:
    """The page, then its parts; a section that only another language has keeps its number, with nothing to find."""
    told = {code: {name: words for name, words, _ in page.sections} for code, page in each.items()}
    page = next(iter(each.values()))
    address, own = Addresses(kb.schema).of(language, page.address), told.get(language, {})
    title = _heading(next(iter(own.values()), ""))
    names = dict.fromkeys(name for sections in told.values() for name in sections)
    return [
        _section(own.get(name, ""), title, f"{address}#{name}" if place else address, language)
        for place, name in enumerate(names)
    ]


def _section(words: str, page: str, address: str, language: Language) -> Document:
    heading, _, text = words.partition("\n")
    heading = _heading(heading)
    title = page if heading == page else f"{page}{colon(language)}{heading}"
    return Document(KIND, title, address, (heading,) if heading else (), tuple(sentences(text)))


def _heading(words: str) -> str:
    return plain(words.partition("\n")[0].lstrip("# "))


def _lists(kb: KnowledgeBase, language: Language) -> list[Document]:
    """The list of each kind, with what the kind is, and the views, with what each shows."""
    label = {name: words[language] for name, words in kb.labels.items()}
    lists = [(f"{k.folder}/", (k.plural[language],), k.definition[language]) for k in kb.schema.kinds.values()]
    views = [
        (path, tuple(label[key] for end in CALLED if (key := f"{name}-{end}") in label), label[f"{name}-about"])
        for path, name in VIEWS.items()
    ]
    addresses = Addresses(kb.schema)
    return [
        Document(KIND, names[0], addresses.of(language, path), names, (about,)) for path, names, about in lists + views
    ]
