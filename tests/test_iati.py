"""activities.iati.xml against the official schema and rules of IATI 2.03; what stays out, as /reuse/ says."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from conftest import ROOT
from hostile_base import hostile_words
from passerelles.export.activities import lacks, start
from passerelles.export.form import gathered
from passerelles.export.iati import DESCRIBED, UNSPECIFIED, iati, purpose, reporter
from passerelles.export.past import Past
from passerelles.export.words import Words
from passerelles.graph import Graph
from passerelles.model import BeyondFact, Entity, Gazetteer, KnowledgeBase, Match, Reference, Statement
from small_base import HERE, base, state, thing

SITE = "https://passerelles.example/"
PATH = "api/v1/activities.iati.xml"
FOLDER = ROOT / "tests/iati"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
LISTS = {  # which attribute takes its codes from which list
    "description/@type": "DescriptionType", "participating-org/@role": "OrganisationRole",
    "participating-org/@type": "OrganisationType", "reporting-org/@type": "OrganisationType",
    "activity-status/@code": "ActivityStatus", "activity-date/@type": "ActivityDateType",
    "recipient-country/@code": "Country", "sector/@vocabulary": "SectorVocabulary", "tag/@vocabulary": "TagVocabulary",
    "*/narrative/@xml:lang": "Language",
}  # fmt: skip
DOCUMENT = Reference("A title", "A publisher", "https://example.org/?a=1&b=2", "2026-11-22")


@pytest.fixture(scope="module")
def schema() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(str(FOLDER / "iati-activities-schema.xsd")))


@pytest.fixture(scope="module")
def root(graph: Graph) -> etree._Element:
    return read(graph)


def written(graph: Graph, site_url: str = SITE) -> str:
    return gathered(iati(graph, site_url, Past()))[PATH].decode()


def read(graph: Graph) -> etree._Element:
    return etree.fromstring(written(graph).encode())


def small(kb: KnowledgeBase, *more: Statement, beyond: tuple[BeyondFact, ...] = (), words: str = "x") -> Graph:
    """Two cities of two countries that are bound and do something together; `more` is stated of them."""
    countries = [
        replace(
            thing("territory", name, kind_type="country", label=words), gazetteer=Gazetteer("g", HERE, iso_3166_1=c)
        )
        for name, c in (("terre", "FR"), ("mer", "VN"))
    ]
    cities = [thing("territory", f"ville-{c.id}", kind_type="city", country=c.id, label=words) for c in countries]
    stated = (
        *(state("party", city.id) for city in cities), state("status", choice="signed"), state("activity", words=words),
        state("theme", "eau"), *more,
    )  # fmt: skip
    pair = replace(thing("partnership", "paire", *stated, label=words), beyond=beyond)
    return base(kb, *countries, *cities, thing("theme", "eau", label=words), pair)


def fact(date: str, name: str = "agreement", words: str = "x") -> BeyondFact:
    document = replace(DOCUMENT, title=words, publisher=words)
    return BeyondFact("f", {"fr": words, "en": words}, document, HERE, property=name, date=date)


def lacking(graph: Graph) -> tuple[str, ...]:
    return lacks(Words(graph, SITE), graph.kb.entities["paire"])


# The standard --------------------------------------------------------------------------------------


def test_the_file_is_valid_against_the_official_schema(graph: Graph, schema: etree.XMLSchema) -> None:
    root = read(graph)
    schema.assertValid(root)
    root[0].remove(root[0].find("activity-date"))

    assert not schema.validate(root), "the schema refuses nothing: it is not the one that it should be"


def test_the_file_keeps_the_rules_that_the_schema_cannot_say(graph: Graph) -> None:
    rules = json.loads((FOLDER / "standard_ruleset.json").read_text("utf-8"))["//iati-activity"]
    activities = read(graph).findall("iati-activity")

    assert activities
    for activity in activities:
        for case in rules["atleast_one"]["cases"]:
            assert any(activity.xpath(path) for path in case["paths"]), case
        for case in rules["regex_matches"]["cases"]:
            found = [value for path in case["paths"] for value in activity.xpath(f"{path}[. != '']")]
            words = [value if isinstance(value, str) else value.text for value in found]
            assert len(words) > 1
            assert all(re.fullmatch(case["regex"], value) for value in words)
        for case in rules["sum"]["cases"]:  # of shares, where there are any
            shares = [float(value) for path in case["paths"] for value in activity.xpath(path)]
            assert not shares or sum(shares) == case["sum"]


def test_every_code_is_in_its_list(root: etree._Element) -> None:
    known = json.loads((FOLDER / "codes.json").read_text("utf-8"))

    for path, name in LISTS.items():
        found = root.xpath(f"//iati-activity/{path}")
        assert found, path
        assert set(found) <= set(known[name]), path
    assert root.get("version") in known["Version"]


def test_a_sector_is_a_purpose_code_of_the_oecd(root: etree._Element) -> None:
    known = json.loads((ROOT / "tests/vocabularies/subjects.json").read_text("utf-8"))["crs"]

    assert {*root.xpath("//sector/@code"), UNSPECIFIED} <= set(known)
    assert root.xpath("//sector/@percentage | //recipient-country/@percentage") == []


@pytest.mark.parametrize(
    ("matches", "expected"),
    [
        ([["close"]], "1"),
        ([["close"], ["broad"]], "1"),
        ([["narrow"]], UNSPECIFIED),
        ([["related"]], UNSPECIFIED),
        ([["close"], []], UNSPECIFIED),
        ([["close", "exact"]], UNSPECIFIED),
        ([], UNSPECIFIED),
    ],
)
def test_a_purpose_code_is_given_where_it_is_the_one_that_holds_every_theme(
    matches: list[list[str]], expected: str, kb: KnowledgeBase
) -> None:
    themes = [
        replace(thing("theme", f"t{n}"), matches=tuple(Match("crs", str(c), m, HERE) for c, m in enumerate(found, 1)))
        for n, found in enumerate(matches)
    ]
    graph = base(kb, *themes, thing("partnership", "paire", *(state("theme", theme.id) for theme in themes)))

    assert purpose(Words(graph, SITE), graph.kb.entities["paire"]) == expected


def test_nothing_that_no_text_gives_is_there(root: etree._Element) -> None:
    names = {element.tag for element in root.iter() if isinstance(element.tag, str)}

    assert (
        names & {"budget", "planned-disbursement", "transaction", "result", "capital-spend", "default-flow-type"}
        == set()
    )
    assert set(root.xpath("//activity-date/@type")) == {"2"}


def test_the_site_reports_what_others_do(root: etree._Element) -> None:
    reporting = root.find("iati-activity/reporting-org")

    assert dict(reporting.attrib) == {"ref": "passerelles.example", "type": "90", "secondary-reporter": "1"}
    for activity in root:
        name = activity.get("linked-data-uri").split("/")[-2]
        assert activity.findtext("iati-identifier") == f"passerelles.example-{name}"


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        (SITE, "passerelles.example"),
        ("http://example.org/a/b/", "example.org-a-b"),
        ("https://example.org:8080/a?b&c|d/", "example.org-8080-a-b-c-d"),
    ],
)
def test_a_reporter_is_called_by_its_address(address: str, expected: str) -> None:
    assert reporter(address) == expected


# Layers and counts ---------------------------------------------------------------------------------


def test_what_comes_from_beyond_is_in_dates_alone_and_says_so_with_its_reference(
    root: etree._Element, graph: Graph
) -> None:
    kb = graph.kb
    marks = {"fr": "hors des textes : ", "en": "beyond the corpus: "}
    dates = root.xpath("//activity-date/narrative")
    inside = [n.text for n in dates if n.text.startswith(marks[n.get(LANG)])]
    outside = [n.text for n in root.xpath("//narrative[not(parent::activity-date)]")]
    facts = [f for p in kb.of_kind("partnership") for f in p.beyond]

    assert len(facts) > 5
    assert inside
    for language in marks:
        told = [fact for fact in facts if any(fact.text[language] in words for words in inside)]
        assert told
        assert all(any(f.reference.url in w and f.reference.title in w for w in inside) for f in told)
        assert [f.id for f in facts if any(f.text[language] in words for words in outside)] == []


def test_each_statement_is_told_once_with_its_words_in_both_languages(root: etree._Element, graph: Graph) -> None:
    for activity in root:
        entity = graph.kb.entities[activity.findtext("iati-identifier").removeprefix("passerelles.example-")]
        stated = [s for name in DESCRIBED for s in entity.with_property(name)]
        told = activity.findall("description")
        assert len(told) == len(stated) + 1  # the last says what the record is
        for statement, description in zip(stated, told, strict=False):
            words = {n.get(LANG): n.text for n in description}
            assert set(words) == {"fr", "en"}
            for evidence in statement.evidence:
                assert all(evidence.quote[language] in words[language] for language in words)
            if statement.said_by:
                assert graph.kb.entities[statement.said_by].name["fr"] in words["fr"]


def test_it_holds_the_partnerships_that_lack_nothing_and_no_other(root: etree._Element, graph: Graph) -> None:
    say = Words(graph, SITE)
    expected = [p.id for p in graph.kb.of_kind("partnership") if not lacks(say, p)]

    assert expected
    assert [e.text.removeprefix("passerelles.example-") for e in root.iter("iati-identifier")] == expected
    for activity, name in zip(root, expected, strict=True):
        entity = graph.kb.entities[name]
        parties = {s.entity for s in entity.with_property("party")}
        assert Counter(e.tag for e in activity)["participating-org"] == len(parties)
        assert activity.xpath("tag/@code") == list(dict.fromkeys(s.entity for s in entity.with_property("theme")))


# What may be put -----------------------------------------------------------------------------------


def test_a_day_of_the_corpus_is_preferred_and_says_that_it_is_of_the_corpus(kb: KnowledgeBase) -> None:
    graph = small(kb, state("agreement", words="accord", date="2020-05-04"), beyond=(fact("2020-05-04"),))
    activity = read(graph)[0]

    assert activity.find("activity-date").get("iso-date") == "2020-05-04"
    assert activity.findtext("activity-date/narrative").startswith("dans les textes : « ")


def test_a_signature_has_the_day_of_its_event(kb: KnowledgeBase) -> None:
    graph = small(kb, state("signature", "fete"))
    held = thing("event", "fete", state("date", date="2021-03-02"))
    whole = base(kb, *(e for e in graph.kb.entities.values() if e.id not in kb.sources), held)
    found = start(Words(whole, SITE), whole.kb.entities["paire"])

    assert found is not None
    assert (found.day, found.fact) == ("2021-03-02", None)


@pytest.mark.parametrize(
    "date", ["2020", "2020-05", "2020-05-04?", "2020-05-04~", "2020-05-XX", "[2020-05-04,2020-05-05]"]
)
def test_a_date_in_doubt_makes_no_activity(date: str, kb: KnowledgeBase) -> None:
    assert lacking(small(kb, state("agreement", words="accord", date=date))) == ("activity-date",)
    assert lacking(small(kb, beyond=(fact(date),))) == ("activity-date",)


@pytest.mark.parametrize(
    ("beyond", "is_put"),
    [
        ((fact("2020-05-04"),), True),
        ((fact("2020-05-04", "signature"),), True),
        ((fact("2021-05-04"),), False),  # the corpus says 2020
        ((fact("2020-05-04", "later"),), False),
        ((fact("2020-05-04", ""),), False),
        ((fact("2020-05-04"), fact("2020-06-04")), False),
    ],
)
def test_an_outside_day_counts_where_it_is_the_agreements_and_agrees_with_the_corpus(
    beyond: tuple[BeyondFact, ...], is_put: bool, kb: KnowledgeBase
) -> None:
    graph = small(kb, state("agreement", words="accord", date="2020"), beyond=beyond)

    assert lacking(graph) == (() if is_put else ("activity-date",))


def test_disputed_partners_states_and_days_make_no_activity(kb: KnowledgeBase) -> None:
    day = state("agreement", words="accord", date="2020-05-04")

    assert lacking(small(kb, day, replace(state("party", "ville-mer"), status="conflict"))) == (
        "participating-org", "recipient-country",
    )  # fmt: skip
    assert lacking(small(kb, day, state("status", choice="considered"))) == ("activity-status",)
    assert lacking(small(kb, day, replace(day, date="2020-05-05"))) == ("activity-date",)
    assert lacking(small(kb, replace(day, status="conflict"))) == ("activity-date",)


def test_a_base_without_an_activity_has_no_file(kb: KnowledgeBase) -> None:
    assert list(iati(small(kb), SITE, Past())) == []


# The file ------------------------------------------------------------------------------------------


def test_hostile_words_stay_words(kb: KnowledgeBase, schema: etree.XMLSchema) -> None:
    cases = hostile_words()

    assert len(cases) > 20
    for words in cases.values():
        root = read(small(kb, beyond=(fact("2020-05-04", words=words),), words=words))
        schema.assertValid(root)
        assert [n.text for n in root.iter("narrative") if n.getparent().tag == "title"] == [words, words]
        assert all(words in n.text for n in root.xpath("//activity-date/narrative"))
        assert {e.tag for e in root.iter()} <= {
            "iati-activities", "iati-activity", "iati-identifier", "reporting-org", "narrative", "title", "description",
            "participating-org", "activity-status", "activity-date", "recipient-country", "sector", "tag",
        }  # fmt: skip


def test_the_same_base_gives_the_same_bytes(graph: Graph) -> None:
    assert written(graph) == written(graph)
    assert written(graph, "").count("https://passerelles.invalid/") > 1
    assert str(ROOT) not in written(graph, "")


def test_the_site_serves_it_and_describes_it(site: Path) -> None:
    api = site / "api/v1"
    listed = {item["path"]: item for item in json.loads((api / "index.json").read_text("utf-8"))["files"]}
    told = json.loads((api / "openapi.json").read_text("utf-8"))["paths"][f"/{PATH}"]["get"]

    assert listed["activities.iati.xml"]["media_type"] == "application/xml"
    assert listed["activities.iati.xml"]["size"] == (site / PATH).stat().st_size
    assert "IATI 2.03" in told["summary"]


# The page of elements ---------------------------------------------------------------------------------


def page_of_elements(language: str) -> str:
    return (ROOT / f"docs/{language}/reuse/iati.md").read_text("utf-8")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_page_has_a_row_for_each_element_that_the_standard_requires(language: str) -> None:
    required = {
        "iati-identifier", "reporting-org", "title", "description", "participating-org", "activity-status",
        "activity-date", "recipient-country", "sector",
    }  # fmt: skip

    assert required <= set(re.findall(r"^\| `([a-z-]+)`", page_of_elements(language), re.MULTILINE))


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_page_names_each_partnership_that_cannot_be_put_and_what_it_lacks(language: str, graph: Graph) -> None:
    say = Words(graph, SITE)
    rows = re.findall(
        r"^\| \[[^]]+\]\([./]*partnerships/([a-z-]+)/\) \| ([^|]+) \|", page_of_elements(language), re.MULTILINE
    )
    found: list[Entity] = [p for p in graph.kb.of_kind("partnership") if lacks(say, p)]

    assert found
    assert {name: tuple(re.findall(r"`([a-z-]+)`", words)) for name, words in rows} == {
        p.id: lacks(say, p) for p in found
    }, "bring the second table of docs/*/reuse/iati.md up to date"
