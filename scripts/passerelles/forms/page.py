"""A source page that a form saved, merged into the page that was there: front matter by value, text by line."""

from __future__ import annotations

from passerelles.forms.merge import merge
from passerelles.load.editions import split

FENCE = "---\n"


def merge_file(path: str, original: str, saved: str) -> str:
    """The original file with what was typed. Raises Unreadable or Unmergeable, as `merge` does."""
    if not path.endswith(".md"):
        return merge(original, saved)
    before, after = split(original), split(saved)
    if before is None or after is None:
        return saved
    same = before.body.strip() == after.body.strip()  # a form drops the blank line above and the line end below
    body = before.body if same else _like(before.body, after.body)
    return f"{FENCE}{merge(before.yaml + chr(10), after.yaml + chr(10))}{FENCE}{body}"


def _like(before: str, after: str) -> str:
    """The new text between the white space that was around the old one."""
    stripped = before.strip()
    start = before.index(stripped)
    return before[:start] + after.strip() + before[start + len(stripped) :]
