"""The draft of a source page: what is sure is filled in and says where it comes from, the rest is blank."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence

from passerelles.clean.apparatus import quoted
from passerelles.dates_said import label
from passerelles.load.sources import RECORD
from passerelles.model import KnowledgeBase, Language, Paragraph, Text
from passerelles.receive.reading import Fact, Hint, Reading
from passerelles.report import say

BLANKS = {  # what a person is asked for, in both languages: a comment after the blank
    "description": "une phrase : qui, quoi, quand — one sentence: who, what, when",
    "type": "nature du texte, p. ex. — what it is, e.g.: {types}",
    "title": "les mots du titre, et « at: p1 » — the words of the title, and “at: p1”",
    "author": "qui signe, ou — who signs, or: {{fr: non signé, en: unsigned}}",
    "publisher": "qui publie, et à quoi on le voit (note) — who publishes, and how we know (note)",
    "date": 'EDTF, "2024-11-06" ; « at: p2 » si le texte la dit — “at: p2” if the text says it',
    "place": "ou — or: {{fr: non précisé, en: not stated}}",
    "language": "fr",
    "url": "adresse où il fut lu, ou — where it was read, or: {{fr: aucune adresse connue, en: no known address}}",
    "rights": "{{fr: © …, en: © …}}",
}
SIGLA = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def sentences(kb: KnowledgeBase, hint: Hint) -> Text:
    """A sentence of data/labels.yml in each language, its blanks filled in."""
    return {language: sentence(kb, hint, language) for language in kb.schema.languages}


def sentence(kb: KnowledgeBase, hint: Hint, language: Language) -> str:
    """A sentence of data/labels.yml; what is known of it where they cannot be read."""
    return say(kb, hint.key, language, **{name: str(value) for name, value in hint.blanks.items()})


def page(kb: KnowledgeBase, body: str, paragraphs: Sequence[Paragraph], readings: Sequence[Reading]) -> str:
    """A new source’s page in the language of the editions; `readings` are its witnesses, the first one followed."""
    types = ", ".join(sorted({source.type for source in kb.sources.values() if source.type}))
    title = next((p for p in paragraphs if p.role == "title"), None)
    facts = {fact.name: fact for fact in readings[0].facts}
    name_of_text = title.text if title else facts["title"].value if "title" in facts else ""
    rows = [f"title: {quoted(name_of_text)}" if name_of_text else f"title:  # {BLANKS['title'].format()}"]
    rows += [f"description:  # {BLANKS['description']}", "source:"]
    for name in RECORD:
        rows += _entry(kb, name, facts.get(name), title, types)
    witnesses = "".join(witness(kb, reading, n) for n, reading in enumerate(readings))
    return "\n".join(["---", *rows, "witnesses:", f"{witnesses}---", "", body])


def _entry(kb: KnowledgeBase, name: str, fact: Fact | None, title: Paragraph | None, types: str) -> list[str]:
    """One line of the record: what the text or the file says, with the place; else a blank to fill in."""
    if name == "title" and title:
        return [f"  title: {{value: {quoted(title.text)}, at: {title.id}}}"]
    if fact and (name != "language" or fact.value == kb.schema.original):
        note = {language: _declared(kb, fact, language) for language in kb.schema.languages}
        return [f"  {name}:", f"    value: {quoted(fact.value)}", "    by: witness", f"    note: {_texts(note)}"]
    return [f"  {name}:", f"    value:  # {BLANKS[name].format(types=types)}", "    by: editor"]


def _declared(kb: KnowledgeBase, fact: Fact, language: Language) -> str:
    """Where a file says a fact, and in which words; a date as a reader of the language says it."""
    said = fact.value
    if fact.name == "date":
        said = label(said, {key: text[language] for key, text in kb.labels.items() if key.startswith("date-")})
    return sentence(kb, Hint("received-declared", {"place": fact.place, "value": said}), language)


def witness(kb: KnowledgeBase, reading: Reading, number: int) -> str:
    """The entry of one received file in the head of its source's page."""
    rows = [
        f"  - file: {quoted(reading.file)}",
        f"    siglum: {SIGLA[number] if number < len(SIGLA) else f'A{number}'}",
        f"    sha256: {checksum(reading.raw)}",
        f"    description: {_texts(_description(kb, reading))}",
    ]
    if reading.tool:
        found = checksum(reading.text.encode())
        rows.append(f"    extraction: {{sha256: {found}, tool: {quoted(reading.tool)}}}")
    return "\n".join([*rows, ""])


def _description(kb: KnowledgeBase, reading: Reading) -> Text:
    said: list[Text] = [sentences(kb, reading.form)]
    if reading.tool:
        said.append(sentences(kb, Hint("received-read-by", {"tool": reading.tool})))
    return {language: " ".join(text[language] for text in said) for language in kb.schema.languages}


def checksum(raw: bytes) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    return hashlib.sha256(raw).hexdigest()


def _texts(text: Text) -> str:
    return "{" + ", ".join(f"{language}: {quoted(words)}" for language, words in text.items()) + "}"


def inserted(text: str, block: str, key: str, ends: Iterable[str]) -> str | None:
    """A YAML text with an item more at the end of its list `key`, every line kept; None where there is no such list."""
    lines = text.split("\n")
    if f"{key}:" not in lines:
        return None
    start = lines.index(f"{key}:")
    after = range(start + 1, len(lines))
    stop = next((n for n in after if lines[n] in ends or re.match(r"[^\s#]", lines[n])), len(lines))
    while stop > start + 1 and not lines[stop - 1].strip():
        stop -= 1
    return "\n".join([*lines[:stop], *block.rstrip("\n").split("\n"), *lines[stop:]])
