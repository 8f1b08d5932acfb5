"""The copy without what a disk has no use for: nothing that a reader sees or a program reads from a folder is lost.

In: the files of the copy, whose every page is packed apart, so that each word of the frame counts once a page. Out:
the same pages with their scripts joined into one, without what only a host or a search engine asks for, not indented;
of the joined script, without what its authors say to one another.
"""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterable

# What search engines show of a page, what a link tells another host (a file tells none), and the ground of a page
# until its style is there, which says the same.
ASKED_BY_HOSTS = re.compile(r'<meta name="(?:description|referrer|color-scheme)"[^>]*>\n?')
VERBATIM = re.compile(r"(<(?:pre|textarea)\b.*?</(?:pre|textarea)>)", re.DOTALL)
INDENT = re.compile(r"\n[ \t\n]+")
RUN = re.compile(r'(?:<script src="[^"]+" defer></script>\n?){2,}')  # these are run in their order, as one would be
NAME = re.compile(r'src="([^"]+)"')
JOINED = "assets/js/all.js"
REMARK = re.compile(rb"^[ \t]*/\*(?:[^*]|\*(?!/))*\*/[ \t]*\n", re.MULTILINE)  # one that has its lines to itself


def lean_page(html: str) -> str:
    """A page without the marks for hosts and without indents; what stands in <pre> is left as it is."""
    parts = VERBATIM.split(ASKED_BY_HOSTS.sub("", html))
    return "".join(part if number % 2 else INDENT.sub("\n", part) for number, part in enumerate(parts))


def joined_scripts(files: dict[str, bytes]) -> dict[str, bytes]:
    """The same files, the scripts that every page asks for in a row being one; those that nothing else names are gone.

    Pages that ask for another row keep it: a file that only some need is not carried by all.
    """
    pages = {path: data.decode() for path, data in files.items() if path.endswith(".html")}
    rows = {path: [_row(path, run[0]) for run in RUN.finditer(html)] for path, html in pages.items()}
    counts = Counter(row for path in sorted(rows) for row in rows[path])
    row = counts.most_common(1)[0][0] if counts else ()
    if not row or any(name not in files for name in row):  # what is missing is told by name: see wholeness
        return files
    for path, html in pages.items():
        if row in rows[path]:
            link = f'<script src="{posixpath.relpath(JOINED, posixpath.dirname(path) or ".")}" defer></script>\n'
            pages[path] = _with_one(path, html, row, link)
    made = files | {path: html.encode() for path, html in pages.items()}
    made[JOINED] = REMARK.sub(b"", b"\n".join(files[name] for name in row))
    return {path: data for path, data in made.items() if path not in set(row) - _named(pages)}


def _with_one(path: str, html: str, row: tuple[str, ...], link: str) -> str:
    """A page with one link in place of a row of them."""
    return RUN.sub(lambda run: link if _row(path, run[0]) == row else run[0], html)


def _row(path: str, run: str) -> tuple[str, ...]:
    """The files that a row of scripts names."""
    return tuple(posixpath.normpath(posixpath.join(posixpath.dirname(path), name)) for name in NAME.findall(run))


def _named(pages: dict[str, str]) -> set[str]:
    """The scripts that pages still name."""
    return {name for path, html in pages.items() for name in _row(path, "".join(_scripts(html)))}


def _scripts(html: str) -> Iterable[str]:
    return re.findall(r"<script [^>]*>", html)
