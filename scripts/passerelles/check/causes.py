"""One slip is told once, where it was made: what only follows from it would send the editor to mend the wrong place.

An altered text breaks every quote taken from it; a file that cannot be read takes with it what others say of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import PurePosixPath

from passerelles.model import Position, Problem
from passerelles.nearest import slug

WORDS = {"word-altered", "word-lost", "word-invented"}
ALTERED = {*WORDS, "translation-not-reread"}
UNREADABLE = {
    "file-too-large", "not-utf-8", "control-character", "merge-conflict", "cannot-read", "empty-file", "empty-page",
    "no-front-matter", "second-document", "too-deep", "key-not-text", "not-a-mapping", "unknown-folder", "stray-file",
    "file-name-not-an-id",
}  # fmt: skip
OF_THEIR_PLACE = {"not-a-mapping", "unknown-folder", "stray-file", "file-name-not-an-id"}  # which the model rules
SCHEMA, LABELS = "data/schema.yml", "data/labels.yml"
# In the model: it says something else than it was meant to, and every file would be judged by it.
OF_SHAPE = {
    "unknown-field", "missing-field", "not-a-mapping", "not-a-list", "not-text", "not-multilingual", "unknown-type",
    "duplicate-key", "not-an-id", "not-a-language",
}  # fmt: skip
# In the model: a kind whose folder has no name any more has lost its things, and what is said of them follows.
OF_A_FOLDER = {"empty-field", "blank", "needs-quotes"}
# What is said of other files when one cannot be read, and the blank of the message that names the one.
NAMED = {
    "unknown-id": "value", "unknown-source": "value", "translation-without-original": "id", "no-translation": "path",
    "page-untranslated": "path", "apparatus-without-source": "name", "no-such-page": "target", "no-such-anchor": "path",
    "published-id-lost": "id", "published-thing-lost": "id", "published-thing-moved": "id", "id-gone": "value",
    "id-renamed": "value",
}  # fmt: skip
NO_ENTRY = {"unknown-id", "id-gone", "id-renamed"}
OF_THE_MODEL = {"wrong-kind", *NO_ENTRY, "unknown-property", "unknown-choice", "unknown-kind-type"}
REPLACED, APPARATUS = "data/replaced.yml", "data/apparatus/"
OF_THE_REGISTER = {"published-id-lost", "published-thing-lost", "published-thing-moved"}
OF_AN_ID = {
    "unknown-property",
    "wrong-kind",
    *NO_ENTRY,
    "own-id-twice",
    "statement-id-twice",
    "not-an-id",
    "missing-field",
    "empty-field",
    "duplicate-key",
    "dash-missing",
    "not-text",
    "not-a-list",
    "not-a-mapping",
}  # it follows from them
OF_A_PLACE = {"quote-in-several-places", "translation-not-reread"}
WITHOUT_A_PAIR = {"paragraph-untranslated", "paragraph-without-original"}
NO_LINE = {"not-a-number", "not-whole"}  # told of in the apparatus: no word can be looked for there
OF_A_PAIR = {"quotes-apart", "oddity-not-found"}  # what is said of a paragraph under the id that it has lost
OF_A_NUMBER = {*WORDS, "change-does-not-apply"}  # of the line that a change is of
OF_A_FIELD = {"missing-field", "unknown-field"}  # a language, where the model and the words of the site both say so
OF_THE_PAGE = {"paragraph-not-shown"}  # what a reader would see
NAMING_A_THING = {"unknown-id", "unknown-source"}
JUDGED = {*NAMING_A_THING, "unknown-choice", "unknown-kind-type"}  # a value that is none, with quotes or without
OF_A_MARK = {
    "heading-without-space", "id-without-brace", "paragraph-apart-from-id", "paragraphs-run-together",
    "paragraph-id-of-another",
}  # fmt: skip
OF_NO_LINK = {"link-unclosed", "footnote"}  # the words that follow are read as an address
SHOWN = {"paragraph-not-shown", "words-not-shown"}
OF_ALL_FILES = {
    "nothing-stated",
    "received-file-unclaimed",
    "extraction-unclaimed",
    "spelling-not-found",
    "received-file-missing",
}


def explained(problems: Iterable[Problem]) -> list[Problem]:
    """The problems without those that only follow; a quote of an altered paragraph points at that paragraph."""
    found = _of_touched_files(list(problems))
    altered = {f"{p.where.path}:{p.where.line}" for p in found if p.key in ALTERED}
    lost = {p.where.path for p in found if unreadable(p)}
    without_things = any(_is_of_a_folder(p) for p in found)
    untranslated = {PurePosixPath(p.where.path).stem for p in found if p.key == "no-translation"}
    unsettled = {p.where.path for p in found if p.key in OF_AN_ID}
    found_near = {p.where for p in found if p.key == "unknown-source" or (p.key == "unknown-id" and _near(p))}
    misnamed = {p.where for p in found if p.key == "not-an-id"} - found_near  # no thing has such a name either
    unfit = {p.where for p in found if p.key in JUDGED}
    bare = {p.where for p in found if p.key == "paragraph-without-id"}
    unlinked = {p.where.path for p in found if p.key in OF_NO_LINK}
    mismarked = {p.where.path for p in found if p.key in OF_A_MARK}
    doubled = {dict(p.details)["id"] for p in found if p.key == "paragraph-id-twice"}
    unpaired = {(_source(p), dict(p.details)["paragraph"]) for p in found if p.key in WITHOUT_A_PAIR}
    disordered = {_source(p) for p in found if p.key == "paragraphs-in-another-order"}
    unnumbered = {_source(p) for p in found if p.key in NO_LINE and p.where.path.startswith(APPARATUS)}
    without_register = REPLACED in lost
    of_model = {_of_field(p) for p in found if p.where.path == SCHEMA}
    return [
        _pointing_at(problem, altered)
        for problem in found
        if not (_follows(problem, lost) or _lacks_words(problem, untranslated) or _is_only_an_id(problem, unsettled))
        and not (without_things and problem.key in OF_THE_MODEL)
        and not (problem.where.path == LABELS and problem.key in OF_A_FIELD and _of_field(problem) in of_model)
        and not (without_register and problem.key in OF_THE_REGISTER)
        and not (problem.key == "received-list-missing" and problem.where.path in lost)
        and not (problem.key == "unknown-id" and problem.where in misnamed)
        and not (problem.key == "not-an-id" and problem.where in found_near)
        and not (problem.key == "needs-quotes" and problem.where in unfit)
        and not (problem.key in OF_THE_PAGE and problem.where in bare)
        and not (problem.key == "no-such-page" and problem.where.path in unlinked)
        and not (problem.key in SHOWN and problem.where.path in mismarked)
        and not (problem.key in OF_A_PAIR and (_source(problem) in disordered or _ids(problem) & unpaired))
        and not (problem.key in OF_A_NUMBER and _source(problem) in unnumbered)
        and not (problem.key in OF_A_PLACE and _paragraphs(problem) <= doubled)
    ]


def _near(problem: Problem) -> str:
    """What was probably meant."""
    return dict(problem.details).get("near", "")


def _is_of_a_folder(problem: Problem) -> bool:
    """Whether the model does not say where the things of a kind lie; a number without quotes may be such a name."""
    named = dict(problem.details).get("field", "folder")
    return problem.where.path == SCHEMA and problem.key in OF_A_FOLDER and named == "folder"


def _of_field(problem: Problem) -> tuple[str, str | None]:
    return problem.key, dict(problem.details).get("field")


def _of_touched_files(found: list[Problem]) -> list[Problem]:
    """Words that differ because a received file was touched are told at their line of it: it is what must be mended."""
    touched = {p.where.path for p in found if p.key == "received-file-altered"}
    return list(dict.fromkeys(_in_its_file(p) if p.key in WORDS and _place(p).path in touched else p for p in found))


def _in_its_file(problem: Problem) -> Problem:
    details = dict(problem.details)
    words = tuple((name, details[name] or "∅") for name in ("witness", "edition", "after"))
    return Problem(_place(problem), "received-words-touched", words)


def _place(problem: Problem) -> Position:
    """Where a witness has the words that differ."""
    path, _, line = dict(problem.details)["place"].rpartition(":")
    return Position(path, int(line))


def _source(problem: Problem) -> str:
    """The text that it is about: named, or in whose file it is."""
    return dict(problem.details).get("source") or PurePosixPath(problem.where.path).stem


def _ids(problem: Problem) -> set[tuple[str, str]]:
    """The paragraphs that it is about, each with its text."""
    details = dict(problem.details)
    return {(_source(problem), details[name]) for name in ("paragraph", "original") if name in details}


def _paragraphs(problem: Problem) -> set[str]:
    """The paragraphs in which it is, by their ids; two that share one follow from that."""
    details = dict(problem.details)
    return {*(details.get("paragraphs") or details["paragraph"]).split(", ")}


def unreadable(problem: Problem) -> bool:
    """Whether the file could not be read at all, or not as what it is."""
    if problem.where.path == SCHEMA and problem.key in OF_SHAPE:
        return True
    if problem.where.path == LABELS and problem.key == "missing-field" and problem.where.column == 1:
        return True  # a whole part of it
    at_top = problem.key != "not-a-mapping" or (problem.where.line, problem.where.column) == (1, 1)
    return at_top and (problem.key in UNREADABLE or problem.key.startswith("yaml-"))


def of_what_rules_all(problem: Problem) -> bool:
    """Whether the model or the words of the site are not whole: what is written by them would not be either."""
    return problem.where.path in {SCHEMA, LABELS} and problem.severity == "error"


def _follows(problem: Problem, lost: set[str]) -> bool:
    if SCHEMA in lost or LABELS in lost:  # where the words are that would tell of it
        is_seen = unreadable(problem) and problem.key not in OF_THEIR_PLACE
        return problem.where.path not in {SCHEMA, LABELS} and not is_seen
    if not lost or problem.where.path in lost:
        return False
    if problem.key in OF_ALL_FILES:
        return True
    named = dict(problem.details).get(NAMED.get(problem.key, ""), "")
    parts = PurePosixPath(named.split(".")[0] if problem.key == "published-id-lost" else named).parts
    return bool(named) and any(path == named or slug(PurePosixPath(path).stem) in parts for path in lost)


def _is_only_an_id(problem: Problem, unsettled: set[str]) -> bool:
    """Whether an id or a statement is missing where what they are made of is wrong: mended, it is back."""
    return (
        problem.key in {"published-id-lost", "person-without-role", "required-property"}
        and problem.where.path in unsettled
    )


def _lacks_words(problem: Problem, untranslated: set[str]) -> bool:
    """Whether a source is only missing the words of a translation that is missing as a whole."""
    source = dict(problem.details).get("source")
    return problem.key == "spelling-not-found" and source in {
        *untranslated,
        *(["corpus"] * bool(untranslated)),
    }


def _pointing_at(problem: Problem, altered: set[str]) -> Problem:
    if problem.key == "quote-nearly" and dict(problem.details)["place"] in altered:
        return replace(problem, key="quote-of-altered-text")
    return problem
