"""What every twin is written with: plain words escaped, links that hold wherever the text is taken."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from passerelles.graph import Quoted
from passerelles.ledger import Remembered
from passerelles.mentions import Named
from passerelles.model import Evidence, Statement, Thing
from passerelles.pages.voice import Voice

SIGNS = re.compile(r"[\\`*_\[\]<]|&(?=#?\w+;)")
ITEM = re.compile(r"^(#|[-+](?= )|\d+(?=[.)] ))", re.MULTILINE)
UNFIT = re.compile(r"""[\s<>()"'\\`]""")
ENTITIES = {"<": "&lt;", "&": "&amp;"}


@lru_cache(maxsize=10_000)
def plain(words: str) -> str:
    """Words that Markdown shows as they are."""
    escaped = SIGNS.sub(lambda sign: ENTITIES.get(sign[0], f"\\{sign[0]}"), words)
    if "\n" not in escaped and not ITEM.match(escaped):  # as nearly always: it is not gone through once more
        return escaped
    return ITEM.sub(lambda start: f"{start[0]}\\" if start[0].isdigit() else f"\\{start[0]}", escaped)


def target(address: str) -> str:
    """An address of elsewhere as the target of a link, which none of its signs ends."""
    return UNFIT.sub(lambda sign: "".join(f"%{byte:02X}" for byte in sign[0].encode()), address)


@dataclass(frozen=True)
class Pen:
    """The voice of a language, and addresses that are whole where the site has one."""

    voice: Voice
    names: Remembered[str, str] = field(default_factory=Remembered)  # the links to things and to passages
    passages: Remembered[Quoted, str] = field(default_factory=Remembered)

    @property
    def language(self) -> str:
        return self.voice.language

    def path(self, path: str) -> str:
        """A path within the language, from the root of the site."""
        return self.voice.addresses.of(self.language, path)

    def address(self, path: str) -> str:
        return f"{self.voice.publication.site_url}{self.path(path)}"

    def link(self, words: str, path: str) -> str:
        return f"[{plain(words)}]({self.address(path)})"

    def thing(self, entity: Thing) -> str:
        """The name of a thing, which leads to its page."""
        path = self.voice.addresses.entity_path(entity)
        return self.names.of(entity.id, lambda: self.link(entity.name[self.language], path))

    def head(self, title: str, path: str, about: str = "") -> list[str]:
        """The title, the address of the page, and on what terms it may be read."""
        lines = [f"# {plain(title)}", "", f"{self.voice.label('twin-of')} <{self.address(path)}>"]
        return [*lines, "", *([plain(about), ""] if about else [])]

    def value(self, statement: Statement) -> str:
        """What a statement says, a thing linked."""
        voice = self.voice
        date = voice.date(statement.date) if statement.date else ""
        if statement.entity:
            said = self.thing(voice.called(statement.entity))
        elif statement.choice:
            said = plain(voice.choice(statement))
        else:
            said = plain(voice.typeset(statement.text.get(self.language, "")))
        return ", ".join(part for part in (said, date) if part)

    def statement(self, statement: Statement) -> list[str]:
        """A statement as an item of a list, below it the words that say so."""
        voice, lines = self.voice, [f"- **{self.value(statement)}** `{statement.id}`"]
        if statement.status == "conflict":
            lines.append(f"  {voice.label('conflict-flag')}")
        if statement.said_by:
            lines.append(f"  {voice.label('said-by')} {self.thing(voice.called(statement.said_by))}")
        if statement.note:
            lines.append(f"  {plain(voice.typeset(statement.note[self.language]))}")
        for evidence in statement.evidence:
            lines += [f"  > {self.quote(evidence)}", "  >" if evidence is not statement.evidence[-1] else ""]
        return lines

    def quote(self, evidence: Evidence) -> str:
        """The words of a source, and the link to them: in the language of the twin, then as their author wrote them."""
        voice, found = self.voice, []
        for language in dict.fromkeys((self.language, voice.original)):
            words = plain(voice.typeset(evidence.quote[language], language))
            found.append(f"“{words}”" if language != "fr" else f"« {words} »")
        return f"{' / '.join(found)} ({self.passage(evidence)})"

    def passage(self, evidence: Evidence) -> str:
        """Which source, which paragraph, and the link to the words."""
        quoted = evidence.source, self.voice.lexicon.mark(evidence)
        return self.passages.of(quoted, lambda: self._passage(quoted, self.voice.evidence_name(evidence)))

    def paragraph(self, named: Named) -> str:
        """Which source names a thing, in which paragraph, and the link to it."""
        place = named.source, named.paragraph
        return self.passages.of(place, lambda: self._passage(place, self.voice.citation(*place)))

    def _passage(self, place: Quoted, cited: str) -> str:
        return f"[{plain(cited)}]({self.address(f'sources/{place[0]}/')}#{place[1]})"


def page(lines: Iterable[str]) -> str:
    """Lines as a text with one end of line."""
    text = "\n".join(lines)
    while "\n\n\n" in text:  # between paragraphs one blank line is enough
        text = text.replace("\n\n\n", "\n\n")
    return text.strip() + "\n"
