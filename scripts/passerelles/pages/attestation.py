"""How well a statement is attested: the sentence around its words, how many sources agree, since when; its citation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from passerelles.dates import read
from passerelles.model import Evidence, Language, Statement
from passerelles.pages.lexicon import lexicon
from passerelles.pages.typography import FIXED, spaced
from passerelles.pages.words import Words


@dataclass(eq=False)
class Attestation(Words):
    """What a page may say of the evidence of a statement."""

    def around(self, evidence: Evidence, language: Language) -> tuple[str, str]:
        """The rest of the sentence that quoted words stand in: before them and after."""
        return lexicon(self.graph, language).around(evidence)

    def agreement(self, statement: Statement) -> str:
        """How many sources say so, and since when: «2 sources concordent, la plus ancienne d’avril 2023».

        The date of a single source stands beside its words, in its citation: it is not said again.
        """
        sources = tuple(dict.fromkeys([evidence.source for evidence in statement.evidence]))
        if len(sources) == 1:  # as nearly always
            return self.lexicon.alone(sources[0], bool(statement.note))
        dated = [day for s in sources if (day := self.source_edtf(self.graph.kb.sources[s]))]
        together = "rests-on" if statement.note else "attested"  # with a note, the sources may complete each other
        count = self.count(together, len(sources))
        if not dated:
            return f"{count}, {self.label('attested-undated')}"
        if statement.note:
            return count  # the earliest may not be the one that says it
        return f"{count}, {self.label('attested-from', date=self.date(min(dated, key=lambda d: read(d).earliest)))}"

    def address(self, statement: Statement) -> str:
        """The permanent address of a statement, where the site has one; else its id."""
        site = self.publication.site_url
        if not site:
            return statement.id
        path = self.addresses.entity_path(self.called(statement.subject))  # on which part it stands may change
        return f"{site}{self.lexicon.root}{path}#{self.anchor(statement)}"

    def grounds(self, statement: Statement) -> str:
        """What a statement keeps wherever it is cited: who says so, that sources disagree, and the passages."""
        said = [f"{self.label('cite-after')} {self.passages(statement)}"]
        if statement.status:
            said.insert(0, self.label("cite-disputed"))
        if statement.said_by:
            said.insert(0, f"{self.label('cite-said-by')} {self.called(statement.said_by).name[self.language]}")
        return ", ".join(said)

    def correction(self, statement: Statement) -> str:
        """The address that shows this statement in its file, where there is a forge."""
        where = self.entity(statement.subject).where.path, statement.where.line  # which may move with any line above
        return self.publication.view(*where)

    def passages(self, statement: Statement) -> str:
        """The passages that a citation of this statement names: each source once, who published it, when, and its
        paragraphs: «« Réunion du groupe-pays Vietnam » (Cités Unies France, 6 novembre 2024, § 8, 17)»."""
        if len(statement.evidence) != 1:
            return self._passages(statement.evidence)
        quoted = statement.evidence[0].source, self.lexicon.mark(statement.evidence[0])
        return self.lexicon.passages.of(quoted, lambda: self._passages(statement.evidence))  # others quote it too

    def _passages(self, quotes: Sequence[Evidence]) -> str:
        named: dict[str, dict[str, None]] = {}
        for evidence in quotes:
            paragraph = self.graph.mark_paragraphs.get((evidence.source, self.lexicon.mark(evidence)), "")
            named.setdefault(evidence.source, {})[paragraph.removeprefix("p")] = None
        quoted, between = ("« {} »", " ; ") if self.language == "fr" else ("“{}”", "; ")
        told = [
            f"{quoted.format(self.source_name(source))} ({self.citation(source)}{_sections(found)})"
            for source, found in named.items()
        ]
        return spaced(between.join(told), self.language)


def _sections(paragraphs: Iterable[str]) -> str:
    """Where in a source: «, § 17, 8», or nothing."""
    numbers = sorted(filter(None, paragraphs), key=lambda number: (len(number), number))
    return f", §{FIXED}{', '.join(numbers)}" if numbers else ""
