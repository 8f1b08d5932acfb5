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
from collections.abc import Iterator
from pathlib import Path

MARK = "<!-- passerelles: report -->"
LONGEST = 60_000  # characters of the report in the comment, which has a few of its own; the forge takes 65,536
MOST = 4 * LONGEST  # of the report that are read at all
NUMBER = re.compile(r"[1-9][0-9]{0,9}")
SHA = re.compile(r"[0-9a-f]{40}")
HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
HEADING = re.compile(r"(#{1,6} |> )?(.*)", re.DOTALL)
# The signs of a line: `diff` writes a sign behind a backslash, an id as code, and an empty comment to part two signs.
APART = "<!-- -->"
SIGN = re.compile(rf"{APART}|\\[!-/:-@\[-`{{-~]|`[a-zA-Z0-9./_-]+`|.", re.DOTALL)
# What Markdown makes of these is not wanted: tags, links and pictures, code, entities.
ENTITIES = {sign: f"&#{ord(sign)};" for sign in "<>[]&`~#"}
# A forge looks for these in the finished page, whatever is escaped: only another node between two signs stops it.
# Mentions, references to other threads, addresses, small pictures by name, commits.
CALLING = re.compile(r"([@#:/])(?=\S)|(?<=[Gg][Hh])(-)(?=\d)|(?<=[Ww]{3})(\.)|(?<=[0-9a-f]{6})(?=[0-9a-f])")


def number(text: str) -> int:
    """The number of the proposal. Raises ValueError for anything but a number."""
    if not NUMBER.fullmatch(text):
        raise ValueError("number: not a number")
    return int(text)


def harmless(report: str) -> str:
    """The report with its headings, quotations and lists, in which nothing is active: a reader sees the same words."""
    said, size = [], 0
    for piece in _pieces(HIDDEN.sub("", report[:MOST])):
        size += len(piece)
        if size > LONGEST:  # between two pieces: none is cut in its midst
            said.append("\n\n…")
            break
        said.append(piece)
    return "".join(said)


def _pieces(words: str) -> Iterator[str]:
    for number, line in enumerate(words.split("\n")):
        found = HEADING.fullmatch(line)
        assert found is not None
        yield "\n" * (number > 0) + (found[1] or "")
        yield from _signs(found[2])


def _signs(words: str) -> Iterator[str]:
    """Each sign of a line, inert; those that together would call somebody or something are parted."""
    signs = [sign for sign in SIGN.findall(words) if sign != APART]
    shown = [sign[-1] for sign in signs]
    apart = {found.end() for found in CALLING.finditer("".join(shown))}
    for number, (sign, plain) in enumerate(zip(signs, shown, strict=True), 1):
        is_code = len(sign) > 2
        yield (sign if is_code else ENTITIES.get(plain, sign)) + APART * (number in apart)


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
        report = _read(folder / "report.md", MOST)
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
