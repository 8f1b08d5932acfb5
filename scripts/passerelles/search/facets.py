"""By what results are narrowed: for each facet its values, and for each document the values that it counts for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from passerelles.search.document import Document
from passerelles.search.tables import script

COLUMNS = ("countries", "themes", "years", "sources")  # the kind is known by the number of a document
FACETS = ("kind", *COLUMNS)
FIRST = 0x30  # the sign of the first value; signs before it separate


Values = Sequence[str]  # that one document counts for


def columns(documents: Sequence[Document], folder: str, names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """A file a facet."""
    for facet in COLUMNS:
        yield column(facet, [getattr(document, facet) for document in documents], folder, names)


def column(facet: str, values: Sequence[Values], folder: str, names: Mapping[str, str]) -> tuple[str, str]:
    """Codes and names of the values of a facet, the frequent ones first, and a row of signs a document."""
    counted = Counter(code for row in values for code in row)
    codes = sorted(counted, key=lambda code: (-counted[code], code))
    at = {code: chr(FIRST + i) for i, code in enumerate(codes)}
    rows = ",".join("".join(sorted(at[code] for code in row)) for row in values)
    told = {"codes": codes, "names": [names.get(code, code) for code in codes], "rows": rows}
    return f"search/{folder}/f/{facet}.js", script(f"{folder}/f/{facet}", told)


def values_of(told: Mapping[str, Any]) -> list[Values]:
    """The values of each document, as such a file has them."""
    return [[told["codes"][ord(sign) - FIRST] for sign in row] for row in told["rows"].split(",")]
