"""What a build takes over from the last one is what it would have made: incremental equals clean, byte for byte."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import fields, replace
from functools import cached_property, partial
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader

from conftest import ROOT
from passerelles import keeping
from passerelles.frame import Frames
from passerelles.graph import Graph, link
from passerelles.keeping import NAME, keep, kept
from passerelles.ledger import Key, asked_key, noting
from passerelles.load import Loaded, disk, load
from passerelles.making import ground, portion
from passerelles.making.stamps import NEVER, Stamps, sort_of
from passerelles.making.taken import Taken
from passerelles.making.told import Told
from passerelles.making.touched import OF_THINGS, touched
from passerelles.making.watched import Watched, WatchedGraph, WatchedList
from passerelles.model import KnowledgeBase
from passerelles.pages import Page, Pages, environment
from passerelles.pages.maps import map_pages
from passerelles.twins import pen_of, twin
from successive import WHERE, Builds, disbelieved, files, make_french, replaced, state_of, written_to

EDITED = ("data/*/*.yml", "data/*/*.yml", "data/labels.yml", "data/*.txt", "docs/*/**/*.md", "overrides/kinds/*.html")


@pytest.fixture
def made_anew(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The things whose pages a build made, in place of taking them over."""
    names: list[str] = []
    keep = Taken.keep

    def noted(self: Taken, name: str, *rest: object) -> None:
        names.append(name)
        keep(self, name, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(Taken, "keep", noted)
    return names


def test_a_build_of_the_same_base_takes_every_thing_over(builds: Builds, made_anew: list[str]) -> None:
    assert builds.next() == builds.clean()
    assert made_anew == []


def test_after_an_edit_what_only_names_the_thing_is_taken_over(builds: Builds, made_anew: list[str]) -> None:
    path = next(path for path in sorted(builds.root.glob("data/*/*.yml")) if "note:" in path.read_text("utf-8"))
    path.write_text(path.read_text("utf-8").replace("note: {fr: ", "note: {fr: Aussi. ", 1), "utf-8")

    assert builds.next() == builds.clean()
    views = {name for name in made_anew if "/" in name}
    assert set(made_anew) - views == {path.stem, "gazette.md"}  # the thing, and the twin of the text that it quotes
    assert "events/" in views
    assert views & {"map/", "relations/", "conflicts/", "search/", "terms/"} == set()


def _spoilt_page(builds: Builds) -> None:
    path = next(iter(sorted(builds.site.glob("territories/*/index.html"))))
    path.write_bytes(path.read_bytes()[:-1])


def _lost_site(builds: Builds) -> None:
    shutil.rmtree(builds.site)


def _lost_base(builds: Builds) -> None:
    (builds.root / "cache" / NAME).unlink()


def _other_base(builds: Builds) -> None:
    """That of a build which was killed before it left what it noted of pages."""
    cache = builds.root / "cache"
    known = kept(cache)
    assert known
    changed = replace(known.loaded.kb, received={**known.loaded.kb.received, "more.txt": b"more"})
    keep(cache, replace(known, loaded=replace(known.loaded, kb=changed)), None)


SPOILT: dict[str, Callable[[Builds], None]] = {
    "a page was changed": _spoilt_page,
    "a page was changed, its size was not": written_to("territories/*/index.html"),
    "the last site is lost": _lost_site,
    "the base of the last build is lost": _lost_base,
    "the base is that of another build": _other_base,
    **disbelieved("base/cache/pages-fr.json"),
}


@pytest.mark.parametrize("spoil", SPOILT)
def test_what_is_not_whole_is_not_believed(builds: Builds, made_anew: list[str], spoil: str) -> None:
    SPOILT[spoil](builds)

    assert builds.next() == builds.clean()
    assert made_anew


def test_a_page_that_was_not_written_to_since_is_not_opened(builds: Builds, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(Taken, "_opened", lambda _, path: opened.append(path))

    assert builds.next() == builds.clean()
    assert opened == []


def test_after_an_edit_each_question_is_left_once(builds: Builds) -> None:
    replaced("data/territories/bora.yml", "fr: Bora", "fr: Boréa")(builds.root)
    builds.next()

    _, _, *lines = (builds.root / "cache/pages-fr.json").read_text("utf-8").splitlines()
    head, *rest = map(json.loads, lines)
    asked = [(name, str(of)) for name, _, about, _ in rest[head["things"] :] for of in about]
    assert len(set(asked)) == len(asked) > 100


def test_what_was_worked_out_is_let_go_and_pages_are_the_same(builds: Builds, monkeypatch: pytest.MonkeyPatch) -> None:
    before, let_go = builds.clean(), list[object]()
    monkeypatch.setattr(portion, "KEPT", 3)
    monkeypatch.setattr(portion.lexicon, "cache_clear", lambda: let_go.append(None), raising=False)

    assert builds.clean() == before
    assert len(let_go) > 5


def test_where_the_disk_has_no_links_pages_are_copied(
    builds: Builds, made_anew: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def link(*_: object) -> None:
        raise OSError

    monkeypatch.setattr(os, "link", link)

    assert builds.next() == builds.clean()
    assert made_anew == []


def test_what_other_code_made_is_made_again(
    builds: Builds, made_anew: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ground, "maker", lambda: "another")

    builds.next()

    assert len(made_anew) > 5


LEFT = """
import json, sys
from pathlib import Path
from successive import built, make_french
root = Path(sys.argv[1])
built(root, root.with_name(sys.argv[2]), make_french, root.with_name("site-1"))
ground, _, *lines = (root / "cache/pages-fr.json").read_text("utf-8").splitlines()
head, *rest = map(json.loads, lines)
names, things = rest[head["things"]:], rest[:head["things"]]
questions = {n: json.dumps([name, of, stamps.get(str(n))]) for name, *pairs, stamps in names for n, of in zip(*pairs)}
asked = {name: [told, *sorted(questions[int(n)] for n in numbers.split())] for name, _, numbers, told in things}
print(json.dumps([ground, head, asked], sort_keys=True))
"""


def test_what_is_left_is_the_same_whatever_order_sets_have(builds: Builds) -> None:
    said = {}
    for seed in ("1", "2"):
        shutil.rmtree(builds.root / "cache")
        command = [sys.executable, "-c", LEFT, str(builds.root), f"seed-{seed}"]
        path = os.pathsep.join((str(ROOT / "tests"), str(ROOT / "scripts")))
        environ = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": path}
        said[seed] = subprocess.run(command, env=environ, capture_output=True, text=True, check=True).stdout

    assert said["1"] == said["2"]
    assert len(json.loads(said["1"])[2]) > 9


# Any edits ------------------------------------------------------------------------------------------


def _copied(root: Path) -> None:
    shutil.copy(root / "data/partnerships/alba-bora.yml", root / "data/partnerships/alba-cap.yml")


ONE_EDIT: dict[str, Callable[[Path], None]] = {
    "a new thing, which leads to others": _copied,
    "a name": replaced("data/territories/bora.yml", "fr: Bora", "fr: Boréa"),
    "a label": replaced("data/labels.yml", "Chaque nom mène", "Chacun mène"),
    "the model": replaced("data/schema.yml", "label: {fr: partenaire", "label: {fr: autre"),
    "a template": replaced("overrides/kinds/_thing.html", "<article>", '<article class="thing">'),
    "a thing goes": lambda root: (root / "data/terms/mot-pont.yml").unlink(),
}


@pytest.mark.parametrize("edit", ONE_EDIT)
def test_after_one_edit_it_is_what_a_clean_build_makes(builds: Builds, edit: str) -> None:
    before = files(builds.site)
    ONE_EDIT[edit](builds.root)

    after = builds.next()

    assert after != before
    assert after == builds.clean()


def _party(line: str) -> Callable[[Path], None]:
    return replaced("data/partnerships/alba-bora.yml", "value: alba\n", f"value: alba\n    {line}\n")


def _formerly(root: Path) -> None:
    """A statement had another id, which was published."""
    (root / "data/published.txt").write_text("statement alba-bora.agreement.jadis\n", "utf-8")
    (root / "data/replaced.yml").write_text("alba-bora.agreement.jadis: alba-bora.agreement.le-3\n", "utf-8")


# Of these, things tell that were not read again.
LINKING: dict[str, Callable[[Path], None]] = {
    "the date of a statement that names others": _party('date: "2021"'),
    "whom it names": replaced("data/partnerships/alba-bora.yml", "value: bora", "value: ile"),
    "who said it": _party("said_by: ada-lune"),
    "the words of a source": replaced("docs/fr/sources/gazette.md", "musique", "musique, et Bora"),
    "the name of a theme": replaced("data/themes/musique.yml", "fr: Musique", "fr: Gazette"),
    "an id of the past": _formerly,
}


@pytest.mark.parametrize("edit", [*ONE_EDIT, *LINKING])
def test_what_is_answered_otherwise_after_an_edit_is_touched_by_it(builds: Builds, edit: str) -> None:
    before = kept(builds.root / "cache")
    assert before
    (ONE_EDIT | LINKING)[edit](builds.root)
    loaded = load(builds.root, before.loaded)
    old, new = Stamps(before), Stamps(state_of(loaded, link(loaded.kb, before.graph)))
    keys = questions_of(old.graph) | questions_of(new.graph)
    changed = {about(key) for key in keys if old.of(key) != new.of(key)}

    assert {sort_of(name) for name, _ in keys} == OF_THINGS
    assert changed or edit in {"a label", "a template"}
    assert changed <= touched(old.graph, new.graph)


def questions_of(graph: Graph) -> set[Key]:
    """Every question about one thing, or a place in one, that a page may ask of a base."""
    places = {place for by_place in graph.mark_of.values() for place in by_place}
    found: set[Key] = {("mark", place) for place in places}
    for name in OF_THINGS - {"mark"}:
        in_languages = name in {"mentions", "marks"}
        names = [f"{name} {language}" for language in graph.mentions] if in_languages else [name]
        found |= {(each, thing) for each in names for thing in graph.kb.entities}
    return found


def about(key: Key) -> object:
    """The thing that was asked about, or the text in which something stands."""
    return key[1][0] if isinstance(key[1], tuple) else key[1]


def test_a_thing_that_becomes_one_of_another_kind_is_seen_by_what_names_it(
    builds: Builds, made_anew: list[str]
) -> None:
    """Of what kind a thing is, the pages that name it do not note: all are made anew."""
    event = builds.root / "data/events/fete-des-ponts.yml"
    before, name = event.read_text("utf-8"), "comite-au-long-nom"
    words = "evidence: [{source: lettre, quote: {fr: Le port, en: The port}}]"
    event.write_text(f"{before}  - property: participant\n    value: {name}\n    {words}\n", "utf-8")
    builds.next()
    moved = builds.root / f"data/people/{name}.yml"
    (builds.root / f"data/organisations/{name}.yml").rename(moved)
    moved.write_text(moved.read_text("utf-8").replace("type: press\n", ""), "utf-8")
    made_anew.clear()

    after = builds.next()

    assert b"people/comite-au-long-nom/" in after["events/fete-des-ponts/index.html"]
    assert {"mot-pont", "silence", "ada-lune"} <= set(made_anew)  # which have nothing to do with it
    assert after == builds.clean()


def test_a_page_that_people_add_leaves_all_others_as_they_are(builds: Builds, made_anew: list[str]) -> None:
    for about in builds.root.glob("docs/*/about.md"):
        shutil.copy(about, about.with_name("another.md"))

    after = builds.next()

    assert "another/index.md" in after
    assert made_anew == []
    assert after == builds.clean()


def random_edit(draw: random.Random, root: Path) -> str:
    """One edit of data, prose, words or templates; the answer says which."""
    paths = [found for pattern in EDITED if (found := sorted(root.glob(pattern)))]  # an edit before may have left none
    path, sort = (
        draw.choice(draw.choice(paths)),
        draw.choice(("word", "word", "word", "line", "twice", "gone", "renamed", "copied")),
    )
    lines = path.read_text("utf-8").splitlines(keepends=True)
    at = draw.randrange(len(lines)) if lines else 0
    other = path.with_stem(f"{path.stem}-{draw.randrange(9)}")
    if sort == "gone":
        path.unlink()
    elif sort == "renamed":
        path.rename(other)
    elif sort == "copied":
        shutil.copy(path, other)
    elif lines:
        changed = {"word": [lines[at].replace("e", "a", 1)], "line": [], "twice": [lines[at]] * 2}[sort]
        path.write_text("".join([*lines[:at], *changed, *lines[at + 1 :]]), "utf-8")
    return f"{sort} {path.relative_to(root)}:{at + 1}"


def _keeps_up(builds: Builds, seed: int, edits: int) -> None:
    """So many edits one after another; those after which no page can be made are undone, and others drawn."""
    draw, compared = random.Random(seed), 0
    for number in range(8 * edits):
        shutil.copytree(builds.root, builds.folder / f"before-{number}")
        done = [random_edit(draw, builds.root) for _ in range(draw.choice((1, 1, 3)))]
        try:
            clean = builds.clean()
        except Exception:  # what `check` refuses: a build does not come so far
            shutil.rmtree(builds.root)
            (builds.folder / f"before-{number}").rename(builds.root)
            continue
        assert builds.next() == clean, f"after edit {number} of seed {seed}: {done}"
        compared += 1
        if compared == edits:
            return
    pytest.fail(f"of {8 * edits} edits only {compared} left a base of which pages can be made")


@pytest.fixture(params=["always", "hardly ever"])
def left_anew(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """How often the base itself is left anew: what pages were told since stands beside their questions."""
    monkeypatch.setattr(keeping, "FEW", 0 if request.param == "always" else 1)


@pytest.mark.usefixtures("left_anew")
def test_after_any_edits_it_is_what_a_clean_build_makes(builds: Builds) -> None:
    _keeps_up(builds, seed=3, edits=4)


@pytest.mark.usefixtures("left_anew")
def test_an_edit_that_is_taken_back_is_taken_back_in_every_page(builds: Builds, made_anew: list[str]) -> None:
    first = files(builds.site)
    path = builds.root / "data/territories/bora.yml"
    before = path.read_text("utf-8")
    path.write_text(before.replace("fr: Bora", "fr: Boréa"), "utf-8")
    assert builds.next() != first
    assert builds.next() == builds.clean()  # nothing else changed
    made_anew.clear()
    path.write_text(before, "utf-8")

    assert builds.next() == first
    assert "bora" in made_anew


@pytest.mark.full
@pytest.mark.usefixtures("left_anew")
@pytest.mark.parametrize("seed", range(12))
def test_after_many_more_edits_of_the_corpus_it_still_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    monkeypatch.setattr(disk, "STEADY", 0)
    root = tmp_path / "base"
    for name in ("data", "docs", "overrides"):
        shutil.copytree(ROOT / name, root / name)
    builds = Builds(root, tmp_path, make_french)
    builds.next()

    _keeps_up(builds, seed=seed, edits=12)


# Nothing asked goes unnoted ---------------------------------------------------------------------------


def test_everything_of_the_base_is_watched_or_of_every_page(graph: Graph) -> None:
    of_every_page = {"schema", "labels", "problem_texts", "change_kinds", "assets"}
    unwatched = set()
    seen = WatchedGraph(graph)
    for base, shown in ((Graph, seen), (KnowledgeBase, seen.kb)):
        cached = {name for name, value in vars(base).items() if isinstance(value, cached_property)}
        for name in {field.name for field in fields(base)} | cached - {"_by_kind", "_called"}:
            value = getattr(shown, name)
            inner = value.values() if isinstance(value, dict) else [value]
            if not inner or not all(isinstance(each, Watched | WatchedList) for each in inner):
                unwatched.add(name)

    assert unwatched - {"kb", "register"} == of_every_page


def test_a_page_notes_all_that_it_would_ask_by_itself(graph: Graph, loaded: Loaded) -> None:
    frames = Frames(graph, environment(ROOT / "overrides/kinds"), WHERE)
    frame = frames.empty("en", Environment(loader=FileSystemLoader(ROOT / "overrides")))
    stream, stamps = WatchedGraph(graph), Stamps(state_of(loaded, graph))
    things = [thing for thing in graph.kb.entities.values() if thing.kind != "source"]

    def asked(seen: Graph, name: str) -> set[int]:
        there = replace(frame, frames=replace(frames, graph=seen))
        pages = Pages(seen, "en", frames.templates, WHERE)
        with noting() as noted:
            for page in pages.entity(graph.kb.entities[name]):
                there.join(page)
            twin(pen_of(seen, "en", WHERE), graph.kb.entities[name])
        return noted

    together = {thing.id: asked(stream, thing.id) for thing in things}

    assert len(things) > 100
    for thing in things[::3]:
        assert asked(WatchedGraph(graph), thing.id) <= together[thing.id], thing.id
    assert unstamped(together.values(), stamps) == set()


def unstamped(noted: Iterable[set[int]], stamps: Stamps) -> set[Key]:
    """What was asked, and has no stamp."""
    return {key for key in map(asked_key, set().union(*noted)) if stamps.of(key) == NEVER}


def test_a_view_notes_all_that_its_template_would_ask_by_itself(graph: Graph, loaded: Loaded) -> None:
    frames = Frames(graph, environment(ROOT / "overrides/kinds"), WHERE)
    frame = frames.empty("en", Environment(loader=FileSystemLoader(ROOT / "overrides")))
    stream, stamps = WatchedGraph(graph), Stamps(state_of(loaded, graph))

    def asked(seen: Graph, paths: set[str]) -> dict[str, set[int]]:
        there, found = replace(frame, frames=replace(frames, graph=seen)), {}
        for page in views(Pages(seen, "en", frames.templates, WHERE), paths):
            with noting() as found[page.path]:
                there.join(page)
        return found

    together = asked(stream, set())

    assert len(together) > 90
    for path in sorted(together)[::4]:
        assert asked(WatchedGraph(graph), {path})[path] <= together[path], path
    assert unstamped(together.values(), stamps) == set()


def views(pages: Pages, paths: set[str]) -> list[Page]:
    """The pages that show many things, all of them or those at some addresses."""
    return [page for page in pages.steps() if isinstance(page, Page) and (not paths or page.path in paths)]


def test_whatever_the_page_of_a_view_is_given_has_words(graph: Graph, loaded: Loaded) -> None:
    pages = Pages(WatchedGraph(graph), "en", environment(ROOT / "overrides/kinds"), WHERE)
    state = state_of(loaded, graph)

    words = [Told(Stamps(state)).of(page) for page in views(pages, set())]

    assert words == [Told(Stamps(state)).of(page) for page in views(pages, set())]
    assert len(set(words)) == len(words) > 90


def test_of_what_a_partnership_states_a_map_is_given_the_dates_and_no_note(graph: Graph, loaded: Loaded) -> None:
    thing = next(e for e in loaded.kb.of_kind("partnership") if any(s.date for s in e.statements))

    def words(**edited: object) -> str:
        statements = tuple(replace(s, **edited) if s.date else s for s in thing.statements)  # type: ignore[arg-type]
        kb = replace(loaded.kb, entities={**loaded.kb.entities, thing.id: replace(thing, statements=statements)})
        pages = Pages(WatchedGraph(link(kb, graph)), "en", environment(ROOT / "overrides/kinds"), WHERE)
        return Told(Stamps(state_of(loaded, graph))).of(next(map_pages(pages)))

    assert words() == words(note={"fr": "Autre.", "en": "Other."})
    assert words() != words(date="1812-06-24")


def test_what_has_no_words_is_refused(graph: Graph, loaded: Loaded) -> None:
    page = Page("odd/", "en", "Odd", "", partial(views, object()))

    with pytest.raises(TypeError, match="no words for object"):
        Told(Stamps(state_of(loaded, graph))).of(page)
