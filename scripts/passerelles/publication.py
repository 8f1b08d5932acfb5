"""Where the site is published and where its files are edited: two settings, from which every outside address follows.

A setting that is empty leaves out what needs it: no canonical address, no pencil.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from urllib.parse import quote, quote_plus

# How the forges in use spell their addresses; `{line}` is dropped where no line is known.
FORMS = {
    "github": {"edit": "edit/{branch}/{path}", "view": "blob/{branch}/{path}#L{line}", "issue": "issues/new?{query}"},
    "gitlab": {
        "edit": "-/edit/{branch}/{path}",
        "view": "-/blob/{branch}/{path}#L{line}",
        "issue": "-/issues/new?{query}",
    },
    "gitea": {
        "edit": "_edit/{branch}/{path}",
        "view": "src/branch/{branch}/{path}#L{line}",
        "issue": "issues/new?{query}",
    },
}


@dataclass(frozen=True)
class Publication:
    """The address of the site (ends in a slash) and the forge: a repository's address, its branch, its make."""

    site_url: str = ""
    repository: str = ""
    branch: str = "main"
    forge: str = "github"

    def edit(self, path: str) -> str:
        """The address that opens a file for editing."""
        return self._address("edit", path=_quoted(path))

    def view(self, path: str, line: int) -> str:
        """The address that shows a line of a file, its pencil beside it."""
        before, between, after = self._view
        return f"{self._forge}/{before}{_quoted(path)}{between}{line}{after}" if self.repository else ""

    @cached_property
    def _view(self) -> Sequence[str]:
        """The form of such an address, around the path and the line: a page has one for each of its statements."""
        return re.split(r"\{path\}|\{line\}", self._forms["view"])

    def issue(self, template: str, fields: Mapping[str, str]) -> str:
        """The address of an issue form, filled in with what is known already."""
        filled = {"template": template, **fields}.items()
        return self._address("issue", query="&".join(f"{quoted(name)}={quoted(value)}" for name, value in filled))

    def _address(self, what: str, **values: object) -> str:
        return f"{self._forge}/{self._forms[what].format(**values)}" if self.repository else ""

    @cached_property
    def _forge(self) -> str:
        return self.repository.rstrip("/")

    @cached_property
    def _forms(self) -> Mapping[str, str]:
        """The forms of addresses of this forge, the branch filled in."""
        branch = quote(self.branch)  # which leaves no brace
        return {what: form.replace("{branch}", branch) for what, form in FORMS[self.forge].items()}


@lru_cache(maxsize=64)
def _quoted(path: str) -> str:
    """The path of a file in an address; a page asks for that of its own file once a statement."""
    return quote(path)


class Signs(dict[str, str]):
    """The signs of texts as addresses write them; an alphabet has few."""

    def __missing__(self, sign: str) -> str:
        self[sign] = quote_plus(sign)
        return self[sign]


SIGNS = Signs()


@lru_cache(maxsize=200)  # of what is asked of a page, most was asked of the last one too
def quoted(words: str) -> str:
    """What `quote_plus` makes of words, in half the time."""
    return "".join(map(SIGNS.__getitem__, words))


def publication(site_url: str, forge: object) -> Publication:
    """The settings as mkdocs.yml has them: `site_url`, and `extra.forge` with its keys.

    Raises ValueError, with what was expected, for a setting that nobody could follow.
    """
    if not isinstance(forge, Mapping):
        forge = {"repository": forge or ""}
    known = {key: str(forge.get(key) or default) for key, default in (("repository", ""), ("branch", "main"))}
    make = str(forge.get("type") or "github")
    if make not in FORMS:
        raise ValueError(f"mkdocs.yml: extra.forge.type: {make} — one of {', '.join(FORMS)} was expected")
    if known["repository"] and not known["repository"].startswith(("https://", "http://")):
        raise ValueError(f"mkdocs.yml: extra.forge.repository: {known['repository']} — an address was expected")
    return Publication(site_url, forge=make, **known)


NOWHERE = Publication()
"""A site without an address and without a forge."""
