"""By what reference managers know a page: Highwire and Dublin Core meta tags in its head, COinS in its text.

They hold addresses, so a site without one, and the offline copy, have none.
"""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from passerelles.citation.formats import date_parts
from passerelles.citation.item import Item
from passerelles.filled import escaped, filled
from passerelles.publication import quoted


def metadata(item: Item) -> str:
    """The meta tags, a line each."""
    return "\n".join(f'<meta name="{name}" content="{escaped(value)}">' for name, value in _pairs(item))


def _pairs(item: Item) -> Iterator[tuple[str, str]]:
    day = "/".join(f"{part:02}" for part in date_parts(item.date))
    site = item.container or item.publisher
    yield "citation_title", item.title
    yield from (("citation_author", name) for name in item.authors)
    if site:
        yield "citation_journal_title" if item.genre == "article" else "citation_publisher", site
    if day:
        yield "citation_publication_date", day
    yield "citation_language", item.language
    yield "citation_public_url", item.url
    yield "DC.title", item.title
    yield from (("DC.creator", name) for name in item.authors)
    if site:
        yield "DC.publisher", site
    if day:
        yield "DC.date", day.replace("/", "-")
    yield "DC.language", item.language
    yield "DC.identifier", item.url
    yield "DC.type", "Text"


def coins(item: Item) -> Markup:
    """An empty span whose title is an OpenURL (ANSI/NISO Z39.88): a journal article for a press article, else Dublin
    Core, the format that has web pages."""
    day = "-".join(f"{part:02}" for part in date_parts(item.date))
    is_article = item.genre == "article"
    form = "journal" if is_article else "dc"
    values = [("ctx_ver", "Z39.88-2004"), ("rft_val_fmt", f"info:ofi/fmt:kev:mtx:{form}")]
    if is_article:
        values += [("rft.genre", "article"), ("rft.atitle", item.title), ("rft.jtitle", item.container)]
        values += [("rft.au", name) for name in item.authors]
    else:
        values += [
            ("rft.type", "webpage"),
            ("rft.title", item.title),
            ("rft.publisher", item.publisher or item.container),
        ]
        values += [("rft.creator", name) for name in item.authors]
    values += [("rft.date", day), ("rft.language", item.language), ("rft_id", item.url)]
    said = "&".join([f"{name}={quoted(value)}" for name, value in values if value])
    return filled('<span class="Z3988" title="{}"></span>', said)
