"""The Markdown of sources, which is narrow: words, headings, lists, a table; rendered as by MkDocs, only sooner.

Most blocks are a line of words with their id, for which no rule of Markdown need be tried: they are written as they
are, and one renderer is given what stands between them. A test compares both, letter for letter.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown import Markdown

# Those of mkdocs.yml; MkDocs adds the last itself.
EXTENSIONS = ("attr_list", "tables", "def_list", "md_in_html", "toc", "fenced_code")
ATTRIBUTES = r"\{ #(?P<id>[A-Za-z][\w-]*)(?P<roles>(?: \.[\w-]+)*) \}"
# A line that begins with a letter and has no sign of Markdown, its attributes below it; or a heading that has its own.
PLAIN = re.compile(
    r"(?:(?P<level>\#{1,6}) )?(?P<words>(?(level)(?!\s)|[\"“‘«(]?[^\W\d_])[^\n\r\t|#`\\*_\[\]{}<&~\x02\x03]+(?<!\s))"
    rf"(?(level)(?= \{{))(?:(?(level) |\n){ATTRIBUTES})?"
)
# HTML and code; links, and what they refer to; a definition, which makes a term of the paragraph before it; a list of
# sections, or a heading that may want an id, for which others are looked at; lines of spaces.
UNCOMMON = re.compile(r"[<`~\r\t\x02\x03]|\]\(|\]:|&#|^ *:|\[TOC\]|(?<!\{ )#|^ *[=-]+ *$|^ +$", re.MULTILINE)


@cache
def _renderer() -> Markdown:
    """What renders texts; whoever has only plain ones does not wait for it."""
    from markdown import Markdown

    # In full, they are found without asking every package that is installed for its extensions.
    return Markdown(extensions=[f"markdown.extensions.{name}" for name in EXTENSIONS])


def as_html(text: str) -> str:
    """What the renderer makes of a text."""
    html: str = _renderer().reset().convert(text)
    return html


def rendered(text: str, renderer: Markdown) -> str | None:
    """A narrow text as HTML; nothing where it is not narrow."""
    parts = _parts(text)
    if any(UNCOMMON.search(between) for between in parts[::2]):
        return None
    parts[::2] = [renderer.reset().convert(between) for between in parts[::2]]
    return "\n".join(filter(None, parts))


def _parts(text: str) -> list[str]:
    """In turn: what stands between two plain blocks, blank lines included, and a plain block as HTML."""
    parts: list[str] = []
    others: list[str] = []
    for block in text.split("\n\n"):
        if found := PLAIN.fullmatch(block.strip("\n")):
            parts += ["\n\n".join(others), _written(found)]
            others = []
        else:
            others.append(block)
    return [*parts, "\n\n".join(others)]


def _written(found: re.Match[str]) -> str:
    """A plain block as HTML."""
    tag = f"h{len(found['level'])}" if found["level"] else "p"
    roles = f' class="{found["roles"].replace(".", "").strip()}"' if found["roles"] else ""
    named = f' id="{found["id"]}"' if found["id"] else ""
    words = found["words"].replace(">", "&gt;")  # it has no other sign that HTML would take for its own
    return f"<{tag}{roles}{named}>{words}</{tag}>"
