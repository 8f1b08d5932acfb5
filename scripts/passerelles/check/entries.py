"""Rules on entries: what they name exists, what they need is there, what they claim of names is so."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from passerelles.check.evidence import Things, is_light, of_kind, stated
from passerelles.check.placing import ISO_3166_2, is_on_the_globe
from passerelles.model import (
    SPEAKERS,
    Entity,
    Gazetteer,
    KnowledgeBase,
    Language,
    Position,
    Problem,
    Source,
    Spelling,
)
from passerelles.naming import occurs, standing
from passerelles.nearest import nearest, nearest_id
from passerelles.quotes import near_miss
from passerelles.register import successor

FEW = 8  # forms: so few are looked for one by one
ISO_3166_1 = re.compile(r"[A-Z]{2}\Z")
GEONAMES = re.compile(r"[1-9][0-9]{0,9}\Z")
# An e-mail address, or a telephone number as France, Vietnam and Japan write theirs; a date or a sum is neither.
CONTACT = re.compile(
    r"[\w.+-]+@[\w-]+\.[a-z]{2,}|(?<![\w.,-])(?:\+\d{1,3}|0\d)(?:[\s.\u00a0\u202f-]?\d{2,4}){3,5}(?![\w-])"
)


def values_exist_and_are_of_the_right_kind(kb: KnowledgeBase, things: Things) -> Iterator[Problem]:
    """A value that is a thing has an entry, of a kind that the property allows."""
    for statement in stated(things):
        declared = kb.property_of(statement)
        if statement.entity and declared:
            yield from _names(kb, statement.spot("value"), statement.entity, declared.targets)
    for thing in things:
        for record in thing.record if isinstance(thing, Source) else ():
            if record.entity:
                yield from _names(kb, record.where, record.entity, ("person", "organisation", "territory"))
        if thing.gazetteer and thing.gazetteer.country:
            where = thing.spots.get("gazetteer.country", thing.gazetteer.where)
            yield from _names(kb, where, thing.gazetteer.country, ("territory",))


def speakers_exist(kb: KnowledgeBase, things: Things) -> Iterator[Problem]:
    """Whoever is said to have spoken (`said_by`) is a person, an organisation or a local authority of the base."""
    for statement in stated(things):
        if statement.said_by:
            yield from _names(kb, statement.spot("said_by"), statement.said_by, SPEAKERS)


def _names(kb: KnowledgeBase, where: Position, name: str, kinds: Iterable[str]) -> Iterator[Problem]:
    entity = kb.entities.get(name)
    if entity is None and (name in kb.register.published or name in kb.register.replaced):
        yield from _gone(kb, where, name)
    elif entity is None:
        allowed = {e.id: (*e.name.values(), *e.aliases) for e in kb.entities.values() if e.kind in tuple(kinds)}
        near = nearest_id(name, allowed)
        yield Problem(where, "unknown-id", (("value", name), ("near", near), ("kinds", ", ".join(kinds))))
    elif entity.kind not in tuple(kinds):
        details = (("value", name), ("kind", entity.kind), ("kinds", ", ".join(kinds)))
        yield Problem(where, "wrong-kind", details)


def _gone(kb: KnowledgeBase, where: Position, name: str) -> Iterator[Problem]:
    """What was an entry is no slip for another one of nearly that name."""
    by = successor(kb, name, kb.entities)
    if by in kb.entities:
        yield Problem(where, "id-renamed", (("value", name), ("by", by)))
    else:
        yield Problem(where, "id-gone", (("value", name),))


def statements_have_distinct_ids(_kb: KnowledgeBase, things: Things) -> Iterator[Problem]:
    """Each statement, and each outside fact, has an id of its own that survives a rewording."""
    for thing in things:  # an id begins with that of its thing
        seen: dict[str, Position] = {}
        own = [(s.id, s.where) for s in thing.statements if s.value]  # one without a value is told of as such
        for name, where in (*own, *((fact.id, fact.where) for fact in thing.beyond)):
            if name in seen:
                key = "own-id-twice" if ".beyond." in name else "statement-id-twice"  # a fact always has one
                yield Problem(where, key, (("id", name), ("line", str(seen[name].line))))
            seen.setdefault(name, where)


def required_properties_are_stated(kb: KnowledgeBase, things: Things) -> Iterator[Problem]:
    """Each entry states the properties that its kind requires, and rests on the corpus by at least one statement."""
    bare = [thing for thing in things if thing.kind != "source" and not thing.statements]
    values = set(_values(kb)) if bare else set()
    for thing in bare:
        if thing.id not in values:
            yield Problem(thing.where, "nothing-stated")
    for thing in things:
        for name in kb.schema.kinds[thing.kind].required:
            if not thing.with_property(name):
                yield Problem(thing.where, "required-property", (("property", name),))


def _values(kb: KnowledgeBase) -> Iterator[str]:
    """The things that another entry's statement, record or place is about."""
    for statement in kb.statements:
        yield from (statement.entity, statement.said_by)
    for source in kb.sources.values():
        yield from (record.entity for record in source.record)
    for entity in kb.entities.values():
        yield from (entity.broader, entity.gazetteer.country if entity.gazetteer else "")


def partnerships_have_two_parties(_kb: KnowledgeBase, things: Things) -> Iterator[Problem]:
    """A partnership has at least two different parties; a participant with no partner named is no partnership."""
    for entity in of_kind("partnership", things):
        parties = {statement.entity for statement in entity.with_property("party")}
        if len(parties) == 1 and "" not in parties:  # a blank is told of as such, and so is a party that is required
            yield Problem(entity.where, "one-party", (("parties", "".join(parties)),))


def spellings_stand_in_the_corpus(kb: KnowledgeBase, things: Things) -> Iterator[Problem]:
    """A declared spelling stands, letter for letter, in the source that it names, or in some source."""
    spellings = [spelling for thing in things for spelling in thing.spellings]
    anywhere = {(s.form, s.language) for s in spellings if not s.source}
    found = _standing(kb, anywhere)
    for spelling in spellings:
        if is_light(kb, spelling.form, spelling.language):
            yield Problem(spelling.where, "spelling-light", (("form", spelling.form),))
        elif spelling.source and spelling.source not in kb.sources:
            near = nearest(spelling.source, kb.sources)
            yield Problem(spelling.where, "unknown-source", (("value", spelling.source), ("near", near)))
        elif not (_stands(kb, spelling) if spelling.source else (spelling.form, spelling.language) in found):
            details = (("form", spelling.form), ("source", spelling.source or "corpus"))
            yield Problem(spelling.where, "spelling-not-found", (*details, ("near", _printed(kb, spelling))))


def _printed(kb: KnowledgeBase, spelling: Spelling) -> str:
    """The words of the corpus that a spelling was probably meant for."""
    sources = [kb.sources[spelling.source]] if spelling.source else kb.sources.values()
    miss = near_miss([s.editions[spelling.language] for s in sources if spelling.language in s.editions], spelling.form)
    return miss.words.strip(',;:.()«»“”" ') if miss else ""


def _stands(kb: KnowledgeBase, spelling: Spelling) -> bool:
    """Whether a spelling stands in the source that it names."""
    edition = kb.sources[spelling.source].editions.get(spelling.language)
    return edition is not None and occurs(spelling.form, edition.lines)


def _standing(kb: KnowledgeBase, wanted: Collection[tuple[str, Language]]) -> set[tuple[str, Language]]:
    """The forms that stand in some source; a name never runs over a line."""
    found: set[tuple[str, Language]] = set()
    for language in {language for _, language in wanted}:
        forms = [form for form, of in wanted if of == language]
        texts = [s.editions[language].lines for s in kb.sources.values() if language in s.editions]
        is_few = len(forms) <= FEW
        stand = {form for form in forms if any(occurs(form, t) for t in texts)} if is_few else standing(forms, texts)
        found |= {(form, language) for form in stand}
    return found


def identifiers_are_well_formed(kb: KnowledgeBase, things: Things) -> Iterator[Problem]:
    """Identifiers of territories follow ISO 3166 and GeoNames; coordinates lie on the globe, in a known gazetteer."""
    for entity in of_kind("territory", things):
        gazetteer = entity.gazetteer
        if gazetteer is None:
            yield Problem(entity.where, "no-gazetteer")
            continue
        for field, value in _ill_formed(kb, gazetteer):
            where = entity.spots.get(f"gazetteer.{field}", gazetteer.where)
            yield Problem(where, "ill-formed-identifier", (("field", field), ("value", value)))


def _ill_formed(kb: KnowledgeBase, gazetteer: Gazetteer) -> Iterator[tuple[str, str]]:
    latitude, longitude = gazetteer.coordinates or (0.0, 0.0)
    tests = (
        ("reference", gazetteer.reference, gazetteer.reference in kb.schema.gazetteers),
        ("iso_3166_1", gazetteer.iso_3166_1, ISO_3166_1.match(gazetteer.iso_3166_1)),
        ("iso_3166_2", gazetteer.iso_3166_2, ISO_3166_2.match(gazetteer.iso_3166_2)),
        ("subdivision", gazetteer.subdivision, ISO_3166_2.match(gazetteer.subdivision)),
        ("geonames", gazetteer.geonames, GEONAMES.match(gazetteer.geonames)),
        ("coordinates", f"{latitude}, {longitude}", is_on_the_globe(latitude, longitude)),
    )
    yield from ((field, value) for field, value, is_good in tests if value and not is_good)


def people_are_named_in_their_public_role(_kb: KnowledgeBase, things: Things) -> Iterator[Problem]:
    """A person is named in the public role that the texts give, and with nothing that serves to reach or trace them."""
    for person in of_kind("person", things):
        if not person.with_property("role"):
            yield Problem(person.where, "person-without-role")
        for where, words in _told(person):
            if found := CONTACT.search(words):
                yield Problem(where, "private-detail", (("words", found[0].strip()),))


def _told(person: Entity) -> Iterator[tuple[Position, str]]:
    """Every text of an entry, and where it stands."""
    yield from ((person.spot("name"), words) for words in person.name.values())
    yield from ((person.spot("aliases"), words) for words in person.aliases)
    yield from ((person.spot("unsaid"), words) for text in person.unsaid for words in text.values())
    for statement in person.statements:
        quotes = [words for evidence in statement.evidence for words in evidence.quote.values()]
        yield from ((statement.spot("note"), words) for words in statement.note.values())
        yield from ((statement.where, words) for words in (*statement.text.values(), *quotes))
    for fact in person.beyond:
        yield from ((fact.where, words) for words in fact.text.values())


def themes_form_a_tree(kb: KnowledgeBase) -> Iterator[Problem]:
    """A broader theme exists, and no theme is broader than itself."""
    for theme in kb.of_kind("theme"):
        if theme.broader:
            yield from _names(kb, theme.spot("broader"), theme.broader, ("theme",))
        seen, current = {theme.id}, theme.broader
        while current in kb.entities:
            if current in seen:
                yield Problem(theme.spot("broader"), "theme-circle", (("id", current),))
                break
            seen.add(current)
            current = kb.entities[current].broader


def matches_name_a_vocabulary(kb: KnowledgeBase) -> Iterator[Problem]:
    """A theme or a term is matched to subjects of vocabularies that the model declares."""
    known = kb.schema.vocabularies
    for thing in (*kb.of_kind("theme"), *kb.of_kind("term")):
        for match in thing.matches:
            if match.vocabulary and match.vocabulary not in known:
                details = (("value", match.vocabulary), ("choices", ", ".join(known)))
                yield Problem(match.where, "unknown-choice", (*details, ("near", nearest(match.vocabulary, known))))
