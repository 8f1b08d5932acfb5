"""Internal links and anchors over the built pages: each leads to a page, a file or an element that exists.

Pages are read where they are made, a part of the site at a time; a part keeps its anchors, and those links that lead
out of it. In the end the parts vouch for one another. Out: each link that leads nowhere, with its page.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

# Attributes, and nothing else: within words and values a quotation mark is escaped.
READ = re.compile(r' (id|href|src)="([^"]*)"')
SEPARATOR = "\n"
UP = "../"
PLAIN = re.compile(r"(?:[\w-][\w.-]*/)*(?:[\w-][\w.-]*)?(?:#[\w.-]*)?")  # neither scheme, query nor anything escaped
FRAGMENT = re.compile(r"[\w.-]+")
Place = str  # «en/terms/jica/#p3»: where a link leads, from the root of the site; a page ends in /


class Astray(NamedTuple):
    """A link of the page at an address that leads nowhere: as it is written, and why; the id that is not there."""

    address: str
    written: str
    why: str
    anchor: str = ""

    def __str__(self) -> str:
        return f"{self.address or '/'}: {self.written}: {self.why}"


@dataclass(frozen=True)
class Part:
    """Some pages of the site: their anchors by address, a line each, and the places outside the part to which they
    lead, each with the page that leads there first; `odd` is how that one has it, where it is not `_plainly`.

    Where it is assuming, some of its links stand in no page any more, and it is not known which page has them.
    """

    anchors: Mapping[str, str]
    open: Mapping[Place, str | None] = field(default_factory=dict)
    odd: Mapping[Place, str] = field(default_factory=dict)
    is_assuming: bool = False

    def link(self, place: Place) -> tuple[str, str]:
        """The page that leads to a place, and the link as it has it: «en/terms/apd/», «../jica/»."""
        address = self.open[place]
        written = place if address is None else self.odd.get(place) or _plainly(place, address)
        return address or "", written


class Reader:
    """Reads the pages of a part as they are made; what it keeps of them is small.

    Of pages that were read before, it is enough to know their anchors and where they lead, all together: `places`. If
    one of those does not exist, they are read again, for the page that led there may be gone.
    """

    def __init__(self, places: Iterable[Place] | None = None) -> None:
        self.anchors: dict[str, str] = {}
        self.is_assuming = places is not None
        # The page that leads to each place first; nothing where that was read in an earlier build.
        self._wanted: dict[Place, str | None] = dict.fromkeys(places or ())
        self._odd: dict[Place, str] = {}  # how that page has it, where it is not `_plainly`
        self._folder = ""  # of which pages were read last: most of their links are those of the page before
        self._met, self._heads = set[str](), dict[str, str]()  # these links; and where they lead, but for the fragment

    def read(self, address: str, html: str) -> None:
        found = READ.findall(html)
        ids = [unescape(value) for name, value in found if name == "id"]
        self.anchors[address] = SEPARATOR.join(ids)
        above = _above(address)
        self._enter(above[1] if address else UP)
        own = {f"#{name}" for name in ids}
        for written in {value: None for name, value in found if name != "id"}:
            if written in self._met or written in own:  # nothing is left to look up
                continue
            head, _, fragment = written.partition("#")
            if head in self._heads and FRAGMENT.fullmatch(fragment):  # another place of a page that was met
                self._met.add(written)
                place = f"{self._heads[head]}#{fragment}"
                if self._wanted.get(place) is None:
                    self._wanted[place] = address
            else:
                self._look_up(address, written, above)

    def _enter(self, folder: str) -> None:
        """What was met in the pages of a folder is kept as long as they follow one another."""
        if folder != self._folder:
            self._folder, self._met, self._heads = folder, set(), {}

    def _look_up(self, address: str, written: str, above: Sequence[str]) -> None:
        """Where a link of the page at this address leads; from every page of the folder, where it goes up first."""
        place, goes_up = _place(written, above), written.startswith(UP)
        if goes_up:
            self._met.add(written)
        if place is None:
            return
        is_plain = goes_up and place.endswith(written.replace(UP, ""))
        if is_plain:
            self._heads[written.partition("#")[0]] = place.partition("#")[0]
        if self._wanted.get(place) is None:
            self._wanted[place] = address
            if not is_plain:
                self._odd[place] = written

    def part(self) -> Part:
        """What is left to look up elsewhere, once every page of the part is read."""
        found = {place: self._wanted[place] for place in self._open()}
        odd = {place: written for place, written in self._odd.items() if place in found}
        return Part(self.anchors, found, odd, self.is_assuming)

    def _open(self) -> Iterator[Place]:
        """The places that are not in this part, or not as they are written."""
        for path, places in self.places().items():
            ids = set(self.anchors[path].split(SEPARATOR)) if path in self.anchors else None
            for fragment in places:
                if ids is None or (fragment and fragment not in ids):
                    yield f"{path}#{fragment}" if fragment else path

    def places(self) -> dict[str, list[str]]:
        """Where the pages lead within the site: the fragments by path."""
        return _by_path(self._wanted)


def _by_path(places: Iterable[Place]) -> dict[str, list[str]]:
    by_path: dict[str, list[str]] = {}
    for place in places:
        path, _, fragment = place.partition("#")
        by_path.setdefault(path, []).append(fragment)
    return by_path


def _above(address: str) -> list[str]:
    """The folder of a page and those above it: «en/terms/jica/», «en/terms/», «en/», and the root."""
    names = [name for name in address.split("/") if name]
    return ["".join(f"{name}/" for name in names[:depth]) for depth in range(len(names), -1, -1)]


def _place(written: str, above: Sequence[str]) -> Place | None:
    """Where a link leads from a page; nothing where that is out of the site."""
    if written.startswith(("https://", "http://")):
        return None
    up = 0
    while written.startswith(UP, up):
        up += len(UP)
    if PLAIN.fullmatch(written, up) and up // len(UP) < len(above):  # as nearly every link within the site
        return above[up // len(UP)] + written[up:]
    parts = urlsplit(unescape(written))
    if parts.scheme or parts.netloc:
        return None
    path = posixpath.normpath(posixpath.join(above[0], unquote(parts.path)))
    path = "" if path == "." else f"{path}/" if not parts.path or parts.path.endswith("/") else path
    return f"{path}#{unquote(parts.fragment)}" if parts.fragment else path


def _plainly(place: Place, address: str) -> str:
    """A link that leads up from a page and then to a place, as nearly all do, so that none of them need be kept."""
    folders = enumerate(_above(address))
    up, folder = next(((up, folder) for up, folder in folders if up and place.startswith(folder)), (0, ""))
    return UP * up + place[len(folder) :]


def _faults(path: str, fragments: Sequence[str], parts: Iterable[Part]) -> Iterator[tuple[str, str]]:
    """What is wrong with links to places of one path, if anything; a file is not a page, so that it is a fault here."""
    target = path.removesuffix("/")
    for part in parts:
        page = target if target in part.anchors else f"{target}/"
        if page in part.anchors:
            ids = {"", *part.anchors[page].split(SEPARATOR)}
            is_folder = not path or path.endswith("/")
            said = "no element has the id {1}" if is_folder else "{0} is a page: its address ends in /"
            yield from ((own, said.format(target, own)) for own in fragments if not is_folder or own not in ids)
            return
    said = "leads out of the site" if target.startswith("..") else f"{target} does not exist"
    yield from ((fragment, said) for fragment in fragments)


def broken(parts: Sequence[Part], site: Path, doubted: Callable[[], None] = lambda: None) -> list[Astray]:
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


def _broken(parts: Sequence[Part], site: Path) -> Iterator[Astray]:
    for part in parts:
        for path, fragments in _by_path(part.open).items():
            for fragment, fault in _faults(path, fragments, parts):
                if not (fault.endswith("does not exist") and (site / path).is_file()):
                    link = part.link(f"{path}#{fragment}" if fragment else path)
                    yield Astray(*link, fault, fragment if fault.startswith("no element") else "")
