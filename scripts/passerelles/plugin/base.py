"""The base for MkDocs, where who runs it has none: read, checked and linked, or refused with every problem."""

from __future__ import annotations

from pathlib import Path

from mkdocs.exceptions import PluginError

from passerelles.check import check
from passerelles.graph import Graph, link
from passerelles.load import load
from passerelles.report import as_text
from passerelles.verbs import spoken


def link_base(root: Path) -> Graph:
    """The base below `root`, read, checked and linked.

    Raises PluginError with every problem, a line each, when there is one to mend.
    """
    loaded = load(root)
    problems = check(loaded.kb, loaded.problems)
    errors = [problem for problem in problems if problem.severity == "error"]
    if errors:
        raise PluginError("\n" + as_text(errors, loaded.kb, spoken()))
    return link(loaded.kb)
