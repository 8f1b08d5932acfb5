"""What to write for files received: a new source, or one more witness of a source that the corpus has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count

from passerelles.clean import HEAD, draft_witness, vocabulary
from passerelles.collate import RAW, extracted_path
from passerelles.load.editions import read_paragraphs, split
from passerelles.load.reading import Reader, is_id
from passerelles.mentions import names
from passerelles.model import KnowledgeBase, Paragraph, Source
from passerelles.nearest import slug
from passerelles.receive import drafts
from passerelles.receive.alike import SAME, in_the_corpus, likeness
from passerelles.receive.reading import Reading, Refused
from passerelles.register import is_spent

SUMS = f"{RAW}/SHA256SUMS"
_LITTLE = """a au aux de des du en et l la le les d un une pour par sur dans"""
LITTLE = frozenset(_LITTLE.split())
LONGEST_ID = 5  # words


@dataclass(frozen=True)
class Draft:
    """What the command writes: `new` files, which must not exist; `grown` ones, of which every line is kept."""

    id: str
    paragraphs: tuple[Paragraph, ...]
    new: Mapping[str, bytes]
    grown: Mapping[str, bytes] = field(default_factory=dict)


def proposed_id(kb: KnowledgeBase, title: str, file: str) -> str:
    """An id that nothing has or had: the words of the title, or of the name of the file."""
    words = slug(title or file.rsplit(".", 1)[0]).split("-")
    stem = "-".join([word for word in words if word not in LITTLE][:LONGEST_ID]) or "source"
    return next(n for n in _numbered(stem) if is_id(n) and n not in kb.entities and not is_spent(kb, n))


def _numbered(stem: str) -> Iterator[str]:
    yield stem
    yield from (f"{stem}-{n}" for n in count(2))


def plan(
    kb: KnowledgeBase, readings: Sequence[Reading], name: str, files: Mapping[str, str], apart: bool = False
) -> Draft:
    """The files to write for `readings`, all witnesses of the source `name`; `files` are texts that may grow.

    Raises Refused where that would overwrite something, or where the texts are not what the request says.
    """
    if not is_id(name):
        raise Refused("received-bad-id", id=name)
    if is_spent(kb, name):
        raise Refused("id-spent", id=name)
    _refuse_known(kb, readings)
    _refuse_strangers(readings)
    if isinstance(source := kb.entities.get(name), Source):
        return _further(kb, source, readings, files)
    if source is not None:
        raise Refused("received-id-taken", id=name, path=source.where.path)
    alike, share = in_the_corpus(kb, readings[0].text)
    if alike and not apart:
        raise Refused("received-is-a-witness", file=readings[0].file, id=alike.id, share=round(100 * share))
    return _first(kb, name, readings, files)


def _refuse_known(kb: KnowledgeBase, readings: Sequence[Reading]) -> None:
    """No file is received twice, and no two files have one name."""
    for reading in readings:
        same = [file for file, raw in kb.received.items() if raw == reading.raw]
        if same:
            raise Refused("received-already", file=reading.file, path=f"{RAW}/{same[0]}")
        if reading.file in kb.received:
            raise Refused("received-name-taken", file=reading.file, path=f"{RAW}/{reading.file}")
    if len({reading.file for reading in readings}) < len(readings):
        raise Refused("received-name-twice")


def _refuse_strangers(readings: Sequence[Reading]) -> None:
    for reading in readings[1:]:
        if likeness(readings[0].text, reading.text) < SAME:
            raise Refused("received-different-texts", file=readings[0].file, other=reading.file)


def words_of(kb: KnowledgeBase) -> frozenset[str]:
    """The words of the names and editions of a base, in the language of its texts; none of one without languages."""
    if not kb.schema.languages:
        return frozenset()
    original = kb.schema.original
    texts = [paragraph.text for source in kb.sources.values() for paragraph in source.editions[original].paragraphs]
    return vocabulary([*texts, *(form for form, _ in names(kb, original).forms)])


def _first(kb: KnowledgeBase, name: str, readings: Sequence[Reading], files: Mapping[str, str]) -> Draft:
    """A new source: its page, its apparatus, its witnesses."""
    path = f"docs/{kb.schema.original}/sources/{name}.md"
    body = readings[0].draft(words_of(kb))
    page = drafts.page(kb, body, _paragraphs(kb, path, f"---\n---\n\n{body}"), readings)
    paragraphs = _paragraphs(kb, path, page)
    apparatus = HEAD.format(source=name) + "".join(_changes(reading, paragraphs) for reading in readings)
    texts = {path: page, f"data/apparatus/{name}.yml": apparatus}
    new = {place: text.encode() for place, text in texts.items()} | _received(readings)
    return Draft(name, paragraphs, new, _sums(files, readings))


def _further(kb: KnowledgeBase, source: Source, readings: Sequence[Reading], files: Mapping[str, str]) -> Draft:
    """More witnesses of a source: its page and its apparatus grow by an item each."""
    edition = source.editions[kb.schema.original]
    page, apparatus = edition.where.path, f"data/apparatus/{source.id}.yml"
    words = " ".join(paragraph.text for paragraph in edition.paragraphs)
    for reading in readings:
        if (share := likeness(words, reading.text)) < SAME:
            raise Refused("received-no-witness", file=reading.file, id=source.id, share=round(100 * share))
    entries = "".join(drafts.witness(kb, r, n) for n, r in enumerate(readings, len(source.witnesses)))
    changes = "".join(_changes(reading, edition.paragraphs) for reading in readings)
    grown = {
        page: drafts.inserted(files[page], entries, "witnesses", ("---",)),
        apparatus: drafts.inserted(files.get(apparatus, ""), changes, "witnesses", ()),
    }
    if any(text is None for text in grown.values()):
        raise Refused("received-cannot-insert", page=page, apparatus=apparatus)
    texts = {path: str(text).encode() for path, text in grown.items()}
    return Draft(source.id, edition.paragraphs, _received(readings), texts | _sums(files, readings))


def _paragraphs(kb: KnowledgeBase, path: str, page: str) -> tuple[Paragraph, ...]:
    cut = split(page)
    assert cut is not None  # we wrote the head
    return read_paragraphs(path, cut, Reader(kb.schema.languages))


def _changes(reading: Reading, paragraphs: Sequence[Paragraph]) -> str:
    return draft_witness(reading.file, reading.text, paragraphs, reading.furniture)


def _received(readings: Sequence[Reading]) -> dict[str, bytes]:
    """The files as received, and the words read out of those that are not their own text."""
    raw = {f"{RAW}/{reading.file}": reading.raw for reading in readings}
    return raw | {extracted_path(reading.file): reading.text.encode() for reading in readings if reading.tool}


def _sums(files: Mapping[str, str], readings: Sequence[Reading]) -> dict[str, bytes]:
    before = files.get(SUMS, "")
    before += "\n" if before and not before.endswith("\n") else ""
    return {SUMS: (before + "".join(f"{drafts.checksum(r.raw)}  {r.file}\n" for r in readings)).encode()}
