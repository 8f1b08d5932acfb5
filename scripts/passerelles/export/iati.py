"""activities.iati.xml: the partnerships that the standard IATI 2.03 can hold, and no file where there is none.

The site reproduces what others say of what others do, which the standard calls a secondary reporter. Every description
is words of the corpus with who says so and where; only an activity-date may come from elsewhere, and its narrative then
begins with that and names the reference. What nobody states is left out: amounts, shares, ends, indicators, and the
role of whoever supports a partnership. The sector is an OECD purpose code where all themes come to the same one, and
otherwise the OECD's code for what is not specified, for several sectors would need shares; the themes are tags.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from xml.etree import ElementTree

from passerelles.export.activities import Start, countries, country_code, lacks, parties, start, status
from passerelles.export.form import File
from passerelles.export.linked.terms import NOWHERE
from passerelles.export.past import Past
from passerelles.export.versions import FOLDER
from passerelles.export.words import Words
from passerelles.graph import Graph
from passerelles.model import Entity, Statement, Text

LANG = "{http://www.w3.org/XML/1998/namespace}lang"
GENERAL, OBJECTIVES, OTHER = "1", "2", "4"  # code list DescriptionType
DESCRIBED = {
    "status": GENERAL, "agreement": GENERAL, "activity": GENERAL, "aim": OBJECTIVES,
    "support": OTHER, "result": OTHER, "difficulty": OTHER, "outlook": OTHER,
}  # fmt: skip
ACTUAL_START = "2"  # code list ActivityDateType
IMPLEMENTING = "4"  # code list OrganisationRole: a partnership is carried out by its partners, each alike
GOVERNMENT, LOCAL_GOVERNMENT, ANOTHER = "10", "11", "90"  # code list OrganisationType
PURPOSE, OWN = "1", "99"  # code lists SectorVocabulary and TagVocabulary: the OECD's purpose codes, the reporter's own
UNSPECIFIED = "99810"  # the purpose code «Sectors not specified»
CONTAINING = {"exact", "close", "broad"}  # of these matches, the theme is no wider than the purpose code


def iati(graph: Graph, site_url: str, past: Past) -> Iterator[File]:
    """The file, if there is an activity to put into it; names start at the site, or at a root that never exists."""
    del past  # there are few activities, of which each asks of things far away
    say = Words(graph, site_url or NOWHERE)
    put = [entity for entity in graph.kb.of_kind("partnership") if not lacks(say, entity)]
    if put:
        root = ElementTree.Element("iati-activities", {"version": "2.03"})
        for entity in put:
            Activity(say, entity).write(ElementTree.SubElement(root, "iati-activity"))
        ElementTree.indent(root, " ")
        told = ElementTree.tostring(root, encoding="unicode")
        yield f"{FOLDER}activities.iati.xml", [f'<?xml version="1.0" encoding="UTF-8"?>\n{told}\n'.encode()]


def reporter(site_url: str) -> str:
    """What the site is called as a reporter: its address without the signs that the standard refuses in a name."""
    return re.sub(r"[^\w.-]+", "-", site_url.split("://")[-1]).strip("-")


class Activity:
    """One partnership, in the order of elements that the standard prescribes."""

    def __init__(self, say: Words, partnership: Entity) -> None:
        self.say, self.entity = say, partnership

    def write(self, top: ElementTree.Element) -> None:
        """Fills an iati-activity."""
        say, entity = self.say, self.entity
        ref = reporter(say.site_url)
        top.set(LANG, say.languages[0])
        top.set("linked-data-uri", f"{say.entity_url(entity)[say.languages[0]]}#this")
        ElementTree.SubElement(top, "iati-identifier").text = f"{ref}-{entity.id}"
        site = {"ref": ref, "type": ANOTHER, "secondary-reporter": "1"}
        self._said(top, "reporting-org", say.label("site-title"), site)
        self._said(top, "title", entity.name, {})
        for name, code in DESCRIBED.items():
            for statement in entity.with_property(name):
                self._said(top, "description", self._words(statement), {"type": code})
        self._said(top, "description", say.label("iati-record"), {"type": OTHER})
        for party in parties(entity):
            self._said(top, "participating-org", say.name(party), self._role(party))
        ElementTree.SubElement(top, "activity-status", {"code": status(entity)})
        if found := start(say, entity):
            day = {"type": ACTUAL_START, "iso-date": found.day}
            self._said(top, "activity-date", self._dated(found), day)
        for country in countries(say, entity):
            self._said(top, "recipient-country", say.name(country), {"code": country_code(say, country)})
        ElementTree.SubElement(top, "sector", {"vocabulary": PURPOSE, "code": purpose(say, entity)})
        for theme in _themes(entity):
            known = {"vocabulary": OWN, "vocabulary-uri": f"{say.site_url}{FOLDER}themes.ttl", "code": theme}
            self._said(top, "tag", say.name(theme), known)

    def _said(self, top: ElementTree.Element, name: str, text: Text, attributes: Mapping[str, str]) -> None:
        """An element with a narrative a language."""
        element = ElementTree.SubElement(top, name, dict(attributes))
        for language, words in text.items():
            ElementTree.SubElement(element, "narrative", {LANG: language}).text = words

    def _role(self, party: str) -> dict[str, str]:
        """The partners alike; the type only where the base says it, which is of territories."""
        entity = self.say.graph.kb.entities[party]
        kind = GOVERNMENT if entity.type == "country" else LOCAL_GOVERNMENT
        return {"role": IMPLEMENTING} | ({"type": kind} if entity.kind == "territory" else {})

    def _words(self, statement: Statement) -> Text:
        """A statement: what, according to whom, whether it is disputed, and the words of each source."""
        return {language: self._words_in(statement, language) for language in self.say.languages}

    def _words_in(self, statement: Statement, language: str) -> str:
        voice = self.say.voices[language]
        said = [f"{voice.property_label(statement)}{voice.colon}{voice.value_words(statement)}"]
        if statement.said_by:
            said.append(f"{voice.label('said-by')} {voice.entity(statement.said_by).name[language]}")
        if statement.status:
            said.append(voice.label("conflict-flag"))
        return ". ".join([*said, self._quotes(statement, language)])

    def _quotes(self, statement: Statement, language: str) -> str:
        voice = self.say.voices[language]
        return voice.typeset("; " if language == "en" else " ; ").join(
            f"{self._label('cite-quoted', language, title=evidence.quote[language])} ({voice.evidence_name(evidence)})"
            for evidence in statement.evidence
        )

    def _label(self, key: str, language: str, **blanks: str) -> str:
        """A label filled in as it stands: no typesetting touches quoted words or a mark that a program looks for."""
        return self.say.label(key)[language].format(**blanks)

    def _dated(self, found: Start) -> Text:
        """Which layer gives the day: the corpus, with its quotes, or an outside document, with its reference."""
        return {language: self._dated_in(found, language) for language in self.say.languages}

    def _dated_in(self, found: Start, language: str) -> str:
        if found.fact is None:
            assert found.statement is not None  # the one or the other gives the day
            return self._label("iati-date-corpus", language, words=self._quotes(found.statement, language))
        document = found.fact.reference
        return self._label(
            "iati-date-beyond", language, text=found.fact.text[language], title=document.title,
            publisher=document.publisher, url=document.url, day=self.say.date(document.read)[language],
        )  # fmt: skip


def _themes(entity: Entity) -> tuple[str, ...]:
    """The themes that nothing disputes, each once."""
    return tuple(dict.fromkeys(s.entity for s in entity.with_property("theme") if not s.status))


def purpose(say: Words, partnership: Entity) -> str:
    """The purpose code to which every theme comes, or the one for what is not specified."""
    themes = [say.graph.kb.entities[theme] for theme in _themes(partnership)]
    codes = [{m.code for m in t.matches if m.vocabulary == "crs" and m.match in CONTAINING} for t in themes]
    shared = set.intersection(*codes) if codes else set()
    return shared.pop() if len(shared) == 1 else UNSPECIFIED
