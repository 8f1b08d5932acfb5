"""The site of the last build and what that build left: the ground on which another one stands."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from passerelles.keeping import State


class File(NamedTuple):
    """A file of the site: its path from the root, what is in it, and the anchors of a page, a line each.

    Of one that is taken over `data` may be nothing: `Last.read` has it.
    """

    path: str
    data: bytes | None
    anchors: str = ""


@dataclass(frozen=True, eq=False)
class Last:
    """The site of the last build, the folder of what it left, the base as it is now and as that folder had it."""

    site: Path
    cache: Path
    now: State
    before: State | None = None

    @property
    def has_pages(self) -> bool:
        """Whether there is anything to be taken over, as it seems before it is read."""
        return self.before is not None and any(self.cache.glob("pages-*.json"))

    def read(self, file: File) -> bytes:
        """What is in a file that is taken over. Raises OSError."""
        return (self.site / file.path).read_bytes() if file.data is None else file.data

    def forget_links(self) -> None:
        """Let the next build read the links of every page: some that were left stand in no page any more."""
        for path in self.cache.glob("links-*.json"):
            path.unlink(missing_ok=True)
