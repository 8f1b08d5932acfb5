"""The lists of the data, as JSON has them: one object an item, an entity named by its id, every language inside.

What is absent is null, never a missing key; nothing here is rounded, guessed or abridged. Statements come from the
corpus alone; what editors know from elsewhere is in `beyond`, and nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import groupby
from typing import TypeVar

from passerelles.export.told import Told, of_all, of_things
from passerelles.export.words import Words, conflict_id
from passerelles.gaps import Gap, freshness, in_order
from passerelles.model import Entity, Evidence, Source, Statement
from passerelles.register import WITHDRAWN, successors

T = TypeVar("T")
Row = dict[str, object]


def entities(say: Words, entity: Entity) -> Iterator[Row]:
    """A thing of the base; sources are among them."""
    yield {
        "id": entity.id,
        "kind": entity.kind,
        "name": dict(entity.name),
        "aliases": list(entity.aliases),
        "url": say.entity_url(entity),
    }


def statements(say: Words, entity: Entity) -> Iterator[Row]:
    """Every statement of the corpus about a thing, with the words that say so."""
    for statement in entity.statements:
        yield {
            "id": statement.id,
            "subject": statement.subject,
            "property": statement.property,
            "value": _value(statement),
            "date": statement.date or None,
            "date_label": say.date(statement.date) if statement.date else None,
            "said_by": statement.said_by or None,
            "status": statement.status or None,
            "note": dict(statement.note) or None,
            "evidence": [_evidence(say, evidence) for evidence in statement.evidence],
        }


def _value(statement: Statement) -> object:
    """An id, a code or an EDTF date is a string; words are an object with a key a language."""
    return dict(statement.text) or statement.value


def _evidence(say: Words, evidence: Evidence) -> Row:
    return {"source": evidence.source, "quote": dict(evidence.quote), "url": say.evidence_url(evidence)}


def conflicts(say: Words) -> Iterator[Row]:
    """Each disagreement of the page «conflicts», with the statements that stand face to face."""
    for conflict in say.graph.conflicts:
        yield {
            "id": conflict_id(conflict),
            "subject": conflict.subject.id,
            "property": conflict.property,
            "statements": [statement.id for statement in conflict.statements],
            "url": say.conflict_url(conflict),
        }


def by_gap(say: Words, make: Callable[[list[Gap]], Iterator[T]]) -> Told[T]:
    """What is said of the silences of the page «gaps», in the order of the page: of a thing those of one kind."""
    groups = groupby(in_order(say.graph.gaps, say.graph.kb.schema), key=lambda gap: f"{gap.subject.id}/{gap.kind}")
    return Told(((key, list(group)) for key, group in groups), make)


def gaps(say: Words, group: list[Gap]) -> Iterator[Row]:
    """Each silence of one kind of a thing, with its sentence."""
    for number, gap in enumerate(group, 1):
        yield {
            "id": _gap_id(gap, number),
            "kind": gap.kind,
            "subject": gap.subject.id,
            "property": gap.property or None,
            "text": say.each(lambda voice, gap=gap: voice.gap(gap)),  # type: ignore[misc]
            "url": say.entity_url(gap.subject),
        }


def _gap_id(gap: Gap, number: int) -> str:
    """What is lacking of which thing; what texts leave open is numbered, so that a rewording changes nothing."""
    name = ".".join(part for part in (gap.subject.id, gap.kind, gap.property) if part)
    return f"{name}.{number}" if gap.kind == "unsaid" else name


def translation(say: Words, source: Source) -> Iterator[Row]:
    """How fresh each translation of a source is: a row of the page «translation»."""
    original = say.graph.kb.schema.original
    for language, edition in source.editions.items():
        if language == original:
            continue
        found = tuple(freshness(source.editions[original], edition))
        of = {state: [f.paragraph for f in found if f.state == state] for state in ("fresh", "stale", "unread")}
        counts = {state: len(paragraphs) for state, paragraphs in of.items()}
        yield {
            "source": source.id,
            "language": language,
            "paragraphs": len(found),
            **counts,
            "stale_paragraphs": of["stale"],
            "unread_paragraphs": of["unread"],
            "url": say.entity_url(source),
        }


def stale_texts(say: Words) -> Iterator[Row]:
    """Every label, name, note or section whose original alone has changed: the rest of the page «translation»."""
    for language, by_path in say.graph.stale.items():
        for path, texts in by_path.items():
            for text in texts:
                url = say.address(f"translation/#texts-{language}")
                yield {"path": path, "key": text.key, "language": language, "url": url}


def beyond(say: Words, entity: Entity) -> Iterator[Row]:
    """What editors know of a thing from outside the corpus, with its reference; in no statement and no count."""
    for fact in entity.beyond:
        reference = fact.reference
        yield {
            "id": fact.id,
            "subject": entity.id,
            "property": fact.property or None,
            "date": fact.date or None,
            "date_label": say.date(fact.date) if fact.date else None,
            "text": dict(fact.text),
            "reference": {
                "title": reference.title,
                "publisher": reference.publisher,
                "url": reference.url,
                "date": reference.date or None,
                "read": reference.read,
                "language": reference.language or None,
            },
            "url": say.address(f"{say.voice.addresses.entity_path(entity)}#{fact.id}"),
        }


def matches(say: Words, entity: Entity) -> Iterator[Row]:
    """The subjects of public vocabularies near a thing: the editors' word, as no text names any of them."""
    known = say.graph.kb.schema.vocabularies
    for match in entity.matches:
        vocabulary = known[match.vocabulary]
        yield {
            "subject": entity.id,
            "vocabulary": match.vocabulary,
            "vocabulary_label": dict(vocabulary.title),
            "code": match.code,
            "name": match.name or None,
            "match": match.match,
            "match_label": dict(say.label(f"match-{match.match}")),
            "address": vocabulary.address_of(match.code) or None,
            "url": say.address(f"{say.voice.addresses.entity_path(entity)}#matches"),
        }


def replaced(say: Words) -> Iterator[Row]:
    """Every published id that is no longer used, with what takes its place."""
    for name, kind, by in successors(say.graph.kb):
        if by != WITHDRAWN:
            yield {"id": name, "kind": kind, "replaced_by": by, "url": say.url_of(by)}


def withdrawn(say: Words) -> Iterator[Row]:
    """Every published id that is no longer used and has nothing in its place: where to look instead is a list."""
    for name, kind, by in successors(say.graph.kb):
        if by == WITHDRAWN:
            yield {"id": name, "kind": kind, "url": say.url_instead(name, by)}


def kinds(say: Words) -> Iterator[Row]:
    """The kinds of things, as data/schema.yml defines them, with the number of things of each."""
    for kind in say.graph.kb.schema.kinds.values():
        yield {
            "kind": kind.name,
            "folder": kind.folder,
            "label": dict(kind.label),
            "plural": dict(kind.plural),
            "definition": dict(kind.definition),
            "types": [{"code": code, "label": dict(label)} for code, label in kind.types.items()],
            "count": len(say.graph.kb.of_kind(kind.name)),
        }


def properties(say: Words) -> Iterator[Row]:
    """What may be asserted of each kind: the type says whether a value is an id, a code, words or a date."""
    for kind in say.graph.kb.schema.kinds.values():
        for declared in kind.properties.values():
            codes = declared.choices.values()
            yield {
                "kind": kind.name,
                "property": declared.name,
                "label": dict(declared.label),
                "inverse": dict(declared.inverse) or None,
                "type": declared.type,
                "targets": list(declared.targets),
                "single": declared.single,
                "choices": [{"code": c.code, "label": dict(c.label), "open": c.open} for c in codes],
            }


def lists(say: Words) -> Mapping[str, Told[Row]]:
    """Every list by the name of its file."""
    kb = say.graph.kb
    things, texts = kb.entities.values(), kb.sources.values()
    return {
        "entities": of_things(things, partial(entities, say)),
        "statements": of_things(things, partial(statements, say)),
        "conflicts": of_all(partial(conflicts, say)),
        "gaps": by_gap(say, partial(gaps, say)),
        "translation": of_things(texts, partial(translation, say)),
        "stale_texts": of_all(partial(stale_texts, say)),
        "beyond": of_things(things, partial(beyond, say)),
        "matches": of_things(things, partial(matches, say)),
        "replaced": of_all(partial(replaced, say)),
        "withdrawn": of_all(partial(withdrawn, say)),
        "kinds": of_all(partial(kinds, say)),
        "properties": of_all(partial(properties, say)),
    }
