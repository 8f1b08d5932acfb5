"""The verb `serve`: the site on a local port, each page made when a reader asks for it, from the base as it is now.

What is served is what a build would write, byte for byte, but for the line that loads `reload.js`. A save is heard of
as it happens; the base is read again, and the browser asks for its page anew. While the base has problems, or a
template has, the last good site stays, and the problems are told on the terminal and in the browser.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from passerelles.check import check
from passerelles.editing import with_changed_words
from passerelles.frame import Frames
from passerelles.graph import link
from passerelles.load import load
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
    try:
        live = Live(lambda: take(root.absolute(), spoken))
    except Problems as problems:
        print(problems)
        return 1
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


def take(root: Path, spoken: Language) -> Snapshot:
    """The site as the files are now. Raises Problems with all of them, where the base has errors."""
    loaded = load(root)
    problems = with_changed_words(root, loaded.kb, check(loaded.kb, loaded.problems))
    if any(problem.severity == "error" for problem in problems):
        raise Problems(f"{as_text(problems, loaded.kb, spoken)}\n{summary(problems, loaded.kb, spoken)}")
    cache = Path(os.environ.get("PASSERELLES_CACHE") or root / ".cache")
    try:
        where = publication_of(root)
    except RenderingError as error:
        raise Problems(str(error)) from error
    frames = Frames(link(loaded.kb), environment(root / "overrides/kinds", cache), where)
    return Snapshot(root, frames, lambda frames, path: render_page(root, frames, path), cache)
