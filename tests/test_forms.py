"""The forms in the browser: generated from the whole model, and a save that changes only what was typed."""

from __future__ import annotations

import functools
import http.server
import json
import os
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from conftest import ROOT, copy_project
from passerelles.__main__ import main
from passerelles.check import check
from passerelles.forms import Backend, backend_of, configuration, forms
from passerelles.forms.fields import MANY
from passerelles.forms.script import PACKAGE, WrongPackage, npm_package, scripts
from passerelles.load import load
from passerelles.load.entities import (
    BEYOND_FIELDS,
    BEYOND_PROPERTIES,
    EVIDENCE_FIELDS,
    REFERENCE_FIELDS,
    STATEMENT_FIELDS,
    fields_of,
)
from passerelles.model import KnowledgeBase

SERVER = ROOT / "tests/npm/node_modules/decap-server/dist/index.js"
LANGUAGES = ("fr", "en")


def collections(kb: KnowledgeBase, language: str) -> dict[str, Any]:
    found: Any = configuration(kb, language, Backend())["collections"]
    return {collection["name"]: collection for collection in found}


def names(fields: Any) -> set[str]:
    return {field["name"] for field in fields}


def field(fields: Any, name: str) -> Any:
    return next(field for field in fields if field["name"] == name)


# The configuration is the model's -----------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_has_its_form_and_every_property_its_statement(kb: KnowledgeBase, language: str) -> None:
    found = collections(kb, language)

    for kind in kb.schema.kinds.values():
        if kind.name == "source":
            continue
        form = found[kind.folder]
        types = field(form["fields"], "statements")["types"]
        assert form["folder"] == f"data/{kind.folder}"
        assert names(types) == set(kind.properties)
        assert names(form["fields"]) - set(fields_of(kind)) == set()
        assert set(fields_of(kind)) - names(form["fields"]) <= {"gazetteer", *([] if kind.types else ["type"])}
        assert [item["label"] for item in types] == [p.label[language] for p in kind.properties.values()]


def test_a_statement_offers_what_its_property_may_have(kb: KnowledgeBase) -> None:
    looked_at = 0
    for kind in kb.schema.kinds.values():
        if kind.name == "source":
            continue
        types = field(collections(kb, "fr")[kind.folder]["fields"], "statements")["types"]
        for declared in kind.properties.values():
            fields = field(types, declared.name)["fields"]
            expected = set(STATEMENT_FIELDS) - {"property"} - ({"value"} if declared.type == "date" else set())
            assert names(fields) == expected
            assert names(field(fields, "evidence")["fields"]) == set(EVIDENCE_FIELDS)
            if declared.type == "choice":
                options = field(fields, "value")["options"]
                assert {option["value"] for option in options} == set(declared.choices)
            if declared.type == "entity":
                options = field(fields, "value")["options"]
                expected = {entity.id for target in declared.targets for entity in kb.of_kind(target)}
                assert {option["value"] for option in options} == expected
            looked_at += 1
    assert looked_at > 40


def test_a_form_offers_every_thing_that_a_statement_of_the_base_names(kb: KnowledgeBase) -> None:
    """Whoever opens an entry in its form finds there what its file says."""
    for kind in kb.schema.kinds.values():
        of_kind = kb.of_kind(kind.name) if kind.name != "source" else ()
        types = field(collections(kb, "fr")[kind.folder]["fields"], "statements")["types"] if of_kind else []
        for statement in (statement for entity in of_kind for statement in entity.statements):
            fields = field(types, statement.property)["fields"]
            for name, value in (("value", statement.entity), ("said_by", statement.said_by)):
                if value:
                    assert value in {option["value"] for option in field(fields, name)["options"]}, statement.id


def test_what_is_known_from_elsewhere_has_its_fields(kb: KnowledgeBase) -> None:
    beyond = field(collections(kb, "en")["people"]["fields"], "beyond")["fields"]
    used = {fact.property for entity in kb.entities.values() for fact in entity.beyond if fact.property}

    assert names(beyond) == set(BEYOND_FIELDS)
    assert names(field(beyond, "reference")["fields"]) == set(REFERENCE_FIELDS)
    assert used <= set(BEYOND_PROPERTIES)


def test_the_text_of_a_source_is_edited_as_it_is(kb: KnowledgeBase) -> None:
    for language in LANGUAGES:
        form = collections(kb, "fr")[f"sources-{language}"]
        assert form["folder"] == f"docs/{language}/sources"
        assert field(form["fields"], "body")["modes"] == ["raw"]


def test_where_things_are_many_their_id_is_typed(kb: KnowledgeBase) -> None:
    person = next(iter(kb.of_kind("person")))
    many = {f"p{i}": replace(person, id=f"p{i}") for i in range(MANY + 1)}
    crowded = replace(kb, entities={**kb.entities, **many})

    types = field(collections(crowded, "fr")["partnerships"]["fields"], "statements")["types"]

    assert field(field(types, "person")["fields"], "value")["widget"] == "string"
    assert len(forms(crowded, Backend())["config.yml"]) < 1_000_000


def test_no_form_speaks_to_anybody_but_its_forge(kb: KnowledgeBase) -> None:
    settings = "extra:\n  forge:\n    repository: https://github.com/o/n\n    branch: main\n    type: github\n"

    page = forms(kb, backend_of(settings, "https://sign-in.example"))["index.html"]

    policy = unescape(page).split('content="')[1].split('">')[0]
    hosts = "https://api.github.com https://github.com https://sign-in.example"
    assert f"connect-src 'self' blob: {hosts};" in policy
    assert policy.startswith("default-src 'none'; script-src 'self' ")
    assert page.count("src=") == page.count('src="decap-cms.js"') == 1


@pytest.mark.parametrize(
    ("make", "address", "sign_in"),
    [
        ("gitea", "https://c.example/o/n", "x"),
        ("github", "nowhere", "https://s.example"),
        ("github", "https://g.example/o/n", ""),
    ],
)
def test_a_forge_that_forms_cannot_save_to_is_told_so(make: str, address: str, sign_in: str) -> None:
    with pytest.raises(ValueError, match="http"):
        backend_of(f"    repository: {address}\n    type: {make}\n", sign_in)


def test_gitlab_signs_in_by_itself() -> None:
    found = backend_of("    repository: https://lab.example/o/sub/n.git\n    branch: trunk\n    type: gitlab\n", "id1")

    assert found.settings() == {
        "name": "gitlab", "repo": "o/sub/n", "branch": "trunk", "api_root": "https://lab.example/api/v4",
        "auth_type": "pkce", "app_id": "id1", "base_url": "https://lab.example",
    }  # fmt: skip


def test_a_script_that_is_not_the_one_we_read_is_refused() -> None:
    with pytest.raises(WrongPackage, match="sha512-"):
        scripts(b"another package")


def test_neither_the_site_nor_the_offline_copy_carries_the_forms(site: Path) -> None:
    assert [path for path in site.rglob("*") if "decap" in path.name or path.parent.name == "edit"] == []
    assert (site / "index.html").is_file()


# In a browser, against a git repository -----------------------------------------------------------------------


def git(repository: Path, *words: str) -> str:
    command = ["git", "-c", "user.name=Editor", "-c", "user.email=editor@example.org", *words]
    return subprocess.run(command, cwd=repository, check=True, capture_output=True, text=True).stdout


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with the real base, in which one entry has a comment and quotes that YAML does not need."""
    project = copy_project(tmp_path_factory.mktemp("forms") / "project")
    entry = project / "data/people/karine-may.yml"
    text = entry.read_text("utf-8")
    text = text.replace(
        "name: {fr: Karine May, en: Karine May}", 'name: {fr: Karine May, en: "Karine May"}  # so named'
    )
    assert "# so named" in text
    entry.write_text(text.replace("statements:\n", "\n# What the annex says.\nstatements:\n"), "utf-8")
    git(project, "init", "-q", "-b", "main")
    git(project, "config", "user.name", "Editor")
    git(project, "config", "user.email", "editor@example.org")
    git(project, "add", "-A")
    git(project, "commit", "-q", "-m", "base")
    return project


@pytest.fixture(scope="module")
def form(repository: Path, kb: KnowledgeBase, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the forms, saving to `repository` through decap-server."""
    if not SERVER.is_file() and not os.environ.get("CI"):
        pytest.skip("no decap-server: npm ci --ignore-scripts --prefix tests/npm")
    if not shutil.which("npm") and not os.environ.get("CI"):
        pytest.skip("no npm on this machine (Debian: apt install npm)")
    ports = [free_port(), free_port()]
    folder = tmp_path_factory.mktemp("edit")
    for path, text in forms(kb, Backend()).items():
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_text(text.replace("localhost:8081", f"localhost:{ports[0]}"), "utf-8")
    for path, content in scripts(npm_package(ROOT / ".cache")).items():
        (folder / path).write_bytes(content)
    variables = os.environ | {"GIT_REPO_DIRECTORY": str(repository), "MODE": "git", "PORT": str(ports[0])}
    variables |= {"BIND_HOST": "127.0.0.1", "LOG_LEVEL": "error"}
    saving = subprocess.Popen(
        ["node", str(SERVER)], env=variables, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    server = http.server.ThreadingHTTPServer(("127.0.0.1", ports[1]), functools.partial(Silent, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    wait_for(lambda: listens(ports[0]))
    yield f"http://127.0.0.1:{ports[1]}/"
    server.shutdown()
    server.server_close()
    thread.join()
    saving.kill()
    saving.wait()


class Silent(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *words: object) -> None:
        del words


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def wait_for(happens: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not happens():
        assert time.monotonic() < end, "waited for a minute in vain"
        time.sleep(0.2)


def edited(browser: Browser, form: str, repository: Path, entry: str, typed: Callable[[Page], object]) -> str:
    """Open an entry («people/karine-may»), do what `typed` does, save; the diff of the branch, once put in order."""
    page = browser.new_page(viewport={"width": 1300, "height": 1600})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(form)
    page.get_by_role("button", name="Se connecter").click()
    page.get_by_role("link", name="Personnes").wait_for()
    collection, name = entry.split("/")
    page.goto(f"{form}#/collections/{collection}/entries/{name}")
    page.get_by_role("button", name="Enregistrer", exact=True).wait_for()
    typed(page)
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    branch = f"cms/{entry}"
    wait_for(lambda: branch in git(repository, "branch", "--list", "cms/*"))
    wait_for(lambda: git(repository, "diff", "--name-only", f"main...{branch}") != "")
    page.close()
    assert {url.split("/")[2].split(":")[0] for url in asked if url.startswith("http")} <= {"127.0.0.1", "localhost"}
    return restored(repository, branch)


def restored(repository: Path, branch: str) -> str:
    """What the branch changes once `python -m passerelles.forms` has put it back in order; its base passes."""
    proposal = repository.parent / branch.replace("/", "-")
    git(repository.parent, "clone", "-q", "--branch", branch, str(repository), str(proposal))
    command = [sys.executable, "-m", "passerelles.forms", "origin/main", "--root", str(proposal)]
    run = subprocess.run(command, env=os.environ | {"LANG": "en_GB"}, check=False, capture_output=True, text=True)
    loaded = load(proposal)
    changed = git(proposal, "diff", "-U0", "origin/main").split("\n")
    assert run.returncode == 0, run.stderr
    assert "put back in order" in run.stdout
    errors = [problem for problem in check(loaded.kb, loaded.problems) if problem.severity == "error"]
    assert errors == []  # that the new words are not reread yet is a warning
    return "\n".join(line for line in changed if line[:1] in {"+", "-"} and line[:3] not in {"+++", "---"})


@pytest.mark.browser
def test_a_name_typed_is_all_that_changes(browser: Browser, form: str, repository: Path) -> None:
    changed = edited(
        browser, form, repository, "people/karine-may",
        lambda page: page.get_by_label("English").first.fill("Karine May: officer"),
    )  # fmt: skip

    assert changed.split("\n") == [
        '-name: {fr: Karine May, en: "Karine May"}  # so named',
        '+name: {fr: Karine May, en: "Karine May: officer"}  # so named',
    ]


@pytest.mark.browser
def test_a_definition_typed_is_all_that_changes(browser: Browser, form: str, repository: Path) -> None:
    typed = "Agricultural production, and how it adapts to a changing climate: fields, herds, forests and fisheries."
    changed = edited(
        browser, form, repository, "themes/agriculture",
        lambda page: page.get_by_label("English").nth(1).fill(typed),
    )  # fmt: skip

    assert changed.split("\n") == [
        "-  en: Agricultural production and its adaptation to climate change.",
        f"+  en: {json.dumps(typed)}",
    ]


@pytest.mark.browser
def test_a_territory_keeps_its_gazetteer_record(browser: Browser, form: str, repository: Path) -> None:
    changed = edited(
        browser, form, repository, "territories/rennes",
        lambda page: page.get_by_label("English").first.fill("Rennes (city)"),
    )  # fmt: skip

    assert changed.split("\n") == [
        "-name: {fr: Rennes, en: Rennes}",
        "+name: {fr: Rennes, en: Rennes (city)}",
    ]


@pytest.mark.browser
def test_a_silence_added_to_a_partnership_is_all_that_changes(browser: Browser, form: str, repository: Path) -> None:
    def typed(page: Page) -> None:
        page.get_by_role("button", name="Ajouter silence").click()
        page.get_by_label("Français").last.fill("Le texte ne dit pas qui a signé.")
        page.get_by_label("English").last.fill("The text does not say who signed: nobody is named.")

    changed = edited(browser, form, repository, "partnerships/rennes-hue", typed)

    assert changed.split("\n") == [
        "+  - fr: Le texte ne dit pas qui a signé.",
        '+    en: "The text does not say who signed: nobody is named."',
    ]


@pytest.mark.browser
def test_the_description_of_a_source_typed_is_all_that_changes(browser: Browser, form: str, repository: Path) -> None:
    changed = edited(
        browser, form, repository, "sources-fr/cuf-2024-11",
        lambda page: page.get_by_label("Description").fill("Compte-rendu de la réunion du 6 novembre 2024."),
    )  # fmt: skip

    lines = changed.split("\n")
    assert [line[:14] for line in lines] == ["-description: ", "+description: "]
    assert lines[1] == "+description: Compte-rendu de la réunion du 6 novembre 2024."


def test_a_revision_that_git_does_not_know_is_wrong_use(repository: Path) -> None:
    command = [sys.executable, "-m", "passerelles.forms", "no-such-revision", "--root", str(repository)]

    run = subprocess.run(command, check=False, capture_output=True, text=True)

    assert run.returncode == 2
    assert "Traceback" not in run.stderr


def test_the_command_makes_the_forms_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    project = copy_project(tmp_path / "project")
    (project / ".cache").mkdir()
    name = f"{PACKAGE.replace('@', '-')}.tgz"
    if not (ROOT / ".cache" / name).is_file():
        monkeypatch.setenv("PATH", "")

        assert main(["--root", str(project), "build", "--forms", "local"]) == 2
        assert "npm" in capsys.readouterr().err
        return
    shutil.copy(ROOT / ".cache" / name, project / ".cache")

    assert main(["--root", str(project), "build", "--forms", "local"]) == 0
    assert {"index.html", "config.yml", "decap-cms.js", "en"} <= {p.name for p in (project / "dist/edit").iterdir()}
