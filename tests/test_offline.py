"""The offline copy: unzip, double-click, and it is the same site."""

from __future__ import annotations

import posixpath
import re
import tarfile
import zipfile
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import IO, cast
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser, Page

from conftest import ROOT
from passerelles.archive import ARCHIVE, packed_together
from passerelles.offline import offline_copy, page, site_address, unfit_names
from passerelles.packing import packed
from passerelles.wholeness import faults

LARGEST = 5_000_000
LEFT = "net::ERR_ABORTED"  # the reader went on before a file was there: none is missing
NOTICE = {"fr": "Copie <hors> ligne", "en": "Offline copy"}


@pytest.fixture
def reader(browser: Browser) -> Iterator[tuple[Page, list[str]]]:
    """A page, and what it asked elsewhere or complained of."""
    context = browser.new_context()
    page = context.new_page()
    wrong: list[str] = []
    page.on("request", lambda r: wrong.append(r.url) if not r.url.startswith("file:") else None)
    page.on("console", lambda m: wrong.append(m.text))
    page.on("requestfailed", lambda r: wrong.append(r.url) if r.failure != LEFT else None)
    yield page, wrong
    context.close()


def test_the_copy_is_small_and_complete(archive: Path) -> None:
    names = zipfile.ZipFile(archive).namelist()

    assert archive.stat().st_size < LARGEST
    assert {name.split("/")[0] for name in names} == {"passerelles-0.1.0"}
    assert "passerelles-0.1.0/index.html" in names
    assert "passerelles-0.1.0/en/partnerships/rennes-hue/index.html" in names
    assert [n for n in names if n.endswith(("404.html", "sitemap.xml", "robots.txt"))] == []


def test_every_link_of_the_copy_leads_to_a_file_and_an_element(folder: Path) -> None:
    pages = {p.relative_to(folder).as_posix(): p.read_text("utf-8") for p in folder.rglob("*.html")}
    ids = {path: set(re.findall(r'\sid="([^"]*)"', html)) for path, html in pages.items()}
    broken = []
    for path, html in pages.items():
        for link in re.findall(r'\s(?:href|src|action)="([^"]*)"', html):
            parts = urlsplit(unescape(link))
            if parts.scheme:
                continue
            target = (
                posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(parts.path))) if parts.path else path
            )
            if not (folder / target).is_file() or (parts.fragment and unquote(parts.fragment) not in ids[target]):
                broken.append(f"{path}: {link}")

    assert len(pages) > 250
    assert broken == []


def test_all_the_data_of_the_site_are_in_the_copy_byte_for_byte(folder: Path, site: Path) -> None:
    """Below api/v1, as they are or in the archive, which anybody opens; beside them the twins of the pages."""
    with tarfile.open(folder / ARCHIVE) as archive:
        packed = {entry.name: cast("IO[bytes]", archive.extractfile(entry)).read() for entry in archive}
        assert {(entry.mtime, entry.uid, entry.mode, entry.isfile()) for entry in archive} == {(0, 0, 0o644, True)}
    data = [path for path in site.rglob("*") if path.is_file() and path.name != "llms.txt"]
    data = [path for path in data if path.is_relative_to(site / "api") or path.name == "index.md"]
    published = {path.relative_to(site).as_posix(): path.read_bytes() for path in data}

    lacking = {
        path
        for path, content in published.items()
        if packed.get(path) != content and not ((folder / path).is_file() and (folder / path).read_bytes() == content)
    }

    assert len(published) > 400
    assert lacking == set()
    assert set(packed) <= set(published)
    assert [path for path in packed if (folder / path).exists()] == []
    assert {"api/v1/passerelles.sqlite", "api/v1/graph.ttl", "api/v1/datapackage.json"} <= set(packed)
    assert "partnerships/rennes-hue/index.md" in packed


def test_a_link_to_what_the_archive_holds_leads_to_the_archive() -> None:
    html = '<html lang="fr"><a href="../../api/v1/passerelles.sqlite">x</a><a href="../../api/v1/places.geojson">y</a>'

    made = page(html, NOTICE, "en/reuse/index.html")

    assert 'href="../../api/v1/more.tar.xz"' in made
    assert 'href="../../api/v1/places.geojson"' in made
    assert 'href="api/v1/more.tar.xz"' in page('<html lang="fr"><a href="api/v1/feed.fr.xml">', NOTICE)


def test_the_same_files_give_the_same_archive_in_any_order() -> None:
    files = {"b/index.md": b"b", "a/index.md": b"a", "api/v1/graph.ttl": b"g"}

    assert packed_together(files) == packed_together(dict(reversed(files.items())))


def test_the_copy_points_at_no_address_of_its_own(folder: Path) -> None:
    for path in folder.rglob("*.html"):
        html = path.read_text("utf-8")
        assert 'rel="canonical"' not in html
        assert 'rel="alternate"' not in html


@pytest.mark.browser
@pytest.mark.parametrize(("prefix", "other"), [("", "English"), ("en/", "Français")])
def test_a_reader_offline_does_all_that_a_reader_online_does(
    reader: tuple[Page, list[str]], folder: Path, prefix: str, other: str
) -> None:
    page, wrong = reader
    page.goto(f"file://{folder}/{prefix}index.html")

    page.locator("[data-search-input]").first.fill("hai phong kitakyushu")
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-search-result]")
    page.locator("[data-search-result]").first.click()
    page.wait_for_url(f"**/{prefix}partnerships/kitakyushu-haiphong/index.html")
    page.locator("a[data-evidence]").first.click()
    page.locator("mark:target").wait_for()  # visible
    page.get_by_role("link", name=other, exact=True).click()
    page.wait_for_url(f"**/{'' if prefix else 'en/'}sources/kitakyushu-eau/index.html#*")  # at the same words
    assert page.locator("html").get_attribute("lang") != ("en" if prefix else "fr")
    notice = page.locator(".offline")
    assert re.search(r"0\.1\.0, .* \d{1,2}(?:er)?\s\w+ \d{4}", notice.inner_text())
    assert notice.get_by_role("link").get_attribute("href") == "https://passerelles.example/"
    assert page.evaluate("[...document.fonts].some(f => f.status === 'loaded')")
    assert wrong == []


def test_the_same_content_gives_the_same_zip(folder: Path) -> None:
    files = {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}

    assert packed(files, "x") == packed(dict(reversed(files.items())), "x")


def test_a_link_names_its_file_and_keeps_its_fragment() -> None:
    html = (
        '<html lang="fr"><a href="../a/#b">x</a><a href="https://x.org/">y</a><a href="#z">z</a><a href="./?q=1">q</a>'
    )

    made = page(html, NOTICE)

    assert 'href="../a/index.html#b"' in made
    assert 'href="https://x.org/"' in made
    assert 'href="#z"' in made
    assert 'href="./index.html?q=1"' in made


def test_the_notice_is_words_never_markup() -> None:
    made = offline_copy({"index.html": b'<html lang="fr"><main id="content">'}, NOTICE)["index.html"]

    assert "Copie &lt;hors&gt; ligne" in made.decode()


def test_names_that_windows_refuses_are_told() -> None:
    files = dict.fromkeys(["a/con.html", "b/x:y.js", "c/A.js", "c/a.js", "d/" + "e" * 200, "fine/index.html"], b"")

    told = unfit_names(files)

    assert len(told) == 4
    assert not any("fine" in line for line in told)


def test_the_living_site_is_the_one_of_the_settings() -> None:
    assert site_address((ROOT / "mkdocs.yml").read_text("utf-8")) == "https://passerelles.example/"


@pytest.fixture(scope="module")
def files(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_the_copy_offers_its_volumes(files: dict[str, bytes]) -> None:
    for language, root in (("fr", ""), ("en", "en/")):
        for form in ("pdf", "epub"):
            name = f"downloads/passerelles-{language}.{form}"
            assert name in files
            assert f'href="{"../" if root else ""}{name}"' in files[f"{root}index.html"].decode()


def test_a_whole_copy_has_no_fault(files: dict[str, bytes]) -> None:
    assert faults(files, ("fr", "en")) == []


def first(files: dict[str, bytes], beginning: str, end: str) -> str:
    return next(path for path in files if path.startswith(beginning) and path.endswith(end))


def test_a_missing_language_is_named(files: dict[str, bytes]) -> None:
    broken = {path: data for path, data in files.items() if not path.startswith(("en/", "search/en/"))}

    told = faults(broken, ("fr", "en"))

    assert "en/index.html: no home page in the language en" in told
    assert any(line.startswith("search/en/: ") for line in told)


@pytest.mark.parametrize("empty", [b"", b'passerelles.take("t/61",{});\n', b'passerelles.take("t/61",null);\n'])
def test_an_empty_shard_is_named(files: dict[str, bytes], empty: bytes) -> None:
    shard = first(files, "search/fr/t/", ".js")

    assert faults(files | {shard: empty}, ("fr", "en")) == [f"{shard}: an empty shard of the index of the search"]


@pytest.mark.parametrize(
    ("beginning", "end"), [("assets/fonts/", ".woff2"), ("assets/js/", ".js"), ("downloads/", ".pdf")]
)
def test_a_missing_asset_is_named(files: dict[str, bytes], beginning: str, end: str) -> None:
    asset = first(files, beginning, end)

    told = faults({path: data for path, data in files.items() if path != asset}, ("fr", "en"))

    assert told
    assert all(f"{asset} is not in the copy" in line for line in told)


def test_a_link_to_no_element_is_named(files: dict[str, bytes]) -> None:
    page = files["index.html"].replace(b'href="', b'href="#nowhere" data-was="', 1)

    assert any("no element has the id nowhere" in line for line in faults(files | {"index.html": page}, ("fr", "en")))
