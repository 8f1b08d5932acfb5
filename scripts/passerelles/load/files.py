"""The files below the root of the project, by path from it; what cannot be read becomes a problem."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from passerelles.load.decoding import LARGEST, Unreadable, decode
from passerelles.load.disk import LARGEST_RECEIVED, Disk, Seen
from passerelles.load.editions import FrontMatter, split
from passerelles.load.located import Located, parse
from passerelles.load.texts import BLANK, blanks, is_blank, rendered
from passerelles.model import Language, Position, Problem, Rendered

SUMS = "data/raw/SHA256SUMS"
CHECKSUM = re.compile(r"(?P<sum>[0-9a-f]{64}) [ *](?P<name>\S.*?)\s*\Z")  # as sha256sum writes it


class Files(Disk):
    """Reads each file once, and gathers problems, and the texts that stand in several languages."""

    def __init__(self, root: Path, seen: Seen | None = None) -> None:
        super().__init__(root, seen)
        self.languages: Mapping[Language, str] = {}  # of the base, once they are read
        self.problems: list[Problem] = []
        self.texts: dict[str, tuple[Rendered, ...]] = {}
        self.first_lines: dict[str, str] = {}

    def report(self, where: Position, key: str, **details: str) -> None:
        self.problems.append(Problem(where, key, tuple(details.items())))

    def raw(self, path: str, largest: int = LARGEST_RECEIVED) -> bytes | None:
        """The bytes of a file that lies where it says, or nothing, and a problem."""
        try:
            if fault := self.fault(path, largest):
                self.problems.append(fault)
            else:
                return self.content(path)
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
        if BLANK in text or "\\" in text:  # a sign may be written as an escape too
            for key, blank in blanks(node):
                self.report(blank.where, "blank", field=key)
        self.texts[path] = tuple(rendered(path, node, self.languages))
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
        names = [path for path in self.below("data/raw") if path != SUMS]
        return {Path(path).name: raw for path in names if (raw := self.raw(path)) is not None}

    def extracted(self) -> Mapping[str, bytes]:
        names = [path for path in self.below("data/extracted") if path.endswith(".txt")]
        return {Path(path).stem: raw for path in names if (raw := self.raw(path)) is not None}

    def checksums(self) -> Mapping[str, str]:
        text = self.text(SUMS) if self.has(SUMS) else ""
        found: dict[str, tuple[int, str]] = {}
        for number, line in enumerate((text or "").split("\n"), 1):
            if match := CHECKSUM.match(line):
                first, _ = found.setdefault(match["name"], (number, match["sum"]))
                if first != number:
                    self.report(Position(SUMS, number), "received-list-twice", file=match["name"], line=str(first))
            elif line.strip():
                self.report(Position(SUMS, number), "received-list-line", words=line)
        return {name: checksum for name, (_, checksum) in found.items()}

    def assets(self) -> Iterable[str]:
        """The files that pages may show or link to, by path from docs/."""
        return [path.removeprefix("docs/") for path in self.all_below("docs/assets")]


__all__ = ["Files", "is_blank"]
