"""Problems put into sentences: `path:line:column: what is wrong — what was expected — what to do`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from passerelles.model import KnowledgeBase, Language, Problem, Text

# Of data/labels.yml, what is needed to say that it cannot be read itself; a test keeps them alike.
OWN = Path(__file__).with_name("words.json")
LINE = "{where}: {what} — {expected} — {do}"
PARTS = ("what", "expected", "do")
LONGEST = 160  # characters of a value that a message repeats


def sentence(problem: Problem, kb: KnowledgeBase, language: Language) -> str:
    """One problem, on one line, in one language."""
    line = _label(kb.labels, "problem-line", language, LINE)
    return _filled(line, {"where": _printable(str(problem.where))} | _parts(problem, kb, language), LINE)


def _parts(problem: Problem, kb: KnowledgeBase, language: Language) -> dict[str, str]:
    texts, own = kb.problem_texts.get(problem.key, {}), _own()["problems"].get(problem.key, {})
    details = {key: _shortened(value) for key, value in problem.details}
    if not texts and not own:  # somebody has taken them out of data/labels.yml: say at least what we know
        known = ", ".join(f"{key}: {value}" for key, value in details.items())
        return dict.fromkeys(PARTS, "…") | {"what": f"{problem.key} ({known})"}
    near = details.get("near", "")
    hint = _label(kb.labels, "problem-near", language, "({near}?)").strip()
    details["near"] = f" {_filled(hint, {'near': near})}" if near else ""
    label = _label(kb.labels, "problem-changed", language, "({changed})")
    details["changed"] = f" {_filled(label, details)}" if details.get("changed") else ""
    words = {part: (texts.get(part) or {}).get(language) or own.get(part, {}).get(language, "…") for part in PARTS}
    return {part: _filled(text, details) for part, text in words.items()}


@cache
def _own() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(OWN.read_text("utf-8"))
    return found


def _filled(words: str, blanks: Mapping[str, str], otherwise: str = "") -> str:
    """The words with their blanks filled; as they stand where an editor has broken the braces of data/labels.yml."""
    try:
        return words.format_map(blanks)
    except (KeyError, IndexError, ValueError, AttributeError):
        return otherwise.format_map(blanks) if otherwise else words


def _printable(words: str) -> str:
    """The words on one line, without the signs that a terminal or a robot would obey."""
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in words)


def say(kb: KnowledgeBase, key: str, language: Language, **blanks: str) -> str:
    """A sentence of the command; its key and its blanks where data/labels.yml cannot be read."""
    known = f"{key} ({', '.join(blanks.values())})"
    return _filled(_label(kb.labels, key, language, known), blanks, known)


def _label(labels: Mapping[str, Text], key: str, language: Language, otherwise: str) -> str:
    found: str = labels.get(key, {}).get(language) or _own()["labels"].get(key, {}).get(language, otherwise)
    return found


def _shortened(value: str) -> str:
    folded = _printable(" ".join(value.split()))
    return folded if len(folded) <= LONGEST else f"{folded[:LONGEST]}…"


def as_text(problems: Iterable[Problem], kb: KnowledgeBase, language: Language) -> str:
    """All the problems, a line each."""
    return "\n".join(sentence(problem, kb, language) for problem in problems)


def as_json(problems: Iterable[Problem], kb: KnowledgeBase, language: Language) -> str:
    """All the problems as a JSON list, for other programs."""
    rows = [{**_place(p), "severity": p.severity, "rule": p.key, **_parts(p, kb, language)} for p in problems]
    return json.dumps(rows, ensure_ascii=False, indent=1)


def _place(problem: Problem) -> dict[str, str | int]:
    where = problem.where
    return {"path": _printable(where.path), "line": where.line, "column": where.column}


def as_github(problems: Iterable[Problem], kb: KnowledgeBase, language: Language) -> str:
    """All the problems as annotations of a pull request."""
    return "\n".join(_annotation(problem, kb, language) for problem in problems)


def _annotation(problem: Problem, kb: KnowledgeBase, language: Language) -> str:
    said = _escaped(sentence(problem, kb, language))
    path = _escaped(_printable(problem.where.path)).replace(":", "%3A").replace(",", "%2C")
    return f"::{problem.severity} file={path},line={problem.where.line},col={problem.where.column}::{said}"


def _escaped(words: str) -> str:
    """As a workflow command wants them (actions/toolkit, command.ts): `%` and line ends; nothing else is obeyed."""
    return words.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def summary(problems: Iterable[Problem], kb: KnowledgeBase, language: Language) -> str:
    """The last line: how much is to mend, or how much was checked."""
    severities = [problem.severity for problem in problems]
    errors, warnings = severities.count("error"), severities.count("warning")
    if errors or warnings:
        return say(kb, "problem-count", language, errors=str(errors), warnings=str(warnings))
    counts = {
        "statements": len(kb.statements),
        "quotes": sum(len(statement.evidence) for statement in kb.statements),
        "entities": len(kb.entities) - len(kb.sources),
        "sources": len(kb.sources),
    }
    return say(kb, "problem-none", language, **{name: str(count) for name, count in counts.items()})
