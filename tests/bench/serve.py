"""How long an editor waits from saving a file to the page that says so: bounds kept, or exit status 1.

.venv/bin/python tests/bench/serve.py [--sizes 1000 10000] [--runs 5] [--keep FOLDER]
"""

from __future__ import annotations

import argparse
import http.client
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from synthetic import make

OWED = {1_000: 0.5, 10_000: 1.0}  # seconds from the save to the page, up to so many things
SLOWEST = 600.0  # seconds after which a server is given up
Change = Callable[[str, str], str]  # words of a file, a word that they do not hold yet -> words that hold it


@dataclass(frozen=True)
class Save:
    """What is edited: a file, how, and the page that shows it."""

    name: str
    path: Path
    address: str
    change: Change


def main() -> int:
    options = _options()
    with tempfile.TemporaryDirectory() as scratch:
        found = {size: _measured(options.keep or Path(scratch), size, options.runs) for size in sorted(options.sizes)}
    names = list(next(iter(found.values())))
    print("| seconds from the save to the page | " + " | ".join(f"{size:,} things" for size in found) + " |")
    print("|---" * (len(found) + 1) + "|")
    for name in names:
        print(f"| {name} | " + " | ".join(f"{median(times[name]):.2f}" for times in found.values()) + " |")
    broken = list(_broken(found))
    print("\n".join(broken) or "Every bound is kept.")
    return 1 if broken else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measures how soon a save is shown.")
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000], help="things of each synthetic base")
    parser.add_argument("--runs", type=int, default=5, help="saves of each sort; the median counts")
    parser.add_argument("--keep", type=Path, help="a folder for the bases, kept afterwards and taken as it is")
    return parser.parse_args()


def _broken(found: dict[int, dict[str, list[float]]]) -> Iterator[str]:
    for size, times in found.items():
        owed = next((owed for most, owed in OWED.items() if size <= most), max(OWED.values()))
        for name, seconds in times.items():
            if median(seconds) > owed:
                yield f"BROKEN: {size:,} things: {name}: {median(seconds):.2f} s, at most {owed} is allowed"


def _measured(folder: Path, size: int, runs: int) -> dict[str, list[float]]:
    """Seconds of each save, the sorts in turn; every file is put back."""
    root = folder / f"s{size}"
    if not (root / "data").is_dir():
        make(root, size)
    found: dict[str, list[float]] = {}
    with _serving(root) as port:
        for number in range(runs):
            for save in saves(root):
                found.setdefault(save.name, []).append(_seconds(port, save, f"encore{number}"))
    return found


def saves(root: Path) -> list[Save]:
    """A fact, a sentence of prose, a label and a template."""
    partnership = next(p for p in sorted((root / "data/partnerships").glob("*.yml")) if "note:" in p.read_text("utf-8"))
    note = re.compile(r"(note:\s+fr: )")
    return [
        Save(
            "a fact", partnership, f"partnerships/{partnership.stem}/",
            lambda words, new: note.sub(rf"\1{new} ", words, count=1),
        ),
        Save("prose", root / "docs/fr/about.md", "about/", lambda words, new: f"{words.rstrip()}\n\n{new}.\n"),
        Save(
            "a label", root / "data/labels.yml", "search/",
            lambda words, new: re.sub(r'(search-about: \{fr: ")', rf"\1{new} ", words, count=1),
        ),
        Save(
            "a template", root / "overrides/kinds/search.html", "search/", lambda words, new: f"{words}<p>{new}</p>\n"
        ),
    ]  # fmt: skip


@contextmanager
def _serving(root: Path) -> Iterator[int]:
    """The port of a server that is ready."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    command = [sys.executable, "-m", "passerelles", "--root", str(root), "serve", "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stderr
        while "http://" not in (line := process.stderr.readline()):
            if not line:
                raise SystemExit(f"BROKEN: no server below {root}")
        yield port
    finally:
        process.terminate()
        process.wait()


def _seconds(port: int, save: Save, word: str) -> float:
    """From the save to the whole page that shows it, asked for as the browser does: once it hears of it."""
    before = save.path.read_text("utf-8")
    after = save.change(before, word)
    assert after != before, save.name
    state = _state(port, save.address)
    try:
        begin = time.perf_counter()
        save.path.write_text(after, "utf-8")
        _news(port, state)
        shown = _page(port, save.address)
        seconds = time.perf_counter() - begin
    finally:
        state = _state(port, save.address)
        save.path.write_text(before, "utf-8")
        _news(port, state)
    if word not in shown:
        raise SystemExit(f"BROKEN: {save.name}: /{save.address} does not show what was saved in {save.path}")
    return seconds


def _page(port: int, address: str) -> str:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=SLOWEST)
    connection.request("GET", f"/{address}")
    return connection.getresponse().read().decode()


def _state(port: int, address: str) -> int:
    """The state that a page shows, as its script knows it."""
    found = re.search(r"/_serve/reload\.js\?(\d+)", _page(port, address))
    assert found
    return int(found[1])


def _news(port: int, state: int) -> None:
    """Wait until the server tells of something after a state."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=SLOWEST)
    connection.request("GET", f"/_serve/events?{state}")
    answer = connection.getresponse()
    while not answer.readline().startswith(b"data:"):
        pass
    connection.close()


if __name__ == "__main__":
    sys.exit(main())
