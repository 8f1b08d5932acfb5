"""The picture that a message shows for a link: one for home and for each source, partnership and theme.

In: the linked base, the folder of the site's fonts, a folder for what was drawn before. Out: {path: PNG}. Drawing one
costs tens of milliseconds, so a picture is kept under the fingerprint of its words, its fonts and its own bytes: one
that is lost or damaged is drawn again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from passerelles.graph import Graph
from passerelles.ledger import note
from passerelles.model import Entity, Language
from passerelles.pages.voice import Voice
from passerelles.previews.card import Card, Fonts

KINDS = ("source", "partnership", "theme")
FOLDER = "assets/previews"
MOST = 300  # things of a kind that have pictures of their own


def preview_path(graph: Graph, language: Language, path: str, kind: str) -> str:
    """Where the picture of the page at `path` is, from the root of the site: its own, or that of the first page."""
    note(("pictured", ""))
    has_own = kind in pictured(graph.unwatched) and path.count("/") == 2
    return f"{FOLDER}/{language}/{path.strip('/').replace('/', '-') if has_own else 'home'}.png"


@lru_cache(maxsize=4)
def pictured(graph: Graph) -> list[str]:
    """The kinds whose things have pictures of their own: not one of thousands, whose pictures would take an hour."""
    return [kind for kind in KINDS if len(graph.kb.of_kind(kind)) <= MOST]


def cards(graph: Graph, language: Language) -> Iterator[tuple[str, Card]]:
    """The words of every picture of a language, with its path."""
    site, about = (graph.kb.labels[key][language] for key in ("site-title", "footer-promise"))
    yield preview_path(graph, language, "", ""), Card(site, about, "")
    voice = Voice(graph, language, "")
    for kind in pictured(graph):
        for entity in graph.kb.of_kind(kind):
            path = preview_path(graph, language, voice.addresses.entity_path(entity), kind)
            yield path, Card(voice.title(voice.kind(entity).label), entity.name[language], _facts(voice, entity))


def _facts(voice: Voice, entity: Entity) -> str:
    if entity.kind == "theme":
        return voice.typeset(entity.definition[voice.language])
    return voice.front(entity)


def previews(graph: Graph, fonts: Path, cache: Path) -> dict[str, bytes]:
    """Every picture of the site, by path."""
    known = Fonts(fonts)
    found: dict[str, bytes] = {}
    for language in graph.kb.schema.languages:
        for path, card in cards(graph, language):
            found[path] = _kept(card, known, cache)
    return found


def _kept(card: Card, fonts: Fonts, cache: Path) -> bytes:
    """The picture as it was drawn before, if its bytes are still those; else drawn now, and kept."""
    key = hashlib.sha256(repr(card).encode() + fonts.fingerprint).hexdigest()[:32]
    for path in sorted(cache.glob(f"{key}-*.png")):
        data = path.read_bytes()
        if path.stem == f"{key}-{_digest(data)}":
            return data
        path.unlink()
    data = card.draw(fonts)
    cache.mkdir(parents=True, exist_ok=True)
    (cache / f"{key}-{_digest(data)}.png").write_bytes(data)
    return data


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:16]
