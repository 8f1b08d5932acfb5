"""The pages that people write, taken over from the last build: what the whole site says is what a clean build says."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import miniature
from passerelles.building import Building
from passerelles.check import checked
from passerelles.graph import link
from passerelles.keeping import State, keep, kept
from passerelles.load import disk, load
from passerelles.making.texts import Texts, Written
from test_taken import random_edit


def built(root: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, bytes]:
    """The site of a base, built in its folder with what lies in a cache."""
    monkeypatch.setenv("PASSERELLES_CACHE", str(cache))
    before = kept(cache)
    loaded = load(root, before.loaded if before else None)
    now = checked(loaded.kb, loaded.problems, before.checked if before else None)
    assert not [problem for problem in now.problems if problem.severity == "error"]
    state = State(loaded, now, link(loaded.kb, before.graph if before else None))
    assert Building(root, loaded.kb, "en", has_volumes=False, state=state, before=before).site() == 0
    keep(cache, state, before)
    site = root / "site"
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a base of which the site was built, and what that build left."""
    found = tmp_path_factory.mktemp("texts")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(disk, "STEADY", 0)
        built(miniature(found / "base"), found / "cache", patch)
    return found


@pytest.fixture
def root(first: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(disk, "STEADY", 0)
    for name in ("base", "cache"):
        shutil.copytree(first / name, tmp_path / name)
    return tmp_path / "base"


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files below docs/ that were made in place of being taken over."""
    names: list[str] = []
    keep = Texts.keep

    def noted(self: Texts, written: Written, address: str, output: str) -> None:
        names.append(written.file)
        keep(self, written, address, output)

    monkeypatch.setattr(Texts, "keep", noted)
    return names


def _edited(path: str, old: str, new: str) -> Callable[[Path], object]:
    def edit(root: Path) -> None:
        words = (root / path).read_text("utf-8")
        assert old in words
        (root / path).write_text(words.replace(old, new, 1), "utf-8")

    return edit


EDITS: dict[str, tuple[Callable[[Path], object], set[str], set[str]]] = {
    "prose": (_edited("docs/fr/method.md", "\n\n", "\n\nUne phrase de plus.\n\n"), {"fr/method.md"}, {"en/method.md"}),
    "a statement": (
        _edited("data/events/fete-des-ponts.yml", 'note: {fr: "', 'note: {fr: "Aussi. '),
        {"fr/sources/gazette.md"},
        {"fr/method.md", "en/method.md"},
    ),
    "a name in the margins of two sources": (
        _edited("data/partnerships/alba-bora.yml", "name: {fr: Alba", "name: {fr: Cité d’Alba"),
        {"fr/sources/gazette.md", "fr/sources/lettre.md"},
        {"fr/method.md", "en/method.md"},
    ),
}


def test_a_build_of_the_same_base_takes_every_text_over_but_the_first_page(
    root: Path, made: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {path.relative_to(root / "site").as_posix() for path in (root / "site").rglob("*") if path.is_file()}

    assert set(built(root, tmp_path / "cache", monkeypatch)) == before
    assert set(made) == {"fr/index.md", "en/index.md"}  # it shows everything, so that any edit is one of it


@pytest.mark.parametrize("name", EDITS)
def test_after_an_edit_the_site_is_what_a_clean_build_makes(
    root: Path, made: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    edit, again, over = EDITS[name]
    assert all((root / "docs" / file).is_file() for file in again | over)
    edit(root)

    after = built(root, tmp_path / "cache", monkeypatch)

    assert again <= set(made)
    assert over & set(made) == set()
    shutil.rmtree(root / "site")
    assert after == built(root, tmp_path / "empty", monkeypatch)


@pytest.mark.full
@pytest.mark.parametrize("seed", range(4))
def test_after_any_edits_the_whole_site_is_what_a_clean_build_makes(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    draw, compared = random.Random(seed), 0
    for number in range(200):  # few edits of those drawn are such that anything is built
        shutil.copytree(root, tmp_path / f"before-{number}")
        done = [random_edit(draw, root) for _ in range(draw.choice((1, 1, 3)))]
        shutil.copytree(root, tmp_path / f"clean-{number}", ignore=shutil.ignore_patterns("site"))
        try:
            clean = built(tmp_path / f"clean-{number}", tmp_path / f"empty-{number}", monkeypatch)
        except Exception:  # what no build is made of: a template that is none, data that are refused
            shutil.rmtree(root)
            (tmp_path / f"before-{number}").rename(root)
            continue
        after = built(root, tmp_path / "cache", monkeypatch)
        names = {name for name in after.keys() | clean.keys() if after.get(name) != clean.get(name)}
        assert names == set(), f"after edit {number} of seed {seed}: {done}"
        compared += 1
        if compared == 8:
            return
    pytest.fail(f"seed {seed}: only {compared} edits could be built")
