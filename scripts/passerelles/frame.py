"""The frame around every page: rendered once a language with slots, then joined with each generated page.

In: a Page. Out: a whole HTML document. Rendering the frame costs milliseconds, joining a page microseconds.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from jinja2 import Environment
from markupsafe import Markup, escape

from passerelles.alternates import alternates, follow
from passerelles.citation import block, metadata, page_items
from passerelles.export.linked.block import Blocks
from passerelles.filled import filled
from passerelles.graph import Graph
from passerelles.model import Language
from passerelles.pages import Addresses, Page, Pages, relative
from passerelles.pages.voice import Voice
from passerelles.previews import preview_path
from passerelles.publication import Publication

SLOTS = (
    *("title", "description", "links", "data", "marks", "root", "home", "search", "switch", "cite", "pencil"),
    *("content", "kind", "address"),
)
INDENT = re.compile(r"\n\s+")  # of the template, a seventieth of a page: nothing in the frame is set in <pre>
SLOT = re.compile(r"@@(\w+)@@")
# Of the whole base, beside the kinds: each with the label that names it in the navigation.
VIEWS = {name: f"{name}-title" for name in ("map", "timeline", "relations", "browse")} | {
    "conflicts": "conflicts-short"
}
ABOUT = ("conflicts", "gaps", "translation", "method", "contribute", "reuse", "about")
LINK = re.compile(r'(href|src)="(?![a-z]+:|#|/)(?:\./)?([^"]*)"')


# Nothing from elsewhere, no inline script or style, no frame: words that a contributor writes cannot become code.
POLICY = Markup(
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'self'; base-uri 'none'; "
    "form-action 'self'; object-src 'none'; frame-src 'none'\">"
)


@dataclass(frozen=True)
class Frames:
    """What the frames of all languages have in common; the settings of the site."""

    graph: Graph
    templates: Environment
    publication: Publication
    policy: Markup = POLICY
    downloads: Mapping[str, int] = field(default_factory=dict)  # the volumes that this build has, with their sizes

    def context(self, page: Page) -> dict[str, Any]:
        """What overrides/base.html prints for a page that the renderer itself writes."""
        voice = Voice(self.graph, page.language, page.path)
        return {"frame": self._values(page), "label": voice.label}

    def _values(self, page: Page) -> dict[str, Any]:
        return {key: Markup(value) for key, value in self.fill(page).items()} | self._shared(page.language, page.path)

    def _shared(self, language: Language, path: str) -> dict[str, Any]:
        """The language and the navigation of a page."""
        voice = Voice(self.graph, language, path)
        kinds = self.graph.kb.schema.kinds.values()
        return {
            "language": language,
            "policy": self.policy,
            "nav": [{"href": voice.link(f"{k.folder}/"), "title": voice.title(k.plural)} for k in kinds],
            "views": [{"href": voice.link(f"{page}/"), "title": voice.label(name)} for page, name in VIEWS.items()],
            "downloads": self._downloads(voice),
            "about": [{"href": voice.link(f"{page}/"), "title": voice.label(f"{page}-title")} for page in ABOUT],
        }

    def _downloads(self, voice: Voice) -> list[dict[str, str]]:
        """The volumes in the language of a page: «PDF (1,5 Mo)»."""
        found = []
        for path, size in self.downloads.items():
            name, _, form = path.rpartition(".")
            if name.endswith(f"-{voice.language}"):
                megabytes = voice.label("decimal", whole=size // 10**6, tenths=size % 10**6 // 10**5)
                words = voice.label("digest-size", form=form.upper(), size=megabytes)
                found.append({"href": voice.file(path), "title": words})
        return found

    def fill(self, page: Page) -> dict[str, str]:
        """The slots of a page, as HTML."""
        addresses = Addresses(self.graph.kb.schema)
        here = addresses.of(page.language, page.path)
        site = self.graph.kb.labels["site-title"][page.language]
        title = page.title if page.title == site or not page.path else f"{page.title} – {site}"
        return self._cited(page) | {
            "title": str(escape(title)),
            "description": str(escape(page.description)),
            "links": self._links(page, addresses),
            "data": self._blocks.of(page),
            "root": relative("", here) if here else "",
            "home": relative(addresses.of(page.language, ""), here),
            "search": relative(addresses.of(page.language, "search/"), here),
            "switch": self._switch(page, addresses, here),
            "pencil": self._pencil(page),
            "content": page.content,
            "kind": page.kind,
            "address": f"{self.publication.site_url}{here}" if self.publication.site_url else "",
        }

    def _cited(self, page: Page) -> dict[str, str]:
        """How the page is cited: at its foot for people, in its head for reference managers."""
        if page.kind == "404":
            return {"cite": "", "marks": ""}
        voice = Voice(self.graph, page.language, page.path, self.publication)
        items = page_items(self.graph, page, self.publication)
        own = next(item for said, item in items if said.language == page.language)
        foot = block(voice, items) + follow(voice, page)
        return {"cite": str(foot), "marks": metadata(own) if self.publication.site_url else ""}

    def _links(self, page: Page, addresses: Addresses) -> str:
        """Canonical and alternates: absolute, so only where the site has an address."""
        if not self.publication.site_url:
            return ""
        voice = Voice(self.graph, page.language, page.path, self.publication)
        lines = [f'<link rel="canonical" href="{self.publication.site_url}{addresses.of(page.language, page.path)}">']
        for language in self.graph.kb.schema.languages:
            address = f"{self.publication.site_url}{addresses.of(language, page.path)}"
            lines.append(f'<link rel="alternate" hreflang="{language}" href="{address}">')
        lines += alternates(voice, page)
        lines += self._preview(page, addresses)
        original = f"{self.publication.site_url}{addresses.of(self.graph.kb.schema.original, page.path)}"
        return "\n".join([*lines, f'<link rel="alternate" hreflang="x-default" href="{original}">'])

    @cached_property
    def _blocks(self) -> Blocks:
        return Blocks(self.graph, self.publication.site_url)

    def _preview(self, page: Page, addresses: Addresses) -> list[str]:
        """What a message that carries the link shows: title, description, picture (Open Graph)."""
        site = self.publication.site_url
        values = {
            "title": page.title,
            "description": page.description,
            "type": "website" if not page.path else "article",
            "url": f"{site}{addresses.of(page.language, page.path)}",
            "site_name": self.graph.kb.labels["site-title"][page.language],
            "locale": self.graph.kb.labels["locale"][page.language],
            "image": f"{site}{preview_path(self.graph, page.language, page.path, page.kind)}",
        }
        return [str(filled('<meta property="og:{}" content="{}">', *pair)) for pair in values.items()]

    def _switch(self, page: Page, addresses: Addresses, here: str) -> str:
        """The same page in every language."""
        items = []
        for language, name in self.graph.kb.schema.languages.items():
            current = Markup(' aria-current="true"') if language == page.language else ""
            href = relative(addresses.of(language, page.path), here)
            item = '<li><a href="{}" hreflang="{}" lang="{}"{}>{}</a></li>'
            items.append(filled(item, href, language, language, current, name))
        return "\n".join(items)

    def _pencil(self, page: Page) -> str:
        """The link that opens the file of a page on the forge, where one is set."""
        if not page.pencil:
            return ""
        voice = Voice(self.graph, page.language, page.path)
        if not self.publication.repository:
            return str(filled('<p class="pencil">{} <code>{}</code></p>', voice.label("made-from"), page.pencil))
        link = '<p class="pencil"><a href="{}" data-pencil>{}</a> <code>{}</code> <a href="{}" data-report>{}</a></p>'
        edit, report = self.publication.edit(page.pencil), self._report(page, voice)
        return str(filled(link, edit, voice.label("edit"), page.pencil, report, voice.label("report")))

    def _report(self, page: Page, voice: Voice) -> str:
        """The form that reports an error of this page, its address filled in (.github/ISSUE_TEMPLATE)."""
        address = f"{self.publication.site_url}{voice.here}" or page.path
        return self.publication.issue(self.graph.kb.labels["report-form"][page.language], {"page": address})

    def empty(self, language: Language, renderer: Environment) -> Frame:
        """The frame of a language, cut at its slots; its navigation starts at the root of the site."""
        renderer.autoescape = True
        shared = self._shared(language, "")
        home = Addresses(self.graph.kb.schema).of(language, "")
        for item in (*shared["nav"], *shared["views"], *shared["about"]):
            item["href"] = Markup(f"@@root@@{home}{item['href']}")
        for item in shared["downloads"]:
            item["href"] = Markup(f"@@root@@{item['href'].removeprefix('../')}")
        slots = {name: Markup(f"@@{name}@@") for name in SLOTS}
        label = Voice(self.graph, language, "").label
        html = INDENT.sub("\n", renderer.get_template("base.html").render(frame=shared | slots, label=label))
        return Frame(tuple(SLOT.split(html)), self)


@dataclass(frozen=True)
class Frame:
    """A rendered frame: texts and names of slots, in turn."""

    parts: tuple[str, ...]
    frames: Frames = field(repr=False)

    @cached_property
    def pieces(self) -> tuple[tuple[str, bool], ...]:
        return tuple((part, i % 2 == 1) for i, part in enumerate(self.parts))

    def join(self, page: Page) -> str:
        """The whole document of a page."""
        values = self.frames.fill(page)
        return "".join(values[part] if is_slot else part for part, is_slot in self.pieces)

    def not_found(self, pages: Pages) -> str:
        """The page for addresses that do not exist: served at any depth, so its links start at the site's root."""
        voice = pages.voice("")
        content = pages.later("notfound", voice)
        page = Page("", pages.language, voice.label("not-found"), voice.label("not-found-about"), content, kind="404")
        base = re.sub(r"^https?://[^/]+", "", self.frames.publication.site_url) or "/"
        here = pages.addresses.of(pages.language, "")
        html = self.join(page)
        html = re.sub(r'<(?:link rel="(?:canonical|alternate)"|meta property="og:)[^>]*>\n?', "", html)
        return re.sub(
            r'(href|src)="(?![a-z]+:|#|/)(?:\./)?([^"]*)"', lambda m: f'{m[1]}="{_absolute(base, here, m[2])}"', html
        )


def _absolute(base: str, here: str, link: str) -> str:
    joined = posixpath.normpath(posixpath.join(base, here, link))
    return joined + "/" if (link.endswith("/") or not link) and not joined.endswith("/") else joined
