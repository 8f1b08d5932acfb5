"""The data for other programs, written below the folder of a site: in parts, which processes share, and their index."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from passerelles.export import PARTS, Format, exported
from passerelles.export.api import described
from passerelles.export.rows import Row
from passerelles.files import pour
from passerelles.graph import Graph
from passerelles.making.last import Last
from passerelles.making.said import Said, since

DATA = "data-"  # what the works are called that write it


def data_works(graph: Graph, site_url: str, folder: Path, last: Last | None) -> dict[str, Callable[[], object]]:
    """The works that write the files of all formats, by name; from what the last build left, where that is known."""
    known, names = since(last, site_url) if last else None, [f"{DATA}{n}" for n in range(len(PARTS))]
    return {
        name: partial(_written, graph, site_url, partial(Said, known, name, folder), formats)
        for name, formats in zip(names, PARTS, strict=True)
    }


def write_index(graph: Graph, site_url: str, folder: Path, answers: Mapping[str, Any]) -> None:
    """Write what describes these files, once all works have their answers."""
    listed = [row for name, rows in answers.items() if name.startswith(DATA) for row in rows]
    for path, pieces in described(graph, site_url, listed):
        pour(folder / path, pieces)


def _written(graph: Graph, site_url: str, recalled: Callable[[], Said], formats: Iterable[Format]) -> list[Row]:
    """Write the files of some formats; the answer is what the index says of them."""
    said, listed = recalled(), list[Row]()
    for path, content in exported(graph, site_url, formats, listed, said.past):
        said.write(path, content)
    said.save()
    return listed
