"""What was published stays where it was, or leads to where it went."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import pytest
from markupsafe import Markup
from playwright.sync_api import Browser

from conftest import ROOT, build
from passerelles.check import check
from passerelles.chronicle import CHANGES, up_to_date
from passerelles.chronicle import as_file as changes_as_file
from passerelles.export.beyond_tables import replaced_table, withdrawn_table
from passerelles.export.feeds import feeds
from passerelles.export.form import gathered
from passerelles.export.past import Past
from passerelles.export.rows import replaced, withdrawn
from passerelles.export.words import Words
from passerelles.graph import Graph, link
from passerelles.links import Reader, broken
from passerelles.load import load
from passerelles.model import KnowledgeBase
from passerelles.offline import offline_copy
from passerelles.offline import page as offline_page
from passerelles.pages.moved import moved_pages
from passerelles.register import as_file, ids
from passerelles.report import sentence

RENNES = "data/partnerships/rennes-hue.yml"
REPLACED = "data/replaced.yml"


def said(project: Path, language: str = "en") -> list[str]:
    loaded = load(project)
    return [sentence(problem, loaded.kb, language) for problem in check(loaded.kb, loaded.problems)]


def edit(project: Path, path: str, old: str, new: str) -> None:
    text = (project / path).read_text("utf-8")
    assert old in text
    (project / path).write_text(text.replace(old, new), "utf-8")


def replace(project: Path, *lines: str) -> None:
    with (project / REPLACED).open("a", encoding="utf-8") as register:
        register.writelines(f"{line}\n" for line in lines)


def rename(project: Path, folder: str, old: str, new: str) -> None:
    """What an editor does: the file gets another name, and so do all the lines that name it."""
    (project / f"data/{folder}/{old}.yml").rename(project / f"data/{folder}/{new}.yml")
    for path in [*project.glob("data/*/*.yml"), *project.glob("docs/*/*.md")]:
        text = path.read_text("utf-8")
        changed = re.sub(rf"(?<![\w./-]){old}(?![\w.-])(?=\n|,|\]|\}})", new, text)
        changed = changed.replace(f"{folder}/{old}/", f"{folder}/{new}/")
        if changed != text:
            path.write_text(changed, "utf-8")


def test_the_register_only_ever_grows(kb: KnowledgeBase, bless: bool) -> None:
    if bless:
        (ROOT / "data/published.txt").write_text(as_file(kb), "utf-8")

    published = load(ROOT).kb.register.published

    assert len(published) > 900
    text = (ROOT / "data/published.txt").read_text("utf-8").splitlines()
    assert [line for line in as_file(kb).splitlines() if line not in ids(kb)][:3] == text[:3]
    assert set(text) <= set(as_file(kb).splitlines())


def test_the_record_of_changes_has_today_s_words_of_what_it_knows(kb: KnowledgeBase, bless: bool) -> None:
    if bless:
        today = datetime.date.today().isoformat()
        (ROOT / CHANGES).write_text(changes_as_file(up_to_date(kb, today)), "utf-8")

    changes = load(ROOT).kb.register.changes

    assert len(changes) > 700
    assert set(changes) <= {name for name, item in load(ROOT).kb.register.published.items() if item.kind == "statement"}
    assert all("2026-11-22" <= item.first <= item.last for item in changes.values())


@pytest.mark.full
def test_the_record_of_changes_is_up_to_date(kb: KnowledgeBase) -> None:
    """Before a publication: what changed since the last one gets its day. Editors are never asked for this."""
    late = [item.id for item in up_to_date(kb, "9999-12-31").values() if item.last == "9999-12-31"]

    assert late == [], "to record them: python3 scripts/run.py test --bless"


@pytest.mark.full
def test_the_register_has_every_id_of_the_base(kb: KnowledgeBase) -> None:
    """Before a publication: new ids are recorded from then on. Editors are never asked for this."""
    missing = sorted(set(ids(kb)) - set(kb.register.published))

    assert missing == [], "to record them: python3 scripts/run.py test --bless"


def test_rewording_a_value_a_note_or_a_quote_changes_no_id(copy: Path) -> None:
    before = ids(load(copy).kb)
    for path in copy.glob("data/*/*.yml"):
        if path.parent.name in {"partnerships", "events", "people"}:
            text = path.read_text("utf-8")
            path.write_text(re.sub(r"^(\s+(?:fr|en): [^\W\d]+) ", r"\1 x ", text, flags=re.MULTILINE), "utf-8")

    assert ids(load(copy).kb) == before


def test_a_statement_that_goes_away_is_refused_with_the_line_to_add(copy: Path) -> None:
    kb = load(copy).kb
    lost = next(
        s for s in kb.statements if s.subject == "rennes-hue" and s.property == "party" and s.entity == "rennes"
    )
    assert lost.id == "rennes-hue.party.rennes"
    edit(copy, RENNES, "value: rennes\n", "value: le-havre\n")

    lines = said(copy)

    assert [line for line in lines if "rennes-hue.party.rennes”" in line] == [
        f"{RENNES}:2:1: the published id “rennes-hue.party.rennes” is no longer in the base — expected: the id that "
        "readers may have cited, or what takes its place — put it back; or add to data/replaced.yml the line "
        "“rennes-hue.party.rennes: rennes-hue”; a statement whose id has changed is replaced by the new one, a "
        "statement withdrawn by its entry"
    ]


def test_a_new_statement_asks_nothing_of_the_register(copy: Path) -> None:
    edit(copy, "data/published.txt", "statement rennes-hue.party.rennes\n", "")

    assert said(copy) == []


def test_a_slip_in_a_value_is_told_once(copy: Path) -> None:
    edit(copy, RENNES, "value: rennes\n", "value: renes\n")

    assert [line for line in said(copy) if "published id" in line] == []


def test_an_entry_that_goes_away_is_refused_at_the_line_of_the_register(copy: Path) -> None:
    (copy / "data/terms/sigle-vna.yml").unlink()

    found = [line for line in said(copy, "fr") if "« sigle-vna »" in line]

    number = (copy / "data/published.txt").read_text("utf-8").splitlines().index("term sigle-vna") + 1
    assert [line.split(": ")[0] for line in found] == [f"data/published.txt:{number}:1"]


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("rennes-hue.party.nobody: rennes-hue.partie.rennes", "which is not in the base"),
        ("rennes-hue: toulouse-hanoi", "but it is in the base"),
        ("a-b: c-d\nc-d: a-b", "which is not in the base"),
        ("old: [rennes]", "expected"),
        ("just words", "expected"),
        ("old: Rennes Hué", "which is not in the base"),
        ("toto: karine-may", "was never published"),
        ("karine-may:", "nothing is said of what takes the place of “karine-may”"),
    ],
)
def test_a_wrong_line_of_replacements_is_told_with_its_place(copy: Path, line: str, key: str) -> None:
    start = len((copy / REPLACED).read_text("utf-8").splitlines())
    replace(copy, line)

    found = [said_line for said_line in said(copy) if said_line.startswith(f"{REPLACED}:")]

    assert found
    assert all(int(item.split(":")[1]) > start for item in found)
    assert all(key in item for item in found)


def test_a_spoilt_register_is_told_with_its_line(copy: Path) -> None:
    edit(copy, "data/published.txt", "term sigle-vna\n", "term sigle vna\n")

    assert len([line for line in said(copy) if line.startswith("data/published.txt:")]) == 1


def test_a_renamed_entry_takes_its_statements_along_by_one_line(copy: Path) -> None:
    rename(copy, "territories", "rennes", "ville-de-rennes")
    assert any("“rennes”" in line for line in said(copy))
    replace(copy, "rennes: ville-de-rennes")

    assert [line for line in said(copy) if "translations.txt" not in line] == []  # new texts are no fault

    graph = link(load(copy).kb)
    by = {str(row["id"]): row for row in replaced(Words(graph, ""))}
    assert by["rennes"]["replaced_by"] == "ville-de-rennes"
    assert by["rennes-hue.party.rennes"]["replaced_by"] == "rennes-hue.party.ville-de-rennes"
    assert by["rennes"]["url"] == {"fr": "territories/ville-de-rennes/", "en": "en/territories/ville-de-rennes/"}
    assert set(load(ROOT).kb.register.published) <= set(by) | set(ids(graph.kb))
    table = replaced_table(Words(graph, ""))
    told = {str(row[0]): dict(zip(table.names, row, strict=True)) for row in table.rows}
    assert list(told) == list(by)
    assert [told["rennes"][f"kind_{tongue}"] for tongue in ("fr", "en")] == ["territoire", "territory"]
    assert told["rennes-hue.party.rennes"]["kind_fr"] == "énoncé"
    assert told["rennes-hue.party.rennes"]["replaced_by_fr"] == "Rennes – Huế"


KARINE = "data/people/karine-may.yml"


def withdraw(project: Path) -> None:
    """What an editor does: the file goes, and so do the statements that name the person."""
    (project / KARINE).unlink()
    for path in project.glob("data/*/*.yml"):
        text = path.read_text("utf-8")
        parts = re.split(r"(?m)^(?=  - property: |[a-z]+:)", text)
        kept = [part for part in parts if not re.search(r"(?m)^    (?:value|said_by): karine-may$", part)]
        if len(kept) < len(parts):
            path.write_text("".join(kept), "utf-8")


def test_nobody_else_is_proposed_in_the_place_of_a_person_who_is_withdrawn(copy: Path) -> None:
    withdraw(copy)

    told = [line for line in said(copy) if "karine-may" in line]

    assert len(told) == 1
    assert "add to data/replaced.yml the line “karine-may: withdrawn”" in told[0]


def test_a_place_that_goes_is_not_taken_for_another_one_of_nearly_its_name(copy: Path) -> None:
    (copy / "data/territories/rennes.yml").unlink()

    told = [line for line in said(copy) if "rennes”" in line]

    assert any("“rennes: withdrawn”" in line for line in told)
    assert any("the entry “rennes” was published, but is no longer in the base" in line for line in told)
    assert not any("nantes" in line for line in told)


def test_an_entry_merged_into_one_that_bears_its_name_is_told_to_lead_there(copy: Path) -> None:
    (copy / "data/terms/sigle-vna.yml").unlink()
    edit(copy, "data/terms/sigle-cvn.yml", "aliases: [", "aliases: [Sigle VNA, ")

    told = [line for line in said(copy) if "sigle-vna" in line]

    assert "“sigle-vna: sigle-cvn”" in told[0]
    assert len(told) > 1  # its statements do not go along: that is told at once


def test_what_is_withdrawn_takes_its_statements_along_and_those_that_name_it(copy: Path) -> None:
    withdraw(copy)
    replace(copy, "karine-may: withdrawn")

    assert [line for line in said(copy) if "translations.txt" not in line] == []

    graph = link(load(copy).kb)
    listed = {"fr": "people/", "en": "en/people/"}
    gone = {str(row["id"]): row for row in withdrawn(Words(graph, ""))}
    assert {name: row["url"] for name, row in gone.items()} == dict.fromkeys(gone, listed)
    assert {"karine-may", "karine-may.role.officer"} <= set(gone)
    assert {row[0] for row in withdrawn_table(Words(graph, "")).rows} == set(gone)
    others = {row["id"]: row["replaced_by"] for row in replaced(Words(graph, "")) if "karine-may" in str(row["id"])}
    assert others
    assert others == {name: str(name).split(".")[0] for name in others}
    made = gathered(feeds(graph, "https://passerelles.example/", Past()))
    assert not any("karine-may" in path for path in made)


def test_the_page_of_what_is_withdrawn_leads_to_the_list_of_its_kind_and_names_nobody(copy: Path) -> None:
    withdraw(copy)
    replace(copy, "karine-may: withdrawn")

    pages = moved_pages(link(load(copy).kb), "https://passerelles.example/", Markup(""))

    assert sorted(pages) == ["en/people/karine-may/", "people/karine-may/"]
    for address, html in pages.items():
        assert '<meta http-equiv="refresh" content="0; url=../">' in html
        assert "Karine" not in html
        assert f'href="https://passerelles.example/{address.removesuffix("karine-may/")}"' in html


def test_a_person_who_is_erased_leaves_no_trace_in_what_is_made(copy: Path) -> None:
    """As data/README.md has it: withdrawn, then every line of the id taken out of the three registers."""
    withdraw(copy)
    for name in ("published.txt", "changes.txt"):
        lines = (copy / f"data/{name}").read_text("utf-8").splitlines(keepends=True)
        (copy / f"data/{name}").write_text("".join(line for line in lines if "karine-may" not in line), "utf-8")

    assert [line for line in said(copy) if "translations.txt" not in line] == []
    graph = link(load(copy).kb)
    assert moved_pages(graph, "", Markup("")) == {}
    assert not any("karine-may" in str(row) for row in (*replaced(Words(graph, "")), *withdrawn(Words(graph, ""))))
    assert "karine-may" not in as_file(graph.kb)


def test_what_an_erasure_forgot_in_the_register_is_told(copy: Path) -> None:
    withdraw(copy)
    edit(copy, "data/published.txt", "person karine-may\n", "")

    assert [line for line in said(copy) if "“karine-may.role.officer”" in line]


def test_nothing_may_be_called_by_the_word_that_withdraws(copy: Path) -> None:
    (copy / KARINE).rename(copy / "data/people/withdrawn.yml")

    assert any(line.startswith("data/people/withdrawn.yml:1:1") and "is not an id" in line for line in said(copy))


def test_who_follows_a_thing_that_is_renamed_or_merged_goes_on(copy: Path) -> None:
    rename(copy, "territories", "rennes", "ville-de-rennes")
    replace(copy, "rennes: ville-de-rennes", "roazhon: rennes")  # the one before has a line for ever
    edit(copy, "data/published.txt", "territory rennes\n", "territory rennes\nterritory roazhon\n")

    made = gathered(feeds(link(load(copy).kb), "https://passerelles.example/", Past()))

    for old in ("rennes", "roazhon"):
        for language in ("fr", "en"):
            new = f"api/v1/feeds/ville-de-rennes.{language}.xml"
            assert made[f"api/v1/feeds/{old}.{language}.xml"] == made[new]
            assert (
                f'rel="self" type="application/atom+xml" href="https://passerelles.example/{new}"'.encode() in made[new]
            )


def test_an_entry_merged_into_another_leads_there_with_its_statements(copy: Path) -> None:
    gone = load(copy).kb.entities["sigle-vna"].statements
    (copy / "data/terms/sigle-vna.yml").unlink()
    lost = [s.id for s in gone] + [f.id for f in load(ROOT).kb.entities["sigle-vna"].beyond]
    for path in [*copy.glob("data/*/*.yml"), *copy.glob("docs/*/*.md")]:
        assert "value: sigle-vna" not in path.read_text("utf-8")  # nobody states it of anything
    assert any("“sigle-vna”" in line for line in said(copy))

    replace(copy, "sigle-vna: sigle-cvn", *(f"{id_}: sigle-cvn" for id_ in lost))

    assert [line for line in said(copy) if "translations.txt" not in line] == []
    graph = link(load(copy).kb)
    by = {str(row["id"]): row["replaced_by"] for row in replaced(Words(graph, ""))}
    assert {id_: by[id_] for id_ in ("sigle-vna", *lost)} == dict.fromkeys(["sigle-vna", *lost], "sigle-cvn")
    assert by.keys() - {"sigle-vna", *lost} == load(ROOT).kb.register.replaced.keys()  # of the base itself
    pages = moved_pages(graph, "https://passerelles.example/", Markup(""))
    assert sorted(pages) == ["en/terms/sigle-vna/", "terms/sigle-vna/"]
    for html in pages.values():
        assert '<meta http-equiv="refresh" content="0; url=../sigle-cvn/">' in html


@pytest.fixture(scope="module")
def moved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site in which a territory was renamed, and a statement of a partnership got another id."""
    from conftest import copy_project

    project = copy_project(tmp_path_factory.mktemp("moved") / "project")
    rename(project, "territories", "rennes", "ville-de-rennes")
    replace(project, "rennes: ville-de-rennes", "rennes-hue.signature.old: rennes-hue.signature.assises-12")
    edit(project, "data/published.txt", "territory rennes\n", "territory rennes\nstatement rennes-hue.signature.old\n")
    target = project.parent / "site"
    run = build(project, target)
    assert run.returncode == 0, run.stderr
    return target


@pytest.mark.parametrize("prefix", ["", "en/"])
def test_an_old_address_leads_on_in_each_language(moved: Path, prefix: str) -> None:
    html = (moved / f"{prefix}territories/rennes/index.html").read_text("utf-8")

    assert f'<html lang="{"en" if prefix else "fr"}">' in html
    assert '<meta http-equiv="refresh" content="0; url=../ville-de-rennes/">' in html
    assert f'<link rel="canonical" href="https://passerelles.example/{prefix}territories/ville-de-rennes/">' in html
    assert '<a href="../ville-de-rennes/">Rennes</a>' in html
    assert "default-src &#39;self&#39;" in html or "default-src 'self'" in html
    target = f"{prefix}territories/ville-de-rennes/"
    reader = Reader()
    for address, written in ((target, ""), (f"{prefix}territories/rennes/", html)):
        reader.read(address, written)
    assert (moved / target / "index.html").is_file()
    assert broken([reader.part()], moved) == []


def test_an_old_address_is_not_in_the_sitemap(moved: Path) -> None:
    assert "territories/rennes/" not in (moved / "sitemap.xml").read_text("utf-8")


@pytest.mark.parametrize("prefix", ["", "en/"])
def test_the_old_anchor_of_a_statement_is_still_on_its_page(moved: Path, prefix: str) -> None:
    html = (moved / f"{prefix}partnerships/rennes-hue/index.html").read_text("utf-8")

    place = html.index('id="signature.old"')
    assert html.index('data-statement="rennes-hue.signature.assises-12"') < place
    assert place - html.index('data-statement="rennes-hue.signature.assises-12"') < 100


def test_in_the_offline_copy_an_old_address_names_a_file(moved: Path) -> None:
    html = offline_page((moved / "territories/rennes/index.html").read_text("utf-8"), {})

    assert "url=../ville-de-rennes/index.html" in html
    assert 'href="../ville-de-rennes/index.html"' in html
    assert "canonical" not in html


@pytest.mark.browser
@pytest.mark.parametrize("prefix", ["", "en/"])
def test_a_statement_is_found_wherever_its_entry_shows_it(
    browser: Browser, address: str, graph: Graph, prefix: str
) -> None:
    """A page more or less is no reason for an address that somebody cited to lead nowhere."""
    later = next(s for s in graph.kb.statements if s.subject == "climat-environnement" and s.id in graph.parts)
    first = next(s for s in graph.kb.statements if s.subject == later.subject and s.id not in graph.parts)
    page = browser.new_page()
    place = f"{address}{prefix}themes/climat-environnement/"

    for start in ("", "p/2/", "p/7/"):
        for statement, end in ((later, "p/2/"), (first, "")):
            page.goto("about:blank")
            anchor = statement.id.removeprefix("climat-environnement.")
            page.goto(f"{place}{start}#{anchor}", wait_until="commit")
            page.wait_for_url(f"{place}{end}#{anchor}")
            page.locator(f'[data-statement="{statement.id}"]:target').wait_for()
    page.close()


@pytest.fixture(scope="module")
def unzipped(moved: Path) -> Path:
    """The offline copy of that site, as a reader has it on disk."""
    files = {path.relative_to(moved).as_posix(): path.read_bytes() for path in moved.rglob("*") if path.is_file()}
    target = moved.parent / "unzipped"
    for path, data in offline_copy(files, {}).items():
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        (target / path).write_bytes(data)
    return target


@pytest.mark.browser
@pytest.mark.parametrize("script", [True, False])
def test_a_reader_of_an_old_address_arrives_and_keeps_the_statement(
    browser: Browser, unzipped: Path, script: bool
) -> None:
    context = browser.new_context(java_script_enabled=script)
    page = context.new_page()
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)

    page.goto(f"{(unzipped / 'territories/rennes/index.html').as_uri()}#within.france", wait_until="commit")
    page.wait_for_url("**/ville-de-rennes/index.html*")

    assert page.url.endswith("#within.france") is script
    assert errors == []
    context.close()
