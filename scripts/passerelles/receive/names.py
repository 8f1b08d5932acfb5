"""The names in a text: those that the base knows, with their ids, and capitalised words that it does not."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import dropwhile

from passerelles.mentions import Names, names, sentence_bounds
from passerelles.model import KnowledgeBase, Paragraph

ELIDED = r"(?:[ldjmnstcLDJMNSTC]|[Qq]u|[Ll]orsqu|[Pp]uisqu)[’'](?=\w)"
INITIAL = r"[^\W\d_a-zà-ÿ]\.(?=\s?[^\W\d_a-zà-ÿ])"
WORD = re.compile(rf"{INITIAL}|{ELIDED}|\w+(?:[’'.-]\w+)*")
LINK = {"de", "du", "des", "la", "le", "les", "en", "sur", "d’", "d'", "l’", "l'", "à", "au", "aux"}
FIRST_PARAGRAPHS = 3  # shown of each name


@dataclass(frozen=True)
class Found:
    """A name, the forms in which a text has it, how often, and in which paragraphs."""

    name: str
    forms: tuple[str, ...]
    count: int
    paragraphs: tuple[str, ...]

    def __str__(self) -> str:
        more = " …" if len(self.paragraphs) > FIRST_PARAGRAPHS else ""
        places = " ".join(self.paragraphs[:FIRST_PARAGRAPHS]) + more
        name = f"{self.name:<28} {', '.join(self.forms)}" if self.forms else self.name
        return f"  {name}  ×{self.count}  {places}"


@dataclass(frozen=True)
class Census:
    """The names of one text beside a base."""

    kb: KnowledgeBase
    paragraphs: Sequence[Paragraph]

    @cached_property
    def base(self) -> Names:
        return names(self.kb, self.kb.schema.original)

    @cached_property
    def known(self) -> tuple[Found, ...]:
        """Each thing of the base that the text names, by kind and id."""
        seen: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for paragraph in self.paragraphs:
            for mention in self.base.mentions(paragraph.text):
                seen[mention.entity].append((paragraph.text[mention.start : mention.end], paragraph.id))
        kinds = {name: self.kb.entities[name].kind for name in seen}
        return tuple(_found(name, seen[name], with_forms=True) for name in sorted(seen, key=lambda n: (kinds[n], n)))

    @cached_property
    def unknown(self) -> tuple[Found, ...]:
        """Capitalised words that no form of the base covers, the most frequent first; a guess, to look at."""
        seen: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for paragraph in self.paragraphs:
            for words in self._capitalised(paragraph.text):
                seen[words].append((words, paragraph.id))
        found = [_found(name, places, with_forms=False) for name, places in seen.items()]
        return tuple(sorted(found, key=lambda one: (-one.count, one.name)))

    @cached_property
    def common(self) -> frozenset[str]:
        """The words that the corpus and this text have in lower case: such a word opens sentences, and names nobody."""
        editions = [source.editions[self.kb.schema.original] for source in self.kb.sources.values()]
        texts = [p.text for edition in editions for p in edition.paragraphs] + [p.text for p in self.paragraphs]
        return frozenset(word for text in texts for word in re.findall(r"\w+", text) if word[0].islower())

    def _capitalised(self, text: str) -> Iterator[str]:
        covered = [(mention.start, mention.end) for mention in self.base.mentions(text)]
        for start, end in self._runs(text):
            left = [word for word in WORD.finditer(text, start, end) if not _is_within(word, covered)]
            if any(word.group()[0].isupper() and word.group().lower() not in self.common for word in left):
                yield text[start:end]

    def _runs(self, text: str) -> Iterator[tuple[int, int]]:
        """Runs of capitalised words, little words within them included (“Université de Danang”)."""
        run: list[re.Match[str]] = []
        between: list[re.Match[str]] = []  # little words, kept if a capital follows them
        for word in WORD.finditer(text):
            is_name = word.group()[0].isupper() and word.group()[-1] not in "’'"
            if run and text[(between or run)[-1].end() : word.start()].strip(" -"):
                yield from self._trimmed(text, run)
                run, between = [], []
            if is_name:
                run, between = [*run, *between, word], []
            elif run and word.group() in LINK:
                between.append(word)
            else:
                yield from self._trimmed(text, run)
                run, between = [], []
        yield from self._trimmed(text, run)

    def _trimmed(self, text: str, run: list[re.Match[str]]) -> Iterator[tuple[int, int]]:
        """The run without the common word that merely opens its sentence, or nothing."""
        if run and run[0].group().lower() in self.common | LINK and _opens(text, run[0].start()):
            run = list(dropwhile(lambda word: word.group() in LINK, run[1:]))
        if run and not (len(run) == 1 and _opens(text, run[0].start()) and len(run[0].group()) < 3):
            yield run[0].start(), run[-1].end()


def _is_within(word: re.Match[str], spans: Sequence[tuple[int, int]]) -> bool:
    return any(begin <= word.start() and word.end() <= end for begin, end in spans)


def _opens(text: str, start: int) -> bool:
    begin = sentence_bounds(text, start, start + 1)[0]
    return not re.search(r"\w", text[begin:start]) or bool(re.search(r"[:;•–-]\W*\Z", text[begin:start]))


def _found(name: str, places: list[tuple[str, str]], with_forms: bool) -> Found:
    forms = tuple(dict.fromkeys(form for form, _ in places)) if with_forms else ()
    return Found(name, forms, len(places), tuple(dict.fromkeys(paragraph for _, paragraph in places)))
