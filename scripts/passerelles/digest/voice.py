"""The voice of a book: the words of the site, and links that stay within the volume."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from passerelles.graph import mark_id, quoted_at
from passerelles.model import Evidence, Statement, Thing
from passerelles.pages.voice import Voice


@dataclass(eq=False)
class BookVoice(Voice):
    """What a template of overrides/print may say; `path` is the address of the thing that it speaks of.

    Ids within a book: e-<thing>, s-<statement>, c-<subject>.<property>, t-<source>.<paragraph or quoted words>.
    """

    def link(self, path: str) -> str:
        """The link to a thing; the book has no other pages of the site."""
        return f"#e-{path.strip('/').split('/')[-1]}"

    def href(self, entity: Thing) -> str:
        return f"#e-{entity.id}"

    def statement_href(self, statement: Statement) -> str:
        return f"#s-{statement.id}"

    def conflict_href(self, statement: Statement) -> str:
        return f"#c-{statement.subject}.{statement.property}"

    def evidence_href(self, evidence: Evidence) -> str:
        return f"#t-{evidence.source}.{mark_id(self.graph.kb, evidence)}"

    def by_paragraph(self, quoted: Sequence[Evidence]) -> list[Evidence]:
        """One passage a paragraph, in the order of the text: for who names where words stand, and not the words."""
        first = {self._standing(evidence): evidence for evidence in reversed(quoted)}
        return [first[place] for place in sorted(first, key=lambda place: (len(place), place))]

    @property
    def semicolon(self) -> str:
        """What stands between two sources."""
        return " ;" if self.language == "fr" else ";"

    def paragraph(self, evidence: Evidence) -> str:
        """«§ 16»: where the words stand in their text."""
        return f"{self.label('paragraph-short')}\u00a0{self._standing(evidence)[1:]}"

    def _standing(self, evidence: Evidence) -> str:
        return self.graph.mark_paragraphs[quoted_at(self.graph.kb, evidence)]
