"""What a citation says of the thing cited, before it is put into the form of a style or a program."""

from __future__ import annotations

from typing import NamedTuple

from passerelles.model import Entity, Metadatum, Source, Statement
from passerelles.pages.page import Page
from passerelles.pages.titles import view_title
from passerelles.pages.voice import Voice

PAGE, STATEMENT = "page", "statement"


class Item(NamedTuple):
    """A page of this site, one of its statements, or a text of the corpus, in one language.

    `genre`: «page», «statement», or the type of the source as data/schema.yml has it. `date` is EDTF, as uncertain as
    it is. `note`: for a statement the passages that it rests on, for a source where it is edited and first published.
    `translated`: the title in the other languages, for files that hold all of them.
    """

    key: str
    genre: str
    title: str
    url: str
    language: str
    authors: tuple[str, ...] = ()
    container: str = ""  # the newspaper, or this site
    publisher: str = ""
    date: str = ""
    note: str = ""
    translated: tuple[str, ...] = ()


def page_items(own: Voice, page: Page) -> list[tuple[Voice, Item]]:
    """What a page, of which this is the voice, and its counterparts in the other languages are cited as, each with its
    voice.

    The title of a page that people wrote is known in its own language only: its counterparts say their own.
    """
    parts = page.path.strip("/").split("/")
    source = own.graph.kb.sources.get(parts[1]) if parts[0] == "sources" and len(parts) > 1 else None
    found = []
    for language in own.graph.kb.schema.languages:
        voice = own if language == own.language else Voice(own.graph, language, page.path, own.publication)
        if source:
            found.append((voice, source_item(voice, source)))
        elif title := _title(voice, parts):
            found.append((voice, page_item(voice, title)))
        elif voice is own:
            found.append((own, page_item(own, page.title)))
    return found


def thing_item(voice: Voice, entity: Entity) -> Item:
    """What the page of a thing, which is the page of the voice, is cited as in its language."""
    return source_item(voice, entity) if isinstance(entity, Source) else page_item(voice, voice.name(entity))


def _title(voice: Voice, parts: list[str]) -> str:
    """The name of a thing, of a kind or of a view, without the number of a part; nothing for other prose."""
    kinds = voice.graph.kb.schema.by_folder
    if entity := _thing(voice, parts):
        return voice.typeset(entity.name[voice.language])
    if parts[0] in kinds:
        return voice.title(kinds[parts[0]].plural)
    key = f"{parts[0] or 'site'}-title"
    is_known = key in voice.graph.kb.labels and (len(parts) == 1 or parts[1] in {"p", "links"})
    return voice.label(key) if is_known else view_title(voice, parts)


def _thing(voice: Voice, parts: list[str]) -> Entity | None:
    """The thing whose page this is, or a part of it; a page that people wrote may end on the id of one."""
    entity = voice.graph.kb.entities.get(parts[1]) if len(parts) > 1 else None
    kind = voice.graph.kb.schema.by_folder.get(parts[0]) if entity else None
    return entity if entity and kind and entity.kind == kind.name else None


def page_item(voice: Voice, title: str) -> Item:
    """A page that is no source; its key is the id of its thing, or the words of its address."""
    parts = [part for part in voice.path.split("/") if part]
    entity = _thing(voice, parts)
    key = entity.id if entity else "-".join(parts) or "passerelles"
    return Item(key, PAGE, title, address(voice), voice.language, container=voice.label("site-title"))


def address(voice: Voice) -> str:
    """The address of the page: whole where the site has one, else from its root."""
    return f"{voice.publication.site_url}{voice.here}" or "./"


def statement_item(voice: Voice, statement: Statement) -> Item:
    """A statement: what it says of what; in the note who says so, where, and whether the sources disagree."""
    subject = voice.entity(statement.subject).name[voice.language]
    title = f"{voice.value_words(statement)} ({voice.property_label(statement)}, {subject})"
    url, site = voice.address(statement), voice.label("site-title")
    return Item(statement.id, STATEMENT, title, url, voice.language, container=site, note=voice.grounds(statement))


def source_item(voice: Voice, source: Source) -> Item:
    """A text of the corpus under the name that its author gave it, as edited on this site."""
    record = {datum.name: datum for datum in source.record}
    publisher, is_article = _named(voice, record.get("publisher")), source.type == "article"
    return Item(
        key=source.id,
        genre=source.type,
        title=source.name[voice.original],
        url=address(voice),
        language=voice.original,
        authors=tuple(filter(None, [_named(voice, record.get("author"))])),
        container=publisher if is_article else "",
        publisher="" if is_article else publisher,
        date=voice.source_edtf(source),
        note=_edited(voice, record.get("url")),
        translated=tuple(name for lang, name in source.name.items() if lang == voice.language != voice.original),
    )


def _edited(voice: Voice, url: Metadatum | None) -> str:
    """Where the text is read, and where it was first published."""
    first = voice.datum_words(url) if url else ""
    made = {True: "edited", False: "translated"}[voice.language == voice.original]
    known = "-first" if first.startswith("https://") else ""
    return voice.label(f"cite-{made}{known}", site=voice.label("site-title"), address=first)


def _named(voice: Voice, datum: Metadatum | None) -> str:
    """A name in a source's record; words of the editors instead of a name («unsigned»), which differ in each
    language and are no thing of the base, name nobody."""
    if datum is None or not (datum.entity or len(datum.value) == 1):
        return ""
    return datum.value.get(voice.original) or next(iter(datum.value.values()))
