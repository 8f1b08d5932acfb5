"""llms.txt (llmstxt.org): what the site is and where its twins and its data are, a file a language."""

from __future__ import annotations

from collections.abc import Iterator

from passerelles.export.versions import FOLDER
from passerelles.twins.said import entry
from passerelles.twins.writing import Pen, page

NAMED = ("source", "partnership")  # kinds whose things are named one by one, up to so many
LONGEST = 200
DATA = ("index.json", "statements.json", "entities.json", "beyond.json", "openapi.json", "graph.ttl", "citations.bib")


def llms(pen: Pen) -> str:
    """llms.txt: whole lists of sources and partnerships, of the other kinds the twins of their indexes."""
    return page(_lines(pen))


def _lines(pen: Pen) -> Iterator[str]:
    voice, kb = pen.voice, pen.voice.graph.kb
    yield from (f"# {voice.label('site-title')}", "", f"> {voice.label('llms-about')}", "")
    yield voice.label("llms-manners")
    for kind in kb.schema.kinds.values():
        things = kb.of_kind(kind.name)
        yield from ("", f"## {voice.title(kind.plural)}", "")
        yield f"- {pen.link(voice.title(kind.plural), f'{kind.folder}/index.md')}{voice.colon}{len(things)}"
        if kind.name in NAMED:
            yield from (entry(pen, thing) for thing in voice.sorted(things)[:LONGEST])
    yield from ("", f"## {voice.label('llms-views')}", "")
    for name in ("conflicts", "gaps", "timeline", "relations", "method", "reuse", "about"):
        yield f"- {pen.link(voice.label(f'{name}-title'), f'{name}/index.md')}"
    yield from ("", f"## {voice.label('llms-data')}", "")
    for name in DATA:
        yield f"- [{name}]({voice.publication.site_url}{FOLDER}{name})"
    yield from ("", "## Optional", "")
    for language, name in kb.schema.languages.items():
        if language != pen.language:
            yield f"- [{name}]({voice.publication.site_url}{voice.addresses.of(language, 'llms.txt')})"
