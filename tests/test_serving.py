"""What `serve` sends is what a build writes, whatever was edited before; and a broken edit keeps the last good site."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from conftest import ROOT, build, miniature
from passerelles import serving
from passerelles.faults import unforeseen
from passerelles.graph import Graph, link
from passerelles.model import KnowledgeBase
from passerelles.pages import Pages, environment
from passerelles.serving import Project
from passerelles.serving.live import Live, News
from passerelles.serving.server import Server
from passerelles.serving.snapshot import Snapshot
from passerelles.serving.watch import follow

Edit = Callable[[Path, int], None]
PASSER = "passant.yml"  # a second word of the glossary, which comes and goes


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PASSERELLES_CACHE", str(ROOT / ".cache"))
    return miniature(tmp_path / "project")


def replaced(path: Path, old: str, new: str) -> None:
    words = path.read_text("utf-8")
    assert old in words, f"{path}: {old}"
    path.write_text(words.replace(old, new, 1), "utf-8")


def prose(root: Path, number: int) -> None:
    for language in ("fr", "en"):
        with (root / f"docs/{language}/about.md").open("a", encoding="utf-8") as page:
            page.write(f"\n[{number}](method.md)\n")


def label(root: Path, number: int) -> None:
    words = (root / "data/labels.yml").read_text("utf-8")
    line = next(line for line in words.splitlines() if line.startswith("  skip:"))
    changed = f"  skip: {{fr: Aller au contenu {number}, en: Skip to the content {number}}}"
    replaced(root / "data/labels.yml", line, changed)


def template(root: Path, number: int) -> None:
    replaced(root / "overrides/kinds/_thing.html", "<article", f"<article data-edit{number}")


def style(root: Path, number: int) -> None:
    (root / "docs/assets/css/99-last.css").write_text(f"/* {number} */", "utf-8")


def name(root: Path, number: int) -> None:
    path = root / "data/partnerships/alba-bora.yml"
    rest = path.read_text("utf-8").partition("\n")[2]
    path.write_text(f"name: {{fr: Alba – Bora {number}, en: Alba – Bora {number}}}\n{rest}", "utf-8")


def word(root: Path) -> Path:
    """The file of the one word of the glossary, whatever it is called by now."""
    return next(path for path in sorted((root / "data/terms").glob("*.yml")) if path.name != PASSER)


def rename(root: Path, number: int) -> None:
    path = word(root)
    path.rename(path.with_name(f"mot-{number}.yml"))


def delete(root: Path, number: int) -> None:
    """A thing that comes with an even number and goes with an odd one."""
    path = root / "data/terms" / PASSER
    if number % 2:
        path.unlink(missing_ok=True)
    else:
        shutil.copy(word(root), path)
        replaced(path, "{fr: pont, en: bridge}", "{fr: passant, en: passer-by}")


EDITS: tuple[Edit, ...] = (prose, label, template, style, name, rename, delete)


def unlike(project: Path, live: Live, target: Path) -> list[str]:
    """The files of a clean build that the live site answers otherwise."""
    shutil.rmtree(target, ignore_errors=True)
    run = build(project, target)
    assert run.returncode == 0, run.stderr
    paths = [path for path in sorted(target.rglob("*")) if path.is_file()]
    assert len(paths) > 100
    found = []
    for path in paths:
        address = path.relative_to(target).as_posix()
        answer = live.answer(address.removesuffix("index.html") if address.endswith("index.html") else address)
        if answer.body != path.read_bytes():
            found.append(address)
    return found


def edited(project: Path, seed: int, count: int) -> Iterator[Edit]:
    """Edits of every sort, in an order of their own."""
    chosen = random.Random(seed)
    edits = [*EDITS, *(chosen.choice(EDITS) for _ in range(count))][:count]
    chosen.shuffle(edits)
    for number, edit in enumerate(edits):
        edit(project, number)
        yield edit


def test_after_edits_of_every_sort_what_is_served_is_what_a_clean_build_writes(project: Path, tmp_path: Path) -> None:
    live = Live(Project(project, "en"))

    for edit in edited(project, 2026, len(EDITS)):
        live.answer("partnerships/alba-bora/")
        live.refresh()
        assert live.news.problems == "", edit.__name__

    assert unlike(project, live, tmp_path / "site") == []


@pytest.mark.full
@pytest.mark.parametrize("seed", range(4))
def test_after_each_of_many_edits_what_is_served_is_what_a_clean_build_writes(
    project: Path, tmp_path: Path, seed: int
) -> None:
    live = Live(Project(project, "en"))

    for edit in edited(project, seed, 12):
        live.refresh()
        assert live.news.problems == "", edit.__name__
        assert unlike(project, live, tmp_path / "site") == [], edit.__name__


def test_a_broken_entry_is_told_with_its_place_and_the_last_good_site_stays(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    live = Live(Project(project, "en"))
    before = live.answer("partnerships/alba-bora/")

    replaced(project / "data/partnerships/alba-bora.yml", "value: alba", "value: albo")
    live.refresh()

    assert "data/partnerships/alba-bora.yml:4:12: " in live.news.problems
    assert live.news.problems in capsys.readouterr().err
    assert live.answer("partnerships/alba-bora/") == before
    replaced(project / "data/partnerships/alba-bora.yml", "value: albo", "value: alba")
    live.refresh()
    assert live.news == News(2)


@pytest.mark.parametrize("slip", [("\nkinds:", "\nkindz:"), ("\nlanguages:", "\n\tlanguages:")])
def test_a_broken_model_is_told_and_the_next_save_is_read(
    project: Path, capsys: pytest.CaptureFixture[str], slip: tuple[str, str]
) -> None:
    live = Live(Project(project, "fr"))
    before = live.answer("")

    replaced(project / "data/schema.yml", *slip)
    live.refresh()

    assert live.answer("") == before
    assert {line.partition(":")[0] for line in live.news.problems.splitlines()[:-1]} == {"data/schema.yml"}
    assert "à corriger" in live.news.problems
    replaced(project / "data/schema.yml", *reversed(slip))
    live.refresh()
    assert live.news.problems == ""
    assert capsys.readouterr().err.splitlines()[-1].startswith("Aucun problème")


def test_what_nobody_has_foreseen_is_one_sentence_and_the_next_save_is_read(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    live = Live(Project(project, "fr"))
    before = live.answer("terms/")

    def fails(*of: object) -> None:
        del of
        raise KeyError("source")

    with monkeypatch.context() as patch:
        patch.setattr(serving, "checked", fails)
        name(project, 1)
        live.refresh()
        live.refresh()

    assert live.news == News(2, unforeseen("KeyError: 'source'", "fr"))
    assert live.answer("terms/") == before
    live.refresh()
    assert live.news == News(3)
    assert "Alba – Bora 1" in live.answer("partnerships/alba-bora/").body.decode()


def test_that_nothing_is_left_to_mend_is_said_once(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    live = Live(Project(project, "fr"))
    path = project / "data/partnerships/alba-bora.yml"

    live.refresh()
    replaced(path, "value: alba", "value: albo")
    live.refresh()
    replaced(path, "value: albo", "value: alba")
    live.refresh()
    live.refresh()

    told = capsys.readouterr().err.splitlines()
    assert [line.split(" ")[0] for line in told] == ["data/partnerships/alba-bora.yml:4:12:", "1", "Aucun"]


@pytest.mark.parametrize(("words", "told"), [("{% if %}", ":3:1: TemplateSyntaxError"), ("{{ nobody }}", "nobody")])
def test_a_broken_template_is_told_and_the_last_good_site_stays(project: Path, words: str, told: str) -> None:
    live = Live(Project(project, "en"))
    before = live.answer("partnerships/alba-bora/")

    replaced(project / "overrides/kinds/_thing.html", "<article", f"{words}<article")
    live.refresh()
    answer = live.answer("partnerships/alba-bora/")

    assert answer == before
    assert "overrides/kinds/_thing.html:3:1: " in live.news.problems
    assert told in live.news.problems


@pytest.fixture
def address(project: Path) -> Iterator[str]:
    server = Server("127.0.0.1", 0, Live(Project(project, "en")))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
    server.server_close()


def fetched(address: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(address) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def test_a_page_comes_with_one_line_more_and_the_rest_as_it_is(address: str, project: Path) -> None:
    plain = Project(project, "en").take().answer("terms/").body.decode()

    status, html = fetched(f"{address}terms/")

    assert status == 200
    assert html.replace('<script src="/_serve/reload.js?0" defer></script>', "", 1) == plain
    assert fetched(f"{address}terms")[1] == html
    assert fetched(f"{address}en/nowhere/")[0] == 404
    assert '<html lang="en">' in fetched(f"{address}en/nowhere/")[1]
    assert fetched(f"{address}assets/../../mkdocs.yml")[0] == 404
    assert "EventSource" in fetched(f"{address}_serve/reload.js")[1]


@pytest.mark.parametrize(
    ("error", "told"),
    [(RuntimeError("oops"), "RuntimeError: oops\n"), (BrokenPipeError("gone"), ""), (ConnectionResetError("gone"), "")],
)
def test_an_error_of_the_server_itself_is_told_and_a_browser_that_goes_away_is_not(
    address: str, error: Exception, told: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(Live, "answer", fail)

    with pytest.raises(OSError, match="closed"):
        fetched(address)
    assert capsys.readouterr().err == told


def test_the_browser_is_told_of_a_save(project: Path) -> None:
    live = Live(Project(project, "en"))
    server = Server("127.0.0.1", 0, live)
    threading.Thread(target=server.serve_forever, daemon=True).start()

    with urllib.request.urlopen(f"http://127.0.0.1:{server.server_address[1]}/_serve/events?0") as events:
        live.refresh()
        line = events.readline().decode()

    assert json.loads(line.removeprefix("data: ")) == {"state": 1, "problems": ""}
    server.shutdown()
    server.server_close()


def test_a_burst_of_writes_is_one_save_and_reading_is_none(tmp_path: Path) -> None:
    saves: list[int] = []
    heard = threading.Event()

    def saved() -> None:
        saves.append(1)
        heard.set()

    follow([tmp_path], saved)
    for number in range(5):
        (tmp_path / "entry.yml").write_text(f"{number}", "utf-8")

    assert heard.wait(30)
    assert (tmp_path / "entry.yml").read_text("utf-8") == "4"
    assert sum(saves) <= 2


def test_the_verb_says_where_it_serves(project: Path) -> None:
    command = [sys.executable, "-m", "passerelles", "--root", str(project), "serve", "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as run:
        assert run.stderr is not None
        said = run.stderr.readline()
        status, html = fetched(f"{said.split()[0]}themes/silence/")
        run.terminate()

    assert said.endswith("/ (Ctrl+C)\n")
    assert status == 200
    assert "reload.js" in html


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_page_is_found_by_its_address(graph: Graph, language: str) -> None:
    pages = Pages(graph, language, environment(ROOT / "overrides/kinds"))
    paths = [page.path for page in pages.all()]

    found = {path: pages.find(path) for path in paths}

    assert len(paths) > 100
    assert [path for path, page in found.items() if page is None or page.path != path] == []
    assert pages.find("nowhere/") is None
    assert pages.find("partnerships/rennes/") is None


def test_a_thing_that_is_called_as_the_pages_of_a_list_are_is_found(kb: KnowledgeBase) -> None:
    term = next(iter(kb.of_kind("term")))
    base = replace(kb, entities={**kb.entities, "p": replace(term, id="p")})
    pages = Pages(link(base), "en", environment(ROOT / "overrides/kinds"))

    found = pages.find("terms/p/")

    assert found is not None
    assert found.title.startswith(term.name["en"])


def test_a_snapshot_keeps_what_it_made(project: Path) -> None:
    snapshot: Snapshot = Project(project, "en").take()

    assert snapshot.answer("terms/") is snapshot.answer("terms/")
