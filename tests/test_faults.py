"""When the machine fails: a clear sentence, the last good site untouched, nothing half written, nobody's words lost.

That a build is made aside and then put in place, killed or not, is claimed in tests/test_staging.py.
"""

from __future__ import annotations

import ast
import errno
import json
import os
import resource
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from conftest import ROOT, miniature
from passerelles import delivery
from passerelles.__main__ import main
from passerelles.check import check
from passerelles.files import put
from passerelles.load import load
from passerelles.load.disk import Disk

ADVICE = "The machine refused; what was published or saved before stays as it was."
Run = subprocess.CompletedProcess[str]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return miniature(tmp_path / "project")


def command(project: Path, *words: str, before: Callable[[], None] | None = None, **environment: str) -> Run:
    """The command as a person runs it, from the folder of the project."""
    variables = os.environ | {"LC_ALL": "C.UTF-8", "NO_MKDOCS_2_WARNING": "1"} | environment
    run = [sys.executable, "-m", "passerelles", *words]
    return subprocess.run(
        run, cwd=project, env=variables, preexec_fn=before, capture_output=True, text=True, check=False, timeout=300
    )


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def full_disk() -> None:
    """No file may grow beyond a few kilobytes: the disk is as good as full."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))


def test_a_build_on_a_full_disk_says_so_and_leaves_the_last_good_site(project: Path) -> None:
    (project / "site").mkdir()
    (project / "site/index.html").write_text("the last good site", "utf-8")
    before = tree(project)

    run = command(project, "build", before=full_disk, PYTHONDONTWRITEBYTECODE="1")

    assert run.returncode == 2, run.stderr
    assert "Traceback" not in run.stderr
    assert "File too large" in run.stderr
    assert ADVICE in run.stderr
    left = {path: data for path, data in tree(project).items() if not path.startswith(".cache")}
    assert left == before


def test_an_export_on_a_full_disk_says_so_and_halves_no_file(project: Path, tmp_path: Path) -> None:
    folder = tmp_path / "data"
    assert main(["--root", str(project), "export", str(folder)]) == 0
    before = tree(folder)
    path = project / "data/people/ada-lune.yml"
    path.write_text(path.read_text("utf-8").replace("appel à jouer", "grand appel à jouer"), "utf-8")

    run = command(project, "export", str(folder), before=full_disk, PYTHONDONTWRITEBYTECODE="1")

    assert run.returncode == 2, run.stderr
    assert "Traceback" not in run.stderr
    assert "File too large" in run.stderr
    assert set(tree(folder)) == set(before)
    for name, data in tree(folder).items():
        if name.endswith(".json"):
            json.loads(data)


def test_a_rereading_that_cannot_be_saved_leaves_the_translation_as_it_was(project: Path) -> None:
    page = project / "docs/en/sources/gazette.md"
    before = page.read_bytes()

    run = command(project, "translated", "docs/en/sources/gazette.md", before=tiny_files, PYTHONDONTWRITEBYTECODE="1")

    assert run.returncode == 2, run.stderr
    assert "Traceback" not in run.stderr
    assert page.read_bytes() == before
    assert [path.name for path in page.parent.iterdir() if path.name.startswith(".")] == []


def tiny_files() -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (64, 64))


@pytest.mark.parametrize("number", [errno.EROFS, errno.ENOSPC, errno.EACCES, errno.EIO, errno.EDQUOT])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_what_the_disk_refuses_is_one_sentence_in_the_readers_language(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], number: int, language: str
) -> None:
    def refuse(path: Path, content: str | bytes) -> None:
        del content
        raise OSError(number, os.strerror(number), str(path))

    monkeypatch.setattr("passerelles.editing.put", refuse)
    monkeypatch.setenv("LC_ALL", f"{language}_XX.UTF-8")

    status = main(["--root", str(project), "translated", "docs/en/sources/gazette.md"])

    said = capsys.readouterr().err
    assert status == 2
    assert os.strerror(number) in said
    assert ("La machine a refusé" if language == "fr" else ADVICE) in said


def test_a_file_is_whole_or_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "page.md"
    path.write_text("the words of a person", "utf-8")

    def half(aside: Path, content: bytes) -> int:
        with aside.open("wb") as file:
            file.write(content[:3])
        raise OSError(errno.ENOSPC, "No space left on device", str(aside))

    monkeypatch.setattr(Path, "write_bytes", half)
    with pytest.raises(OSError, match="No space left"):
        put(path, "other words, which no longer fit")

    assert path.read_text("utf-8") == "the words of a person"
    assert [item.name for item in tmp_path.iterdir()] == ["page.md"]


def test_a_file_that_vanishes_while_it_is_read_is_told_of(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Disk.content

    def vanished(disk: Disk, path: str) -> bytes:
        if path.endswith("ada-lune.yml"):
            (disk.root / path).unlink()
        return real(disk, path)

    monkeypatch.setattr(Disk, "content", vanished)
    loaded = load(project)

    told = [(p.where.path, p.key, dict(p.details)["why"]) for p in loaded.problems if p.key == "cannot-read"]
    assert told == [("data/people/ada-lune.yml", "cannot-read", "No such file or directory")]


def test_a_file_that_may_not_be_read_is_told_of(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Disk.content

    def locked(disk: Disk, path: str) -> bytes:
        if path.endswith(("gazette.txt", "gazette.md")):
            raise PermissionError(errno.EACCES, "Permission denied", path)
        return real(disk, path)

    monkeypatch.setattr(Disk, "content", locked)
    loaded = load(project)

    told = {p.where.path for p in loaded.problems if p.key == "cannot-read"}
    assert told == {"data/raw/gazette.txt", "docs/en/sources/gazette.md", "docs/fr/sources/gazette.md"}


NOT_UTF_8 = os.fsdecode(b"\xff")


@pytest.mark.parametrize(
    "words",
    [
        ["new", "person", NOT_UTF_8], ["new", NOT_UTF_8, "x"], ["collate", NOT_UTF_8], ["translated", NOT_UTF_8],
        ["clean", NOT_UTF_8], ["clean", f"{NOT_UTF_8}.txt", "--as", NOT_UTF_8], ["diff", NOT_UTF_8],
        ["clean", "mkdocs.yml", "--encoding", NOT_UTF_8],
    ],
    ids=ascii,
)  # fmt: skip
def test_words_that_are_no_text_are_refused_in_a_sentence(project: Path, words: list[str]) -> None:
    run = command(project, *words)

    assert (run.returncode, "Traceback" in run.stderr, bool(run.stderr.strip())) == (2, False, True)


@pytest.mark.parametrize("form", ["text", "json", "github"])
def test_a_file_whose_name_is_no_text_is_told_of_in_every_form(project: Path, form: str) -> None:
    (project / f"data/people/{NOT_UTF_8}.yml").write_text("name: {fr: A, en: A}\n", "utf-8")

    run = command(project, "check", "--format", form)

    assert (run.returncode, "Traceback" in run.stderr) == (1, False)
    assert "data/people/\N{REPLACEMENT CHARACTER}.yml" in run.stdout


def test_line_ends_of_windows_are_told_of_once_a_file_and_hide_nothing(project: Path) -> None:
    paths = [project / "data/people/ada-lune.yml", project / "docs/fr/about.md", project / "docs/fr/sources/gazette.md"]
    for path in paths:
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))

    loaded = load(project)

    errors = [(p.where.path, p.key) for p in check(loaded.kb, loaded.problems) if p.severity == "error"]
    assert sorted(errors) == sorted((path.relative_to(project).as_posix(), "carriage-return") for path in paths)


def test_the_data_are_made_without_a_network(project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def offline(*words: object, **named: object) -> None:
        del words, named
        raise OSError(errno.ENETUNREACH, "Network is unreachable")

    monkeypatch.setattr(socket.socket, "connect", offline)
    monkeypatch.setattr(socket, "getaddrinfo", offline)

    assert main(["--root", str(project), "check"]) == 0
    assert main(["--root", str(project), "export", str(tmp_path / "data")]) == 0


@pytest.mark.parametrize("after", [0, 1, 60])
def test_an_export_that_the_disk_has_no_room_for_leaves_the_last_one_whole_and_nothing_else(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], after: int
) -> None:
    folder, new = tmp_path / "data", tmp_path / "new/data"
    assert main(["--root", str(project), "export", str(folder)]) == 0
    before, real, written = tree(folder), delivery.pour, []

    def full(path: Path, pieces: Iterable[bytes]) -> None:
        if path.suffix == ".part":
            written.append(path)
            if len(written) > after:
                raise OSError(errno.ENOSPC, "No space left on device", str(path))
        real(path, pieces)

    monkeypatch.setattr(delivery, "pour", full)
    entry = project / "data/partnerships/alba-bora.yml"
    entry.write_text(entry.read_text("utf-8").replace("fr: Qui a payé", "fr: Qui paya"), "utf-8")
    for target in (folder, new):
        written.clear()
        assert main(["--root", str(project), "export", str(target)]) == 2
        said = capsys.readouterr().err
        assert "No space left on device" in said
        assert ADVICE in said or "La machine a refusé" in said

    assert tree(folder) == before
    assert not new.parent.exists()


def test_two_exports_at_once_end_as_one(project: Path, tmp_path: Path) -> None:
    folder = tmp_path / "data"
    words = [sys.executable, "-m", "passerelles", "export", str(folder)]

    both = [subprocess.Popen(words, cwd=project, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    ended = [(one.communicate()[1], one.returncode) for one in both]

    assert [said for said, status in ended if "Traceback" in said] == []
    assert main(["--root", str(project), "export", str(tmp_path / "alone")]) == 0
    assert tree(folder) == tree(tmp_path / "alone")
    assert delivery.LIST in tree(folder)


CLOCKS = {"now", "today", "utcnow", "time", "time_ns", "localtime", "gmtime", "ctime"}


def test_nothing_that_is_published_asks_the_clock_or_the_locale() -> None:
    asked = []
    for path in sorted((ROOT / "scripts/passerelles").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                if node.value.id in {"time", "datetime", "date"} and node.attr in CLOCKS:
                    asked.append(f"{path.name}: {node.value.id}.{node.attr}")
                if node.value.id in {"locale", "random", "secrets"}:
                    asked.append(f"{path.name}: {node.value.id}.{node.attr}")

    assert asked == ["disk.py: time.time_ns"]  # whether a file may have changed since it was read: nothing is published


# The same bytes from anywhere


def copied(project: Path, target: Path) -> Path:
    """Another clone, its files made in another order and in 1970."""
    for path in sorted(project.rglob("*"), reverse=True):
        if path.is_file():
            there = target / path.relative_to(project)
            there.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, there)
            os.utime(there, (0, 0))
    return target


ELSEWHERE = {
    "LC_ALL": "C",
    "LANG": "tr_TR.UTF-8",
    "TZ": "Pacific/Kiritimati",
    "PYTHONHASHSEED": "4242",
    "PYTHONUTF8": "0",
}
HERE = {"LC_ALL": "C.UTF-8", "TZ": "America/Anchorage", "PYTHONHASHSEED": "1"}


def test_the_data_are_the_same_bytes_in_another_clone_zone_locale_and_order(project: Path, tmp_path: Path) -> None:
    other = copied(project, tmp_path / "elsewhere/on the disk")

    runs = [command(project, "export", "out", **HERE), command(other, "export", "out", **ELSEWHERE)]

    assert [run.returncode for run in runs] == [0, 0], runs
    one, two = tree(project / "out"), tree(other / "out")
    assert len(one) > 40
    assert [path for path in one | two if one.get(path) != two.get(path)] == []


@pytest.mark.full
def test_site_copy_and_volumes_are_the_same_bytes_on_one_core_elsewhere_in_1970(project: Path, tmp_path: Path) -> None:
    other = copied(project, tmp_path / "elsewhere")

    def one_core() -> None:
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})

    for words in (("build",), ("build", "--offline")):
        runs = [command(project, *words, **HERE), command(other, *words, before=one_core, **ELSEWHERE)]
        assert [run.returncode for run in runs] == [0, 0], [run.stderr for run in runs]
    for folder in ("site", "dist"):
        one, two = tree(project / folder), tree(other / folder)
        assert {Path(path).suffix for path in one} >= ({".html", ".pdf", ".epub"} if folder == "site" else {".zip"})
        assert [path for path in one | two if one.get(path) != two.get(path)] == []


def test_a_pipe_is_no_received_file(copy: Path) -> None:
    os.mkfifo(copy / "pipe.txt")
    command = [
        sys.executable,
        "-m",
        "passerelles",
        "--root",
        str(copy),
        "clean",
        str(copy / "pipe.txt"),
        "--lang",
        "en",
    ]

    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)  # else it waits for ever

    assert done.returncode == 2
    assert done.stdout + done.stderr == f"{copy / 'pipe.txt'} is not a file.\n"
