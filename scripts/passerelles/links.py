"""Internal links and anchors over the built pages: each leads to a page, a file or an element that exists.

Pages are read where they are made, a part of the site at a time; a part keeps its anchors, and those links that lead
out of it. In the end the parts vouch for one another. Out: a sentence for each link that leads nowhere.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from itertools import chain
from pathlib import Path
from urllib.parse import unquote, urlsplit

# Attributes, and nothing else: within words and values a quotation mark is escaped.
LINKS = (' href="', ' src="')
ID = ' id="'
SEPARATOR = "\n"
PLAIN = re.compile(r"(?!//)[\w./-]*(?:#[\w.-]*)?")  # neither scheme, query nor anything escaped
Place = tuple[str, str, bool]  # a target, a fragment, and whether it is written as the address of a page
ABROAD = "//"  # where a link leads that is not of this site


@dataclass(frozen=True)
class Link:
    """A link of the page at `address`: as it is written, and where it leads to in the site."""

    address: str
    written: str
    target: str  # without a slash at its end
    fragment: str
    is_folder: bool  # whether it is written as the address of a page


@dataclass(frozen=True)
class Part:
    """Some pages of the site: their anchors by address, a line each, and the links that lead out of the part."""

    anchors: Mapping[str, str]
    open: tuple[Link, ...] = ()

    @cached_property
    def _ids(self) -> dict[str, frozenset[str]]:
        return {}

    def ids(self, address: str) -> frozenset[str]:
        if address not in self._ids:
            self._ids[address] = frozenset(self.anchors[address].split(SEPARATOR))
        return self._ids[address]


class Reader:
    """Reads the pages of a part as they are made; what it keeps of them is small."""

    def __init__(self) -> None:
        self.anchors: dict[str, str] = {}
        self._followed: dict[tuple[str, str], Place] = {}  # pages of one folder share most of their links
        self._wanted: dict[Place, Link] = {}  # the first link to each place

    def read(self, address: str, html: str) -> None:
        ids = list(map(unescape, _values(ID, html)))
        self.anchors[address] = SEPARATOR.join(ids)
        folder, own = f"{posixpath.dirname(address.rstrip('/'))}/", {f"#{name}" for name in ids}
        for written in dict.fromkeys(chain.from_iterable(_values(link, html) for link in LINKS)):
            if written in own:  # nothing is left to look up
                continue
            start = folder if address and written.startswith("../") else address
            place = self._followed.get((start, written))
            if place is None:
                place = self._followed[start, written] = _followed(written, address)
                if place[0] != ABROAD and place not in self._wanted:
                    self._wanted[place] = Link(address, written, *place)

    def part(self) -> Part:
        """What is left to look up elsewhere, once every page of the part is read."""
        own = Part(self.anchors)
        return Part(self.anchors, tuple(link for link in self._wanted.values() if _fault(link, [own])))


def _values(attribute: str, html: str) -> list[str]:
    """What an attribute says wherever it stands: cutting the page is six times quicker than an expression."""
    return [piece[: piece.find('"')] for piece in html.split(attribute)[1:]]


def _followed(written: str, address: str) -> Place:
    """The place that a link leads to from the page at `address`."""
    if PLAIN.fullmatch(written):  # as nearly every link within the site
        path, _, fragment = written.partition("#")
    else:
        parts = urlsplit(unescape(written))
        if parts.scheme or parts.netloc:
            return ABROAD, "", False
        path, fragment = unquote(parts.path), unquote(parts.fragment)
    target = posixpath.normpath(posixpath.join(address, path)) if path else address.rstrip("/")
    return "" if target == "." else target, fragment, not path or path.endswith("/")


def _fault(link: Link, parts: Iterable[Part]) -> str:
    """What is wrong with a link, if anything; a file is not a page, so that it is a fault here."""
    for part in parts:
        page = link.target if link.target in part.anchors else f"{link.target}/"
        if page in part.anchors:
            if not link.is_folder:
                return f"{link.target} is a page: its address ends in /"
            is_there = not link.fragment or link.fragment in part.ids(page)
            return "" if is_there else f"no element has the id {link.fragment}"
    return "leads out of the site" if link.target.startswith("..") else f"{link.target} does not exist"


def broken(parts: Sequence[Part], site: Path) -> list[str]:
    """Every place that is linked to and does not exist: «en/terms/apd/: ../jica/: en/terms/jica does not exist».

    Of the links of a part to one place the first stands for all.
    """
    return sorted(_broken(parts, site))


def _broken(parts: Sequence[Part], site: Path) -> Iterator[str]:
    for link in (link for part in parts for link in part.open):
        fault = _fault(link, parts)
        if fault and not (fault.endswith("does not exist") and (site / link.target).is_file()):
            yield f"{link.address or '/'}: {link.written}: {fault}"


def broken_links(pages: Mapping[str, str], site: Path) -> list[str]:
    """The same for pages that are all at hand, by address."""
    reader = Reader()
    for address, html in pages.items():
        reader.read(address, html)
    return broken([reader.part()], site)
