"""The verb `serve`: the site on a local port, each page made when a reader asks for it, from the base as it is now.

What is served is what a build would write, byte for byte, but for the line that loads `reload.js`. A save is heard of
as it happens; the base is read again, and the browser asks for its page anew. While the base has problems, or a
template has, the last good site stays, and the problems are told on the terminal and in the browser.
"""

from __future__ import annotations

import os
import sys
from functools import partial
from pathlib import Path

from passerelles.check import checked
from passerelles.check.again import Checked
from passerelles.collector import settle
from passerelles.editing import Past
from passerelles.faults import explained, is_of_a_template, unforeseen
from passerelles.frame import Frames
from passerelles.graph import Graph, link
from passerelles.load import Loaded, load
from passerelles.model import Language
from passerelles.pages import environment
from passerelles.plugin.rendering import RenderingError, publication_of, render_page
from passerelles.report import as_text, summary
from passerelles.serving.live import Live, Problems
from passerelles.serving.server import Server
from passerelles.serving.snapshot import Snapshot
from passerelles.serving.watch import follow

WATCHED = ("data", "docs", "overrides", "mkdocs.yml")


def serve(root: Path, host: str, port: int, spoken: Language) -> int:
    """Serve the site below `root` until it is interrupted. Answers the exit status: 1 where the base has problems."""
    project = Project(root.absolute(), spoken)
    try:
        live = Live(project)
    except Exception as error:
        print(project.told(error))
        return 1
    settle()  # else the collector goes through the whole base in the middle of an answer: half a second of a large one
    server = Server(host, port, live)
    follow([root / name for name in WATCHED if (root / name).exists()], live.refresh)
    print(f"http://{host}:{server.server_address[1]}/ (Ctrl+C)", file=sys.stderr, flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        return 0
    finally:
        server.server_close()
    return 0


class Project:
    """The files below a folder, of which each reading keeps what the next one need not read, check and link again."""

    def __init__(self, root: Path, spoken: Language) -> None:
        self.root, self.spoken = root, spoken
        self._loaded: Loaded | None = None
        self._checked: Checked | None = None
        self._graph: Graph | None = None
        self._past = Past(root)

    def take(self) -> Snapshot:
        """The site as the files are now. Raises Problems with all of them, where the base has errors.

        After any other error nothing is known of what was done of it: the next time all is read again.
        """
        try:
            return self._taken()
        except Problems:
            raise
        except Exception:
            self._loaded = self._checked = self._graph = None
            raise

    def told(self, error: Exception) -> str:
        """What keeps the site as it was: problems and what the renderer refuses as they are, a template with its line,
        and what nobody has foreseen in a sentence."""
        if isinstance(error, (Problems, RenderingError)):
            return str(error)
        said = explained(error)
        return said if is_of_a_template(error) else unforeseen(said, self.spoken)

    @property
    def summary(self) -> str:
        """What is left to mend, or that nothing is."""
        return summary(self._checked.problems, self._checked.kb, self.spoken) if self._checked else ""

    def _taken(self) -> Snapshot:
        before = self._loaded
        self._loaded = loaded = load(self.root, before)
        if not (self._checked and before and loaded.kb is before.kb and loaded.problems == before.problems):
            self._checked = checked(loaded.kb, loaded.problems, self._checked)
        problems = self._past.told(loaded.kb, self._checked.problems)
        if any(problem.severity == "error" for problem in problems):
            told = as_text(problems, loaded.kb, self.spoken), summary(problems, loaded.kb, self.spoken)
            raise Problems("\n".join(told))
        if not (self._graph and self._graph.kb is loaded.kb):
            self._graph = link(loaded.kb, self._graph)
        return Snapshot(self.root, self._frames(self._graph), partial(render_page, self.root), self._cache)

    def _frames(self, graph: Graph) -> Frames:
        try:
            where = publication_of(self.root)
        except RenderingError as error:
            raise Problems(str(error)) from error
        return Frames(graph, environment(self.root / "overrides/kinds", self._cache), where)

    @property
    def _cache(self) -> Path:
        return Path(os.environ.get("PASSERELLES_CACHE") or self.root / ".cache")
