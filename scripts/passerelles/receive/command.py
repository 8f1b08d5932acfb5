"""The verb `clean`: files received -> a draft on standard output, or, with --as, all that a new source needs."""

from __future__ import annotations

import argparse
import re
import shlex
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from passerelles.check import check
from passerelles.check.causes import of_what_rules_all, unreadable
from passerelles.clean import draft_apparatus
from passerelles.collate import collate
from passerelles.load import load
from passerelles.load.editions import draft_paragraphs
from passerelles.load.reading import DEVICE
from passerelles.model import KnowledgeBase, Language, Paragraph, Problem
from passerelles.nearest import plain
from passerelles.receive.alike import in_the_corpus
from passerelles.receive.drafts import checksum, sentence
from passerelles.receive.names import Census
from passerelles.receive.plan import Draft, plan, proposed_id, words_of
from passerelles.receive.readers import LARGEST, read
from passerelles.receive.reading import Hint, Reading, Refused
from passerelles.receive.writing import undo, write
from passerelles.report import as_text, say

SHORT = 16  # of the digits of a checksum, which tell one received file from another


def run(options: argparse.Namespace) -> int:
    """Answer 0 when it is done, else one sentence and 1 for a base that must be mended first, 2 for wrong use."""
    loaded = load(options.root)
    kb = loaded.kb
    if options.id is not None and any(unreadable(p) or of_what_rules_all(p) for p in loaded.problems):
        print(say(kb, "unreadable-first", options.lang))  # what is there already could not be told from what is new
        return 1
    try:
        readings = [_read(path, options.encoding) for path in options.files]
        if options.id is None:
            _print_drafts(kb, readings, options)
        else:
            _write_draft(kb, readings, options)
    except Refused as refusal:
        _say(kb, options.lang, [Hint(refusal.key, refusal.blanks)])
        return 2
    return 0


def _read(path: Path, encoding: str) -> Reading:
    try:
        if path.exists() and not path.is_file():  # a pipe would keep it waiting for ever
            raise Refused("received-not-a-file", path=path)
        if path.stat().st_size > LARGEST:
            raise Refused("received-too-large", file=path.name, size=LARGEST // 1_000_000)
        raw = path.read_bytes()
        return read(fit_name(path.name, raw), raw, encoding)
    except OSError as error:
        raise Refused("received-cannot-read", path=path, why=error.strerror) from None


def fit_name(name: str, raw: bytes) -> str:
    """A name that every system takes: letters without accents, figures, hyphens, dots.

    One that leaves none, as «福岡.txt», or that Windows keeps for itself, is named after its content.
    """
    stem, dot, suffix = plain(name).rpartition(".")
    fit = re.sub(r"[^A-Za-z0-9_-]+", "-", stem).strip("-")
    named = fit if fit.strip("_") and not DEVICE.match(fit) else checksum(raw)[:SHORT]
    return named + dot + suffix if dot else suffix


def _print_drafts(kb: KnowledgeBase, readings: Sequence[Reading], options: argparse.Namespace) -> None:
    """The drafts on standard output; on standard error, what to look at and the id that would do."""
    words = words_of(kb)
    for path, reading in zip(options.files, readings, strict=True):
        body = reading.draft(words)
        paragraphs = draft_paragraphs(body)
        apparatus = draft_apparatus(reading.file, reading.text, paragraphs, reading.furniture)
        print(apparatus if options.apparatus else reading.head + body, end="")
        alike, share = in_the_corpus(kb, reading.text)
        name = alike.id if alike else proposed_id(kb, _title(paragraphs), reading.file)
        key = ("received-proposed", "received-is-a-witness")[alike is not None]
        blanks = {"file": reading.file, "path": shlex.quote(str(path)), "id": name, "share": round(100 * share)}
        _say(kb, options.lang, [*reading.hints, Hint(key, blanks)])


def _title(paragraphs: Iterable[Paragraph]) -> str:
    return next((paragraph.text for paragraph in paragraphs if paragraph.role == "title"), "")


def _write_draft(kb: KnowledgeBase, readings: Sequence[Reading], options: argparse.Namespace) -> None:
    grows = {"data/raw/SHA256SUMS", f"docs/{kb.schema.original}/sources/{options.id}.md"}
    grows.add(f"data/apparatus/{options.id}.yml")
    files = {path: (options.root / path).read_bytes().decode() for path in grows if (options.root / path).is_file()}
    draft = plan(kb, readings, options.id, files, options.apart)
    written = write(options.root, draft)
    found = load(options.root)
    source = found.kb.sources.get(draft.id)
    if source is None or list(collate(source, kb.schema.original, found.kb.received, found.kb.extracted)):
        undo(options.root, draft, files)
        raise Refused("received-does-not-collate", id=draft.id)
    print("\n".join(written))
    print("\n".join(to_look_at(kb, draft, [hint for reading in readings for hint in reading.hints], options.lang)))
    left = list(_left(check(found.kb, found.problems), draft))
    print(sentence(kb, Hint("received-left", {"count": len(left), "id": draft.id}), options.lang))
    print(as_text(left, found.kb, options.lang))


def to_look_at(kb: KnowledgeBase, draft: Draft, hints: Sequence[Hint], language: Language) -> Iterator[str]:
    """What a person should look at: how the files were read, the names known and unknown."""
    yield from (sentence(kb, hint, language) for hint in hints)
    census = Census(kb, draft.paragraphs)
    for key, found in (("received-known", census.known), ("received-unknown", census.unknown)):
        yield ""
        yield sentence(kb, Hint(key, {"count": len(found)}), language)
        yield from map(str, found)
    yield ""


def _left(problems: Iterable[Problem], draft: Draft) -> Iterator[Problem]:
    """What the check says of the files written."""
    paths = {*draft.new, *draft.grown}
    return (problem for problem in problems if problem.where.path in paths)


def _say(kb: KnowledgeBase, language: Language, hints: Iterable[Hint]) -> None:
    for hint in hints:
        print(sentence(kb, hint, language), file=sys.stderr)
