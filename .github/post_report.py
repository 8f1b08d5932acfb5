"""Posts the report of a proposal as one comment on it, renewed at each run. Only the standard library, and `gh`.

The report was written by the proposal's own run: a stranger may have written anything into it. So its number counts
only if the proposal of that number has the very commit that was checked, and its words are shown as words: no
mention of people, no picture, no HTML, no more than fits.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

MARK = "<!-- passerelles: report -->"
LONGEST = 50_000  # characters; the forge takes 65,536
NUMBER = re.compile(r"[1-9][0-9]{0,9}")
SHA = re.compile(r"[0-9a-f]{40}")
HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
# What a forge turns into something else than words: mentions, tags, links and pictures, references to other threads.
ACTIVE = re.compile(r"[@<>\[\]#]|(?<=\w)://|\bwww\.|\bGH-(?=\d)", re.IGNORECASE)
ENTITIES = {"@": "&#64;", "<": "&lt;", ">": "&gt;", "[": "&#91;", "]": "&#93;", "#": "&#35;"}
HEADING = re.compile(r"(#{1,6} |> )?(.*)", re.DOTALL)


def number(text: str) -> int:
    """The number of the proposal. Raises ValueError for anything but a number."""
    if not NUMBER.fullmatch(text):
        raise ValueError("number: not a number")
    return int(text)


def harmless(report: str) -> str:
    """The report with its headings, quotations and lists, in which nothing is active."""
    words = HIDDEN.sub("", report)
    if len(words) > LONGEST:
        words = f"{words[:LONGEST]}\n\n…"
    return "\n".join(_line(line) for line in words.split("\n"))


def _line(line: str) -> str:
    found = HEADING.fullmatch(line)
    assert found is not None
    said = found[2].replace("&", "&amp;").replace("`", "&#96;").replace("~~~", "&#126;~~")
    return (found[1] or "") + ACTIVE.sub(lambda m: ENTITIES.get(m[0]) or "&#8203;".join((m[0][:1], m[0][1:])), said)


def comment(report: str, run_url: str) -> str:
    """The comment: what our own code says, then what the proposal’s run says."""
    return (
        f"{MARK}\n"
        f"[Aperçu du site à télécharger · Preview of the site to download]({run_url}#artifacts)\n\n"
        "Ce qui suit est écrit par l’exécution de la proposition elle-même : à lire, non à croire sur parole. · "
        "What follows was written by the proposal’s own run: to be read, not to be taken on trust.\n\n"
        f"---\n\n{harmless(report)}\n"
    )


def main() -> int:
    """Post the comment, or say why not. Exit status 1 where the files do not fit the run."""
    folder, repository = Path(os.environ["REPORT"]), os.environ["GITHUB_REPOSITORY"]
    try:
        proposal = number(_read(folder / "number", 12))
        report = _read(folder / "report.md", 4 * LONGEST)
    except (OSError, ValueError) as error:
        print(f"::error::{type(error).__name__}: the artifact is not a report")
        return 1
    head = json.loads(_gh("api", f"repos/{repository}/pulls/{proposal}"))["head"]["sha"]
    if not SHA.fullmatch(head) or head != os.environ["HEAD_SHA"]:
        print(f"::notice::proposal {proposal} is not at the commit that was checked: nothing posted")
        return 0
    _post(repository, proposal, comment(report, os.environ["RUN_URL"]))
    return 0


def _read(file: Path, longest: int) -> str:
    if file.is_symlink() or not file.is_file():
        raise ValueError(file.name)
    with file.open("rb") as opened:
        return opened.read(longest).decode("utf-8", "ignore")


def _post(repository: str, proposal: int, body: str) -> None:
    """Renew our own comment where there is one."""
    listed = _gh(
        "api",
        "--paginate",
        f"repos/{repository}/issues/{proposal}/comments",
        "--jq",
        ".[] | {id, body, by: .user.login}",
    )
    ours = [item["id"] for item in map(json.loads, listed.splitlines()) if _is_ours(item)]
    address = (
        f"repos/{repository}/issues/comments/{ours[0]}" if ours else f"repos/{repository}/issues/{proposal}/comments"
    )
    _gh("api", "--method", "PATCH" if ours else "POST", address, "--input", "-", stdin=json.dumps({"body": body}))


def _is_ours(item: dict[str, object]) -> bool:
    return item["by"] == "github-actions[bot]" and str(item["body"]).startswith(MARK)


def _gh(*words: str, stdin: str = "") -> str:
    return subprocess.run(["gh", *words], input=stdin, capture_output=True, text=True, check=True).stdout


if __name__ == "__main__":
    sys.exit(main())
