"""What the base gives to other programs: {path: text}, one module a format.

In: the linked base and the address of the site. Out: files, by path from the root of the site. To add a format,
write a module with a function of that shape and name it in FORMATS.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from passerelles.graph import Graph

Format = Callable[[Graph, str], Mapping[str, str | bytes]]
FORMATS: tuple[Format, ...] = ()


def exports(graph: Graph, site_url: str) -> dict[str, str | bytes]:
    """Every file of the published data; `site_url` ends in a slash, or is empty for a copy without an address."""
    return {path: content for write in FORMATS for path, content in write(graph, site_url).items()}
