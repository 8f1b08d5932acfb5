"""Rules on what people write as prose: plain Markdown, links that lead somewhere, images that say what they show."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import unquote

from passerelles.model import KnowledgeBase, Link, Markdown, Position, Problem
from passerelles.nearest import nearest

SCHEME = re.compile(r"([a-zA-Z][\w+.-]*):|//")
SCHEMES = ("https", "http", "mailto")
PARAGRAPH = re.compile(r"p\d+[a-z]*\Z")


def pages_are_plain_markdown(kb: KnowledgeBase) -> Iterator[Problem]:
    """A page is plain Markdown: no HTML, which could carry a script, and no attribute but ids, classes, languages."""
    for page in kb.markdown.values():
        for tag, where in page.tags:
            yield Problem(where, "raw-html", (("tag", tag),))
        for attribute, where in page.attributes:
            yield Problem(where, "markdown-attribute", (("attribute", attribute),))


def links_are_addresses(kb: KnowledgeBase) -> Iterator[Problem]:
    """A link leads to an address of the web or to a page of this site, and is nothing that a browser would run."""
    for page in kb.markdown.values():
        for link in page.links:
            scheme = _scheme(link.target)
            if scheme and scheme not in SCHEMES and not link.is_image:
                yield Problem(link.where, "link-scheme", (("target", link.target), ("scheme", scheme)))


def links_lead_somewhere(kb: KnowledgeBase) -> Iterator[Problem]:
    """A link within the site leads to a page, an entry, a paragraph or a heading that is there."""
    folders: dict[str, set[str]] = {kind.folder: set() for kind in kb.schema.kinds.values()}
    for entity in kb.entities.values():
        folders[kb.schema.kinds[entity.kind].folder].add(entity.id)
    for page in kb.markdown.values():
        for link in page.links:
            if not link.is_image and not _scheme(link.target):
                yield from _broken(kb, page, link, folders)


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


def pages_exist_in_each_language(kb: KnowledgeBase) -> Iterator[Problem]:
    """Each page that people write stands in every language of the site, under the same name."""
    for page in kb.markdown.values():
        for language in () if page.address.startswith("sources/") else kb.schema.languages:
            twin = f"docs/{language}/{page.path.removeprefix(f'docs/{page.language}/')}"
            if twin not in kb.markdown:
                yield Problem(Position(page.path), "page-untranslated", (("language", language), ("path", twin)))


def _scheme(target: str) -> str:
    """What a browser would take for the scheme of an address, entities, invisible and slanting signs undone."""
    bare = re.sub(r"[\x00-\x20\x7f]", "", unescape(target)).replace("\\", "/")
    found = SCHEME.match(bare)
    return (found[1] or "//").lower() if found else ""


def _broken(kb: KnowledgeBase, page: Markdown, link: Link, folders: dict[str, set[str]]) -> Iterator[Problem]:
    """What is wrong with a link within the site, if this can be told before the site is built."""
    path, _, anchor = unquote(unescape(link.target)).partition("#")
    is_published_data = "/api/" in path  # made by the build, which follows the link
    if (path.endswith(".md") and not is_published_data) or not path:
        target = _joined(posixpath.dirname(page.path), path) if path else page.path
        yield from _broken_file(kb, page, link, target, anchor)
        return
    address = _joined(page.address if page.language == kb.schema.original else f"{page.language}/{page.address}", path)
    language = address.split("/")[0] if address.split("/")[0] in kb.schema.languages else kb.schema.original
    parts = [part for part in address.removeprefix(f"{language}/").split("/") if part not in {"", ".", language}]
    yield from _broken_address(kb, link, language, parts, anchor, folders)


def _broken_file(kb: KnowledgeBase, here: Markdown, link: Link, target: str, anchor: str) -> Iterator[Problem]:
    """A link to another page by its file."""
    page = kb.markdown.get(target)
    if page is None:
        near = _relative(nearest(target, kb.markdown), here.path)
        yield Problem(link.where, "no-such-page", (("target", link.target), ("near", near)))
    elif anchor:
        yield from _no_anchor(link, anchor, page)


def _broken_address(
    kb: KnowledgeBase, link: Link, language: str, parts: list[str], anchor: str, folders: dict[str, set[str]]
) -> Iterator[Problem]:
    """A link to a generated page by its address; deeper ones and files are left to the build."""
    pages = {page.address.strip("/"): page for page in kb.markdown.values() if page.language == language}
    views = {key.removesuffix("-about") for key in kb.labels if key.endswith("-about")}
    first, name = ([*parts, "", ""])[:2]
    if "." in (parts or [""])[-1] or first == "api":
        return
    if parts and first not in {*folders, *pages, *views}:
        yield _no_page(link, first, nearest(first, [*folders, *pages, *views]))
    elif name and first in folders and name not in folders[first]:
        yield _no_page(link, name, nearest(name, folders[first]))
    elif anchor and (page := pages.get("/".join(parts))):
        is_paragraph = first != "sources" or PARAGRAPH.match(anchor)
        if is_paragraph:
            yield from _no_anchor(link, anchor, page)


def _no_page(link: Link, wrong: str, near: str) -> Problem:
    likely = link.target.replace(wrong, near) if near else ""
    return Problem(link.where, "no-such-page", (("target", link.target), ("near", likely)))


def _no_anchor(link: Link, anchor: str, page: Markdown) -> Iterator[Problem]:
    """Where a template adds to a page, an anchor unlike any other may be its own: the build follows that one."""
    near = nearest(anchor, page.anchors)
    if anchor not in page.anchors and (near or not page.is_completed):
        yield Problem(link.where, "no-such-anchor", (("anchor", anchor), ("path", page.path), ("near", near)))


def _relative(path: str, here: str) -> str:
    return posixpath.relpath(path, posixpath.dirname(here)) if path else ""


def _joined(folder: str, path: str) -> str:
    return posixpath.normpath(posixpath.join(folder, path))
