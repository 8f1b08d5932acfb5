"""Citations: what to write when one refers to a page, a statement or a source, and the same for reference managers.

In: the voice of a page. Out: an `Item`, then its reference in words (`reference`), its BibTeX, RIS and CSL-JSON
(`formats`), the marks by which reference managers know a page (`marks`) and the block at its foot (`block`).

How the weight was divided. A page holds what must work without a script: its reference in every language, the
references of its statements in its own, links to the files of the whole corpus (api/v1/citations.*), where each page
and statement stands under its id. BibTeX, RIS and CSL-JSON of one page or one statement are made from these very
words by docs/assets/js/cite.js, when a reader opens «cite»; a test compares what it makes with `formats`, letter for
letter. Written into each page they cost 0.34 MB of the offline copy and a tenth of each page.
"""

from passerelles.citation.block import block
from passerelles.citation.formats import bibtex, csl, ris
from passerelles.citation.item import Item, page_items, source_item, statement_item, thing_item
from passerelles.citation.marks import coins, metadata
from passerelles.citation.script import script_words

__all__ = [
    "Item", "bibtex", "block", "coins", "csl", "metadata", "page_items", "ris", "script_words", "source_item",
    "statement_item", "thing_item",
]  # fmt: skip
