"""What many tests share: the real base, the real site built once, a browser, and the choice of the long sweeps."""

from __future__ import annotations

import fcntl
import functools
import http.server
import os
import shutil
import subprocess
import sys
import threading
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from passerelles.building import Building
from passerelles.graph import Graph, link
from passerelles.load import Loaded, load
from passerelles.model import KnowledgeBase
from passerelles.offline import offline_copy

# A project in git: the fixtures `repository` and `root`; builds that take over from one another: `builds`.
pytest_plugins = ["repository", "successive"]

ROOT = Path(__file__).resolve().parent.parent
# A process takes a file at a time: those that take long come first, so that all end together. What makes the volumes
# is well before what waits for them.
LONGEST = (
    "test_digest.py", "test_every_page.py", "test_search.py", "test_receive_drafts.py", "test_messages.py",
    "test_offline.py", "test_firefox.py", "test_map.py", "test_export.py", "test_site.py",
)  # fmt: skip
CHROMIUM = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), ""
)
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--full", action="store_true", help="the long sweeps too")
    parser.addoption("--bless", action="store_true", help="write what is generated and committed anew")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Long sweeps only when asked for; browser tests skip without Chromium, but never in CI."""
    items.sort(key=lambda item: LONGEST.index(item.path.name) if item.path.name in LONGEST else len(LONGEST))
    for item in items:
        if "full" in item.keywords and not config.getoption("--full"):
            item.add_marker(pytest.mark.skip(reason="a long sweep: python3 scripts/run.py test --full"))
        if "browser" in item.keywords and not CHROMIUM and not os.environ.get("CI"):
            item.add_marker(pytest.mark.skip(reason="no Chromium on this machine (Debian: apt install chromium)"))


@pytest.fixture(scope="session")
def bless(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--bless"))


@pytest.fixture(scope="session")
def loaded() -> Loaded:
    return load(ROOT)


@pytest.fixture(scope="session")
def kb(loaded: Loaded) -> KnowledgeBase:
    return loaded.kb


@pytest.fixture(scope="session")
def graph(kb: KnowledgeBase) -> Graph:
    return link(kb)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of what editors edit, to break."""
    return copy_project(tmp_path / "project")


def copy_project(target: Path) -> Path:
    for name in ("data", "docs", "overrides"):
        shutil.copytree(ROOT / name, target / name)
    shutil.copy(ROOT / "mkdocs.yml", target)
    return target


def miniature(target: Path) -> Path:
    """The miniature base of tests/golden with the model, the labels and the templates of the real one."""
    shutil.copytree(ROOT / "tests/golden/base", target)
    for path in ("data/schema.yml", "data/labels.yml", "mkdocs.yml"):
        shutil.copy(ROOT / path, target / path)
    for folder in ("overrides", "docs/assets"):
        shutil.copytree(ROOT / folder, target / folder)
    return target


def build(project: Path, target: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Build a site as the README says, warnings being errors."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(target)]
    kept = {"NO_MKDOCS_2_WARNING": "1", "PASSERELLES_CACHE": str(ROOT / ".cache")}  # a picture is drawn once for all
    variables = os.environ | kept | environment
    return subprocess.run(command, cwd=project, env=variables, capture_output=True, text=True, check=False)


def once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """A folder that the first process to ask makes, for all the processes of a run: to read, never to change."""
    own = factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    folder, mark = shared / name, shared / f"{name}.made"
    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not mark.is_file():
            shutil.rmtree(folder, ignore_errors=True)
            make(folder)
            mark.touch()
    return folder


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real site."""

    def make(target: Path) -> None:
        run = build(ROOT, target)
        assert run.returncode == 0, run.stderr
        assert "WARNING" not in run.stderr, run.stderr

    return once(tmp_path_factory, "site", make)


@pytest.fixture(scope="session")
def digests(tmp_path_factory: pytest.TempPathFactory, graph: Graph) -> Path:
    """The PDF and the EPUB of each language, as `passerelles build` makes them."""

    def make(target: Path) -> None:
        target.mkdir()
        Building(ROOT, graph.kb, "en").make_volumes(target)

    return once(tmp_path_factory, "digests", make)


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory, digests: Path) -> Path:
    """The offline copy as its command writes it."""
    assert len(list(digests.iterdir())) == 4  # kept, for the copy too

    def make(target: Path) -> None:
        command = [sys.executable, "-m", "passerelles", "build", "--offline"]
        run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        assert run.returncode == 0, run.stderr
        (found,) = (ROOT / "dist").glob("passerelles-offline-*.zip")
        target.mkdir()
        shutil.copy(found, target)

    (made,) = once(tmp_path_factory, "archive", make).iterdir()
    return made


@pytest.fixture(scope="session")
def folder(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The copy, unzipped somewhere with a blank and an accent in its path, as readers have."""
    target = once(tmp_path_factory, "Téléchargements et co", lambda target: zipfile.ZipFile(archive).extractall(target))
    (made,) = target.iterdir()
    return made


@pytest.fixture(scope="session")
def pages(site: Path) -> dict[str, str]:
    """Every page of the built site by address."""
    found = {
        path.parent.relative_to(site).as_posix().removeprefix(".") + "/" if path.parent != site else "": path.read_text(
            "utf-8"
        )
        for path in sorted(site.rglob("index.html"))
    }
    assert len(found) > 200
    return found


@pytest.fixture(scope="session")
def copied(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The offline copy of the real site, unzipped (its zip is made by `passerelles build --offline`)."""
    target = tmp_path_factory.mktemp("copy")
    files = {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}
    for name, data in offline_copy(files, {"fr": "Copie hors ligne", "en": "Offline copy"}).items():
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        (target / name).write_bytes(data)
    return target


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Any static host, which says nothing of what it serves."""

    def log_message(self, *words: object) -> None:
        del words


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """The site on a local port; an unknown address gets the 404 page of its language, as a real host would send."""

    class Handler(Quiet):
        def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
            del message, explain
            folder = site / "en" if self.path.startswith("/en/") else site
            body = (folder / "404.html").read_bytes()
            self.send_response(code)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(body)

    with serving(site, Handler) as found:
        yield found


@contextmanager
def serving(folder: Path, handler: type[Quiet] = Quiet) -> Iterator[str]:
    """A folder on a local port, as long as somebody reads it."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(handler, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser that says nothing to anybody of its own accord."""
    with sync_playwright() as driver:
        found = driver.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield found
        found.close()
