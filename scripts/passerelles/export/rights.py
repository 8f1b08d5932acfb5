"""What may be done with the data, in the words that each format has for it: the base is free, the words quoted are not.

A harvester takes the licence of a data set for that of all that is in it; so the exception stands beside it wherever
the licence does, with whom to credit: those who hold the rights in the texts, and the gazetteers.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from passerelles.model import KnowledgeBase, Source, Text

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
LICENCES = {"CC BY 4.0": LICENCE}


class Credit(NamedTuple):
    """Whom to credit for what is not the editors': a text of the corpus or a gazetteer, and the rights in it."""

    name: str  # the id of the source or of the gazetteer
    title: Text
    address: str  # where it was published; empty where none is known
    rights: Text
    is_text: bool

    @property
    def licence(self) -> str:
        """The address of its licence; empty where it has none that is known by name."""
        return next((LICENCES[words] for words in self.rights.values() if words in LICENCES), "")


def licence(kb: KnowledgeBase) -> str:
    """The licence with its exception, in every language."""
    return " / ".join(kb.labels["data-licence"].values())


def about(kb: KnowledgeBase) -> str:
    """What the data is and what may be done with it, in every language."""
    return " / ".join(
        f"{words} {kb.labels['data-rights'][tongue]}" for tongue, words in kb.labels["data-about"].items()
    )


def credits(kb: KnowledgeBase) -> Iterator[Credit]:
    """Every text of the corpus, then every gazetteer."""
    for source in kb.sources.values():
        yield Credit(source.id, source.name, _published(source, kb.schema.original), _rights(source), is_text=True)
    for name, record in kb.schema.gazetteers.items():
        title, terms = (dict.fromkeys(kb.schema.languages, words) for words in (record.title, record.licence))
        yield Credit(name, title, record.url, terms if record.licence else {}, is_text=False)


def _published(source: Source, original: str) -> str:
    """Where a text was published, if its record gives an address."""
    found = source.metadatum("url")
    words = found.value.get(original, "") if found else ""
    return words if words.startswith(("http://", "https://")) else ""


def _rights(source: Source) -> Text:
    found = source.metadatum("rights")
    return found.value if found else {}
