"""What the page of each kind shows beyond its statements: the thread of a partnership, the place of an event in its
series, the names of a territory through scripts and time, who works on a theme.

Everything here is drawn from statements and gazetteers; nothing is decided about layout.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from passerelles.dates import read, together
from passerelles.graph import Conflict
from passerelles.model import BeyondFact, Called, Entity, Match, Statement
from passerelles.pages import company
from passerelles.pages.browse import of_country
from passerelles.pages.news import news
from passerelles.pages.voice import Voice

RELATED = 6  # related partnerships shown
WEIGHTS = {"territory": 5, "organisation": 4, "event": 2, "theme": 2, "person": 1}  # of what two may share, by its kind
FOREMOST = ("party", "place")  # what leads to a territory and is said first: its partnerships, the events it hosted
HOME = 6  # texts and events on the first page

Party = tuple[Statement, Entity, Entity | None]  # what names it, the thing, its country


@dataclass(frozen=True, eq=False)
class Moment:
    """A dated step of a thread: what happened, by which statement, or what is known from outside the texts."""

    dates: tuple[str, ...]  # more than one where sources disagree
    statement: Statement | None = None
    fact: BeyondFact | None = None


@dataclass(frozen=True, eq=False)
class Naming:
    """A name that a territory had: its own, or the one of which a fact from outside the texts tells."""

    date: str
    fact: str = ""


@dataclass(frozen=True, eq=False)
class Related:
    """Another partnership, with the things that it shares with this one."""

    entity: Called
    shared: tuple[Called, ...]


def portrait(voice: Voice, entity: Entity) -> Mapping[str, object]:
    """The values that the template of this kind asks for beside `entity`."""
    return PORTRAITS.get(entity.kind, _nothing)(voice, entity)


def _nothing(voice: Voice, entity: Entity) -> Mapping[str, object]:
    del voice, entity
    return {}


def home(voice: Voice) -> Mapping[str, object]:
    """What the first page shows first: the latest texts and the latest events, what nobody dates last."""
    sources = sorted(voice.graph.kb.sources.values(), key=lambda s: _latest(voice.source_edtf(s), s.id))
    events = [e for e in voice.graph.kb.of_kind("event") if voice.when(e)]
    return {
        "latest": sources[:HOME],
        "resting": {source.id: len(voice.graph.cited.get(source.id, ())) for source in sources[:HOME]},
        "recent": sorted(events, key=lambda e: _latest(voice.when(e), e.id))[:HOME],
        "split": _split(voice),
        "news": news(voice),
    }


def _split(voice: Voice) -> Conflict | None:
    """The disagreement that the first page shows: one over a date where there is one, for a date speaks for itself."""
    dated = [c for c in voice.graph.conflicts if all(s.date and s.evidence for s in c.statements)]
    days = [c for c in dated if {read(s.date).is_certain for s in c.statements} == {True}]
    return next(iter([*days, *dated]), None)


def _latest(edtf: str, name: str) -> tuple[int, str]:
    return -read(edtf).earliest.toordinal() if edtf else 0, name


def _partnership(voice: Voice, entity: Entity) -> Mapping[str, object]:
    parties = [_only(voice, s) for s in entity.with_property("party")]
    return {
        "shores": _shores(parties),
        "thread": sorted(_thread(voice, entity), key=_order),
        "related": _related(voice, entity),
    }


def _only(voice: Voice, statement: Statement) -> Party:
    """A party: the statement that names it, the thing, and its country where a gazetteer gives one."""
    party = voice.entity(statement.entity)
    country = party.gazetteer.country if party.gazetteer else ""
    return statement, party, voice.entity(country) if country else None


def _shores(parties: list[Party]) -> tuple[list[Party], list[Party]]:
    """The parties on either side of the bridge: those of one country with the first face the others."""
    here = [party for party in parties if _country(party) == _country(parties[0])]
    near = here if len(here) < len(parties) else parties[:1]
    return near, [party for party in parties if party not in near]


def _country(party: Party) -> str:
    return party[2].id if party[2] else ""


def _thread(voice: Voice, entity: Entity) -> Iterator[Moment]:
    """Every dated step: dated statements, events with a date of their own, and, apart, what is known beyond."""
    for statement in entity.statements:
        event = voice.entity(statement.entity) if statement.entity else None
        dates = (statement.date,) if statement.date else voice.days(event) if event and event.kind == "event" else ()
        if dates:
            yield Moment(dates, statement)
    yield from (Moment((fact.date,), fact=fact) for fact in entity.beyond if fact.date)


def _order(moment: Moment) -> tuple[str, bool, str]:
    date = together(moment.dates)
    return read(date).earliest.isoformat(), moment.fact is not None, date


def _related(voice: Voice, entity: Entity) -> list[Related]:
    """Other partnerships by what they share: a party counts most, then an event, then a theme."""
    shared = {s.entity: voice.graph.partnerships_of.get(s.entity, ()) for s in entity.statements if s.entity}
    weights = {name: WEIGHTS.get(voice.graph.kb.kind_of(name), 0) for name in shared}
    likely = _likely([ids for name, ids in shared.items() if weights[name]]) - {entity.id}
    ways = {name: likely.intersection(ids) for name, ids in shared.items()}
    score = dict.fromkeys(likely, 0)
    for name, found in ways.items():
        for other in found:
            score[other] += weights[name]
    best = sorted(score, key=lambda other: (-score[other], other))[:RELATED]
    return [
        Related(
            voice.called(other), tuple(voice.sorted([voice.called(name) for name, of in ways.items() if other in of]))
        )
        for other in best
    ]


def _likely(lists: Iterable[Sequence[str]]) -> set[str]:
    """Those that may be among the nearest: all that stand in two of these lists and, of those that stand in one, its
    first, for the nearest come in order where they share as much."""
    seen, likely = set[str](), set[str]()
    for ids in lists:
        likely.update(seen.intersection(ids), ids[: RELATED + 1])  # one of them is the partnership itself
        seen.update(ids)
    return likely


def _event(voice: Voice, entity: Entity) -> Mapping[str, object]:
    return {
        "when": voice.when(entity),
        "siblings": _siblings(voice, entity),
        "inside": _inside(voice, entity),
        "told": ("part_of", "series"),
    }


def _siblings(voice: Voice, entity: Entity) -> Sequence[Entity]:
    """The editions of the series that an event belongs to, itself among them, in the order of time."""
    for statement in entity.with_property("series"):
        editions = {s.subject for s in voice.graph.backlinks.get(statement.entity, ()) if s.property == "series"}
        return _in_time(voice, editions)
    return ()


def _inside(voice: Voice, entity: Entity) -> Sequence[Entity]:
    """The parts of an event, or the editions of a series."""
    back = voice.graph.backlinks.get(entity.id, ())
    return _in_time(voice, {s.subject for s in back if s.property in {"part_of", "series"}})


def _in_time(voice: Voice, ids: set[str]) -> list[Entity]:
    def day(event: Entity) -> tuple[str, str]:
        date = voice.when(event)
        return (read(date).earliest.isoformat() if date else "9999", event.id)

    return sorted((voice.entity(i) for i in ids), key=day)


def _territory(voice: Voice, entity: Entity) -> Mapping[str, object]:
    back = voice.graph.backlinks.get(entity.id, ())
    inside = {s.subject for s in back if s.property == "within"}
    held = of_country(voice.graph, entity.id)
    return {
        "renamed": _names(voice, entity),
        "inside": voice.sorted([voice.entity(i) for i in inside]),
        "scripts": _scripts(voice, entity),
        "first": [(p, group) for p, group in voice.backlinks(entity) if p.name in FOREMOST],
        "told": ("within", *FOREMOST),
        "held": held,
        "bound": voice.sorted([voice.entity(name) for name in held.first]),
    }


def _names(voice: Voice, entity: Entity) -> list[Naming]:
    """The names of a territory, in time: its own where a gazetteer says how long it had it, others by what tells of
    them. What became of the place meanwhile stands below, once."""
    facts = [fact for fact in voice.in_time(entity.beyond) if fact.property == "name"]
    valid = entity.gazetteer.valid if entity.gazetteer else ""
    if not valid and not facts:
        return []
    return [Naming(valid), *(Naming(fact.date, fact.id) for fact in facts)]


def _scripts(voice: Voice, entity: Entity) -> Sequence[tuple[str, str]]:
    """The names of a place in the languages that the site does not speak, from its gazetteer, where they differ."""
    names = entity.gazetteer.names if entity.gazetteer else {}
    spoken = voice.graph.kb.schema.languages
    return [(c, name) for c, name in names.items() if c not in spoken and name != entity.name[voice.language]]


def _theme(voice: Voice, entity: Entity) -> Mapping[str, object]:
    """Who works on a theme: the partnerships that have it, by the statement that says so, with their parties."""
    groups = [
        group for _, group in voice.backlinks(entity) if voice.graph.kb.kind_of(group[0].subject) == "partnership"
    ]
    stated = [s for group in groups for s in group]
    parties = [[voice.entity(p.entity) for p in voice.entity(s.subject).with_property("party")] for s in stated]
    return {"workers": list(zip(stated, parties, strict=True)), **_term(voice, entity)}


def _term(voice: Voice, entity: Entity) -> Mapping[str, object]:
    """The near subjects of public vocabularies, by vocabulary and by how near they come: the editors' word."""
    known = voice.graph.kb.schema.vocabularies
    groups: dict[tuple[str, str], list[Match]] = {}
    for match in entity.matches:  # wherever an editor wrote it: each vocabulary and nearness is named once
        groups.setdefault((match.vocabulary, match.match), []).append(match)
    return {"matched": [(known[name], near, tuple(group)) for (name, near), group in groups.items()]}


PORTRAITS: Mapping[str, Callable[[Voice, Entity], Mapping[str, object]]] = {
    "partnership": _partnership,
    "organisation": company.organisation,
    "person": company.person,
    "event": _event,
    "territory": _territory,
    "theme": _theme,
    "term": _term,
}
