"""The archive within the copy: what programs read and a person does not open by double-click, packed as one.

In: files by path. Out: the bytes of a tar.xz that, unpacked at the root of the copy, puts each in its place; the same
files give the same bytes. A zip packs each file apart, and these say the same things in other words: together they
take a third of what they take apart, which keeps all of them in a copy of at most 5 MB.
"""

from __future__ import annotations

import io
import lzma
import re
import tarfile
from collections.abc import Mapping

ARCHIVE = "api/v1/more.tar.xz"
# The Markdown twins, the whole graph in both its forms, the database, the feeds, the statements as JSON and as
# references, and every table, beside its description: the words are in the pages. What describes all of it to a
# program, too.
PACKED = re.compile(
    r"(?:^|/)(?:index\.md|graph\.(?:jsonld|ttl)|[^/]+\.sqlite|feeds?[./][^/]+\.xml|statements\.(?:json|bib|ris|csl\.json)"
    r"|(?:beyond|gaps|openapi|datapackage)\.json|datasette\.json|[^/]+\.schema\.json|[^/]+\.csv)$"
)
LIKE_TEXT = {"id": lzma.FILTER_LZMA2, "preset": 9 | lzma.PRESET_EXTREME, "dict_size": 1 << 24, "lc": 4, "pb": 0}


def is_packed(path: str) -> bool:
    """Whether a file of the site stands in the archive of the copy."""
    return bool(PACKED.search(path))


def packed_together(files: Mapping[str, bytes]) -> bytes:
    """The archive of some files: those of a kind follow one another, by name; no clock and no owner enters it."""
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for path in sorted(files, key=lambda path: (path.rpartition(".")[2], path)):
            entry = tarfile.TarInfo(path)
            entry.size = len(files[path])
            archive.addfile(entry, io.BytesIO(files[path]))
    return lzma.compress(held.getvalue(), format=lzma.FORMAT_XZ, check=lzma.CHECK_CRC64, filters=[LIKE_TEXT])
