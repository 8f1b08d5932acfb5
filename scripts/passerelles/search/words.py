"""What the search script says to a reader: names of kinds and facets, of the things that facets list, counts."""

from __future__ import annotations

from passerelles.graph import Graph
from passerelles.model import Language
from passerelles.pages.page import Addresses
from passerelles.pages.voice import Voice
from passerelles.search.facets import FACETS

COUNTS = ("one", "many", "least", "none", "unread")
SAID = (*COUNTS, "nearest", "near", "most", "partly", "browse", "all", "more", "narrow", "values", "clear", "list")


def words(graph: Graph, language: Language) -> dict[str, object]:
    """The words of one language, from data/labels.yml and the names of the base; addresses from the root."""
    say, addresses = Voice(graph, language, ""), Addresses(graph.kb.schema)
    kinds = [
        [k.name, k.plural[language], addresses.of(language, f"{k.folder}/"), k.label[language]]
        for k in graph.kb.schema.kinds.values()
    ]
    listed = [e for e in graph.kb.entities.values() if _is_listed(e.kind, e.type)]
    return {
        "kinds": [*kinds, *([kind, str(say.label(f"search-{kind}s")), ""] for kind in ("paragraph", "page"))],
        "facets": {name: str(say.label(f"facet-{name}")) for name in FACETS},
        "names": {e.id: e.name[language] for e in listed},
        "others": [_other(say, code, name) for code, name in graph.kb.schema.languages.items() if code != language],
        **{key: str(say.label(f"search-{key}")) for key in SAID},
    }


def _is_listed(kind: str, type_: str) -> bool:
    return kind in {"theme", "source"} or type_ == "country"


def _other(say: Voice, code: Language, name: str) -> list[str]:
    """Another language: its code and name, and how its results are offered and announced."""
    return [code, name, str(say.label(f"search-also-{code}")), str(say.label(f"search-only-{code}"))]
