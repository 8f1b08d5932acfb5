"""What the page of reuse says of IATI 2.03 is so: no partnership has what the standard asks of an activity."""

from __future__ import annotations

import re

import pytest

from conftest import ROOT
from passerelles.model import KnowledgeBase, Statement

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
OF_THE_TEXT = {"status", "reported_at"}  # dated by the text or the meeting that tells of it, not by what was done


def dated(kb: KnowledgeBase) -> list[Statement]:
    return [s for p in kb.of_kind("partnership") for s in p.statements if s.date and s.property not in OF_THE_TEXT]


def test_no_text_dates_a_partnership_to_the_day_which_an_activity_must_be(kb: KnowledgeBase) -> None:
    found = dated(kb)

    assert len(found) > 5
    assert [s.id for s in found if DAY.fullmatch(s.date)] == [], (
        "a text now gives a day: the section #data-iati of docs/*/reuse.md says that none does; see whether this "
        "partnership also has a status in the sense of IATI, and write its activity"
    )


def test_no_property_of_a_partnership_has_an_amount_or_a_flow(kb: KnowledgeBase) -> None:
    names = set(kb.schema.kinds["partnership"].properties)

    assert names & {"budget", "amount", "transaction", "commitment", "disbursement", "end"} == set()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_page_has_a_row_for_each_element_that_the_standard_requires(language: str) -> None:
    page = (ROOT / f"docs/{language}/reuse.md").read_text("utf-8")
    section = page.split("{ #data-iati }", 1)[1].split("\n### ", 1)[0]

    required = {"iati-identifier", "reporting-org", "title", "description", "participating-org", "activity-status"}
    assert required | {"activity-date"} <= set(re.findall(r"^\| `([a-z-]+)`", section, re.MULTILINE))
