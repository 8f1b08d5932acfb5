"""Internal links and anchors over the built pages: each leads to a page, a file or an element that exists.

Pages are read where they are made, a part of the site at a time; a part keeps its anchors, and those links that lead
out of it. In the end the parts vouch for one another. Out: a sentence for each link that leads nowhere.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urlsplit

# Attributes, and nothing else: within words and values a quotation mark is escaped.
READ = re.compile(r' (id|href|src)="([^"]*)"')
SEPARATOR = "\n"
PLAIN = re.compile(r"(?!//)[\w./-]*(?:#[\w.-]*)?")  # neither scheme, query nor anything escaped
Place = tuple[str, str, bool]  # a target, a fragment, and whether it is written as the address of a page


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
    """Some pages of the site: their anchors by address, a line each, and the links that lead out of the part.

    Where it is assuming, some of its links stand in no page any more.
    """

    anchors: Mapping[str, str]
    open: tuple[Link, ...] = ()
    is_assuming: bool = False

    @cached_property
    def _ids(self) -> dict[str, frozenset[str]]:
        return {}

    def ids(self, address: str) -> frozenset[str]:
        if address not in self._ids:
            self._ids[address] = frozenset(self.anchors[address].split(SEPARATOR))
        return self._ids[address]


class Reader:
    """Reads the pages of a part as they are made; what it keeps of them is small.

    Of pages that were read before, it is enough to know their anchors and where they lead, all together: `places`. If
    one of those does not exist, they are read again, for the page that led there may be gone.
    """

    def __init__(self, places: Iterable[Place] | None = None) -> None:
        self.anchors: dict[str, str] = {}
        self.is_assuming = places is not None
        self._followed: set[tuple[str, str]] = set()  # pages of one folder share most of their links
        self._targets: dict[tuple[str, str], str] = {}  # and links to one page, whatever the element, their path
        self._wanted: dict[Place, Link | None] = dict.fromkeys(places or ())  # the first link to each, if it is known

    def read(self, address: str, html: str) -> None:
        found = READ.findall(html)
        ids = [unescape(value) for name, value in found if name == "id"]
        self.anchors[address] = SEPARATOR.join(ids)
        folder, own = f"{posixpath.dirname(address.rstrip('/'))}/", {f"#{name}" for name in ids}
        for written in {value: None for name, value in found if name != "id"}:
            if written in own:  # nothing is left to look up
                continue
            start = folder if address and written.startswith("../") else address
            if (start, written) not in self._followed:
                self._followed.add((start, written))
                self._want(start, written, address)

    def _want(self, start: str, written: str, address: str) -> None:
        """Note where a link leads, if it is within the site and the first to do so."""
        parted = _parted(written)
        if parted is None:
            return
        path, fragment = parted
        target = self._targets.get((start, path))
        if target is None:
            target = self._targets[start, path] = _target(path, address)
        place = (target, fragment, not path or path.endswith("/"))
        if self._wanted.get(place) is None:
            self._wanted[place] = Link(address, written, *place)

    def part(self) -> Part:
        """What is left to look up elsewhere, once every page of the part is read."""
        own = Part(self.anchors)
        links = (link or Link("", place[0], *place) for place, link in self._wanted.items())
        return Part(self.anchors, tuple(link for link in links if _fault(link, [own])), self.is_assuming)

    def places(self) -> Iterable[Place]:
        """Where the pages lead within the site."""
        return self._wanted


def _parted(written: str) -> tuple[str, str] | None:
    """The path and the fragment of a link; nothing where it leads out of the site."""
    if written.startswith(("https://", "http://")):
        return None
    if PLAIN.fullmatch(written):  # as nearly every link within the site
        path, _, fragment = written.partition("#")
        return path, fragment
    parts = urlsplit(unescape(written))
    return None if parts.scheme or parts.netloc else (unquote(parts.path), unquote(parts.fragment))


def _target(path: str, address: str) -> str:
    """Where a path leads to from the page at `address`."""
    target = posixpath.normpath(posixpath.join(address, path)) if path else address.rstrip("/")
    return "" if target == "." else target


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


def broken(parts: Sequence[Part], site: Path, doubted: Callable[[], None] = lambda: None) -> list[str]:
    """Every place that is linked to and does not exist: «en/terms/apd/: ../jica/: en/terms/jica does not exist».

    Of the links of a part to one place the first stands for all. `doubted` is called where what parts assume is wrong.
    """
    found = sorted(_broken(parts, site))
    if found and any(part.is_assuming for part in parts):
        doubted()
        found = sorted(_broken([_read_again(part, site) if part.is_assuming else part for part in parts], site))
    return found


def _read_again(part: Part, site: Path) -> Part:
    """A part whose every link stands in a page."""
    reader = Reader()
    for address in part.anchors:
        reader.read(address, (site / address / "index.html").read_text("utf-8"))
    return reader.part()


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
