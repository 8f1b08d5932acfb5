"""The index of the search after an edit: with what changed in it and all else of the last one it is a whole one."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from passerelles.making import searching
from passerelles.making.last import Last
from passerelles.making.standing import Standing
from passerelles.search import Document, lookup, moved, postings, rows, shards
from passerelles.search.again import Changes, notes
from passerelles.search.before import Before, MadeWhole
from successive import Builds, Site, disbelieved, replaced, written_to

WORDS = ("a", "ab", "aba", "abab", "ba", "bac", "cab", "caba", "de", "des", "ecole", "ecoles", "la", "là", "lac", "zoo")
FACETS: Mapping[str, object] = {
    "kinds": [],
    "names": {"x": "Xanadu", "y": "Ys"},
    "say": "<nothing> & «nobody»",
}  # as `words` has them
Index = dict[str, str]


# Any documents ---------------------------------------------------------------------------------------


def phrase(draw: random.Random, longest: int = 6) -> str:
    return " ".join(draw.choices(WORDS, k=draw.randrange(1, longest)))


def document(draw: random.Random, number: int, kind: str) -> Document:
    """One with names, the paragraph of a text, or a part of a page; some of them say more than a row shows."""
    title, count = phrase(draw), draw.choice((0, 1, 3, 3, 30, 110))
    others = [phrase(draw) for _ in range(draw.choice((0, 0, 1, 3)))]
    return Document(
        kind=kind,
        title=title,
        address=f"{kind}/{number}/" if kind == "term" else f"{kind}/#{number}",
        names=() if kind == "paragraph" else tuple(dict.fromkeys([*([title] if kind == "term" else []), *others])),
        sentences=tuple(f"{phrase(draw, 9)} {number}" for _ in range(count)),
        countries=tuple(draw.sample(("x", "y", "z"), draw.randrange(3))),
        years=tuple(draw.sample(("2001", "2002"), draw.randrange(2))),
    )


def changed(draw: random.Random, number: int, was: Document) -> Document:
    """The same place in the list, with other words or names, some or all."""
    new = document(draw, number, was.kind)
    return draw.choice((new, replace(was, sentences=new.sentences[:5]), replace(new, sentences=was.sentences), was))


@pytest.fixture
def in_small_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that few documents fill many files, and some beginnings many of those."""
    monkeypatch.setattr(lookup, "BLOCK", 60)
    monkeypatch.setattr(lookup, "WORDS_BLOCK", 40)
    monkeypatch.setattr(rows, "CHUNK_SIZE", 3_000)


@pytest.mark.usefixtures("in_small_files")
@pytest.mark.parametrize("seed", range(20))
def test_whatever_changed_in_documents_the_index_is_what_a_whole_one_is(seed: int) -> None:
    draw, compared, kinds = random.Random(seed), 0, ["term"] * 25 + ["paragraph"] * 15 + ["page"] * 10
    listed = [document(draw, number, kind) for number, kind in enumerate(kinds)]
    index, known = dict(shards(listed, "fr", FACETS)), notes(listed)
    for _ in range(8):
        numbers = draw.sample(range(len(listed)), draw.choice((1, 1, 2, 6)))
        now = {number: changed(draw, number, listed[number]) for number in numbers}
        listed = [now.get(number, each) for number, each in enumerate(listed)]
        changes = Changes(Before("fr", index.__getitem__), known, now, listed.__getitem__)
        whole = dict(shards(listed, "fr", FACETS))
        try:
            files = changes.files(FACETS)
        except MadeWhole:
            index, known = whole, notes(listed)
            continue
        index = {path: text for path, text in (index | files).items() if text is not None}
        assert index == whole
        known = changes.notes
        assert known == notes(listed)
        compared += 1

    assert compared > 2
    assert any("/p/" in path for path in index)


def test_a_name_that_comes_or_goes_joins_and_parts_its_words_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    apart = Document("term", "Lac", "terms/lac/", ("Lac",), ("On y va au grand lac des ormes.", "Le lac, grand."))
    alias = Document("term", "Eau", "terms/eau/", ("Eau", "Grand lac"), ())
    plain, first = replace(alias, names=("Eau",)), dict(shards([apart, alias], "fr", FACETS))

    gone = Changes(Before("fr", first.__getitem__), notes([apart, alias]), {1: plain}, [apart, plain].__getitem__)
    second = first | {path: text for path, text in gone.files(FACETS).items() if text}
    come = Changes(Before("fr", second.__getitem__), gone.notes, {1: alias}, [apart, alias].__getitem__)

    assert '"grandlac"' in first["search/fr/t/0.js"]
    assert second == dict(shards([apart, plain], "fr", FACETS))
    assert '"grandlac"' not in second["search/fr/t/0.js"]
    assert second | {path: text for path, text in come.files(FACETS).items() if text} == first
    monkeypatch.setattr(moved, "MANY", 0)
    with pytest.raises(MadeWhole):
        Changes(Before("fr", second.__getitem__), gone.notes, {1: alias}, [apart, alias].__getitem__).files({})


@pytest.mark.parametrize("numbers", [[], [0], [31], [32], [0, 1, 2, 40, 1_000, 16_000, 2_000_000]])
def test_what_was_written_of_a_posting_is_read_back(numbers: list[int]) -> None:
    posting = [[], numbers, [], [], [5, *numbers[7:]]]

    assert postings.decoded(postings.coded(posting)) == posting


def test_where_what_all_depends_on_is_another_everything_is_asked_again(
    tmp_path: Path,
) -> None:
    last = Last(tmp_path, tmp_path, None)  # type: ignore[arg-type]
    first = Standing(last, "lists", "code")
    first.leave("about", {}, first.told("about", [("a", "1"), ("b", "2")], lambda name: [name]))
    again, asked = Standing(last, "lists", "code"), list[str]()

    for about in ("about", "another"):
        again.told(about, [("a", "1"), ("b", "3")], lambda name: asked.append(name) or [])  # type: ignore[func-returns-value]

    assert asked == ["b", "a", "b"]
    assert Standing(last, "lists", "other code").parts == {}


# Any builds ------------------------------------------------------------------------------------------


@pytest.fixture
def made_whole(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The languages whose index a build made whole, in place of taking it over."""
    languages: list[str] = []

    def noted(*given: object) -> object:
        languages.append(str(given[1]))
        return shards(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(searching, "shards", noted)
    return languages


def index_of(site: Site) -> Site:
    return {path: data for path, data in site.items() if path.startswith("search/fr/")}


BORA = "data/territories/bora.yml"
SMALL: dict[str, Callable[[Path], None]] = {
    "a name": replaced(BORA, "fr: Bora", "fr: Boréa"),
    "a name of two words": replaced(BORA, "fr: Bora", "fr: Grande Bora"),
    "an alias that a text has as two words": replaced(BORA, "statements:", "aliases: [le port, port est]\nstatements:"),
    "a quote": replaced("data/partnerships/alba-bora.yml", "Nous avons signé hier, le 4", "le 4"),
    "what a facet names": replaced("data/territories/ile.yml", "type: country", "type: province"),
    "who published a text": replaced("docs/fr/sources/lettre.md", "fr: La Gazette des Îles", "fr: Le Journal des Îles"),
    "the words of a page of the site": replaced("docs/fr/about.md", "avec assez de", "avec trop de"),
    "the words of a text": replaced("docs/fr/sources/lettre.md", "y était", "y était donc"),
}


@pytest.mark.parametrize("edit", SMALL)
def test_after_a_small_edit_only_that_is_written_anew(builds: Builds, made_whole: list[str], edit: str) -> None:
    before = index_of(builds.next())
    SMALL[edit](builds.root)

    after = builds.next()

    new = {path for path in index_of(after) if (builds.site / path).stat().st_nlink == 1}
    assert made_whole == []
    assert new == {path for path, text in index_of(after).items() if before.get(path) != text} != set()
    assert after == builds.clean()


LARGE: dict[str, Callable[[Path], None]] = {
    "a thing goes": lambda root: (root / "data/terms/mot-pont.yml").unlink(),
    "a country": replaced(BORA, "country: ile", "country: alba"),
    "a label": replaced("data/labels.yml", "Chaque nom mène", "Chacun mène"),
}


@pytest.mark.parametrize("edit", LARGE)
def test_after_an_edit_that_may_touch_every_document_the_index_is_made_whole(
    builds: Builds, made_whole: list[str], edit: str
) -> None:
    LARGE[edit](builds.root)

    assert builds.next() == builds.clean()
    assert made_whole == ["fr"]


def test_where_a_thing_becomes_one_of_another_kind_the_index_is_made_whole(
    builds: Builds, made_whole: list[str]
) -> None:
    """Though things and their numbers are the same, for it is the last of one kind, then the first of the next."""
    data, name = builds.root / "data", "comite-au-long-nom"
    (data / "people/ada-lune.yml").unlink()
    builds.next()
    moved_thing = data / f"people/{name}.yml"
    (data / f"organisations/{name}.yml").rename(moved_thing)
    moved_thing.write_text(moved_thing.read_text("utf-8").replace("type: press\n", ""), "utf-8")
    made_whole.clear()

    assert builds.next() == builds.clean()
    assert made_whole == ["fr"]


def test_an_edit_that_says_nothing_to_be_found_leaves_the_index_as_it_is(builds: Builds, made_whole: list[str]) -> None:
    replaced("data/partnerships/alba-bora.yml", "L’article dit", "Notre article dit")(builds.root)

    after = builds.next()

    assert [path for path in index_of(after) if (builds.site / path).stat().st_nlink == 1] == []
    assert made_whole == []
    assert after == builds.clean()


def _older_index(builds: Builds) -> None:
    shutil.rmtree(builds.site / "search/fr")
    shutil.copytree(builds.folder / "site-1/search/fr", builds.site / "search/fr")


SPOILT: dict[str, Callable[[Builds], None]] = {
    "a file was changed, its size was not": written_to("search/fr/d/0.js"),
    "a file is lost": lambda builds: (builds.site / "search/fr/f/years.js").unlink(),
    "the last site is lost": lambda builds: shutil.rmtree(builds.site),
    "the last site is another": _older_index,
    **disbelieved("base/cache/search-fr.json"),
}


@pytest.mark.parametrize("spoil", SPOILT)
@pytest.mark.parametrize("edit", ["a name", "a name of two words"])
def test_what_is_not_whole_is_not_believed(builds: Builds, made_whole: list[str], spoil: str, edit: str) -> None:
    SMALL["a quote"](builds.root)
    builds.next()
    SPOILT[spoil](builds)
    SMALL[edit](builds.root)

    assert builds.next() == builds.clean()
    assert made_whole == ["fr"]
