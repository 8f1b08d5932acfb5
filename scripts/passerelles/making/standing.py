"""Files of the last site that were made of what is said of many things at once: taken over where all of it is the same.

What such files say is known by a short word for each part of it. Of a thing that was read from the same files as when
the last build ended, the word is the same; of any other it is worked out, which costs little, for few were edited.
"""

from __future__ import annotations

import marshal
from collections.abc import Callable, Iterable, Mapping, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

from passerelles.files import mark, put_there, write
from passerelles.making.last import Last
from passerelles.making.left import leave, read
from passerelles.sealed import digest

PLAINLY = 2  # the version of marshal that writes what is equal alike, wherever it was made


class Part(NamedTuple):
    """A part of what files say: what it depends on, a word for all of it, how many items it has."""

    key: str
    word: str
    items: int = 1


def word(value: Any) -> str:
    """What tells a plain value from any other."""
    return blake2b(marshal.dumps(value, PLAINLY), digest_size=12).hexdigest()


class Standing:
    """The files that one maker wrote into the last site, of what they were made, and those that it writes now."""

    def __init__(self, last: Last, name: str, by: str) -> None:
        self._last, self._path, self._by = last, last.cache / f"{name}.json", by
        self.about = ""  # a word for what all of it depends on
        self.notes: Mapping[str, object] = {}  # what the maker left for itself
        self.parts: Mapping[str, Part] = {}
        self.files: Mapping[str, Sequence[str]] = {}  # by path, the digest of what was written and its mark on the disk
        self._now: dict[str, Sequence[str]] = {}
        self._recall()

    def _recall(self) -> None:
        lines = read(self._path, self._by)
        if lines is None:
            return
        try:
            about, notes, parts, files = lines
            found = {name: Part(*part) for name, part in parts.items()}
            self.about, self.notes, self.parts, self.files = str(about), notes, found, files
        except (ValueError, TypeError, AttributeError):
            return

    def told(
        self, about: str, keys: Iterable[tuple[str, str]], say: Callable[[str], Sequence[object]]
    ) -> dict[str, Part]:
        """The parts of today by name, each with its key; what one says is asked only where it may be something else."""
        before = self.parts if about == self.about else {}
        found = {}
        for name, key in keys:
            part = before.get(name)
            found[name] = part if part and part.key == key else Part(key, word(said := say(name)), len(said))
        return found

    def others(self, about: str, parts: Mapping[str, Part]) -> frozenset[str] | None:
        """The parts that say something else than those of the last site; nothing where not each is in its place."""
        if about != self.about or len(parts) != len(self.parts):
            return None
        pairs = zip(self.parts.items(), parts.items(), strict=True)
        if any(name != old or part.items != was.items for (old, was), (name, part) in pairs):
            return None
        return frozenset(name for name, part in parts.items() if part.word != self.parts[name].word)

    def stand(self) -> bool:
        """Whether all files of the last site are as they were written."""
        return bool(self.files) and all(map(self._stands, self.files))

    def _stands(self, path: str) -> bool:
        its_digest, its_mark = self.files[path]
        if its_mark and mark(f"{self._last.site}/{path}") == its_mark:
            return True
        try:
            return digest((self._last.site / path).read_bytes()) == its_digest
        except OSError:
            return False

    def read(self, path: str) -> str:
        """What such a file says. Raises OSError, KeyError where there is none."""
        if path not in self.files:
            raise KeyError(path)
        return (self._last.site / path).read_text("utf-8")

    def take_others(self, changed: Mapping[str, str | None], folder: Path) -> None:
        """Put the files of the last site, which stand, below the folder of this one: but for those that are others now,
        or are no more."""
        for path in self.files:
            if path not in changed:
                self._take(path, folder)
        for path, text in changed.items():
            if text is not None:
                self.write(path, text, folder)

    def _take(self, path: str, folder: Path) -> None:
        target = f"{folder}/{path}"
        put_there(f"{self._last.site}/{path}", target)
        self._now[path] = self.files[path][0], mark(target)

    def write(self, path: str, text: str, folder: Path) -> None:
        """Write a file below the folder."""
        data = text.encode()
        write(f"{folder}/{path}", data)
        self._now[path] = digest(data), mark(f"{folder}/{path}")

    def leave(self, about: str, notes: Mapping[str, object], parts: Mapping[str, Part]) -> None:
        """Leave it for the next build."""
        leave(self._path, self._by, (about, notes, parts, self._now))
