"""Where a page used to be: a page that leads on, by itself and by a plain link, in every language.

What was withdrawn for good leads to the list of its kind, and is named no more. The page stands alone, without the
frame: no menu to load for a reader who stays a moment, and no place in the sitemap.
A script, where there is one, keeps the fragment: the address of a statement leads to the statement.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from markupsafe import Markup

from passerelles.graph import Graph
from passerelles.model import Kind
from passerelles.pages.page import relative
from passerelles.pages.voice import Voice
from passerelles.register import WITHDRAWN, successors

PAGE = Markup("""\
<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
{policy}
<meta name="viewport" content="width=device-width">
<title>{title}</title>
<meta name="robots" content="noindex">
<meta http-equiv="refresh" content="0; url={target}">
{canonical}<script src="{script}"></script>
<link rel="stylesheet" href="{style}">
</head>
<body>
<main class="wide"><h1>{title}</h1>
<p>{moved} <a href="{target}">{name}</a></p></main>
</body>
</html>
""")


def moved_pages(graph: Graph, site_url: str, policy: Markup) -> Mapping[str, str]:
    """The pages of the things that went, by address: «partnerships/old/», «en/partnerships/old/»."""
    kinds = graph.kb.schema.kinds
    found = {}
    for old, kind, by in successors(graph.kb):
        if kind in kinds:
            for language in graph.kb.schema.languages:
                voice = Voice(graph, language, f"{kinds[kind].folder}/{old}/")
                made = _withdrawn(voice, kinds[kind]) if by == WITHDRAWN else _moved(voice, by)
                found[voice.here] = _page(voice, made, site_url, policy)
    return found


class _Way(NamedTuple):
    """Where a page leads on to, and what it says; `path` is the address of that page, within its language."""

    title: Markup | str
    said: Markup | str
    name: str
    target: str
    path: str


def _moved(voice: Voice, by: str) -> _Way:
    """The way to the thing, or the statement, that takes the old one's place."""
    subject = voice.entity(by.split(".")[0])
    statement = next((s for s in subject.statements if s.id == by), None)
    target = voice.statement_href(statement) if statement else voice.href(subject)
    name = voice.typeset(subject.name[voice.language])
    title = voice.label("moved-title", name=name)
    return _Way(title, voice.label("moved"), name, target, voice.addresses.entity_path(subject))


def _withdrawn(voice: Voice, kind: Kind) -> _Way:
    """The way to the other things of a kind."""
    path = f"{kind.folder}/"
    target = relative(voice.addresses.of(voice.language, path), voice.here)
    said = voice.label("withdrawn")
    return _Way(voice.label("withdrawn-title"), said, voice.title(kind.plural), target, path)


def _page(voice: Voice, way: _Way, site_url: str, policy: Markup) -> str:
    there = site_url + voice.addresses.of(voice.language, way.path)
    return PAGE.format(
        language=voice.language,
        policy=policy,
        title=way.title,
        target=way.target,
        canonical=Markup('<link rel="canonical" href="{}">\n').format(there) if site_url else "",
        script=relative("assets/js/moved.js", voice.here),
        style=relative("assets/css/site.css", voice.here),
        moved=way.said,
        name=way.name,
    )
