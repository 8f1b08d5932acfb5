"""What changed, as Atom feeds (RFC 4287): one a language for the site, one for each theme and territory.

An entry is a statement of the corpus, with the words that say so; what editors know from elsewhere is in none. Its
days are those of data/changes.txt (see chronicle), so that the same data give the same bytes on any machine. The
feeds keep the latest changes only: statements.json has everything.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence

from markupsafe import Markup

from passerelles.chronicle import GONE
from passerelles.export.form import File
from passerelles.export.past import Past
from passerelles.export.versions import FOLDER
from passerelles.export.words import Words
from passerelles.filled import escaped, filled
from passerelles.graph import Graph
from passerelles.model import Dated, Entity, Statement
from passerelles.pages.voice import Voice
from passerelles.publication import Publication
from passerelles.register import WITHDRAWN, ids, successor, successors

SITE_ENTRIES, ENTRIES = 50, 25
FOLLOWED = ("theme", "territory")
NEVER = "1970-01-01"  # of a feed without an entry
HEAD = """\
<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{language}"{base}>
<id>{id}</id>
<title>{title}</title>
<subtitle>{about}</subtitle>
<updated>{day}T00:00:00Z</updated>
<author><name>Passerelles</name></author>
<rights>{rights}</rights>
<link rel="self" type="application/atom+xml" href="{here}"/>
<link rel="alternate" type="text/html" hreflang="{language}" href="{page}"/>
"""
ENTRY = """\
<entry>
<id>{id}</id>
<title>{title}</title>
<published>{first}T00:00:00Z</published>
<updated>{last}T00:00:00Z</updated>
<link rel="alternate" type="text/html" hreflang="{language}" href="{page}"/>
<summary>{told}</summary>
{content}</entry>
"""


def feeds(graph: Graph, site_url: str, past: Past) -> Iterator[File]:
    """Every feed: first those of the site, then each thing's in every language."""
    say = Words(graph, site_url)
    changed = sorted(graph.kb.register.changes.values(), key=lambda item: item.id)
    changed.sort(key=lambda item: item.last, reverse=True)
    rank, gone = {item.id: place for place, item in enumerate(changed)}, withdrawn(changed)
    known, where = ids(graph.kb), Publication(site_url)
    presses = [Press(say, Voice(graph, language, "", where), known) for language in say.languages]
    for press in presses:
        yield feed_path(press.language), [press.feed(None, changed[:SITE_ENTRIES]).encode()]
    former = followed_before(graph)
    for entity in (e for kind in FOLLOWED for e in graph.kb.of_kind(kind)):
        names = entity.id, *former.get(entity.id, ())
        paths = [feed_path(language, name) for language in say.languages for name in names]
        is_same = not former.get(entity.id) and entity.id not in gone and entity.id not in past.followed
        if is_same and all(path in past.files for path in paths):
            yield from ((path, [past.files[path].whole]) for path in paths)
            continue
        places = sorted(rank[id_] for id_ in concerned(graph, entity, gone) if id_ in rank)
        latest = [changed[place] for place in places[:ENTRIES]]
        for press in presses:
            made = [press.feed(entity, latest).encode()]
            yield feed_path(press.language, entity.id), made
            yield from ((feed_path(press.language, old), made) for old in former.get(entity.id, ()))


def feed_path(language: str, id_: str = "") -> str:
    """Where the feed of the site or of a thing is, from the root of the site."""
    return f"{FOLDER}feeds/{id_}.{language}.xml" if id_ else f"{FOLDER}feed.{language}.xml"


def followed_before(graph: Graph) -> Mapping[str, Sequence[str]]:
    """The ids that a followed thing had before it was renamed or merged: who follows them goes on, at the new address
    that `self` in the feed gives, since a file has no other way to say that it has moved."""
    found: dict[str, list[str]] = {}
    for old, kind, by in successors(graph.kb):
        if kind in FOLLOWED and by != WITHDRAWN:
            found.setdefault(by.split(".")[0], []).append(old)
    return found


def withdrawn(changes: Iterable[Dated]) -> Mapping[str, set[str]]:
    """The ids of statements that are gone, by each thing that such an id names."""
    found: dict[str, set[str]] = {}
    for item in changes:
        if item.words == GONE:
            for name in item.id.split("."):
                found.setdefault(name, set()).add(item.id)
    return found


def concerned(graph: Graph, entity: Entity, gone: Mapping[str, set[str]]) -> set[str]:
    """The statements that concern a thing: its own, those whose value it is, all of the partnerships it is in, and
    those of `gone` that named it."""
    back = graph.backlinks.get(entity.id, ())
    subjects = [graph.kb.entities[s.subject] for s in back]
    told: Iterable[Statement] = (s for e in subjects if e.kind == "partnership" for s in e.statements)
    return {s.id for s in (*entity.statements, *back, *told)} | gone.get(entity.id, set())


class Press:
    """The feeds of one language."""

    def __init__(self, say: Words, voice: Voice, known: Mapping[str, str]) -> None:
        self.say, self.voice, self.language, self.known = say, voice, voice.language, known

    def feed(self, entity: Entity | None, changes: Sequence[Dated]) -> str:
        """A whole feed: of the site, or of one thing."""
        path = feed_path(self.language, entity.id if entity else "")
        label = self.voice.label
        head = _filled(
            HEAD,
            language=self.language,
            base="" if self.say.site_url else filled(' xml:base="{}"', "../" * path.count("/")),
            rights=label("feed-rights"),
            id=_urn(path),
            title=label("feed-title-of", name=entity.name[self.language]) if entity else label("feed-title"),
            about=label("feed-about"),
            day=max((item.last for item in changes), default=NEVER),
            here=f"{self.say.site_url}{path}",
            page=(self.say.entity_url(entity) if entity else self.say.address(""))[self.language],
        )
        return "".join([head, *map(self.entry, changes), "</feed>\n"])

    def entry(self, item: Dated) -> str:
        """What became of a statement."""
        statement = self.say.statements.get(item.id)
        state = "withdrawn" if not statement else "new" if item.first == item.last else "changed"
        by = item.id if statement else successor(self.say.graph.kb, item.id, self.known)
        return _filled(
            ENTRY,
            id=_urn(f"{self.language}/{item.id}"),
            title=self._title(statement) if statement else item.id,
            first=item.first,
            last=item.last,
            language=self.language,
            page=(self.say.url_instead(item.id, by) if by else self.say.address(""))[self.language],
            told=self.voice.label(f"feed-{state}", day=self.voice.date(item.last)),
            content=filled('<content type="html">{}</content>\n', str(self._content(statement))) if statement else "",
        )

    def _title(self, statement: Statement) -> str:
        subject = self.voice.entity(statement.subject).name[self.language]
        said = f"{self.voice.property_label(statement)}, {self.voice.value_words(statement)}"
        return f"{subject}{self.voice.colon}{said}"

    def _content(self, statement: Statement) -> Markup:
        return Markup("").join(self._words(statement))

    def _words(self, statement: Statement) -> Iterator[Markup]:
        """The words that say so, each with the link that leads to them in their source."""
        if statement.said_by:
            said = self.voice.label("said-by"), self.voice.entity(statement.said_by).name[self.language]
            yield filled("<p>{} {}</p>", *said)
        if statement.status:
            yield filled("<p><b>{}</b></p>", self.voice.label("conflict-flag"))
        if statement.note:
            yield filled("<p>{}</p>", self.voice.typeset(statement.note[self.language]))
        for evidence in statement.evidence:
            yield filled(
                '<blockquote>{}</blockquote><p><a href="{}">{}</a></p>',
                self.voice.typeset(evidence.quote[self.language]),
                self.say.evidence_url(evidence)[self.language],
                self.voice.evidence_name(evidence),
            )


def _filled(form: str, **values: object) -> str:
    """A form whose blanks hold these values, each escaped."""
    return form.format(**{name: escaped(value) for name, value in values.items()})


def _urn(name: str) -> str:
    """An id that stays when the site moves to another address."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"passerelles/{name}").urn
