"""What real bases have of odd, on every page that shows it: each page still reads well, at any width.

A partnership with one party, a place without coordinates, a hundred names, a name of two hundred letters with blanks
and one without, a theme that nobody uses, an event without a date, words that look like markup. The things are made
in memory, from a base that passes the check: some of them are errors, which `check` tells (broken_edits.yml).
"""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import lxml.html
import pytest
from jinja2 import Environment, FileSystemLoader
from playwright.sync_api import Browser

from conftest import ROOT, serving
from passerelles.frame import Frames
from passerelles.graph import Graph, link
from passerelles.load import load
from passerelles.model import Entity, Gazetteer, Source, Spelling
from passerelles.pages import Pages, environment
from passerelles.publication import Publication
from small_base import HERE, state, thing
from sweep import WIDTHS, ZOOMED, sideways, visit_all
from test_golden import project

__all__ = ["project"]  # a fixture
WORDS = ("Établissement public de coopération décentralisée des collectivités riveraines " * 3)[:200].strip()
WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 2 + "e" * 40
MARKUP = "<script>alert(1)</script> <b>gras</b> & {{ 7 * 7 }} <img src=x onerror=alert(1)>"
LONG = {"fr": WORDS, "en": WORDS}
UNBROKEN = {"fr": WORD, "en": WORD}


def odd_things() -> list[Entity]:
    """Things of every kind, each odd in its way."""
    many = tuple(Spelling(f"Ville aux cent noms {n}", "fr", HERE) for n in range(100))
    placeless = Gazetteer("geonames", HERE, country="ile")
    return [
        thing("territory", "ile", kind_type="country", label="Îles"),
        thing("territory", "lieu", state("designation", words="ville"), country="ile", label=WORDS),
        replace(thing("territory", "sans-place", kind_type="city"), gazetteer=placeless, name=UNBROKEN),
        replace(
            thing("territory", "cent-noms", country="ile"),
            aliases=tuple(f"Alias numéro {n}" for n in range(100)),
            spellings=many,
        ),
        thing("partnership", "seul", state("party", "lieu"), state("status", choice="signed"), label="Un seul parti"),
        thing("partnership", "vide", label="Sans parti"),
        thing(
            "partnership",
            "long",
            state("party", "lieu"),
            state("party", "sans-place"),
            state("status", choice="signed"),
            state("agreement", words=WORDS, date="2021-05"),
            state("theme", "theme-long"),
            state("person", "personne"),
            label=WORDS,
        ),
        thing("partnership", "mot", state("party", "cent-noms"), state("party", "sans-place"), label=WORD),
        thing("organisation", "organisme", state("role", words=WORD), state("seat", "sans-place"), label=WORD),
        thing("person", "personne", state("role", words=MARKUP), state("affiliation", "organisme"), label=WORDS),
        thing("event", "sans-date", state("place", "sans-place"), state("participant", "organisme"), label=WORDS),
        thing("event", "date", state("date", date="2021-05-03"), state("theme", "theme-long"), label=WORD),
        thing("theme", "theme-long", state("words", words=WORDS), label=WORDS),
        thing("theme", "inutile", label="Thème inutile"),
        thing("term", "terme", state("meaning", words=MARKUP), label=WORD),
    ]


@pytest.fixture(scope="module")
def odd(project: Path) -> Graph:
    """The texts of the miniature base, one of them with a long title, and odd things resting on words with markup."""
    kb = load(project).kb
    bearing = next(e for s in kb.statements for e in s.evidence if "<b>" in e.quote["fr"])
    told = [
        replace(e, statements=tuple(replace(s, evidence=(bearing,)) for s in e.statements), definition=LONG)
        for e in odd_things()
    ]
    sources: list[Source] = [replace(source, name=LONG) for source in kb.sources.values()]
    return link(replace(kb, entities={e.id: e for e in (*told, *sources)}))


@pytest.fixture(scope="module")
def folder(odd: Graph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages in their frame with their style, as files."""
    target = tmp_path_factory.mktemp("odd")
    shutil.copytree(ROOT / "docs/assets", target / "assets")
    chapters = sorted((ROOT / "docs/assets/css").glob("*.css"))
    (target / "assets/css/site.css").write_text("\n".join(path.read_text("utf-8") for path in chapters), "utf-8")
    templates = environment(ROOT / "overrides/kinds")
    frames = Frames(odd, templates, Publication("https://odd.example/", "https://forge.example/odd/odd"))
    for language in odd.kb.schema.languages:
        frame = frames.empty(language, Environment(loader=FileSystemLoader(ROOT / "overrides")))
        for page in Pages(odd, language, templates).all():
            path = target / ("" if language == "fr" else language) / page.path / "index.html"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(frame.join(page), "utf-8")
    return target


def words_of(folder: Path, path: str) -> str:
    main = lxml.html.fromstring((folder / path / "index.html").read_text("utf-8")).xpath("//main")[0]
    return " ".join(main.text_content().split())


def paths(folder: Path) -> list[str]:
    return sorted(f"{p.parent.relative_to(folder).as_posix()}/".removeprefix("./") for p in folder.rglob("index.html"))


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("partnerships/seul/", "partenaire non nommé par les textes"),
        ("en/partnerships/seul/", "partner not named by the texts"),
        ("territories/sans-place/", "ce lieu n’est pas sur la carte"),
        ("en/territories/sans-place/", "this place is not on the map"),
        ("themes/inutile/", "Aucun partenariat des textes ne porte sur ce thème"),
        ("en/themes/inutile/", "No partnership in the texts is on this theme"),
        ("territories/cent-noms/", "et 88 autres formes"),
        ("events/sans-date/", "date non précisée"),
        ("en/events/sans-date/", "date not given"),
    ],
)
def test_what_is_missing_is_said(folder: Path, path: str, said: str) -> None:
    assert said in words_of(folder, path)


def test_markup_is_words_on_every_page(folder: Path) -> None:
    holding = [p for p in paths(folder) if "7 * 7" in words_of(folder, p)]

    assert len(holding) > 4
    for path in paths(folder):
        tree = lxml.html.fromstring((folder / path / "index.html").read_text("utf-8"))
        inline = "//script[not(@src or @type='application/ld+json')]"  # a block of data is no script
        assert tree.xpath(f"{inline} | //main//img | //*[@onerror] | //main//b[text()='gras']") == [], path


def test_no_list_is_empty_and_no_heading_is_alone(folder: Path) -> None:
    """A section that has nothing to say is not there."""
    for path in paths(folder):
        tree = lxml.html.fromstring((folder / path / "index.html").read_text("utf-8"))
        empty = tree.xpath("//main//*[self::ul or self::ol or self::dl or self::tbody][not(*)]")
        alone = tree.xpath("//main//section[count(*) = 1]")
        assert [lxml.html.tostring(e) for e in (*empty, *alone)] == [], path


@pytest.mark.browser
def test_no_odd_page_overflows(browser: Browser, folder: Path) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    wide = []

    with serving(folder) as address:
        for path in (path for path in paths(folder) if not path.startswith("en/")):
            page.goto(f"{address}{path}")
            wide += [(path, width) for width in sideways(page, (*WIDTHS, *ZOOMED))]

    assert wide == []
    page.context.close()


@pytest.mark.full
@pytest.mark.browser
def test_a_browser_finds_nothing_wrong_with_any_odd_page(folder: Path) -> None:
    with serving(folder) as address:
        found = visit_all(address, paths(folder))

    assert len(found) > 100
    assert [(v.path, v.width, what) for v in found for what in (*v.violations, *v.complaints)] == []
