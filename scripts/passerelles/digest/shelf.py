"""The volumes of an issue, each made once: kept under a fingerprint of its input, and never believed unread."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from jinja2 import Environment

from passerelles.digest import fonts
from passerelles.digest.book import Book, Issue
from passerelles.digest.chapters import Compositor
from passerelles.digest.epub import set_epub
from passerelles.digest.pdf import missing_library, set_pdf
from passerelles.graph import Graph
from passerelles.pages import environment

FORMS = {"pdf": set_pdf, "epub": set_epub}
MAKERS = (
    "weasyprint",
    "pydyf",
    "fonttools",
    "zopfli",
    "lxml",
    "Jinja2",
    "Markdown",
)  # their versions may change the bytes
SEAL = 64  # hexadecimal digits of SHA-256
Tell = Callable[..., None]


@dataclass(frozen=True)
class Shelf:
    """A folder of volumes: each file is its SHA-256, then its bytes."""

    folder: Path

    def take(self, name: str, fingerprint: str) -> bytes | None:
        """The volume made from this input; None when there is none, or when it is damaged."""
        path = self.folder / f"{name}.{fingerprint}"
        sealed = path.read_bytes() if path.is_file() else b""
        seal, data = sealed[:SEAL], sealed[SEAL:]
        return data if data and seal == hashlib.sha256(data).hexdigest().encode() else None

    def put(self, name: str, fingerprint: str, data: bytes) -> None:
        """Keep a volume in place of its earlier makings."""
        self.folder.mkdir(parents=True, exist_ok=True)
        for old in self.folder.glob(f"{name}.*"):
            old.unlink(missing_ok=True)
        target = self.folder / f"{name}.{fingerprint}"
        part = target.with_name(f".{target.name}.part")
        part.write_bytes(hashlib.sha256(data).hexdigest().encode() + data)
        part.replace(target)


def volumes(graph: Graph, root: Path, issue: Issue, cache: Path, tell: Tell) -> Iterator[tuple[str, bytes]]:
    """Every volume, by name of file: the PDFs only where their library is; `tell` says what is done and what not."""
    templates = environment(root / "overrides/print")
    forms = [form for form in FORMS if form != "pdf" or not missing_library()]
    if "pdf" not in forms:
        tell("digest-no-pango")
    for language in graph.kb.schema.languages:
        book = Compositor(graph, language, root, templates, issue).book()
        if signs := fonts.undrawn(fonts.faces(root), "".join(chapter.html for chapter in book.chapters)):
            tell("digest-undrawn", signs=" ".join(signs))
        for form in forms:
            yield _volume(f"passerelles-{language}.{form}", form, book, root, templates, Shelf(cache), tell)


def _volume(
    name: str, form: str, book: Book, root: Path, templates: Environment, shelf: Shelf, tell: Tell
) -> tuple[str, bytes]:
    mark = fingerprint(book, root, form)
    if (kept := shelf.take(name, mark)) is not None:
        tell("digest-kept", file=name)
        return name, kept
    tell("digest-making", file=name)
    made = FORMS[form](book, root, templates)
    shelf.put(name, mark, made)
    return name, made


def fingerprint(book: Book, root: Path, form: str) -> str:
    """What a volume is made from: its words, the templates, the fonts, our code and the versions of the makers."""
    total = hashlib.sha256(f"{form} {book!r}".encode())
    code = sorted(Path(__file__).parent.glob("*.py"))
    print_files = sorted((root / "overrides/print").iterdir())
    for path in (*code, *print_files, root / fonts.SHEET, *sorted((root / fonts.FOLDER).glob("*.woff2"))):
        total.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    for maker in MAKERS:
        total.update(f"{maker} {version(maker)}\n".encode())
    if form == "pdf":
        total.update(_pango().encode())
    return total.hexdigest()[:32]


def _pango() -> str:
    from weasyprint.text.ffi import pango

    return str(pango.pango_version())
