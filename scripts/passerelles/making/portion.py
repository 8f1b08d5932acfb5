"""The portion of a language: its generated pages and its search, written below a folder."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader

from passerelles.citation import script_words
from passerelles.frame import Frames
from passerelles.graph import Graph
from passerelles.links import Part, Reader
from passerelles.making.files import write
from passerelles.model import Language
from passerelles.pages import Pages
from passerelles.search import documents, faults, shards, words
from passerelles.twins import twins

TOLD = 1000  # pages after which a long build says how far it is, in words that all our languages have


@dataclass(frozen=True)
class Portion:
    """What the rest of the build asks about a language: its anchors and open links, its 404 page, what is wrong."""

    part: Part
    not_found: str
    faults: tuple[str, ...]


def make_portion(frames: Frames, language: Language, overrides: Path, folder: Path) -> Portion:
    """Write the generated pages of a language, its twins, its scripts (search, «cite»); `overrides` has the frame."""
    frame = frames.empty(language, Environment(loader=FileSystemLoader(overrides)))
    pages = Pages(frames.graph, language, frames.templates, frames.publication)
    reader = Reader()
    for number, page in enumerate(pages.all(), 1):
        if number % TOLD == 0:
            print(f"{number} pages ({language})…", file=sys.stderr, flush=True)
        address, html = pages.addresses.of(language, page.path), frame.join(page)
        write(folder / address / "index.html", html)
        reader.read(address, html)
    for path, text in twins(frames.graph, language, frames.publication):
        write(folder / path, text)
    made = scripts(frames.graph, language)
    for path, script in made.items():
        write(folder / path, script)
    return Portion(reader.part(), frame.not_found(pages), tuple(faults(made, (language,))))


def scripts(graph: Graph, language: Language) -> dict[str, str]:
    """The scripts of a language that are made from the base, by path: the search, the words of «cite»."""
    index = shards(documents(graph, language), language, words(graph, language))
    return index | script_words(graph.kb, language)
