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
from passerelles.previews.card import Card, fingerprint

KINDS = ("source", "partnership", "theme")
FOLDER = "assets/previews"
MOST = 300  # things of a kind that have pictures of their own


def preview_path(graph: Graph, language: Language, path: str, kind: str) -> str:
    """Where the picture of the page at `path` is, from the root of the site: its own, or that of the first page."""
    note("pictured", "")
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
    before = _Before(fonts, cache)
    languages = graph.kb.schema.languages
    return {path: before.picture(card) for language in languages for path, card in cards(graph, language)}


class _Before:
    """The pictures that were drawn before, by what they say."""

    def __init__(self, fonts: Path, cache: Path) -> None:
        self._fonts, self._cache = fonts, cache
        self._fingerprint = fingerprint(fonts)
        self._paths: dict[str, list[Path]] = {}
        for path in sorted(cache.glob("*-*.png")):
            self._paths.setdefault(path.stem.partition("-")[0], []).append(path)

    def picture(self, card: Card) -> bytes:
        """The picture as it was drawn before, if its bytes are still those; else drawn now, and kept."""
        key = hashlib.sha256(repr(card).encode() + self._fingerprint).hexdigest()[:32]
        for path in self._paths.get(key, ()):
            data = path.read_bytes()
            if path.stem == f"{key}-{_digest(data)}":
                return data
            path.unlink()
        data = self._draw(card)
        self._cache.mkdir(parents=True, exist_ok=True)
        path = self._cache / f"{key}-{_digest(data)}.png"
        path.write_bytes(data)
        self._paths[key] = [path]  # two pages may have the same words
        return data

    def _draw(self, card: Card) -> bytes:
        from passerelles.previews import drawing  # only who must draw waits for what draws

        return drawing.drawn(card, drawing.fonts_of(self._fonts))


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:16]
