"""What an offline copy lacks: a language, the words of a shard, a file that something in it asks for.

In: the files of the copy, as they will be zipped. Out: a sentence for each fault; none means that it is whole.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from html import unescape
from urllib.parse import unquote, urlsplit

from passerelles import search
from passerelles.citation.script import script_path
from passerelles.model import Language

LINK = re.compile(r'<[a-z][^>]*?\s(?:href|src|action)="([^"]*)"')
ID = re.compile(r'<[a-z][^>]*?\sid="([^"]*)"')
ASSET = re.compile(r'url\("?([^")]+)"?\)')


def faults(files: Mapping[str, bytes], languages: Iterable[Language]) -> list[str]:
    """Everything that the copy lacks, sorted."""
    original, *others = languages
    roots = {original: "", **{other: f"{other}/" for other in others}}
    found = [
        *_languages(files, roots),
        *_words_of_scripts(files, roots),
        *search.faults(
            ((p, d.decode()) for p, d in files.items() if p.startswith("search/") and p.endswith(".js")), roots
        ),
        *_styles(files),
        *_links(files),
    ]
    return sorted(set(found))


def _languages(files: Mapping[str, bytes], roots: Mapping[Language, str]) -> Iterator[str]:
    """Each language has its home page, in its own tongue."""
    for language, root in roots.items():
        home = files.get(f"{root}index.html", b"").decode()
        if f'<html lang="{language}"' not in home:
            yield f"{root}index.html: no home page in the language {language}"


def _words_of_scripts(files: Mapping[str, bytes], languages: Iterable[Language]) -> Iterator[str]:
    """Each language has the words that a script asks for by their name, with no link in any page."""
    for path in map(script_path, languages):
        if path not in files:
            yield f"assets/js/cite.js: {path} is not in the copy"


def _styles(files: Mapping[str, bytes]) -> Iterator[str]:
    """Every font and picture that a style sheet names is there."""
    for path, data in files.items():
        if path.endswith(".css"):
            for link in ASSET.findall(data.decode()):
                target = posixpath.normpath(posixpath.join(posixpath.dirname(path), link))
                if not link.startswith("data:") and target not in files:
                    yield f"{path}: {link}: {target} is not in the copy"


def _links(files: Mapping[str, bytes]) -> Iterator[str]:
    """Every link of every page leads to a file of the copy, and to an element of it."""
    pages = {path: data.decode() for path, data in files.items() if path.endswith(".html")}
    ids = {path: set(map(unescape, ID.findall(html))) for path, html in pages.items()}
    for path, html in pages.items():
        for link in set(LINK.findall(html)):
            parts = urlsplit(unescape(link))
            if parts.scheme or parts.netloc:
                continue
            folder = posixpath.dirname(path)
            target = posixpath.normpath(posixpath.join(folder, unquote(parts.path))) if parts.path else path
            if target not in files:
                yield f"{path}: {link}: {target} is not in the copy"
            elif parts.fragment and unquote(parts.fragment) not in ids.get(target, set()):
                yield f"{path}: {link}: no element has the id {parts.fragment}"
