"""Where the time of our build goes, in one process: `phases.py BASE`, processor milliseconds an entity and a page."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from measure import BuildFailed, processor

from passerelles.check import check
from passerelles.frame import Frames
from passerelles.graph import link
from passerelles.load import load
from passerelles.making.portion import make_portion, scripts
from passerelles.pages import environment
from passerelles.publication import Publication

WHERE = Publication("https://passerelles.example/", "https://forge.example/passerelles/passerelles")


def phases(root: Path) -> dict[str, float]:
    """Milliseconds: `base` an entity (read, check, link), `page` a generated page (made, framed, written, its links
    read), `search` a page."""
    spent: dict[str, float] = {}

    @contextmanager
    def timed(name: str) -> Iterator[None]:
        begin = processor()
        yield
        spent[name] = spent.get(name, 0.0) + processor() - begin

    with timed("base"):
        loaded = load(root)
        check(loaded.kb, loaded.problems)
        graph = link(loaded.kb)
    frames = Frames(graph, environment(root / "overrides/kinds"), WHERE)
    pages = 0
    for language in graph.kb.schema.languages:
        with timed("search"):
            scripts(graph, language)
        with tempfile.TemporaryDirectory() as folder, timed("page"):
            portion = make_portion(frames, language, root / "overrides", Path(folder))
        pages += len(portion.part.anchors)
    spent["page"] -= spent["search"]  # a portion makes them too
    things = len(graph.kb.entities)
    return {
        "things": things,
        "pages": pages,
        "base": 1000 * spent["base"] / things,
        "page": 1000 * spent["page"] / pages,
        "search": 1000 * spent["search"] / pages,
    }


def spent_by_phase(root: Path) -> dict[str, float]:
    """The same, measured in a process of its own."""
    run = subprocess.run([sys.executable, __file__, str(root)], capture_output=True, text=True, check=False)
    if run.returncode:
        raise BuildFailed(run.stderr[-2000:])
    return {name: float(value) for name, value in json.loads(run.stdout).items()}


if __name__ == "__main__":
    print(json.dumps(phases(Path(sys.argv[1]).resolve())))
