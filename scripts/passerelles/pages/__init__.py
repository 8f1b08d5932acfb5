"""Knowledge base and language -> pages: every generated page of the site, without its frame.

`Pages` fills the templates of overrides/kinds (autoescape on, StrictUndefined: a typo fails the build). Nothing
here knows the renderer; `plugin` sets what is returned into the frame.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import chain

from jinja2 import Environment
from markupsafe import Markup

from passerelles.dates import read
from passerelles.graph import Graph
from passerelles.mentions import Named
from passerelles.model import Entity, Kind, Language, Property, Statement
from passerelles.pages.engine import environment
from passerelles.pages.page import Addresses, Page, in_parts, numbered, portions, relative
from passerelles.pages.portraits import home, portrait
from passerelles.pages.prose import contents, typeset_html
from passerelles.pages.source import SourceText
from passerelles.pages.stated import Stated
from passerelles.pages.typography import begun, initial, typeset
from passerelles.pages.views import VIEWS, VIEWS_OF
from passerelles.pages.voice import Voice
from passerelles.publication import NOWHERE, Publication

__all__ = ["Addresses", "Page", "Pages", "environment", "relative"]

Groups = Sequence[tuple[Property, Sequence[Statement]]]  # statements by property
Link = tuple[Property | None, Statement | Named]
INDEX_ITEMS, LINK_ITEMS = 100, 60  # a page of a list stays below 40 kB
DESCRIBED = 160  # signs of what a page holds that its description has


def _first_day(entity: Entity) -> str:
    """The first day on which a thing may have happened; what nobody dates comes last."""
    days = [read(s.date).earliest.isoformat() for s in entity.with_property("date")]
    return min(days, default="9999")


@dataclass(frozen=True)
class Pages:
    """The generated pages of one language."""

    graph: Graph
    language: Language
    templates: Environment
    publication: Publication = NOWHERE

    @cached_property
    def addresses(self) -> Addresses:
        return Addresses(self.graph.kb.schema)

    def all(self) -> Iterator[Page]:
        """Every page that no person writes as prose, in a fixed order."""
        for step in self.steps():
            yield from self.entity(step) if isinstance(step, Entity) else (step,)

    def steps(self) -> Iterator[Page | Entity]:
        """The same, with each thing in the place of its pages."""
        for kind in self.graph.kb.schema.kinds.values():
            yield from self.index(kind)
            if kind.name != "source":  # the text of a source is Markdown: the renderer hands it to `source`
                yield from self.graph.kb.of_kind(kind.name)
        for view in VIEWS:
            yield from view(self)

    def find(self, path: str) -> Page | None:
        """The page at an address, without making any other; nothing where no page is generated."""
        folder, _, rest = path.partition("/")
        name = rest.partition("/")[0]
        kind = next((kind for kind in self.graph.kb.schema.kinds.values() if kind.folder == folder), None)
        found: Iterator[Page] = iter(())
        if kind is None:
            found = chain.from_iterable(view(self) for view in VIEWS_OF.get(folder, ()))
        elif (entity := self.graph.kb.entities.get(name)) and entity.kind == kind.name != "source":
            found = self.entity(entity)
        if kind and name in {"", "p"}:  # the further pages of an index; a thing may be called so, too
            found = chain(found, self.index(kind))
        return next((page for page in found if page.path == path), None)

    def render(self, template: str, voice: Voice, **values: object) -> str:
        return self.templates.get_template(f"{template}.html").render(say=voice, **values)

    def piece(self, template: str, name: str, *values: object) -> str:
        """What several pages have in common: a macro of a template, as HTML."""
        made: str = getattr(self.templates.get_template(f"{template}.html").module, name)(*values)
        return made

    def later(self, template: str, voice: Voice, **values: object) -> Callable[[], str]:
        """The same, when it is asked for."""
        return partial(self.render, template, voice, **values)

    def voice(self, path: str) -> Voice:
        return Voice(self.graph, self.language, path, self.publication)

    def entity(self, entity: Entity) -> Iterator[Page]:
        """The pages of a thing: one, more where its statements are many, and for a hub the list of its links."""
        voice = self.voice(self.addresses.entity_path(entity))
        contents = self._contents(entity, voice.grouped(entity))
        several = contents if len(contents) > 1 else ()  # a page that is alone needs no name
        titles = numbered([[voice.title(p.label) for p, _ in part] for part in several])
        for number, groups in enumerate(contents, 1):
            here = voice if number == 1 else self.voice(voice.part_path(entity, number))
            yield self._part(entity, here, groups, number, len(contents), titles)
        most, together = voice.most_links(entity)
        if most > voice.shown:
            stated = [(declared, s) for declared, group in voice.backlinks(entity) for s in group]
            links: list[Link] = [*stated, *((None, named) for named in voice.named(entity))]
            yield from self._links(entity, in_parts(links, math.ceil(together / LINK_ITEMS)))

    def _contents(self, entity: Entity, groups: Groups) -> Sequence[Groups]:
        """The statements of each of the pages of a thing."""
        parts = self.graph.parts
        count = max((parts.get(s.id, 1) for s in entity.statements), default=1)
        if count == 1:
            return [groups]
        contents = []
        for part in range(1, count + 1):
            here = [(p, [s for s in group if parts.get(s.id, 1) == part]) for p, group in groups]
            contents.append([(p, group) for p, group in here if group])
        return contents

    def _part(
        self, entity: Entity, voice: Voice, groups: Groups, part: int, count: int, contents: Sequence[Sequence[str]]
    ) -> Page:
        """One of the pages of a thing; `contents` names the properties that each of several holds."""
        name = typeset(entity.name[self.language], self.language)
        titled = f"{name} ({voice.kind(entity).label[self.language]})"  # two kinds may share a name: CLAIR, CLAIR
        described = voice.label(
            "describe",
            name=name,
            kind=voice.kind(entity).label[self.language],
            statements=voice.count("statements", len(entity.statements)),
        )
        title = titled if part == 1 else voice.label("page-of", title=titled, page=part, pages=count)
        holds = voice.front(entity) if part == 1 else ", ".join(contents[part - 1])
        return Page(
            path=voice.path,
            language=self.language,
            title=title,
            description=" ".join(filter(None, (described if part == 1 else title + ".", begun(holds, DESCRIBED)))),
            body=self.later(
                entity.kind, voice, entity=entity, groups=groups, part=part, count=count, contents=contents,
                **portrait(voice, entity),
            ),
            pencil=entity.path, kind=entity.kind,
        )  # fmt: skip

    def _links(self, entity: Entity, parts: Sequence[Sequence[Link]]) -> Iterator[Page]:
        """As many pages in each language, so that a reader may change it on any of them."""
        for number, part in enumerate(parts, 1):
            path = f"{self.addresses.entity_path(entity)}links/{number}/"
            voice = self.voice(path)
            title = voice.label("links-title", name=entity.name[self.language], page=number, pages=len(parts))
            content = self.later("links", voice, entity=entity, links=part, number=number, pages=len(parts))
            described = voice.label("describe-links", title=title)
            yield Page(path, self.language, title, described, content, entity.path, kind="links")

    def index(self, kind: Kind) -> Iterator[Page]:
        """The things of one kind, in the order of the language, a hundred to a page."""
        entities = self.voice("").sorted(self.graph.kb.of_kind(kind.name))
        if "date" in kind.properties:  # what has a date is read in the order of time
            entities = sorted(entities, key=_first_day)
        parts = portions(entities, INDEX_ITEMS)
        for number, part in enumerate(parts, 1):
            path = f"{kind.folder}/" if number == 1 else f"{kind.folder}/p/{number}/"
            voice = self.voice(path)
            content = self.later(
                "index", voice, kind=kind, entities=part, total=len(entities), number=number,
                pages=[initial(p[0].name[self.language]) if p else "" for p in parts],
            )  # fmt: skip
            title = voice.title(kind.plural)
            described = kind.definition[self.language]
            if number > 1:
                title = voice.label("page-of", title=title, page=number, pages=len(parts))
                described = f"{title}. {described}"
            yield Page(path, self.language, title, described, content, kind="index")

    @cached_property
    def _stated(self) -> Stated:
        """What the pages of sources tell alike: whichever it is, they lead to the things that they name by the same
        links."""
        return Stated(self.voice(f"{self.graph.kb.schema.kinds['source'].folder}/-/"))

    def source(self, name: str, html: str) -> Page:
        """A source, from the HTML that the renderer made of its text."""
        source = self.graph.kb.sources[name]
        path = self.addresses.entity_path(source)
        voice = self.voice(path)
        text = SourceText(voice, source, self._stated)
        content = self.render(
            "source",
            voice,
            entity=source,
            text=text.annotated(html),
            corrections=text.corrections(),
            received=text.received(),
        )
        return Page(
            path, self.language, typeset(source.name[self.language], self.language), "", content,
            pencil=source.editions[self.language].where.path, kind="source",
        )  # fmt: skip

    def prose(self, template: str, path: str, html: str, rules: Sequence[str] = ()) -> str:
        """The content of a page that people write, with what the base adds to it."""
        voice = self.voice(path)
        more = home(voice) if template == "home" else {}
        prose = self._stale(voice, path) + typeset_html(html, self.language)
        written = self.render(template, voice, prose=prose, rules=rules, **more)
        headings = () if template == "home" else contents(written)
        return self.render("_contents", voice, article=written, headings=headings) if headings else written

    def _stale(self, voice: Voice, path: str) -> str:
        """Above prose of which a section was translated from an earlier original: that it was."""
        name = f"docs/{voice.original}/{path.strip('/') or 'index'}.md"  # under which the register keeps the sections
        notice = Markup('<p class="stale-notice">{}</p>').format(voice.label("stale-page"))
        return str(notice) if voice.is_stale(name) else ""
