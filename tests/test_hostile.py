"""Words that try to become code come out as words: in pages, data, EPUB, PDF and the copy to take away.

The base is that of tests/hostile_base.py, built once. What a page is, is asked of two parsers, one of them a browser's;
whether anything runs, of the browser itself, with the page's own policy switched off: it is the second lock, and the
first must hold without it.
"""

from __future__ import annotations

import csv
import functools
import io
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import lxml.html
import pytest
from lxml import etree
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

from conftest import build, serving
from hostile_base import FOLDER, Case, hostile_base, hostile_words
from passerelles.citation import page_items
from passerelles.digest import Issue
from passerelles.digest.book import Book
from passerelles.digest.chapters import Compositor
from passerelles.digest.epub import set_epub
from passerelles.digest.pdf import set_pdf
from passerelles.graph import link
from passerelles.load import load
from passerelles.offline import offline_copy, unfit_names
from passerelles.packing import packed
from passerelles.pages import environment
from passerelles.pages.page import Page as Made
from passerelles.pages.voice import Voice
from passerelles.publication import Publication
from test_citations import TODAY, as_the_script_has_them, three

CASES = [Case(number, words) for number, words in enumerate(hostile_words().values(), 1)]
ADDRESSES = {"href", "src", "action", "formaction", "data", "poster", "srcset", "ping", "background", "xlink:href"}
SCHEME = re.compile(r"\s*(?:([a-z][a-z0-9+.-]*):|[/\\]{2})", re.IGNORECASE)
SHOWN = (
    "", "about/", "search/?q=pwned", "browse/", "map/", "timeline/", "relations/", "gaps/", "sources/hostile/",
    "people/", "terms/hostile-3/", "events/hostile-18/", "territories/hostile-5/", "themes/hostile-4/",
    "people/hostile-7/", "people/hostile-1/", "organisations/hostile-8/", "translation/", "en/people/hostile-13/",
)  # fmt: skip


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return hostile_base(tmp_path_factory.mktemp("hostile") / "project")


@pytest.fixture(scope="module")
def site(project: Path) -> Path:
    """The site of the hostile base, built as the real one is, warnings being errors."""
    run = build(project, project / "site", PASSERELLES_CACHE=str(project / ".cache"))

    assert run.returncode == 0, run.stderr
    return project / "site"


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, str]:
    """Every page by its path in the site."""
    found = {path.relative_to(site).as_posix(): path.read_text("utf-8") for path in sorted(site.rglob("*.html"))}
    assert len(found) > 200
    return found


@pytest.fixture(scope="module")
def copied(site: Path) -> dict[str, bytes]:
    """The files of the copy to take away."""
    files = {path.relative_to(site).as_posix(): path.read_bytes() for path in sorted(site.rglob("*")) if path.is_file()}
    return offline_copy(files, {"fr": "<script>", "en": "<script>"})


def squeezed(words: str) -> str:
    """Without white space, which typography changes, and the signs that it sets."""
    return re.sub(r"\s+", "", words.replace("’", "'").replace("\u2060", ""))


@functools.cache
def squeezed_text(html: str) -> str:
    return squeezed(str(lxml.html.fromstring(html).text_content()))  # type: ignore[attr-defined]


@pytest.mark.parametrize("language", ["", "en/"])
def test_words_are_shown_as_they_were_written(pages: dict[str, str], language: str) -> None:
    lost = []
    for case in CASES:
        (path,) = (path for path in pages if path.endswith(f"/{case.id}/index.html") and is_in(path, language))
        if squeezed(case.words) not in squeezed_text(pages[path]):
            lost.append((path, case.words))
        if squeezed(case.line) not in squeezed_text(pages[f"{language}sources/hostile/index.html"]):
            lost.append(("sources", case.words))

    assert lost == []


def is_in(path: str, language: str) -> bool:
    return path.startswith("en/") == bool(language)


def faults(html: str) -> Iterator[str]:
    """Everything in a page that could run, load from elsewhere, or that no template of ours has."""
    for element in lxml.html.document_fromstring(html).iter():
        if not isinstance(element.tag, str):
            yield f"{element}"
            continue
        if element.tag in {"iframe", "object", "embed", "base", "style", "video", "math", "foreignobject", "animate"}:
            yield element.tag
        if element.tag == "script" and not element.get("src") and element.get("type") != "application/ld+json":
            yield "script"
        if element.tag == "meta" and element.get("http-equiv", "") not in {"", "Content-Security-Policy"}:
            yield "refresh"
        yield from _attribute_faults(element)


def _attribute_faults(element: lxml.html.HtmlElement) -> Iterator[str]:
    for name, value in element.attrib.items():
        if name.startswith("on") or name in {"style", "srcdoc"}:
            yield f"{element.tag} {name}"
        scheme = SCHEME.match(re.sub(r"[\x00-\x20]", "", value)) if name in ADDRESSES else None
        if scheme and (scheme[1] or "").lower() not in {"https", "http", "mailto"}:
            yield f"{element.tag} {name}={value}"
        if scheme and (name != "href" or element.tag not in {"a", "link"}):
            yield f"{element.tag} {name}={value}"
        if scheme and "evil" in value:
            yield f"{element.tag} {name}={value}"


def test_the_look_for_what_could_run_finds_it() -> None:
    for words in (
        "<script>x</script>",
        "<img src=x onerror=y>",
        "<a href='java\nscript:x'>",
        "<svg><style>a</style></svg>",
    ):
        assert list(faults(f"<!doctype html><title>x</title>{words}")), words


def test_no_page_of_the_copy_holds_what_could_run(copied: dict[str, bytes]) -> None:
    pages = {path: data.decode() for path, data in copied.items() if path.endswith(".html")}

    assert len(pages) > 200
    assert {path: found for path, html in pages.items() if (found := sorted(set(faults(html))))} == {}


def test_the_copy_is_packed_under_names_that_stay_in_their_folder(copied: dict[str, bytes]) -> None:
    archive = zipfile.ZipFile(io.BytesIO(packed(copied, "passerelles")))

    assert unfit_names(copied) == []
    names = archive.namelist()
    assert [name for name in names if not re.fullmatch(r"passerelles/[A-Za-z0-9_./-]+", name) or ".." in name] == []
    assert [info.filename for info in archive.infolist() if info.external_attr >> 28 == 0o12] == []


def test_data_are_read_back_as_they_were_written(site: Path) -> None:
    statements = json.loads((site / "api/v1/statements.json").read_text("utf-8"))
    told = {item["subject"]: item for item in statements if item["note"]}

    assert {case.id for case in CASES} <= set(told)
    for case in CASES:
        assert told[case.id]["note"]["fr"].startswith(case.words), case.words
    for path in sorted((site / "api").rglob("*.json")):
        json.loads(path.read_text("utf-8"))


def test_no_cell_of_a_table_is_a_formula(site: Path) -> None:
    tables = sorted((site / "api").rglob("*.csv"))
    cells = [
        (path.name, cell)
        for path in tables
        for row in csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline=""), strict=True)
        for cell in row
    ]

    assert len(tables) > 10
    assert len(cells) > 5000
    assert [found for found in cells if re.match(r"[\s]*[=+\-@＝＋－＠]|[\t\r\n]", found[1])] == []


def test_what_is_written_as_xml_is_well_formed_and_plain(site: Path) -> None:
    files = [path for suffix in ("xml", "svg", "xhtml") for path in sorted(site.rglob(f"*.{suffix}"))]

    assert {"sitemap.xml", "mark.svg"} <= {path.name for path in files}
    for path in files:
        tree = etree.fromstring(path.read_bytes())
        assert list(xml_faults(tree)) == [], path


def xml_faults(tree: etree._Element) -> Iterator[str]:
    for node in tree.iter():
        if not isinstance(node.tag, str):
            yield f"{node}"
            continue
        name = etree.QName(node).localname.lower()
        if name in {"script", "iframe", "object", "foreignobject", "form", "base"}:
            yield name
        for key, value in node.attrib.items():
            attribute = etree.QName(key).localname.lower()
            scheme = SCHEME.match(str(value)) if attribute in ADDRESSES else None
            if attribute.startswith("on") or (scheme and (scheme[1] or "").lower() not in {"https", "http", "mailto"}):
                yield f"{name} {attribute}={value}"


SCAN = (FOLDER / "scan.js").read_text("utf-8")


@pytest.mark.browser
def test_the_parser_of_a_browser_finds_nothing_that_could_run(browser: Browser, pages: dict[str, str]) -> None:
    page = browser.new_page()

    proof = page.evaluate(SCAN, [["", "<a href='java\tscript:x'>x</a><b onclick=x>"]])
    found = page.evaluate(SCAN, list(pages.items()))
    page.close()

    assert len(proof) == 2
    assert found == []


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    """The hostile site on a local port."""
    with serving(site) as found:
        yield found


@pytest.fixture
def watched(browser: Browser) -> Iterator[tuple[Page, list[str]]]:
    """A page without the site's own policy, and everything suspicious that happens in it."""
    happened: list[str] = []
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    page.on("dialog", lambda dialog: (happened.append(f"dialog {dialog.message}"), dialog.dismiss()))
    page.on("pageerror", lambda error: happened.append(f"error {error}"))
    page.on("request", lambda request: happened.append(request.url) if "evil" in request.url else None)
    page.on("popup", lambda popup: happened.append(f"window {popup.url}"))
    page.on("download", lambda download: happened.append(f"download {download.url}"))
    yield page, happened
    context.close()


@pytest.mark.browser
def test_no_script_of_theirs_runs(watched: tuple[Page, list[str]], address: str) -> None:
    page, happened = watched
    for path in SHOWN:
        page.goto(address + path)
        assert page.url.startswith(address), path
        happened += pwned(page, path)

    assert happened == []


@pytest.mark.browser
def test_what_a_reader_searches_for_runs_nothing(watched: tuple[Page, list[str]], address: str) -> None:
    page, happened = watched
    page.goto(f"{address}terms/")
    field = page.locator("[data-search-input]").first
    for words in ("pwned", "script", "<img src=x onerror=window.__pwned=99>", "pont"):
        field.fill(words)
        page.wait_for_function(
            "document.querySelector('[data-search-result]') || document.querySelector('[role=status]')"
        )
        happened += pwned(page, words)
    page.goto(f"{address}search/?q=%22%3E%3Cimg%20src=x%20onerror=window.__pwned=98%3E")
    page.wait_for_timeout(200)
    happened += pwned(page, "address")

    assert happened == []


def pwned(page: Page, where: str) -> list[str]:
    """Whether a script of theirs has run, or focus, a pointer or an open part would make it run."""
    page.evaluate("""() => {
      for (const element of document.querySelectorAll('details')) element.open = true;
      for (const element of document.querySelectorAll('main *')) {
        for (const name of ['focus', 'mouseover', 'click', 'error', 'load', 'toggle', 'begin'])
          element.dispatchEvent(new Event(name, {bubbles: false}));
      }
    }""")
    return [f"{where}: {found}" for found in [page.evaluate("window.__pwned")] if found is not None]


@pytest.mark.browser
@pytest.mark.parametrize("name", ["people/hostile-55", "organisations/hostile-56", "people/hostile-61"])
def test_the_script_cites_their_words_as_we_do(browser: Browser, address: str, project: Path, name: str) -> None:
    page = browser.new_page(accept_downloads=True)
    page.clock.set_fixed_time(TODAY)
    page.goto(f"{address}{name}/")
    page.locator(".cite-page summary").click()
    graph = link(load(project).kb)
    where = Publication("https://passerelles.example/")
    items = dict(page_items(Voice(graph, "fr", f"{name}/", where), Made(f"{name}/", "fr", "", "", "")))

    made = as_the_script_has_them(page, ".cite-page")
    page.close()

    assert made == three(next(item for item in items.values() if item.language == "fr"))


@pytest.mark.browser
def test_the_look_for_scripts_that_run_finds_one(watched: tuple[Page, list[str]], address: str) -> None:
    page, _ = watched
    page.goto(f"{address}terms/")
    page.evaluate("document.querySelector('main').innerHTML = '<img src=x onerror=window.__pwned=1>'")
    page.wait_for_function("window.__pwned")

    assert pwned(page, "x") == ["x: 1"]


@pytest.fixture(scope="module")
def book(project: Path) -> Book:
    """The French volume of the hostile base, ready to be set."""
    templates = environment(project / "overrides/print")
    issue = Issue("1", "2026-11-22", "https://passerelles.example/")
    return Compositor(link(load(project).kb), "fr", project, templates, issue).book()


def test_no_chapter_of_the_epub_holds_what_could_run(project: Path, book: Book) -> None:
    epub = zipfile.ZipFile(io.BytesIO(set_epub(book, project, environment(project / "overrides/print"))))

    trees = {name: etree.fromstring(epub.read(name)) for name in epub.namelist() if name.endswith((".xhtml", ".opf"))}
    assert len(trees) > 5
    assert {name: found for name, tree in trees.items() if (found := list(xml_faults(tree)))} == {}
    assert [
        str(link) for tree in trees.values() for link in tree.xpath("//@src | //@href") if "evil" in str(link)
    ] == []
    words = squeezed("".join("".join(map(str, tree.itertext())) for tree in trees.values()))
    assert [case.words for case in CASES if squeezed(case.words) not in words] == []


@pytest.mark.full
def test_the_pdf_holds_words_and_no_action(project: Path, book: Book) -> None:
    reader = PdfReader(io.BytesIO(set_pdf(book, project, environment(project / "overrides/print"))))

    links = [
        note.get_object()["/A"]
        for page in reader.pages
        for note in page.get("/Annots", ())
        if "/A" in note.get_object()
    ]
    addresses = {str(action["/URI"]) for action in links if "/URI" in action}
    raw = b"".join(bytes(str(reader.get_object(n + 1)), "utf-8") for n in range(len(reader.xref[0])))
    assert {str(action["/S"]) for action in links} <= {"/URI", "/GoTo"}
    assert [found for found in addresses if not re.match(r"https?://(?!evil)|mailto:", found)] == []
    assert [
        name for name in (b"'/JS'", b"'/JavaScript'", b"'/Launch'", b"'/EmbeddedFile'", b"'/AA'") if name in raw
    ] == []
    assert "window.__pwned" in "".join(page.extract_text() for page in reader.pages)
