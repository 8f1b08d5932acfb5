"""The verb `build`: the volumes, then the site around them, and for a copy its check and its zip."""

from __future__ import annotations

import os
import sys
import tempfile
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from passerelles.collector import settle
from passerelles.fidelity import UnfaithfulError
from passerelles.files import put
from passerelles.graph import Graph, link
from passerelles.history import last_day
from passerelles.keeping import State
from passerelles.making.last import Last
from passerelles.making.staging import staged
from passerelles.model import KnowledgeBase, Language
from passerelles.offline import LARGEST, offline_copy, site_address, unfit_names
from passerelles.packing import packed
from passerelles.pages.lexicon import lexicon
from passerelles.plugin.rendering import RenderingError, render_site
from passerelles.report import sentence
from passerelles.wholeness import faults

if TYPE_CHECKING:
    from passerelles.digest import Issue


def published_address(root: Path) -> str:
    """The address of the site, with its slash, as the build has it; nothing where none is set."""
    settings = root / "mkdocs.yml"
    said = site_address(settings.read_text("utf-8")) if settings.is_file() else ""
    found = os.environ.get("PASSERELLES_SITE_URL", said)
    return f"{found.rstrip('/')}/" if found else ""


@dataclass(frozen=True)
class Building:
    """One build of a checked base; `spoken` is the language of what it says on the way."""

    root: Path
    kb: KnowledgeBase
    spoken: Language
    has_volumes: bool = True
    state: State | None = None  # the same base with all that is known of it
    before: State | None = None  # what the cache held when the build began

    def tell(self, key: str, **blanks: object) -> None:
        """A line on the error stream: what is being done, what could not be."""
        print(self.kb.labels[key][self.spoken].format(**blanks), file=sys.stderr, flush=True)

    def site(self) -> int:
        """The site into site/, built aside. Answers the exit status."""
        try:
            with staged(self.root / "site") as folder:
                self._render(folder, "site/")
        except RenderingError as error:
            return _refuse(error)
        return 0

    def copy(self) -> int:
        """The offline copy into dist/. Answers the exit status; a copy that lacks anything is not written."""
        with tempfile.TemporaryDirectory() as folder:
            try:
                self._render(Path(folder), folder)
            except RenderingError as error:
                return _refuse(error)
            built = {p.relative_to(folder).as_posix(): p.read_bytes() for p in _files(Path(folder))}
        return self._write(offline_copy(built, self._notice()))

    def _render(self, folder: Path, name: str) -> None:
        """The volumes, then the site around them, into a folder."""
        settle()
        with tempfile.TemporaryDirectory() as made:
            if self.has_volumes:
                self.make_volumes(Path(made))
            downloads = {f"downloads/{path.name}": path.read_bytes() for path in sorted(Path(made).iterdir())}
        self.tell("build-pages", folder=name)
        render_site(self.root, folder, self.graph, downloads, self._last)

    @property
    def _last(self) -> Last | None:
        """What the last build left; nothing to be taken over where it is not known what each thing was read from."""
        if self.state is None or not self.state.loaded.things.keys() >= self.kb.entities.keys():
            return None
        return Last(self.root / "site", self._cache, self.state, self.before)

    @property
    def _cache(self) -> Path:
        return Path(os.environ.get("PASSERELLES_CACHE") or self.root / ".cache")

    @cached_property
    def graph(self) -> Graph:
        return self.state.graph if self.state else link(self.kb)

    def _write(self, copied: dict[str, bytes]) -> int:
        self.tell("build-checking", count=len(copied))
        if problems := [*unfit_names(copied), *faults(copied, self.kb.schema.languages)]:
            print("\n".join(problems), file=sys.stderr)
            return 1
        target = self.root / "dist" / f"passerelles-offline-{version('passerelles')}.zip"
        target.parent.mkdir(exist_ok=True)
        data = packed(copied, f"passerelles-{version('passerelles')}")  # each file says its folder twice: a short one
        put(target, data)
        self.tell("build-written", file=target, count=len(copied), size=f"{len(data) / 1e6:.1f}")
        room = {"size": abs(LARGEST - len(data)) // 1000, "most": LARGEST // 10**6}
        self.tell(("build-room", "build-no-room")[len(data) > LARGEST], **room)
        return 0

    def make_volumes(self, folder: Path) -> None:
        """The volumes into a folder, where the plugin finds them. Raises RenderingError."""
        from passerelles.digest import volumes  # only a build with volumes waits for what sets them

        try:
            for name, data in volumes(self.graph, self.root, self._issue(), self._cache / "digest", self.tell):
                (folder / name).write_bytes(data)
        except UnfaithfulError as fault:
            raise RenderingError(sentence(fault.problem, self.kb, self.spoken)) from fault

    def _issue(self) -> Issue:
        from passerelles.digest import Issue

        return Issue(version("passerelles"), self._day() or newest_reading(self.kb), self._address())

    def _day(self) -> str:
        """The day of the last change of the data, as the history has it; empty where there is none."""
        return last_day(self.root, "data", "docs", ":!docs/assets")

    def _address(self) -> str:
        return published_address(self.root)

    def _notice(self) -> dict[Language, str]:
        """What the copy says of itself in each language: its version, the day of its data, where the living site is."""
        issue = self._issue()
        return {
            language: words.format(
                version=issue.version, day=lexicon(self.graph, language).date(issue.day), address=issue.address
            )
            for language, words in self.kb.labels["offline-notice"].items()
        }


def _refuse(error: RenderingError) -> int:
    """What the renderer said; the last good site is as it was."""
    print(error, file=sys.stderr)
    return 1


def newest_reading(kb: KnowledgeBase) -> str:
    """The latest day that the data themselves name as that of an editor's work: a reference was read on it."""
    days = [fact.reference.read for entity in kb.entities.values() for fact in entity.beyond]
    days += [reference.read for reference in kb.schema.gazetteers.values()]
    return max((day for day in days if day), default="1980-01-01")


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())
