"""Search without a server: one sharded index a language, as small scripts that a page loads when a reader types.

In: the linked base. Out: one (path, script) after another. The same files serve online and from a folder opened by
double-click; docs/assets/js/search-fold.js folds queries exactly as `fold` folds words (a test compares the two in a
browser).
"""

from passerelles.search.document import Document
from passerelles.search.documents import countries, documents, sheets
from passerelles.search.fold import fold, spelled, stem, tokens
from passerelles.search.index import shards
from passerelles.search.verify import faults
from passerelles.search.words import words

__all__ = [
    "Document",
    "countries",
    "documents",
    "faults",
    "fold",
    "shards",
    "sheets",
    "spelled",
    "stem",
    "tokens",
    "words",
]
