"""Is the index whole? An empty file, a missing file or a missing language must stop the build, not a reader."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from passerelles.search.facets import COLUMNS
from passerelles.search.tables import value_of


def faults(files: Iterable[tuple[str, str]], languages: Iterable[str]) -> list[str]:
    """What is wrong with the files of the index, by path: «search/en/t/3.js: an empty shard».

    They are looked at one after another, and none is kept.
    """
    starts = {f"search/{language}/start.js": language for language in languages}
    paths, empty, found = set[str](), set[str](), dict[str, Mapping[str, Any]]()
    for path, text in files:
        paths.add(path)
        if not (data := value_of(text)):
            empty.add(path)
        elif path in starts:
            found[path] = data
    return [fault for start, language in starts.items() for fault in _faults(paths, empty, found.get(start), language)]


def _faults(paths: set[str], empty: set[str], start: Mapping[str, Any] | None, language: str) -> Iterator[str]:
    folder = f"search/{language}/"
    if not any(path.startswith(folder) for path in paths):
        yield f"{folder}: the language «{language}» is missing from the index of the search"
        return
    spoilt = sorted(path for path in empty if path.startswith(folder))
    yield from (f"{path}: an empty shard of the index of the search" for path in spoilt)
    if not start and f"{folder}start.js" not in empty:
        yield f"{folder}start.js: missing from the index of the search"
    if start:
        wanted = (f"{folder}{name}.js" for name in _wanted(start))
        yield from (f"{path}: missing from the index of the search" for path in wanted if path not in paths)


def _wanted(start: Mapping[str, Any]) -> Iterator[str]:
    """The files that `start` promises."""
    yield from (f"f/{facet}" for facet in COLUMNS)
    yield from (f"{table}/{number}" for table, keys in start["keys"].items() for number in range(len(keys)))
    yield from (f"d/{number}" for number in range(-(-start["count"] // start["chunk"])))
