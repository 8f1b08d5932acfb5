"""What the search script says to a reader: names of kinds and facets, of the things that facets list, counts."""

from __future__ import annotations

from passerelles.graph import Graph
from passerelles.model import Language
from passerelles.search.index import FACETS


def words(graph: Graph, language: Language) -> dict[str, object]:
    """The words of one language, from data/labels.yml and the names of the base."""
    labels, kinds = graph.kb.labels, graph.kb.schema.kinds.values()
    listed = [e for e in graph.kb.entities.values() if e.kind in {"theme", "source"} or e.type == "country"]
    paragraph = ["paragraph", labels["search-paragraphs"][language]]
    return {
        "kinds": [*([k.name, k.plural[language]] for k in kinds), paragraph],
        "facets": {name: labels[f"facet-{name}"][language] for name in FACETS},
        "names": {e.id: e.name[language] for e in listed},
        **{key: labels[f"search-{key}"][language] for key in ("one", "many", "none", "nearest")},
    }
