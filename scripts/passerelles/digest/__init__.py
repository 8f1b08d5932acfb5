"""The digest: the whole corpus and base as one PDF and one EPUB a language, from the same print HTML.

Graph -> `Compositor` -> Book (chapters of HTML) -> `set_pdf`, `set_epub` -> bytes, kept under a fingerprint of all
that went into them. The templates and the styles are in overrides/print.
"""

from passerelles.digest.book import Issue
from passerelles.digest.shelf import volumes

__all__ = ["Issue", "volumes"]
