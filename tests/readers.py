"""What the browser tests share: one page of each kind, and the accessibility rules that every page keeps."""

from __future__ import annotations

# One page of each kind.
KINDS = (
    "", "partnerships/", "partnerships/rennes-hue/", "territories/hue/", "organisations/cites-unies-france/",
    "people/caroline-leclercq/", "events/cloture-assises-12/", "themes/eau-assainissement/", "terms/sigle-scac/",
    "sources/cuf-2024-11/", "conflicts/", "gaps/", "translation/", "method/", "contribute/", "404.html",
)  # fmt: skip
# The views, and what they draw on the pages of things.
VIEWS = (
    "map/", "timeline/", "timeline/countries/vietnam/", "relations/", "relations/actors/", "browse/",
    "browse/years/2023/", "search/", "territories/rennes/",
)  # fmt: skip
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
}
