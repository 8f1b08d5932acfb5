"""What can be found: every thing of the base, every paragraph of every source, the pages of the site itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from passerelles import facets
from passerelles.graph import Graph
from passerelles.model import Entity, Language, Source
from passerelles.pages.lexicon import lexicon
from passerelles.pages.page import Addresses
from passerelles.search.document import Document, Sheet
from passerelles.search.site import site_sheets

RECORD = ("type", "author", "publisher", "date", "place")  # by what a source is looked for, besides its title
YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def documents(graph: Graph, language: Language) -> list[Document]:
    """The documents of one language: things in the order of the schema, paragraphs of the sources, pages of the site.

    The same thing has the same number in every language, so that a page can tell what only the other one finds.
    """
    return [document for sheet in sheets(graph, language) for document in sheet.make()]


def sheets(graph: Graph, language: Language) -> Iterator[Sheet]:
    """The same documents before they are made."""
    kb, addresses = graph.kb, Addresses(graph.kb.schema)
    themes = frozenset(theme.id for theme in kb.of_kind("theme"))
    for kind in kb.schema.kinds:
        for entity in sorted(kb.of_kind(kind), key=lambda entity: entity.id):
            yield Sheet(entity.id, kind, partial(_things, graph, entity, language, addresses, themes), entity.id)
    for source in kb.sources.values():
        yield Sheet(f"{source.id}#", "paragraph", partial(_paragraphs, source, language, addresses), source.id)
    yield from site_sheets(kb, language)


def countries(graph: Graph) -> dict[str, str]:
    """Of each place the country in which it is: all that a document has of another thing."""
    return {id_: thing.gazetteer.country or id_ for id_, thing in graph.kb.entities.items() if thing.gazetteer}


def _things(
    graph: Graph, entity: Entity, language: Language, addresses: Addresses, themes: frozenset[str]
) -> list[Document]:
    return [_thing(graph, entity, language, addresses.of(language, addresses.entity_path(entity)), themes)]


def _thing(graph: Graph, entity: Entity, language: Language, address: str, themes: frozenset[str]) -> Document:
    spelled = [s.form for s in entity.spellings]
    local = list(entity.gazetteer.names.values()) if entity.gazetteer else []
    facts = [f.text[language] for f in entity.beyond if f.property == "name"]
    return Document(
        kind=entity.kind,
        title=entity.name[language],
        address=address,
        names=tuple(dict.fromkeys((entity.name[language], *entity.name.values(), *spelled, *entity.aliases, *local))),
        sentences=tuple(dict.fromkeys((*_record(graph, entity, language), *_words(entity, language), *facts))),
        countries=tuple(sorted(facets.countries(graph.kb, entity))),
        themes=tuple(sorted(themes.intersection((entity.id, *(s.entity for s in entity.statements))))),
        years=tuple(sorted(year for year in facets.years(entity) if year.isdigit())),
        sources=tuple(sorted({e.source for s in entity.statements for e in s.evidence})),
    )


def _record(graph: Graph, entity: Entity, language: Language) -> Iterator[str]:
    """What the record of a source says, in a line: «article de presse · Le Courrier du Vietnam · vers avril 2023»."""
    told = (entity.metadatum(name) for name in RECORD) if isinstance(entity, Source) else ()
    if words := [lexicon(graph, language).datum_words(datum) for datum in told if datum]:
        yield " · ".join(words)


def _words(entity: Entity, language: Language) -> Iterator[str]:
    if entity.definition:
        yield entity.definition[language]
    for statement in entity.statements:
        if statement.text:
            yield statement.text[language]
        yield from (evidence.quote[language] for evidence in statement.evidence)


def _paragraphs(source: Source, language: Language, addresses: Addresses) -> list[Document]:
    """The paragraphs of a source; one that only another language has keeps its number, with nothing to find."""
    address = addresses.of(language, addresses.entity_path(source))
    ids = dict.fromkeys(own_id for edition in source.editions.values() for own_id in edition.by_id)
    return [_paragraph(source, language, address, own_id) for own_id in ids]


def _paragraph(source: Source, language: Language, address: str, own_id: str) -> Document:
    edition = source.editions[language]
    text = edition.by_id[own_id].text if own_id in edition.by_id else ""
    return Document(
        kind="paragraph",
        title=f"{edition.title}, § {own_id[1:]}",
        address=f"{address}#{own_id}",
        names=(),
        sentences=(text,) if text else (),
        years=tuple(sorted(set(YEAR.findall(text)))),
        sources=(source.id,),
    )
