"""The digest: one PDF and one EPUB a language, read back by libraries that are not ours."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
import unicodedata
import zipfile
from pathlib import Path

import pytest
from lxml import etree
from pypdf import PdfReader

from conftest import ROOT
from passerelles.digest import Issue
from passerelles.digest.book import Book
from passerelles.digest.chapters import Compositor
from passerelles.digest.epub import packed, set_epub
from passerelles.digest.pdf import missing_library
from passerelles.digest.shelf import Shelf
from passerelles.graph import Graph
from passerelles.model import KnowledgeBase
from passerelles.pages import environment

LANGUAGES = ("fr", "en")
ISSUE = Issue("0.1.0", "2026-11-20", "https://passerelles.example/")
EPUBCHECK = Path("/usr/share/java/epubcheck.jar")
XHTML = "{http://www.w3.org/1999/xhtml}"
OURS = re.compile(r"/[A-Z]{6}\+Passerelles-(?:Serif|Sans|Names|Spaces)")

needs_pango = pytest.mark.skipif(
    missing_library() and not os.environ.get("CI"), reason="no Pango on this machine (Debian: libpango-1.0-0 …)"
)


def squeezed(words: str) -> str:
    """Letters and figures alone: what no line end, hyphen, quotation mark or kind of space can change."""
    return "".join(c for c in unicodedata.normalize("NFC", words) if c.isalnum())


@pytest.fixture(scope="module")
def readers(digests: Path) -> dict[str, PdfReader]:
    return {language: PdfReader(digests / f"passerelles-{language}.pdf") for language in LANGUAGES}


@pytest.fixture(scope="module")
def printed(readers: dict[str, PdfReader]) -> dict[str, str]:
    """The words of each PDF inside the margins, which hold running heads and page numbers."""
    return {language: squeezed("".join(map(body, reader.pages))) for language, reader in readers.items()}


def body(page: object) -> str:
    """The words of a page between its head and its foot; the small figures of paragraphs left out."""
    parts: list[str] = []

    def visit(text: str, cm: list[float], tm: list[float], font: object, size: float) -> None:
        del font, size
        height = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        if 60 < height < 775:
            parts.append(text)

    page.extract_text(visitor_text=visit)  # type: ignore[attr-defined]
    return "".join(parts)


# PDF ---------------------------------------------------------------------------------------------


@needs_pango
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_pdf_says_what_it_is(readers: dict[str, PdfReader], language: str) -> None:
    root = readers[language].trailer["/Root"]

    assert root["/Lang"] == language
    assert "Passerelles" in str(readers[language].metadata and readers[language].metadata.title)
    assert str(readers[language].metadata and readers[language].metadata.creation_date).startswith("20")


@needs_pango
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_pdf_holds_its_own_fonts_and_no_other(readers: dict[str, PdfReader], language: str) -> None:
    fonts = {
        font["/BaseFont"]: font["/DescendantFonts"][0]["/FontDescriptor"]
        for page in readers[language].pages
        for font in (item.get_object() for item in page["/Resources"].get("/Font", {}).values())  # type: ignore[attr-defined]
    }

    assert len(fonts) >= 5
    assert [name for name in fonts if not OURS.match(name)] == []
    assert all({"/FontFile2", "/FontFile3"} & set(descriptor) for descriptor in fonts.values())


@needs_pango
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_paragraph_of_every_source_is_in_the_pdf(
    printed: dict[str, str], kb: KnowledgeBase, language: str
) -> None:
    paragraphs = [p for s in kb.sources.values() for p in s.editions[language].paragraphs]

    lost = [p.id for p in paragraphs if not found(squeezed(p.text), printed[language])]

    assert len(paragraphs) > 80
    assert lost == []


def found(words: str, text: str) -> bool:
    """Whether words stand in a text; a figure of a paragraph beside a line may fall between two of its halves."""
    return words in text or any(words[:i] in text and words[i:] in text for i in range(12, len(words) - 12))


@needs_pango
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_quote_of_a_partnership_is_in_the_pdf(printed: dict[str, str], kb: KnowledgeBase, language: str) -> None:
    quotes = [
        e.quote[language] for p in kb.of_kind("partnership") for s in p.statements for e in s.evidence
    ]  # those of other things stand in the sources

    assert len(quotes) > 60
    assert [quote for quote in quotes if not found(squeezed(quote), printed[language])] == []


@needs_pango
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["Hải Phòng", "北九州", "Huế", "Đà Nẵng"])
def test_a_name_can_be_copied_from_the_pdf(printed: dict[str, str], language: str, name: str) -> None:
    assert squeezed(name) in printed[language]


@needs_pango
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_contents_lead_to_the_pages_that_they_name(readers: dict[str, PdfReader], language: str) -> None:
    reader = readers[language]
    contents = reader.pages[1]
    named = reader.named_destinations
    lines = re.findall(r"^(\d+)\s*$|^(\d+)(?=\D)", contents.extract_text(), re.MULTILINE)
    pages = [int(a or b) for a, b in lines]

    targets = []
    for link in (annotation.get_object() for annotation in contents["/Annots"]):  # type: ignore[attr-defined]
        name = link.get("/Dest") or link["/A"]["/D"]
        targets.append(reader.get_destination_page_number(named[str(name)]) + 1)

    assert len(set(targets)) > 15
    assert set(targets) <= set(pages), "a page that a line leads to is not the one it prints"


@needs_pango
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_link_within_the_pdf_has_its_place(readers: dict[str, PdfReader], language: str) -> None:
    reader = readers[language]
    named = set(reader.named_destinations)
    asked = set()
    for page in reader.pages:
        for link in (annotation.get_object() for annotation in page.get("/Annots", [])):
            if name := link.get("/Dest") or link.get("/A", {}).get("/D"):
                asked.add(str(name))

    assert len(asked) > 300
    assert sorted(asked - named) == []


@needs_pango
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_outline_names_every_part_and_thing(
    readers: dict[str, PdfReader], kb: KnowledgeBase, language: str
) -> None:
    titles: list[str] = []

    def walk(items: list[object]) -> None:
        for item in items:
            walk(item) if isinstance(item, list) else titles.append(str(item.title))  # type: ignore[attr-defined]

    walk(readers[language].outline)

    known = {squeezed(title) for title in titles}
    assert [e.id for e in kb.entities.values() if squeezed(e.name[language]) not in known] == []


# Both --------------------------------------------------------------------------------------------


def test_every_link_of_a_book_leads_to_a_place_of_it(book: Book) -> None:
    """Asked of the words before they are set: who sets a PDF leaves out a link that leads nowhere."""
    words = "".join(chapter.html for chapter in book.chapters)
    places, asked = set(re.findall(r' id="([^"]*)"', words)), set(re.findall(r' href="#([^"]*)"', words))

    assert len(asked) > 300
    assert sorted(asked - places) == []


# EPUB --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_epubcheck_finds_nothing(digests: Path, language: str) -> None:
    if not (EPUBCHECK.is_file() and shutil.which("java")) and not os.environ.get("CI"):
        pytest.skip("no epubcheck on this machine (Debian: apt install epubcheck)")
    book = digests / f"passerelles-{language}.epub"

    run = subprocess.run(
        ["java", "-jar", str(EPUBCHECK), "--failonwarnings", str(book)], capture_output=True, text=True, check=False
    )

    assert run.returncode == 0, run.stdout + run.stderr


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_epub_holds_every_word_and_says_its_language(digests: Path, kb: KnowledgeBase, language: str) -> None:
    archive = zipfile.ZipFile(digests / f"passerelles-{language}.epub")
    trees = {n: etree.fromstring(archive.read(n)) for n in archive.namelist() if n.endswith(".xhtml")}
    words = {name: squeezed("".join(tree.itertext())) for name, tree in trees.items()}
    whole = "".join(words.values())

    lost = [
        (s.id, p.id)
        for s in kb.sources.values()
        for p in s.editions[language].paragraphs
        if not found(squeezed(p.text), whole)
    ]

    assert lost == []
    assert all(tree.get("lang") == language for tree in trees.values())
    assert archive.infolist()[0].filename == "mimetype"
    nav = trees["EPUB/nav.xhtml"]
    assert len(nav.findall(f".//{XHTML}a")) > len(kb.entities)


# One input, one book --------------------------------------------------------------------------------


SMALL = """
import hashlib, os, sys
from pathlib import Path
from passerelles.digest import Issue
from passerelles.digest.chapters import Compositor
from passerelles.digest.epub import set_epub
from passerelles.digest.pdf import missing_library, set_pdf
from passerelles.graph import link
from passerelles.load import load
from passerelles.pages import environment
from dataclasses import replace
root = Path(sys.argv[1])
templates = environment(root / "overrides/print")
book = Compositor(link(load(root).kb), "fr", root, templates, Issue("1", "2026-11-20", "https://x.example/")).book()
print(hashlib.sha256(set_epub(book, root, templates)).hexdigest())
if not missing_library():
    short = [c for c in book.chapters if c.id in {"title-page", "preface", "part-people"}]
    known = {line.id for line in book.index if f'id="{line.id}"' in short[-1].html}
    lines = tuple(replace(line, paragraphs=()) for line in book.index if line.id in known)
    print(hashlib.sha256(set_pdf(replace(book, chapters=tuple(short), index=lines), root, templates)).hexdigest())
sys.stdout.flush()
os._exit(0)  # as our processes end
"""


def test_the_same_input_gives_the_same_bytes_anywhere_at_any_time_and_nothing_else(tmp_path: Path) -> None:
    answers = set()
    for seed, zone in (("1", "Asia/Ho_Chi_Minh"), ("2", "America/Lima")):
        variables = os.environ | {"PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": str(ROOT / "scripts")}
        variables["TMPDIR"] = str(tmp_path)
        run = subprocess.run(
            [sys.executable, "-c", SMALL, str(ROOT)], env=variables, capture_output=True, text=True, check=False
        )
        assert run.returncode == 0, run.stderr
        answers.add(run.stdout)

    assert len(answers) == 1
    assert len(answers.pop().split()) == (1 if missing_library() else 2)
    assert list(tmp_path.iterdir()) == []


@pytest.fixture(scope="module")
def book(graph: Graph) -> Book:
    return Compositor(graph, "en", ROOT, environment(ROOT / "overrides/print"), ISSUE).book()


def test_a_book_sets_its_markup_and_prints_none_of_it(book: Book, kb: KnowledgeBase) -> None:
    html = "".join(chapter.html for chapter in book.chapters)

    assert html.count('class="sic-note"') == sum(len(source.oddities) for source in kb.sources.values()) > 15
    assert re.findall(r"</?[a-z][^>]*>", "".join(etree.HTML(html).itertext())) == []


def test_what_comes_from_elsewhere_stands_apart(book: Book, kb: KnowledgeBase) -> None:
    facts = [fact for entity in kb.entities.values() for fact in entity.beyond]
    html = "".join(chapter.html for chapter in book.chapters)
    apart = re.findall(r'<section class="beyond">.*?</section>', html, re.DOTALL)
    inside = squeezed("".join(etree.tostring(etree.HTML(part), method="text", encoding="unicode") for part in apart))

    assert len(facts) > 10
    assert [fact.id for fact in facts if squeezed(fact.text["en"]) not in inside] == []


def test_a_damaged_volume_is_not_believed(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    shelf.put("a.pdf", "1f", b"pages")

    assert shelf.take("a.pdf", "1f") == b"pages"
    (kept,) = tmp_path.iterdir()
    kept.write_bytes(kept.read_bytes()[:-1] + b"?")
    assert shelf.take("a.pdf", "1f") is None
    kept.write_bytes(b"")
    assert shelf.take("a.pdf", "1f") is None
    assert shelf.take("a.pdf", "2f") is None


def test_a_new_volume_takes_the_place_of_the_old(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    shelf.put("a.pdf", "1f", b"old")
    shelf.put("a.pdf", "2f", b"new")

    assert [path.name for path in tmp_path.iterdir()] == ["a.pdf.2f"]


def test_the_type_of_an_epub_comes_first_and_bare() -> None:
    first = zipfile.ZipFile(io.BytesIO(packed({"EPUB/x": b"1"}))).infolist()[0]

    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)


def test_an_epub_carries_only_the_fonts_that_it_needs(book: Book) -> None:
    archive = zipfile.ZipFile(io.BytesIO(set_epub(book, ROOT, environment(ROOT / "overrides/print"))))
    fonts = [name for name in archive.namelist() if name.endswith(".woff2")]

    assert [name for name in fonts if "names" not in name] == []  # the reader's own serif has the Latin letters
    assert len(fonts) == 1


def test_without_pango_everything_else_is_made_and_one_sentence_says_so(tmp_path: Path) -> None:
    code = (
        "import sys, builtins; real = builtins.__import__\n"
        "def refuse(name, *rest, **more):\n"
        "    if name.split('.')[0] == 'weasyprint': raise OSError('cannot load library libpango-1.0-0')\n"
        "    return real(name, *rest, **more)\n"
        "builtins.__import__ = refuse\n"
        "from pathlib import Path\n"
        "from passerelles.digest import Issue, volumes\n"
        "from passerelles.graph import link\n"
        "from passerelles.load import load\n"
        "kb = load(Path('.')).kb\n"
        "def tell(key, **blanks): print(kb.labels[key]['fr'].format(**blanks))\n"
        f"issue = Issue('1', '2026-11-20', 'https://x.example/')\n"
        f"print([name for name, _ in volumes(link(kb), Path('.'), issue, Path({str(tmp_path)!r}), tell)])\n"
    )

    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)

    assert run.returncode == 0, run.stderr
    assert "apt install libpango-1.0-0" in run.stdout
    assert "['passerelles-fr.epub', 'passerelles-en.epub']" in run.stdout


def test_an_entry_names_each_paragraph_once_and_in_order(book: Book) -> None:
    named = re.findall(r'<span class="from">.*?</span>', "".join(chapter.html for chapter in book.chapters))
    places = [[int(n) for n in re.findall(r">§\u00a0(\d+)</a>", line)] for line in named]

    assert sum(len(found) > 1 for found in places) > 20
    assert [found for found in places if found != sorted(set(found))] == []
