"""The same site as plain Markdown, for stock MkDocs + Material + static-i18n: what we would have without our frame."""

from __future__ import annotations

import json
import posixpath
import shutil
from collections.abc import Mapping
from pathlib import Path

from as_markdown import markdown

from passerelles.graph import Graph
from passerelles.pages import Page, Pages, environment
from passerelles.plugin.base import link_base

CONFIG = """\
site_name: Passerelles
site_url: https://passerelles.example/
theme: {name: material, language: fr, font: false}
plugins:
- search
- i18n:
    docs_structure: folder
    fallback_to_default: false
    languages:
    - {locale: fr, name: Français, default: true, build: true}
    - {locale: en, name: English, build: true}
markdown_extensions: [attr_list, tables, def_list, md_in_html]
exclude_docs: assets/fonts/README.md
nav: [index.md, method.md, contribute.md, reuse.md, about.md]
not_in_nav: "*"
validation:
  links: {unrecognized_links: ignore, anchors: ignore}
"""


def generated(root: Path) -> tuple[Graph, list[Page]]:
    """Every page that our plugin generates for the base below `root`, in both languages."""
    graph = link_base(root)
    templates = environment(root / "overrides/kinds")
    pages = [page for code in graph.kb.schema.languages for page in Pages(graph, code, templates).all()]
    return graph, pages


def write_stock(root: Path, stock: Path) -> int:
    """Write the stock twin of the base below `root`; the answer is how many pages our plugin generates."""
    graph, pages = generated(root)
    shutil.copytree(root / "docs", stock / "docs")
    (stock / "mkdocs.yml").write_text(CONFIG, "utf-8")
    files = {_address(path.relative_to(stock / "docs")): path for path in stock.glob("docs/*/**/*.md")}
    made = {f"{page.language}/{page.path}": stock / "docs" / page.language / page.path / "index.md" for page in pages}
    files |= made
    for page in pages:
        address = f"{page.language}/{page.path}"
        path = files[address]
        path.parent.mkdir(parents=True, exist_ok=True)
        head = f"---\ntitle: {json.dumps(page.title)}\ndescription: {json.dumps(page.description)}\n---\n\n"
        path.write_text(head + _body(page, graph, address, files), "utf-8")
    return len(pages)


def _body(page: Page, graph: Graph, address: str, files: Mapping[str, Path]) -> str:
    original = graph.kb.schema.original
    here = files[address].parent

    def target(href: str) -> str:
        """A link of the built page as a link to a Markdown file."""
        path, _, fragment = href.partition("#")
        if ":" in path or not path:
            return href
        built = page.path if page.language == original else f"{page.language}/{page.path}"
        joined = posixpath.normpath(posixpath.join(built, path)) + "/"
        joined = "" if joined == "./" else joined
        language = next((code for code in graph.kb.schema.languages if joined.startswith(f"{code}/")), "")
        file = files.get(joined if language else f"{original}/{joined}")
        if file is None:
            return href
        return posixpath.relpath(file, here) + (f"#{fragment}" if fragment else "")

    return markdown(page.content, target)


def _address(path: Path) -> str:
    """The address of a Markdown file: «fr/sources/lettre-1/»."""
    plain = path.with_suffix("").as_posix()
    return f"{plain.removesuffix('index')}" if plain.endswith("index") else f"{plain}/"
