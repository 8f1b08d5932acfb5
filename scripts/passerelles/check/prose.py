"""Rules on what people write as prose: plain Markdown, links that lead somewhere, images that say what they show."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from urllib.parse import unquote

from passerelles.model import VIEWS, KnowledgeBase, Language, Link, Markdown, Position, Problem
from passerelles.nearest import nearest

SCHEME = re.compile(r"([a-zA-Z][\w+.-]*):|//")
SCHEMES = ("https", "http", "mailto")
ESCAPE = re.compile(r"\\([\\`*_{}\[\]()>#+\-.!])")
# What the build makes beside pages: it follows the links to these itself.
MADE = ("api", "downloads", "search", "sitemap.xml", "robots.txt", "llms.txt", "404.html", "index.md")
RESERVED = ("404", "api", "assets", "downloads", "not-found", "print")  # by what is not reached as a page is
MADE_ASSETS = ("assets/css/site.css", "assets/previews/", "assets/js/")
PARAGRAPH = re.compile(r"p\d+[a-z]*\Z")


def pages_are_plain_markdown(kb: KnowledgeBase) -> Iterator[Problem]:
    """A page is plain Markdown: no HTML, which could carry a script, and no attribute but ids, classes, languages."""
    for page in kb.markdown.values():
        for tag, where in page.tags:
            yield Problem(where, "raw-html", (("tag", tag),))
        for attribute, where in page.attributes:
            yield Problem(where, "markdown-attribute", (("attribute", attribute),))
        for key, words, where in page.slips if not page.address.startswith("sources/") else ():
            yield Problem(where, key, (("words", words), ("id", words)))


def links_are_addresses(kb: KnowledgeBase) -> Iterator[Problem]:
    """A link leads to an address of the web or to a page of this site, and is nothing that a browser would run."""
    for page in kb.markdown.values():
        for link in page.links:
            scheme = _scheme(link.target)
            if scheme and scheme not in SCHEMES and not link.is_image:
                yield Problem(link.where, "link-scheme", (("target", link.target), ("scheme", scheme)))


def links_have_words_and_an_address(kb: KnowledgeBase) -> Iterator[Problem]:
    """A link has words that can be read and clicked, and leads to more than the place where it stands."""
    for page in kb.markdown.values():
        for link in page.links:
            if not link.is_image and link.target in {"", "#"}:
                yield Problem(link.where, "link-without-address", (("words", link.words),))
            elif not link.is_image and not link.words:
                yield Problem(link.where, "link-without-words", (("target", link.target),))


def links_lead_somewhere(kb: KnowledgeBase) -> Iterator[Problem]:
    """A link within the site leads to a page, an entry, a paragraph or a heading that is there."""
    site = _Site.of(kb)
    for page in kb.markdown.values():
        for link in page.links:
            if not link.is_image and not _scheme(link.target):
                yield from _broken(site, page, link)


def images_are_there_and_described(kb: KnowledgeBase) -> Iterator[Problem]:
    """An image is a file of docs/assets, and words say what it shows to whoever cannot see it."""
    for page in kb.markdown.values():
        for link in page.links:
            if not link.is_image:
                continue
            if not link.words:
                yield Problem(link.where, "image-without-words", (("target", link.target),))
            path = _joined(posixpath.dirname(page.path.removeprefix("docs/")), link.target)
            if path not in kb.assets:
                near = _relative(nearest(path, kb.assets), page.path.removeprefix("docs/"))
                yield Problem(link.where, "no-such-image", (("target", link.target), ("near", near)))


def pages_have_an_address_of_their_own(kb: KnowledgeBase) -> Iterator[Problem]:
    """A page that people write does not stand where the site makes one: a view, what is of a kind, the data."""
    site = _Site.of(kb)
    taken = {*VIEWS, *site.folders, *RESERVED}
    for page in kb.markdown.values():
        if "/sources/" not in page.path and page.address.split("/")[0] in taken:
            yield Problem(Position(page.path), "address-taken", (("address", page.address),))


def pages_exist_in_each_language(kb: KnowledgeBase) -> Iterator[Problem]:
    """Each page that people write stands in every language of the site, under the same name."""
    for page in kb.markdown.values():
        for language in () if page.address.startswith("sources/") else kb.schema.languages:
            twin = f"docs/{language}/{page.path.removeprefix(f'docs/{page.language}/')}"
            if twin not in kb.markdown:
                yield Problem(Position(page.path), "page-untranslated", (("language", language), ("path", twin)))


def _scheme(target: str) -> str:
    """What a browser would take for the scheme of an address, as it is written or once the renderer has read it.

    The renderer undoes escapes and puts the words of a link in the place of its brackets. It puts what it says in the
    place of code, too: but no address has a backtick, so that counts as a scheme.
    """
    if "`" in target:
        return "`"
    read = re.sub(r"[\[\]]", "", ESCAPE.sub(r"\1", target))
    found = SCHEME.match(_undisguised(target)) or SCHEME.match(_undisguised(read))
    return (found[1] or "//").lower() if found else ""


def _undisguised(target: str) -> str:
    """An address as a browser reads it: entities, invisible and slanting signs undone."""
    return re.sub(r"[\x00-\x20\x7f]", "", unescape(target)).replace("\\", "/")


@dataclass(frozen=True)
class _Site:
    """What a link may lead to: the things of each folder, the pages that people write, views, files."""

    languages: tuple[Language, ...]
    folders: Mapping[str, set[str]]
    files: Mapping[str, Markdown]
    pages: Mapping[tuple[Language, str], Markdown]
    assets: frozenset[str]
    published: Container[str]  # what was never a slip for something else

    @classmethod
    def of(cls, kb: KnowledgeBase) -> _Site:
        folders: dict[str, set[str]] = {kind.folder: set() for kind in kb.schema.kinds.values()}
        for entity in kb.entities.values():
            folders[kb.schema.kinds[entity.kind].folder].add(entity.id)
        pages = {(page.language, page.address.removesuffix("/")): page for page in kb.markdown.values()}
        return cls(tuple(kb.schema.languages), folders, kb.markdown, pages, kb.assets, kb.register.published)

    @cached_property
    def firsts(self) -> frozenset[str]:
        """What the address of a page may begin with."""
        return VIEWS.union(self.folders, (address.split("/")[0] for _, address in self.pages))

    def has_file(self, path: str, first: str) -> bool:
        """Whether there is a file at a path from the root, or the build makes what may be there."""
        if first == "assets":
            return path in self.assets or path.startswith(MADE_ASSETS)
        return first in MADE or (first in self.firsts and path.endswith("/index.md"))  # a page as Markdown

    def lacks(self, first: str, deeper: Sequence[str]) -> str:
        """The part of an address by which it is seen that nothing is there; empty where the build must look."""
        if first not in self.firsts:
            return first
        if not deeper or first in VIEWS - self.folders.keys():
            return ""
        if first in self.folders:
            return deeper[0] if deeper[0] not in self.folders[first] else "/".join(deeper[1:])
        is_there = any((language, "/".join([first, *deeper])) in self.pages for language in self.languages)
        return "" if is_there else deeper[-1]

    def is_told_of(self, file: str) -> bool:
        """Whether the page of a file stands in any language: one that this one lacks is told of once, as such."""
        docs, _, below = file.partition("/")
        language, _, name = below.partition("/")
        return language in self.languages and any(f"{docs}/{other}/{name}" in self.files for other in self.languages)

    def address(self, page: Markdown) -> str:
        """The address of a page from the root of the site, where the original language is."""
        return page.address if page.language == self.languages[0] else f"{page.language}/{page.address}"


def _broken(site: _Site, page: Markdown, link: Link) -> Iterator[Problem]:
    """What is wrong with a link within the site, if this can be told before the site is built."""
    address = unquote(_undisguised(link.target))
    path, _, anchor = address.partition("#")
    is_published_data = "/api/" in path  # made by the build, which follows the link
    if path.startswith("/"):
        there = path.removeprefix(f"/{site.languages[0]}") if path.startswith(f"/{site.languages[0]}/") else path
        here = posixpath.relpath(there, f"/{site.address(page)}") + "/" * path.endswith("/")
        near = address.replace(path, here)
        yield Problem(link.where, "link-from-root", (("target", link.target), ("near", near)))
    elif path.endswith(".md") and not is_published_data:
        yield from _broken_file(site, page, link, _joined(posixpath.dirname(page.path), path), anchor)
    elif _joined(posixpath.dirname(page.path.removeprefix("docs/")), path) not in site.assets:  # a file, by its path
        is_file = is_published_data or bool(posixpath.splitext(path)[1])
        lost = list(_broken_address(site, link, _joined(site.address(page), path).split("/"), anchor))
        yield from lost or ([] if is_file or path[-1:] in "/." else [_no_slash(link)])


def _broken_file(site: _Site, here: Markdown, link: Link, target: str, anchor: str) -> Iterator[Problem]:
    """A link to another page by its file."""
    page = site.files.get(target)
    if not site.is_told_of(target):
        near = _relative(nearest(target, site.files), here.path)
        yield Problem(link.where, "no-such-page", (("target", link.target), ("near", near)))
    elif page and anchor:
        yield from _no_anchor(link, anchor, page)


def _broken_address(site: _Site, link: Link, names: list[str], anchor: str) -> Iterator[Problem]:
    """A link to a page or a file by its address from the root; what the build makes is left to it."""
    original, *others = site.languages
    language = names[0] if names[0] in others else original
    first, *deeper = (names[1:] if names[0] in {".", *others} else names) or [""]
    if posixpath.splitext(names[-1])[1] or first == "api":
        if not site.has_file("/".join(names), first):
            yield _no_page(link)
    elif wrong := site.lacks(first, deeper):
        is_inside = first in site.firsts
        inside = site.folders.get(first, ()) if is_inside and wrong == deeper[0] else ()
        near = "" if wrong in site.published else nearest(wrong, inside if is_inside else site.firsts)
        yield _no_page(link, wrong, near, is_second=is_inside and wrong == first)
    elif anchor and (page := site.pages.get((language, "/".join([first, *deeper])))):
        yield from _no_anchor(link, anchor, page)


def _no_page(link: Link, wrong: str = "", near: str = "", is_second: bool = False) -> Problem:
    """No page is there; `near` is probably meant by the part of the address that is `wrong`, or the second."""
    parts = re.finditer(rf"(?<![^/]){re.escape(wrong)}(?![^/#?])", link.target) if near else ()
    likely = [f"{link.target[: part.start()]}{near}{link.target[part.end() :]}" for part in parts]
    return Problem(link.where, "no-such-page", (("target", link.target), ("near", "".join(likely[is_second:][:1]))))


def _no_slash(link: Link) -> Problem:
    """A page is a folder of the site: without its last sign, what it links to in turn would be sought elsewhere."""
    path, sign, anchor = link.target.partition("#")
    return Problem(link.where, "no-such-page", (("target", link.target), ("near", f"{path}/{sign}{anchor}")))


def _no_anchor(link: Link, anchor: str, page: Markdown) -> Iterator[Problem]:
    """Where a template adds to a page, an anchor unlike any other may be its own: the build follows that one."""
    near = nearest(anchor, page.anchors)
    is_ours = near or PARAGRAPH.match(anchor) or not page.is_completed
    if anchor not in page.anchors and is_ours:
        yield Problem(link.where, "no-such-anchor", (("anchor", anchor), ("path", page.path), ("near", near)))


def _relative(path: str, here: str) -> str:
    return posixpath.relpath(path, posixpath.dirname(here)) if path else ""


def _joined(folder: str, path: str) -> str:
    return posixpath.normpath(posixpath.join(folder, path))
