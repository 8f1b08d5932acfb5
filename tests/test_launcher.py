"""The launcher and the command: one clear sentence for each way in which a machine may be unfit."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from conftest import ROOT


def launch(script: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    variables = {key: value for key, value in os.environ.items() if key not in {"LANG", "LC_ALL"}}
    command = [sys.executable, str(script), *words]
    return subprocess.run(command, env=variables | environment, capture_output=True, text=True, check=False)


def passerelles(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "passerelles", *words]
    variables = os.environ | environment
    return subprocess.run(command, cwd=ROOT, env=variables, capture_output=True, text=True, check=False, timeout=120)


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """The launcher in a project of its own, that has no environment yet."""
    (tmp_path / "scripts").mkdir()
    for name in ("requirements.lock", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path)
    return Path(shutil.copy(ROOT / "scripts/run.py", tmp_path / "scripts"))


def test_an_old_python_is_told_so(elsewhere: Path) -> None:
    elsewhere.write_text(elsewhere.read_text("utf-8").replace("OLDEST = (3, 11)", "OLDEST = (9, 0)"), "utf-8")

    run = launch(elsewhere, "serve", LANG="fr_FR.UTF-8")

    assert run.returncode == 2
    assert run.stderr.startswith("Python 3.")
    assert "est trop ancien : installez Python" in run.stderr
    assert run.stderr.count("\n") == 1


def test_a_python_without_venv_is_told_so(elsewhere: Path) -> None:
    broken = elsewhere.parent.parent / "no-venv"
    (broken / "venv").mkdir(parents=True)
    (broken / "venv/__main__.py").write_text("raise SystemExit(1)")
    (broken / "venv/__init__.py").write_text("")

    run = launch(elsewhere, "serve", LANG="en_GB.UTF-8", PYTHONPATH=str(broken))

    assert run.returncode == 2
    assert "lacks the modules “venv” and “pip”" in run.stderr
    assert "Traceback" not in run.stderr


def test_a_machine_without_network_is_told_so(elsewhere: Path) -> None:
    run = launch(
        elsewhere, "check", LANG="en_GB.UTF-8", PIP_INDEX_URL="http://127.0.0.1:9/", PIP_EXTRA_INDEX_URL="",
        PIP_RETRIES="0", PIP_CONFIG_FILE=os.devnull, PIP_NO_CACHE_DIR="1", PIP_FIND_LINKS="",
    )  # fmt: skip

    assert run.returncode == 2
    assert "The dependencies could not be installed" in run.stderr
    assert "Traceback" not in run.stderr


def test_a_port_in_use_is_told_so_and_one_that_is_free() -> None:
    with socket.socket() as taken, socket.socket() as next_to_it:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        taken.listen()
        try:
            next_to_it.bind(("127.0.0.1", port + 1))
            next_to_it.listen()
        except OSError:  # it is taken already
            pass

        run = passerelles("serve", "--port", str(port))

    assert run.returncode == 2
    told = re.fullmatch(rf"Port {port} is in use / est occupé: python3 scripts/run.py serve --port (\d+)\n", run.stderr)
    assert told
    assert int(told[1]) > port + 1


@pytest.mark.parametrize("port", ["80000", "65536", "-1", "http"])  # 0 is any that is free
def test_what_is_no_port_is_wrong_use(port: str) -> None:
    run = passerelles("serve", f"--port={port}")

    assert run.returncode == 2
    assert "Traceback" not in run.stderr


def test_an_answer_is_utf_8_wherever_it_is_sent(copy: Path) -> None:
    path = copy / "data/partnerships/rennes-hue.yml"
    path.write_text(path.read_text("utf-8").replace("value: hue", "value: Huế", 1), "utf-8")
    command = [sys.executable, "-m", "passerelles", "--root", str(copy), "check"]
    run = subprocess.run(command, env=os.environ | {"PYTHONIOENCODING": "cp1252"}, capture_output=True, check=False)

    assert run.returncode == 1
    assert "Huế" in run.stdout.decode("utf-8")


@pytest.mark.parametrize(("sent", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_who_stops_the_launcher_stops_what_it_runs_and_is_told_so(tmp_path: Path, sent: int, status: int) -> None:
    """As a service manager or a script would: to the launcher alone for SIGTERM, to the group for Ctrl-C."""
    mark = tmp_path / "running"
    script = f"import pathlib, time; pathlib.Path({str(mark)!r}).touch(); time.sleep(60)"
    command = f"[sys.executable, '-c', {script!r}]"
    heard = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"  # which who tests may ignore
    found = f"import sys; sys.path.insert(0, {str(ROOT / 'scripts')!r})"
    launcher = f"{heard}; {found}; import run; sys.exit(run.handed_over({command}))"
    door = subprocess.Popen([sys.executable, "-c", launcher], start_new_session=True)
    while not mark.exists():
        assert door.poll() is None
        time.sleep(0.05)

    if sent == signal.SIGINT:
        os.killpg(door.pid, sent)
    else:
        door.send_signal(sent)

    assert door.wait(timeout=20) == status
    with pytest.raises(ProcessLookupError):  # nothing of the group is left
        os.killpg(door.pid, 0)


def test_a_file_is_named_from_where_a_person_stands() -> None:
    ready = "run.set_up = lambda: None; run.BIN = run.Path(sys.executable).parent"
    arguments = ["clean", "003_2277e5586693ba18.txt"]
    code = f"import sys; sys.path.insert(0, '../../scripts'); import run; {ready}; sys.exit(run.main({arguments}))"
    command = [sys.executable, "-c", code]
    run = subprocess.run(command, cwd=ROOT / "data/raw", capture_output=True, text=True, check=False, timeout=120)

    assert run.returncode == 0, run.stderr
    assert run.stdout.startswith("# Forum de coopération décentralisée Vietnam - Japon")


def test_check_and_collate_are_green() -> None:
    for verb in ("check", "collate"):
        run = passerelles(verb, "--lang", "en")

        assert run.returncode == 0, run.stdout
        assert run.stderr.startswith("No problem: ")


def test_a_problem_is_exit_status_one_and_wrong_use_two(copy: Path) -> None:
    entry = copy / "data/partnerships/rennes-hue.yml"
    entry.write_text(entry.read_text("utf-8").replace("value: rennes\n", "value: renes\n"), "utf-8")

    red = passerelles("--root", str(copy), "check", "--lang", "fr")
    wrong = passerelles("chek")

    assert red.returncode == 1
    assert "aucune fiche n’a l’identifiant « renes »" in red.stdout
    assert "vouliez-vous dire « rennes » ?" in red.stdout
    assert wrong.returncode == 2


def test_a_rereading_is_recorded_and_nothing_else_changes(copy: Path) -> None:
    page = copy / "docs/en/sources/kitakyushu-eau.md"
    before = page.read_text("utf-8")
    page.write_text(before.replace("City of Kitakyushu\n", "Municipality of Kitakyushu\n"), "utf-8")
    stale = passerelles("--root", str(copy), "check", "--lang", "en")

    run = passerelles("--root", str(copy), "translated", str(page))

    after = page.read_text("utf-8")
    changed = [(a, b) for a, b in zip(before.split("\n"), after.split("\n"), strict=True) if a != b]
    assert "the translation of paragraph p1 changed with no rereading recorded" in stale.stdout
    assert run.returncode == 0
    assert [a.strip()[:3] for a, _ in changed] == ["p1:", "Cit"]


def test_a_draft_is_printed_from_a_received_file() -> None:
    run = passerelles("clean", "data/raw/003_2277e5586693ba18.txt")

    assert run.returncode == 0
    assert run.stdout.startswith("# Forum de coopération décentralisée Vietnam - Japon")
    assert "{ #p2" in run.stdout
