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
from markupsafe import Markup

from passerelles.alternates import alternates, follow
from passerelles.citation import block, metadata, page_items
from passerelles.export.linked.block import Blocks
from passerelles.filled import escaped, filled, words
from passerelles.graph import Graph
from passerelles.model import Language
from passerelles.navigation import here, slots, ways
from passerelles.pages import Addresses, Page, Pages, relative
from passerelles.pages.voice import Voice
from passerelles.previews import preview_path
from passerelles.publication import Publication

SLOTS = (
    *("title", "description", "links", "data", "marks", "root", "home", "search", "field", "switch", "cite"),
    *("pencil", "content", "kind", "address"),
)
INDENT = re.compile(r"\n\s+")  # of the template, a seventieth of a page: nothing in the frame is set in <pre>
SLOT = re.compile(r"@@(\w+)@@")
SEARCHING = ("home", "search")  # kinds of pages that have a search field of their own
LINK = re.compile(r'(href|src)="(?![a-z]+:|#|/)(?:\./)?([^"]*)"')

# Nothing from elsewhere, no inline script or style, no frame: words that a contributor writes cannot become code.
POLICY = Markup(
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'self'; base-uri 'none'; "
    "form-action 'self'; object-src 'none'; frame-src 'none'\">"
)

# What a page asks for, by its own place.
LEADING = re.compile(r'(href|src|action|data-search-root)="(?![a-z]+:|#|/)(?:\./)?([^"]*)"')


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
        return {"language": language, "policy": self.policy, "downloads": self._downloads(voice), **ways(voice)}

    @cached_property
    def slots(self) -> tuple[str, ...]:
        """The names of the places that each page fills in."""
        return (*SLOTS, *slots(self.graph.kb.schema))

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
        voice = Voice(self.graph, page.language, page.path, self.publication)
        site, own = self.graph.kb.labels["site-title"][page.language], voice.here
        title = page.title if page.title == site or not page.path else f"{page.title} – {site}"
        return (
            self._cited(page, voice)
            | here(self.graph.kb.schema, page.path)
            | {
                "title": escaped(title),
                "description": escaped(page.description),
                "links": self._links(page, voice),
                "data": self._blocks.of(page),
                "root": relative("", own) if own else "",
                "home": voice.link(""),
                "search": voice.link("search/"),
                "switch": self._switch(voice),
                "pencil": self._pencil(page, voice),
                "content": page.content,
                "kind": page.kind,
                "field": "data-search-input" if page.kind not in SEARCHING else "",
                "address": f"{self.publication.site_url}{own}" if self.publication.site_url else "",
            }
        )

    def _cited(self, page: Page, voice: Voice) -> dict[str, str]:
        """How the page is cited: at its foot for people, in its head for reference managers."""
        if page.kind == "404":
            return {"cite": "", "marks": ""}
        items = page_items(voice, page)
        own = next(item for said, item in items if said.language == page.language)
        foot = f"{block(voice, items)}{follow(voice, page)}"
        return {"cite": foot, "marks": metadata(own) if self.publication.site_url else ""}

    def _links(self, page: Page, voice: Voice) -> str:
        """Canonical and alternates: absolute, so only where the site has an address."""
        site, schema = self.publication.site_url, self.graph.kb.schema
        if not site:
            return ""
        address = {language: f"{site}{voice.addresses.of(language, page.path)}" for language in schema.languages}
        lines = [f'<link rel="canonical" href="{address[page.language]}">']
        lines += (f'<link rel="alternate" hreflang="{code}" href="{where}">' for code, where in address.items())
        lines += alternates(voice, page)
        lines += self._preview(page, address[page.language])
        return "\n".join([*lines, f'<link rel="alternate" hreflang="x-default" href="{address[schema.original]}">'])

    @cached_property
    def _blocks(self) -> Blocks:
        return Blocks(self.graph, self.publication.site_url)

    def _preview(self, page: Page, address: str) -> list[str]:
        """What a message that carries the link shows: title, description, picture (Open Graph)."""
        site = self.publication.site_url
        values = {
            "title": page.title,
            "description": page.description,
            "type": "website" if not page.path else "article",
            "url": address,
            "site_name": self.graph.kb.labels["site-title"][page.language],
            "locale": self.graph.kb.labels["locale"][page.language],
            "image": f"{site}{preview_path(self.graph, page.language, page.path, page.kind)}",
        }
        return [f'<meta property="og:{name}" content="{escaped(value)}">' for name, value in values.items()]

    def _switch(self, voice: Voice) -> str:
        """The same page in every language."""
        of, path, here = voice.addresses.of, voice.path, voice.here
        named = self._tongues[voice.language].items()
        return "\n".join([f'<li><a href="{words(relative(of(code, path), here))}"{name}' for code, name in named])

    @cached_property
    def _tongues(self) -> Mapping[Language, Mapping[Language, Markup]]:
        """What a link to the same page in each language says, on the pages of each language."""
        languages, form = self.graph.kb.schema.languages, ' hreflang="{}" lang="{}"{}>{}</a></li>'
        current = {True: Markup(' aria-current="true"'), False: ""}
        return {
            own: {code: filled(form, code, code, current[code == own], name) for code, name in languages.items()}
            for own in languages
        }

    def _pencil(self, page: Page, voice: Voice) -> str:
        """The link that opens the file of a page on the forge, where one is set."""
        if not page.pencil:
            return ""
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
        shared = self._shared(language, "")
        home = Addresses(self.graph.kb.schema).of(language, "")
        for item in (*shared["nav"], *shared["views"], *shared["about"]):
            item["href"] = Markup(f"@@root@@{home}{item['href']}")
        for item in shared["downloads"]:
            item["href"] = Markup(f"@@root@@{item['href'].removeprefix('../')}")
        html = INDENT.sub("\n", self._slotted(language, shared, renderer, "base.html"))
        return Frame(tuple(SLOT.split(html)), self)

    def beside(self, language: Language, path: str, renderer: Environment) -> Frame:
        """The frame of the pages of one folder that the renderer would set as it is: they lead elsewhere alike."""
        html = self._slotted(language, self._shared(language, path), renderer, "main.html")
        return Frame(tuple(SLOT.split(html)), self)

    def _slotted(self, language: Language, shared: Mapping[str, Any], renderer: Environment, template: str) -> str:
        """A template of the frame with its slots in place of values."""
        renderer.autoescape = True
        places = {name: Markup(f"@@{name}@@") for name in self.slots}
        label = Voice(self.graph, language, "").label
        return renderer.get_template(template).render(frame={**shared, **places}, label=label)


@dataclass(frozen=True)
class Frame:
    """A rendered frame: texts and names of slots, in turn."""

    parts: tuple[str, ...]
    frames: Frames = field(repr=False)

    @cached_property
    def _by_root(self) -> dict[str, tuple[str, ...]]:
        return {}

    def join(self, page: Page) -> str:
        """The whole document of a page."""
        values = self.frames.fill(page)
        pieces = list(self._rooted(values["root"]))
        pieces[1::2] = [values[name] for name in pieces[1::2]]
        return "".join(pieces)

    def _rooted(self, root: str) -> tuple[str, ...]:
        """The frame of the pages at one depth: filled with the way to the root of the site, most of its slots."""
        if root not in self._by_root:
            filled_in = {name: f"@@{name}@@" for name in self.frames.slots} | {"root": root}
            html = "".join(filled_in[part] if i % 2 else part for i, part in enumerate(self.parts))
            self._by_root[root] = tuple(SLOT.split(html))
        return self._by_root[root]

    def not_found(self, pages: Pages) -> str:
        """The page for addresses that do not exist: served at any depth, so its links start at the site's root."""
        voice = pages.voice("")
        content = pages.later("notfound", voice)
        page = Page("", pages.language, voice.label("not-found"), voice.label("not-found-about"), content, kind="404")
        base = re.sub(r"^https?://[^/]+", "", self.frames.publication.site_url) or "/"
        here = pages.addresses.of(pages.language, "")
        html = self.join(page)
        html = re.sub(r'<(?:link rel="(?:canonical|alternate)"|meta property="og:)[^>]*>\n?', "", html)
        return LEADING.sub(lambda m: f'{m[1]}="{_absolute(base, here, m[2])}"', html)


def _absolute(base: str, here: str, link: str) -> str:
    joined = posixpath.normpath(posixpath.join(base, here, link))
    return joined + "/" if (link.endswith("/") or not link) and not joined.endswith("/") else joined
