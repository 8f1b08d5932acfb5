"""The constitution of the base: RULES, one rule a function, whose docstring is the rule.

In: a KnowledgeBase. Out: every problem at once, sorted. The page «Method» is generated from these docstrings.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from passerelles.check import (
    conflicts,
    dating,
    doubts,
    entries,
    evidence,
    freshness,
    names,
    permanence,
    placing,
    prose,
    references,
    sections,
    shown,
    sources,
    together,
)
from passerelles.check.again import Again, Checked
from passerelles.check.causes import explained
from passerelles.collector import paused
from passerelles.model import Entity, KnowledgeBase, Problem
from passerelles.processes import halved

Rule = Callable[..., Iterator[Problem]]

RULES: tuple[Rule, ...] = (
    sources.received_files_are_as_received,
    sources.extractions_are_as_recorded,
    sources.editions_equal_their_witnesses,
    sources.witnesses_have_a_letter_of_their_own,
    sources.changes_have_a_known_kind,
    sources.titles_are_the_heading_of_the_text,
    sources.records_say_where_their_values_stand,
    sources.oddities_stand_in_the_edition,
    sources.translations_pair_paragraph_by_paragraph,
    sources.translations_are_reread,
    shown.texts_are_shown_as_they_are_read,
    freshness.texts_are_reread_when_their_original_changes,
    freshness.rereadings_are_recorded,
    prose.pages_are_plain_markdown,
    prose.pages_exist_in_each_language,
    prose.pages_have_an_address_of_their_own,
    sections.pages_have_one_title,
    sections.sections_have_an_id,
    sections.sections_have_ids_of_their_own,
    sections.sections_pair_between_languages,
    prose.links_are_addresses,
    prose.links_have_words_and_an_address,
    prose.links_lead_somewhere,
    prose.images_are_there_and_described,
    entries.values_exist_and_are_of_the_right_kind,
    entries.speakers_exist,
    entries.statements_have_distinct_ids,
    entries.required_properties_are_stated,
    entries.partnerships_have_two_parties,
    entries.spellings_stand_in_the_corpus,
    names.names_of_a_thing_are_listed_once,
    names.names_are_distinct_within_a_kind,
    entries.identifiers_are_well_formed,
    placing.records_agree_with_that_of_the_country,
    placing.territories_lie_in_their_country,
    references.references_are_complete,
    references.documents_are_named_alike,
    entries.people_are_named_in_their_public_role,
    entries.themes_form_a_tree,
    entries.matches_name_a_vocabulary,
    evidence.every_statement_has_evidence,
    evidence.quotes_are_verbatim,
    evidence.quotes_point_to_one_place,
    evidence.quotes_bear_on_their_value,
    dating.dates_are_edtf,
    dating.dates_stand_in_their_quotes,
    doubts.doubts_of_dates_are_said,
    doubts.dates_are_as_fine_as_their_quotes,
    together.passages_taken_together_are_explained,
    together.each_passage_bears_on_its_statement,
    dating.units_end_when_a_reference_says_so,
    dating.units_exist_on_their_dates,
    conflicts.conflicts_are_declared,
    conflicts.declared_conflicts_are_real,
    permanence.registers_stand_together,
    permanence.published_ids_are_kept,
    permanence.replacements_lead_somewhere,
)


# What only the base as a whole can keep; every other rule is kept by each thing, and is given the things to look at.
OF_THE_BASE: frozenset[Rule] = frozenset(
    {
        sources.received_files_are_as_received,
        sources.extractions_are_as_recorded,
        freshness.texts_are_reread_when_their_original_changes,
        freshness.rereadings_are_recorded,
        prose.pages_are_plain_markdown,
        prose.pages_exist_in_each_language,
        prose.pages_have_an_address_of_their_own,
        sections.pages_have_one_title,
        sections.sections_have_an_id,
        sections.sections_have_ids_of_their_own,
        sections.sections_pair_between_languages,
        prose.links_are_addresses,
        prose.links_have_words_and_an_address,
        prose.links_lead_somewhere,
        prose.images_are_there_and_described,
        names.names_are_distinct_within_a_kind,
        placing.records_agree_with_that_of_the_country,
        placing.territories_lie_in_their_country,
        references.documents_are_named_alike,
        entries.themes_form_a_tree,
        entries.matches_name_a_vocabulary,
        permanence.registers_stand_together,
        permanence.published_ids_are_kept,
        permanence.replacements_lead_somewhere,
    }
)
ON_ALL_TEXTS = entries.spellings_stand_in_the_corpus  # the one rule on things that looks into every text


def check(kb: KnowledgeBase, reading: Iterable[Problem] = ()) -> list[Problem]:
    """Every problem of the base, with those found while reading it, each once, sorted by place."""
    return list(checked(kb, reading).problems)


@paused
def checked(kb: KnowledgeBase, reading: Iterable[Problem] = (), previous: Checked | None = None) -> Checked:
    """The same, kept for the next time: what was checked before is looked at again only where a change may touch it."""
    again = Again.of(previous, kb) if previous else Again.whole(kb)
    halves = halved(again.things(on_all_texts=False), partial(_of_things, kb), theirs=0.53)
    of_things = next(halves)
    found = {problem for rule in OF_THE_BASE for problem in rule(kb)}
    spelt = _by_thing(ON_ALL_TEXTS, kb, again.things(on_all_texts=True))
    for half in halves:
        of_things = {name: by_thing | half[name] for name, by_thing in of_things.items()}
    of_things[ON_ALL_TEXTS.__name__] = spelt
    found |= {problem for by_thing in of_things.values() for problems in by_thing.values() for problem in problems}
    return Checked(kb, tuple(sorted(explained({*reading, *found}))), of_things)


def _of_things(kb: KnowledgeBase, things: Sequence[Entity]) -> dict[str, dict[str, tuple[Problem, ...]]]:
    """What the rules on things find in some of them, by rule and by id."""
    rules = [rule for rule in RULES if rule not in OF_THE_BASE and rule is not ON_ALL_TEXTS]
    return {rule.__name__: _by_thing(rule, kb, things) for rule in rules}


def _by_thing(rule: Rule, kb: KnowledgeBase, things: Sequence[Entity]) -> dict[str, tuple[Problem, ...]]:
    """What a rule finds in some things, by their ids; all at once first, for mostly it finds nothing."""
    if next(rule(kb, things), None) is None:
        return {}
    each = {thing.id: tuple(rule(kb, (thing,))) for thing in things}
    return {name: problems for name, problems in each.items() if problems}
