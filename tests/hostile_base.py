"""The base of an enemy: the miniature one, and the words of tests/hostile in every field that takes words."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import Any

import yaml

from conftest import ROOT, miniature
from passerelles.__main__ import main

FOLDER = ROOT / "tests/hostile"
MARKDOWN = "\\`*_{}[]()#+-.!|>"  # what a backslash takes the meaning from
KINDS = {
    "people": ("role", {}),
    "organisations": ("role", {"type": "unknown"}),
    "terms": ("use", {"type": "word"}),
    "themes": ("words", {}),
    "territories": ("designation", {"type": "city"}),
    "events": ("aim", {"type": "ceremony"}),
}  # fmt: skip


def hostile_words() -> dict[str, str]:
    """Each case and its words."""
    cases = yaml.safe_load((FOLDER / "words.yml").read_text("utf-8"))
    return {case["case"]: case["words"] for case in cases}


def hostile_base(root: Path) -> Path:
    """The miniature base with an entry and a paragraph for each case."""
    miniature(root)
    cases = [Case(number, words) for number, words in enumerate(hostile_words().values(), 1)]
    for case, kind in zip(cases, [*KINDS] * len(cases), strict=False):
        written(root / f"data/{kind}/{case.id}.yml", case.entry(kind))
    _source(root, cases)
    _prose(root, cases)
    status = main(["--root", str(root), "translated", str(root / "docs/en/sources/hostile.md"), "--lang", "en"])
    assert status == 0
    return root


def written(path: Path, content: Mapping[str, Any]) -> None:
    path.write_text(_yaml(content), "utf-8")


class Quoting(yaml.SafeDumper):
    """Writes every text between quotes, and each value in full."""

    def ignore_aliases(self, data: object) -> bool:
        del data
        return True


Quoting.add_representer(str, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, style='"'))


def _yaml(content: Mapping[str, Any]) -> str:
    return str(yaml.dump(content, Dumper=Quoting, allow_unicode=True, sort_keys=False, width=10**6))


class Case:
    """One case, in every field that takes words."""

    def __init__(self, number: int, words: str) -> None:
        self.number, self.words, self.id = number, words, f"hostile-{number}"

    @property
    def line(self) -> str:
        """A paragraph of the source: its words are on one line."""
        return f"Fable {self.number}: {' '.join(self.words.split())} (end of fable {self.number})."

    def both(self, more: str = "") -> dict[str, str]:
        return {"fr": f"{self.words}{more}", "en": f"{self.words}{more}"}

    def entry(self, kind: str) -> dict[str, Any]:
        name, own = KINDS[kind]
        quote = {"fr": self.line, "en": self.line}
        evidence = [{"source": "hostile", "quote": quote}]
        stated = {"property": name, "value": self.both(" fable"), "note": self.both(), "evidence": evidence}
        reference = {
            "title": self.words,
            "publisher": self.words,
            "url": f"https://example.org/?a=1&b={self.number}",
            "read": "2026-11-22",
        }
        return {
            "name": self.both(f" {self.number}"),
            **own,
            **({"definition": self.both()} if kind == "themes" else {}),
            **({"gazetteer": self._place()} if kind == "territories" else {}),
            "aliases": [f"{self.words} {self.number} bis"],
            "statements": [stated, *(self._held(evidence) if kind == "events" else ())],
            "beyond": [{"id": "more", "text": self.both(), "reference": reference}],
            "unsaid": [self.both()],
        }

    def _place(self) -> dict[str, Any]:
        point = [float(self.number % 60), float(self.number % 60)]
        return {
            "reference": "geonames",
            "names": {"ja": self.words, "ko": self.words},
            "country": "ile",
            "coordinates": point,
        }

    def _held(self, evidence: list[Any]) -> list[dict[str, Any]]:
        note = self.both(" 3 mai 2021, 3 May 2021, tenu, held")
        return [
            {"property": "state", "value": "held", "note": note, "evidence": evidence},
            {"property": "date", "date": "2021-05-03", "note": note, "evidence": evidence},
        ]


def _source(root: Path, cases: list[Case]) -> None:
    """A received text with a line a case, its edition and its translation."""
    raw = "".join(f"{case.line}\n" for case in cases).encode()
    (root / "data/raw/hostile.txt").write_bytes(b"Fables\n" + raw)
    digest = hashlib.sha256(b"Fables\n" + raw).hexdigest()
    with (root / "data/raw/SHA256SUMS").open("a") as sums:
        sums.write(f"{digest}  hostile.txt\n")
    every = " ".join(case.words for case in cases)
    by = {"by": "editor"}
    plain = {
        key: {"value": {"fr": every, "en": every}} | by for key in ("author", "publisher", "place", "url", "rights")
    }
    record = {
        "type": {"value": "article"} | by, "title": {"value": "Fables", "at": "p1"}, **plain,
        "date": {"value": "2021", "note": {"fr": f"2021 {every}", "en": f"2021 {every}"}} | by,
        "language": {"value": "fr"} | by,
    }  # fmt: skip
    witness = {"file": "hostile.txt", "siglum": "H", "sha256": digest, "description": {"fr": every, "en": every}}
    head = {"title": "Fables", "description": every}
    heads = {"fr": head | {"source": record, "witnesses": [witness]}, "en": head}
    body = "# Fables { #p1 }\n" + "".join(
        f"\n{markdown(case.line)}\n{{ #p{number} }}\n" for number, case in enumerate(cases, 2)
    )
    for language, metadata in heads.items():
        (root / f"docs/{language}/sources/hostile.md").write_text(f"---\n{_yaml(metadata)}---\n\n{body}", "utf-8")
    oddities = [{"at": f"p{n}", "words": c.line, "reason": c.both()} for n, c in enumerate(cases, 2)]
    changes = {"source": "hostile", "witnesses": [{"file": "hostile.txt", "changes": []}], "oddities": oddities}
    written(root / "data/apparatus/hostile.yml", changes)


def markdown(words: str) -> str:
    """The words as plain Markdown has them: signs that mean something escaped."""
    return "".join(f"\\{sign}" if sign in MARKDOWN else escape(sign, quote=False) for sign in words)


def _prose(root: Path, cases: list[Case]) -> None:
    """A page whose head and body are all the words."""
    every = " ".join(case.words.replace("\n", " ") for case in cases)
    for language in ("fr", "en"):
        text = "\n\n".join(markdown(case.line) for case in cases)
        (root / f"docs/{language}/about.md").write_text(
            f"---\n{_yaml({'title': every, 'description': every})}---\n\n# Words {{ #words }}\n\n{text}\n", "utf-8"
        )


@functools.cache
def refused() -> dict[str, dict[str, Any]]:
    """Each refused case by its name."""
    return {case["case"]: case for case in yaml.safe_load((FOLDER / "refused.yml").read_text("utf-8"))}
