"""The other forms of a page: its feeds and its Markdown twin, for programs in its head, for people at its foot."""

from __future__ import annotations

from markupsafe import Markup

from passerelles.export.feeds import FOLLOWED, feed_path
from passerelles.filled import filled
from passerelles.model import Entity
from passerelles.pages.page import Page, relative
from passerelles.pages.voice import Voice
from passerelles.twins import twin_of


def alternates(voice: Voice, page: Page) -> list[str]:
    """The feed of the thing of a page, the feed of the site, the twin; only where the site has an address."""
    site, label = voice.publication.site_url, voice.label
    named = {feed_path(page.language): label("feed-title")}
    if entity := followed(voice, page):
        name = entity.name[page.language]
        named = {feed_path(page.language, entity.id): label("feed-title-of", name=name)} | named
    tag = '<link rel="alternate" type="application/atom+xml" title="{}" href="{}{}">'
    twin = relative(twin_of(voice.graph, page.language, page.path), voice.here)
    markdown = f'<link rel="alternate" type="text/markdown" href="{twin}">'
    return [*(filled(tag, title, site, path) for path, title in named.items()), markdown]


def followed(voice: Voice, page: Page) -> Entity | None:
    """The thing of a page, where it has a feed of its own."""
    return voice.graph.kb.entities.get(page.path.split("/")[1]) if page.kind in FOLLOWED else None


def follow(voice: Voice, page: Page) -> Markup:
    """At the foot of such a page, the link to its feed."""
    if not (entity := followed(voice, page)):
        return Markup("")
    link = '\n<p class="follow"><a href="{}" type="application/atom+xml">{}</a></p>'
    return filled(link, voice.file(feed_path(page.language, entity.id)), voice.label("feed-follow"))
