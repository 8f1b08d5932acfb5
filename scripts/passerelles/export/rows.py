"""The lists of the data, as JSON has them: one object an item, an entity named by its id, every language inside.

What is absent is null, never a missing key; nothing here is rounded, guessed or abridged. Statements come from the
corpus alone; what editors know from elsewhere is in `beyond`, and nowhere else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping

from passerelles.export.words import Words, conflict_id
from passerelles.gaps import Gap, freshness, in_order
from passerelles.model import Evidence, Statement
from passerelles.register import successors

Row = dict[str, object]


def entities(say: Words) -> Iterator[Row]:
    """Every thing of the base, sources included."""
    for entity in say.graph.kb.entities.values():
        yield {
            "id": entity.id,
            "kind": entity.kind,
            "name": dict(entity.name),
            "aliases": list(entity.aliases),
            "url": say.entity_url(entity),
        }


def statements(say: Words) -> Iterator[Row]:
    """Every statement of the corpus with the words that say so."""
    for statement in say.graph.kb.statements:
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


def gaps(say: Words) -> Iterator[Row]:
    """Each silence of the page «gaps», in the order of the page, with its sentence."""
    seen: Counter[str] = Counter()
    for gap in in_order(say.graph.gaps, say.graph.kb.schema):
        yield {
            "id": _gap_id(gap, seen),
            "kind": gap.kind,
            "subject": gap.subject.id,
            "property": gap.property or None,
            "text": say.each(lambda voice, gap=gap: voice.gap(gap)),  # type: ignore[misc]
            "url": say.entity_url(gap.subject),
        }


def _gap_id(gap: Gap, seen: Counter[str]) -> str:
    """What is lacking of which thing; what texts leave open is numbered, so that a rewording changes nothing."""
    name = ".".join(part for part in (gap.subject.id, gap.kind, gap.property) if part)
    seen[name] += 1
    return f"{name}.{seen[name]}" if gap.kind == "unsaid" else name


def translation(say: Words) -> Iterator[Row]:
    """How fresh each translation is: a row of the page «translation»."""
    original = say.graph.kb.schema.original
    for source in say.graph.kb.sources.values():
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


def beyond(say: Words) -> Iterator[Row]:
    """What editors know from outside the corpus, each with its reference; never part of a statement or a count."""
    for entity in say.graph.kb.entities.values():
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
                "url": say.url_of(fact.id),
            }


def matches(say: Words) -> Iterator[Row]:
    """The near subjects of public vocabularies: the editors' word, as no text names any of them."""
    known = say.graph.kb.schema.vocabularies
    for entity in say.graph.kb.entities.values():
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
        yield {"id": name, "kind": kind, "replaced_by": by, "url": say.url_of(by)}


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


LISTS: Mapping[str, Callable[[Words], Iterator[Row]]] = {
    "entities": entities,
    "statements": statements,
    "conflicts": conflicts,
    "gaps": gaps,
    "translation": translation,
    "beyond": beyond,
    "matches": matches,
    "replaced": replaced,
    "kinds": kinds,
    "properties": properties,
}
