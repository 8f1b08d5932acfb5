"""Internal links and anchors over the built pages: each leads to a page, a file or an element that exists.

In: every HTML page by address. Out: a sentence for each link that leads nowhere.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urlsplit

LINK = re.compile(r'<[a-z][^>]*?\s(?:href|src)="([^"]*)"')
ID = re.compile(r'<[a-z][^>]*?\sid="([^"]*)"')


def broken_links(pages: Mapping[str, str], site: Path) -> list[str]:
    """Every internal link that leads nowhere: «en/terms/apd/: ../jica/ → en/terms/jica/ does not exist»."""
    ids = {address: set(map(unescape, ID.findall(html))) for address, html in pages.items()}
    found = []
    followed: dict[tuple[str, str], tuple[str, str]] = {}  # pages of one folder share most of their links
    for address, html in sorted(pages.items()):
        folder = f"{posixpath.dirname(address.rstrip('/'))}/"
        for link in sorted(set(LINK.findall(html))):
            path, _, fragment = unescape(link).partition("#")
            start = folder if address and path.startswith("../") else address
            if (start, path) not in followed:
                followed[start, path] = _follow(path, address, ids, site)
            page, fault = followed[start, path]
            if fragment and page in ids and unquote(fragment) not in ids[page]:
                fault = f"no element has the id {fragment}"
            if fault:
                found.append(f"{address or '/'}: {link}: {fault}")
    return found


def _follow(path: str, address: str, ids: Mapping[str, set[str]], site: Path) -> tuple[str, str]:
    """The page or file that a path leads to from the page at `address`, and what is wrong with it, if anything."""
    parts = urlsplit(path)
    if parts.scheme or parts.netloc:
        return path, ""
    target = posixpath.normpath(posixpath.join(address, unquote(parts.path))) if parts.path else address
    target = "" if target == "." else target
    page = target if target in ids else f"{target}/"
    if page in ids:
        is_folder = not parts.path or parts.path.endswith("/")
        return page, "" if is_folder else f"{target} is a page: its address ends in /"
    if target.startswith(".."):
        return target, "leads out of the site"
    return target, "" if (site / target).is_file() else f"{target} does not exist"
