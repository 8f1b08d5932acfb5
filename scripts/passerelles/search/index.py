"""The index as files: terms in shards by their first two letters, documents in chunks, facets and dictionary apart.

A page loads `start.js` when the field gets the focus, then the shards of the words typed, then the chunks of the
results shown: bytes a query stay bounded however large the base.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from passerelles.model import Language
from passerelles.search.documents import Document
from passerelles.search.fold import stem, tokens

FACETS = ("kind", "countries", "themes", "years", "sources")
CHUNK = 32  # documents a file
NAME, TEXT = 1, 2  # bits of a posting: the word stands in a name, in the text
WHOLE = 4  # the word is a whole name by itself


def shards(documents: Sequence[Document], language: Language, words: Mapping[str, object]) -> dict[str, str]:
    """Every file of the index of one language, by path from the root of the site."""
    postings = _postings(documents, language)
    by_prefix: dict[str, dict[str, list[int]]] = defaultdict(dict)
    for term in sorted(postings):
        by_prefix[term[:2]][term] = [number for pair in sorted(postings[term].items()) for number in pair]
    folder = f"search/{language}"
    start = {
        "count": len(documents),
        "chunk": CHUNK,
        "prefixes": sorted(by_prefix),
        "facets": _facets(documents),
        "words": words,
    }
    files = {f"{folder}/start.js": _script("start", start), f"{folder}/terms.js": _script("terms", sorted(postings))}
    for prefix, terms in by_prefix.items():
        name = "-".join(f"{ord(sign):x}" for sign in prefix)
        files[f"{folder}/t/{name}.js"] = _script(f"t/{name}", terms)
    for first in range(0, len(documents), CHUNK):
        number = first // CHUNK
        rows = [[d.kind, d.title, d.address, d.names, d.sentences] for d in documents[first : first + CHUNK]]
        files[f"{folder}/d/{number}.js"] = _script(f"d/{number}", rows)
    return files


def _script(name: str, value: object) -> str:
    """A classic script: modules and fetch do not work from a folder."""
    data = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return f"passerelles.take({json.dumps(name)},{data.replace('<', chr(92) + 'u003c')});\n"


def _postings(documents: Iterable[Document], language: Language) -> Mapping[str, dict[int, int]]:
    found: dict[str, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for number, document in enumerate(documents):
        for name in document.names:
            words = tokens(name)
            joined = "".join(words) if 1 < len(words) <= 4 else ""
            for word in words:
                found[stem(word, language)][number] |= NAME
            for whole in filter(None, (joined, words[0] if len(words) == 1 else "")):
                found[stem(whole, language)][number] |= NAME | WHOLE
        for sentence in document.sentences:
            for word in tokens(sentence):
                found[stem(word, language)][number] |= TEXT
    return found


def _facets(documents: Sequence[Document]) -> dict[str, object]:
    """For each facet its codes, and for each document the numbers of those it counts for."""
    tables: dict[str, object] = {}
    for name in FACETS:
        values = [(d.kind,) if name == "kind" else getattr(d, name) for d in documents]
        codes = sorted({code for row in values for code in row})
        at = {code: i for i, code in enumerate(codes)}
        tables[name] = {"codes": codes, "rows": ["".join(chr(48 + at[code]) for code in row) for row in values]}
    return tables
