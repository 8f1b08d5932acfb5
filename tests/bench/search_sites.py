"""The same base as three sites to search: ours, Pagefind over its pages, stock Material with lunr over its pages."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace

import jinja2
import lxml.html
from material.plugins.search.plugin import SearchIndex
from measure import PROJECT

from passerelles.frame import Frames
from passerelles.graph import Graph
from passerelles.pages import Page, Pages, environment
from passerelles.pages.views import search
from passerelles.publication import Publication
from passerelles.search import Document, documents, faults, shards, words

LANGUAGE = "fr"
STOCK = "site_name: Passerelles\ntheme: {name: material, language: fr, font: false}\nplugins: [search]\n"


@dataclass
class Site:
    """A site on disk whose search is measured: processor seconds and gzipped bytes of its index."""

    name: str
    root: Path
    seconds: float = 0.0
    index: int = 0


@dataclass
class Base:
    """A made-up base: its French documents, its pages as (address, title, HTML), the bytes of their words."""

    graph: Graph
    size: int
    listed: list[Document] = field(default_factory=list)
    pages: list[tuple[str, str, str]] = field(default_factory=list)
    text: int = 0
    said: int = 0  # bytes of the words that our index holds

    def __post_init__(self) -> None:
        self.listed = documents(self.graph, LANGUAGE)
        self.pages = [*_things(self.graph), *_texts(self.graph)]
        held = (words for d in self.listed for words in (d.title, *d.names, *d.sentences))
        self.said = sum(len(words.encode()) for words in held)
        self.text = sum(len(_words(html).encode()) for *_, html in self.pages)


def _things(graph: Graph) -> Iterator[tuple[str, str, str]]:
    pages = Pages(graph, LANGUAGE, environment(PROJECT / "overrides/kinds"))
    for entity in graph.kb.entities.values():
        for page in pages.entity(entity) if entity.kind != "source" else ():
            yield page.path, page.title, page.content


def _texts(graph: Graph) -> Iterator[tuple[str, str, str]]:
    """The texts of the corpus without their apparatus: what a reader would search in them."""
    for source in graph.kb.sources.values():
        edition = source.editions[LANGUAGE]
        paragraphs = (f'<p id="{p.id}">{jinja2.filters.escape(p.text)}</p>' for p in edition.paragraphs)
        html = f"<h1>{jinja2.filters.escape(edition.title)}</h1>{''.join(paragraphs)}"
        yield f"sources/{source.id}/", edition.title, html


def _words(html: str) -> str:
    return " ".join(str(lxml.html.fragment_fromstring(html, create_parent="div").text_content()).split())


def ours(base: Base, root: Path) -> Site:
    """Our index in both languages, timed in one, and the page of results in our frame."""
    site = Site("ours", root)
    for language in (LANGUAGE, "en"):
        begin = time.process_time()
        files = dict(shards(documents(base.graph, language), language, words(base.graph, language)))
        taken = time.process_time() - begin
        assert faults(files.items(), [language]) == []
        if language == LANGUAGE:
            site.seconds, site.index = taken, sum(len(gzip.compress(text.encode())) for text in files.values())
        for path, text in files.items():
            _write(root / path, text)
    shutil.copytree(PROJECT / "docs/assets", root / "assets")
    sheet = "\n".join(path.read_text("utf-8") for path in sorted((root / "assets/css").glob("*.css")))
    _write(root / "assets/css/site.css", sheet)
    _write(root / "search/index.html", _results(base.graph))
    return site


def _results(graph: Graph) -> str:
    """The page of results, as the build would write it."""
    templates = environment(PROJECT / "overrides/kinds")
    renderer = jinja2.Environment(loader=jinja2.FileSystemLoader(PROJECT / "overrides"), autoescape=True)
    page: Page = next(search(Pages(graph, LANGUAGE, templates)))
    return Frames(graph, templates, Publication()).empty(LANGUAGE, renderer).join(page)


def pagefind(base: Base, root: Path) -> Site | None:
    """Pagefind from npm over the same pages; nothing where npm cannot be reached."""
    site = Site("Pagefind", root)
    for address, title, html in base.pages:
        name = jinja2.filters.escape(title)
        head = f'<!doctype html><html lang="{LANGUAGE}"><meta charset="utf-8"><title>{name}</title>'
        _write(root / address / "index.html", f"{head}<main data-pagefind-body>{html}</main></html>")
    command = [shutil.which("pagefind") or "npx", "--site", str(root)]
    if command[0] == "npx":
        command[1:1] = ["--yes", "pagefind@1.5.2"]
    before = os.times()
    try:
        subprocess.run(command, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    after = os.times()
    site.seconds = after.children_user + after.children_system - before.children_user - before.children_system
    site.index = _gzipped(root / "pagefind")
    _write(root / "index.html", "<!doctype html><title>Pagefind</title><p>Pagefind</p>")
    return site


def lunr(base: Base, root: Path) -> Site:
    """Stock Material: its own theme, script and parser; the index is made of the same pages."""
    site = Site("Material lunr", root)
    source = root.with_name(f"{root.name}-source")
    _write(source / "mkdocs.yml", STOCK)
    _write(source / "docs/index.md", "# Stock\n")
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(source / "mkdocs.yml"), "-d", str(root)]
    subprocess.run(command, check=True, capture_output=True)
    made = json.loads((root / "search/search_index.json").read_text("utf-8"))
    begin = time.process_time()
    index = SearchIndex(**made["config"])
    for address, title, html in base.pages:
        index.add_entry_from_context(SimpleNamespace(meta={}, content=html, toc=[], url=address, title=title))
    text = json.dumps(made | {"docs": index.entries})
    site.seconds, site.index = time.process_time() - begin, len(gzip.compress(text.encode()))
    _write(root / "search/search_index.json", text)
    return site


def _gzipped(folder: Path) -> int:
    return sum(len(gzip.compress(path.read_bytes())) for path in folder.rglob("*") if path.is_file())


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
