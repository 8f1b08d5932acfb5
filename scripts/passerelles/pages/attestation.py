"""How well a statement is attested: the sentence around its words, how many sources agree, since when; its citation."""

from __future__ import annotations

from dataclasses import dataclass

from passerelles.dates import read
from passerelles.graph import mark_id
from passerelles.mentions import sentence_bounds
from passerelles.model import Evidence, Language, Statement
from passerelles.pages.typography import typeset
from passerelles.pages.words import Words

AROUND = 140  # characters of a sentence that are shown on each side of the words quoted


@dataclass(frozen=True)
class Attestation(Words):
    """What a page may say of the evidence of a statement."""

    def around(self, evidence: Evidence, language: Language) -> tuple[str, str]:
        """The rest of the sentence that quoted words stand in: before them and after."""
        mark = self.graph.mark_of[language].get(mark_id(self.graph.kb, evidence))
        if mark is None:
            return "", ""
        text = self.graph.kb.sources[evidence.source].editions[language].by_id[mark.paragraph].text
        begin, _ = sentence_bounds(text, mark.start, mark.start + 1)
        _, end = sentence_bounds(text, mark.end - 1, mark.end)
        before, after = text[begin : mark.start], text[mark.end : end]
        before, after = (words if any(map(str.isalnum, words)) else "" for words in (before, after))
        return typeset(_last(before), language), typeset(_first(after), language)

    def agreement(self, statement: Statement) -> str:
        """How many sources say so, and since when: «2 sources concordent, depuis avril 2023»."""
        sources = tuple(dict.fromkeys(evidence.source for evidence in statement.evidence))
        dated = [d.value[self.original] for s in sources if (d := self.graph.kb.sources[s].metadatum("date"))]
        together = "rests-on" if statement.note else "attested"  # with a note, the sources may complete each other
        count = self.count(together, len(sources))
        if not dated:
            return f"{count}, {self.label('attested-undated')}"
        first = self.date(min(dated, key=lambda d: read(d).earliest))
        return f"{count}, {first if len(sources) == 1 else self.label('attested-from', date=first)}"

    def address(self, statement: Statement) -> str:
        """The permanent address of a statement, where the site has one; else its id."""
        site = self.publication.site_url
        path = self.part_path(self.entity(statement.subject), self.graph.parts.get(statement.id, 1))
        if not site:
            return statement.id
        return f"{site}{self.addresses.of(self.language, path)}#{self.anchor(statement)}"

    def correction(self, statement: Statement) -> str:
        """The address that shows this statement in its file, where there is a forge."""
        where = statement.where
        return self.publication.view(where.path, where.line)

    def sources_of(self, statement: Statement) -> list[str]:
        """The passages that a citation of this statement names: the source, who published it, when, which paragraph."""
        named = dict.fromkeys((self.source_name(e.source), self.evidence_name(e)) for e in statement.evidence)
        quoted = "« {} »" if self.language == "fr" else "“{}”"
        return [self.typeset(f"{quoted.format(title)} ({where})") for title, where in named]


def _last(words: str) -> str:
    """The end of what stands before a quote, from a whole word on."""
    return words if len(words) <= AROUND else "… " + words[-AROUND:].partition(" ")[2]


def _first(words: str) -> str:
    """The beginning of what stands after a quote, up to a whole word."""
    return words if len(words) <= AROUND else words[:AROUND].rpartition(" ")[0] + " …"
