"""By what results are narrowed: for each facet its values, and for each document the values that it counts for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from passerelles.search.documents import Document
from passerelles.search.tables import script

COLUMNS = ("countries", "themes", "years", "sources")  # the kind is known by the number of a document
FACETS = ("kind", *COLUMNS)
FIRST = 0x30  # the sign of the first value; signs before it separate


def columns(documents: Sequence[Document], folder: str, names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """A file a facet: codes and names of its values, the frequent ones first, and a row of signs a document."""
    for facet in COLUMNS:
        values: list[tuple[str, ...]] = [getattr(document, facet) for document in documents]
        counted = Counter(code for row in values for code in row)
        codes = sorted(counted, key=lambda code: (-counted[code], code))
        at = {code: chr(FIRST + i) for i, code in enumerate(codes)}
        rows = ",".join("".join(sorted(at[code] for code in row)) for row in values)
        column = {"codes": codes, "names": [names.get(code, code) for code in codes], "rows": rows}
        yield f"search/{folder}/f/{facet}.js", script(f"{folder}/f/{facet}", column)
