"""Citations for programs: BibTeX (fields of biblatex), RIS, CSL-JSON.

A date that is not certain is given as such, or not at all: EDTF in biblatex's `date`, «circa» in CSL, no RIS field.
docs/assets/js/cite.js makes the same of a page that is open; a test compares them letter for letter.
"""

from __future__ import annotations

import re

from passerelles import dates
from passerelles.citation.item import PAGE, STATEMENT, Item

# genre -> (BibTeX entry, RIS type, CSL type); a type that data/schema.yml adds is a document
GENRES = {
    PAGE: ("online", "ELEC", "webpage"),
    STATEMENT: ("online", "ELEC", "webpage"),
    "article": ("article", "NEWS", "article-newspaper"),
    "minutes": ("report", "RPRT", "report"),
}
OTHERS = ("misc", "GEN", "document")
# What TeX would read as a command; a brace by its name, since BibTeX counts even one that has a backslash before it.
COMMANDS = {
    "\\": r"{\textbackslash}", "{": r"{\textbraceleft}", "}": r"{\textbraceright}",
    "~": r"{\textasciitilde}", "^": r"{\textasciicircum}",
}  # fmt: skip
SPECIAL = re.compile(r"[&%$#_\\{}~^]")
BREAKS = re.compile("[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")  # a value is one line: the next could be a tag of RIS


def bibtex(item: Item) -> str:
    """An entry of a .bib file, UTF-8; names and titles are braced, so that no style changes their letters."""
    kind = GENRES.get(item.genre, OTHERS)[0]
    fields = [
        ("title", f"{{{_tex(item.title)}}}"),
        ("titleaddon", _tex(" / ".join(item.translated))),
        ("author", " and ".join(f"{{{_tex(name)}}}" for name in item.authors)),
        ("journal" if kind == "article" else "organization", _tex(item.container)),
        ("institution" if kind == "report" else "publisher", _tex(item.publisher)),
        ("date", item.date),
        ("note", _tex(item.note)),
        ("url", item.url),
        ("langid", {"fr": "french", "en": "english"}.get(item.language, item.language)),
    ]
    lines = [f"  {name} = {{{one_line(value)}}}" for name, value in fields if value]
    return f"@{kind}{{{item.key},\n" + ",\n".join(lines) + "\n}\n"


def _tex(words: str) -> str:
    return SPECIAL.sub(lambda sign: COMMANDS.get(sign[0], f"\\{sign[0]}"), words)


def one_line(words: str) -> str:
    """The same words on one line, as nearly all are: `splitlines` breaks where BREAKS does."""
    return words if words.splitlines() == [words] else BREAKS.sub(" ", words)


def ris(item: Item) -> str:
    """A record of a .ris file: a tag a line, CR LF as the format has it."""
    kind, parts = GENRES.get(item.genre, OTHERS)[1], date_parts(item.date)
    given = [f"{part:0{width}}" for part, width in zip(parts, (4, 2, 2), strict=False)]
    fields = [
        ("TY", kind),
        ("ID", item.key),
        ("TI", item.title),
        *(("TT", title) for title in item.translated),
        *(("AU", name) for name in item.authors),
        ("T2", item.container),
        ("PB", item.publisher),
        ("PY", given[0] if given else ""),
        ("DA", "/".join(given) + "/" * (3 - len(given)) if given else ""),
        ("N1", item.note),
        ("UR", item.url),
        ("LA", item.language),
    ]
    return "".join([f"{tag}  - {one_line(value)}\r\n" for tag, value in fields if value]) + "ER  - \r\n"


def csl(item: Item) -> dict[str, object]:
    """An item of CSL-JSON; names are literal: nothing here is cut into a first and a last name."""
    parts, about = date_parts(item.date), about_parts(item.date)
    issued: dict[str, object] = {"date-parts": [parts]} if parts else {}
    if about:
        issued = {"date-parts": [about], "circa": True}
    fields: dict[str, object] = {
        "id": item.key,
        "type": GENRES.get(item.genre, OTHERS)[2],
        "title": item.title,
        "author": [{"literal": name} for name in item.authors],
        "container-title": item.container,
        "publisher": item.publisher,
        "issued": issued,
        "note": item.note,
        "URL": item.url,
        "language": item.language,
    }
    if item.translated:
        fields["custom"] = {"translated-title": " / ".join(item.translated)}
    return {name: value for name, value in fields.items() if value}


def date_parts(edtf: str) -> list[int]:
    """Year, month, day, as far as they are given; nothing where the date is not certain."""
    known = dates.read(edtf).certain if edtf else None
    return [int(part) for part in known.given] if known else []


def about_parts(edtf: str) -> list[int]:
    """The same of a date that is only about right: «2023-04~»."""
    return date_parts(edtf[:-1]) if edtf.endswith(("~", "?", "%")) else []
