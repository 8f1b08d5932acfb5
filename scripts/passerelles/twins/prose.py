"""The twins of the pages that people write: their Markdown as it is, but for what only the renderer understands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from passerelles.model import Markdown
from passerelles.twins.lists import folders
from passerelles.twins.writing import Pen, page

LISTED = re.compile(r"[ \t]*\{:?[ \t]*[#.][^{}\n]*\}[ \t]*$", re.MULTILINE)
TARGET = re.compile(r"(\]\()([^)\s]+)(\))")
CODE = re.compile(r"(^```.*?^```$)", re.MULTILINE | re.DOTALL)


def proses(pen: Pen) -> Iterator[tuple[str, str]]:
    """Each written page of the language but the sources, by its address."""
    for written in pen.voice.graph.kb.markdown.values():
        if written.language == pen.language and not written.address.startswith("sources/"):
            more = folders(pen) if not written.address else ()
            yield written.address, page([_body(pen, written), "", *more, "", f"<{pen.address(written.address)}>"])


def _body(pen: Pen, written: Markdown) -> str:
    """The text without attribute lists, its links whole; code stays as it is."""
    here = pen.address(written.address)
    parts = CODE.split(written.body)
    return "".join(part if CODE.fullmatch(part) else _rewritten(here, part) for part in parts)


def _rewritten(here: str, text: str) -> str:
    return TARGET.sub(lambda m: f"{m[1]}{_whole(here, m[2])}{m[3]}", LISTED.sub("", text))


def _whole(here: str, target: str) -> str:
    """A link as an address; a page that is named by its file, by the address of the page."""
    parts = urlsplit(target)
    if parts.scheme or parts.netloc or not here:
        return target
    if parts.path.endswith(".md") and "/api/" not in f"/{parts.path}":
        folder = here if here.endswith("/") else f"{here}/"
        name = parts.path.removesuffix(".md").removesuffix("index")
        return urljoin(urljoin(folder, ".."), name) + ("/" if not name.endswith("/") and name else "")
    return urljoin(here, target)
