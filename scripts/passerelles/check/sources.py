"""Rules on the texts: received files untouched, editions proved by collation, translations paired and reread."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

from passerelles.check.evidence import Things
from passerelles.clean.apparatus import UNEXPLAINED
from passerelles.collate import RAW, collate, extracted_path
from passerelles.model import Edition, KnowledgeBase, Paragraph, Position, Problem, Source
from passerelles.nearest import nearest
from passerelles.quotes import occurrences
from passerelles.translated import pairing

SIGLUM = re.compile(r"[^\W\d_][0-9]*\Z")


def received_files_are_as_received(kb: KnowledgeBase) -> Iterator[Problem]:
    """Each received file has the checksum of the list and of the source that it witnesses, and belongs to a source."""
    if kb.received and not kb.checksums:
        yield Problem(Position(f"{RAW}/SHA256SUMS"), "received-list-missing")
        return
    claimed = {w.file: w for source in kb.sources.values() for w in source.witnesses}
    for name in sorted({*kb.received, *kb.checksums, *claimed}):
        where = Position(f"{RAW}/{name}" if "/" not in name else f"{RAW}/SHA256SUMS")
        found = _sha256(kb.received[name]) if name in kb.received else ""
        if not found:
            witness = claimed.get(name)
            yield Problem(witness.where if witness else where, "received-file-missing", (("file", name),))
        elif name not in claimed:
            yield Problem(where, "received-file-unclaimed", (("file", name),))
        elif kb.checksums.get(name) != found == claimed[name].sha256:
            details = (("file", name), ("sha256", found), ("path", claimed[name].where.path))
            yield Problem(_listed(kb, name), "received-list-wrong", details)
        elif kb.checksums.get(name) != found:
            yield Problem(where, "received-file-altered", (("file", name), ("list", f"{RAW}/SHA256SUMS")))
        elif claimed[name].sha256 != found:
            yield Problem(claimed[name].where, "witness-checksum", (("file", name), ("sha256", found)))


def _listed(kb: KnowledgeBase, name: str) -> Position:
    """The line of the list that is of a file; its last where none is."""
    names = list(kb.checksums)
    return Position(f"{RAW}/SHA256SUMS", names.index(name) + 1 if name in names else len(names))


def editions_equal_their_witnesses(kb: KnowledgeBase, things: Things) -> Iterator[Problem]:
    """The words of each witness are those of the edition, apart from the declared changes, in order."""
    for source in texts(things):
        yield from collate(source, kb.schema.original, kb.received, _as_recorded(kb, source))


def _as_recorded(kb: KnowledgeBase, source: Source) -> dict[str, bytes]:
    """What was read out of the received files of a source; words altered since are told of as such, once."""
    recorded = {witness.file: witness.extraction.sha256 for witness in source.witnesses if witness.extraction}
    return {name: raw for name, raw in kb.extracted.items() if recorded.get(name) == _sha256(raw)}


def extractions_are_as_recorded(kb: KnowledgeBase) -> Iterator[Problem]:
    """A received file that is not plain text in UTF-8 has its words in data/extracted, with their checksum and tool."""
    witnesses = [witness for source in kb.sources.values() for witness in source.witnesses]
    for witness in witnesses:
        file = (("file", witness.file),)
        if witness.extraction is None:
            raw = kb.received.get(witness.file, b"")
            if _sha256(raw) == kb.checksums.get(witness.file) and not _is_text(raw):
                yield Problem(witness.where, "extraction-needed", file)
        elif witness.file not in kb.extracted:
            yield Problem(witness.extraction.where, "extraction-missing", (("path", extracted_path(witness.file)),))
        elif (found := _sha256(kb.extracted[witness.file])) != witness.extraction.sha256:
            details = (*file, ("sha256", found), ("recorded", witness.extraction.sha256))
            yield Problem(Position(extracted_path(witness.file)), "extraction-altered", details)
    for name in sorted(kb.extracted.keys() - {w.file for w in witnesses if w.extraction}):
        yield Problem(Position(extracted_path(name)), "extraction-unclaimed", (("file", name),))


def _is_text(raw: bytes) -> bool:
    try:
        return "\0" not in raw.decode("utf-8")
    except UnicodeDecodeError:
        return False


def _sha256(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()


def changes_have_a_known_kind(kb: KnowledgeBase, things: Things) -> Iterator[Problem]:
    """Each change of the apparatus is of a kind that data/labels.yml explains."""
    for source in texts(things):
        for change in (change for witness in source.witnesses for change in witness.changes):
            if change.kind == UNEXPLAINED:
                yield Problem(change.where, "unexplained-change", (("kinds", ", ".join(kb.change_kinds)),))
            elif change.kind and change.kind not in kb.change_kinds:
                near = nearest(change.kind, kb.change_kinds)
                details = (("value", change.kind), ("kinds", ", ".join(kb.change_kinds)), ("near", near))
                yield Problem(change.where, "unknown-change-kind", details)


def witnesses_have_a_letter_of_their_own(_kb: KnowledgeBase, things: Things) -> Iterator[Problem]:
    """A witness is called by a letter, or a letter and a number, that no other witness of its source has."""
    for source in texts(things):
        seen: set[str] = set()
        for witness in source.witnesses:
            details = (("value", witness.siglum),)
            if witness.siglum in seen:
                yield Problem(witness.where, "siglum-twice", details)
            elif witness.siglum and not SIGLUM.match(witness.siglum):  # one that is missing is told of as such
                yield Problem(witness.where, "siglum-unfit", details)
            seen.update({witness.siglum} - {""})


def titles_are_the_heading_of_the_text(_kb: KnowledgeBase, things: Things) -> Iterator[Problem]:
    """The title of a source page is the first-level heading of its text."""
    for source in texts(things):
        for edition in source.editions.values():
            headings = [p.text for p in edition.paragraphs if p.role == "title"]
            if headings != [edition.title]:
                where = edition.spots.get("title", edition.where)
                yield Problem(
                    where, "title-unlike-heading", (("title", edition.title), ("heading", " / ".join(headings)))
                )


def records_say_where_their_values_stand(kb: KnowledgeBase, things: Things) -> Iterator[Problem]:
    """A value of the record that the text gives names a paragraph of the text, and plain words stand in it."""
    for source in texts(things):
        edition = source.editions[kb.schema.original]
        for record in source.record:
            paragraph = edition.by_id.get(record.at)
            if record.at and paragraph is None:
                yield Problem(
                    record.where, "no-such-paragraph", (("paragraph", record.at), ("path", edition.where.path))
                )
            elif paragraph and record.name in {"title", "author", "place"}:
                words = record.value.get(kb.schema.original, "")
                if words and not list(occurrences(paragraph, words)):
                    details = (("words", words), ("paragraph", record.at), ("there", paragraph.text))
                    yield Problem(record.where, "record-not-in-text", details)


def oddities_stand_in_the_edition(kb: KnowledgeBase, things: Things) -> Iterator[Problem]:
    """Words marked as oddities of the author stand once in the paragraph that the apparatus names."""
    for source in texts(things):
        edition = source.editions[kb.schema.original]
        for oddity in source.oddities:
            paragraph = edition.by_id.get(oddity.at)
            count = len(list(occurrences(paragraph, oddity.words))) if paragraph else 0
            if count != 1:
                details = (("words", oddity.words), ("paragraph", oddity.at), ("count", str(count)))
                yield Problem(oddity.where, "oddity-not-found", details)


def translations_pair_paragraph_by_paragraph(kb: KnowledgeBase, things: Things) -> Iterator[Problem]:
    """Each source is translated, paragraph by paragraph, in the same order and under the same ids."""
    for source, original in _originals(kb, things):
        for language in kb.schema.languages:
            edition = source.editions.get(language)
            if edition is None:
                path = original.where.path.replace(f"/{original.language}/", f"/{language}/")
                yield Problem(original.where, "no-translation", (("language", language), ("path", path)))
            elif edition is not original:
                yield from _unpaired(original, edition)


def _unpaired(original: Edition, edition: Edition) -> Iterator[Problem]:
    here, there = ([(p.id, p.role, p.level) for p in e.paragraphs] for e in (edition, original))
    above = edition.where
    for paragraph in original.paragraphs:
        above = edition.by_id[paragraph.id].where if paragraph.id in edition.by_id else above
        if paragraph.id not in edition.by_id and paragraph.id:
            yield Problem(above, "paragraph-untranslated", _pair(paragraph))
    for paragraph in edition.paragraphs:
        if paragraph.id not in original.by_id and paragraph.id:
            yield Problem(paragraph.where, "paragraph-without-original", _pair(paragraph))
    if {i for i, *_ in here} == {i for i, *_ in there}:
        pairs = zip(edition.paragraphs, original.paragraphs, here, there, strict=False)  # one twice is told of as such
        for paragraph, twin in [(p, q) for p, q, a, b in pairs if a != b][:1]:
            if paragraph.id != twin.id:
                yield Problem(paragraph.where, "paragraphs-in-another-order", _pair(twin))
            else:
                forms = (("here", _form(paragraph)), ("there", _form(twin)))
                yield Problem(paragraph.where, "paragraph-of-another-form", (*_pair(twin), *forms))


def _form(paragraph: Paragraph) -> str:
    """The sign by which a paragraph is what it is, as people write it; a dash where it has none."""
    if paragraph.role in {"title", "heading"}:
        return "#" * paragraph.level
    sign = {"paragraph": "—", "item": "␣␣␣␣" * paragraph.level + "-", "row": "|"}
    return sign.get(paragraph.role, f".{paragraph.role}")


def _pair(paragraph: Paragraph) -> tuple[tuple[str, str], ...]:
    return (("paragraph", paragraph.id), ("place", f"{paragraph.where.path}:{paragraph.where.line}"))


def translations_are_reread(kb: KnowledgeBase, things: Things) -> Iterator[Problem]:
    """Each translated paragraph was reread, as it stands, against the original; if that changed since, it is stale."""
    for source, original in _originals(kb, things):
        for edition in source.editions.values():
            if edition is not original and not edition.made_from:
                yield Problem(edition.where, "translation-new", (("path", edition.where.path),))
                continue
            for paragraph in edition.paragraphs if edition is not original else ():
                if paragraph.id in original.by_id:
                    yield from _not_reread(original.by_id[paragraph.id], paragraph, edition)


def _not_reread(original: Paragraph, paragraph: Paragraph, edition: Edition) -> Iterator[Problem]:
    expected, recorded = pairing(original.text, paragraph.text), edition.made_from.get(paragraph.id, "")
    if recorded == expected:
        return
    where = edition.spots.get(f"made_from.{paragraph.id}", paragraph.where)
    details = (("paragraph", paragraph.id), ("path", edition.where.path), ("recorded", expected))
    if recorded and recorded.split("-")[-1] == expected.split("-")[-1]:
        place = f"{original.where.path}:{original.where.line}"
        more = (("place", place), ("made", recorded.split("-")[0]))
        yield Problem(paragraph.where, "translation-stale", (*details, *more), "warning")
    else:
        yield Problem(paragraph.where if recorded else where, "translation-not-reread", details)


def _originals(kb: KnowledgeBase, things: Things) -> Iterator[tuple[Source, Edition]]:
    for source in texts(things):
        yield source, source.editions[kb.schema.original]


def texts(things: Things) -> Iterator[Source]:
    """The texts of the corpus among these things."""
    return (thing for thing in things if isinstance(thing, Source))
