"""The words of an earlier state of a file, by key: what a stale translation was made from."""

from __future__ import annotations

from collections.abc import Mapping

from passerelles.load.decoding import Unreadable
from passerelles.load.editions import read_paragraphs, split
from passerelles.load.located import parse
from passerelles.load.markdown import read_markdown
from passerelles.load.reading import Reader
from passerelles.load.texts import rendered
from passerelles.model import Schema


def original_words(path: str, text: str, schema: Schema) -> Mapping[str, str]:
    """Each text of a state of a file in the language of the editions: by paragraph id, `#section`, or key of YAML."""
    found: dict[str, str] = {}
    page = split(text) if path.endswith(".md") else None
    if page and "/sources/" in path:
        found |= {paragraph.id: paragraph.text for paragraph in read_paragraphs(path, page, Reader(()))}
    elif page:
        found |= {f"#{name}": words for name, words, _ in read_markdown(path, schema.original, page).sections}
    try:
        tree, _ = parse(path, page.yaml if page else text)
    except Unreadable:
        return found
    return found | {item.key: item.words[schema.original] for item in rendered(path, tree, schema.languages)}
