"""What the files of the data said of each thing, left by a build for the next one: the ground of `export.past`.

The files themselves are those of the last site: kept are, for each work that writes some, where they say what, their
digests, and the marks on the disk by which they are known without being read. In front stand the words for all that
every file depends on (the code, SQLite, the model, the labels, the address), and the digest of the rest. What was lost,
cut short, altered or made by another version is made again whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from passerelles.collector import paused
from passerelles.export.database import ENGINE
from passerelles.export.form import Former, Measured, blocks
from passerelles.export.past import Part, Past, Section
from passerelles.files import mark, pour, put_there
from passerelles.keeping import maker, remaining
from passerelles.making.last import Last
from passerelles.making.left import leave, read
from passerelles.making.retold import Retold, retold
from passerelles.sealed import digest


@dataclass(frozen=True)
class Since:
    """What may be said otherwise than in the state that lies in the cache; `by`: the words for all else."""

    last: Last
    by: str
    retold: Retold


def since(last: Last, site_url: str) -> Since:
    """What every work has to know of the last build."""
    kb = last.now.graph.kb
    ground = repr((maker(), ENGINE, site_url, kb.schema, kb.labels))
    told = retold(last.before.graph, last.now.graph) if last.before else Retold()
    return Since(last, digest(ground.encode()), told)


class Said:
    """The files of one work, as the last build wrote them and as this one does, below a folder."""

    def __init__(self, since: Since | None, name: str, folder: Path) -> None:
        self._since, self._name, self._folder = since, f"{name}.json", folder
        self._marks: dict[str, str] = {}  # of the files that are as the last build wrote them
        self._now: list[tuple[str, int, str, str]] = []
        self.past = self._recalled(since) if since else Past()

    @paused
    def _recalled(self, since: Since) -> Past:
        """What was left; nothing, where it is not to be believed, or is of another state than the one in the cache."""
        lines = read(since.last.cache / self._name, since.by)
        try:
            if lines is None or since.last.before is None:
                return Past()
            head = next(lines)
            if head["rests on"] != since.last.before.id:
                return Past()
            sections = {name: _section(*told) for name, *told in islice(lines, head["sections"])}
            files = {path: former for path, *known in lines if (former := self._former(since.last.site, path, *known))}
            told = Retold(since.retold.things.union(head["things"]), since.retold.followed.union(head["followed"]))
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return Past()
        return Past(files, sections, *told)

    def _former(self, site: Path, path: str, size: int, sha256: str, its_mark: str) -> Former | None:
        """A file of the last site, if it is as it was written there."""
        found, now = Former(site / path, size, sha256), mark(f"{site}/{path}")
        if not now or (now != its_mark and _measured(found.path) != (size, sha256)):
            return None
        self._marks[path] = now
        return found

    def write(self, path: str, content: Measured) -> None:
        """Write a file, or take it over where it is what it was."""
        if content.is_former():
            put_there(f"{self.past.files[path].path}", f"{self._folder}/{path}")
        else:
            pour(self._folder / path, content)
            self._marks[path] = mark(f"{self._folder}/{path}")
        self._now.append((path, *content.measures(), self._marks[path]))

    def save(self) -> None:
        """Leave it for the next build, where there may be one."""
        if self._since:
            leave(self._since.last.cache / self._name, self._since.by, self._lines(self._since))

    def _lines(self, since: Since) -> Iterator[object]:
        """The head, the sections, the files. What the next build finds in the cache may be the state of before."""
        now, before = since.last.now, since.last.before
        stays = before if remaining(now, before) is before else None
        told = since.retold if stays else Retold()
        rests = {"rests on": (stays or now).id, "things": sorted(told.things), "followed": sorted(told.followed)}
        yield rests | {"sections": len(self.past.now)}
        for name, section in self.past.now.items():
            parts = {path: (part.start, part.sizes) for path, part in section.parts.items()}
            yield name, " ".join(section.keys), section.counts, parts
        yield from self._now


def _section(keys: str, counts: list[int], parts: dict[str, Any]) -> Section:
    return Section(keys.split(" ") if counts else [], counts, {path: Part(*part) for path, part in parts.items()})


def _measured(path: Path) -> tuple[int, str]:
    """The size and the digest of a file that was written since, or moved. Raises OSError."""
    with path.open("rb") as file:
        return Measured(blocks(file)).measures()
