"""The constitution of the base: RULES, one rule a function, whose docstring is the rule.

In: a KnowledgeBase. Out: every problem at once, sorted. The page «Method» is generated from these docstrings.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from passerelles.check import conflicts, dating, entries, evidence, freshness, permanence, prose, sources
from passerelles.check.causes import explained
from passerelles.model import KnowledgeBase, Problem

Rule = Callable[[KnowledgeBase], Iterator[Problem]]

RULES: tuple[Rule, ...] = (
    sources.received_files_are_as_received,
    sources.extractions_are_as_recorded,
    sources.editions_equal_their_witnesses,
    sources.changes_have_a_known_kind,
    sources.titles_are_the_heading_of_the_text,
    sources.records_say_where_their_values_stand,
    sources.oddities_stand_in_the_edition,
    sources.translations_pair_paragraph_by_paragraph,
    sources.translations_are_reread,
    freshness.texts_are_reread_when_their_original_changes,
    freshness.rereadings_are_recorded,
    prose.pages_are_plain_markdown,
    prose.pages_exist_in_each_language,
    prose.links_are_addresses,
    prose.links_lead_somewhere,
    prose.images_are_there_and_described,
    entries.values_exist_and_are_of_the_right_kind,
    entries.speakers_exist,
    entries.statements_have_distinct_ids,
    entries.required_properties_are_stated,
    entries.partnerships_have_two_parties,
    entries.spellings_stand_in_the_corpus,
    entries.names_are_distinct_within_a_kind,
    entries.identifiers_are_well_formed,
    entries.references_are_complete,
    entries.themes_form_a_tree,
    entries.matches_name_a_vocabulary,
    evidence.every_statement_has_evidence,
    evidence.quotes_are_verbatim,
    evidence.quotes_point_to_one_place,
    evidence.quotes_bear_on_their_value,
    dating.dates_are_edtf,
    dating.dates_stand_in_their_quotes,
    dating.units_end_when_a_reference_says_so,
    dating.units_exist_on_their_dates,
    conflicts.conflicts_are_declared,
    conflicts.declared_conflicts_are_real,
    permanence.published_ids_are_kept,
    permanence.replacements_lead_somewhere,
)


def check(kb: KnowledgeBase, reading: Iterable[Problem] = ()) -> list[Problem]:
    """Every problem of the base, with those found while reading it, each once, sorted by place."""
    found = {problem for rule in RULES for problem in rule(kb)}
    return sorted(explained({*reading, *found}))
