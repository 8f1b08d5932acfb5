"""What a build takes over of the data for other programs is what it would have written, byte for byte."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from conftest import ROOT, miniature
from passerelles import chronicle, keeping, processes, register
from passerelles.__main__ import main
from passerelles.export import turns
from passerelles.export.agenda import _component
from passerelles.export.citations import statements as cited_statements
from passerelles.export.citations import things as cited_things
from passerelles.export.geojson import WRITTEN
from passerelles.export.linked import sections
from passerelles.export.rows import lists
from passerelles.export.tables import tables
from passerelles.export.told import OF_ALL, Told, of_things
from passerelles.export.turns import Fresh
from passerelles.export.words import Words
from passerelles.keeping import State, kept
from passerelles.ledger import Key, asked_key, noting
from passerelles.load import disk, load
from passerelles.making import said
from passerelles.making.data import data_works, write_index
from passerelles.making.last import Last
from passerelles.making.retold import retold
from passerelles.making.stamps import Stamps, is_answered
from passerelles.making.watched import WatchedGraph
from passerelles.processes import Works
from passerelles.publication import Publication
from successive import Builds, disbelieved, files, replaced, spoilt, state, written_to
from test_taken import ONE_EDIT, random_edit

SITE = "https://passerelles.example/"
GONE = "silence.gone.ile 2026-11-22 2026-11-23 withdrawn\n"


def make(root: Path, folder: Path, now: State, last: Last | None, address: str = SITE) -> None:
    """The data of a site."""
    del root
    works = Works(data_works(now.graph, address, folder, last))
    write_index(now.graph, address, folder, works.answers)


def publish(root: Path, day: str) -> None:
    """Bring the register up to date, as before a publication."""
    kb = load(root).kb
    (root / "data/published.txt").write_text(register.as_file(kb), "utf-8")
    (root / chronicle.CHANGES).write_text(chronicle.as_file(chronicle.up_to_date(kb, day)), "utf-8")


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """In one process, and with files as they are now."""
    monkeypatch.setattr(disk, "STEADY", 0)
    monkeypatch.setattr(processes, "cores", lambda: 1)


@pytest.fixture
def builds(tmp_path: Path) -> Builds:
    root = miniature(tmp_path / "base")
    publish(root, "2026-11-22")
    lines = (root / chronicle.CHANGES).read_text("utf-8")
    (root / chronicle.CHANGES).write_text(lines + GONE, "utf-8")
    found = Builds(root, tmp_path, make)
    found.next()
    return found


@pytest.fixture
def said_anew(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The things of which a build said something anew, each as often as it did."""
    keys: list[str] = []
    monkeypatch.setattr(turns, "Fresh", lambda told: keys.extend(told) or Fresh(told))
    return keys


def test_of_the_same_base_nothing_is_said_anew_and_every_file_is_the_same_file(
    builds: Builds, said_anew: list[str]
) -> None:
    before, first = files(builds.site), builds.site

    assert builds.next() == before
    listed = before.keys() - {"api/v1/index.json", "api/v1/openapi.json"}
    assert said_anew == []
    assert {p for p in listed if not (first / p).samefile(builds.site / p)} == set()
    assert len(listed) > 70


def test_after_an_edit_only_the_thing_and_what_it_names_are_said_anew(builds: Builds, said_anew: list[str]) -> None:
    path = builds.root / "data/partnerships/alba-bora.yml"
    path.write_text(path.read_text("utf-8").replace("note: {fr: ", "note: {fr: Aussi. ", 1), "utf-8")

    after = builds.next()
    anew = {key.partition("/")[0] for key in said_anew}
    assert anew - {OF_ALL} == {"alba-bora", "alba", "bora", "musique", "gazette", "lettre", "mot-pont"} & anew
    assert {"ile", "silence", "ada-lune", "cap-nulle-part"}.isdisjoint(anew)
    assert after == builds.clean()


def test_a_feed_that_tells_of_nothing_new_is_the_same_file(builds: Builds) -> None:
    before = builds.site
    path = builds.root / "data/people/ada-lune.yml"
    path.write_text(path.read_text("utf-8").replace("Ada Lune", "Ada Lunette"), "utf-8")

    builds.next()

    assert (before / "api/v1/feeds/silence.fr.xml").samefile(builds.site / "api/v1/feeds/silence.fr.xml")
    assert not (before / "api/v1/statements.json").samefile(builds.site / "api/v1/statements.json")


def _renamed(root: Path) -> None:
    """A territory by another id, which every file that names it has too, and the register."""
    for path in root.glob("data/*/*.yml"):
        path.write_text(path.read_text("utf-8").replace("value: bora\n", "value: boree\n"), "utf-8")
    (root / "data/territories/bora.yml").rename(root / "data/territories/boree.yml")
    (root / "data/replaced.yml").write_text("bora: boree\n", "utf-8")


QUOTING = """
  - property: role
    id: x
    value: {fr: x, en: x}
    evidence:
      - source: lettre
        quote: {fr: "Nous avons signé hier, le 4 mai 2021, avec Alba", en: "Signed, on 4 May 2021, with Alba"}
"""
ALSO = """
  - property: {name}
    id: x
    value: {{fr: x, en: x}}
    evidence: [{{source: gazette, quote: {{fr: la ville d'Alba, en: {en}}}}}]
"""
DATED = """
  - property: date
    id: x
    date: "2021-07-04"
    evidence: [{source: gazette, quote: {fr: La fête des ponts, en: The bridge festival}}]
"""
REFERRING = """
beyond:
  - id: x
    text: {fr: x, en: x}
    reference: {title: T, publisher: P, url: "https://example.org/annuaire", read: "2026-11-22"}
"""


def _more(words: str, thing: str = "people/ada-lune") -> Callable[[Path], None]:
    """A thing says more: one that comes before others, where no other is named."""

    def edit(root: Path) -> None:
        path = root / f"data/{thing}.yml"
        path.write_text(f"{path.read_text('utf-8').rstrip()}{words}", "utf-8")

    return edit


def _written(path: str, words: str) -> Callable[[Path], None]:
    def edit(root: Path) -> None:
        (root / path).write_text(words, "utf-8")

    return edit


def _given_way(root: Path) -> None:
    (root / "data/themes/silence.yml").unlink()
    (root / "data/replaced.yml").write_text("silence: musique\n", "utf-8")


def _published(root: Path) -> None:
    path = root / "data/territories/ile.yml"
    path.write_text(path.read_text("utf-8").replace("fr: ", "fr: Nouvelle ", 1), "utf-8")
    publish(root, "2026-12-01")


EDITS: dict[str, Callable[[Path], None]] = {
    **ONE_EDIT,
    "a thing gets another id": _renamed,
    "another thing is the first to quote": _more(QUOTING),
    "another thing is the first to refer": _more(REFERRING),
    "what changed is published": _published,
    "what is gone is forgotten": replaced(chronicle.CHANGES, GONE, ""),
    "what no text says": replaced("data/partnerships/alba-bora.yml", "fr: Qui a payé", "fr: Qui paya"),
    "an id is said to be replaced": _written("data/replaced.yml", "ancienne: bora\n"),
    "what is gone gets a successor": _written("data/replaced.yml", "silence.gone.ile: alba\n"),
    "a thing that nothing names gives way to another": _given_way,
    "a label of the data": replaced("data/labels.yml", "autre forme à chercher", "autre forme"),
}


@pytest.mark.parametrize("edit", EDITS)
def test_after_one_edit_it_is_what_a_clean_build_writes(builds: Builds, edit: str) -> None:
    before = files(builds.site)
    EDITS[edit](builds.root)

    after = builds.next()

    assert after != before or edit in {"a template", "a label"}  # which stand in no file of the data
    assert after == builds.clean()


def test_where_a_passage_stands_is_said_anew_by_all_who_quote_it(builds: Builds) -> None:
    """Its paragraph in a translation is that of the words which the first of them quotes there."""
    _more(ALSO.format(name="designation", en="the city of Alba"), "territories/bora")(builds.root)
    assert builds.next() == builds.clean()
    _more(ALSO.format(name="role", en="The bridge festival"))(builds.root)

    assert builds.next() == builds.clean()


def test_a_day_in_the_register_is_said_anew_of_its_event(builds: Builds) -> None:
    _more(DATED, "events/fete-des-ponts")(builds.root)
    publish(builds.root, "2026-11-25")
    assert b"20261125" in builds.next()["api/v1/events.ics"]
    replaced(chronicle.CHANGES, "2026-11-25", "2026-11-28")(builds.root)

    after = builds.next()

    assert b"20261128" in after["api/v1/events.ics"]
    assert after == builds.clean()


def test_a_translation_that_its_original_left_behind_is_told_though_no_thing_changed(builds: Builds) -> None:
    assert main(["--root", str(builds.root), "translated", "--lang", "en"]) == 0
    assert builds.next() == builds.clean()
    page = builds.root / "docs/fr/about.md"
    page.write_text(f"{page.read_text('utf-8')}\n\nUne phrase de plus.\n", "utf-8")

    after = builds.next()

    assert json.loads(after["api/v1/stale_texts.json"])
    assert after == builds.clean()


def test_in_two_processes_it_is_the_same(builds: Builds, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "cores", lambda: 2)
    EDITS["a name"](builds.root)

    after = builds.next()

    monkeypatch.setattr(processes, "cores", lambda: 1)
    assert after == builds.clean()
    assert builds.next() == after


# What is not whole is not believed --------------------------------------------------------------------


def _killed(builds: Builds) -> None:
    """A build was killed before it left its own base, and the edit before it was taken back."""
    kept_base, edited = builds.root / "cache" / keeping.NAME, builds.root / "data/territories/bora.yml"
    base, words = kept_base.read_bytes(), edited.read_bytes()
    EDITS["a name"](builds.root)
    builds.next()
    kept_base.write_bytes(base)
    edited.write_bytes(words)


SPOILT: dict[str, Callable[[Builds], None]] = {
    **disbelieved("base/cache/data-*.json"),
    "the base is lost": lambda builds: (builds.root / "cache" / keeping.NAME).unlink(),
    "the base is that of another build": _killed,
    "the last site is lost": lambda builds: shutil.rmtree(builds.site),
    "every file is cut short": spoilt("{site}/api/v1/*.*", lambda raw: raw[:-1]),
    "every file is longer": spoilt("{site}/api/v1/*.*", lambda raw: b" " + raw),
    **{
        f"{name} was written to": written_to(f"api/v1/{name}")
        for name in ("passerelles.sqlite", "statements.csv", "graph.ttl", "feeds/silence.fr.xml", "statements.json")
    },
}


@pytest.mark.parametrize("edit", ["nothing", "a name"])
@pytest.mark.parametrize("spoil", SPOILT)
def test_what_is_not_as_it_was_left_is_made_again(builds: Builds, spoil: str, edit: str) -> None:
    SPOILT[spoil](builds)
    if edit != "nothing":
        EDITS[edit](builds.root)

    assert builds.next() == builds.clean()
    assert builds.next() == builds.clean()


def test_what_other_code_wrote_is_written_again(
    builds: Builds, said_anew: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(said, "maker", lambda: "another")

    builds.next()

    assert len(said_anew) > 100


def test_at_another_address_everything_is_written_again(builds: Builds) -> None:
    builds.make = partial(make, address="https://elsewhere.example/")

    assert builds.next() == builds.clean()


def test_a_file_that_was_copied_elsewhere_is_known_by_its_bytes(builds: Builds, said_anew: list[str]) -> None:
    shutil.copytree(builds.site, builds.folder / "moved")
    shutil.rmtree(builds.site)
    (builds.folder / "moved").rename(builds.site)

    after = builds.next()

    assert said_anew == []
    assert after == builds.clean()


# Any edits ------------------------------------------------------------------------------------------


def _keeps_up(builds: Builds, seed: int, edits: int) -> None:
    """So many edits one after another; those of which no data can be made are undone, and others drawn."""
    draw, compared = random.Random(seed), 0
    for number in range(9 * edits):
        shutil.copytree(builds.root, builds.folder / f"before-{number}")
        done = [random_edit(draw, builds.root) for _ in range(draw.choice((1, 1, 3)))]
        if number % 5 == 4:
            publish(builds.root, f"2027-01-{number + 1:02}")
        try:
            clean = builds.clean()
        except Exception:
            shutil.rmtree(builds.root)
            (builds.folder / f"before-{number}").rename(builds.root)
            continue
        shutil.rmtree(builds.folder / f"before-{number}")
        assert builds.next() == clean, (seed, number, done)
        compared += 1
        if compared == edits:
            return
    raise AssertionError((seed, compared))


@pytest.fixture(params=["always", "hardly ever"])
def left_anew(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """How often the base itself is left anew: what was said otherwise since stands beside what is left."""
    monkeypatch.setattr(keeping, "FEW", 0 if request.param == "always" else 1)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # a file of a build that failed
@pytest.mark.usefixtures("left_anew")
@pytest.mark.parametrize("seed", range(2))
def test_after_any_edits_it_is_what_a_clean_build_writes(builds: Builds, seed: int) -> None:
    _keeps_up(builds, seed, edits=6)


@pytest.mark.full
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.usefixtures("left_anew")
@pytest.mark.parametrize("seed", range(12))
def test_after_many_more_edits_of_the_corpus_it_still_is(tmp_path: Path, seed: int) -> None:
    root = tmp_path / "base"
    for name in ("data", "docs", "overrides"):
        shutil.copytree(ROOT / name, root / name)
    builds = Builds(root, tmp_path, make)
    builds.next()

    _keeps_up(builds, 100 + seed, edits=12)


@pytest.mark.usefixtures("left_anew")
def test_an_edit_that_is_taken_back_is_taken_back_in_every_file(builds: Builds) -> None:
    first = files(builds.site)
    path = builds.root / "data/territories/bora.yml"
    before = path.read_text("utf-8")
    path.write_text(before.replace("fr: Bora", "fr: Boréa"), "utf-8")
    assert builds.next() != first
    assert builds.next() == builds.clean()  # nothing else changed
    path.write_text(before, "utf-8")

    assert builds.next() == first


# Whatever is asked is known ----------------------------------------------------------------------------


def every(say: Words) -> Iterator[tuple[str, Told[Any]]]:
    """Everything that the formats say thing by thing."""
    where, kb = Publication(SITE), say.graph.kb
    yield from ((table.name, table.told) for table in tables(say))
    yield from ((f"{name}.json", told) for name, told in lists(say).items())
    yield from ((f"graph {name}", told) for name, told in sections(say).items())
    yield "citations", cited_things(say.graph, where)
    yield "statement citations", cited_statements(say.graph, where)
    yield "agenda", of_things(kb.of_kind("event"), lambda event: _component(say, event))
    places = (*kb.of_kind("territory"), *kb.of_kind("partnership"))
    yield "places", of_things(places, lambda thing: [WRITTEN[thing.kind](say, thing)])


@pytest.mark.parametrize("edit", EDITS)
def test_of_what_is_not_said_anew_every_answer_is_the_same(builds: Builds, edit: str) -> None:
    before = kept(builds.root / "cache")
    assert before
    EDITS[edit](builds.root)
    now = state(builds.root, before)
    old, new, others = Stamps(before), Stamps(now), retold(before.graph, now.graph).things

    asked: dict[tuple[str, str], set[Key]] = {}
    for name, told in every(Words(WatchedGraph(before.graph), SITE)):
        for key, thing in told.units:
            if key.partition("/")[0] not in {*others, OF_ALL}:
                with noting() as noted:
                    list(told.make(thing))
                asked[name, key] = {asked_key(number) for number in noted} - SEEN.get(name, set())

    questions = set().union(*asked.values()) if asked else set()
    assert {key for key in questions if not is_answered(key)} == set()
    assert [key for key in questions if _answer(old, key) != _answer(new, key)] == []
    assert len(asked) > 50 or edit == "the model"


def _answer(stamps: Stamps, key: Key) -> object:
    """Of a passage no more is asked than where it stands."""
    return stamps.graph.mark_paragraphs.get(key[1]) if key[0] == "mark" else stamps.of(key)  # type: ignore[call-overload]


SEEN = {"graph passages": {("cited", "gazette"), ("cited", "lettre")}}
"""What is asked to know who quotes first, which is seen otherwise."""
