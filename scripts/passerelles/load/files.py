"""The files below the root of the project, by path from it; what cannot be read becomes a problem."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath

from passerelles.load.decoding import LARGEST, Unreadable, decode
from passerelles.load.editions import FrontMatter, split
from passerelles.load.located import Located, parse
from passerelles.load.texts import blanks, is_blank
from passerelles.model import Position, Problem

LARGEST_RECEIVED = 100_000_000  # bytes; a scanned text may be long


def is_link(root: Path, path: str) -> bool:
    """Whether a file, or a folder on the way to it from the root, is a symbolic link."""
    return any((root / part).is_symlink() for part in (path, *map(str, PurePosixPath(path).parents)) if part != ".")


class Files:
    """Reads each file once, keeps every YAML tree it parsed, and gathers problems."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.problems: list[Problem] = []
        self.trees: dict[str, Located] = {}
        self.first_lines: dict[str, str] = {}

    def report(self, where: Position, key: str, **details: str) -> None:
        self.problems.append(Problem(where, key, tuple(details.items())))

    def has(self, path: str) -> bool:
        return (self.root / path).is_file()

    def is_folder(self, path: str) -> bool:
        return (self.root / path).is_dir()

    def below(self, folder: str) -> list[str]:
        """What is right below a folder, sorted; hidden files are nobody's business."""
        place = self.root / folder
        names = sorted(item.name for item in place.iterdir()) if place.is_dir() else []
        return [f"{folder}/{name}" for name in names if not name.startswith(".")]

    def under(self, folder: str, suffix: str) -> list[str]:
        """The files at any depth below a folder whose names end so, sorted."""
        return [path for path in self.all_below(folder) if path.endswith(suffix)]

    def raw(self, path: str, largest: int = LARGEST_RECEIVED) -> bytes | None:
        """The bytes of a file that lies where it says, or nothing: a link may lead to what was never to be shown."""
        try:
            if is_link(self.root, path):
                self.report(Position(path), "symbolic-link")
            elif not stat.S_ISREG((found := (self.root / path).stat()).st_mode):
                self.report(Position(path), "not-a-file")
            elif found.st_size > largest:
                self.report(Position(path), "file-too-large", size=str(found.st_size), largest=str(largest))
            else:
                return (self.root / path).read_bytes()
        except OSError as error:
            self.report(Position(path), "cannot-read", why=error.strerror or "")
        return None

    def text(self, path: str) -> str | None:
        raw = self.raw(path, LARGEST)
        if raw is None:
            return None
        try:
            text, problems = decode(path, raw)
        except Unreadable as stop:
            self.problems.append(stop.problem)
        else:
            self.problems += problems
            self.first_lines[path] = text.split("\n", 1)[0]
            return text
        return None

    def yaml(self, path: str) -> Located | None:
        text = self.text(path)
        return None if text is None else self._parsed(path, text, 1)

    def _parsed(self, path: str, text: str, first_line: int) -> Located | None:
        try:
            node, problems = parse(path, text, first_line)
        except Unreadable as stop:
            self.problems.append(stop.problem)
            return None
        self.problems += problems
        if node.value is None:
            self.problems.append(Problem(replace(node.where, line=first_line), "empty-file"))
            return None
        for key, blank in blanks(node):
            self.report(blank.where, "blank", field=key)
        self.trees[path] = node
        return node

    def page(self, path: str) -> tuple[FrontMatter, Located] | None:
        """A Markdown page, cut, and its head."""
        text = self.text(path)
        if text is None:
            return None
        if not text.strip():
            self.report(Position(path), "empty-page")
            return None
        page = split(text)
        if page is None:
            self.report(Position(path), "no-front-matter")
            return None
        head = self._parsed(path, page.yaml, 2)
        return (page, head) if head else None

    def received(self) -> Mapping[str, bytes]:
        names = [path for path in self.below("data/raw") if not path.endswith("SHA256SUMS")]
        return {Path(path).name: raw for path in names if (raw := self.raw(path)) is not None}

    def extracted(self) -> Mapping[str, bytes]:
        names = [path for path in self.below("data/extracted") if path.endswith(".txt")]
        return {Path(path).stem: raw for path in names if (raw := self.raw(path)) is not None}

    def checksums(self) -> Mapping[str, str]:
        path = "data/raw/SHA256SUMS"
        text = self.text(path) if self.has(path) else ""
        pairs = [line.split(maxsplit=1) for line in (text or "").splitlines() if line.strip()]
        return {pair[1].lstrip("*"): pair[0] for pair in pairs if len(pair) == 2}

    def assets(self) -> Iterable[str]:
        """The files that pages may show or link to, by path from docs/."""
        return sorted(path.removeprefix("docs/") for path in self.all_below("docs/assets"))

    def all_below(self, folder: str) -> list[str]:
        """Every file at any depth, links among them, sorted; hidden ones are nobody's business."""
        found = []
        for place, folders, names in os.walk(self.root / folder):
            folders[:] = [name for name in folders if not name.startswith(".")]
            links = [name for name in folders if (Path(place) / name).is_symlink()]
            shown = (name for name in (*names, *links) if not name.startswith("."))
            found += [(Path(place) / name).relative_to(self.root).as_posix() for name in shown]
        return sorted(found)


__all__ = ["Files", "is_blank"]
