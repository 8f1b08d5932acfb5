"""mkdocs.yml, as far as the base depends on it: the renderer's words for a slip there have no line, or there are none.

In: the files, the languages of the model, the addresses of the pages that people write. Out: problems. A base without
templates is one without a site: nothing is asked of it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping

from passerelles.load.decoding import Unreadable
from passerelles.load.files import Files
from passerelles.load.located import Located, parse
from passerelles.model import Position
from passerelles.nearest import nearest

SITE, DOCS = "mkdocs.yml", "docs"
# «!ENV [NAME, "what else"]»: the renderer's own, which say how to read a value.
TAG = re.compile(r"(?<=\s)![^\s\[\]{},]+")
PLUGINS = ("i18n", "passerelles")  # in this order: what is generated is written in each of its passes


def report_site(files: Files, languages: Iterable[str], pages: Collection[str]) -> None:
    """What of mkdocs.yml would leave pages out of the site, without a word or with one that names no line."""
    if not files.is_folder("overrides"):
        return
    if not files.has(SITE):
        files.report(Position(SITE), "site-file-missing")
    elif node := _read(files):
        _report_folder(files, node)
        _report_plugins(files, node, tuple(languages))
        _report_menu(files, node.get("nav"), pages)


def _read(files: Files) -> Mapping[str, Located]:
    text = files.text(SITE)
    try:
        tree, problems = parse(SITE, TAG.sub(lambda m: " " * len(m[0]), text or ""))
    except Unreadable as stop:
        files.problems.append(stop.problem)
        return {}
    files.problems += problems
    return _inner(tree)


def _report_folder(files: Files, site: Mapping[str, Located]) -> None:
    """Pages are checked where they are rendered from."""
    if "docs_dir" in site and site["docs_dir"].value != DOCS:
        files.report(site["docs_dir"].where, "site-folder", value=_said(site["docs_dir"]), folder=DOCS)


def _report_plugins(files: Files, site: Mapping[str, Located], languages: tuple[str, ...]) -> None:
    """The two that make the site, and in which languages."""
    plugins = _named(site.get("plugins"))
    there = tuple(name for name in plugins if name in PLUGINS)
    if there != PLUGINS:
        where = site["plugins"].where if "plugins" in site else Position(SITE)
        files.report(where, "site-plugins", value=", ".join(plugins) or "∅", plugins=", ".join(PLUGINS))
        return
    listed = _inner(plugins["i18n"]).get("languages", plugins["i18n"])
    built = tuple(code for each in _items(listed) if (code := _built(_inner(each))))
    if sorted(built) != sorted(languages):
        files.report(listed.where, "site-languages", value=", ".join(built) or "∅", languages=", ".join(languages))


def _built(language: Mapping[str, Located]) -> str:
    """The code of a language that the renderer makes; it leaves out those that it is told to."""
    is_left_out = "build" in language and language["build"].value == "false"
    return "" if is_left_out or "locale" not in language else _said(language["locale"])


def _report_menu(files: Files, node: Located | None, pages: Collection[str]) -> None:
    """A page of the menu is there."""
    for item in _items(node):
        names = _inner(item).values() or (item,)  # «Title: page.md», or the page alone
        for name in names:
            if _items(name):
                _report_menu(files, name, pages)
            elif (path := _said(name)).endswith(".md") and path not in pages:
                files.report(name.where, "site-menu", value=path, near=nearest(path, pages))


def _named(node: Located | None) -> Mapping[str, Located]:
    """The plugins by name, each with its settings; or with itself, where it has none."""
    found: dict[str, Located] = {}
    for item in _items(node):
        found |= _inner(item) or {_said(item): item}
    return found


def _inner(node: Located) -> Mapping[str, Located]:
    return node.value if isinstance(node.value, dict) else {}


def _items(node: Located | None) -> list[Located]:
    return node.value if node and isinstance(node.value, list) else []


def _said(node: Located) -> str:
    return node.value if isinstance(node.value, str) else "…"
