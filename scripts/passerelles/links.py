"""Internal links and anchors over the built pages: each leads to a page, a file or an element that exists.

In: every HTML page by address. Out: a sentence for each link that leads nowhere.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urlsplit

LINK = re.compile(r'<[a-z][^>]*?\s(?:href|src)="([^"]*)"')
ID = re.compile(r'<[a-z][^>]*?\sid="([^"]*)"')


def broken_links(pages: Mapping[str, str], site: Path) -> list[str]:
    """Every internal link that leads nowhere: «en/terms/apd/: ../jica/ → en/terms/jica/ does not exist»."""
    ids = {address: set(map(unescape, ID.findall(html))) for address, html in pages.items()}
    files: dict[str, bool] = {}
    found = []
    for address, html in sorted(pages.items()):
        for link in sorted(set(LINK.findall(html))):
            found += [f"{address or '/'}: {link}: {why}" for why in _fault(unescape(link), address, ids, site, files)]
    return found


def _fault(link: str, address: str, ids: Mapping[str, set[str]], site: Path, files: dict[str, bool]) -> Iterator[str]:
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return
    target = posixpath.normpath(posixpath.join(address, unquote(parts.path))) if parts.path else address
    target = "" if target == "." else target
    page = target if target in ids else f"{target}/"
    if page in ids:
        if parts.path and not parts.path.endswith("/"):
            yield f"{target} is a page: its address ends in /"
        if parts.fragment and unquote(parts.fragment) not in ids[page]:
            yield f"no element has the id {parts.fragment}"
    elif target.startswith(".."):
        yield "leads out of the site"
    else:
        if target not in files:
            files[target] = (site / target).is_file()
        if not files[target]:
            yield f"{target} does not exist"
