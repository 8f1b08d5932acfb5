"""The twin of a text of the corpus: its record, its words paragraph by paragraph, what is stated from it."""

from __future__ import annotations

from collections.abc import Iterator

from passerelles.model import Source
from passerelles.twins.writing import Pen, page, plain


def source_twin(pen: Pen, source: Source) -> str:
    """The whole twin of a text, in the language of the pen."""
    return page(_lines(pen, source))


def _lines(pen: Pen, source: Source) -> Iterator[str]:
    voice = pen.voice
    path = voice.addresses.entity_path(source)
    yield from pen.head(voice.typeset(source.name[pen.language]), path, voice.citation(source.id))
    if pen.language != voice.original:
        original = f"{voice.publication.site_url}{voice.addresses.of(voice.original, path)}"
        yield from (f"{voice.label('unofficial')} [{plain(source.name[voice.original])}]({original})", "")
    yield from ("", f"## {voice.label('record')}", "")
    for datum in source.record:
        said = plain(voice.datum_words(datum))
        origin = f"§ {datum.at[1:]}" if datum.at else voice.label("by-the-editors")
        yield f"- {voice.label(f'record-{datum.name}')}{voice.colon}{said} ({origin})"
    yield from ("", f"## {voice.label('reading-edited')}", "")
    for paragraph in source.editions[pen.language].paragraphs:
        number = f"[{paragraph.id[1:]}]({pen.address(path)}#{paragraph.id}) " if paragraph.id else ""
        yield from (f"{number}{plain(voice.typeset(paragraph.text))}", "")
    yield from _stated(pen, source)


def _stated(pen: Pen, source: Source) -> Iterator[str]:
    """The statements that rest on this text, in the order of its passages."""
    voice = pen.voice
    marks = voice.graph.marks[pen.language].get(source.id, ())
    if marks:
        yield from (f"## {voice.count('stated', sum(len(mark.statements) for mark in marks))}", "")
    for mark in marks:
        for statement in mark.statements:
            subject = pen.thing(voice.entity(statement.subject))
            said = f"{plain(voice.property_label(statement))}{voice.colon}{pen.value(statement)}"
            yield f"- § {mark.paragraph[1:]}, {subject}, {said} `{statement.id}`"
