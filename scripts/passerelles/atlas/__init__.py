"""The atlas: pictures of where partnerships are, drawn when the site is built, from the outlines of earth.

projection -> picture (a window on the globe) -> grounds (a country in it);
places (who stands where), facets (what to choose by), labels (names that do not overlap); what is drawn: world, insets,
small. In: the graph. Out: frozen values, numbers and words, that overrides/kinds/_map.html writes as SVG.
"""

from passerelles.atlas.facets import Choice, Facets, facets
from passerelles.atlas.insets import Inset, insets
from passerelles.atlas.places import CONFLICT, Place, Tie, Ties, place_of, tie_of, ties_of
from passerelles.atlas.small import Shore, Small, diptych, locator
from passerelles.atlas.world import MOST_ARCS, Arc, World, world

__all__ = [
    "CONFLICT", "MOST_ARCS", "Arc", "Choice", "Facets", "Inset", "Place", "Shore", "Small", "Tie", "Ties", "World",
    "diptych", "facets", "insets", "locator", "place_of", "tie_of", "ties_of", "world",
]  # fmt: skip
